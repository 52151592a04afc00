"""What changed since a time: a function of what is stored, by when articles were read, claims corrected, names judged.

What an article said before it was read anew, or removed, is not kept: an article counts from when it was last read
with another record, and what was removed with it is not told.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graph import corrections, judgements
from graph.errors import InputError
from graph.instants import TIME
from graph.queries.entities import refs
from graph.queries.shown import shown
from graph.queries.views import Change, Changes, SlotChange, Withdrawn
from graph.rdf import from_quads
from graph.resolve.deals import Party
from graph.resolve.fusion import Told, fuse
from graph.vocabulary import IG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.corrections import Correction
    from graph.index import Index
    from graph.model import Commitment
    from graph.resolve.fusion import Event
    from graph.store.base import Store

_TIME = re.compile(TIME)
_PLAIN = ("kind", "status", "announced", "sources", "sectors", "disagreements")
_ROLES = ("investors", "recipients", "places")


def changes(
    store: Store, since: str, *, limit: int = 100, offset: int = 0, min_confidence: float = 0
) -> Changes:
    """What changed since a day or time (ISO 8601, UTC).

    Events that articles read since then, or claims corrected since then, tell of: those that only these tell of appeared;
    of the others it is said which values would be others without them. Those last read come first, at most `limit`
    after `offset` of them are looked at, all of at least `min_confidence`, or of none told. Beside them the claims
    withdrawn and the judgements made since, all of them.

    Raises:
        InputError: if `since` is no year, month, day or time.
    """
    since = _checked(since)
    a = store.addresses
    mended = corrections.from_quads(store.quads(a.corrections, predicate=IG.content))
    before = _Before(store, since, mended)
    rows = store.index.rows(
        "select c.event, max(a.observed) as seen from claim c join article a on a.key = c.article"
        " join event e on e.key = c.event"
        " where (a.observed >= ? or a.key in (select value from json_each(?)))"
        " and (e.confidence is null or e.confidence >= ?) group by c.event order by seen desc, c.event limit ? offset ?",
        since,
        json.dumps(sorted(before.corrected)),
        min_confidence,
        limit + 1,
        offset,
    )
    found = (before.change(str(key), str(seen)) for key, seen in rows[:limit])
    made = judgements.from_quads(store.quads(a.judgements), a)
    return Changes(
        since=since,
        events=tuple(c for c in found if c is not None),
        more=len(rows) > limit,
        withdrawn=tuple(before.withdrawn()),
        judgements=tuple(j for j in made if j.at >= since),
    )


def _checked(since: str) -> str:
    """A beginning of what is kept as times, so that texts compare as times do."""
    if not _TIME.fullmatch(since):
        raise InputError(f"since {since!r}: expected a year, month, day or time in UTC (2026-06-01T12:00:00)")
    return since.removesuffix("Z")


class _Before:
    """The claims as they were told before a time, as far as what is stored tells."""

    def __init__(self, store: Store, since: str, mended: list[Correction]) -> None:
        self._store, self._index, self._since, self._mended = store, store.index, since, mended
        self.corrected = {c.article for c in mended if c.at >= since}
        self._claims = {key: self._read(key) for key in self.corrected if not self._is_new(key)}

    def _is_new(self, article: str) -> bool:
        observed = self._index.one("select observed from article where key = ?", article)
        return observed is None or observed >= self._since

    def _read(self, article: str) -> dict[str, tuple[Commitment, bool]]:
        """The commitments of an article by id, without the corrections since, and whether one was mended earlier."""
        record, text = from_quads(self._store.quads(self._store.addresses.article(article)))
        earlier = (c for c in self._mended if c.article == article and c.at < self._since)
        record, made, *_ = corrections.apply(record, text, earlier)
        return {c.id: (c, c.id in made) for c in record.commitments}

    def change(self, key: str, seen: str) -> Change | None:
        """How an event differs from what was told of it before; None if it does not."""
        event = self._index.event(key)
        assert event is not None  # every claim's event is there
        told = [t for ref in event.claims if (t := self._told(ref)) is not None]
        (view,) = shown(self._store, [key])
        if not told:
            return Change(change="appeared", observed=seen, event=view)
        slots = tuple(_differences(self._index, fuse(key, told, ()), event))
        return Change(change="changed", observed=seen, event=view, slots=slots) if slots else None

    def _told(self, ref: str) -> Told | None:
        article, _, id_ = ref.rpartition("#")
        if self._is_new(article):
            return None
        now = self._index.told(ref)
        if article not in self._claims:
            return now
        claim, mended = self._claims[article].get(id_, (None, False))
        return None if claim is None else _retold(self._index, now, claim, mended)

    def withdrawn(self) -> Iterable[Withdrawn]:
        """The claims that were there before and that a correction took out."""
        a = self._store.addresses
        for article, claims in sorted(self._claims.items()):
            kept = set(self._index.texts("select ref from claim where article = ?", article))
            for id_, (claim, _) in sorted(claims.items()):
                if f"{article}#{id_}" not in kept:
                    yield Withdrawn(
                        claim=str(a.claim(article, id_)),
                        article_key=article,
                        kind=claim.kind,
                        amount=claim.amount.value if claim.amount else None,
                        currency=claim.amount.currency if claim.amount else None,
                        quotes=claim.evidence,
                    )


def _retold(index: Index, now: Told, claim: Commitment, mended: bool) -> Told:
    """A claim in another reading, with the entities that are now meant by the names in it."""

    def parties(role: str) -> frozenset[Party]:
        return frozenset(
            Party(str(key), str(type_), str(country) if country else None)
            for ref in getattr(claim, role)
            for key, type_, country in index.rows(
                "select e.key, e.type, e.country from mention m join identity i on i.key = m.identity"
                " join entity e on e.key = i.entity where m.article = ? and m.id = ?",
                now.deal.article,
                ref,
            )
        )

    deal = replace(
        now.deal,
        claim=claim,
        investors=parties("investors"),
        recipients=parties("recipients"),
        places=parties("places"),
    )
    return Told(deal, now.source, mended)


def _differences(index: Index, before: Event, now: Event) -> Iterable[SlotChange]:
    for slot in _PLAIN:
        one, two = getattr(before, slot), getattr(now, slot)
        if one != two:
            yield SlotChange(slot=slot, before=_shown(one), after=_shown(two))
    for slot in ("amount", "period", "target"):
        one, two = (_values(getattr(e, slot)) for e in (before, now))
        if one != two:
            yield SlotChange(slot=slot, before=one, after=two)
    for slot in _ROLES:
        one, two = getattr(before, slot), getattr(now, slot)
        if one != two:
            yield SlotChange(slot=slot, before=_named(index, one), after=_named(index, two))


def _shown(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _values(value: Any) -> Any:
    return None if value is None else value.model_dump(mode="json", exclude_none=True, exclude={"also"})


def _named(index: Index, keys: tuple[str, ...]) -> list[dict[str, str]]:
    return [ref.model_dump() for ref in refs(index, keys)]
