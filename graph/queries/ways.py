"""Ways along direct edges between two entities: looked for from both ends, so that no more is read than needed."""

from __future__ import annotations

import json
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from graph.edges import sure
from graph.errors import LimitError
from graph.queries.entities import named, the_entity
from graph.queries.views import PathStep, PathView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.index import Index
    from graph.store.base import Store

_SURE = sure("basis", "?2")
_STEPS = (
    10_000  # a second or a few: ways to what is far away, or not joined at all, have no end in a dense graph
)
_NEAR = 2  # so many edges from the end it is known what lies there; farther away too much does


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
    near = [{end}]
    while len(near) <= min(_NEAR, longest - 1):
        near.append(near[-1] | edges.around(near[-1]))
    for length in range(1, longest + 1):
        yield from _on(edges, (start,), length, near)


def _on(edges: _Edges, way: tuple[str, ...], left: int, near: list[set[str]]) -> Iterator[tuple[str, ...]]:
    """The ways that go on from here, without coming back to where they were, to the end in exactly so many edges."""
    if not left:
        yield way
        return
    there = edges.around(way[-1:]) - set(way)
    if left == 1 or left <= len(near):
        there &= near[left - 1]
    if left > 1:
        there -= near[0]
    for key in sorted(there):
        yield from _on(edges, (*way, key), left - 1, near)


class _Edges:
    """The direct edges that rest on what is so confident."""

    def __init__(self, index: Index, least: float) -> None:
        self._index, self._least, self._left = index, least, _STEPS

    def around(self, keys: Iterable[str]) -> set[str]:
        """What has an edge with one of these. Raises LimitError if that was asked too often."""
        self._left -= 1
        if self._left < 0:
            raise LimitError(
                f"the ways are more than can be looked through in {_STEPS:,} steps: ask for shorter or fewer ones"
            )
        return set(
            self._index.texts(
                f"select target from edge where source in (select value from json_each(?1)) and {_SURE}"
                f" union select source from edge where target in (select value from json_each(?1)) and {_SURE}",
                json.dumps(sorted(keys)),
                self._least,
            )
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
