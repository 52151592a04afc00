"""How many points two commitments can come to at most, by a few numbers of each that a query can compare.

A party with many deals shares a giver and a size of sum with thousands of others. Nearly all of them are ruled out by
kind, recipients and day alone, so that few have to be read and compared in full.
"""

from __future__ import annotations

from typing import NamedTuple, get_args

from graph.ids import short
from graph.model import Kind
from graph.resolve.deals import CLOSE_KINDS, Deal, full_day

_KINDS: tuple[Kind, ...] = get_args(Kind)
_BITS = 62  # of a whole number in SQLite, below its sign
_ALL = -1
_ROUNDED = 0.01  # more than points are rounded by


class Reach(NamedTuple):
    """Of one commitment: its kind and the kinds that it may be one with, its recipients, as bits; points; day.

    `most` are the points that it can get if all is the same on the other side. Recipients without a bit in common are
    others; those of which too little is known have all bits.
    """

    kind: int
    kinds: int
    takers: int
    most: float
    day: int | None


def reach(deal: Deal) -> Reach:
    """What a commitment can come to; see the features in `deals`."""
    claim, types = deal.claim, {p.type for p in deal.recipients}
    kinds = (k for k in _KINDS if k == claim.kind or frozenset((k, claim.kind)) in CLOSE_KINDS)
    takers = 0
    for key in deal.takers:
        takers |= 1 << short(key) % _BITS
    day = full_day(claim.announced)
    return Reach(
        kind=1 << _KINDS.index(claim.kind),
        kinds=sum(1 << _KINDS.index(k) for k in kinds),
        takers=takers if takers and not types & {"Facility", "Program"} else _ALL,
        most=_most(deal),
        day=day.toordinal() if day else None,
    )


def _most(deal: Deal) -> float:
    claim, most = deal.claim, 1.0
    if deal.investors:
        most += 2.0 + min(1.5, 0.5 * (len(deal.investors) - 1))
    if deal.places:
        towns = any(p.type == "Place" for p in deal.places)
        most += 0.5 if not towns else 1.5 if claim.kind == "facility" else 1.0
    told = ((2.0, deal.recipients), (3.0, claim.amount), (0.7, claim.period), (1.5, claim.target))
    return most + sum(points for points, there in told if there)


def may_reach(points: float) -> str:
    """The condition in SQL that rows `b` and `o` of `block` may come to so many points."""
    return (
        f"b.kinds & o.kind and min(b.most, o.most) - iif(b.takers & o.takers, 0, 5) + case"
        f" when abs(b.day - o.day) <= 3 then 1.5 when abs(b.day - o.day) >= 400 then -3.0"
        f" when abs(b.day - o.day) >= 45 then -1.5 else 0 end >= {points - _ROUNDED}"
    )
