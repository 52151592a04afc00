"""What the page for SPARQL shows: examples, cells that lead to our own pages, and results as a picture."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx
from rdflib.term import BNode, Literal, URIRef

from api.errors import status_of
from api.protocol import parameters_of
from api.results import FORMS, sort_of
from api.traffic import MAX_ADDRESS
from api.web import is_web, page
from graph.draw import draw
from graph.errors import InvestgraphError
from graph.vocabulary import IG, PREFIXES, RDFS, SCHEMA, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fastapi.responses import HTMLResponse
    from rdflib.term import Identifier

    from api.protocol import Asked
    from api.workers import QueryWorkers
    from graph.queries import Network
    from graph.store import QueryResult, Store

ROWS = 500  # that the page shows
_DRAWN = 150  # Nodes; more than that is no picture.
_LONG = 600  # characters of a cell
_NUMBERS = {XSD.integer, XSD.decimal, XSD.double, XSD.float}
_LABELS = {  # by the part of an address: what a thing is called, and what it is
    "entity": (SCHEMA.name, IG.entityType),
    "event": (RDFS.label, IG.kind),
    "article": (SCHEMA.headline, None),
}


def query_page(store: Store, workers: QueryWorkers, asked: Asked) -> HTMLResponse:
    """The page: the editor with the query in it, and its answer or what is wrong with it."""
    about: dict[str, Any] = {"result": None, "error": None}
    status = 200
    if (asked.query or "").strip():
        try:
            about |= _answered(store, workers, asked)
        except InvestgraphError as error:
            status = status_of(error)
            about["error"] = str(error)
    answer = page("sparql.html", query=asked.query, scope=asked.scope, examples=examples(), **about)
    answer.status_code = status
    answer.headers["Vary"] = "Accept"
    return answer


def _answered(store: Store, workers: QueryWorkers, asked: Asked) -> dict[str, Any]:
    began = time.monotonic()
    result = workers.query(asked.query or "", scope=asked.scope, rows=ROWS)
    seconds = time.monotonic() - began
    things = Things(store)
    columns, rows = table(result, things)
    drawn = picture(result, things).number_of_nodes()
    sort = sort_of(result)
    forms = {f.name: f.title for f in FORMS.values() if f.sort == sort}
    same = parameters_of(asked)
    return {
        "result": result,
        "columns": columns,
        "rows": rows,
        "seconds": seconds,
        "most": workers.most_rows,
        # What does not fit into an address can be asked by this page's form only.
        "downloads": {title: f"/sparql?{same}&format={name}" for name, title in forms.items()}
        if len(same) < MAX_ADDRESS - 50
        else {},
        "drawn": f"/sparql/graph.html?{same}"
        if 1 < drawn <= _DRAWN and len(same) < MAX_ADDRESS - 50
        else None,
    }


def picture_of(store: Store, workers: QueryWorkers, asked: Asked) -> str:
    """What the answer to a query connects, drawn."""
    result = workers.query(asked.query or "", scope=asked.scope, rows=ROWS)
    return draw(picture(result, Things(store)), title="What the query connects", links="/")


class Example(NamedTuple):
    """A question in words and in SPARQL."""

    title: str
    query: str


@cache
def examples() -> tuple[Example, ...]:
    """Questions to begin with; the first line of each file is the question."""
    folder = files("api").joinpath("web").joinpath("queries")
    texts = [f.read_text("utf-8") for f in sorted(folder.iterdir(), key=lambda f: f.name)]
    return tuple(Example(text.partition("\n")[0].lstrip("# "), text.strip()) for text in texts)


@dataclass(frozen=True)
class Thing:
    """An entity, event or article of ours: where its page is, and what it is called."""

    path: str
    name: str
    type: str


class Things:
    """Finds what addresses of ours stand for, each once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, Thing | None] = {}

    def find(self, term: Identifier | None) -> Thing | None:
        """The thing behind an address, None if it is not one of ours."""
        if not isinstance(term, URIRef):
            return None
        if term not in self._known:
            self._known[term] = self._look_up(term)
        return self._known[term]

    def _look_up(self, iri: URIRef) -> Thing | None:
        base = self._store.addresses.base
        whole, _, claim = iri.partition("#")
        sort, _, key = whole.removeprefix(base).partition("/")
        if not iri.startswith(base) or sort not in _LABELS or not key or "/" in key:
            return None
        name, kind = (self._one(URIRef(whole), term) for term in _LABELS[sort])
        if name is None and sort != "article":
            return None
        told = f"{name or key}{f' · {claim}' if claim else ''}"
        return Thing(f"{sort}/{key}", told, kind or ("Claim" if claim else sort.capitalize()))

    def _one(self, iri: URIRef, term: URIRef | None) -> str | None:
        if term is None:
            return None
        found = self._store.quads(self._store.addresses.resolved, iri, term)
        return next((str(q.o) for q in found), None)


@dataclass(frozen=True)
class Cell:
    """A term as the page shows it; `leads_to` is an address or empty, `whole` what the term is in full."""

    text: str = ""
    leads_to: str = ""
    whole: str = ""
    number: bool = False


def table(result: QueryResult, things: Things) -> tuple[tuple[str, ...], list[list[Cell]]]:
    """Columns and rows of a SELECT, or of the triples of a CONSTRUCT or DESCRIBE."""
    if result.kind == "graph":
        return ("subject", "predicate", "object"), [[_cell(t, things) for t in row] for row in result.triples]
    return result.columns, [[_cell(t, things) for t in row] for row in result.rows]


def _cell(term: Identifier | None, things: Things) -> Cell:
    if term is None:
        return Cell()
    thing = things.find(term)
    if thing is not None:
        return Cell(thing.name, f"/{thing.path}", str(term))
    if isinstance(term, URIRef):
        return Cell(_short(term), str(term) if is_web(str(term)) else "", str(term))
    if isinstance(term, Literal) and term.datatype in _NUMBERS:
        return Cell(_figures(str(term)), whole=str(term), number=True)
    text = f"_:{term}" if isinstance(term, BNode) else str(term)
    return Cell(text if len(text) <= _LONG else f"{text[:_LONG]}…")


def _short(iri: str) -> str:
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and iri[len(start) :].replace("-", "").isalnum():
            return f"{prefix}:{iri[len(start) :]}"
    return iri


def _figures(number: str) -> str:
    """A whole number of five or more figures in groups of three; other numbers as they are."""
    return f"{int(number):,}" if number.lstrip("-").isdecimal() and 5 <= len(number) <= 30 else number


def picture(result: QueryResult, things: Things) -> Network:
    """Things of ours that a result connects: by its triples, or as the first two of each row."""
    g: Network = nx.MultiDiGraph()
    for one, label, two in _pairs(result, things):
        for thing in (one, two):
            g.add_node(thing.path, name=thing.name, type=thing.type)
        if not any(about["label"] == label for about in (g.get_edge_data(one.path, two.path) or {}).values()):
            g.add_edge(one.path, two.path, label=label)
    return g


def _pairs(result: QueryResult, things: Things) -> Iterable[tuple[Thing, str, Thing]]:
    for row in result.triples if result.kind == "graph" else result.rows:
        found = [thing for term in row if (thing := things.find(term)) is not None]
        if len(found) >= 2 and found[0].path != found[1].path:
            edge = next((t for t in row if isinstance(t, URIRef) and things.find(t) is None), "")
            yield found[0], _short(edge).rpartition(":")[2] if edge.startswith(str(IG)) else "", found[1]
