"""Pages of the events that fit, in an order, found in one of three ways that all give the same.

Those of one entity stand in the index by sum and by day. Of few events that may fit it is fastest to gather and
sort them; where many may, as with a whole country, the first pages are soon full for who goes through all events
in the order.
"""

from __future__ import annotations

from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, get_args

from graph.queries.filters import conditions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.index import Index
    from graph.queries.filters import Condition, Filters
    from graph.store.base import Store

Sort = Literal["amount", "date", "confidence", "sources"]
SORTS: tuple[Sort, ...] = get_args(Sort)
ORDER: dict[Sort, str] = {  # what is not known comes last by itself; there is an index of each
    "amount": "usd desc, key",
    "date": "day desc, key",
    "confidence": "confidence desc, key",
    "sources": "sources desc, key",
}
_OWN = {"amount": ("event_entity_usd", "usd"), "date": ("event_entity_day", "day")}
_MANY = 2_000  # events that may fit: fewer are gathered in a few milliseconds
_PART = 2  # before so many are gathered, at most this part of their number is looked at in order
_LUCK = 4  # what fits may stand so many times as far apart as if it were spread evenly


def keys_in_order(store: Store, filters: Filters, sort: Sort, limit: int, offset: int) -> list[str]:
    """The keys of the events that fit, in an order: at most `limit` (-1: all), after `offset`.

    Raises as `fitting` does.
    """
    index, asked = store.index, conditions(store, filters)
    narrowest = min((c for c in asked if c.most is not None), key=lambda c: c.most or 0, default=None)
    if narrowest is None or narrowest.most is None:
        return gathered(index, asked, sort, limit, offset)
    if narrowest.entity is not None and sort in _OWN:
        return listed(index, narrowest, [c for c in asked if c is not narrowest], sort, limit, offset)
    if narrowest.most > _MANY and limit >= 0:
        every = index.remembered("events", lambda: int(index.one("select count(*) from event") or 0))
        likely = (offset + limit) * every // narrowest.most
        steps = min(narrowest.most // _PART, _LUCK * likely + _MANY)
        found = walked(index, asked, sort, limit, offset, steps) if likely <= steps else None
        if found is not None:
            return found
    return gathered(index, asked, sort, limit, offset)


def listed(
    index: Index, own: Condition, others: Sequence[Condition], sort: Sort, limit: int, offset: int
) -> list[str]:
    """The page of one entity's events, which stand in the order of sums and days, that fit `others` as well."""
    name, column = _OWN[sort]
    tests = " and ".join(["key = p.event", *(f"({c.test})" for c in others)])
    fits = f"exists (select 1 from event where {tests})" if others else "1"
    whose = f" and role = '{own.role}'" if own.role else ""  # a word of our own
    rows = index.db.execute(
        f"select event, {fits} from event_entity p indexed by {name} where entity = ?{whose}"
        f" order by {column} desc, event",
        (*(v for c in others for v in c.values), own.entity),
    )
    # In several roles it stands there several times, one after the other.
    found = (key for key, of in groupby(rows, itemgetter(0)) if next(of)[1])
    return list(islice(found, offset, offset + limit if limit >= 0 else None))


def gathered(index: Index, asked: Sequence[Condition], sort: Sort, limit: int, offset: int) -> list[str]:
    """The page of all that fit, sorted."""
    where = " and ".join(["1", *(c.members for c in asked)])
    return index.texts(
        f"select key from event where {where} order by {ORDER[sort]} limit ? offset ?",
        *(v for c in asked for v in c.values),
        limit,
        offset,
    )


def walked(
    index: Index, asked: Sequence[Condition], sort: Sort, limit: int, offset: int, steps: int
) -> list[str] | None:
    """The page found by testing events in order; None if `steps` events do not lead to its end."""
    # What follows a test that failed is not tested: "and" outside of "where" would do so.
    tests = " ".join(f"when ({c.test}) is not true then 0" for c in asked)
    fits = f"case {tests} else 1 end" if asked else "1"
    rows = index.db.execute(
        f"select key, {fits} from event order by {ORDER[sort]} limit ?",
        (*(v for c in asked for v in c.values), steps),
    )
    found: list[str] = []
    seen = 0
    for key, there in rows:
        seen += 1
        if there:
            found.append(key)
            if len(found) == offset + limit:
                break
    if len(found) < offset + limit and seen == steps:
        return None
    return found[offset:]
