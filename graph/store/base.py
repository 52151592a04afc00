"""The seam between the graph and the engine that keeps it: what every store can do."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Self

from graph.errors import StoreError
from graph.ids import Addresses
from graph.index import Index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from rdflib.term import Identifier, URIRef

    from graph.rdf import Quad

FORMAT = 1
_MARKER = "investgraph.json"

Kind = Literal["select", "ask", "graph"]
Form = Literal["turtle", "nt"]


@dataclass(frozen=True)
class QueryResult:
    """What a query gave: rows of terms (select), a truth value (ask) or triples (graph).

    `truncated` says that the row limit cut something off.
    """

    kind: Kind
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Identifier | None, ...], ...] = ()
    boolean: bool | None = None
    triples: tuple[tuple[Identifier, Identifier, Identifier], ...] = ()
    truncated: bool = False


@dataclass(frozen=True)
class Scope:
    """The graphs that a query is asked over, in place of those that it names itself."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Store(ABC):
    """Named graphs of quads. One process writes; a graph is replaced whole or not at all."""

    addresses: Addresses
    folder: Path | None = None
    """Where it is kept; None if it passes with the process."""

    @cached_property
    def index(self) -> Index:
        """The derived index beside the store, opened when it is first asked for."""
        return Index(self.folder / "index.sqlite" if self.folder is not None else None)

    @abstractmethod
    def replace_graph(self, graph: URIRef, quads: Iterable[Quad]) -> None:
        """Put these quads in place of all that the graph holds, at once."""

    @abstractmethod
    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Take quads out and put others in, at once."""

    @abstractmethod
    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads, however many, by the fastest way there is; a process that ends midway leaves some of them."""

    @abstractmethod
    def remove_graph(self, graph: URIRef) -> bool:
        """Remove a graph; whether there was one."""

    @abstractmethod
    def graphs(self) -> list[URIRef]:
        """The names of all graphs that hold something, in alphabetical order."""

    @abstractmethod
    def quads(
        self,
        graph: URIRef | None = None,
        subject: URIRef | None = None,
        predicate: URIRef | None = None,
        object: Identifier | None = None,
    ) -> Iterator[Quad]:
        """The quads that fit a pattern, None fitting everything."""

    @abstractmethod
    def statements(
        self, subjects: Iterable[URIRef], graphs: Iterable[URIRef], form: Form, prefixes: Mapping[str, str]
    ) -> bytes:
        """What some graphs say of some subjects, each statement once, as Turtle or N-Triples in UTF-8.

        Subjects come in the order given, of what is said of each the types first and the rest by address; Turtle
        has those of the `prefixes` that it uses.
        """

    @abstractmethod
    def query(
        self,
        sparql: str,
        *,
        seconds: float | None = None,
        rows: int | None = None,
        union: bool = False,
        scope: Scope | None = None,
    ) -> QueryResult:
        """Answer a SPARQL query; its default graph is the resolved graph, or with `union` all graphs together.

        FROM and FROM NAMED choose other graphs of this store, nothing is loaded; a `scope` wins over both.
        The time limit is looked at between rows; a query that gives no row for long runs over it.

        Raises:
            QueryError: if the query is no SPARQL, or asks for more than reading this store.
            LimitError: if it took longer than `seconds`.
        """

    @abstractmethod
    def snapshot(self, folder: Path) -> None:
        """Put a copy as of now into a new folder, for `OxigraphStore` to open read-only."""

    @abstractmethod
    def __len__(self) -> int:
        """How many quads there are."""

    @abstractmethod
    def close(self) -> None:
        """Write everything out and let go of the folder."""

    def _close_index(self) -> None:
        opened = self.__dict__.pop("index", None)
        if opened is not None:
            opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def kept_base(folder: Path, base: str) -> str:
    """The base address of a data folder: the one it was made with, or `base` for a new one.

    Raises:
        StoreError: if the folder's marker cannot be read or is of a later format.
    """
    marker = folder / _MARKER
    if not marker.exists():
        folder.mkdir(parents=True, exist_ok=True)
        marker.write_text(json.dumps({"base": base, "format": FORMAT}) + "\n", encoding="utf-8")
        return base
    try:
        about = json.loads(marker.read_text(encoding="utf-8"))
        kept, version = str(about["base"]), int(about["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{marker}: expected JSON with base and format ({error}); restore it from a copy"
        ) from error
    if version > FORMAT:
        raise StoreError(f"{folder}: format {version}, expected at most {FORMAT}: use a newer investgraph")
    return kept
