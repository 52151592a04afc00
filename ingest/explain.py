"""Why extraction says what it says: words, scores and rules behind each claim, and the strongest that it rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.reader import KINDS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.anchors import Anchor
    from ingest.commitments import Draft
    from ingest.pipeline import Extraction

_MOST_REJECTED = 5
_AROUND = 60
_ROLES = ("investor", "recipient", "place")


def explain(extraction: Extraction, least: float = 0) -> Iterator[str]:
    """Lines of plain text on one article, claim by claim; those of less confidence than `least` are left out."""
    found = extraction.found
    names = {t.key: t.name for t in extraction.things}
    yield f"{found.info.id}: {found.info.title or 'untitled'}"
    for n, draft in enumerate(extraction.assembly.drafts, 1):
        if draft.confidence >= least:
            yield from _draft(n, draft, found.text, names)
    for link in (x for x in extraction.links if x.confidence >= least):
        said = " ".join(found.text[link.start : link.end].split())
        yield (
            f"  relation: {link.subject.name} {link.predicate} {link.object.name}, "
            f"confidence {link.confidence:.2f}, in “{said}”"
        )
    rejected = extraction.assembly.rejected[:_MOST_REJECTED]
    if rejected:
        yield "  rejected, the strongest first:"
    for r in rejected:
        yield f"    {_words(r.anchor, found.text)}: {r.reason}; {_kinds(r.anchor)}"


def _draft(n: int, draft: Draft, text: str, names: dict[str, str]) -> Iterator[str]:
    yield f"  c{n} {draft.kind}, {draft.status}, confidence {draft.confidence:.2f}"
    for anchor in draft.anchors:
        yield f"    from {_words(anchor, text)}: {_kinds(anchor)}"
    best = draft.anchors[0]
    statuses = sorted(zip(best.statuses, STATUSES, strict=True), reverse=True)[:2]
    yield "    status: " + ", ".join(f"{s} {p:.2f}" for p, s in statuses)
    chosen = (draft.investors, draft.recipients, draft.places)
    for role, (label, things) in enumerate(zip(_ROLES, chosen, strict=True)):
        taken = {t.key for t in things}
        ranked = sorted(((float(p[role]), k) for k, p in best.parts.items()), reverse=True)
        shown = [
            f"{names.get(k, k)} {p:.2f}{'' if k in taken else ' (left out)'}"
            for p, k in ranked
            if k in taken or p > 0.2
        ]
        if shown:
            yield f"    {label}: " + ", ".join(shown)
    if draft.money is not None:
        m = draft.money
        yield f"    sum: {text[m.start : m.end]!r} read as {m.value:,.0f} {m.currency}, {m.qualifier}"


def _words(anchor: Anchor, text: str) -> str:
    left = " ".join(text[max(0, anchor.start - _AROUND) : anchor.start].split(" ")[1:])
    right = " ".join(text[anchor.end : anchor.end + _AROUND].split(" ")[:-1])
    return "“…" + " ".join(f"{left}[{text[anchor.start : anchor.end]}]{right}".split()) + "…”"


def _kinds(anchor: Anchor) -> str:
    labels = ("no commitment", *KINDS)
    ranked = sorted(zip(anchor.kinds, labels, strict=True), reverse=True)[:3]
    return ", ".join(f"{label} {p:.2f}" for p, label in ranked)
