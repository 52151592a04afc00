"""A store in memory, by rdflib: for tests, notebooks and small graphs; nothing is kept when it is closed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast

from rdflib import Dataset, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import URIRef

from graph.errors import LimitError, QueryError
from graph.rdf import Quad
from graph.store.base import QueryResult, Scope, Store
from graph.store.oxigraph import OxigraphStore, to_triple, written
from graph.store.reading import check_read_only

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from rdflib.plugins.sparql.sparql import Query
    from rdflib.term import Identifier

    from graph.ids import Addresses
    from graph.store.base import Form


class MemoryStore(Store):
    """All graphs in one rdflib dataset."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self._data = Dataset()

    def replace_graph(self, graph: URIRef, quads: Iterable[Quad]) -> None:
        new = list(quads)
        self.remove_graph(graph)
        target = self._data.graph(graph)
        for s, p, o, _ in new:
            target.add((s, p, o))

    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        for s, p, o, g in removed:
            self._data.graph(g).remove((s, p, o))
        for s, p, o, g in added:
            self._data.graph(g).add((s, p, o))

    def load(self, quads: Iterable[Quad]) -> None:
        self.change((), quads)

    def remove_graph(self, graph: URIRef) -> bool:
        there = graph in self.graphs()
        self._data.remove_graph(self._data.graph(graph))
        return there

    def graphs(self) -> list[URIRef]:
        names = {cast("URIRef", g.identifier) for g in self._data.graphs() if len(g)}
        return sorted(names - {DATASET_DEFAULT_GRAPH_ID})

    def quads(
        self,
        graph: URIRef | None = None,
        subject: URIRef | None = None,
        predicate: URIRef | None = None,
        object: Identifier | None = None,
    ) -> Iterator[Quad]:
        for name in [graph] if graph is not None else self.graphs():
            for s, p, o in self._data.graph(name).triples((subject, predicate, object)):
                yield Quad(cast("URIRef", s), cast("URIRef", p), cast("Identifier", o), name)

    def statements(
        self, subjects: Iterable[URIRef], graphs: Iterable[URIRef], form: Form, prefixes: Mapping[str, str]
    ) -> bytes:
        names = list(graphs)
        return written(
            [[to_triple(q) for name in names for q in self.quads(name, s)] for s in subjects], form, prefixes
        )

    def query(
        self,
        sparql: str,
        *,
        seconds: float | None = None,
        rows: int | None = None,
        union: bool = False,
        scope: Scope | None = None,
    ) -> QueryResult:
        check_read_only(sparql)
        until = time.monotonic() + seconds if seconds is not None else None
        try:
            prepared = prepareQuery(sparql)
            own = _graphs_in(prepared)
            chosen = scope or own
            view = self._only(chosen) if chosen else self._all(union)
            return _read(view.query(prepared), until, rows)
        except LimitError:
            raise
        except Exception as error:
            # rdflib raises many kinds of errors for queries that it does not understand.
            raise QueryError(f"the query cannot be answered: {error}") from error

    def _all(self, union: bool) -> Dataset:
        view = Dataset(store=self._data.store, default_union=union)
        if not union:
            view.default_context = Graph(store=self._data.store, identifier=self.addresses.resolved)
        return view

    def _only(self, scope: Scope) -> Dataset:
        """A copy of these graphs: rdflib has no view of several as one."""
        view = Dataset()
        for target, names in ((view.default_graph, scope.default), (None, scope.named)):
            for name in names:
                into = view.graph(URIRef(name)) if target is None else target
                for triple in Graph(store=self._data.store, identifier=URIRef(name)):
                    into.add(triple)
        return view

    def snapshot(self, folder: Path) -> None:
        with OxigraphStore(folder, self.addresses.base) as copy:
            copy.load(self.quads())

    def __len__(self) -> int:
        return sum(1 for _ in self.quads())

    def close(self) -> None:
        self._close_index()
        self._data.close()


def _graphs_in(prepared: Query) -> Scope | None:
    """What the query names by FROM and FROM NAMED, taken out of it: rdflib would fetch it."""
    clauses = prepared.algebra.datasetClause
    prepared.algebra["datasetClause"] = None
    if not clauses:
        return None
    return Scope(
        tuple(str(c.default) for c in clauses if c.default), tuple(str(c.named) for c in clauses if c.named)
    )


def _read(result: object, until: float | None, limit: int | None) -> QueryResult:
    kind = getattr(result, "type", "SELECT")
    if kind == "ASK":
        return QueryResult("ask", boolean=bool(result))
    found: list[tuple[Identifier | None, ...]] = []
    truncated = False
    for row in result:  # type: ignore[attr-defined]
        if until is not None and time.monotonic() > until:
            raise LimitError("the query took longer than its time limit: ask for less, or add LIMIT")
        if limit is not None and len(found) >= limit:
            truncated = True
            break
        found.append(tuple(row))
    if kind == "SELECT":
        columns = tuple(str(v) for v in (getattr(result, "vars", None) or ()))
        return QueryResult("select", columns, tuple(found), truncated=truncated)
    return QueryResult("graph", triples=tuple(found), truncated=truncated)  # type: ignore[arg-type]
