"""Sums of money that count each deal once, and say what they counted, what they left out, and why.

The rules: an event counts once, however many articles tell of it; a part does not count beside its whole; what is
considered or cancelled is left out unless asked for; of a range the lower end counts; sums are converted at the ECB's
rate of the day of announcement (else of publication), and what has no rate is listed and not guessed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Literal, get_args

from pydantic import BaseModel, ConfigDict

from graph.errors import InputError, NotFoundError
from graph.exchange import as_day, convert
from graph.model import KINDS, SECTORS, STATUSES
from graph.places import country_of, inside

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Sequence

    from graph.index import Index
    from graph.resolve.fusion import Event

Dimension = Literal[
    "investor", "recipient", "place", "country", "kind", "sector", "status", "year", "quarter", "month"
]
Allocation = Literal["whole", "split", "lead"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
ALLOCATIONS: tuple[Allocation, ...] = get_args(Allocation)
UNKNOWN = "(not told)"


class Frozen(BaseModel):
    """Base of all that totals are made of: immutable."""

    model_config = ConfigDict(frozen=True)


class Counted(Frozen):
    """An event in a sum: what it adds, from which sum at the rate of which day, and the passages behind it."""

    event: str
    label: str
    adds: float
    amount: float
    currency: str
    qualifier: str
    rate_of: str | None
    quotes: tuple[str, ...]
    sources: int
    share: float = 1.0


class LeftOut(Frozen):
    """An event that a sum does not hold, and why."""

    event: str
    label: str
    reason: str
    amount: float | None = None
    currency: str | None = None


class Row(Frozen):
    """A group's sum in the asked currency, the same by native currency, and what it is made of."""

    group: dict[str, str]
    total: float
    native: dict[str, float]
    events: int
    counted: tuple[Counted, ...]


class Totals(Frozen):
    """Sums by group, the largest first; `total` counts every event once, whatever the groups.

    Without groups there is one row, of all.
    """

    by: tuple[str, ...]
    currency: str
    allocation: Allocation
    total: float
    events: int
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]


class _Sum:
    """An event with its sum in the asked currency."""

    def __init__(self, event: Event, value: float, rate_of: str | None) -> None:
        self.event, self.value, self.rate_of = event, value, rate_of


class _Look:
    """What sums read of the index; what they need of many events is read at once."""

    def __init__(self, index: Index, events: Collection[Event]) -> None:
        self.index = index
        self.country = lru_cache(maxsize=None)(partial(country_of, index))
        parties = json.dumps(list({k for e in events for k in (*e.investors, *e.recipients, *e.places)}))
        rows = index.rows(
            "select key, name from entity where key in (select value from json_each(?))", parties
        )
        self._names = {str(key): str(name) for key, name in rows}
        self._quotes: dict[str, tuple[str, ...]] = {}

    def names(self, keys: Iterable[str]) -> list[str]:
        """The usual names of entities, in their order."""
        return sorted(self._names[key] for key in keys if key in self._names)

    def read_quotes(self, events: Iterable[Event]) -> None:
        """Read the passages of all claims of some events, before they are asked for."""
        refs = json.dumps([ref for e in events for ref in e.claims])
        sql = "select ref, json_extract(body, '$.evidence') from claim where ref in (select value from json_each(?))"
        self._quotes.update(
            (str(ref), tuple(json.loads(str(told)))) for ref, told in self.index.rows(sql, refs)
        )

    def quotes(self, event: Event) -> tuple[str, ...]:
        """The passages of an event's claims."""
        return tuple(q for ref in event.claims for q in self._quotes[ref])


def totals(
    index: Index,
    *,
    by: Sequence[Dimension] = (),
    currency: str = "USD",
    allocation: Allocation = "split",
    investor: str | None = None,
    recipient: str | None = None,
    place: str | None = None,
    kinds: Iterable[str] = (),
    sectors: Iterable[str] = (),
    statuses: Iterable[str] = ("announced", "completed"),
    since: str | None = None,
    until: str | None = None,
    min_confidence: float = 0,
    among: Collection[str] | None = None,
) -> Totals:
    """Sums of the events that fit all filters, by group.

    Parties are keys or former keys of entities; a place counts with all that lies in it. `since` and `until` are a
    year, month or day of announcement, else of publication. A sum that goes to several of a group counts `whole` for each, is `split` evenly, or counts for
    the one named first (`lead`). What is recorded without a confidence fits every `min_confidence`. With `among`, keys
    of events, no others are looked at.

    Raises:
        InputError: for a group, kind, sector, status or date that does not exist.
        NotFoundError: for an entity that is not known.
    """
    kinds, sectors, statuses = list(kinds), list(sectors), list(statuses)
    _check("group", by, DIMENSIONS)
    _check("kind", kinds, KINDS)
    _check("sector", sectors, SECTORS)
    _check("status", statuses, STATUSES)
    _check("allocation", (allocation,), ALLOCATIONS)
    parties = _parties(index, investor, recipient, place)
    looked_at = (
        list(index.events(parties)) if among is None else [e for k in sorted(among) if (e := index.event(k))]
    )
    look = _Look(index, looked_at)
    fitting, left_out = _chosen(
        look,
        looked_at,
        parties,
        kinds,
        sectors,
        statuses,
        _day(since, "since"),
        _day(until, "until"),
        min_confidence,
    )
    sums = _valued(look, fitting, currency, left_out)
    whole = _without_parts(sums, {s.event.key for s in sums})
    look.read_quotes(s.event for s in sums)
    rows = _rows(look, sums, by, allocation)
    left_out += _parted(look, sums, whole, rows, by)
    return Totals(
        by=tuple(by),
        currency=currency,
        allocation=allocation,
        total=sum(s.value for s in whole),
        events=len(whole),
        rows=rows,
        left_out=tuple(sorted(left_out, key=lambda x: (x.reason, x.event))),
    )


def _parties(
    index: Index, investor: str | None, recipient: str | None, place: str | None
) -> dict[str, set[str]]:
    """By role, the entities of which an event has to have one; a place stands for all that lies in it."""
    parties = {
        role: {_entity(index, name)}
        for role, name in (("investors", investor), ("recipients", recipient), ("places", place))
        if name is not None
    }
    if "places" in parties:
        parties["places"] = inside(index, *parties["places"])
    return parties


def _parted(
    look: _Look, sums: list[_Sum], whole: list[_Sum], rows: tuple[Row, ...], by: Sequence[Dimension]
) -> list[LeftOut]:
    """The parts that no group counts, since it counts their whole."""
    kept = {s.event.key for s in whole}
    shown = {c.event for r in rows for c in r.counted} if by else set[str]()
    return [
        _left(look, s.event, f"a part of {s.event.part_of}, which is counted")
        for s in sums
        if s.event.key not in kept and s.event.key not in shown
    ]


def _chosen(
    look: _Look,
    events: Iterable[Event],
    parties: dict[str, set[str]],
    kinds: list[str],
    sectors: list[str],
    statuses: list[str],
    low: dt.date | None,
    high: dt.date | None,
    min_confidence: float,
) -> tuple[list[Event], list[LeftOut]]:
    """The events that fit, and those that would but for their status, confidence or unknown day."""
    fitting: list[Event] = []
    left_out: list[LeftOut] = []
    for event in events:
        if any(keys.isdisjoint(getattr(event, role)) for role, keys in parties.items()):
            continue
        if (kinds and event.kind not in kinds) or (sectors and not set(sectors) & set(event.sectors)):
            continue
        day = as_day(event.announced or event.published)
        if (low or high) and not (day and (not low or day >= low) and (not high or day <= high)):
            if day is None:
                left_out.append(_left(look, event, "its day is not told"))
            continue
        if event.confidence is not None and event.confidence < min_confidence:
            left_out.append(_left(look, event, f"confidence {event.confidence:.2f}"))
        elif event.status not in statuses:
            left_out.append(
                _left(look, event, f"only {event.status}" if event.status == "considered" else event.status)
            )
        else:
            fitting.append(event)
    return fitting, left_out


def _check(what: str, values: Iterable[str], known: Sequence[str]) -> None:
    for value in values:
        if value not in known:
            raise InputError(f"{what} {value!r}: expected one of {', '.join(known)}")


def _entity(index: Index, key: str) -> str:
    found = index.entity_key(key)
    if found is None:
        raise NotFoundError(f"no entity has the key {key!r}; `investgraph show NAME` finds it by its name")
    return found


def _day(told: str | None, what: str) -> dt.date | None:
    if told is None:
        return None
    filled = (
        {4: f"{told}-01-01", 7: f"{told}-01"} if what == "since" else {4: f"{told}-12-31", 7: f"{told}-28"}
    )
    day = as_day(filled.get(len(told), told)) if len(told) in {4, 7, 10} and told[:4].isdigit() else None
    if day is None:
        raise InputError(f"{what} {told!r}: expected a year, month or day (2024, 2024-04, 2024-04-09)")
    return day


def _valued(look: _Look, events: Iterable[Event], currency: str, left_out: list[LeftOut]) -> list[_Sum]:
    found = []
    for event in events:
        if event.amount is None:
            left_out.append(_left(look, event, "no sum is told"))
            continue
        day = event.announced or event.published
        for reading in (event.amount, *event.amount.also):
            converted = convert(reading.value, reading.currency, currency, day)
            if converted is not None:
                native = reading.currency == currency
                found.append(_Sum(event, converted.value, None if native else converted.rate_of))
                break
        else:
            why = (
                "no day to take a rate of" if day is None else f"no rate of {event.amount.currency} on {day}"
            )
            left_out.append(_left(look, event, why))
    return found


def _without_parts(sums: Iterable[_Sum], counted: set[str]) -> list[_Sum]:
    return [s for s in sums if s.event.part_of is None or s.event.part_of not in counted]


def _rows(look: _Look, sums: list[_Sum], by: Sequence[Dimension], allocation: Allocation) -> tuple[Row, ...]:
    groups: dict[tuple[str, ...], list[tuple[_Sum, float]]] = defaultdict(list)
    for s in sums:
        places: list[tuple[tuple[str, ...], float]] = [((), 1.0)]
        for dimension in by:
            values = _values(look, s.event, dimension, allocation)
            share = 1 / len(values) if allocation == "split" else 1.0
            places = [((*group, v), part * share) for group, part in places for v in values]
        for group, part in places:
            groups[group].append((s, part))
    rows = []
    for group, members in groups.items():
        here = {s.event.key for s, _ in members}
        kept = [(s, part) for s, part in members if s.event.part_of is None or s.event.part_of not in here]
        native: dict[str, float] = defaultdict(float)
        for s, part in kept:
            assert s.event.amount is not None
            native[s.event.amount.currency] += s.event.amount.value * part
        counted = sorted((_counted(look, s, part) for s, part in kept), key=lambda c: (-c.adds, c.event))
        rows.append(
            Row(
                group=dict(zip(by, group, strict=True)),
                total=sum(c.adds for c in counted),
                native=dict(sorted(native.items())),
                events=len(counted),
                counted=tuple(counted),
            )
        )
    return tuple(sorted(rows, key=lambda r: (-r.total, list(r.group.values()))))


def step_of(event: Event, by: Dimension) -> str:
    """The year, quarter (2024-Q2) or month of an event's announcement, else of its publication."""
    day = event.announced or event.published or ""
    if by == "year":
        return day[:4] or UNKNOWN
    if len(day) < 7:
        return UNKNOWN
    return day[:7] if by == "month" else f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


def _values(look: _Look, event: Event, dimension: Dimension, allocation: Allocation) -> list[str]:
    """The groups of one dimension that an event belongs to, by name; never empty."""
    if dimension in {"kind", "status"}:
        return [str(getattr(event, dimension))]
    if dimension in {"year", "quarter", "month"}:
        return [step_of(event, dimension)]
    if dimension == "sector":
        return list(event.sectors) or [UNKNOWN]
    if dimension == "country":
        names = {n for key in (event.places or event.recipients) if (n := look.country(key))}
        return sorted(names) or [UNKNOWN]
    role = {"investor": "investors", "recipient": "recipients", "place": "places"}[dimension]
    keys: tuple[str, ...] = getattr(event, role)
    if allocation == "lead" and len(keys) > 1:
        keys = (look.index.first_named(event.main, role) or keys[0],)
    return look.names(keys) or [UNKNOWN]


def _label(look: _Look, event: Event) -> str:
    givers, takers = (
        ", ".join(look.names(keys)) for keys in (event.investors, event.recipients or event.places)
    )
    return f"{givers or '?'} → {takers}: {event.kind}" if takers else f"{givers}: {event.kind}"


def _counted(look: _Look, s: _Sum, share: float) -> Counted:
    amount = s.event.amount
    assert amount is not None
    return Counted(
        event=s.event.key,
        label=_label(look, s.event),
        adds=s.value * share,
        amount=amount.value,
        currency=amount.currency,
        qualifier=amount.qualifier,
        rate_of=s.rate_of,
        quotes=look.quotes(s.event),
        sources=s.event.sources,
        share=share,
    )


def _left(look: _Look, event: Event, reason: str) -> LeftOut:
    amount = event.amount
    return LeftOut(
        event=event.key,
        label=_label(look, event),
        reason=reason,
        amount=amount.value if amount else None,
        currency=amount.currency if amount else None,
    )
