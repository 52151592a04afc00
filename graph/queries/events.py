"""Events: by parties, place, kind, sector, status, sum, time, source; each with what every article says of it."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal, Unpack, get_args

import orjson

from graph.errors import NotFoundError
from graph.places import country_of
from graph.queries.entities import named, ordered
from graph.queries.filters import Filters, fitting
from graph.queries.views import EntityRef, EventView, Facet, Facets, SourceView
from graph.resolve.fusion import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.index import Index
    from graph.store.base import Store

Sort = Literal["amount", "date", "confidence", "sources"]
SORTS: tuple[Sort, ...] = get_args(Sort)
_VALUES = {"amount", "period", "target"}
_SOME = 500  # events that are read at a time
_ORDER: dict[Sort, str] = {  # what is not known comes last by itself
    "amount": "usd desc, key",
    "date": "day desc, key",
    "confidence": "confidence desc, key",
    "sources": "sources desc, key",
}


def events(
    store: Store, *, sort: Sort = "amount", limit: int = 1000, offset: int = 0, **filters: Unpack[Filters]
) -> list[EventView]:
    """Events that fit all filters, at most `limit`, after `offset` of them.

    The largest in dollars come first (those without a sum or rate last), or the latest, the surest, or those with the
    most independent sources.

    Raises:
        NotFoundError: if an entity is not known.
    """
    where, values = fitting(store, filters)
    sql = f"select body from event where {where} order by {_ORDER[sort]} limit ? offset ?"
    bodies = store.index.rows(sql, *values, limit, offset)
    return views(store, (Event.model_validate_json(str(body)) for (body,) in bodies))


def every_event(store: Store, *, min_confidence: float = 0) -> Iterator[EventView]:
    """All events of at least this confidence, or of none told, one after the other, the largest first."""
    where, values = fitting(store, {"min_confidence": min_confidence})
    sql = f"select body from event where {where} order by {_ORDER['amount']}"
    rows = store.index.db.execute(sql, values)
    while some := rows.fetchmany(_SOME):
        yield from views(store, (Event.model_validate_json(body) for (body,) in some))


def event(store: Store, key: str) -> EventView:
    """One event by its key, also a former one. Raises NotFoundError if there is none."""
    now = store.index.event_key(key)
    found = store.index.event(now) if now is not None else None
    if found is None:
        raise NotFoundError(f"no event {key!r}")
    return views(store, [found])[0]


def views(store: Store, found: Iterable[Event]) -> list[EventView]:
    """Events as they are shown, with names and sources; what they need is read for all of them at once."""
    deals = list(found)
    names = named(store.index, (k for e in deals for k in (*e.investors, *e.recipients, *e.places)))
    told = _sources(store, [ref for e in deals for ref in e.claims])
    return [_view(store, e, names, told) for e in deals]


def _view(store: Store, e: Event, names: dict[str, EntityRef], told: dict[str, SourceView]) -> EventView:
    sources = sorted(
        (told[ref] for ref in e.claims), key=lambda s: (s.announced or s.published or "9999", s.claim)
    )
    main = told[e.main]
    investors, recipients, places = (
        ordered(names[k] for k in keys if k in names) for keys in (e.investors, e.recipients, e.places)
    )
    givers, takers = (", ".join(r.name for r in parties) for parties in (investors, recipients or places))
    return EventView(
        key=e.key,
        iri=str(store.addresses.event(e.key)),
        label=f"{givers or '?'} → {takers}: {e.kind}" if takers else f"{givers or '?'}: {e.kind}",
        kind=e.kind,
        investors=investors,
        recipients=recipients,
        places=places,
        **_values(e.model_dump(include=_VALUES)),
        status=e.status,
        announced=e.announced,
        sectors=e.sectors,
        confidence=e.confidence,
        quotes=main.quotes,
        article_key=main.article_key,
        article_title=main.article_title,
        article_url=main.article_url,
        publisher=main.publisher,
        published=main.published,
        independent=e.sources,
        disagreements=e.disagreements,
        part_of=e.part_of,
        sources=tuple(sources),
    )


def _sources(store: Store, claims: list[str]) -> dict[str, SourceView]:
    """What articles say in these claims."""
    rows = store.index.rows(
        "select c.ref, c.body, c.corrected, a.info from claim c join article a on a.key = c.article"
        " where c.ref in (select value from json_each(?))",
        json.dumps(claims),
    )
    return {
        str(ref): _source(store, str(ref), str(body), bool(mended), str(info))
        for ref, body, mended, info in rows
    }


def _source(store: Store, ref: str, body: str, corrected: bool, info: str) -> SourceView:
    article, _, id_ = ref.rpartition("#")
    claim, about = orjson.loads(body), orjson.loads(info)  # checked when it was stored
    return SourceView(
        claim=str(store.addresses.claim(article, id_)),
        article_key=article,
        article_title=about.get("title"),
        article_url=about.get("url"),
        publisher=about.get("publisher"),
        published=about.get("published"),
        **_values(claim),
        announced=claim.get("announced"),
        status=claim["status"],
        confidence=claim.get("confidence"),
        corrected=corrected,
        quotes=tuple(sorted(claim["evidence"])),
    )


def _values(told: dict[str, Any]) -> dict[str, Any]:
    amount, period, target = (told.get(part) or {} for part in ("amount", "period", "target"))
    return {
        "amount": amount.get("value"),
        "amount_max": amount.get("max"),
        "currency": amount.get("currency"),
        "qualifier": amount.get("qualifier"),
        "years": period.get("years"),
        "start": period.get("start"),
        "end": period.get("end"),
        "quantity": target.get("quantity"),
        "unit": target.get("unit"),
    }


def facets(store: Store, **filters: Unpack[Filters]) -> Facets:
    """How the events that fit all filters divide by kind, status, sector, year, country of place and currency.

    Raises:
        NotFoundError: if an entity is not known.
    """
    index = store.index
    where, values = fitting(store, filters)
    fits = f"select kind, status, sectors, day, currency from event where {where}"

    def counted(value: str, also: str = "") -> tuple[Facet, ...]:
        rows = index.rows(
            f"select {value} as v, count(*) as n from ({fits}) e{also} where v is not null group by v order by n desc, v",
            *values,
        )
        return tuple(Facet(value=str(v), count=int(str(n))) for v, n in rows)

    return Facets(
        events=int(index.one(f"select count(*) from event where {where}", *values) or 0),
        kind=counted("kind"),
        status=counted("status"),
        sector=counted("s.value", ", json_each(e.sectors) s"),
        year=counted("substr(day, 1, 4)"),
        country=_by_country(index, where, values),
        currency=counted("currency"),
    )


def _by_country(index: Index, where: str, values: list[object]) -> tuple[Facet, ...]:
    """An event counts once for each country that its places are or lie in."""
    rows = index.rows(
        "select distinct event, entity from event_entity"
        f" where role = 'places' and event in (select key from event where {where})",
        *values,
    )
    countries = {place: country_of(index, place) for place in {str(place) for _, place in rows}}
    pairs = {(event, countries[str(place)]) for event, place in rows}
    counts = Counter(country for _, country in pairs if country is not None)
    return tuple(
        Facet(value=name, count=n) for name, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))
    )


def count_by_kind(index: Index, least: float = 0) -> dict[str, int]:
    """How many events of at least this confidence there are of each kind, the most frequent first."""
    rows = index.rows(
        "select kind, count(*) as n from event where confidence is null or confidence >= ?"
        " group by kind order by n desc, kind",
        least,
    )
    return {str(kind): int(str(n)) for kind, n in rows}
