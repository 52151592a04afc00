"""Pairs worth a person's look: entities and events that may be the same, the most valuable first."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from graph.resolve import deals, identity
from graph.resolve.reach import may_reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.index import Index
    from graph.judgements import Linker
    from graph.resolve.identity import Profile

_COMMON = 60  # a word that begins more names than this tells nothing


class Pair(NamedTuple):
    """Two entities or events by their keys, how likely they are the same, why, and how much hangs on it."""

    sort: Literal["entity", "event"]
    a: str
    b: str
    score: float
    reasons: tuple[str, ...]
    value: float


def pairs(index: Index, linker: Linker) -> list[Pair]:
    """All pairs that the rules leave unsure and nobody has judged, directly or by implication, the best first.

    A pair of entities is worth the more, the more deals would move with it; a pair of events, the more money would
    be counted twice; both the more, the likelier they are the same.
    """
    found = [*_entities(index), *_events(index)]
    open_ = [p for p in found if linker.implied(f"{p.sort}/{p.a}", f"{p.sort}/{p.b}") is None]
    return sorted(open_, key=lambda p: (-p.value, p.sort, p.a, p.b))


def entity_profile(index: Index, key: str) -> Profile:
    """What is known of a canonical entity, all its names together. Raises KeyError if there is none."""
    row = index.entity(key)
    if row is None:
        raise KeyError(key)
    bearing = index.rows(
        "select b.own, b.folded from bearing b join identity i on i.key = b.identity where i.entity = ?", key
    )
    partners = index.texts(
        "select distinct o.entity from event_entity p join event_entity o on o.event = p.event"
        " where p.entity = ?1 and o.entity <> ?1 order by 1 limit 200",
        key,
    )
    return identity.Profile(
        key=key,
        name=row.name,
        type=row.type,
        known=row.known,
        own=frozenset(str(f) for own, f in bearing if own) | {identity.folded(row.name)},
        other=frozenset(str(f) for own, f in bearing if not own),
        country=row.country,
        partners=frozenset(partners),
    )


def _entities(index: Index) -> Iterator[Pair]:
    blocks: dict[str, set[str]] = defaultdict(set)
    bearing = index.rows(
        "select distinct i.entity, b.text, b.folded from bearing b join identity i on i.key = b.identity"
    )
    for entity, text, folded in bearing:
        words = str(folded).split()
        blocks[f"first {words[0]}" if words else ""].add(str(entity))
        blocks[f"turned {' '.join(sorted(words))}"].add(str(entity))
        blocks[f"initials {identity.initials(str(text))}"].add(str(entity))
        if len(words) == 1 and len(words[0]) < 7:
            blocks[f"initials {words[0]}"].add(str(entity))
    for empty in ("", "initials ", "first "):
        blocks.pop(empty, None)
    profiles: dict[str, Profile] = {}
    for a, b in _within(blocks.values()):
        for key in (a, b):
            if key not in profiles:
                profiles[key] = entity_profile(index, key)
        found = identity.compare(replace(profiles[a], rivals=0), profiles[b])
        if found.verdict != "different":
            moved = min(_deals_of(index, a), _deals_of(index, b))
            yield Pair("entity", a, b, found.score, found.reasons, found.score * (1 + moved))


def _within(blocks: Iterable[set[str]]) -> list[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for block in blocks:
        if 1 < len(block) <= _COMMON:
            ordered = sorted(block)
            found |= {(a, b) for n, a in enumerate(ordered) for b in ordered[n + 1 :]}
    return sorted(found)


def _deals_of(index: Index, key: str) -> int:
    return int(index.one("select count(distinct event) from event_entity where entity = ?", key) or 0)


def _events(index: Index) -> Iterator[Pair]:
    near = index.rows(
        "select distinct c.event, d.event, c.ref, d.ref"
        " from block b join block o on b.key = o.key and b.ref < o.ref and not (b.weak and o.weak)"
        " join claim c on c.ref = b.ref join claim d on d.ref = o.ref"
        f" where {may_reach(deals.MAYBE_SAME_DEAL)} and c.event <> d.event and c.article <> d.article"  # words of our own
    )
    best: dict[tuple[str, str], tuple[float, tuple[str, ...]]] = {}
    for one, two, ref, other in near:
        found = deals.compare_deals(index.told(str(ref)).deal, index.told(str(other)).deal)
        if found.points >= deals.MAYBE_SAME_DEAL:
            a, b = sorted((str(one), str(two)))
            best[a, b] = max(best.get((a, b), (-math.inf, ())), (found.points, found.reasons))
    for (a, b), (points, reasons) in best.items():
        score = 1 / (1 + math.exp(-(points - deals.SAME_DEAL)))
        yield Pair("event", a, b, round(score, 4), reasons, score * _weight(index, a, b))


def _weight(index: Index, a: str, b: str) -> float:
    """How much would be counted twice: 1 for no sum, more with its order of magnitude."""
    sums = [e.amount.value for key in (a, b) if (e := index.event(key)) and e.amount]
    return 1 + math.log10(max(1.0, *sums)) if sums else 1.0
