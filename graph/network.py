"""The graph for networkx: `to_networkx(store)` gives all entities with the direct edges between them."""

from graph.queries import neighbourhood
from graph.queries import network as to_networkx

__all__ = ["neighbourhood", "to_networkx"]
