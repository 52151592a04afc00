"""The article record: what one article says, as frozen models.

A record is the hinge of everything: extraction makes it, the store keeps it, evaluation scores it, and a
person or another extractor may write it just as well. This module knows the form and nothing else.
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from graph.errors import RecordError
from graph.instants import DAY

EntityType = Literal[
    "Company", "University", "Country", "Place", "Government", "Program", "Facility", "Organization"
]
Kind = Literal[
    "investment",
    "equity",
    "acquisition",
    "grant",
    "loan",
    "purchase",
    "facility",
    "training",
    "partnership",
]
Status = Literal["announced", "completed", "considered", "cancelled"]
Qualifier = Literal["exact", "about", "up_to", "at_least"]
Predicate = Literal["member_of", "partner_of", "subsidiary_of", "located_in"]
Unit = Literal["people", "jobs", "MW", "units"]
Sector = Literal[
    "artificial intelligence",
    "cloud computing",
    "data centers",
    "semiconductors",
    "quantum computing",
    "robotics",
    "telecommunications",
    "cybersecurity",
    "software",
    "biotechnology",
    "clean energy",
    "electric vehicles",
    "batteries",
    "space",
    "fintech",
    "education and skills",
    "research",
    "manufacturing",
    "health",
    "other",
]

ENTITY_TYPES: tuple[EntityType, ...] = get_args(EntityType)
KINDS: tuple[Kind, ...] = get_args(Kind)
STATUSES: tuple[Status, ...] = get_args(Status)
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
PREDICATES: tuple[Predicate, ...] = get_args(Predicate)
UNITS: tuple[Unit, ...] = get_args(Unit)
SECTORS: tuple[Sector, ...] = get_args(Sector)


def _date_text(value: object) -> object:
    # A year is often written as a number in JSON and YAML.
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _listed(value: object) -> object:
    # null, an empty list and a left-out key mean the same: the article does not say.
    return () if value is None else value


DateText = Annotated[
    str,
    BeforeValidator(_date_text),
    StringConstraints(pattern=f"^{DAY}$"),
]
Name = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
LocalId = Annotated[str, StringConstraints(pattern=r"^[\w.\-]+$")]
Ids = Annotated[tuple[LocalId, ...], BeforeValidator(_listed)]
Quotes = Annotated[tuple[Annotated[str, StringConstraints(min_length=1)], ...], BeforeValidator(_listed)]
Confidence = Annotated[float, Field(ge=0, le=1)]


class Frozen(BaseModel):
    """Base of all models here: immutable, and a key that is not known is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Frozen):
    """A stretch of an article's text: characters `start` to `end` (end not included), counted from 0."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"end {self.end} is not after start {self.start}")
        return self


class ArticleInfo(Frozen):
    """What is known about an article beside its text."""

    id: Annotated[str, StringConstraints(min_length=1)]
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: DateText | None = None
    language: str | None = None
    source: str | dict[str, Any] | None = Field(
        None, description="Where the article comes from: a file's name, or details as the giver wrote them."
    )


class Article(Frozen):
    """An article: its text as stored, which all offsets count in, and what is known about it."""

    info: ArticleInfo
    text: Annotated[str, StringConstraints(min_length=1)]


class Entity(Frozen):
    """A real-world thing that takes part in a commitment or relation."""

    id: LocalId
    name: Name
    type: EntityType
    aliases: Annotated[tuple[Name, ...], BeforeValidator(_listed)] = ()


class OtherAmount(Frozen):
    """The same amount in a second currency."""

    value: float = Field(gt=0)
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Amount(OtherAmount):
    """Money: whole units of an ISO 4217 currency. In a range, `value` is the lower end and `max` the upper."""

    max: float | None = Field(None, gt=0)
    qualifier: Qualifier = "exact"
    also: Annotated[tuple[OtherAmount, ...], BeforeValidator(_listed)] = ()


class Period(Frozen):
    """When money is spent or work is done: `years` long, from `start` to `end` (each a year or ISO date)."""

    years: float | None = Field(None, gt=0)
    start: DateText | None = None
    end: DateText | None = None


class Target(Frozen):
    """A promised count: people trained, jobs, megawatts, other units."""

    quantity: float = Field(gt=0)
    unit: Unit


class Claim(Frozen):
    """What commitments and relations share: the passages that a reader can check them with.

    `spans` are the places of `evidence` in the article's text, one for each passage; records written by
    others may leave them out, they are then found when the record is checked against the text.
    `confidence` is how sure the extractor is, 0 to 1.
    """

    evidence: Quotes = ()
    spans: Annotated[tuple[Span, ...], BeforeValidator(_listed)] = ()
    confidence: Confidence | None = None

    @model_validator(mode="after")
    def _one_span_each(self) -> Self:
        if self.spans and len(self.spans) != len(self.evidence):
            raise ValueError(f"{len(self.spans)} spans for {len(self.evidence)} passages of evidence")
        return self


class Commitment(Claim):
    """One act by which somebody puts, gave, or plans to put resources into technology or research."""

    id: LocalId
    kind: Kind
    investors: Ids = ()
    recipients: Ids = ()
    places: Ids = ()
    amount: Amount | None = None
    period: Period | None = None
    announced: DateText | None = None
    status: Annotated[Status, BeforeValidator(lambda value: value or "announced")] = "announced"
    sectors: Annotated[tuple[Sector, ...], BeforeValidator(_listed)] = ()
    target: Target | None = None
    part_of: LocalId | None = None
    event: str | None = None

    @model_validator(mode="after")
    def _has_a_party(self) -> Self:
        if not self.investors and not self.recipients:
            raise ValueError(f"commitment {self.id!r} has neither investor nor recipient")
        if not self.evidence:
            raise ValueError(f"commitment {self.id!r} has no evidence")
        return self


class Relation(Claim):
    """A lasting fact between two entities that the text states."""

    subject: LocalId
    predicate: Predicate
    object: LocalId


class Record(Frozen):
    """All that one article says about technology investment."""

    article: ArticleInfo
    entities: Annotated[tuple[Entity, ...], BeforeValidator(_listed)] = ()
    commitments: Annotated[tuple[Commitment, ...], BeforeValidator(_listed)] = ()
    relations: Annotated[tuple[Relation, ...], BeforeValidator(_listed)] = ()

    @model_validator(mode="after")
    def _references_hold(self, info: ValidationInfo) -> Self:
        faults = _reference_faults(self)
        if not (info.context and info.context.get("stored")):
            faults += _unclear(self)
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def entity(self, local_id: str) -> Entity:
        """The entity with this id. Raises KeyError if the record has none."""
        for entity in self.entities:
            if entity.id == local_id:
                return entity
        raise KeyError(local_id)


def _reference_faults(record: Record) -> list[str]:
    types = {e.id: e.type for e in record.entities}
    commitment_ids = {c.id for c in record.commitments}
    faults = []
    if len(types) != len(record.entities):
        faults.append("two entities share an id")
    if len(commitment_ids) != len(record.commitments):
        faults.append("two commitments share an id")
    for c in record.commitments:
        for role in ("investors", "recipients", "places"):
            for ref in getattr(c, role):
                if ref not in types:
                    faults.append(f"commitment {c.id!r}: {role} names entity {ref!r}, which is not listed")
                elif role == "places" and types[ref] not in {"Country", "Place"}:
                    faults.append(
                        f"commitment {c.id!r}: place {ref!r} is a {types[ref]}, not a Country or Place"
                    )
        if c.part_of and c.part_of not in commitment_ids:
            faults.append(f"commitment {c.id!r}: part_of names {c.part_of!r}, which is not listed")
    for r in record.relations:
        for ref in (r.subject, r.object):
            if ref not in types:
                faults.append(f"relation {r.subject} {r.predicate} {r.object}: entity {ref!r} is not listed")
    return faults


def _unclear(record: Record) -> list[str]:
    """One id for two things, and parts in a circle."""
    wholes = {c.id: c.part_of for c in record.commitments}
    both = sorted({e.id for e in record.entities} & wholes.keys())
    faults = [f"{id_!r} is the id of an entity and of a commitment" for id_ in both]
    for c in record.commitments:
        whole, seen = c.part_of, set[str]()
        while whole is not None and whole != c.id and whole not in seen:
            seen.add(whole)
            whole = wholes.get(whole)
        if whole == c.id:
            faults.append(f"commitment {c.id!r}: part_of leads back to itself")
    return faults


def parse_record(data: str | bytes | dict[str, Any], *, stored: bool = False) -> Record:
    """Read a record from JSON text or a dictionary.

    What was `stored` by an earlier version may have what is refused now: parts in a circle, one id for two things.

    Raises:
        RecordError: naming the article, each place at fault, the value found and what was expected.
    """
    try:
        raw = json.loads(data) if isinstance(data, str | bytes) else data
    except ValueError as error:
        raise RecordError(f"record is not JSON: {error}") from error
    try:
        return Record.model_validate(raw, context={"stored": stored})
    except ValidationError as error:
        article = raw.get("article") if isinstance(raw, dict) else None
        name = article.get("id") if isinstance(article, dict) else None
        raise RecordError(f"record of article {name!r}: {_readable(error)}") from error


def _readable(error: ValidationError) -> str:
    lines = []
    for fault in error.errors(include_url=False):
        place = re.sub(r"\.(\d+)", r"[\1]", ".".join(str(part) for part in fault["loc"])) or "record"
        found = repr(fault["input"])
        shown = f" (found {found[:80]}{'…' if len(found) > 80 else ''})" if fault["type"] != "missing" else ""
        lines.append(f"{place}: {fault['msg'].removeprefix('Value error, ')}{shown}")
    return "; ".join(lines)


def dump_record(record: Record) -> dict[str, Any]:
    """A record as JSON-ready data; what the article does not say is left out."""
    return record.model_dump(mode="json", exclude_none=True)


def confident(record: Record, least: float) -> Record:
    """The record without claims of a lower confidence than `least`, and without what then takes part in nothing."""
    commitments = tuple(c for c in record.commitments if c.confidence is None or c.confidence >= least)
    relations = tuple(r for r in record.relations if r.confidence is None or r.confidence >= least)
    kept = {c.id for c in commitments}
    commitments = tuple(
        c if c.part_of in kept else c.model_copy(update={"part_of": None}) for c in commitments
    )
    used = {ref for c in commitments for ref in (*c.investors, *c.recipients, *c.places)}
    used |= {ref for r in relations for ref in (r.subject, r.object)}
    entities = tuple(e for e in record.entities if e.id in used)
    return record.model_copy(
        update={"entities": entities, "commitments": commitments, "relations": relations}
    )
