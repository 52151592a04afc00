"""Sums of money counted the plain way, event by event, with the same rules: what the fast way is compared with."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any

from graph.columns import UNKNOWN, step_of
from graph.exchange import as_day, convert
from graph.places import country_of, inside

if TYPE_CHECKING:
    from graph.index import Index
    from graph.resolve.fusion import Event

_ROLES = {"investor": "investors", "recipient": "recipients", "place": "places"}


def plain(
    index: Index,
    *,
    by: tuple[str, ...] = (),
    currency: str = "USD",
    allocation: str = "split",
    **filters: Any,
) -> dict[str, Any]:
    """Groups with their sums, native sums and members, the sum of all, and what is left out with the reason."""
    left: dict[str, str] = {}
    worth: dict[str, float] = {}
    found: list[Event] = []
    for e in index.events():
        reason = _left_out(index, e, **filters)
        if reason is None:
            reason = _valued(e, currency, worth)
            found += [] if reason else [e]
        if reason:
            left[e.key] = reason
    groups: dict[tuple[str, ...], list[tuple[Event, float]]] = defaultdict(list)
    for e in found:
        rows: list[tuple[tuple[str, ...], float]] = [((), 1.0)]
        for dimension in by:
            values = _values(index, e, dimension, allocation)
            share = 1 / len(values) if allocation == "split" else 1.0
            rows = [((*g, v), part * share) for g, part in rows for v in values]
        for group, part in rows:
            groups[group].append((e, part))
    wholes = _wholes(index)
    told = {group: _summed(members, worth, wholes) for group, members in groups.items()}
    shown = {key for *_, members in told.values() for key, _ in members} if by else set[str]()
    told = _named(index, by, told)
    whole = {e.key for e in found if not set(wholes[e.key]) & set(worth)}
    for e in found:
        if e.key not in whole | shown:
            counted = next(k for k in wholes[e.key] if k in whole | shown)
            left[e.key] = f"a part of {counted}, which is counted"
    return {"total": sum(worth[k] for k in whole), "events": len(whole), "groups": told, "left": left}


def _wholes(index: Index) -> dict[str, list[str]]:
    """All that each deal is a part of, the next first; of those in a circle the largest is a part of none."""
    part_of = {e.key: e.part_of for e in index.events() if e.part_of}
    dollars: dict[str, float] = {}
    for e in index.events():
        _valued(e, "USD", dollars)

    def above(key: str) -> list[str]:
        found: list[str] = []
        while (key := part_of.get(key, "")) and key not in found:
            found.append(key)
        return found

    for key in sorted(part_of):
        if key in (circle := above(key)):
            del part_of[min(circle, key=lambda k: (-dollars.get(k, 0), k))]
    return {e.key: above(e.key) for e in index.events()}


def _left_out(
    index: Index,
    e: Event,
    *,
    investor: str | None,
    place: str | None,
    sectors: tuple[str, ...],
    statuses: tuple[str, ...],
    since: str | None,
    min_confidence: float,
) -> str | None:
    """Why a deal is left out; empty if it is not asked for, None if it counts."""
    if (investor and investor not in e.investors) or (place and inside(index, place).isdisjoint(e.places)):
        return ""
    if sectors and not set(sectors) & set(e.sectors):
        return ""
    day = as_day(e.announced or e.published)
    if since and (day is None or day.isoformat() < since):
        return "" if day else "its day is not told"
    if e.confidence is not None and e.confidence < min_confidence:
        return f"confidence {e.confidence:.2f}"
    if e.status in statuses:
        return None
    return "only considered" if e.status == "considered" else e.status


def _valued(e: Event, currency: str, worth: dict[str, float]) -> str | None:
    """Note what a deal is worth; the reason if that is not known."""
    if e.amount is None:
        return "no sum is told"
    day = e.announced or e.published
    for reading in (e.amount, *e.amount.also):
        there = convert(reading.value, reading.currency, currency, day)
        if there is not None:
            worth[e.key] = there.value
            return None
    return f"no rate of {e.amount.currency} on {day}" if day else "no day to take a rate of"


def _summed(
    members: list[tuple[Event, float]], worth: dict[str, float], wholes: dict[str, list[str]]
) -> tuple[Any, ...]:
    here = {e.key for e, _ in members}
    kept = [(e, part) for e, part in members if here.isdisjoint(wholes[e.key])]
    native: dict[str, float] = defaultdict(float)
    for e, part in kept:
        assert e.amount is not None
        native[e.amount.currency] += e.amount.value * part
    return sum(worth[e.key] * part for e, part in kept), dict(native), [(e.key, part) for e, part in kept]


def _values(index: Index, e: Event, dimension: str, allocation: str) -> list[str]:
    if dimension in {"kind", "status"}:
        return [str(getattr(e, dimension))]
    if dimension in {"year", "quarter", "month"}:
        return [step_of(e.announced or e.published, dimension)]  # type: ignore[arg-type]
    if dimension == "sector":
        return list(e.sectors) or [UNKNOWN]
    if dimension == "country":
        names = {n for n in map(partial(country_of, index), e.places or e.recipients) if n}
        return sorted(names) or [UNKNOWN]
    keys: tuple[str, ...] = getattr(e, _ROLES[dimension])
    if allocation == "lead" and len(keys) > 1:
        told = index.told(e.main).deal.claim
        first = index.one(
            "select i.entity from mention m join identity i on i.key = m.identity where m.article = ? and m.id = ?",
            e.main.rpartition("#")[0],
            (getattr(told, _ROLES[dimension]) or ("",))[0],
        )
        keys = (first if first in keys else keys[0],)
    return [*keys] or [UNKNOWN]


def _named(index: Index, by: tuple[str, ...], told: dict[tuple[str, ...], Any]) -> dict[tuple[str, ...], Any]:
    """Groups by name instead of key; where two keys have one name, the type goes with it."""
    for n, dimension in enumerate(by):
        if dimension in _ROLES:
            rows = {key: index.entity(key) for key in {group[n] for group in told}}
            known = [row for row in rows.values() if row]
            names = {
                row.key: f"{row.name} ({row.type})"
                if [r.name for r in known].count(row.name) > 1
                else row.name
                for row in known
            }
            told = {(*g[:n], names.get(g[n], g[n]), *g[n + 1 :]): value for g, value in told.items()}
    return told
