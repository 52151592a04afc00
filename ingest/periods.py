"""The grammar of time: how long ("over the next two years"), until when ("by 2030"), from when to when."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ingest.days import MONTH, MONTHS, YEAR, DaySpan, apart, day_from, find_dateline, find_days
from ingest.numbers import FIGURES, IN_WORDS, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DaySpan", "PeriodSpan", "find_dateline", "find_days", "find_periods"]

_N = rf"(?:{FIGURES}|{IN_WORDS})"
_DURATION = re.compile(
    rf"(?P<lead>\b(?:over|across|within|during|in|for|through|spread over|every|after|past|last|previous|first|next|coming|"
    rf"following|of|another)\s{{1,4}})?(?<![\w$€£.,-])(?P<n>{_N})(?:\s{{1,9}}|-)(?P<unit>years?|months?|decades?)\b(?P<period>[ -]period)?",
    re.I,
)
_NOT_AFTER = re.compile(
    r"[\s-]{1,3}(?:ago|old|olds|earlier|later|sooner|before|after|since|history|veteran|track|college|colleges|university|degree|"
    r"low|high|away|experience|of due diligence)\b|\sof (?:\w{1,20} ){0,2}experience\b|’ experience|' experience|’s experience",
    re.I,
)
_PAST = re.compile(
    r"(?:\b(?:the|its|their|our|his|her|than|after|every|each|past|last|previous|time in|times in|ago|some|nearly|almost|aged)\s)\Z",
    re.I,
)
_NEXT_DECADE = re.compile(
    r"\b(?:over|for|in|within|during|across)\s(?:the\s(?:next|coming|following)\s|a\s)?decade\b", re.I
)
_PART = (
    r"(?:(?:the\s)?(?:(?i:end|middle|start|beginning|close|close|turn)\sof\s(?:the\s)?|(?i:late|early|mid|end|year-end)[ -]?|"
    r"(?i:fiscal|calendar|financial)\s(?:year\s)?|(?:the\s)?(?i:school\syear)\s|FY\s?|(?i:first|second|third|fourth|last)\s(?i:half|quarter)(?:\sof)?\s"
    r"(?:the\s)?|[QH][1-4],?\s(?:of\s)?|[1-4][QH]\s?|(?i:spring|summer|autumn|fall|winter)\s(?:of\s)?|(?i:year)\s)){0,4}"
)
_WHEN = (
    rf"{_PART}(?:(?P<day>\d{{1,2}})\s)?(?:(?P<month>{MONTH})\.?(?:\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?(?:,?\s(?:of\s)?(?P<my>{YEAR}))?\b"
    rf"|(?P<year>{YEAR})\b(?![-–/]\d|\s(?:people|jobs|MW)|,\d{{3}}))"
)
_BY = re.compile(
    rf"\b(?:(?i:by|through|until|till|before)|no later than|as early as|as soon as|(?:end|conclud|finish|run|expir)(?:s|es|ing|e)?\s"
    rf"(?:in|on|to|until|through|by)|up to|to)\s(?:as early as\s|about\s|around\s|at least\s)?{_WHEN}",
)
_START = re.compile(
    rf"\b(?:(?:[Ss]tart|[Bb]eginn|[Cc]ommenc)(?:ing)(?:\s(?:in|from|on))?"
    rf"|(?:contract|term|agreement|deliver(?:y|ies)|construction|work|disbursements?)\s(?:will\s|to\s|would\s|is to\s|are to\s)?(?:starts?|begins?|commences?)\s(?:in|on|from)"
    rf"|(?:start|begin)s?\s(?:building|construction|work|deliver\w{{1,5}})\b[^.;\n]{{0,80}}?\sin|(?<=years\s)from|(?<=months\s)from)\s{_WHEN}"
)
_OPENING = re.compile(
    rf"(?:\b(?:in|from|for|at|is|due|RFS|SOP|COD|hall|operations?|production|opening|phase|around|late|early|mid)|:|\bon(?= \d| [A-Z]))\s{_WHEN}"
)
_FUTURE = re.compile(
    r"\b(?:open|complet|operation|online|on stream|go-?live|goes live|go live|production|ready|commission|launch|expect|schedul|slated|"
    r"due|plan|will|to be|payable|planned|foreseen|doors|deliver|running|capacity|target|aim|start)",
    re.I,
)
_SAYING = re.compile(
    r"\b(?:said|says|announced|confirmed|reported|stated|revealed|disclosed|unveiled|told\s(?:\w+\s){0,2}\w+)\s$"
)
_RANGE = re.compile(
    rf"(?<![\w.,/-])(?:(?P<lead>between|from)\s)?(?:FY\s?|fiscal\s)?(?P<a>{YEAR})(?P<sep>\s?[-–—]\s?|\sto\s|\sand\s|\sthrough\s|\suntil\s)(?:FY\s?|fiscal\s)?"
    rf"(?P<b>{YEAR}|(?<=[-–])\d\d)(?![\d-])",
    re.I,
)
_MONTH_RANGE = re.compile(
    rf"\b(?:from|between)\s(?P<m1>{MONTH})\.?\s(?P<a>{YEAR})\s(?:to|until|through|and)\s(?P<m2>{MONTH})\.?\s(?P<b>{YEAR})\b"
)
_SCHOOL = re.compile(
    r"(?P<by>\bby\s)?\bschool\syear\s['‘’]?(?:20)?(?P<a>\d\d)\s?/\s?['‘’]?(?P<b>\d\d)\b", re.I
)
_END_OF_DECADE = re.compile(
    r"\b(?:by|before|until|through|at)\s(?:the\s)?(?:(?:end|close)\sof\s(?:the|this)\sdecade|decade[’']?s?[’']?\send)\b",
    re.I,
)
_RELATIVE = re.compile(
    r"\b(?:(?:by|before|until|through|from|at|in|opening|during)\s)?(?:(?:the\s)?(?:end|close|middle|start)\sof\s)?(?:late\s|early\s|mid-)?"
    r"(?P<what>next\syear|this\syear|the\syear[’']?s?(?:\send)?|year[’']?s?[- ]?end|the\send\sof\sthis\smonth|this\smonth|next\smonth|next\s(?:spring|summer|autumn|fall))\b",
    re.I,
)


@dataclass(frozen=True)
class PeriodSpan:
    """A stretch of time told at characters `start` to `end`: `years` long, or from `begin` to `finish`."""

    start: int
    end: int
    years: float | None = None
    begin: str | None = None
    finish: str | None = None
    kind: Literal["duration", "deadline", "range", "opening"] = "duration"


def find_periods(text: str, *, published: str | None) -> list[PeriodSpan]:
    """All durations, deadlines, ranges and openings, in their order; `published` anchors "next year"."""
    anchor = _anchor(published)
    found = [*_ranges(text)]
    for m in _END_OF_DECADE.finditer(text):
        decade = int(anchor[:3]) * 10 + 10 if anchor else 2030
        found.append(PeriodSpan(m.start(), m.end(), finish=str(decade), kind="deadline"))
    for m in _START.finditer(text):
        when = _when(m, anchor)
        if when is not None:
            found.append(PeriodSpan(m.start(), m.end(), begin=when, kind="range"))
    for m in _BY.finditer(text):
        when = _when(m, anchor)
        if when is not None:
            found.append(PeriodSpan(m.start(), m.end(), finish=when, kind="deadline"))
    found += _openings(text, anchor)
    if anchor is not None:
        found += _relative(text, anchor)
    return apart([*found, *_durations(text)])


def _anchor(published: str | None) -> str | None:
    return published if published and re.fullmatch(r"[12]\d{3}(?:-\d\d(?:-\d\d)?)?", published) else None


def _ranges(text: str) -> Iterator[PeriodSpan]:
    for m in _RANGE.finditer(text):
        first, last = m["a"], m["b"] if len(m["b"]) == 4 else m["a"][:2] + m["b"]
        word, lead = m["sep"].strip().lower(), (m["lead"] or "").lower()
        fits = word not in {"and", "to"} or (lead == "between" if word == "and" else lead == "from")
        if fits and int(first) < int(last) <= int(first) + 40:
            yield PeriodSpan(m.start(), m.end(), begin=first, finish=last, kind="range")
    for m in _MONTH_RANGE.finditer(text):
        first, last = (f"{m[y]}-{MONTHS[m[n].lower()]:02d}" for y, n in (("a", "m1"), ("b", "m2")))
        if first < last:
            yield PeriodSpan(m.start(), m.end(), begin=first, finish=last, kind="range")
    for m in _SCHOOL.finditer(text):
        begin, finish = f"20{m['a']}", f"20{m['b']}"
        if m["by"]:
            yield PeriodSpan(m.start(), m.end(), finish=finish, kind="deadline")
        elif begin < finish:
            yield PeriodSpan(m.start(), m.end(), begin=begin, finish=finish, kind="range")


def _when(m: re.Match[str], anchor: str | None) -> str | None:
    """The ISO date that a time written as month and year, or either, tells; a month alone is the next one."""
    if m["year"]:
        return m["year"]
    month, year = MONTHS[m["month"].lower()], m["my"]
    if year is None:
        if anchor is None or len(anchor) < 7:
            return None
        year = anchor[:4] if month >= int(anchor[5:7]) else f"{int(anchor[:4]) + 1:04d}"
    day = m["day"] or m["day2"]
    full = f"{year}-{month:02d}-{int(day):02d}" if day else None
    return full if day_from(full) else f"{year}-{month:02d}"


def _openings(text: str, anchor: str | None) -> Iterator[PeriodSpan]:
    for m in _OPENING.finditer(text):
        when = _when(m, anchor)
        # "X will build a plant, its head said on 7 March 2024" tells when it was said.
        if when is None or _SAYING.search(text, max(0, m.start() - 40), m.start()):
            continue
        telling = bool(_FUTURE.search(text[max(0, m.start() - 90) : m.end()]))
        bare = m["year"] is None and m["my"] is None
        # A month without a year, or the present one, is in the future only if the words before say so.
        later = anchor is not None and when[: len(anchor)] > anchor[: len(when)]
        still = anchor is None or when >= anchor[: len(when)]
        if (later and not bare) or (telling and still):
            yield PeriodSpan(m.start(), m.end(), finish=when, kind="opening")


def _relative(text: str, anchor: str) -> Iterator[PeriodSpan]:
    year = int(anchor[:4])
    for m in _RELATIVE.finditer(text):
        what = " ".join(m["what"].lower().split())
        if what.startswith("next") and what != "next month":
            finish = f"{year + 1:04d}"
        elif what.endswith("month"):
            if len(anchor) < 7 or (
                what == "this month" and not m.group().lower().startswith(("by", "before", "until"))
            ):
                continue
            first = (
                dt.date(year, int(anchor[5:7]), 1) if 1 <= int(anchor[5:7]) <= 12 and year < 9999 else None
            )
            if first is None:
                continue
            finish = (first + dt.timedelta(days=32 if what == "next month" else 0)).isoformat()[:7]
        elif re.match(
            r"(?:by|before|until|through|at)\b.*(?:end|close)|.*(?:by|before)\syear.?s?.?end",
            m.group(),
            re.I | re.S,
        ):
            finish = f"{year:04d}"
        else:
            continue
        kind: Literal["deadline", "opening"] = (
            "deadline" if m.group().lower().startswith(("by", "before", "until", "through")) else "opening"
        )
        yield PeriodSpan(m.start(), m.end(), finish=finish, kind=kind)


def _durations(text: str) -> Iterator[PeriodSpan]:
    for m in _NEXT_DECADE.finditer(text):
        yield PeriodSpan(m.start(), m.end(), 10.0)
    for m in _DURATION.finditer(text):
        word, unit, lead = m["n"].lower(), m["unit"].lower(), (m["lead"] or "").strip().lower()
        n = number_of(word)
        if lead == "last" and re.search(
            r"\b(?:to|will|would|should)\s\Z", text[max(0, m.start() - 8) : m.start()]
        ):
            lead = "for"
        bare = word in {"a", "an"} and (
            lead not in {"over", "for", "in", "within", "during"} or not unit.startswith("dec")
        )
        if (
            n is None
            or (bare and m["period"] is None)
            or lead in {"every", "after", "past", "last", "previous"}
        ):
            continue
        if _NOT_AFTER.match(text, m.end()) or (
            not lead and _PAST.search(text[max(0, m.start() - 12) : m.start()])
        ):
            continue
        if lead == "in" and re.search(
            r"\b(?:time|times|first|once)\s\Z", text[max(0, m.start() - 8) : m.start()], re.I
        ):
            continue
        years = n * 10 if unit.startswith("decade") else n / 12 if unit.startswith("month") else n
        if 0 < years <= 100:
            yield PeriodSpan(m.start(), m.end(), round(years, 2))
