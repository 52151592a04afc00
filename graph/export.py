"""The graph in the formats that other programs read."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import IO, TYPE_CHECKING, Literal, get_args

import networkx as nx
from rdflib import Dataset, Graph

from graph import corrections
from graph.model import dump_record
from graph.queries import events, network
from graph.rdf import from_quads
from graph.vocabulary import IG, PREFIXES

if TYPE_CHECKING:
    from rdflib.term import URIRef

    from graph.queries import EntityRef, EventView
    from graph.store.base import Store

Format = Literal["trig", "nquads", "turtle", "jsonld", "graphml", "csv", "records"]
FORMATS: tuple[Format, ...] = get_args(Format)
# What XML cannot hold in any form.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
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
    # Only "\n" ends a statement: other line ends of Unicode may stand in a literal.
    lines = _dataset(store).serialize(format="nquads").split("\n")
    stream.writelines(sorted(f"{line}\n" for line in lines if line.strip()))


def _trig(store: Store, stream: IO[str]) -> None:
    """Each graph as Turtle in braces, since rdflib's own TriG has no fixed order of graphs."""
    stream.writelines(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    for name in store.graphs():
        lines = _graph(store, name).serialize(format="turtle").split("\n")
        while lines and (lines[0].startswith("@prefix ") or not lines[0]):
            del lines[0]
        stream.write(f"\n{name.n3()} {{\n" + "\n".join(lines).rstrip() + "\n}\n")


def _dataset(store: Store) -> Dataset:
    data = Dataset()
    for prefix, iri in PREFIXES.items():
        data.bind(prefix, iri)
    for q in store.quads():
        data.graph(q.g).add((q.s, q.p, q.o))
    return data


def _graph(store: Store, name: URIRef) -> Graph:
    g = Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        g.bind(prefix, iri)
    for q in store.quads(name):
        g.add((q.s, q.p, q.o))
    return g


def _turtle(store: Store, stream: IO[str]) -> None:
    stream.write(_graph(store, store.addresses.resolved).serialize(format="turtle"))


def _jsonld(store: Store, stream: IO[str]) -> None:
    text = _graph(store, store.addresses.resolved).serialize(format="json-ld", context=PREFIXES)
    json.dump(_ordered(json.loads(text)), stream, ensure_ascii=False, sort_keys=True, indent=1)


def _ordered(value: object) -> object:
    """JSON-LD with its sets in a fixed order, so that the same graph is the same text."""
    if isinstance(value, dict):
        return {key: _ordered(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return sorted((_ordered(x) for x in value), key=lambda x: json.dumps(x, sort_keys=True))
    return value


def _graphml(store: Store, stream: IO[str]) -> None:
    out = io.BytesIO()
    g = network(store)
    for about in (*(a for _, a in g.nodes(data=True)), *(a for _, _, a in g.edges(data=True))):
        about.update({k: _NO_XML.sub("\ufffd", v) for k, v in about.items() if isinstance(v, str)})
    nx.write_graphml(g, out)
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
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def _records(store: Store, stream: IO[str]) -> None:
    """The articles' records, corrected, each commitment with the key of the event that it was found to tell of."""
    a = store.addresses
    mended = corrections.from_quads(store.quads(a.corrections, predicate=IG.content))
    events_of = {q.s: a.key(str(q.o)) for q in store.quads(a.resolved, predicate=IG.tellsOf)}
    for graph in store.graphs():
        if a.is_article(graph):
            record, _ = from_quads(store.quads(graph))
            record = corrections.apply(record, (c for c in mended if c.article == a.key(graph))).record
            told = [
                c.model_copy(update={"event": events_of.get(a.claim(a.key(graph), c.id), c.event)})
                for c in record.commitments
            ]
            record = record.model_copy(update={"commitments": tuple(told)})
            stream.write(json.dumps(dump_record(record), ensure_ascii=False) + "\n")
