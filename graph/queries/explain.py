"""Why an event is what it is: who read each claim, what put the claims together, who judged or corrected them."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from graph import corrections, judgements
from graph.errors import NotFoundError
from graph.queries.views import View
from graph.resolve.deals import SAME_DEAL, compare_deals
from graph.vocabulary import IG, PROV

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.store.base import Store

_PAIRS = 60  # Of claims put together, at most so many are compared.


class Reading(View):
    """A claim of an event: its key (ARTICLE#ID), the key of the event that it would be alone, and who read it when.

    `corrections` tell who corrected it, when, and why.
    """

    claim: str
    own_key: str
    extractor: str | None
    observed: str | None
    confidence: float | None
    corrections: tuple[str, ...] = ()


class Likeness(View):
    """Two claims of an event, the points for their being one deal, and what these were given for."""

    a: str
    b: str
    points: float
    reasons: tuple[str, ...]


class Verdict(View):
    """A judgement about an event."""

    a: str
    b: str
    decision: str
    by: str
    at: str
    reason: str | None


class Explanation(View):
    """How an event came about; from `needed` points on, two claims are taken to be of one deal."""

    event: str
    needed: float
    readings: tuple[Reading, ...]
    likenesses: tuple[Likeness, ...]
    verdicts: tuple[Verdict, ...]
    parts: tuple[str, ...]


def explanation(store: Store, key: str) -> Explanation:
    """Why an event is what it is.

    Raises:
        NotFoundError: if there is no such event.
    """
    index, a = store.index, store.addresses
    now = index.event_key(key)
    event = index.event(now) if now is not None else None
    if event is None:
        raise NotFoundError(f"no event {key!r}")
    told = {ref: index.told(ref).deal for ref in event.claims}
    likenesses = []
    for one, two in list(combinations(sorted(told), 2))[:_PAIRS]:
        found = compare_deals(told[one], told[two])
        likenesses.append(Likeness(a=one, b=two, points=found.points, reasons=found.reasons))
    readings = tuple(_reading(store, ref) for ref in event.claims)
    own = {f"event/{r.own_key}" for r in readings} | {f"event/{event.key}"}
    ledger = judgements.from_quads(store.quads(a.judgements), a)
    parts = index.texts("select key from event where part_of = ? order by usd desc, key", event.key)
    return Explanation(
        event=event.key,
        needed=SAME_DEAL,
        readings=readings,
        likenesses=tuple(sorted(likenesses, key=lambda x: (-x.points, x.a, x.b))),
        verdicts=tuple(
            Verdict(**j.model_dump(include={"a", "b", "decision", "by", "at", "reason"}))
            for j in ledger
            if own & set(j.pair)
        ),
        parts=tuple(parts),
    )


def _reading(store: Store, ref: str) -> Reading:
    a, index = store.addresses, store.index
    article = ref.rpartition("#")[0]
    run = a.claim(article, "extraction")
    told = {q.p: str(q.o) for q in store.quads(a.article(article), run)}
    claim = index.told(ref).deal.claim
    mended = [
        f"{c.by}, {c.at[:10]}" + (f": {c.reason}" if c.reason else "")
        for c in corrections.standing(_corrections(store, article))
        if c.corrected is not None and set(c.corrected.evidence) == set(claim.evidence)
    ]
    return Reading(
        claim=ref,
        own_key=index.one("select own_key from claim where ref = ?", ref) or "",
        extractor=told.get(IG.extractor),
        observed=told.get(PROV.endedAtTime),
        confidence=claim.confidence,
        corrections=tuple(mended),
    )


def _corrections(store: Store, article: str) -> Sequence[corrections.Correction]:
    quads = store.quads(store.addresses.corrections, predicate=IG.content)
    return [c for c in corrections.from_quads(quads) if c.article == article]
