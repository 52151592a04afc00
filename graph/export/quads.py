"""The graph as RDF: in a fixed order, whatever the store, and without holding it in memory."""

from __future__ import annotations

import heapq
import json
import tempfile
from contextlib import ExitStack
from itertools import islice
from typing import IO, TYPE_CHECKING

from rdflib import Graph

from graph.store.oxigraph import rewrite, to_lines
from graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import URIRef

    from graph.rdf import Quad
    from graph.store.base import Store

_CHUNK = 200_000  # quads that are sorted at once


def nquads(store: Store, stream: IO[bytes]) -> None:
    """All named graphs, one after the other, a sorted line for each quad."""
    for name in store.graphs():
        _sorted(store.quads(name), stream)


def _sorted(quads: Iterable[Quad], stream: IO[bytes]) -> None:
    with ExitStack() as kept:
        chunks: list[IO[bytes]] = []
        rest = iter(quads)
        while chunk := list(islice(rest, _CHUNK)):
            file = kept.enter_context(tempfile.TemporaryFile())
            file.writelines(sorted(to_lines(chunk)))
            file.seek(0)
            chunks.append(file)
        stream.writelines(heapq.merge(*chunks))


def trig(store: Store, stream: IO[bytes]) -> None:
    """All named graphs, with short names."""
    with tempfile.TemporaryFile() as lines:
        nquads(store, lines)
        lines.seek(0)
        rewrite(lines, stream, "trig", PREFIXES)


def turtle(store: Store, stream: IO[bytes]) -> None:
    """The resolved graph."""
    with tempfile.TemporaryFile() as lines:
        _sorted(store.quads(store.addresses.resolved), lines)
        lines.seek(0)
        rewrite(lines, stream, "turtle", PREFIXES)


def jsonld(store: Store, stream: IO[bytes]) -> None:
    """The resolved graph as JSON-LD, its sets in a fixed order."""
    text = _graph(store, store.addresses.resolved).serialize(format="json-ld", context=PREFIXES)
    told = json.dumps(_ordered(json.loads(text)), ensure_ascii=False, sort_keys=True, indent=1)
    stream.write(told.encode())


def _graph(store: Store, name: URIRef) -> Graph:
    g = Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        g.bind(prefix, iri)
    for q in store.quads(name):
        g.add((q.s, q.p, q.o))
    return g


def _ordered(value: object) -> object:
    if isinstance(value, dict):
        return {key: _ordered(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return sorted((_ordered(x) for x in value), key=lambda x: json.dumps(x, sort_keys=True))
    return value
