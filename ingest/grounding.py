"""Grounding: no claim passes that the article's own text does not bear out.

Each passage must stand in the text letter for letter (white space apart, which is then put right), and the
sum of a commitment must be readable in its passages.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from graph.model import Span
from ingest.amounts import find_money
from ingest.columns import sums_in_columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import Claim, Commitment, Record
    from ingest.amounts import MoneySpan

C = TypeVar("C", bound="Claim")
_BEFORE = 600  # characters before a passage in which the sum stands that its own leaves its currency to


def locate(quote: str, text: str, near: int = 0) -> Span | None:
    """Where a passage stands in the text, any run of white space counting as one; None if it does not."""
    words = quote.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    match = pattern.search(text, near) or pattern.search(text)
    return Span(start=match.start(), end=match.end()) if match else None


def ground(record: Record, text: str) -> tuple[Record, list[str]]:
    """A record whose every claim is borne out by the text, and what was left out and why."""
    rejected: list[str] = []
    commitments: list[Commitment] = []
    in_columns = [m for m in find_money(text) if m.column] if sums_in_columns(text) else []
    for c in record.commitments:
        checked = _grounded(c, text)
        if checked is None:
            rejected.append(f"commitment {c.id}: its evidence does not stand in the article")
        elif not _sum_is_told(checked, in_columns) and not _goes_on(checked, text):
            rejected.append(f"commitment {c.id}: its amount is not in its evidence")
        else:
            commitments.append(checked)
    relations = []
    for r in record.relations:
        checked_relation = _grounded(r, text)
        if checked_relation is None:
            rejected.append(
                f"relation {r.subject} {r.predicate} {r.object}: its evidence does not stand in the article"
            )
        else:
            relations.append(checked_relation)
    kept = {c.id for c in commitments}
    commitments = [
        c if c.part_of in kept or c.part_of is None else c.model_copy(update={"part_of": None})
        for c in commitments
    ]
    used = {ref for c in commitments for ref in (*c.investors, *c.recipients, *c.places)}
    used |= {ref for r in relations for ref in (r.subject, r.object)}
    entities = tuple(e for e in record.entities if e.id in used)
    return (
        record.model_copy(
            update={"entities": entities, "commitments": tuple(commitments), "relations": tuple(relations)}
        ),
        rejected,
    )


def _grounded(claim: C, text: str) -> C | None:
    spans = []
    for k, quote in enumerate(claim.evidence):
        given = claim.spans[k] if claim.spans else None
        if given is not None and text[given.start : given.end] == quote:
            spans.append(given)
            continue
        found = locate(quote, text, given.start if given else 0)
        if found is None:
            return None
        spans.append(found)
    if not spans:
        return None
    quotes = tuple(text[s.start : s.end] for s in spans)
    return claim.model_copy(update={"evidence": quotes, "spans": tuple(spans)})


def _sum_is_told(c: Commitment, in_columns: list[MoneySpan]) -> bool:
    """Whether a passage tells the sum; what stands in a column has its unit in the column's head."""
    in_prose = (m for quote in c.evidence for m in find_money(quote))
    beside = (m for m in in_columns if any(s.start <= m.start < s.end for s in c.spans))
    return c.amount is None or _tells(chain(in_prose, beside), c.amount.value)


def _goes_on(c: Commitment, text: str) -> bool:
    """Whether a passage tells the sum, but its currency stands in what comes before: "20 million of it"."""
    in_passages = (
        m
        for span in c.spans
        for m in find_money(text[max(0, span.start - _BEFORE) : span.end])
        if m.start >= min(span.start, _BEFORE)
    )
    return c.amount is None or _tells(in_passages, c.amount.value)


def _tells(sums: Iterable[MoneySpan], value: float) -> bool:
    told = (v for m in sums for v in (m.value, m.max, *(x for x, _ in m.also)) if v)
    return any(abs(v - value) <= 0.005 * max(v, value) for v in told)
