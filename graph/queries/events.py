"""Events: by parties, place, kind, sector, status, sum, time, source; each with what every article says of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Unpack

import numpy as np

from graph.columns import UNKNOWN, Columns, all_deals
from graph.errors import NotFoundError
from graph.queries.filters import Filters, conditions, fitting
from graph.queries.ordered import Sort, keys_in_order
from graph.queries.shown import shown, shown_json, uncollected
from graph.queries.views import EventView, Facet, Facets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.columns import Codes
    from graph.index import Index
    from graph.store.base import Store


def events(
    store: Store, *, sort: Sort = "amount", limit: int = 1000, offset: int = 0, **filters: Unpack[Filters]
) -> list[EventView]:
    """Events that fit all filters, at most `limit`, after `offset` of them.

    The largest in dollars come first (those without a sum or rate last), or the latest, the surest, or those with the
    most independent sources.

    Raises:
        NotFoundError: if an entity is not known.
    """
    texts = events_json(store, sort=sort, limit=limit, offset=offset, **filters)
    with uncollected():
        return [EventView.model_validate_json(text) for text in texts]


def events_json(
    store: Store, *, sort: Sort = "amount", limit: int = 1000, offset: int = 0, **filters: Unpack[Filters]
) -> list[str]:
    """The same events, each as JSON text as it is kept; raises as `events` does."""
    return shown_json(store, keys_in_order(store, filters, sort, limit, offset))


def every_event(store: Store, *, min_confidence: float = 0) -> Iterator[EventView]:
    """All events of at least this confidence, or of none told, one after the other, the largest first."""
    return shown(store, keys_in_order(store, {"min_confidence": min_confidence}, "amount", -1, 0))


def event(store: Store, key: str) -> EventView:
    """One event by its key, also a former one. Raises NotFoundError if there is none."""
    now = store.index.event_key(key)
    found = next(shown(store, [now]), None) if now is not None else None
    if found is None:
        raise NotFoundError(f"no event {key!r}")
    return found


def count_events(store: Store, **filters: Unpack[Filters]) -> int:
    """How many events fit all filters. Raises NotFoundError if an entity is not known."""
    found = conditions(store, filters)
    if len(found) == 1 and found[0].entity is not None and found[0].role is None:
        return found[0].most or 0  # kept with the entity
    where, values = fitting(store, filters)
    return int(store.index.one(f"select count(*) from event where {where}", *values) or 0)


def facets(store: Store, **filters: Unpack[Filters]) -> Facets:
    """How the events that fit all filters divide by kind, status, sector, year, country and currency.

    The country is that of its places, or of its recipients if it has none, as in `graph.totals`.

    Raises:
        NotFoundError: if an entity is not known.
    """
    index = store.index
    where, values = fitting(store, filters)
    deals = all_deals(index) if where == "1" else Columns(index, where, values)
    years = Counter[str]()
    for day, n in _counts(*deals.day).items():
        years[day[:4]] += n
    sectors, countries = deals.values("sector"), deals.values("country")
    return Facets(
        events=len(deals),
        kind=_facets(_counts(*deals.kind)),
        status=_facets(_counts(*deals.status)),
        sector=_facets(_counts(sectors.codes, sectors.labels)),
        year=_facets(years),
        country=_facets(_counts(countries.codes, countries.labels)),
        currency=_facets(_counts(*deals.currency)),
    )


def _counts(codes: Codes, labels: list[str]) -> dict[str, int]:
    return dict(zip(labels, np.bincount(codes, minlength=len(labels)).tolist(), strict=True))


def _facets(counts: Mapping[str, int]) -> tuple[Facet, ...]:
    """What is told, the most frequent first."""
    told = [(value, n) for value, n in counts.items() if value not in {"", UNKNOWN}]
    return tuple(Facet(value=value, count=n) for value, n in sorted(told, key=lambda x: (-x[1], x[0])))


def count_by_kind(index: Index, least: float = 0) -> dict[str, int]:
    """How many events of at least this confidence there are of each kind, the most frequent first."""
    rows = index.rows(
        "select kind, count(*) as n from event where confidence is null or confidence >= ?"
        " group by kind order by n desc, kind",
        least,
    )
    return {str(kind): int(str(n)) for kind, n in rows}
