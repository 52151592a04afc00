"""What people have corrected in what was extracted: claims of their own, which win and survive re-extraction.

A correction holds the commitment as it was and as it should read (or nothing: it is no commitment), so that it
can be found again in a record that was extracted anew, whatever the ids there.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from rdflib import Literal as Text
from rdflib.term import URIRef

from graph.errors import InputError
from graph.instants import Instant
from graph.model import Commitment, Entity, Record, Span
from graph.rdf import Quad
from graph.vocabulary import DCTERMS, IG, PROV, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.ids import Addresses

_ALIKE = 0.5  # share of an original's passages that a commitment must overlap to be taken for it


class Correction(BaseModel):
    """How a commitment of an article should read: `corrected`, or None if it is no commitment at all.

    `entities` are those that the original or the corrected one names, by the ids used there; `at` is ISO 8601. With
    `restores`, the id of an earlier correction, it takes that one back and says nothing else.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    article: Annotated[str, StringConstraints(min_length=1)]
    original: Commitment
    corrected: Commitment | None
    entities: tuple[Entity, ...] = ()
    by: Annotated[str, StringConstraints(min_length=1)]
    at: Instant
    reason: str | None = None
    restores: str | None = None

    @property
    def json_text(self) -> str:
        """All that it says, as it is kept."""
        return self.model_dump_json(exclude={"restores"} if self.restores is None else None)

    @property
    def id(self) -> str:
        """A digest of all that it says."""
        return hashlib.sha256(self.json_text.encode()).hexdigest()[:16]


class Corrected(NamedTuple):
    """A record with its corrections applied.

    `made` has the correction that each mended commitment reads by, `gone` the one by which each is none, by their ids;
    `lost` are corrections that count for nothing: a passage of theirs stands nowhere in the text any more.
    """

    record: Record
    made: dict[str, Correction]
    gone: dict[str, Correction]
    lost: tuple[Correction, ...]


def apply(record: Record, text: str, corrections: Iterable[Correction]) -> Corrected:
    """The record as corrected, in the order of time; a later correction may correct an earlier one's result.

    Of one that takes another back neither counts. Passages of what is corrected stand in this text, with their places
    in it.
    """
    found = Corrected(record, {}, {}, ())
    for correction in standing(corrections):
        found = _applied(found, text, correction)
    return found._replace(
        made={c.id: found.made[c.id] for c in found.record.commitments if c.id in found.made}
    )


def standing(corrections: Iterable[Correction]) -> list[Correction]:
    """The corrections that count, in the order of time: neither taken back nor taking one back."""
    found: list[Correction] = []
    for correction in sorted(corrections, key=lambda c: (c.at, c.id)):
        undone = [c for c in found if _takes_back(correction, c)]
        if undone:
            found.remove(max(undone, key=lambda c: (c.original.id == correction.original.id, c.at, c.id)))
        elif correction.restores is None:
            found.append(correction)
    return found


def taking_back(correction: Correction, *, by: str, at: str, reason: str | None = None) -> Correction:
    """The correction that takes one back."""
    return Correction(
        article=correction.article,
        original=correction.corrected or correction.original,
        corrected=correction.original,
        entities=correction.entities,
        by=by,
        at=at,
        reason=reason,
        restores=correction.id,
    )


def _takes_back(later: Correction, earlier: Correction) -> bool:
    """Whether it says so; or, without `restores`, whether it says of the one's result what the one was made of."""
    if later.restores is not None:
        return later.restores == earlier.id
    if later.corrected is None or earlier.corrected == earlier.original:
        return False
    there = earlier.corrected or earlier.original
    return _plain(later.original) == _plain(there) and _plain(later.corrected) == _plain(earlier.original)


def _plain(c: Commitment) -> dict[str, Any]:
    """What a commitment says, whatever it is called and wherever its passages stand."""
    return c.model_dump(exclude={"id", "confidence", "event", "spans"})


def _applied(before: Corrected, text: str, correction: Correction) -> Corrected:
    record = before.record
    found = _find(record, correction)
    if correction.corrected is None:
        return _without(before, found, correction)
    entities = list(record.entities)
    new = _corrected(record, text, found, correction, entities)
    if new is None:
        return before._replace(lost=(*before.lost, correction))
    kept = [new if c is found else c for c in record.commitments] + ([new] if found is None else [])
    mended = record.model_copy(update={"entities": tuple(entities), "commitments": tuple(kept)})
    return before._replace(record=mended, made={**before.made, new.id: correction})


def _without(before: Corrected, gone: Commitment | None, correction: Correction) -> Corrected:
    """What was a part of a commitment that is none is a part of what that was a part of."""
    if gone is None:
        return before._replace(gone={correction.original.id: correction, **before.gone})
    kept = tuple(
        c.model_copy(update={"part_of": gone.part_of}) if c.part_of == gone.id else c
        for c in before.record.commitments
        if c is not gone
    )
    record = before.record.model_copy(update={"commitments": kept})
    return before._replace(record=record, gone={**before.gone, gone.id: correction})


def _corrected(
    record: Record, text: str, found: Commitment | None, correction: Correction, entities: list[Entity]
) -> Commitment | None:
    """The commitment as it should read in this record; None if its passages do not stand in the text."""
    told, original = correction.corrected, correction.original
    assert told is not None
    if found is not None and told.evidence == original.evidence:
        evidence, spans = found.evidence, found.spans
    else:
        evidence, spans = told.evidence, _spans(text, told)
        if not spans:
            return None
    new_id = found.id if found is not None else _free_id(record, told.id)
    part_of = told.part_of
    if found is not None and found.part_of and told.part_of == original.part_of:
        part_of = found.part_of
    known = {c.id for c in record.commitments} - {new_id}
    ids = {e.id: _entity_id(entities, e) for e in correction.entities}
    roles = {
        role: tuple(ids.get(r, r) for r in getattr(told, role))
        for role in ("investors", "recipients", "places")
    }
    about = {"id": new_id, "confidence": 1.0, "part_of": part_of if part_of in known else None}
    return told.model_copy(update={**about, "evidence": evidence, "spans": spans, **roles})


def _spans(text: str, told: Commitment) -> tuple[Span, ...]:
    """Where the passages of a commitment stand in a text; empty if one stands nowhere in it."""
    found = []
    for n, quote in enumerate(told.evidence):
        at = told.spans[n].start if told.spans else 0
        if not text.startswith(quote, at):
            at = text.find(quote)
        if at < 0:
            return ()
        found.append(Span(start=at, end=at + len(quote)))
    return tuple(found)


def _find(record: Record, correction: Correction) -> Commitment | None:
    """The commitment that was corrected: the same one, else the one with the same passages most alike.

    Passages alone say too little where many deals share a sentence: the sum must be the same, or the kind if not both
    the sum and the parties are others.
    """
    original = correction.original
    plain = _plain(original)
    same = [c for c in record.commitments if _plain(c) == plain]
    if same:
        return next((c for c in same if c.id == original.id), same[0])
    names = {e.id: e.name for e in correction.entities}
    names_now = {e.id: e.name for e in record.entities}
    best: tuple[float, Commitment] | None = None
    for c in record.commitments:
        overlap = _overlap(original, c)
        one, two = original.amount, c.amount
        same_sum = one is not None and two is not None and one.value == two.value
        alike = c.kind == original.kind and (
            one is None or two is None or _same_takers(original, names, c, names_now)
        )
        if overlap < _ALIKE or not (same_sum or alike):
            continue
        score = overlap + (1 if same_sum else 0) + (0.5 if c.kind == original.kind else 0)
        if best is None or score > best[0]:
            best = score, c
    return best[1] if best is not None else None


def _same_takers(a: Commitment, names_a: dict[str, str], b: Commitment, names_b: dict[str, str]) -> bool:
    """Whether the money of two commitments goes to one of the same, by name, as far as both tell."""
    one = {names_a.get(r, r) for r in (*a.recipients, *a.places)}
    two = {names_b.get(r, r) for r in (*b.recipients, *b.places)}
    return not one or not two or bool(one & two)


def _overlap(a: Commitment, b: Commitment) -> float:
    shared = sum(any(q in r or r in q for r in b.evidence) for q in a.evidence)
    return shared / len(a.evidence)


def _free_id(record: Record, wanted: str) -> str:
    taken = {c.id for c in record.commitments} | {e.id for e in record.entities}
    return next(i for i in (wanted, *(f"m{n}" for n in range(1, len(taken) + 2))) if i not in taken)


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
        (IG.content, Text(correction.json_text)),
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
