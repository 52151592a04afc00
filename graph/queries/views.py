"""What questions give back: frozen models that read like the article record, with names in place of ids."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from graph.judgements import Judgement
from graph.model import Record


class View(BaseModel):
    """Base of all answers: immutable."""

    model_config = ConfigDict(frozen=True)


class EntityRef(View):
    """An entity, named."""

    key: str
    name: str
    type: str


class EntityHit(EntityRef):
    """An entity found by its name: how many events it takes part in, and how well the name fits (0 to 100)."""

    iri: str
    aliases: tuple[str, ...] = ()
    events: int = 0
    score: float = 100.0


class SourceView(View):
    """What one article says of an event: its values, its passages, and what is known of the article."""

    claim: str
    article_key: str
    article_title: str | None = None
    article_url: str | None = None
    publisher: str | None = None
    published: str | None = None
    amount: float | None = None
    amount_max: float | None = None
    currency: str | None = None
    qualifier: str | None = None
    years: float | None = None
    start: str | None = None
    end: str | None = None
    announced: str | None = None
    status: str = "announced"
    quantity: float | None = None
    unit: str | None = None
    confidence: float | None = None
    corrected: bool = False
    quotes: tuple[str, ...] = ()


class EventView(View):
    """A deal: who, what, how much, when, and the sentences that say so, source by source in the order of time.

    The article is the one that came out first, and `quotes` are its passages. `disagreements` names what independent sources tell differently,
    `independent` how many of them there are, copies of one text being one.
    """

    key: str
    iri: str
    label: str
    kind: str
    investors: tuple[EntityRef, ...] = ()
    recipients: tuple[EntityRef, ...] = ()
    places: tuple[EntityRef, ...] = ()
    amount: float | None = None
    amount_max: float | None = None
    currency: str | None = None
    qualifier: str | None = None
    years: float | None = None
    start: str | None = None
    end: str | None = None
    announced: str | None = None
    status: str = "announced"
    sectors: tuple[str, ...] = ()
    quantity: float | None = None
    unit: str | None = None
    quotes: tuple[str, ...] = ()
    confidence: float | None = None
    article_key: str = ""
    article_title: str | None = None
    article_url: str | None = None
    publisher: str | None = None
    published: str | None = None
    independent: int = 1
    disagreements: tuple[str, ...] = ()
    part_of: str | None = None
    sources: tuple[SourceView, ...] = ()


class Facet(View):
    """A value, and how many things have it."""

    value: str
    count: int


class Facets(View):
    """How events divide; what has several values, or none, counts for each, or for none."""

    events: int
    kind: tuple[Facet, ...]
    status: tuple[Facet, ...]
    sector: tuple[Facet, ...]
    year: tuple[Facet, ...]
    country: tuple[Facet, ...]
    currency: tuple[Facet, ...]


class EntityCounts(View):
    """How many entities there are, by type and by country."""

    entities: int
    type: tuple[Facet, ...]
    country: tuple[Facet, ...]


class PassageHit(View):
    """A passage that a search found, and where in the article's text it begins."""

    start: int
    text: str


class ArticleView(View):
    """An article: what is known about it, when it was read, and how many commitments it tells of.

    `copy_of` is the article of which it is a near-copy; `passages` are those that a search found.
    """

    key: str
    iri: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    observed: str | None = None
    copy_of: str | None = None
    commitments: int = 0
    passages: tuple[PassageHit, ...] = ()


class ArticleRecord(View):
    """An article with all that it says, as a record, and its text, which all offsets count in."""

    article: ArticleView
    record: Record
    text: str


class Context(View):
    """A passage that a claim rests on: where it stands in its article, and what stands before and after it."""

    claim: str
    article_key: str
    article_title: str | None = None
    publisher: str | None = None
    published: str | None = None
    start: int
    end: int
    before: str
    quote: str
    after: str


class RelationView(View):
    """A lasting fact between two entities."""

    subject: EntityRef
    predicate: str
    object: EntityRef
    quote: str
    article_key: str
    claim: str


class Neighbour(View):
    """An entity at the other end of an edge: `outward` if the edge leads to it, `count` what the edge rests on."""

    edge: str
    outward: bool
    entity: EntityRef
    count: int


class PathStep(View):
    """One step of a way between entities: the edges that join the two, and the events behind them, by key."""

    source: EntityRef
    target: EntityRef
    edges: tuple[str, ...]
    events: tuple[str, ...]


class PathView(View):
    """A way between two entities."""

    steps: tuple[PathStep, ...]


class CoFunder(View):
    """Somebody who funds what another funds, and what they both fund."""

    entity: EntityRef
    shared: tuple[EntityRef, ...]


class EntityView(View):
    """An entity with all that is known of it."""

    entity: EntityHit
    commitments: tuple[EventView, ...]
    relations: tuple[RelationView, ...]


class TimeStep(View):
    """A year, quarter or month: how many events, by key, and the sums of what was given and received."""

    step: str
    events: int
    given: float
    received: float
    keys: tuple[str, ...]


class Timeline(View):
    """An entity over time: sums by step, in one currency, and its events in their order.

    `given` and `received` are the sums of all steps together: a part does not count beside a whole of another step.
    """

    entity: EntityHit
    by: str
    currency: str
    given: float
    received: float
    steps: tuple[TimeStep, ...]
    events: tuple[EventView, ...]


class Pair(View):
    """The sums of two entities for one value."""

    value: str
    one: float
    two: float


class SideBySide(View):
    """What two entities gave, or received: all, by year, kind and country, and how many events that is."""

    one: float
    two: float
    events_one: int
    events_two: int
    year: tuple[Pair, ...]
    kind: tuple[Pair, ...]
    country: tuple[Pair, ...]


class Comparison(View):
    """Two entities side by side: sums, whom and which places they share, and the deals in which both have a part."""

    one: EntityHit
    two: EntityHit
    currency: str
    given: SideBySide
    received: SideBySide
    shared_recipients: tuple[EntityRef, ...]
    shared_investors: tuple[EntityRef, ...]
    shared_places: tuple[EntityRef, ...]
    deals: tuple[EventView, ...]


class SlotChange(View):
    """A value of an event before and after."""

    slot: str
    before: Any
    after: Any


class Change(View):
    """An event that appeared, or the values in which it changed; `observed` is when an article on it was last read."""

    change: Literal["appeared", "changed"]
    observed: str
    event: EventView
    slots: tuple[SlotChange, ...] = ()


class Withdrawn(View):
    """A claim that a correction took out."""

    claim: str
    article_key: str
    kind: str
    amount: float | None = None
    currency: str | None = None
    quotes: tuple[str, ...] = ()


class Changes(View):
    """What changed since a time; with `more`, there are more events that may have."""

    since: str
    events: tuple[Change, ...]
    more: bool
    withdrawn: tuple[Withdrawn, ...]
    judgements: tuple[Judgement, ...]


class Stats(View):
    """How much the graph holds."""

    articles: int
    entities: int
    events: int
    relations: int
    quads: int
    entities_by_type: dict[str, int]
    events_by_kind: dict[str, int]
    article_keys: tuple[str, ...]


_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩"}
_BEFORE = {"about": "about ", "up_to": "up to ", "at_least": "at least "}


def format_number(value: float) -> str:
    """A large number as people write it: "2.9 billion"."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:.4g} {word}"
    return f"{value:,.10g}"


def format_amount(
    value: float | None, currency: str | None, qualifier: str | None = None, top: float | None = None
) -> str:
    """A sum as people write it: "about $2.9 billion"; empty if there is none."""
    if value is None:
        return ""
    sign = _SIGNS.get(currency or "", f"{currency} ")
    shown = f"{sign}{format_number(value)}" + (f" to {sign}{format_number(top)}" if top else "")
    return _BEFORE.get(qualifier or "", "") + shown


def format_period(event: EventView | SourceView) -> str:
    """A period as people write it: "2 years, until 2030"; empty if there is none."""
    parts = []
    if event.years is not None:
        parts.append(f"{event.years:g} year{'' if event.years == 1 else 's'}")
    if event.start is not None:
        parts.append(f"from {event.start}")
    if event.end is not None:
        parts.append(f"until {event.end}")
    return ", ".join(parts)
