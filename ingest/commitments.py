"""From what the reader says of sums and act words to the commitments of an article.

Each sum, and each word that tells of an act without one, is an anchor. An anchor that the reader holds for a
commitment becomes a draft: its parties are the things to which the reader gives that part, weighed by type; anchors
that tell of the same deal are put together. What is rejected is kept with its reason, for `--explain`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from ingest.confidence import confidence_of
from ingest.deeds import keys, lacking, one_by_one, told_already
from ingest.kinds import fitting_kind, sort_of
from ingest.parties import INVESTOR, PLACE, PLACED, RECIPIENT, Thresholds, parties, possible, weighed
from ingest.reader import KINDS, STATUSES

if TYPE_CHECKING:
    from graph.model import Kind, Status
    from ingest.amounts import MoneySpan
    from ingest.anchors import Anchor
    from ingest.things import Thing

_PLACES = frozenset({"Country", "Place"})
_SAME = 0.005
_ROUNDED = 0.05  # how far off what a sum is rounded to may be
_PART = re.compile(
    r"\b(?:of (?:which|that|this|it|the (?:total|sum|money))|includ(?:es|ing)|part of (?:which|that|this))\b[^.;!?]*$",
    re.I,
)
_CUE, _NEAR = 60, 400
_CERTAIN, _STRANGE = 0.75, 0.3


@dataclass
class Draft:
    """A commitment in the making."""

    kind: Kind
    status: Status
    investors: list[Thing]
    recipients: list[Thing]
    places: list[Thing]
    money: MoneySpan | None
    anchors: list[Anchor]
    likelihood: float
    whole: Draft | None = None  # the total that it is a part of

    @property
    def confidence(self) -> float:
        """How often drafts of this likelihood are right in all parts."""
        return confidence_of("commitment", self.likelihood)


@dataclass(frozen=True)
class Rejected:
    """An anchor that became no commitment, and why."""

    anchor: Anchor
    reason: str


@dataclass
class Assembly:
    """All drafts of an article and what was rejected, the likeliest first."""

    drafts: list[Draft] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


# putting together ----------------------------------------------------------------------------------------


def assemble(anchors: list[Anchor], things: list[Thing], limits: Thresholds | None = None) -> Assembly:
    """The commitments of an article: those with a sum first, in the order of the text."""
    limits = limits or Thresholds()
    by_key = {t.key: t for t in things}
    made = Assembly()
    for group in _same_sums([a for a in anchors if a.money is not None], by_key):
        _with_sum(group, by_key, limits, made)
    for anchor in sorted((a for a in anchors if a.money is None), key=lambda a: (a.unlikely, -a.sure)):
        _without_sum(anchor, by_key, limits, made)
    made.rejected.sort(key=lambda r: -r.anchor.sure)
    return made


def find_wholes(drafts: list[Draft], text: str) -> None:
    """Tie parts to their total: "of which $10 million", "including $5 million", said after a larger sum."""
    with_sums = [(d.anchors[0], d) for d in drafts if d.money is not None]
    for anchor, draft in with_sums:
        cue = _PART.search(text[max(0, anchor.start - _CUE) : anchor.start])
        if not cue or draft.money is None:
            continue
        before = [
            (other.start, d)
            for other, d in with_sums
            if other.end <= anchor.start - len(cue.group())
            and anchor.start - other.end < _NEAR
            and d.money is not None
            and d.money.currency == draft.money.currency
            and d.money.value > draft.money.value
        ]
        if before:
            draft.whole = max(before, key=lambda x: x[0])[1]


def _same_sums(anchors: list[Anchor], by_key: dict[str, Thing]) -> list[list[Anchor]]:
    groups: list[list[Anchor]] = []
    # A title tells again what the article tells: its sum is the first such one of the text, whoever seems to give it.
    for a in sorted(anchors, key=lambda a: a.title):
        same = next((g for g in groups if any(_told_again(b, a, by_key) for b in g)), None)
        if same is None:
            groups.append([a])
        else:
            same.append(a)
    return groups


def _told_again(first: Anchor, a: Anchor, by_key: dict[str, Thing]) -> bool:
    if _one_sum(first, a):
        return a.title or not _apart(first, a, by_key)
    return (_rounds(first, a) or _rounds(a, first)) and _same_parties(first, a)


def _rounds(rough: Anchor, exact: Anchor) -> bool:
    """Whether a sum is told to be about what another one is exactly: "close to $3 billion", then "$2.9 billion"."""
    x, y = rough.money, exact.money
    if x is None or y is None or x.currency != y.currency or x.qualifier != "about" or x.max or y.max:
        return False
    digits = max(1, len(f"{x.value:.0f}".rstrip("0")))
    near = 0 < abs(x.value - y.value) <= _ROUNDED * y.value
    return near and float(f"{y.value:.{digits - 1}e}") == x.value


def _same_parties(a: Anchor, b: Anchor) -> bool:
    """Whether one surely gives both, and both surely go to one."""
    gives, gets = (
        any(
            a.parts[k][list(roles)].max() > _CERTAIN < b.parts[k][list(roles)].max()
            for k in a.parts.keys() & b.parts.keys()
        )
        for roles in ((INVESTOR,), (RECIPIENT, PLACE))
    )
    return gives and gets


def _one_sum(a: Anchor, b: Anchor) -> bool:
    x, y = a.money, b.money
    if x is None or y is None:
        return False
    left, right = [(x.value, x.currency), *x.also], [(y.value, y.currency), *y.also]
    return any(c == d and abs(v - w) <= _SAME * max(v, w) for v, c in left for w, d in right)


def _apart(a: Anchor, b: Anchor, by_key: dict[str, Thing]) -> bool:
    """Whether two equal sums surely come from or go to others: each one's party is named near the other and has no part."""
    if min(a.sure, b.sure) < 0.5:
        return False
    for role in (INVESTOR, RECIPIENT):
        one, two = (
            {k for k, p in x.parts.items() if p[role] > _CERTAIN and by_key[k].type not in _PLACES}
            for x in (a, b)
        )
        if one and two and not one & two:
            there = [b.parts[k][role] for k in one if k in b.parts]
            here = [a.parts[k][role] for k in two if k in a.parts]
            if there and here and max(*there, *here) < _STRANGE:
                return True
            if role == INVESTOR and not there and not here and _strangers(one, two, by_key):
                return True
    return False


def _strangers(one: set[str], two: set[str], by_key: dict[str, Thing]) -> bool:
    """Whether those of two groups are firms that share no word of their names, so that none acts for another."""
    both = [by_key[k] for k in one | two]
    if any(t.type != "Company" or t.described for t in both):
        return False
    first, second = ({w for k in group for w in by_key[k].name.casefold().split()} for group in (one, two))
    return first.isdisjoint(second)


def _with_sum(group: list[Anchor], by_key: dict[str, Thing], limits: Thresholds, made: Assembly) -> None:
    best = max(group, key=lambda a: a.sure)
    if best.sure < limits.commitment:
        made.rejected.append(Rejected(best, f"no commitment: probability {best.sure:.2f}"))
        return
    if best.barred:
        made.rejected.append(Rejected(best, best.barred))
        return
    draft = _draft(group, by_key, limits)
    if not draft.investors and not draft.recipients:
        made.rejected.append(Rejected(best, "no party is near enough"))
        return
    made.drafts += _for_each(draft, next((a.each for a in group if a.each is not None), None))


def _for_each(draft: Draft, role: int | None) -> list[Draft]:
    """A draft for each of several who give or get the same sum; the draft itself if they share it."""
    if role is None:
        return [draft]
    if len(draft.investors) > 1 and (role == INVESTOR or len(draft.recipients) < 2):
        return [replace(draft, investors=[t]) for t in draft.investors]
    if len(draft.recipients) > 1:
        return [replace(draft, recipients=[t]) for t in draft.recipients]
    return [draft]


def _without_sum(anchor: Anchor, by_key: dict[str, Thing], limits: Thresholds, made: Assembly) -> None:
    if anchor.sure < limits.act:
        made.rejected.append(Rejected(anchor, f"no commitment: probability {anchor.sure:.2f}"))
        return
    draft = _draft([anchor], by_key, limits)
    why = lacking(draft, anchor, made.drafts)
    if why:
        made.rejected.append(Rejected(anchor, why))
        return
    fresh = []
    for one in one_by_one(draft, anchor):
        told = next((d for d in made.drafts if told_already(d, one)), None)
        if told is None:
            fresh.append(one)
        elif told.money is None and not anchor.unlikely:
            told.anchors.append(anchor)
    if not fresh:
        made.rejected.append(Rejected(anchor, "tells of a commitment that is already there"))
    made.drafts += fresh


def _draft(group: list[Anchor], by_key: dict[str, Thing], limits: Thresholds) -> Draft:
    weight = np.array([a.weight for a in group])
    weight /= weight.sum()
    kinds = sum(w * a.kinds for w, a in zip(weight, group, strict=True))
    statuses = sum(w * a.statuses for w, a in zip(weight, group, strict=True))
    kind, status = KINDS[int(kinds[1:].argmax())], STATUSES[int(statuses.argmax())]
    parts = possible(weighed(group), by_key)
    has_sum = group[0].money is not None
    givers, takers, places = parties(kind, parts, by_key, limits, has_sum=has_sum)
    mixed = any(a.mixed for a in group)
    giving = keys(givers)
    sited = any(
        p[PLACE] > limits.place
        for key, p in parts.items()
        if giving.isdisjoint({key, f"government of {key}"})
    )
    fitting, share = fitting_kind(
        kinds[1:],
        {t.type for t in givers},
        {sort_of(t.type, t.name) for t in takers},
        has_sum=has_sum,
        mixed=mixed,
        sited=sited,
    )
    if fitting != kind:
        kind = fitting
        givers, takers, places = parties(kind, parts, by_key, limits, has_sum=has_sum)
    if kind == "partnership" and len(givers) == 1 and not {t.type for t in takers} & {"Program", "Facility"}:
        givers, takers = [*givers, *takers], []  # who alone works with somebody is the other's partner
    likelihood = share * float(kinds[1:].sum()) * float(statuses.max())
    for role, chosen in ((INVESTOR, givers), (RECIPIENT, takers), (PLACE, places)):
        taking = keys(chosen)
        for key, p in parts.items():
            if key in taking:
                likelihood *= float(p[role])
            elif p[role] > 0.05 and (role != PLACE or kind in PLACED):
                likelihood *= 1 - float(min(0.9, p[role]))
    ordered = sorted(group, key=lambda a: -a.sure)
    told = next(a.money for a in group if not any(_rounds(a, b) for b in group))
    return Draft(kind, status, givers, takers, places, told, ordered, likelihood)
