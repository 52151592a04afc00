"""The slots of a commitment's record beside its parties: sum, period, day, target and sectors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.model import Amount, OtherAmount, Period, Target
from ingest import lexicon as lex
from ingest.parties import Thresholds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import Sector
    from ingest.amounts import MoneySpan
    from ingest.candidates import Candidates
    from ingest.commitments import Draft
    from ingest.periods import PeriodSpan

_THEN = re.compile(r",?\s{1,2}")  # what stands between a duration and when it begins


def amount_of(draft: Draft) -> Amount | None:
    """The sum as the record has it."""
    money = draft.money
    if money is None:
        return None
    top = money.max if money.max is not None and money.max > money.value else None
    qualifiers = [
        a.money.qualifier
        for a in draft.anchors
        if a.money is not None and a.money.qualifier != "exact" and not _other(a.money, money)
    ]
    return Amount(
        value=money.value,
        currency=money.currency,
        max=top,
        # "Up to £3 million" in the text is what a headline's bare "£3m" leaves out.
        qualifier=qualifiers[0] if qualifiers and money.qualifier == "exact" else money.qualifier,
        also=tuple(OtherAmount(value=v, currency=c) for v, c in money.also),
    )


def _other(a: MoneySpan, b: MoneySpan) -> bool:
    """Whether a sum is only what another one is rounded to."""
    return a.currency == b.currency and a.value != b.value


def _told(draft: Draft, sort: str, limit: float) -> list[int]:
    told = sorted((x for a in draft.anchors for x in a.times.get(sort, ())), reverse=True)
    return list(dict.fromkeys(number for likely, number in told if likely > limit))


def period_of(draft: Draft, found: Candidates, limits: Thresholds | None = None) -> Period | None:
    """The period: the likeliest duration, and the likeliest deadline or range."""
    years = start = end = lasts = None
    for number in _told(draft, "period", (limits or Thresholds()).time):
        p = found.periods[number]
        if years is None and p.years and p.kind == "duration":
            years, lasts = p.years, p
        elif start is None and end is None and p.kind != "duration":
            start, end = p.begin, p.finish
    if lasts is not None and start is None and end is None:
        start = next((p.begin for p in found.periods if _begins(lasts, p, found.text)), None)
    return Period(years=years, start=start, end=end) if years or start or end else None


def _begins(lasts: PeriodSpan, p: PeriodSpan, text: str) -> bool:
    """Whether a period is when a duration just before it begins: "for 20 years from 2027"."""
    return bool(p.begin) and p.finish is None and bool(_THEN.fullmatch(text, lasts.end, p.start))


def day_of(draft: Draft, found: Candidates, limits: Thresholds | None = None) -> str | None:
    """The day on which it was made public, if the text tells."""
    limit = (limits or Thresholds()).time
    ends = [p for p in (found.periods[n] for n in _told(draft, "period", limit)) if p.kind != "duration"]
    # "will open in 2026" tells when it ends, not when it was told.
    numbers = [
        n
        for n in _told(draft, "day", limit)
        if not any(p.start < found.days[n].end and found.days[n].start < p.end for p in ends)
    ]
    return found.days[numbers[0]].date if numbers else None


def target_of(draft: Draft, found: Candidates, limits: Thresholds | None = None) -> Target | None:
    """The promised count, if the text tells."""
    numbers = _told(draft, "target", (limits or Thresholds()).target)
    if not numbers:
        return None
    count = found.counts[numbers[0]]
    return Target(quantity=count.quantity, unit=count.unit)


def sectors_of(quotes: Sequence[str]) -> tuple[Sector, ...]:
    """The sectors that the words of the evidence tell of, at most three."""
    low = " " + " ".join(quotes).lower() + " "
    found = [name for name, words in lex.SECTOR_WORDS.items() if any(w in low for w in words)]
    return tuple(found[:3])  # type: ignore[arg-type]
