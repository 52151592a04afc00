"""Edges as columns of numbers, for looking at many of them at once: between which entities, of which deals.

Of all edges they are read once for each revision of the graph, of few entities each time.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from graph.columns import Columns, all_deals, coded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from graph.columns import Codes, Numbers
    from graph.index import Index

FEW = 100
"""Of so many entities at most, edges are read by themselves."""

_READ = (
    "source, target, edge, basis, case when basis not like 'event/%' then"
    " (select json_extract(body, '$.confidence') from relation where ref = basis) end"
)
_OF_SOME = (
    " where source in (select value from json_each(?1)) union"
    f" select {_READ} from edge where target in (select value from json_each(?1))"
)
_OPEN = {"considered", "cancelled"}


def all_links(index: Index) -> Links:
    """All edges, kept until the graph changes."""
    return index.remembered("links", lambda: Links(index))


def links_of(index: Index, keys: Collection[str]) -> Links:
    """The edges that some entities have, and maybe others."""
    return all_links(index) if len(keys) > FEW else Links(index, keys)


class Links:
    """All edges, or those of some entities: ends by place in `keys`, `deal` by place in `deals`, -1 a fact.

    `confidence` is that of facts.
    """

    def __init__(self, index: Index, keys: Collection[str] | None = None) -> None:
        some, values = ("", []) if keys is None else (_OF_SOME, [json.dumps(sorted(keys))])
        rows = index.rows(f"select {_READ} from edge{some}", *values)
        told: Sequence[Sequence[object]] = list(zip(*rows, strict=True)) if rows else [()] * 5
        sources, targets, edges, bases = ([str(v) for v in column] for column in told[:4])
        self.confidence: Numbers = np.array(
            told[4], np.float64
        )  # of deals, and if none is told, not a number
        events = [b.removeprefix("event/") if b.startswith("event/") else "" for b in bases]
        self.deals = all_deals(index) if keys is None else _some_deals(index, set(events))
        self.deal: Codes = np.array([self.deals.place.get(e, -1) for e in events], np.int64)
        ends, self.edge = coded([*sources, *targets]), coded(edges)
        self.keys, self.place = ends.labels, {k: n for n, k in enumerate(ends.labels)}
        self.source, self.target = ends.codes[: len(rows)], ends.codes[len(rows) :]

    def here(self, keys: Iterable[str]) -> NDArray[np.bool_]:
        """Of each place in `keys`, whether it is one of these entities."""
        found = np.zeros(len(self.keys), bool)
        found[[n for key in keys if (n := self.place.get(key)) is not None]] = True
        return found

    def around(self, key: str, fits: NDArray[np.bool_]) -> list[tuple[str, str, bool]]:
        """The edges of an entity that fit: name, the entity at the other end, and whether it leads there."""
        at, found = self.place.get(key, -1), set[tuple[int, int, bool]]()
        for here, there, outward in ((self.source, self.target, True), (self.target, self.source, False)):
            rows = np.flatnonzero((here == at) & (there != at) & fits)
            ends = zip(self.edge.codes[rows].tolist(), there[rows].tolist(), strict=True)
            found |= {(edge, other, outward) for edge, other in ends}
        return [(self.edge.labels[edge], self.keys[other], outward) for edge, other, outward in sorted(found)]

    def beyond(self, keys: Iterable[str], fits: NDArray[np.bool_]) -> dict[str, int]:
        """With how many other entities each of these has edges that fit."""
        there, size = self.here(keys), len(self.keys)
        pairs = []
        for one, two in ((self.source, self.target), (self.target, self.source)):
            rows = np.flatnonzero(there[one] & ~there[two] & fits)
            pairs.append(one[rows] * size + two[rows])
        ends, counts = np.unique(np.unique(np.concatenate(pairs)) // max(size, 1), return_counts=True)
        return {self.keys[n]: count for n, count in zip(ends.tolist(), counts.tolist(), strict=True)}

    def between(self, keys: Iterable[str], fits: NDArray[np.bool_], *, dealing: bool) -> Codes:
        """The edges between some entities that fit; if `dealing`, between those that deals join."""
        there = self.here(keys)
        rows = np.flatnonzero(there[self.source] & there[self.target] & (self.source != self.target) & fits)
        if dealing:
            deals = rows[self.deal[rows] >= 0]
            there = np.isin(
                np.arange(len(self.keys)), np.concatenate([self.source[deals], self.target[deals]])
            )
            rows = rows[there[self.source[rows]] & there[self.target[rows]]]
        return rows


class Line(NamedTuple):
    """All that joins two entities in one direction: names of edges, and the deals or stated facts behind it.

    Kinds are in the order of the largest deal of each. `usd` is the sum of deals that are neither considered
    nor cancelled, in dollars; None if none tells a sum.
    """

    source: str
    target: str
    edges: tuple[str, ...]
    events: tuple[str, ...]
    facts: int
    kinds: tuple[str, ...]
    statuses: tuple[str, ...]
    usd: float | None


class _Told(NamedTuple):
    """Of each row its deal and edge, of each pair where its rows start, of each deal what it adds, its kind and status."""

    deals: list[int]
    edges: list[int]
    starts: list[int]
    adds: list[float]
    kinds: list[int]
    statuses: list[int]


class Pairs:
    """Some edges, by pair and direction, in the order of the keys of both ends."""

    def __init__(self, links: Links, rows: Codes) -> None:
        size = len(links.keys)
        pair = links.source[rows] * size + links.target[rows]
        self._rank = _rank(links.deals)
        order = np.lexsort((links.edge.codes[rows], self._rank[links.deal[rows]], pair))
        self._links, self._rows = links, rows[order]
        found, self._starts = np.unique(pair[order], return_index=True)
        self._source, self._target = np.divmod(found, max(size, 1))

    def __len__(self) -> int:
        return len(self._starts)

    @cached_property
    def ends(self) -> list[tuple[str, str]]:
        """The keys of both ends of each."""
        keys = self._links.keys
        both = zip(self._source.tolist(), self._target.tolist(), strict=True)
        return [(keys[source], keys[target]) for source, target in both]

    @property
    def columns(self) -> Columns:
        """The columns that all deals behind them stand in, beside others."""
        return self._links.deals

    @cached_property
    def deals(self) -> list[str]:
        """All deals behind them, each once, by key, the largest first."""
        found = np.unique(self._links.deal[self._rows])
        found = found[found >= 0]
        keys = self._links.deals.keys
        return [keys[n] for n in found[np.argsort(self._rank[found])].tolist()]

    @property
    def days(self) -> Counter[str]:
        """How many of the deals are of each day, month or year that is told."""
        found = np.unique(self._links.deal[self._rows])
        day = self._links.deals.day
        return Counter(day.labels[n] for n in day.codes[found[found >= 0]].tolist() if day.labels[n])

    @cached_property
    def _adds(self) -> Numbers:
        """Of each deal its dollars if it is settled, else, and at -1 for a fact, not a number."""
        deals = self._links.deals
        open_ = np.array([label in _OPEN for label in deals.status.labels], bool)[deals.status.codes]
        return np.append(np.where(open_, np.nan, deals.worth("USD")), np.nan)

    def foremost(self) -> list[int]:
        """Their numbers: those with the most money first, then those with the most deals, then by keys."""
        rows, deals = self._rows, self._links.deal[self._rows]
        of = np.repeat(np.arange(len(self)), np.diff([*self._starts, len(rows)]))
        once = deals >= 0
        once[1:] &= (deals[1:] != deals[:-1]) | (of[1:] != of[:-1])
        usd = np.bincount(of, np.where(once, np.nan_to_num(self._adds[deals]), 0.0), len(self))
        order: list[int] = np.lexsort((-np.bincount(of, once, len(self)), -usd)).tolist()
        return order

    def foremost_with_all(self, most: int) -> list[int]:
        """At most so many of their numbers as in `foremost`, but first of all those that are the first of an entity: all of them."""
        order = np.array(self.foremost(), np.int64)
        ends = np.stack([self._source[order], self._target[order]], axis=1).ravel()
        first = np.zeros(len(order), bool)
        first[np.unique(ends, return_index=True)[1] // 2] = True
        rest = order[~first][: max(0, most - int(first.sum()))]
        found: list[int] = np.concatenate([order[first], rest]).tolist()
        return found

    @cached_property
    def _columns(self) -> _Told:
        """Numbers as lists, which single ones are read from far faster than from arrays."""
        links, columns = self._links, self._links.deals
        rows = links.deal[self._rows], links.edge.codes[self._rows], [*self._starts, len(self._rows)]
        deals = self._adds, columns.kind.codes, columns.status.codes
        return _Told(*(np.asarray(column).tolist() for column in (*rows, *deals)))

    def line(self, n: int) -> Line:
        """One of them, by its number."""
        links, columns, told = self._links, self._links.deals, self._columns
        start, end = told.starts[n], told.starts[n + 1]
        codes = told.deals[start:end]
        deals = [deal for deal in dict.fromkeys(codes) if deal >= 0]
        adds = [usd for deal in deals if (usd := told.adds[deal]) == usd]
        return Line(
            source=links.keys[self._source[n]],
            target=links.keys[self._target[n]],
            edges=tuple(sorted({links.edge.labels[code] for code in told.edges[start:end]})),
            events=tuple(columns.keys[deal] for deal in deals),
            facts=codes.count(-1),
            kinds=tuple(dict.fromkeys(columns.kind.labels[told.kinds[deal]] for deal in deals)),
            statuses=tuple(sorted({columns.status.labels[told.statuses[deal]] for deal in deals})),
            usd=sum(adds) if adds else None,
        )


def _some_deals(index: Index, keys: set[str]) -> Columns:
    return Columns(index, "key in (select value from json_each(?))", [json.dumps(sorted(keys))])


def _rank(deals: Columns) -> Codes:
    """Of each deal its place from the largest to those without a sum; behind all, at -1, that of a fact."""
    rank = np.full(len(deals) + 1, len(deals), np.int64)
    rank[np.lexsort((np.arange(len(deals)), -deals.worth("USD")))] = np.arange(len(deals))
    return rank
