"""The direct edges between entities for programs that draw and measure networks."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any

import networkx as nx

from graph.queries import network

if TYPE_CHECKING:
    from graph.queries import Network
    from graph.store.base import Store

_WRITTEN = re.compile(r"^\s*<meta lastmodifieddate=\"[^\"]*\">$")
# What XML cannot hold in any form.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def graphml(store: Store, stream: IO[bytes], min_confidence: float) -> None:
    """An edge for each event or relation that it rests on."""
    g = network(store, min_confidence=min_confidence)
    _clean(g)
    nx.write_graphml(g, stream)


def gexf(store: Store, stream: IO[bytes], min_confidence: float) -> None:
    """An edge for each name between two entities: its weight is the number of events and relations behind it.

    `first` and `last` are the days on which the first and last of them was announced; entities have names and types.
    """
    told = network(store, min_confidence=min_confidence)
    g: Network = nx.MultiDiGraph()
    for key, about in told.nodes(data=True):
        g.add_node(key, label=about["name"], type=about["type"], events=about["events"])
    for source, target, about in told.edges(data=True):
        name = about["label"]
        if not g.has_edge(source, target, name):
            g.add_edge(source, target, key=name, label=name, weight=0)
        edge = g.edges[source, target, name]
        edge["weight"] += 1
        if day := about.get("announced"):
            edge["first"] = min(edge.get("first", day), day)
            edge["last"] = max(edge.get("last", day), day)
    _clean(g)
    for line in nx.generate_gexf(g):
        # networkx writes the day of writing; the same graph is to be the same file on every day.
        stream.write(f"{_WRITTEN.sub('<meta>', line)}\n".encode())


def _clean(g: Network) -> None:
    parts: list[dict[str, Any]] = [about for _, about in g.nodes(data=True)]
    parts += [about for _, _, about in g.edges(data=True)]
    for about in parts:
        about.update({k: _NO_XML.sub("\ufffd", v) for k, v in about.items() if isinstance(v, str)})
