"""What people have corrected in what was extracted: claims of their own, which win and survive re-extraction.

A correction holds the commitment as it was and as it should read (or nothing: it is no commitment), so that it
can be found again in a record that was extracted anew, whatever the ids there.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from rdflib import Literal as Text
from rdflib.term import URIRef

from graph.errors import InputError
from graph.instants import Instant
from graph.model import Commitment, Entity, Record
from graph.rdf import Quad
from graph.vocabulary import DCTERMS, IG, PROV, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.ids import Addresses

_ALIKE = 0.5  # share of an original's passages that a commitment must overlap to be taken for it


class Correction(BaseModel):
    """How a commitment of an article should read: `corrected`, or None if it is no commitment at all.

    `entities` are those that the original or the corrected one names, by the ids used there; `at` is ISO 8601.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    article: Annotated[str, StringConstraints(min_length=1)]
    original: Commitment
    corrected: Commitment | None
    entities: tuple[Entity, ...] = ()
    by: Annotated[str, StringConstraints(min_length=1)]
    at: Instant
    reason: str | None = None

    @property
    def id(self) -> str:
        """A digest of all that it says."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


class Corrected(NamedTuple):
    """A record with its corrections applied, and the ids of the commitments that they mended."""

    record: Record
    mended: frozenset[str]


def apply(record: Record, corrections: Iterable[Correction]) -> Corrected:
    """The record as corrected, in the order of time; a later correction may correct an earlier one's result."""
    mended: set[str] = set()
    for correction in sorted(corrections, key=lambda c: (c.at, c.id)):
        record, changed = _applied(record, correction)
        mended |= changed
    return Corrected(record, frozenset(mended & {c.id for c in record.commitments}))


def _applied(record: Record, correction: Correction) -> tuple[Record, set[str]]:
    found = _find(record, correction)
    kept = [c for c in record.commitments if c is not found]
    new: Commitment | None = None
    entities = list(record.entities)
    if correction.corrected is not None:
        new_id = found.id if found is not None else _free_id(record)
        ids = {e.id: _entity_id(entities, e) for e in correction.entities}
        told = correction.corrected
        new = told.model_copy(
            update={
                "id": new_id,
                "confidence": 1.0,
                "part_of": told.part_of if told.part_of in {c.id for c in kept} else None,
                **{
                    role: tuple(ids.get(r, r) for r in getattr(told, role))
                    for role in ("investors", "recipients", "places")
                },
            }
        )
        kept.append(new)
    gone = found.id if found is not None and new is None else None
    kept = [c.model_copy(update={"part_of": None}) if gone and c.part_of == gone else c for c in kept]
    order = {c.id: n for n, c in enumerate(record.commitments)}
    kept.sort(key=lambda c: order.get(c.id, len(order)))
    mended = record.model_copy(update={"entities": tuple(entities), "commitments": tuple(kept)})
    return mended, {new.id} if new is not None else set()


def _find(record: Record, correction: Correction) -> Commitment | None:
    """The commitment that was corrected: the same one, else the one with the same passages most alike."""
    original = correction.original
    plain = original.model_dump(exclude={"id", "confidence", "event"})
    best: tuple[float, Commitment] | None = None
    for c in record.commitments:
        if c.model_dump(exclude={"id", "confidence", "event"}) == plain:
            return c
        overlap = _overlap(original, c)
        if overlap >= _ALIKE:
            same_sum = (
                c.amount is not None
                and original.amount is not None
                and c.amount.value == original.amount.value
            )
            score = overlap + (1 if same_sum else 0) + (0.5 if c.kind == original.kind else 0)
            if best is None or score > best[0]:
                best = score, c
    # Passages alone say too little where many deals share a sentence: the sum or the kind must be the same.
    return best[1] if best is not None and best[0] >= 1 else None


def _overlap(a: Commitment, b: Commitment) -> float:
    shared = sum(any(q in r or r in q for r in b.evidence) for q in a.evidence)
    return shared / len(a.evidence)


def _free_id(record: Record) -> str:
    taken = {c.id for c in record.commitments}
    return next(f"m{n}" for n in range(1, len(taken) + 2) if f"m{n}" not in taken)


def _entity_id(entities: list[Entity], e: Entity) -> str:
    """The id under which the record has an entity; it is added if the record lacks it."""
    for known in entities:
        if known.type == e.type and (known.name == e.name or e.name in known.aliases):
            return known.id
    taken = {known.id for known in entities}
    new_id = (
        e.id if e.id not in taken else next(f"x{n}" for n in range(1, len(taken) + 2) if f"x{n}" not in taken)
    )
    entities.append(e.model_copy(update={"id": new_id}))
    return new_id


def to_quads(correction: Correction, addresses: Addresses) -> list[Quad]:
    """A correction as quads of the graph of corrections; its commitments stand in it as JSON."""
    g, iri = addresses.corrections, URIRef(f"{addresses.base}correction/{correction.id}")
    found = [
        (RDF.type, IG.Correction),
        (IG.article, addresses.article(correction.article)),
        (IG.content, Text(correction.model_dump_json())),
        (PROV.wasAttributedTo, Text(correction.by)),
        (PROV.generatedAtTime, Text(correction.at, datatype=XSD.dateTime, normalize=False)),
    ]
    if correction.reason is not None:
        found.append((DCTERMS.description, Text(correction.reason)))
    return [Quad(iri, p, o, g) for p, o in found]


def from_quads(quads: Iterable[Quad]) -> list[Correction]:
    """The corrections of a graph, in the order of time."""
    found = [Correction.model_validate_json(str(o)) for _, p, o, _ in quads if p == IG.content]
    return sorted(found, key=lambda c: (c.at, c.id))


def read_lines(lines: Iterable[str]) -> Iterator[Correction]:
    """Corrections from JSON lines. Raises InputError naming the line and what was expected."""
    for n, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield Correction.model_validate_json(line)
            except ValidationError as error:
                faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
                raise InputError(f"correction in line {n}: {faults}") from error
