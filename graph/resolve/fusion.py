"""One event from all commitments that tell of it: which value is taken, what else is said, how it went on.

A value is chosen by support (how many independent sources say so; syndicated copies are one), then precision
(an exact sum before a rounded one, a day before a month, a period with an end before one without), then recency (the
article that came out last). What a
person has corrected comes before everything. Nothing that was said is lost: every variant stays with its sources.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from graph.exchange import as_day
from graph.model import Amount, Kind, Period, Sector, Status, Target
from graph.resolve.deals import near, same_sum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from graph.resolve.deals import Deal

_MONTH = 30.4375  # days
_REVISED = 30  # days after which another sum is a new state of the plan and no other opinion on it
_PRECISION = {"exact": 2, "about": 1, "up_to": 1, "at_least": 1}


class Frozen(BaseModel):
    """Base of what an event is made of: immutable."""

    model_config = ConfigDict(frozen=True)


class Variant(Frozen):
    """A value as some claims have it, and how many independent sources that makes."""

    slot: str
    value: Any
    claims: tuple[str, ...]
    sources: int


class State(Frozen):
    """How things stood on a day (announced or published), by which claims."""

    status: Status
    claims: tuple[str, ...]
    day: str | None = None
    amount: Amount | None = None


class Event(Frozen):
    """A real-world deal: chosen values, all variants, the slots in which sources disagree, and its history.

    Parties are keys of entities; `claims` are references to commitments (`ARTICLE#ID`), `main` the one whose
    article came out first.
    """

    key: str
    kind: Kind
    investors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    status: Status
    claims: tuple[str, ...]
    main: str
    sources: int
    amount: Amount | None = None
    period: Period | None = None
    announced: str | None = None
    published: str | None = None
    sectors: tuple[Sector, ...] = ()
    target: Target | None = None
    confidence: float | None = None
    part_of: str | None = None
    variants: tuple[Variant, ...] = ()
    disagreements: tuple[str, ...] = ()
    history: tuple[State, ...] = ()


def runs(event: Event) -> tuple[str | None, str | None]:
    """The first and last day of an event's period; without a start it begins on the day that it was told of.

    Both None if no period is told, the last None if no end is.
    """
    period = event.period
    told = (period and period.start) or event.announced or event.published
    if period is None or told is None:
        return None, None
    first = told + "-01-01"[len(told) - 4 :]
    if period.end is not None:
        return first, period.end + "-12-31"[len(period.end) - 4 :]
    began = as_day(first)
    if began is None or period.years is None:
        return first, None
    return first, max(began, _day_before(began, period.years)).isoformat()


def _day_before(day: dt.date, years: float) -> dt.date:
    """The day before a day so many years later by the calendar; what is less than a month is counted in days."""
    months = int(years * 12 + 1e-6)
    ahead = day.year * 12 + day.month - 1 + months
    year, month = ahead // 12, ahead % 12 + 1
    if year > dt.date.max.year:
        return dt.date.max
    # 29 February, a year later, is 1 March: the day before is the last of February.
    over = day.day - 1 + int((years * 12 - months) * _MONTH + 1e-6) - 1
    return dt.date.fromordinal(min(dt.date(year, month, 1).toordinal() + over, dt.date.max.toordinal()))


class Told(NamedTuple):
    """A claim that goes into an event; `source` is the article, or the first of its syndicated copies."""

    deal: Deal
    source: str
    corrected: bool


def main_of(told: Iterable[Told]) -> Told:
    """The claim that an event is named after: of the article that came out first, those without a date last."""
    return min(told, key=lambda t: (t.deal.published or "9999", t.deal.ref))


def fuse(key: str, told: Sequence[Told], part_of: Iterable[str]) -> Event:
    """The event of some claims. `part_of` are the keys of the events that claims say it is a part of."""
    told = sorted(told, key=lambda t: t.deal.ref)
    main = main_of(told)
    slots = {slot: _variants(slot, told, read) for slot, read in _SLOTS.items()}
    history = _history(told)
    sums = _sums(told)
    wholes = sorted(set(part_of) - {key})
    published = sorted(t.deal.published for t in told if t.deal.published)
    sure = [t.deal.claim.confidence for t in told if t.deal.claim.confidence is not None]
    period, target = slots["period"], slots["target"]
    return Event(
        key=key,
        kind=slots["kind"][0].value,
        investors=_parties(told, "investors"),
        recipients=_parties(told, "recipients"),
        places=_parties(told, "places"),
        status=_status(told, history),
        claims=tuple(t.deal.ref for t in told),
        main=main.deal.ref,
        sources=len({t.source for t in told}),
        amount=_amount(sums),
        period=period[0].value if period else None,
        announced=slots["announced"][0].value if slots["announced"] else None,
        published=published[0] if published else None,
        sectors=tuple(sorted({s for t in told for s in t.deal.claim.sectors})),
        target=target[0].value if target else None,
        confidence=max(sure) if sure else None,
        part_of=wholes[0] if wholes else None,
        variants=tuple(
            v for found in (*slots.values(), _sum_variants(told)) if len(found) > 1 for v in found
        ),
        disagreements=_disagreements(slots, sums, told),
        history=history if len(history) > 1 else (),
    )


_SLOTS: dict[str, Callable[[Deal], Any]] = {
    "kind": lambda d: d.claim.kind,
    "announced": lambda d: d.claim.announced,
    "period": lambda d: d.claim.period,
    "target": lambda d: d.claim.target,
    "status": lambda d: d.claim.status,
}


# How precise a value is: a day is before a month, a period of which more is told before others.
_PRECISE: dict[str, Callable[[Any], int]] = {
    "announced": len,
    "period": lambda period: len(period.model_dump(exclude_none=True)),
    "amount": lambda amount: _PRECISION[amount.qualifier],
}


def _variants(slot: str, told: Sequence[Told], read: Callable[[Deal], Any]) -> list[Variant]:
    """The values of a slot, the one to be taken first."""
    groups: dict[Any, list[Told]] = defaultdict(list)
    for t in told:
        value = read(t.deal)
        if value is not None:
            groups[value].append(t)
    ranked = sorted(groups.items(), key=lambda item: _rank(slot, *item), reverse=True)
    return [
        Variant(
            slot=slot,
            value=value,
            claims=tuple(t.deal.ref for t in tellers),
            sources=len({t.source for t in tellers}),
        )
        for value, tellers in ranked
    ]


def _rank(slot: str, value: Any, tellers: list[Told]) -> tuple[Any, ...]:
    return (
        any(t.corrected for t in tellers),
        len({t.source for t in tellers}),
        _PRECISE[slot](value) if slot in _PRECISE else 0,
        max(t.deal.published or "" for t in tellers),
        str(value),
    )


def _sum_variants(told: Sequence[Told]) -> list[Variant]:
    return _variants("amount", told, lambda d: d.claim.amount)


def _sums(told: Sequence[Told]) -> list[list[Told]]:
    """Claims with a sum, those with the same one (rounded or exchanged) together; the group to be taken first."""
    groups: list[list[Told]] = []
    for t in sorted((t for t in told if t.deal.claim.amount), key=_exactness, reverse=True):
        amount = t.deal.claim.amount
        for group in groups:
            first = group[0].deal.claim.amount
            if amount and first and same_sum(amount, first, t.deal.day):
                group.append(t)
                break
        else:
            groups.append([t])
    latest = max((_last_day(g) for g in groups), default="")
    revised = [g for g in groups if _last_day(g) == latest and _days_after(g, groups) > _REVISED]
    return sorted(
        groups,
        key=lambda g: (any(t.corrected for t in g), g in revised, len({t.source for t in g}), _last_day(g)),
        reverse=True,
    )


def _told_on(t: Told) -> str:
    """When a claim was made: when its article came out, however early a day it gives for the deal itself."""
    return t.deal.published or t.deal.claim.announced or ""


def _last_day(group: list[Told]) -> str:
    return max(map(_told_on, group))


def _days_after(group: list[Told], groups: list[list[Told]]) -> int:
    """How many days the first word of a group came after the last of all others; -1 if a day is not known."""
    first = as_day(min(filter(None, map(_told_on, group)), default=None))
    others = as_day(max((_last_day(g) for g in groups if g is not group), default=None))
    return (first - others).days if first and others else -1


def _exactness(t: Told) -> tuple[Any, ...]:
    amount = t.deal.claim.amount
    assert amount is not None
    digits = len(f"{amount.value:.10g}".replace(".", "").rstrip("0").split("e")[0])
    return (
        t.corrected,
        _PRECISION[amount.qualifier],
        digits,
        t.deal.published or "",
        t.deal.ref,
    )


def _amount(sums: list[list[Told]]) -> Amount | None:
    """The most exact sum of the group that is taken, with what others of the group say in further currencies."""
    if not sums:
        return None
    amounts = [t.deal.claim.amount for t in sums[0] if t.deal.claim.amount]
    by_support = {
        currency: len(
            {t.source for t in sums[0] if t.deal.claim.amount and t.deal.claim.amount.currency == currency}
        )
        for currency in {a.currency for a in amounts}
    }
    most = max(by_support.values())
    chosen = next(a for a in amounts if by_support[a.currency] == most)
    if sums[0][0].corrected:
        chosen = amounts[0]
    return chosen


def _parties(told: Sequence[Told], role: str) -> tuple[str, ...]:
    """All that any source names; if a claim was corrected, what the corrected ones name."""
    corrected = [t for t in told if t.corrected]
    return tuple(sorted({p.key for t in corrected or told for p in getattr(t.deal, role)}))


def _history(told: Sequence[Told]) -> tuple[State, ...]:
    """The states of the event as articles came out: one for each change of status or sum, undated ones first.

    A later state is of the day that its article gives if that is after the state before, else of its publication.
    """
    states: list[State] = []
    for t in sorted(told, key=lambda t: (_told_on(t), t.deal.day or "", t.deal.ref)):
        claim = t.deal.claim
        if states:
            last = states[-1]
            same = claim.amount is None or (
                last.amount is not None and same_sum(claim.amount, last.amount, t.deal.day)
            )
            if same and claim.status == last.status:
                states[-1] = last.model_copy(update={"claims": (*last.claims, t.deal.ref)})
                continue
        amount = claim.amount or (states[-1].amount if states else None)
        since = states[-1].day if states else None
        day = t.deal.day if since is None or (t.deal.day or "") > since else _told_on(t) or None
        states.append(State(day=day, status=claim.status, amount=amount, claims=(t.deal.ref,)))
    return tuple(states)


def _status(told: Sequence[Told], history: tuple[State, ...]) -> Status:
    """The last one told of; but what was completed does not become a plan again because a paper looks back."""
    corrected = [t for t in told if t.corrected]
    if corrected:
        return max(corrected, key=lambda t: (_told_on(t), t.deal.ref)).deal.claim.status
    now = history[0].status
    for state in history[1:]:
        looks_back = now == "completed" and state.status == "announced"
        if not looks_back:
            now = state.status
    return now


def _disagreements(
    slots: dict[str, list[Variant]], sums: list[list[Told]], told: Sequence[Told]
) -> tuple[str, ...]:
    """The slots for which independent sources give values that cannot all be right."""
    found = ["amount"] if len(sums) > 1 else []
    if len(slots["kind"]) > 1:
        found.append("kind")
    targets: list[Target] = [v.value for v in slots["target"]]
    if any(a.unit == b.unit and not near(a, b) for a, b in combinations(targets, 2)):
        found.append("target")
    months = {str(v.value)[:7] for v in slots["announced"] if len(str(v.value)) >= 7}
    if len(months) > 1:
        found.append("announced")
    lengths = {v.value.years for v in slots["period"] if v.value.years is not None}
    if len(lengths) > 1:
        found.append("period")
    givers = [frozenset(p.key for p in t.deal.investors) for t in told if t.deal.investors]
    if any(not (a <= b or b <= a) for a in givers for b in givers):
        found.append("investors")
    return tuple(sorted(found))
