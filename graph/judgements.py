"""What people, or programs, have judged to be the same: an append-only ledger, and the linker that reads it.

A judgement is about two entities (`entity/KEY`) or two events (`event/KEY`). Later ones on the same pair count
instead of earlier ones; nothing is ever removed. What follows depends on the judgements alone, not on their order.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from rdflib import Literal as Text
from rdflib.term import URIRef

from graph.errors import InputError
from graph.instants import Instant
from graph.rdf import Quad, number
from graph.resolve.clusters import Link, clusters
from graph.vocabulary import DCTERMS, IG, PROV, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.ids import Addresses

Decision = Literal["same", "different", "unsure", "withdrawn"]
Subject = Annotated[str, StringConstraints(pattern=r"^(entity|event)/[^\s#<>\"]+$")]


class Judgement(BaseModel):
    """What somebody judged of a pair, and when (ISO 8601); `withdrawn` takes back what was judged before."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    a: Subject
    b: Subject
    decision: Decision
    by: Annotated[str, StringConstraints(min_length=1)]
    at: Instant
    score: float | None = Field(None, ge=0, le=1)
    reason: str | None = None

    @model_validator(mode="after")
    def _two_of_a_kind(self) -> Self:
        if self.a == self.b or self.a.split("/")[0] != self.b.split("/")[0]:
            raise ValueError(f"{self.a!r} and {self.b!r}: expected two entities or two events")
        return self

    @property
    def pair(self) -> tuple[str, str]:
        """The two, in alphabetical order."""
        return (self.a, self.b) if self.a < self.b else (self.b, self.a)

    @property
    def id(self) -> str:
        """A digest of all that it says: the same judgement twice is one."""
        content = json.dumps({**self.model_dump(), "pair": self.pair, "a": None, "b": None}, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16]


class Linker:
    """What follows from judgements: which pairs are the same or apart, directly or implied."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self._last: dict[tuple[str, str], Judgement] = {}
        for j in sorted(judgements, key=lambda j: (j.at, j.id)):
            self._last[j.pair] = j
        standing = {p: j for p, j in self._last.items() if j.decision != "withdrawn"}
        self.links = tuple(Link(*p, 2.0) for p, j in sorted(standing.items()) if j.decision == "same")
        self.apart = tuple(p for p, j in sorted(standing.items()) if j.decision == "different")
        named = {x for p in standing for x in p}
        self._cluster: dict[str, frozenset[str]] = {}
        for members in clusters(named, self.links, self.apart):
            self._cluster.update(dict.fromkeys(members, frozenset(members)))
        self._against: dict[str, set[str]] = defaultdict(set)
        for a, b in self.apart:
            self._against[a].add(b)
            self._against[b].add(a)

    def judged(self, a: str, b: str) -> Judgement | None:
        """The judgement that counts on a pair, or None."""
        found = self._last.get((a, b) if a < b else (b, a))
        return found if found is not None and found.decision != "withdrawn" else None

    def implied(self, a: str, b: str) -> Decision | None:
        """What is known of a pair already: judged, or because of what they are the same as; None if nothing."""
        direct = self.judged(a, b)
        if direct is not None:
            return direct.decision
        one, two = self._cluster.get(a, frozenset({a})), self._cluster.get(b, frozenset({b}))
        if one is two or b in one:
            return "same"
        return "different" if any(self._against[x] & two for x in one) else None


def to_quads(judgement: Judgement, addresses: Addresses) -> list[Quad]:
    """A judgement as quads of the graph of judgements."""
    g, iri = addresses.judgements, URIRef(f"{addresses.base}judgement/{judgement.id}")
    found = [
        (RDF.type, IG.Judgement),
        (IG.left, URIRef(addresses.base + judgement.a)),
        (IG.right, URIRef(addresses.base + judgement.b)),
        (IG.decision, Text(judgement.decision)),
        (PROV.wasAttributedTo, Text(judgement.by)),
        (PROV.generatedAtTime, Text(judgement.at, datatype=XSD.dateTime, normalize=False)),
    ]
    if judgement.score is not None:
        found.append((IG.score, number(judgement.score)))
    if judgement.reason is not None:
        found.append((DCTERMS.description, Text(judgement.reason)))
    return [Quad(iri, p, o, g) for p, o in found]


def from_quads(quads: Iterable[Quad], addresses: Addresses) -> list[Judgement]:
    """The judgements of a graph, in the order of time."""
    values: dict[URIRef, dict[URIRef, str]] = defaultdict(dict)
    for s, p, o, _ in quads:
        values[s][p] = str(o)
    found = [
        Judgement(
            a=v[IG.left].removeprefix(addresses.base),
            b=v[IG.right].removeprefix(addresses.base),
            decision=v[IG.decision],
            by=v[PROV.wasAttributedTo],
            at=v[PROV.generatedAtTime],
            score=float(v[IG.score]) if IG.score in v else None,
            reason=v.get(DCTERMS.description),
        )
        for v in values.values()
        if str(IG.Judgement) == v.get(RDF.type)
    ]
    return sorted(found, key=lambda j: (j.at, j.id))


def read_lines(lines: Iterable[str]) -> Iterator[Judgement]:
    """Judgements from JSON lines. Raises InputError naming the line and what was expected."""
    for n, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield Judgement.model_validate_json(line)
        except ValidationError as error:
            faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
            raise InputError(f"judgement in line {n}: {faults}") from error


def to_line(judgement: Judgement) -> str:
    """A judgement as a JSON line, keys in a fixed order."""
    return judgement.model_dump_json(exclude_none=True)
