"""Bring the index up to date with changed claims: identities to entities, commitments to events.

What comes out depends on the claims and judgements alone, not on the order in which they came: every step takes the
whole of each component that a change touches (things joined by links, old or new) and clusters it anew, and a
component's clusters are a function of its members. So adding an article costs what it touches, and gives the same
as making everything anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.resolve import articles, entities, events
from graph.resolve.work import Telling, Touched, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.index import Index
    from graph.judgements import Linker
    from graph.resolve.identity import Names

__all__ = ["Telling", "Touched", "update"]


def update(
    index: Index,
    names: Names,
    linker: Linker,
    changed: Mapping[str, Telling | None],
    rejudged: Iterable[str] = (),
) -> Touched:
    """Take in what changed articles say (None: removed) and what was judged anew of `entity/…` and `event/…`.

    To be called within a transaction of the index. Returns what has to be described anew.
    """
    work = Work(index, names, linker)
    for key in sorted(changed):
        articles.forget(work, key)
    for key, telling in sorted(changed.items()):
        if telling is not None:
            articles.learn(work, key, telling)
    for subject in rejudged:
        articles.rejudge(work, *subject.split("/", 1))
    articles.syndicate(work, changed)
    entities.resolve(work)
    events.resolve(work)
    return work.touched
