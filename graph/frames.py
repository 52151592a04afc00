"""Answers as pandas frames: a row for each event, entity, relation or group of a total."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from graph.exchange import asked_currency, converted
from graph.queries import (
    ArticleView,
    Changes,
    CoFunder,
    Comparison,
    Context,
    EntityCounts,
    EntityHit,
    EventView,
    Facets,
    Neighbour,
    RelationView,
    Timeline,
    entities,
    events,
    relations,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.queries import EntityRef
    from graph.store import Store
    from graph.totals import Totals

_EVENT = (
    "key", "label", "kind", "status", "amount", "amount_max", "currency", "qualifier", "years", "start", "end",
    "announced", "published", "quantity", "unit", "confidence", "independent", "article_key", "publisher",
)  # fmt: skip
_MORE = ("investors", "recipients", "places", "sectors", "disagreements", "value", "quote", "sources")


def events_frame(
    store: Store, found: Iterable[EventView] | None = None, *, currency: str = "USD"
) -> pd.DataFrame:
    """Events (all if none are given), a row each; `value` is the sum in `currency`, empty if none of a deal's sums has an ECB rate.

    Parties are names joined by "; ", `quote` is the first passage, `sources` the number of articles.
    """
    rows = []
    currency = asked_currency(currency)
    for e in events(store, limit=10_000_000) if found is None else found:
        told = None
        if e.amount is not None and e.currency is not None:
            also = store.index.one("select also from event where key = ?", e.key)
            told = converted(e.amount, e.currency, also, e.announced or e.published, currency)
        rows.append(
            {
                **{name: getattr(e, name) for name in _EVENT},
                "investors": _names(e.investors),
                "recipients": _names(e.recipients),
                "places": _names(e.places),
                "sectors": "; ".join(e.sectors),
                "disagreements": "; ".join(e.disagreements),
                "value": told[0] if told else None,
                "quote": e.quotes[0] if e.quotes else None,
                "sources": len(e.sources),
            }
        )
    return pd.DataFrame(rows, columns=[*_EVENT, *_MORE])


def facets_frame(found: Facets | EntityCounts) -> pd.DataFrame:
    """How events or entities divide: a row for each value of each dimension."""
    rows = [
        {"dimension": name, "value": facet.value, "count": facet.count}
        for name in type(found).model_fields
        if name not in {"events", "entities"}
        for facet in getattr(found, name)
    ]
    return pd.DataFrame(rows, columns=["dimension", "value", "count"])


def entities_frame(store: Store, found: Iterable[EntityHit] | None = None) -> pd.DataFrame:
    """Entities (all if none are given), those with the most events first."""
    chosen = entities(store) if found is None else found
    return pd.DataFrame(
        [
            {
                "key": e.key,
                "name": e.name,
                "type": e.type,
                "events": e.events,
                "aliases": "; ".join(e.aliases),
            }
            for e in chosen
        ],
        columns=["key", "name", "type", "events", "aliases"],
    )


def relations_frame(store: Store, found: Iterable[RelationView] | None = None) -> pd.DataFrame:
    """Relations (all if none are given) with the passage that states them."""
    return pd.DataFrame(
        [
            {
                "subject": r.subject.name,
                "predicate": r.predicate,
                "object": r.object.name,
                "quote": r.quote,
                "article": r.article_key,
            }
            for r in (relations(store) if found is None else found)
        ],
        columns=["subject", "predicate", "object", "quote", "article"],
    )


def articles_frame(found: Iterable[ArticleView]) -> pd.DataFrame:
    """Articles: what is known about each, when it was read, and how many commitments it tells of."""
    names = ("key", "title", "publisher", "published", "observed", "commitments", "url")
    return pd.DataFrame([{n: getattr(a, n) for n in names} for a in found], columns=names)


def contexts_frame(found: Iterable[Context]) -> pd.DataFrame:
    """Passages with what stands around them."""
    names = ("publisher", "published", "before", "quote", "after", "start", "end", "article_key", "claim")
    return pd.DataFrame([{n: getattr(c, n) for n in names} for c in found], columns=names)


def changes_frame(found: Changes) -> pd.DataFrame:
    """What changed: a row for each event that appeared and each value of others that changed."""
    rows = []
    for c in found.events:
        about = {"change": c.change, "observed": c.observed, "label": c.event.label, "key": c.event.key}
        rows += [{**about, "slot": s.slot, "before": s.before, "after": s.after} for s in c.slots] or [about]
    return pd.DataFrame(rows, columns=["change", "observed", "label", "slot", "before", "after", "key"])


def sources_frame(e: EventView) -> pd.DataFrame:
    """What each article says of an event, in the order of time."""
    names = (
        "publisher",
        "published",
        "announced",
        "status",
        "amount",
        "currency",
        "qualifier",
        "years",
        "corrected",
    )
    return pd.DataFrame(
        [{**{n: getattr(s, n) for n in names}, "quote": " … ".join(s.quotes)} for s in e.sources],
        columns=[*names, "quote"],
    )


def totals_frame(found: Totals) -> pd.DataFrame:
    """A total's groups: a row each, with the sum in its currency and the number of deals."""
    return pd.DataFrame(
        [{**row.group, found.currency: row.total, "deals": row.events} for row in found.rows],
        columns=[*found.by, found.currency, "deals"],
    )


def neighbours_frame(found: Iterable[Neighbour]) -> pd.DataFrame:
    """Neighbours: the edge, its direction, the entity, and what it rests on."""
    return pd.DataFrame(
        [
            {
                "edge": n.edge,
                "outward": n.outward,
                "name": n.entity.name,
                "type": n.entity.type,
                "count": n.count,
            }
            for n in found
        ],
        columns=["edge", "outward", "name", "type", "count"],
    )


def timeline_frame(found: Timeline) -> pd.DataFrame:
    """An entity over time: a row for each year, quarter or month."""
    names = ("step", "events", "given", "received")
    return pd.DataFrame([{n: getattr(s, n) for n in names} for s in found.steps], columns=names)


def comparison_frame(found: Comparison) -> pd.DataFrame:
    """Two entities side by side: what each gave and received by year, kind and country."""
    one, two = found.one.name, found.two.name
    return pd.DataFrame(
        [
            {"role": role, "by": by, "value": pair.value, one: pair.one, two: pair.two}
            for role in ("given", "received")
            for by in ("year", "kind", "country")
            for pair in getattr(getattr(found, role), by)
        ],
        columns=["role", "by", "value", one, two],
    )


def co_funders_frame(found: Iterable[CoFunder]) -> pd.DataFrame:
    """Who funds the same: the name, how many recipients are shared, and which."""
    return pd.DataFrame(
        [{"name": c.entity.name, "shared": len(c.shared), "recipients": _names(c.shared)} for c in found],
        columns=["name", "shared", "recipients"],
    )


def _names(refs: Iterable[EntityRef]) -> str:
    return "; ".join(r.name for r in refs)
