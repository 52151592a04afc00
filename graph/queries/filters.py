"""Which events are asked for: filters that all questions about events share, as a condition on the index."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from graph.errors import InputError
from graph.exchange import asked_currency
from graph.instants import asked_day
from graph.model import KINDS, SECTORS, STATUSES
from graph.places import GOES, going_to, lying
from graph.queries.entities import the_entity
from graph.queries.listing import located, the_place

if TYPE_CHECKING:
    from graph.index import Index
    from graph.store.base import Store

_PARTY = {"investor": "investors", "recipient": "recipients", "party": None}
_PARTY_IN = {"investor_in": "investors", "recipient_in": "recipients"}
_KNOWN = {"kind": KINDS, "sector": SECTORS, "status": STATUSES}
_DAYS = {"since", "until", "period_from", "period_to"}
_SUM = "in_currency(amount, currency, also, ?, day)"
_CONDITIONS = {
    "kind": "kind = :v",
    "status": "status = :v",
    "sector": "exists (select 1 from json_each(sectors) where value = :v)",
    "since": "day >= substr(:v, 1, 4) and day >= substr(:v, 1, length(day))",
    "until": "substr(day, 1, length(:v)) <= :v",
    "period_from": "runs_from is not null and (runs_to is null or runs_to >= :v)",
    "period_to": "substr(runs_from, 1, length(:v)) <= :v",
    "article": "key in (select event from claim where article = :v)",
    "publisher": "key in (select c.event from claim c join article a on a.key = c.article"
    " where casefold(json_extract(a.info, '$.publisher')) = casefold(:v))",
    "disagreement": "(disagreements > 0) = :v",
    "min_confidence": "(confidence is null or confidence >= :v)",
}


class Filters(TypedDict, total=False):
    """What events may be asked for by; a filter that is left out or None lets all through.

    Parties and places are names or keys of entities, `party` is one in any role; a place counts with all that lies in
    it, and a deal without a place goes to where its recipients are. `investor_in` and `recipient_in` are a country or place in which one who gives or gets lies (name, key or ISO 3166
    code). `since` and `until` are a year, month or day of announcement, else of publication: what is told by year or month
    fits if that overlaps the span, as in `graph.totals`. `period_from` and `period_to` are the same of the time over which money is spent or work done, which has to overlap. Sums are compared in
    `currency` (USD if left out) at the ECB's rate of the day. `article` is the key, `publisher` the name of one that
    tells of it. What was recorded without a confidence fits every `min_confidence`.
    """

    party: str | None
    investor: str | None
    recipient: str | None
    place: str | None
    investor_in: str | None
    recipient_in: str | None
    kind: str | None
    sector: str | None
    status: str | None
    since: str | None
    until: str | None
    period_from: str | None
    period_to: str | None
    min_amount: float | None
    max_amount: float | None
    currency: str
    article: str | None
    publisher: str | None
    disagreement: bool | None
    min_confidence: float


class Condition(NamedTuple):
    """A condition on rows of the table `event`: as members to gather, and as a test of one row.

    `values` fill either. `most` is how many events it lets through at most, as far as that is kept without
    counting; None if it is not. If it asks for an entity in a `role` or any, `entity` is the key of that.
    """

    members: str
    test: str
    values: list[object]
    most: int | None = None
    entity: str | None = None
    role: str | None = None


def conditions(store: Store, filters: Filters) -> list[Condition]:
    """What filters mean, one by one, parties and places first. Raises as `fitting` does."""
    currency = _checked(filters)
    named, others = list[Condition](), list[Condition]()
    for name, value in filters.items():
        if value is None or name == "currency" or (name, value) == ("min_confidence", 0):
            continue
        if name in _PARTY:
            named.append(_taking_part(store.index, the_entity(store, str(value)), _PARTY[name]))
        elif name == "place":
            named.append(_going_to(store.index, lying(store.index, the_place(store, str(value)))))
        elif name in _PARTY_IN:
            named.append(_lying_in(store.index, located(store, str(value)), _PARTY_IN[name]))
        elif name in {"min_amount", "max_amount"}:
            there = "usd" if currency == "USD" else _SUM
            where = f"{there} {'>=' if name == 'min_amount' else '<='} ?"
            others.append(Condition(where, where, [value] if currency == "USD" else [currency, value]))
        else:
            where = _CONDITIONS[name].replace(":v", "?")
            others.append(Condition(where, where, [value] * _CONDITIONS[name].count(":v")))
    return named + others


def _taking_part(index: Index, key: str, role: str | None) -> Condition:
    whom = f"entity = ? and role = '{role}'" if role else "entity = ?"
    return Condition(
        f"key in (select event from event_entity where {whom})",
        f"exists (select 1 from event_entity where event = event.key and {whom})",
        [key],
        _most(index, {key}),
        key,
        role,
    )


def _lying_in(index: Index, keys: set[str], role: str) -> Condition:
    values: list[object] = [role, json.dumps(sorted(keys))]
    return Condition(
        "key in (select event from event_entity where role = ?"
        " and entity in (select value from json_each(?)))",
        # Without the plus sign SQLite would look for every one of the entities in every event.
        "exists (select 1 from event_entity p where p.event = event.key and p.role = ?"
        " and +p.entity in (select value from json_each(?)))",
        values,
        _most(index, keys),
    )


def _going_to(index: Index, keys: set[str]) -> Condition:
    where, values = going_to(index, keys)
    return Condition(where, GOES, values, _most(index, keys))


def _most(index: Index, keys: set[str]) -> int:
    told = index.one(
        "select sum(events) from entity where key in (select value from json_each(?))",
        json.dumps(sorted(keys)),
    )
    return int(told or 0)


def fitting(store: Store, filters: Filters) -> tuple[str, list[object]]:
    """The condition on rows of the table `event` that filters mean, and its values.

    Raises:
        InputError: for a kind, sector, status, currency or date that does not exist.
        NotFoundError: if an entity is not known.
    """
    found = conditions(store, filters)
    return " and ".join(["1", *(c.members for c in found)]), [v for c in found for v in c.values]


def _checked(filters: Filters) -> str:
    """The currency that sums are compared in. Raises InputError for what cannot be asked for."""
    for name, value in filters.items():
        if value is None:
            continue
        if name in _KNOWN and value not in _KNOWN[name]:
            raise InputError(f"{name} {value!r}: expected one of {', '.join(_KNOWN[name])}")
        if name in _DAYS:
            asked_day(str(value), name)
    return asked_currency(filters.get("currency") or "USD")


def fitting_keys(store: Store, filters: Filters) -> list[str]:
    """The keys of the events that filters mean. Raises as `fitting` does."""
    where, values = fitting(store, filters)
    return store.index.texts(f"select key from event where {where}", *values)
