"""Ways along direct edges between two entities: looked for from both ends, so that no more is read than needed.

A few entities, as countries, have edges with a good part of all others. What these have edges with is never read as a
whole if it can be asked whether two have an edge, or if the first of them will do.
"""

from __future__ import annotations

import json
from functools import cache
from heapq import merge
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from graph.edges import sure
from graph.errors import LimitError
from graph.queries.entities import named, the_entity
from graph.queries.views import PathStep, PathView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from graph.index import Index
    from graph.store.base import Store

_SURE = sure("basis", "?2")
_STEPS = (
    10_000  # a second or a few: ways to what is far away, or not joined at all, have no end in a dense graph
)
_FEW = 2_000  # edges that are read rather than asked for one by one
_AT_ONCE = 64  # entities of which it is asked at once whether they lead to the end


def paths(
    store: Store, one: str, two: str, *, longest: int = 4, limit: int = 10, min_confidence: float = 0
) -> list[PathView]:
    """Ways along direct edges between two entities, the shortest first, each at most `longest` edges long.

    Edges rest on claims of at least `min_confidence`, or of none told.

    Raises:
        NotFoundError: if one of the two is not known.
        LimitError: if it takes too many steps to look through all that may be one.
    """
    start, end = the_entity(store, one), the_entity(store, two)
    edges = _Edges(store.index, min_confidence)
    found = islice(_ways(edges, start, end, longest), limit)
    return [PathView(steps=tuple(edges.step(a, b) for a, b in pairwise(way))) for way in found]


def _ways(edges: _Edges, start: str, end: str, longest: int) -> Iterator[tuple[str, ...]]:
    for length in range(1, longest + 1 if start != end else 1):
        yield from _on(edges, (start,), length, end)


def _on(edges: _Edges, way: tuple[str, ...], left: int, end: str) -> Iterator[tuple[str, ...]]:
    """The ways that go on from here, without coming back to where they were, to the end in exactly so many edges.

    Those that pass what comes first by key come first.
    """
    here = way[-1]
    edges.look()
    if left == 1:
        if here in edges.around(end):
            yield (*way, end)
        return
    if left == 2:
        there: Iterable[str] = edges.among(here, edges.around(end))
    elif left == 3:
        there = edges.toward(here, end)
    else:
        there = sorted(edges.around(here))
    for key in there:
        if key != end and key not in way:
            yield from _on(edges, (*way, key), left - 1, end)


class _Edges:
    """The direct edges that rest on what is so confident. Raises LimitError if it is asked too often."""

    def __init__(self, index: Index, least: float) -> None:
        self._index, self._least, self._left = index, least, _STEPS
        self.around = cache(self._around)
        self._beyond = cache(self._near)

    def _around(self, key: str) -> Set[str]:
        """What has an edge with an entity."""
        return self._read((key,))

    def _near(self, end: str) -> Set[str] | None:
        """What has an edge with something around the end, if that is read fast."""
        around = self.around(end)
        return self._read(around) if self._number(around) <= _FEW else None

    def _number(self, keys: Iterable[str]) -> int:
        """About how many edges these have: how many deals they take part in."""
        told = self._index.one(
            "select sum(events) from entity where key in (select value from json_each(?))",
            json.dumps(sorted(keys)),
        )
        return int(told or 0)

    def _read(self, keys: Iterable[str]) -> set[str]:
        return set(
            self._index.texts(
                f"select target from edge where source in (select value from json_each(?1)) and {_SURE}"
                f" union select source from edge where target in (select value from json_each(?1)) and {_SURE}",
                json.dumps(sorted(keys)),
                self._least,
            )
        )

    def among(self, key: str, others: Set[str]) -> list[str]:
        """Which of the others an entity has an edge with, by key."""
        if len(others) > self._number((key,)):
            return sorted(others & self.around(key))
        return sorted({b for _, b in self._between((key,), others)})

    def toward(self, key: str, end: str) -> Iterator[str]:
        """What an entity has an edge with, and from where there is one to something around the end, by key.

        It may be asked for the first only, so it is looked for part by part.
        """
        near, around = self._beyond(end), self.around(end)
        if near is not None:
            yield from self.among(key, near)
            return
        rest = self._one_by_one(key)
        if len(around) > _AT_ONCE:
            for k in rest:
                self.look()
                if self.among(k, around):
                    yield k
            return
        while some := list(islice(rest, _AT_ONCE)):
            self.look()
            leading = {a for a, _ in self._between(some, around)}
            yield from (k for k in some if k in leading)

    def _one_by_one(self, key: str) -> Iterator[str]:
        """What an entity has an edge with, by key, read no farther than needed."""
        last = ""
        for other in merge(self._sorted("source", "target", key), self._sorted("target", "source", key)):
            if other != last:
                yield other
            last = other

    def _sorted(self, end: str, other: str, key: str) -> Iterator[str]:
        """What stands at the other ends of edges that have an entity at this one."""
        rows = self._index.db.execute(
            f"select {other} from edge indexed by edge_{end} where {end} = ?1 and {_SURE} order by {other}",
            (key, self._least),
        )
        return (str(row[0]) for row in rows)

    def _between(self, some: Iterable[str], others: Set[str]) -> list[tuple[str, str]]:
        """The pairs of one of some and one of the others that have an edge: each pair is looked for by itself."""
        rows = self._index.rows(
            "select a.value, b.value from json_each(?1) a cross join json_each(?3) b"
            f" where exists (select 1 from edge where source = a.value and target = b.value and {_SURE})"
            f" or exists (select 1 from edge where source = b.value and target = a.value and {_SURE})",
            json.dumps(list(some)),
            self._least,
            json.dumps(sorted(others)),
        )
        return [(str(a), str(b)) for a, b in rows]

    def look(self) -> None:
        """Count a step. Raises LimitError if there were too many."""
        self._left -= 1
        if self._left < 0:
            raise LimitError(
                f"the ways are more than can be looked through in {_STEPS:,} steps: ask for shorter or fewer ones"
            )

    def step(self, a: str, b: str) -> PathStep:
        """All edges between two."""
        rows = self._index.rows(
            f"select edge, basis, 1 from edge where target = ?3 and source = ?1 and {_SURE}"
            f" union all select edge, basis, 0 from edge where target = ?1 and source = ?3 and {_SURE}",
            a,
            self._least,
            b,
        )
        refs = named(self._index, (a, b))
        edges = sorted({(str(edge) if outward else f"{edge} (of)") for edge, _, outward in rows})
        keys = sorted(
            {str(basis).removeprefix("event/") for _, basis, _ in rows if str(basis).startswith("event/")}
        )
        return PathStep(source=refs[a], target=refs[b], edges=tuple(edges), events=tuple(keys))
