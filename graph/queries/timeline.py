"""An entity over time, and two entities side by side; every sum counts each deal once."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from graph.columns import UNKNOWN, step_of
from graph.exchange import asked_currency
from graph.places import going_to, inside, lying
from graph.queries.entities import hit, refs, the_entity
from graph.queries.shown import shown
from graph.queries.views import Comparison, Pair, SideBySide, Timeline, TimeStep
from graph.totals import totals

if TYPE_CHECKING:
    from graph.index import Index
    from graph.queries.views import EntityRef
    from graph.store.base import Store
    from graph.totals import Totals

Step = Literal["year", "quarter", "month"]
Role = Literal["given", "received"]


def timeline(
    store: Store,
    name_or_key: str,
    *,
    by: Step = "year",
    currency: str = "USD",
    min_confidence: float = 0,
    deals: int | None = None,
) -> Timeline:
    """An entity's events in the order of time, and for each year, quarter or month their number and sums.

    What is given and what is received (for a place: what goes there) are sums as `graph.totals` makes them: parts not
    beside their whole, nothing that is only considered or was cancelled. The events show all, or the first `deals` of
    them: counting an event is cheaper than telling it.

    Raises:
        InputError: if there is no such currency.
        NotFoundError: if the entity is not known.
    """
    key, currency = the_entity(store, name_or_key), asked_currency(currency)
    days = _days_of(store.index, key, min_confidence)
    keys: dict[str, list[str]] = defaultdict(list)
    for event, day in days.items():
        keys[step_of(day, by)].append(event)
    given, received = (
        _sums(store.index, key, role, by, currency, min_confidence) for role in ("given", "received")
    )
    gave, got = ({r.group[by]: r.total for r in told.rows} for told in (given, received))
    return Timeline(
        entity=hit(store, key),
        by=by,
        currency=currency,
        given=given.total,
        received=received.total,
        steps=tuple(
            TimeStep(
                step=step,
                events=len(keys[step]),
                given=gave.get(step, 0),
                received=got.get(step, 0),
                keys=tuple(keys[step]),
            )
            for step in sorted(keys, key=lambda s: (s == UNKNOWN, s))
        ),
        events=tuple(shown(store, list(days)[:deals])),
    )


def _days_of(index: Index, key: str, least: float) -> dict[str, str | None]:
    """The events in which an entity has a part, or for a place those that go to what lies in it, with their days in order."""
    where = "key in (select event from event_entity where entity in (select value from json_each(?)))"
    values: list[object] = [json.dumps([key])]
    if _is_place(index, key):
        goes, filled = going_to(index, lying(index, key))
        where, values = f"({where} or {goes})", [json.dumps(sorted(inside(index, key))), *filled]
    rows = index.rows(
        f"select key, day from event where {where}"
        " and (confidence is null or confidence >= ?) order by day is null, day, key",
        *values,
        least,
    )
    return {str(event): None if day is None else str(day) for event, day in rows}


def _is_place(index: Index, key: str) -> bool:
    row = index.entity(key)
    return row is not None and row.type in {"Country", "Place"}


def _sums(
    index: Index, key: str, role: Role, by: Step | Literal["kind", "country"], currency: str, least: float
) -> Totals:
    if role == "given":
        return totals(index, by=[by], currency=currency, investor=key, min_confidence=least, deals=0)
    if _is_place(index, key):
        return totals(index, by=[by], currency=currency, place=key, min_confidence=least, deals=0)
    return totals(index, by=[by], currency=currency, recipient=key, min_confidence=least, deals=0)


def compare(
    store: Store, one: str, two: str, *, currency: str = "USD", min_confidence: float = 0
) -> Comparison:
    """Two entities side by side: what each gave and received, whom and which places they share, their own deals.

    Raises:
        InputError: if there is no such currency.
        NotFoundError: if one of the two is not known.
    """
    index, currency = store.index, asked_currency(currency)
    a, b = the_entity(store, one), the_entity(store, two)
    both = index.texts(
        "select distinct a.event from event_entity a join event_entity b on b.event = a.event"
        " where a.entity = ? and b.entity = ? order by 1",
        a,
        b,
    )
    deals = shown(store, both)
    return Comparison(
        one=hit(store, a),
        two=hit(store, b),
        currency=currency,
        given=_side_by_side(index, a, b, "given", currency, min_confidence),
        received=_side_by_side(index, a, b, "received", currency, min_confidence),
        shared_recipients=_shared(index, a, b, "investors", "recipients", min_confidence),
        shared_investors=_shared(index, a, b, "recipients", "investors", min_confidence),
        shared_places=_shared(index, a, b, None, "places", min_confidence),
        deals=tuple(e for e in deals if e.confidence is None or e.confidence >= min_confidence),
    )


def _side_by_side(index: Index, a: str, b: str, role: Role, currency: str, least: float) -> SideBySide:
    def sums(by: Step | Literal["kind", "country"]) -> tuple[Totals, Totals]:
        return _sums(index, a, role, by, currency, least), _sums(index, b, role, by, currency, least)

    year, kind, country = sums("year"), sums("kind"), sums("country")
    return SideBySide(
        one=year[0].total,
        two=year[1].total,
        events_one=year[0].events,
        events_two=year[1].events,
        year=_pairs(*year),
        kind=_pairs(*kind),
        country=_pairs(*country),
    )


def _pairs(one: Totals, two: Totals) -> tuple[Pair, ...]:
    left, right = ({r.group[t.by[0]]: r.total for r in t.rows} for t in (one, two))
    return tuple(Pair(value=v, one=left.get(v, 0), two=right.get(v, 0)) for v in sorted({*left, *right}))


def _shared(index: Index, a: str, b: str, own: str | None, other: str, least: float) -> tuple[EntityRef, ...]:
    """Who or what stands in a role of events of both, in which the two have a role of their own (None: any)."""
    found = [
        set(
            index.texts(
                "select distinct o.entity from event_entity e join event_entity o on o.event = e.event"
                " join event on event.key = e.event and (event.confidence is null or event.confidence >= ?4)"
                " where e.entity = ?1 and (?2 is null or e.role = ?2) and o.role = ?3",
                key,
                own,
                other,
                least,
            )
        )
        for key in (a, b)
    ]
    return refs(index, found[0] & found[1] - {a, b})
