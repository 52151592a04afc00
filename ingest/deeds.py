"""Deals told without a sum: what they lack, whether they are told already, and what each of several gets.

A word that tells of such a deal is judged like a sum. What the reader passed over at first and held for a deal when
it looked closer counts only if who takes part is sure, and if nothing else tells of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.parties import ALONE, INVESTOR, RECIPIENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.anchors import Anchor
    from ingest.commitments import Draft
    from ingest.things import Thing

_OF_EACH = frozenset(
    {"purchase", "equity", "grant", "loan", "facility"}
)  # what another gives is another deal
_ONE_BUYER = frozenset({"purchase", "acquisition"})
_SELLERS = ALONE | {"purchase"}  # kinds whose recipients are separate deals
_SURELY_TOO = 0.8  # from which probability on a second one sells as well
_BUILT = frozenset({"investment", "facility"})
# At a word that the reader passed over, a deal of these kinds is mostly none; others must be so likely in all parts.
_MOSTLY_NONE = frozenset({"purchase", "partnership", "loan"})
_LIKELY = 0.1
_THOUGHT_OF = 0.3  # from which probability on a partner belongs to a partnership that was told without it
_BESIDE = 200


def lacking(d: Draft, anchor: Anchor, others: Iterable[Draft]) -> str | None:
    """What a commitment without a sum needs and this one lacks, if `others` are there already."""
    if anchor.unlikely:
        if d.kind in _MOSTLY_NONE or d.likelihood < _LIKELY:
            return "a word that the reader passed over, and no likely deal"
        if any(_builds_there(old, d) for old in others):
            return "a word that the reader passed over, on a site that is already there"
    if d.kind == "partnership":
        return None if len(d.investors) + len(d.recipients) > 1 else "a partnership with one partner"
    if d.kind == "facility":
        told = d.recipients or (d.investors and d.places)
        return None if told else "a site without a name, or without owner and place"
    if d.kind == "training":
        return None if d.investors else "training by nobody"
    if d.kind == "purchase":
        return None if d.investors else "a purchase by nobody"
    return None if d.investors and d.recipients else "one of the two parties is missing"


def one_by_one(d: Draft, anchor: Anchor) -> list[Draft]:
    """A draft for each company that is bought and each one that sells; of several buyers it is the likeliest.

    Also one for each partner who has an agreement of its own, and each of those who build or train apart.
    """
    if d.kind == "partnership":
        return _with_each(d, anchor.apart)
    if anchor.each == INVESTOR and len(d.investors) > 1:
        return [replace(d, investors=[t], recipients=d.recipients[:1]) for t in d.investors]
    if d.kind not in _SELLERS:
        return [replace(d, recipients=d.recipients[:1])]
    if d.kind in _ONE_BUYER and d.recipients:
        d = replace(d, investors=d.investors[:1])
    taking = [
        t for n, t in enumerate(d.recipients) if not n or d.kind in ALONE or _gets(anchor, t) > _SURELY_TOO
    ]
    return [replace(d, recipients=[t]) for t in taking] or [d]


def _with_each(d: Draft, apart: frozenset[str]) -> list[Draft]:
    """A draft for each partner who has an agreement of its own with the others; the draft itself if there are none such."""
    d = replace(d, recipients=d.recipients[:1])
    each, rest = [t for t in d.investors if t.key in apart], [t for t in d.investors if t.key not in apart]
    return [replace(d, investors=[*rest, t]) for t in each] if len(each) > 1 and rest else [d]


def _gets(anchor: Anchor, thing: Thing) -> float:
    return float(anchor.parts[thing.key][RECIPIENT]) if thing.key in anchor.parts else 0.0


def _builds_there(old: Draft, new: Draft) -> bool:
    """Whether the same ones are told to build at the same place, or one of the two does not say where."""
    if not {old.kind, new.kind} <= _BUILT or not keys(old.investors) & keys(new.investors):
        return False
    return not new.places or not old.places or bool(keys(old.places) & keys(new.places))


def told_already(old: Draft, new: Draft) -> bool:
    """Whether a draft, with a sum or not, is the same deal as a new one without a sum."""
    takers, givers = (
        keys(old.recipients) & keys(new.recipients),
        keys(old.investors) & keys(new.investors),
    )
    alike = old.kind == new.kind or {old.kind, new.kind} <= _BUILT
    if old.money is not None:
        return alike and bool(takers) and bool(givers or not new.investors)
    if {old.kind, new.kind} == {"acquisition", "equity"}:
        return bool(takers) and bool(givers)
    if old.kind != new.kind:
        return False
    if new.kind == "partnership":
        # "IBM is also working with Tokyo Electron" is another partnership of IBM, unless it was thought of before.
        near = abs(old.anchors[0].start - new.anchors[0].start) < _BESIDE and not new.anchors[0].apart
        others = keys(new.investors) - keys(old.investors)
        seen = [float(a.parts[k][INVESTOR]) for a in old.anchors for k in others if k in a.parts]
        return not others or (near and bool(givers) and max(seen, default=0.0) > _THOUGHT_OF)
    if new.kind in _OF_EACH and old.investors and new.investors and not givers:
        return False
    where = not old.places or not new.places or bool(keys(old.places) & keys(new.places))
    return bool(takers) or ((not old.recipients or not new.recipients) and bool(givers) and where)


def keys(things: Iterable[Thing]) -> set[str]:
    """The keys of things."""
    return {t.key for t in things}
