"""Which commitments of different articles are the same real-world deal: how two of them are compared."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from graph.exchange import as_day, convert

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from graph.model import Amount, Commitment, Target

CLOSE_KINDS = frozenset(
    map(
        frozenset,
        (
            ("investment", "facility"),
            ("investment", "equity"),
            ("investment", "grant"),
            ("investment", "purchase"),
            ("investment", "loan"),
            ("grant", "loan"),
            ("equity", "acquisition"),
        ),
    )
)
_ROUNDED, _ABOUT = 0.03, 0.08  # how far sums of one deal are apart: rounded; rounded more, or exchanged
_BUCKET = math.log(1.2)
_MOST_BUCKETS = 25
SAME_DEAL, MAYBE_SAME_DEAL = 4.3, 2.5


# Keys of what is named as a government itself, the country's or a state's; a ministry or agency may belong to either.
_RULES = re.compile(r"(?:federal-)?(?:state|city|town|county|province|government)-of-")


class Party(NamedTuple):
    """An entity as a deal has it: its key, type and ISO country code."""

    key: str
    type: str
    country: str | None


@dataclass(frozen=True)
class Deal:
    """A commitment of one article with its parties' entities; `published` is the article's date."""

    ref: str
    article: str
    claim: Commitment
    investors: frozenset[Party]
    recipients: frozenset[Party]
    places: frozenset[Party]
    published: str | None

    @cached_property
    def givers(self) -> frozenset[str]:
        """The keys of its investors."""
        return frozenset(p.key for p in self.investors)

    @cached_property
    def takers(self) -> frozenset[str]:
        """The keys of its recipients."""
        return frozenset(p.key for p in self.recipients)

    @property
    def day(self) -> str | None:
        """When it was announced, else when the article came out."""
        return self.claim.announced or self.published

    @property
    def parties(self) -> frozenset[str]:
        """The keys of all entities that take part."""
        return frozenset(p.key for p in self.investors | self.recipients | self.places)


class DealComparison(NamedTuple):
    """Points for two commitments being one deal, and what they were given for; minus infinity if they cannot be."""

    points: float
    reasons: tuple[str, ...]


_NEVER = -math.inf


def kinds(a: Deal, b: Deal) -> float:
    """+1 for one kind, 0 for kinds that writers take for one another; others are never one deal."""
    if a.claim.kind == b.claim.kind:
        return 1.0
    return 0.0 if frozenset((a.claim.kind, b.claim.kind)) in CLOSE_KINDS else _NEVER


def givers(a: Deal, b: Deal) -> float:
    """+1 each for the shares of both lists that are shared, +0.5 for each further shared one (at most +1.5).

    Two bodies of one country's government may be the same giver (+1), but Queensland's is not Australia's. In a round papers name some of many investors,
    so there other names count only -1; elsewhere strangers are never one deal.
    """
    if not a.investors or not b.investors:
        return -0.5
    shared = a.givers & b.givers
    if shared:
        sizes = sorted((len(a.investors), len(b.investors)))
        return len(shared) / sizes[0] + len(shared) / sizes[1] + min(1.5, 0.5 * (len(shared) - 1))
    if a.claim.kind == b.claim.kind == "equity" and _shared_takers(a, b):
        return -1.0
    bodies = ([p for p in d.investors if p.type == "Government" and p.country] for d in (a, b))
    one_state = any(
        p.country == q.country and not (_RULES.match(p.key) and _RULES.match(q.key))
        for p, q in product(*bodies)
    )
    return 1.0 if one_state and a.recipients and _shared_takers(a, b) else _NEVER


def _shared_takers(a: Deal, b: Deal) -> frozenset[str]:
    return a.takers & b.takers


def takers(a: Deal, b: Deal) -> float:
    """Up to +2 for shared recipients, -3 for others; sites and programs are named so freely: only -0.5."""
    if not a.recipients or not b.recipients:
        return 0.0
    shared = _shared_takers(a, b)
    if shared:
        return 2.0 * len(shared) / min(len(a.recipients), len(b.recipients))
    freely = all({p.type for p in d.recipients} & {"Facility", "Program"} for d in (a, b))
    return -0.5 if freely else -3.0


def places(a: Deal, b: Deal) -> float:
    """+1 for a shared town or state (+1.5 for a site there), +0.5 for a country or a town in it, -2 for others."""
    if not a.places or not b.places:
        return 0.0
    shared = a.places & b.places
    if any(p.type == "Place" for p in shared):
        return 1.5 if a.claim.kind == b.claim.kind == "facility" else 1.0
    if shared or {p.country for p in a.places} & {p.country for p in b.places} - {None}:
        lesser = [{p.key for p in d.places if p.type == "Place"} for d in (a, b)]
        return -0.5 if lesser[0] and lesser[1] and not shared else 0.5
    if None in {p.country for p in a.places | b.places}:
        return -0.5
    return -2.0


def sums(a: Deal, b: Deal) -> float:
    """+3 for the same sum, rounded or exchanged; +2 for about the same; -4 for another; -0.5 if one has none."""
    one, two = a.claim.amount, b.claim.amount
    if one is None or two is None:
        return 0.0 if one is two else -0.5
    gap = _gap(one, two, a.day or b.day)
    if gap is None:
        return 0.0  # in two currencies without a rate: nothing is known
    return 3.0 if gap <= _ROUNDED else 2.0 if gap <= _ABOUT else -4.0


def same_sum(one: Amount, two: Amount, day: str | None) -> bool:
    """Whether two amounts are the same within rounding and exchange."""
    gap = _gap(one, two, day)
    return gap is not None and gap <= _ABOUT


def _gap(one: Amount, two: Amount, day: str | None) -> float | None:
    """How far two amounts are apart, as a share of the larger: the least over their currencies and range ends."""
    gaps = []
    for low, high, currency in _readings(one):
        for low2, high2, currency2 in _readings(two):
            if currency != currency2:
                ends = [convert(v, currency2, currency, day) for v in (low2, high2)]
                if ends[0] is None or ends[1] is None:
                    continue
                low2, high2 = ends[0].value, ends[1].value
            apart = max(low - high2, low2 - high, 0.0)
            gaps.append(apart / max(high, high2))
    return min(gaps, default=None)


def _readings(amount: Amount) -> Iterator[tuple[float, float, str]]:
    yield amount.value, max(amount.value, amount.max or 0), amount.currency
    for other in amount.also:
        yield other.value, other.value, other.currency


def periods(a: Deal, b: Deal) -> float:
    """+0.7 for a shared end or length, -1 for two lengths."""
    one, two = a.claim.period, b.claim.period
    if one is None or two is None:
        return 0.0
    if one.end and two.end and one.end[:4] == two.end[:4]:
        return 0.7
    if one.years is not None and two.years is not None:
        return 0.7 if one.years == two.years else -1.0
    return 0.0


def targets(a: Deal, b: Deal) -> float:
    """+1.5 for the same count of people, jobs or megawatts, -1.5 for another."""
    one, two = a.claim.target, b.claim.target
    if one is None or two is None or one.unit != two.unit:
        return 0.0
    return 1.5 if near(one, two) else -1.5


def near(one: Target, two: Target) -> bool:
    """Whether two counts of one unit are the same within rounding."""
    return abs(one.quantity - two.quantity) <= _ROUNDED * max(one.quantity, two.quantity)


def days(a: Deal, b: Deal) -> float:
    """+1.5 if announced within three days; for days far apart -1.5 (45 days or more), -3 (400 or more)."""
    one, two = full_day(a.claim.announced), full_day(b.claim.announced)
    if one and two:
        apart = abs((one - two).days)
        return 1.5 if apart <= 3 else -3.0 if apart >= 400 else -1.5 if apart >= 45 else 0.0
    one, two = as_day(a.day), as_day(b.day)
    return -1.0 if one and two and abs((one - two).days) > 1100 else 0.0


def full_day(told: str | None) -> dt.date | None:
    """The day of a date text that names one; None for a month or year."""
    return as_day(told) if told and len(told) == 10 else None


FEATURES = (kinds, givers, takers, places, sums, periods, targets, days)


def compare_deals(a: Deal, b: Deal) -> DealComparison:
    """Points for two commitments being one deal, feature by feature; from 4.3 on they are taken to be.

    Whichever is given first: sums are exchanged at the day of the one whose reference comes first.
    """
    a, b = sorted((a, b), key=lambda deal: deal.ref)
    total, reasons = 0.0, []
    for feature in FEATURES:
        points = feature(a, b)
        if points:
            reasons.append(f"{feature.__name__} {points:+.1f}")
        total += points
        if points == _NEVER:
            break
    return DealComparison(round(total, 3), tuple(reasons))


def blocks(deal: Deal) -> dict[str, bool]:
    """Keys of which two commitments share at least one if they can be one deal, and in which one of the two is not weak.

    Pairs of a giver, or of its country if that is a government, with a taker, place or other giver; and a party with
    about such a sum. Weak are those that so many deals share that the sum or the giver has to decide: a giver in a
    place with a sum (another sum, and nothing else in common, is another deal), a taker's shares with a sum, and
    a sum's taker beside other givers.
    """
    given = sorted(p.key for p in deal.investors)[:20]
    taken = sorted(p.key for p in deal.recipients)[:20]
    there = sorted(p.key for p in deal.places)[:20]
    states = {f"({p.country})" for p in deal.investors if p.type == "Government" and p.country}
    weighed = deal.claim.amount is not None and _has_rate(deal.claim.amount, deal.day)
    buckets = _buckets(deal)
    keys = dict.fromkeys((f"{g}|{t}" for g in given for t in there if g != t), weighed)
    if deal.claim.kind in {"equity", "acquisition"}:
        keys |= dict.fromkeys((f"{t}|{deal.claim.kind}" for t in taken), weighed and bool(given))
        keys |= dict.fromkeys((f"{t}|{deal.claim.kind}~{bucket}" for t in taken for bucket in buckets), False)
    keys |= dict.fromkeys((f"{t}~{bucket}" for t in (*taken, *there) for bucket in buckets), bool(given))
    strong = {f"{g}|{t}" for g in (*given, *states) for t in taken if g != t}
    if not taken or deal.claim.kind == "partnership":
        strong |= {f"{a}|{b}" for n, a in enumerate(given) for b in given[n + 1 :]}
    strong |= {f"{g}~{bucket}" for g in given for bucket in buckets}
    return keys | dict.fromkeys(strong, False)


def _has_rate(amount: Amount, day: str | None) -> bool:
    """Whether a sum can be compared with one in any currency that has a rate."""
    return any(convert(value, currency, "USD", day) for value, _, currency in _readings(amount))


def _buckets(deal: Deal) -> set[int]:
    """Size classes of a sum in dollars, neighbouring ones at a border; without a rate, of the bare figure.

    Of a range all between its ends; of one wider than a factor of 100, the lowest.
    """
    amount = deal.claim.amount
    if amount is None:
        return set()
    found = set()
    for low, high, currency in _readings(amount):
        ends = []
        for value in (low, high):
            dollars = convert(value, currency, "USD", deal.day)
            ends.append(math.log(dollars.value if dollars else value) / _BUCKET)
        first = math.floor(ends[0] - 0.25)
        found |= {*range(first, min(math.floor(ends[1] + 0.25), first + _MOST_BUCKETS) + 1)}
    return found
