"""The grammar of money: "nearly $2.9 billion", "¥440 billion ($2.9 billion)", "Rs 2,500 crore", "€1.2–1.5 billion"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.columns import sums_in_columns
from ingest.currencies import code_after, code_before, scaled_code, settled
from ingest.dollars import dollar_of_context
from ingest.numbers import NUMBER, magnitude_at, number_of

if TYPE_CHECKING:
    from graph.model import Qualifier

__all__ = ["MoneySpan", "dollar_of_context", "find_money", "number_of", "qualifier_around"]

_FILLER = r"(?:(?:an?|another|additional|further|extra|total|potential|value|sum|amount|of|worth|combined|around|about)\s+){0,5}[*_\"“]{0,3}"
_ABOUT = re.compile(
    r"(?:\b(?:nearly|almost|about|around|roughly|approximately|approx\.?|some|close to|estimated|circa|(?:just )?under|"
    rf"just short of|an average of|c\.)\s+|[~≈]\s?){_FILLER}\Z",
    re.I,
)
_UP_TO = re.compile(
    r"\b(?:up to|as much as|a maximum of|no more than|not more than|maximum of|at most|at the most|capped at|limited to|"
    rf"maximum|potential total value of|as many as)\s+{_FILLER}\Z",
    re.I,
)
_AT_LEAST = re.compile(
    r"\b(?:at least|no less than|not less than|no fewer than|more than|over|upwards? of|exceeding|in excess of|exceeds?|"
    rf"minimum of|north of|greater than|above|minimum order is)\s+{_FILLER}\Z|>\s?\Z",
    re.I,
)
_OR_MORE = re.compile(r"\s*(?:or more\b|-?\s?plus\b|\+|and up\b|at (?:the )?least\b)", re.I)
_OR_LESS = re.compile(r",?\s*(?:or less\b|at (?:the )?most\b)", re.I)
_OR_SO = re.compile(r"\s*(?:or so\b|give or take\b)", re.I)
_UNIT = (
    "share|head|unit|month|night|tonne|ton|kilo|kilogram|kg|user|seat|hour|barrel|piece|person|kwh|mwh|gb|token|day|week|"
    "student|employee|worker|vehicle|car|watt|kilowatt|megawatt|ounce|pound|mile|square foot|acre"
)
_NOT_THEN = (
    r"(?!\s(?:ago|earlier|later|before|after|from|prior|or\sso)\b)"  # "a month earlier" is a time, no rate
)
_PER = re.compile(
    rf"\s*-?(?:per(?:\s|-)(?!year|annum)\w|an?[\s-](?:{_UNIT})\b{_NOT_THEN}|/\s?(?!year|yr)\w)", re.I
)
_YEARLY = re.compile(
    rf"\s*-?(?:a[\s-]year\b{_NOT_THEN}|per[\s-](?:year|annum)\b|annually\b|yearly\b|(?:each|every) year\b|/\s?(?:year|yr)\b)",
    re.I,
)
_BETWEEN = re.compile(r"\bbetween\s+(?:about |around |roughly )?\Z", re.I)
_FROM = re.compile(
    r"(?<!ranging )(?<!ranges )(?<!range )(?<!ranged )\bfrom\s+(?:about |around |roughly |nearly )?\Z", re.I
)
_DASH = re.compile(r"\s?(?:-|–|—|‐|‑)\s?\Z")
_TO = re.compile(r"\s+(?:to|and|or)\s+(?:about |around |as much as )?\Z", re.I)
_IN_BRACKETS = re.compile(
    r"(?P<words>(?:\s+\w{1,20}){0,3})\s*[(\[](?:or |about |around |roughly |approximately |some |some|~\s?|≈\s?|nearly |"
    r"approx\.? |just under |just over |over |more than |almost |up to |equivalent to |equal to |i\.e\.,? |= ?|c\. ?){0,2}",
    re.I,
)
_OR = re.compile(
    r",? (?:or|equal to|equivalent to|equalling)(?: about| around| roughly| some| nearly| approximately)? ",
    re.I,
)
_RANGE_ON = re.compile(r"\s?[-–—]\s?\d[\d.,]{0,9}[- ]?(?:million|billion|trillion|crore|lakh|bn|mn|m\b)")
# A sum that leaves its currency to the one before it: "and another 15 million from the bank".
_MORE = re.compile(
    r"\b(?:another|other|remaining|balance of|a further|an additional|put in|took|approved)\s+\Z", re.I
)
# "Smart Photonics can count on 60 million", after a sum in euros: a party's share, not a count.
_GIVEN = re.compile(
    r"\b(?:count(?:s)? on|gets?|got|receives?|received|share|gave|gives?|pays?|paid|lent|lends?|of|for|with|and|is|was|"
    r"a further|up to|about|around|nearly|over|asked for|worth|adds?|added|plus|against|(?:amount|come|total)(?:s|ed|ing)?(?: to)?)\s+\Z",
    re.I,
)
_STOPS = re.compile(r"[.;!?]\s|\n")
_SOMEBODY = re.compile(r"[A-ZÀ-Þ][^\W\d]*[\w.-]*\s\(?\Z")
_SHARED = re.compile(r"\s*(?:[.,;:)]|(?:and|from|for|in|to|into|on|with|while)\b|\Z)")
_DOWN_TO = re.compile(r"\b(?:to|from)\s+\Z", re.I)
_OF_IT = re.compile(r"\s+of (?:it|this|that|which)\b", re.I)
_NO_NOUN = re.compile(
    r"\s*(?:[.,;:)]|(?:from|for|when|will|on|in|at|into|by|was|were|is|announced|promised|pledged)\b|\Z|more(?=[.,;:)]|\s(?:from|for|in|to|by)\b))",
    re.I,
)
# "EUR 410 000", "2 150 000 euros": the groups after the first.
_GROUPS = re.compile(r"(?:[ \u00a0\u202f]\d{3}(?!\d)){1,4}(?:,\d\d)?(?![.,]?\d)")
# "986 crore" are rupees, unless of people or things.
_CRORES = re.compile(r"[\s-](?:lakh[\s-])?(?:crores?|cr)\Z", re.I)
_OF_PEOPLE = re.compile(
    r"\b(?:users|people|customers|subscribers|households|population|students|members|accounts|units|farmers|workers)\s(?:\w+\s){0,2}$",
    re.I,
)
_OF_MONEY = re.compile(
    r"\s?(?:[.,;:)—–]|\Z)|\s(?:from|for|when|will|on|in|at|into|by|over|to|was|were|is|and|as|under|with|this|last|each|apiece|rupees)\b"
    r"|[\s-](?:worth|investments?|projects?|plants?|packages?|outlay|schemes?|funds?|facility|round|deal|contracts?|orders?|loan|grant|fab|unit)\b",
    re.I,
)
_CLOSED = re.compile(r"\s*(?:[)\],;/]|at\b|as of\b|or\b|\Z)")


@dataclass(frozen=True)
class MoneySpan:
    """A sum at characters `start` to `end`; `max` is the upper end of a range, `also` other currencies' sums.

    `per` marks a price for one of something, `yearly` a sum for each year; `column` is the
    head of a table's column that tells its unit.
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
    column: str = ""


@dataclass(frozen=True)
class _Sum:
    """A number with what stands around it; `currency` as written ("$" if bare), `scaled` if "million" follows."""

    start: int
    end: int
    value: float
    currency: str | None
    scaled: float | None
    top: float | None = None


def qualifier_around(text: str, start: int, end: int) -> Qualifier:
    """What the words beside a number make of it."""
    left, right = text[max(0, start - 60) : start], text[end : end + 16]
    if _UP_TO.search(left) or _OR_LESS.match(right):
        return "up_to"
    if _OR_MORE.match(right) or _AT_LEAST.search(left):
        return "at_least"
    return "about" if _ABOUT.search(left) or _OR_SO.match(right) else "exact"


def find_money(text: str, *, dollar: str = "USD") -> list[MoneySpan]:
    """All sums of money in a text, in their order; a bare "$" is read as the currency `dollar`."""
    known: dict[str, str] = {}
    spans: list[MoneySpan] = []
    before: _Sum | None = None
    columns = {c.start: c for c in sums_in_columns(text)}
    for s in _joined(_sums(text), text):
        if s.currency is None and (cell := columns.get(s.start)) is not None:
            s = replace(s, end=cell.end, value=cell.value, currency=cell.currency)
        if s.currency is None and before is not None and _goes_on(text, before, s):
            s = replace(s, currency=before.currency)
        elif s.currency is None and _of_rupees(text, s):
            s = replace(s, currency="rupees")
        if s.currency is None or s.value <= 0:
            continue
        if before is None or text[s.start - 1 : s.start] != "(":
            before = s
        if s.currency not in known:
            known[s.currency] = settled(s.currency, text, dollar)
        right = text[s.end : s.end + 24]
        spans.append(
            MoneySpan(
                s.start,
                s.end,
                round(s.value, 2),
                known[s.currency],
                None if s.top is None else round(s.top, 2),
                qualifier_around(text, s.start, s.end),
                per=bool(_PER.match(right)),
                yearly=bool(_YEARLY.match(right)),
                column=columns[s.start].head if s.start in columns else "",
            )
        )
    return _paired(spans, text)


def _of_rupees(text: str, s: _Sum) -> bool:
    """Whether crores without a currency are money."""
    told = _CRORES.search(text[s.start : s.end]) and _OF_MONEY.match(text, s.end)
    return bool(told) and not _OF_PEOPLE.search(text, max(0, s.start - 30), s.start)


def _goes_on(text: str, before: _Sum, s: _Sum) -> bool:
    if (
        s.scaled is None
        or s.scaled < 1e6
        or s.start - before.end > 400
        or "\n\n" in text[before.end : s.start]
    ):
        return False
    if _OF_IT.match(text, s.end):
        return True
    # "Tencent paid $300 million, Alibaba 200 million"
    between = text[before.end : s.start]
    if before.scaled and len(between) < 120 and not _STOPS.search(between) and _SOMEBODY.search(between):
        return bool(_SHARED.match(text, s.end))
    if not _NO_NOUN.match(text, s.end):
        return False
    left = text[max(0, s.start - 20) : s.start]
    near = s.start - before.end < 30 and bool(_DOWN_TO.search(left))
    return near or bool(_MORE.search(left)) or bool(_GIVEN.search(left))


def _sums(text: str) -> list[_Sum]:
    found: list[_Sum] = []
    last = 0
    for match in NUMBER.finditer(text):
        if match.start() < last:
            continue
        one = _sum_at(text, match)
        if one is not None and one.start >= last:
            found.append(one)
            last = one.end
    return found


def _sum_at(text: str, match: re.Match[str]) -> _Sum | None:
    value = number_of(match.group())
    if value is None:
        return None
    start, end, scaled = match.start(), match.end(), None
    currency: str | None = None
    before = code_before(text, start) if match["figures"] else None
    groups = _GROUPS.match(text, end) if match["figures"] and len(match.group()) < 4 else None
    if groups and (before is not None or code_after(text, groups.end()) is not None):
        figures = (match.group() + groups.group()).replace(",", ".")
        value, end = float(re.sub(r"[^\d.]", "", figures)), groups.end()
    magnitude = magnitude_at(text, end, glued=before is not None)
    if magnitude is not None:
        scaled, end = magnitude
    if before is None and scaled is None and match["figures"] and (told := _scaled(text, start, end)):
        currency, scaled, start, end = told
    elif before is not None:
        code, at, sign = before
        # "R1" and "SR 22" are models and roads: letters count only with a large number.
        if (
            sign
            or scaled is not None
            or "," in match.group()
            or (len(code) == 3 and code in text[at:start] and value >= 100)
            or _RANGE_ON.match(text, end)
        ):
            currency, start = code, at
    elif start and (text[start - 1].isalnum() or text[start - 1] in "_#"):
        return None
    after = code_after(text, end)
    if after is not None and currency in {None, "$"} and _told_after(text, match, after, scaled, currency):
        code, stop = after
        currency, end = (code if code != "$" or currency is None else currency), stop
    if match["words"] and (scaled is None or currency is None) and match.group().lower() in {"a", "an"}:
        return None
    return _Sum(start, end, value * (scaled or 1.0), currency, scaled)


def _scaled(text: str, start: int, end: int) -> tuple[str, float, int, int] | None:
    """Of "MEUR 50" and "120 MEUR" the currency, what the number is multiplied by, and from where to where they go."""
    if told := scaled_code(text, start):
        return told[0], told[1], told[2], end
    if told := scaled_code(text, end, after=True):
        return told[0], told[1], start, told[2]
    return None


def _told_after(
    text: str, match: re.Match[str], after: tuple[str, int], scaled: float | None, before: str | None
) -> bool:
    # "2021 won" is a verb and "500 pounds" a weight, where no "million" stands between.
    code, _ = after
    if before == "$":
        return code in {"$", "USD", "CAD", "AUD", "SGD", "NZD", "HKD", "TWD", "FJD", "MXN"}
    if scaled is not None:
        return True
    if code in {"KRW", "pounds", "ZAR", "VND", "TRY", "RON", "crowns"}:
        return "," in match.group() and code != "pounds"
    return bool(match["figures"]) or code in {"$", "EUR"}


def _joined(sums: list[_Sum], text: str) -> list[_Sum]:
    """Make one of the two ends of a range."""
    kept: list[_Sum] = []
    for high in sums:
        low = kept[-1] if kept else None
        if low is not None and low.top is None and high.start - low.end <= 24 and _is_range(text, low, high):
            base = low.value if low.scaled or not high.scaled else low.value * high.scaled
            currency = low.currency or high.currency
            kept[-1] = replace(low, end=high.end, value=base, top=high.value, currency=currency)
        else:
            kept.append(high)
    return kept


def _is_range(text: str, low: _Sum, high: _Sum) -> bool:
    if low.currency and high.currency and low.currency != high.currency:
        return False
    if not (low.currency or high.currency) or not (high.scaled or high.currency or not low.scaled):
        return False
    if low.currency is None and high.currency is not None and text[high.start] in "$€£¥₹₩":
        return False
    base = low.value if low.scaled or not high.scaled else low.value * high.scaled
    if base >= high.value:
        return False
    between, left = text[low.end : high.start], text[max(0, low.start - 24) : low.start]
    if _DASH.match(between):
        return True
    joined = _TO.match(between)
    if joined is None:
        return False
    word = between.split()[0].lower()
    if word == "and":
        return bool(_BETWEEN.search(left))
    return not _FROM.search(left) and (word == "to" or (low.scaled is None and high.scaled is not None))


def _paired(spans: list[MoneySpan], text: str) -> list[MoneySpan]:
    """Put a sum in brackets after another one to it, if it is the same in a second currency."""
    kept: list[MoneySpan] = []
    for span in spans:
        before = kept[-1] if kept else None
        if before is None or before.currency == span.currency or span.start - before.end > 72:
            kept.append(span)
            continue
        between = text[before.end : span.start]
        bracket = _IN_BRACKETS.fullmatch(between)
        also = (*before.also, (span.value, span.currency))
        if bracket is not None and _CLOSED.match(text, span.end):
            closing = span.end + 1 if text[span.end : span.end + 1] in {")", "]"} else span.end
            # Words between stay outside of the span, for they may be a name ("€5 billion in Italy ($5.4 billion)").
            kept[-1] = replace(before, end=before.end if bracket["words"].strip() else closing, also=also)
        elif _OR.fullmatch(between):
            kept[-1] = replace(before, end=span.end, also=also)
        else:
            kept.append(span)
    return kept
