"""Ways along direct edges between two entities: looked for from both ends, so that no more is read than needed."""

from __future__ import annotations

import json
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from graph.queries.entities import named, the_entity
from graph.queries.views import PathStep, PathView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.index import Index
    from graph.store.base import Store

_NEAR = 2  # so many edges from the end it is known what lies there; farther away too much does


def paths(store: Store, one: str, two: str, *, longest: int = 4, limit: int = 10) -> list[PathView]:
    """Ways along direct edges between two entities, the shortest first, each at most `longest` edges long.

    Raises:
        NotFoundError: if one of the two is not known.
    """
    start, end = the_entity(store, one), the_entity(store, two)
    found = islice(_ways(store.index, start, end, longest), limit)
    return [PathView(steps=tuple(_step(store.index, a, b) for a, b in pairwise(way))) for way in found]


def _ways(index: Index, start: str, end: str, longest: int) -> Iterator[tuple[str, ...]]:
    near = [{end}]
    while len(near) <= min(_NEAR, longest - 1):
        near.append(near[-1] | _around(index, near[-1]))
    for length in range(1, longest + 1):
        yield from _on(index, (start,), length, near)


def _on(index: Index, way: tuple[str, ...], left: int, near: list[set[str]]) -> Iterator[tuple[str, ...]]:
    """The ways that go on from here, without coming back to where they were, to the end in exactly so many edges."""
    if not left:
        yield way
        return
    there = _around(index, way[-1:]) - set(way)
    if left == 1 or left <= len(near):
        there &= near[left - 1]
    if left > 1:
        there -= near[0]
    for key in sorted(there):
        yield from _on(index, (*way, key), left - 1, near)


def _around(index: Index, keys: Iterable[str]) -> set[str]:
    """What has a direct edge with one of these."""
    return set(
        index.texts(
            "select target from edge where source in (select value from json_each(?1))"
            " union select source from edge where target in (select value from json_each(?1))",
            json.dumps(sorted(keys)),
        )
    )


def _step(index: Index, a: str, b: str) -> PathStep:
    rows = index.rows(
        "select edge, basis, 1 from edge where target = ?2 and source = ?1"
        " union all select edge, basis, 0 from edge where target = ?1 and source = ?2",
        a,
        b,
    )
    refs = named(index, (a, b))
    edges = sorted({(str(edge) if outward else f"{edge} (of)") for edge, _, outward in rows})
    keys = sorted(
        {str(basis).removeprefix("event/") for _, basis, _ in rows if str(basis).startswith("event/")}
    )
    return PathStep(source=refs[a], target=refs[b], edges=tuple(edges), events=tuple(keys))
