"""The rows of all tables, with keys by which they join; made one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from graph.queries import articles, entities, every_event, relations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.store.base import Store

ColumnType = Literal["string", "number", "integer", "boolean", "array"]
_ROLES = {"investors": "investor", "recipients": "recipient", "places": "place"}
_ALL = 10_000_000


class Table(NamedTuple):
    """A table: what a row is, its columns, and its rows of so confident claims."""

    name: str
    meaning: str
    columns: dict[str, ColumnType]
    rows: Callable[[Store, float], Iterator[dict[str, Any]]]


def _articles(store: Store, _: float) -> Iterator[dict[str, Any]]:
    return (a.model_dump(include=set(_ARTICLE)) for a in articles(store, limit=_ALL))


def _entities(store: Store, _: float) -> Iterator[dict[str, Any]]:
    countries = {k: code for k, code in store.index.rows("select key, country from entity") if code}
    return ({**e.model_dump(include=set(_ENTITY)), "country": countries.get(e.key)} for e in entities(store))


def _events(store: Store, least: float) -> Iterator[dict[str, Any]]:
    for e in every_event(store, min_confidence=least):
        dollars = store.index.rows("select usd from event where key = ?", e.key)
        yield {
            **e.model_dump(include=set(_EVENT)),
            "usd": dollars[0][0] if dollars else None,
            "quote": e.quotes[0],
        }


def _parties(store: Store, least: float) -> Iterator[dict[str, Any]]:
    for e in every_event(store, min_confidence=least):
        for role, name in _ROLES.items():
            for party in getattr(e, role):
                yield {"event": e.key, "role": name, "entity": party.key}


def _claims(store: Store, least: float) -> Iterator[dict[str, Any]]:
    for e in every_event(store, min_confidence=least):
        for s in e.sources:
            if s.confidence is None or s.confidence >= least:
                yield {**s.model_dump(include=set(_CLAIM)), "event": e.key, "article": s.article_key}


def _relations(store: Store, least: float) -> Iterator[dict[str, Any]]:
    for r in relations(store, min_confidence=least):
        yield {
            "claim": r.claim,
            "subject": r.subject.key,
            "predicate": r.predicate,
            "object": r.object.key,
            "article": r.article_key,
            "quote": r.quote,
        }


_VALUES: dict[str, ColumnType] = {
    "status": "string", "amount": "number", "amount_max": "number", "currency": "string", "qualifier": "string",
    "years": "number", "start": "string", "end": "string", "announced": "string", "quantity": "number",
    "unit": "string", "confidence": "number",
}  # fmt: skip
_ARTICLE: dict[str, ColumnType] = {
    "key": "string", "iri": "string", "title": "string", "url": "string", "publisher": "string", "author": "string",
    "published": "string", "language": "string", "observed": "string", "copy_of": "string", "commitments": "integer",
}  # fmt: skip
_ENTITY: dict[str, ColumnType] = {
    "key": "string", "iri": "string", "name": "string", "type": "string", "country": "string", "aliases": "array",
    "events": "integer",
}  # fmt: skip
_EVENT: dict[str, ColumnType] = {
    "key": "string", "iri": "string", "label": "string", "kind": "string", **_VALUES, "usd": "number",
    "published": "string", "sectors": "array", "independent": "integer", "disagreements": "array",
    "part_of": "string", "quote": "string",
}  # fmt: skip
_CLAIM: dict[str, ColumnType] = {
    "claim": "string", "event": "string", "article": "string", **_VALUES, "corrected": "boolean", "quotes": "array",
}  # fmt: skip

TABLES = (
    Table("articles", "What is known about each article, and when it was read.", _ARTICLE, _articles),
    Table(
        "entities", "Companies, countries, universities, …; country is an ISO 3166 code.", _ENTITY, _entities
    ),
    Table("events", "Deals, each once; usd is the sum at the ECB's rate of the day.", _EVENT, _events),
    Table(
        "parties",
        "Who takes which part in an event.",
        {"event": "string", "role": "string", "entity": "string"},
        _parties,
    ),
    Table("claims", "What one article says of an event, with its passages.", _CLAIM, _claims),
    Table(
        "relations",
        "Lasting facts between entities, with the passage that states them.",
        {
            "claim": "string",
            "subject": "string",
            "predicate": "string",
            "object": "string",
            "article": "string",
            "quote": "string",
        },
        _relations,
    ),
)
