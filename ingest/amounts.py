"""The grammar of money: "nearly $2.9 billion", "¥440 billion ($2.9 billion)", "Rs 2,500 crore", "€1.2–1.5 billion"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.currencies import CODES, SIGNS, WORDS, dollar_of_context

if TYPE_CHECKING:
    from graph.model import Qualifier

__all__ = ["MoneySpan", "dollar_of_context", "find_money", "number_of", "qualifier_around"]

MAGNITUDES: dict[str, float] = {
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "mio": 1e6,
    "m": 1e6,
    "mm": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "trn": 1e12,
    "t": 1e12,
    "lakh crore": 1e12,
    "crore": 1e7,
    "crores": 1e7,
    "lakh": 1e5,
    "lakhs": 1e5,
}
UNITS_IN_WORDS = {
    w: float(n)
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS_IN_WORDS = {
    w: 10.0 * n
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}

_NUMBER = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SMALL = "|".join([*TENS_IN_WORDS, *UNITS_IN_WORDS])
_IN_WORDS = rf"(?:half a|a|an|(?:{_SMALL})(?:[- ](?:{_SMALL}))?(?: hundred)?(?: and a half)?)"
_LONG = "|".join(sorted((m for m in MAGNITUDES if len(m) > 3), key=len, reverse=True))
_SHORT = "|".join(sorted((m for m in MAGNITUDES if len(m) <= 3), key=len, reverse=True))
_MAGNITUDE = rf"(?:[ \t\u00a0-]?(?:{_LONG})\b|[ \t\u00a0]?(?:{_SHORT})(?![A-Za-z]))"
_SIGN = "|".join(re.escape(s) for s in sorted(SIGNS, key=len, reverse=True))
_CODE = "|".join(sorted(CODES))
_WORD = "|".join(re.escape(w) for w in sorted(WORDS, key=len, reverse=True))
_DASH = r"[ \t]?(?:-|–|—|to|and)[ \t]?"

_BEFORE = re.compile(
    rf"(?<![A-Za-z0-9.])(?P<sign>{_SIGN}|(?:{_CODE})[ \t\u00a0]?\$?)[ \t\u00a0]?(?P<low>{_NUMBER})(?P<mag1>{_MAGNITUDE})?"
    rf"(?:{_DASH}(?:{_SIGN}|(?:{_CODE})[ \t]?)?(?P<high>{_NUMBER})(?P<mag2>{_MAGNITUDE}))?(?P<plus>-plus|\+)?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?<![\w$€£¥₹.,])(?P<low>{_NUMBER}|{_IN_WORDS})(?:{_DASH}(?P<high>{_NUMBER}))?(?P<mag1>{_MAGNITUDE})?"
    rf"[ \t\u00a0-](?P<word>{_WORD}|(?:{_CODE}))\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:nearly|almost|about|around|roughly|approximately|approx\.?|some|close to|estimated|circa|~)\s*(?:an?\s+)?$",
    re.I,
)
_UP_TO = re.compile(
    r"(?:up to|as much as|a maximum of|no more than|maximum of)\s*(?:an?\s+|another\s+)?$", re.I
)
_AT_LEAST = re.compile(
    r"(?:at least|more than|over|upwards of|exceeding|in excess of|exceeds?|a minimum of|north of)\s*(?:an?\s+)?$",
    re.I,
)
_OR_MORE = re.compile(r"^\s*(?:or more|plus\b|and up)", re.I)
_PER = re.compile(
    r"^\s*(?:per|a|an|/)\s?(?:share|head|unit|month|night|tonne|ton|kilo|kg|user|seat|hour|barrel|piece|person|kwh|mwh|gb|token)\b",
    re.I,
)
_YEARLY = re.compile(r"^\s*(?:a year|per year|annually|yearly|per annum|each year|/year)", re.I)


@dataclass(frozen=True)
class MoneySpan:
    """A sum at characters `start` to `end`; `max` is the upper end of a range, `also` other currencies' sums.

    `per` marks a price for one of something, `yearly` a sum for each year.
    """

    start: int
    end: int
    value: float
    currency: str
    max: float | None = None
    qualifier: Qualifier = "exact"
    also: tuple[tuple[float, str], ...] = ()
    per: bool = False
    yearly: bool = False


def number_of(text: str) -> float | None:
    """The value of a number in figures ("2,500", "1.5") or words ("fifty", "two and a half")."""
    low = text.strip().lower()
    if re.fullmatch(_NUMBER, low):
        return float(low.replace(",", ""))
    if low in {"a", "an"}:
        return 1.0
    if low == "half a":
        return 0.5
    total = 0.0
    half = low.endswith(" and a half")
    for word in re.split(r"[\s-]+", low.removesuffix(" and a half")):
        if word in UNITS_IN_WORDS:
            total += UNITS_IN_WORDS[word]
        elif word in TENS_IN_WORDS:
            total += TENS_IN_WORDS[word]
        elif word == "hundred":
            total = (total or 1) * 100
        else:
            return None
    return total + 0.5 if half else total


def qualifier_around(text: str, start: int, end: int) -> Qualifier:
    """What the words beside a number make of it."""
    left, right = text[max(0, start - 24) : start], text[end : end + 12]
    if _UP_TO.search(left):
        return "up_to"
    if _AT_LEAST.search(left) or _OR_MORE.match(right):
        return "at_least"
    return "about" if _ABOUT.search(left) else "exact"


def find_money(text: str, *, dollar: str = "USD") -> list[MoneySpan]:
    """All sums of money in a text, in their order; a bare "$" is read as the currency `dollar`."""
    found: list[MoneySpan] = []
    for match in _BEFORE.finditer(text):
        span = _span(text, match, _currency(match["sign"], dollar))
        if span is not None:
            found.append(span)
    taken = [(s.start, s.end) for s in found]
    for match in _AFTER.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        word = match["word"].lower()
        currency = WORDS.get(word) or match["word"].upper()
        if match["word"] != match["word"].upper() and word not in WORDS:
            continue
        span = _span(text, match, dollar if currency == "$" else currency)
        if span is not None:
            found.append(span)
    return _paired(sorted(found, key=lambda s: s.start), text)


def _currency(sign: str, dollar: str) -> str | None:
    clean = sign.strip()
    for key, code in SIGNS.items():
        if key == clean:
            return dollar if code == "$" else code
    code = clean.rstrip("$ \u00a0")
    return code if code in CODES else None


def _magnitude(text: str | None) -> float:
    return MAGNITUDES[text.strip(" \t\u00a0-").lower()] if text else 1.0


def _span(text: str, match: re.Match[str], currency: str | None) -> MoneySpan | None:
    groups = match.groupdict()
    low = number_of(match["low"])
    if low is None or currency is None or low == 0:
        return None
    mag1, mag2 = groups.get("mag1"), groups.get("mag2")
    if mag1 and mag1.strip().lower() == "t" and currency != "USD":
        mag1 = None
    high = number_of(match["high"]) if match["high"] else None
    top = None
    if high is not None:
        top = high * _magnitude(mag2 or mag1)
    value = low * _magnitude(mag1 or (mag2 if high is not None else None))
    if top is not None and top < value:
        top = None
    qualifier = "at_least" if groups.get("plus") else qualifier_around(text, match.start(), match.end())
    right = text[match.end() : match.end() + 20]
    return MoneySpan(
        match.start(),
        match.end(),
        round(value, 2),
        currency,
        round(top, 2) if top else None,
        qualifier,
        per=bool(_PER.match(right)),
        yearly=bool(_YEARLY.match(right)),
    )


def _paired(spans: list[MoneySpan], text: str) -> list[MoneySpan]:
    """Put a sum in brackets after another one to it, if it is the same in a second currency."""
    kept: list[MoneySpan] = []
    for span in spans:
        before = kept[-1] if kept else None
        if before is not None and span.start < before.end:
            continue
        between = text[before.end : span.start] if before is not None else ""
        same = re.fullmatch(
            r"\s*[(\[](?:or |about |around |roughly |approximately |some |~|≈|nearly |approx\. )*", between
        ) or re.fullmatch(r",? (?:or|equal to|equivalent to)(?: about| around| roughly)? ", between)
        if before is not None and same and span.currency != before.currency:
            kept[-1] = replace(before, end=span.end, also=(*before.also, (span.value, span.currency)))
        else:
            kept.append(span)
    return kept
