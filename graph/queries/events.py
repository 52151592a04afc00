"""Events: by parties, place, kind, sector, status, sum, time, source; each with what every article says of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from graph.errors import NotFoundError
from graph.exchange import convert
from graph.model import Commitment
from graph.queries.entities import inside, refs, the_entity
from graph.queries.views import EventView, SourceView
from graph.resolve.fusion import Event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.index import Index
    from graph.store.base import Store

Sort = Literal["amount", "date"]
_PARTY = {"investor": "investors", "recipient": "recipients", "place": "places"}
_ORDER: dict[Sort, str] = {"amount": "usd is null, usd desc, key", "date": "day is null, day desc, key"}


def events(
    store: Store,
    *,
    party: str | None = None,
    investor: str | None = None,
    recipient: str | None = None,
    place: str | None = None,
    kind: str | None = None,
    sector: str | None = None,
    status: str | None = None,
    since: str | None = None,
    until: str | None = None,
    min_amount: float | None = None,
    max_amount: float | None = None,
    currency: str = "USD",
    article: str | None = None,
    disagreement: bool | None = None,
    min_confidence: float = 0,
    sort: Sort = "amount",
    limit: int = 1000,
    offset: int = 0,
) -> list[EventView]:
    """Events that fit all filters, at most `limit`, after `offset` of them.

    Parties and places are names or keys of entities, `party` is one in any role; a place counts with all that lies in
    it. `since` and `until` are ISO dates or beginnings of them, of announcement, else of publication. Sums are compared
    in `currency` at the ECB's rate of the day; sorted by `amount` the largest in dollars come first, those without a
    sum or rate last. What was recorded without a confidence fits every `min_confidence`.

    Raises:
        NotFoundError: if an entity is not known.
    """
    where, values = fitting(
        store,
        party=party,
        investor=investor,
        recipient=recipient,
        place=place,
        kind=kind,
        sector=sector,
        status=status,
        since=since,
        until=until,
        article=article,
        disagreement=disagreement,
        min_confidence=min_confidence,
    )
    within = min_amount is not None or max_amount is not None
    sql = f"select body from event where {where} order by {_ORDER[sort]}"
    bodies = store.index.rows(f"{sql} limit ? offset ?", *values, *((-1, 0) if within else (limit, offset)))
    found = [Event.model_validate_json(str(body)) for (body,) in bodies]
    if within:
        low, high = min_amount or 0.0, max_amount if max_amount is not None else float("inf")
        found = [e for e in found if _sum_within(e, low, high, currency)][offset : offset + limit]
    return views(store, found)


def fitting(
    store: Store,
    *,
    party: str | None = None,
    investor: str | None = None,
    recipient: str | None = None,
    place: str | None = None,
    kind: str | None = None,
    sector: str | None = None,
    status: str | None = None,
    since: str | None = None,
    until: str | None = None,
    article: str | None = None,
    disagreement: bool | None = None,
    min_confidence: float = 0,
) -> tuple[str, list[object]]:
    """The condition on rows of the table `event` that filters mean, and its values; as in `events`.

    Raises:
        NotFoundError: if an entity is not known.
    """
    index = store.index
    where, values = ["1"], list[object]()
    for role, name in (("investor", investor), ("recipient", recipient), ("place", place), (None, party)):
        if name is not None:
            key = the_entity(store, name)
            keys = sorted(inside(index, key)) if role == "place" else [key]
            marks = ", ".join("?" * len(keys))
            in_role = "" if role is None else f" and role = '{_PARTY[role]}'"
            where.append(f"key in (select event from event_entity where entity in ({marks}){in_role})")
            values += keys
    for condition, value in (
        ("kind = :v", kind),
        ("status = :v", status),
        ("exists (select 1 from json_each(body, '$.sectors') where value = :v)", sector),
        ("day >= :v", since),
        ("substr(day, 1, length(:v)) <= :v", until),
        ("key in (select event from claim where article = :v)", article),
    ):
        if value is not None:
            where.append(condition.replace(":v", "?"))
            values += [value] * condition.count(":v")
    if disagreement is not None:
        where.append(f"json_array_length(body, '$.disagreements') {'>' if disagreement else '='} 0")
    if min_confidence > 0:
        where.append("(confidence is null or confidence >= ?)")
        values.append(min_confidence)
    return " and ".join(where), values


def _sum_within(e: Event, low: float, high: float, currency: str) -> bool:
    if e.amount is None:
        return False
    there = convert(e.amount.value, e.amount.currency, currency, e.announced or e.published)
    return there is not None and low <= there.value <= high


def event(store: Store, key: str) -> EventView:
    """One event by its key, also a former one. Raises NotFoundError if there is none."""
    now = store.index.event_key(key)
    found = store.index.event(now) if now is not None else None
    if found is None:
        raise NotFoundError(f"no event {key!r}")
    return views(store, [found])[0]


def views(store: Store, found: Iterable[Event]) -> list[EventView]:
    """Events as they are shown, with names and sources."""
    return [_view(store, e) for e in found]


def _view(store: Store, e: Event) -> EventView:
    index, a = store.index, store.addresses
    sources = sorted(
        (_source(store, ref) for ref in e.claims),
        key=lambda s: (s.announced or s.published or "9999", s.claim),
    )
    main = next(s for s in sources if s.claim == str(a.claim(*_parted(e.main))))
    givers, takers = (
        ", ".join(r.name for r in refs(index, keys)) for keys in (e.investors, e.recipients or e.places)
    )
    return EventView(
        key=e.key,
        iri=str(a.event(e.key)),
        label=f"{givers or '?'} → {takers}: {e.kind}" if takers else f"{givers or '?'}: {e.kind}",
        kind=e.kind,
        investors=refs(index, e.investors),
        recipients=refs(index, e.recipients),
        places=refs(index, e.places),
        **_values(e),
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


def _parted(ref: str) -> tuple[str, str]:
    article, _, id_ = ref.rpartition("#")
    return article, id_


def _source(store: Store, ref: str) -> SourceView:
    article, id_ = _parted(ref)
    body, corrected, info = store.index.db.execute(
        "select c.body, c.corrected, a.info from claim c join article a on a.key = c.article where c.ref = ?",
        (ref,),
    ).fetchone()
    claim, about = Commitment.model_validate_json(body), json.loads(info)
    return SourceView(
        claim=str(store.addresses.claim(article, id_)),
        article_key=article,
        article_title=about.get("title"),
        article_url=about.get("url"),
        publisher=about.get("publisher"),
        published=about.get("published"),
        **_values(claim),
        announced=claim.announced,
        status=claim.status,
        confidence=claim.confidence,
        corrected=bool(corrected),
        quotes=tuple(sorted(claim.evidence)),
    )


def _values(c: Event | Commitment) -> dict[str, Any]:
    amount, period, target = c.amount, c.period, c.target
    return {
        "amount": amount.value if amount else None,
        "amount_max": amount.max if amount else None,
        "currency": amount.currency if amount else None,
        "qualifier": amount.qualifier if amount else None,
        "years": period.years if period else None,
        "start": period.start if period else None,
        "end": period.end if period else None,
        "quantity": target.quantity if target else None,
        "unit": target.unit if target else None,
    }


def count_by_kind(index: Index) -> dict[str, int]:
    """How many events there are of each kind, the most frequent first."""
    rows = index.rows("select kind, count(*) as n from event group by kind order by n desc, kind")
    return {str(kind): int(str(n)) for kind, n in rows}
