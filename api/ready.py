"""What pages need, read when the server starts, so that nobody waits for it."""

from __future__ import annotations

import gc
from importlib import import_module
from typing import TYPE_CHECKING

from api.web import read_templates
from graph.draw import vis_network
from graph.exchange import asked_currency
from graph.gazetteer import land
from graph.links import all_links
from graph.queries import stats
from ingest.reference import load_reference

if TYPE_CHECKING:
    from graph.queries import Stats
    from graph.store import Store


def prepare(store: Store) -> Stats:
    """Count the graph; read its deals and edges, rates of currencies, the map, pages, what lays networks out and draws them."""
    import_module("igraph")
    vis_network()
    read_templates()
    asked_currency("USD")
    land()
    load_reference()  # pages of articles read by it
    deals = all_links(store.index).deals
    for dimension in ("investor", "country", "sector"):
        deals.values(dimension)
    counted = stats(store)
    # All this stays: who makes a list of many lines is not to wait while it is looked through for garbage.
    gc.collect()
    gc.freeze()
    return counted
