"""The graph in the formats that other programs read."""

from __future__ import annotations

import csv
import io
import json
from typing import IO, TYPE_CHECKING, Literal, get_args

import networkx as nx
from rdflib import Dataset, Graph

from graph.model import dump_record
from graph.queries import events, network
from graph.rdf import from_quads
from graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from graph.queries import EntityRef, EventView
    from graph.store.base import Store

Format = Literal["trig", "nquads", "turtle", "jsonld", "graphml", "csv", "records"]
FORMATS: tuple[Format, ...] = get_args(Format)
_COLUMNS = [
    "event",
    "kind",
    "investors",
    "recipients",
    "places",
    "amount",
    "amount_max",
    "currency",
    "qualifier",
    "years",
    "start",
    "end",
    "announced",
    "status",
    "quantity",
    "unit",
    "sectors",
    "quote",
    "article",
    "title",
    "publisher",
    "published",
    "url",
]


def export(store: Store, format: Format, stream: IO[str]) -> None:
    """Write the graph to a stream.

    trig and nquads hold all named graphs, turtle and jsonld the resolved one, graphml and csv its direct
    edges and its events, and records the article records as JSON lines.
    """
    {
        "trig": _trig,
        "nquads": _nquads,
        "turtle": _turtle,
        "jsonld": _jsonld,
        "graphml": _graphml,
        "csv": _csv,
        "records": _records,
    }[format](store, stream)


def _nquads(store: Store, stream: IO[str]) -> None:
    lines = _dataset(store).serialize(format="nquads").splitlines(keepends=True)
    stream.writelines(sorted(line for line in lines if line.strip()))


def _trig(store: Store, stream: IO[str]) -> None:
    stream.write(_dataset(store).serialize(format="trig"))


def _dataset(store: Store) -> Dataset:
    data = Dataset()
    for prefix, iri in PREFIXES.items():
        data.bind(prefix, iri)
    for q in store.quads():
        data.graph(q.g).add((q.s, q.p, q.o))
    return data


def _resolved(store: Store) -> Graph:
    g = Graph()
    for prefix, iri in PREFIXES.items():
        g.bind(prefix, iri)
    for q in store.quads(store.addresses.resolved):
        g.add((q.s, q.p, q.o))
    return g


def _turtle(store: Store, stream: IO[str]) -> None:
    stream.write(_resolved(store).serialize(format="turtle"))


def _jsonld(store: Store, stream: IO[str]) -> None:
    stream.write(_resolved(store).serialize(format="json-ld", context=PREFIXES, indent=1))


def _graphml(store: Store, stream: IO[str]) -> None:
    out = io.BytesIO()
    nx.write_graphml(network(store), out)
    stream.write(out.getvalue().decode("utf-8"))


def _names(refs: tuple[EntityRef, ...]) -> str:
    return "; ".join(r.name for r in refs)


def _row(e: EventView) -> dict[str, object]:
    return {
        **e.model_dump(include=set(_COLUMNS)),
        "event": e.iri,
        "investors": _names(e.investors),
        "recipients": _names(e.recipients),
        "places": _names(e.places),
        "sectors": "; ".join(e.sectors),
        "quote": " … ".join(e.quotes),
        "article": e.article_key,
        "title": e.article_title,
        "url": e.article_url,
    }


def _csv(store: Store, stream: IO[str]) -> None:
    writer = csv.DictWriter(stream, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for e in events(store, limit=10_000_000):
        writer.writerow({k: _safe(v) for k, v in _row(e).items()})


def _safe(value: object) -> object:
    """A text that a spreadsheet would take for a formula is marked as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@"} else value


def _records(store: Store, stream: IO[str]) -> None:
    a = store.addresses
    for graph in store.graphs():
        if a.is_article(graph):
            record, _ = from_quads(store.quads(graph))
            stream.write(json.dumps(dump_record(record), ensure_ascii=False) + "\n")
