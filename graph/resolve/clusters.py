"""Clusters of things that are the same, from scored links between them and pairs that must stay apart."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Link(NamedTuple):
    """Two things that are the same, and how sure that is: 0 to 1, above 1 for what a person has judged."""

    a: str
    b: str
    score: float


def clusters(
    members: Iterable[str], links: Iterable[Link], apart: Iterable[tuple[str, str]]
) -> list[tuple[str, ...]]:
    """The members put together along the links, the surest first, unless that would join a pair of `apart`.

    Depends on nothing but what is given, in whatever order. Members within a cluster and clusters are sorted.
    """
    within = {m: {m} for m in members}
    against: dict[str, set[str]] = defaultdict(set)
    for a, b in apart:
        against[a].add(b)
        against[b].add(a)
    for a, b, _ in sorted(links, key=lambda k: (-k.score, *sorted(k[:2]))):
        if a not in within or b not in within or within[a] is within[b]:
            continue
        one, two = within[a], within[b]
        if any(against[m] & two for m in one):
            continue
        one |= two
        for m in two:
            within[m] = one
    return sorted({tuple(sorted(cluster)) for cluster in within.values()})


def component(seeds: Iterable[str], neighbours: Callable[[str], Iterable[str]]) -> set[str]:
    """All that can be reached from the seeds, these included."""
    seen = set(seeds)
    waiting = list(seen)
    while waiting:
        for other in neighbours(waiting.pop()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen
