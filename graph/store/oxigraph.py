"""The store on disk, by Oxigraph, embedded in the process; the one importer of pyoxigraph."""

from __future__ import annotations

import re
import time
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, cast
from typing import Literal as OneOf

import pyoxigraph as ox
from rdflib.term import BNode, Identifier, Literal, URIRef

from graph.errors import LimitError, QueryError, StoreError
from graph.ids import Addresses
from graph.rdf import Quad
from graph.store.base import QueryResult, Scope, Store, kept_base
from graph.store.reading import check_read_only, names_graphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from graph.store.base import Form

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?")
_REASON = re.compile(r"\b[A-Z][A-Za-z]+ [a-z][\w ]+")  # the only words in its list of characters and keywords
_PART = 500_000  # quads that are loaded at a time
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"  # "a" in Turtle
_STRING = "http://www.w3.org/2001/XMLSchema#string"


class OxigraphStore(Store):
    """Quads in a folder. One process at a time may write; others may open it read-only."""

    def __init__(self, folder: Path, base: str, *, read_only: bool = False) -> None:
        self.folder, self._read_only = folder, read_only
        self.addresses = Addresses(kept_base(folder, base))
        path = str(folder / "quads")
        try:
            self._store = ox.Store.read_only(path) if read_only else ox.Store(path)
        except OSError as error:
            raise StoreError(
                f"{folder}: cannot be opened ({error}); if another investgraph is using it, stop that one first"
            ) from error

    def replace_graph(self, graph: URIRef, quads: Iterable[Quad]) -> None:
        name = ox.NamedNode(graph)
        new = {_quad(q) for q in quads}
        old = set(self._store.quads_for_pattern(None, None, None, name))
        self._change(old - new, new - old)

    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        self._change(*({_quad(q) for q in side} for side in (removed, added)))

    def _change(self, gone: set[ox.Quad], added: set[ox.Quad]) -> None:
        if not gone:
            self._store.extend(added)  # one transaction
        else:
            deletes, inserts = (
                " ".join(f"GRAPH {q.graph_name} {{ {q.subject} {q.predicate} {q.object} }}" for q in side)
                for side in (gone, added)
            )
            # The operations of one update are one transaction: a reader sees the old graph or the new one.
            self._store.update(
                f"DELETE DATA {{ {deletes} }}" + (f"; INSERT DATA {{ {inserts} }}" if inserts else "")
            )
        self._store.flush()

    def load(self, quads: Iterable[Quad]) -> None:
        rest = iter(quads)
        with ThreadPoolExecutor(1) as loader:  # the engine loads one part while the next is written down
            before: Future[None] | None = None
            while part := ox.serialize(map(_quad, islice(rest, _PART)), format=ox.RdfFormat.N_QUADS):
                if before is not None:
                    before.result()
                before = loader.submit(self._store.bulk_load, part, ox.RdfFormat.N_QUADS)
            if before is not None:
                before.result()

    def remove_graph(self, graph: URIRef) -> bool:
        name = ox.NamedNode(graph)
        there = self._store.contains_named_graph(name)
        self._store.remove_graph(name)
        self._store.flush()
        return there

    def graphs(self) -> list[URIRef]:
        names = self._store.named_graphs()
        return sorted(
            URIRef(n.value)
            for n in names
            if isinstance(n, ox.NamedNode)
            and next(iter(self._store.quads_for_pattern(None, None, None, n)), None)
        )

    def quads(
        self,
        graph: URIRef | None = None,
        subject: URIRef | None = None,
        predicate: URIRef | None = None,
        object: Identifier | None = None,
    ) -> Iterator[Quad]:
        pattern = (
            ox.NamedNode(subject) if subject is not None else None,
            ox.NamedNode(predicate) if predicate is not None else None,
            _to(object) if object is not None else None,
            ox.NamedNode(graph) if graph is not None else None,
        )
        for q in self._store.quads_for_pattern(*pattern):
            yield Quad(
                cast("URIRef", _from(q.subject)),
                cast("URIRef", _from(q.predicate)),
                _from(q.object),
                cast("URIRef", _from(q.graph_name)),
            )

    def statements(
        self, subjects: Iterable[URIRef], graphs: Iterable[URIRef], form: Form, prefixes: Mapping[str, str]
    ) -> bytes:
        names, find = [ox.NamedNode(g) for g in graphs], self._store.quads_for_pattern
        parts = (
            [q.triple for name in names for q in find(ox.NamedNode(s), None, None, name)] for s in subjects
        )
        return written(parts, form, prefixes)

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
            result = self._store.query(sparql, **self._graphs_of(sparql, union, scope))
            return _read(result, until, rows)
        except SyntaxError as error:
            raise QueryError(f"the query is no SPARQL: {_plainly(str(error), sparql)}") from error
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error

    def _graphs_of(self, sparql: str, union: bool, scope: Scope | None) -> dict[str, Any]:
        if scope is not None:
            return {
                "default_graph": [ox.NamedNode(g) for g in scope.default],
                "named_graphs": [ox.NamedNode(g) for g in scope.named],
            }
        if union:
            return {"use_default_graph_as_union": True}
        return {} if names_graphs(sparql) else {"default_graph": [ox.NamedNode(self.addresses.resolved)]}

    def snapshot(self, folder: Path) -> None:
        kept_base(folder, self.addresses.base)
        # In the same file system files are linked, not copied.
        self._store.backup(str(folder / "quads"))

    def __len__(self) -> int:
        return len(self._store)

    def close(self) -> None:
        self._close_index()
        if not self._read_only:  # the engine refuses to flush what it may not write
            self._store.flush()
        del self._store


def _read(result: object, until: float | None, limit: int | None) -> QueryResult:
    if isinstance(result, ox.QueryBoolean):
        return QueryResult("ask", boolean=bool(result))
    found: list[tuple[Identifier | None, ...]] = []
    truncated = False
    select = isinstance(result, ox.QuerySolutions)
    for row in result:  # type: ignore[attr-defined]
        if until is not None and time.monotonic() > until:
            raise LimitError("the query took longer than its time limit: ask for less, or add LIMIT")
        if limit is not None and len(found) >= limit:
            truncated = True
            break
        terms = list(row) if select else [row.subject, row.predicate, row.object]
        found.append(tuple(_from(t) if t is not None else None for t in terms))
    if isinstance(result, ox.QuerySolutions):
        return QueryResult(
            "select", tuple(v.value for v in result.variables), tuple(found), truncated=truncated
        )
    return QueryResult("graph", triples=tuple(found), truncated=truncated)  # type: ignore[arg-type]


def to_triple(q: Quad) -> ox.Triple:
    """What a quad says, without the graph that says it."""
    return _quad(q).triple


def written(parts: Iterable[Iterable[ox.Triple]], form: Form, prefixes: Mapping[str, str]) -> bytes:
    """Triples as text, each once: part by part, types first in each and the rest in alphabetical order."""
    triples = list(dict.fromkeys(t for part in parts for t in sorted(part, key=_rank)))
    if form == "nt":
        return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    used = {_namespace(t.predicate) for t in triples}
    used |= {_namespace(t.object) for t in triples}
    kept = {name: iri for name, iri in prefixes.items() if iri in used}
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=kept) or b""


def _rank(t: ox.Triple) -> tuple[bool, str, str]:
    said = t.predicate.value
    return said != _TYPE, said, str(t.object)


def _namespace(term: object) -> str:
    """Up to where the last part of an address begins; of a number or day that of its type."""
    if isinstance(term, ox.Literal):
        term = term.datatype
    told = term.value if isinstance(term, ox.NamedNode) and term.value not in {_STRING, _TYPE} else ""
    return told[: max(told.rfind("#"), told.rfind("/")) + 1]


def to_lines(quads: Iterable[Quad]) -> list[bytes]:
    """Quads as lines of N-Quads, each with its end."""
    return (ox.serialize(map(_quad, quads), format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


def rewrite(
    lines: IO[bytes], out: IO[bytes], format: OneOf["trig", "turtle"], prefixes: Mapping[str, str]
) -> None:
    """N-Quads in another form, a statement after the other; Turtle has no names of graphs."""
    quads = ox.parse(lines, format=ox.RdfFormat.N_QUADS)
    if format == "trig":
        ox.serialize(quads, out, format=ox.RdfFormat.TRIG, prefixes=dict(prefixes))
    else:
        triples = (q.triple for q in quads)
        ox.serialize(triples, out, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes))


def _plainly(message: str, sparql: str) -> str:
    """An error of the parser with its place in words; of the many tokens that it would take none is told."""
    found = _PLACE.match(message)
    if not found:
        return message
    line, column = int(found[1]), int(found[2])
    rest = (sparql.split("\n")[line - 1 :] or [""])[0][column - 1 :][:30].strip()
    reason = _REASON.search(message, found.end())
    what = (
        reason[0] if reason else f"not understood from {rest!r} on" if rest else "not understood up to here"
    )
    return f"line {line}, column {column}: {what}"


def _quad(q: Quad) -> ox.Quad:
    return ox.Quad(_node(q.s), _node(q.p), _to(q.o), _node(q.g))


@lru_cache(maxsize=10_000)
def _node(term: Identifier) -> ox.NamedNode:
    return ox.NamedNode(term)


def _to(term: Identifier) -> ox.NamedNode | ox.Literal:
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        if term.datatype is None:
            return ox.Literal(str(term))
        return ox.Literal(str(term), datatype=_node(term.datatype))
    if isinstance(term, URIRef):
        return _node(term)
    raise StoreError(f"{term!r}: expected an address or a literal; blank nodes are not kept")


def _from(term: object) -> Identifier:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        kind = term.datatype.value
        return (
            Literal(term.value)
            if kind == _STRING
            else Literal(term.value, datatype=URIRef(kind), normalize=False)
        )
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    raise StoreError(f"{term!r}: a term that this version does not know")
