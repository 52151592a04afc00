"""The grammar of time: how long ("over the next two years"), until when ("by 2030"), and announcement days."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from ingest.amounts import number_of

_MONTHS = {
    m: n
    for n, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for m in names.split()
}
_WEEKDAYS = {
    d: n for n, d in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_MONTH = "|".join(sorted((m.capitalize() for m in _MONTHS), key=len, reverse=True))
_N = r"\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|twenty|thirty|a|several"
_YEAR = r"(?:19|20)\d\d"
_DURATION = re.compile(
    rf"\b(?:(?:over|across|within|during|in|for|spread over|through)\s+(?:a\s+period\s+of\s+|the\s+(?:course\s+of\s+)?(?:the\s+)?)?"
    rf"(?:next|coming|following|first)?\s*(?P<n>{_N})[ -](?P<unit>years?|months?|decades?)(?:[ -]period)?"
    rf"|(?P<n2>{_N})-(?P<unit2>year|month)\b(?!-old))",
    re.IGNORECASE,
)
_DECADE = re.compile(r"\bover the (?:next|coming) decade\b", re.IGNORECASE)
_BY = re.compile(
    rf"\b(?:by|through|until|before|no later than|up to|to)\s+(?:the\s+)?(?:(?:end|middle|start|beginning|close)\s+of\s+|late\s+|early\s+|mid-?\s?|"
    rf"fiscal\s+|FY\s?|(?:first|second|third|fourth)\s+(?:half|quarter)\s+of\s+|(?:{_MONTH})\.?\s+(?:\d{{1,2}},\s+)?|summer\s+|spring\s+|fall\s+)*(?P<year>{_YEAR})\b",
    re.IGNORECASE,
)
_END_OF_DECADE = re.compile(r"\bby (?:the )?(?:end|close) of (?:the|this) decade\b", re.IGNORECASE)
_RANGE = re.compile(
    rf"\b(?:between|from)?\s*(?P<a>{_YEAR})\s*(?:-|–|—|to|and|through)\s*(?P<b>{_YEAR})\b", re.IGNORECASE
)
_OPENING = re.compile(
    rf"\b(?:open(?:s|ed|ing)?|complet\w+|operational|online|start\w*|begin\w*|production|ready|commission\w+|launch\w*|expected|scheduled|slated)\b"
    rf"[^.;]{{0,60}}?\bin\s+(?:the\s+)?(?:(?:first|second|third|fourth)\s+(?:half|quarter)\s+of\s+|late\s+|early\s+|mid-?\s?|(?P<month>{_MONTH})\s+|fiscal\s+|summer\s+|spring\s+)*(?P<year>{_YEAR})\b",
    re.IGNORECASE,
)
_NEXT_YEAR = re.compile(r"\b(?:by|in|from|to open|opening)?\s*next year\b", re.IGNORECASE)
_FULL_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>{_YEAR})\b|\b(?P<day2>\d{{1,2}})\s+(?P<month2>{_MONTH})\.?,?\s+(?P<year2>{_YEAR})\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"\b(?:on|dated)\s+(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})\b(?!,?\s+{_YEAR})", re.IGNORECASE
)
_WEEKDAY = re.compile(r"\b(?:on\s+)?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b")
_TODAY = re.compile(r"\b(?:today|yesterday)\b", re.IGNORECASE)
_MONTH_ONLY = re.compile(
    rf"\b(?:in|since|last)\s+(?P<month>{_MONTH})\b(?:\s+(?:of\s+)?(?P<year>{_YEAR}))?(?!\.?\s+\d)",
    re.IGNORECASE,
)
_LAST_YEAR = re.compile(r"\blast year\b", re.IGNORECASE)
_IN_YEAR = re.compile(rf"\bin\s+(?P<year>{_YEAR})\b", re.IGNORECASE)


@dataclass(frozen=True)
class PeriodSpan:
    """A stretch of time told at characters `start` to `end`: `years` long, or from `begin` to `finish`."""

    start: int
    end: int
    years: float | None = None
    begin: str | None = None
    finish: str | None = None
    kind: Literal["duration", "deadline", "range", "opening"] = "duration"


@dataclass(frozen=True)
class DaySpan:
    """A day, month or year told at characters `start` to `end`, as an ISO date, year-month or year."""

    start: int
    end: int
    date: str


def find_periods(text: str, *, published: str | None) -> list[PeriodSpan]:
    """All durations, deadlines, ranges and openings, in their order; `published` anchors "next year"."""
    found: list[PeriodSpan] = []
    for m in _RANGE.finditer(text):
        if int(m["a"]) < int(m["b"]) <= int(m["a"]) + 40:
            found.append(PeriodSpan(m.start("a"), m.end(), None, m["a"], m["b"], "range"))
    for m in _END_OF_DECADE.finditer(text):
        found.append(PeriodSpan(m.start(), m.end(), None, None, "2030", "deadline"))
    for m in _BY.finditer(text):
        found.append(PeriodSpan(m.start(), m.end(), None, None, m["year"], "deadline"))
    for m in _OPENING.finditer(text):
        month = _MONTHS.get((m["month"] or "").lower())
        finish = f"{m['year']}-{month:02d}" if month else m["year"]
        if published is None or m["year"] >= published[:4]:
            found.append(PeriodSpan(m.start(), m.end(), None, None, finish, "opening"))
    for m in _DECADE.finditer(text):
        found.append(PeriodSpan(m.start(), m.end(), 10.0, kind="duration"))
    for m in _DURATION.finditer(text):
        span = _duration(m)
        if span is not None:
            found.append(span)
    if published is not None:
        for m in _NEXT_YEAR.finditer(text):
            found.append(PeriodSpan(m.start(), m.end(), None, None, str(int(published[:4]) + 1), "opening"))
    return _apart(found)


def _duration(m: re.Match[str]) -> PeriodSpan | None:
    word, unit = (m["n"] or m["n2"]).lower(), (m["unit"] or m["unit2"]).lower()
    n = (
        10.0
        if word == "ten"
        else 18.0
        if word == "eighteen"
        else None
        if word == "several"
        else number_of(word)
    )
    if n is None or n > 40 or (word == "a" and not unit.startswith("decade")):
        return None
    years = n * 10 if unit.startswith("decade") else n / 12 if unit.startswith("month") else n
    return PeriodSpan(m.start(), m.end(), round(years, 2), kind="duration")


def _apart(spans: list[PeriodSpan]) -> list[PeriodSpan]:
    kept: list[PeriodSpan] = []
    for span in spans:
        if not any(span.start < k.end and k.start < span.end for k in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def find_dateline(text: str) -> str | None:
    """The full date in an article's first lines ("TOKYO, April 9, 2024 —"), as an ISO date."""
    match = _FULL_DAY.search(text[:600])
    return _full(match) if match else None


def _full(m: re.Match[str]) -> str | None:
    month = _MONTHS[(m["month"] or m["month2"]).lower()]
    try:
        return dt.date(int(m["year"] or m["year2"]), month, int(m["day"] or m["day2"])).isoformat()
    except ValueError:
        return None


def find_days(text: str, published: str | None) -> list[DaySpan]:
    """All days, months and years that are not in the future of the article, in their order.

    Days of the week, "today" and months without a year count back from the dateline, else from `published`;
    without either they tell nothing and are left out.
    """
    anchor = _date(published) or _date(find_dateline(text))
    found: list[DaySpan] = []
    for m in _FULL_DAY.finditer(text):
        day = _full(m)
        if day and m.start() > 0:
            found.append(DaySpan(m.start(), m.end(), day))
    for m in _MONTH_ONLY.finditer(text):
        month = _MONTHS[m["month"].lower()]
        year = int(m["year"]) if m["year"] else _latest_year(anchor, month)
        if year:
            found.append(DaySpan(m.start(), m.end(), f"{year}-{month:02d}"))
    if anchor is not None:
        found += _counted_back(text, anchor)
    for m in _IN_YEAR.finditer(text):
        if anchor is None or int(m["year"]) <= anchor.year:
            found.append(DaySpan(m.start(), m.end(), m["year"]))
    kept: list[DaySpan] = []
    for span in found:
        if not any(span.start < k.end and k.start < span.end for k in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def _counted_back(text: str, anchor: dt.date) -> list[DaySpan]:
    """Days told relative to the day of the article."""
    found: list[DaySpan] = []
    for m in _DAY.finditer(text):
        try:
            day_ = dt.date(anchor.year, _MONTHS[m["month"].lower()], int(m["day"]))
        except ValueError:
            continue
        found.append(
            DaySpan(
                m.start(),
                m.end(),
                (day_ if day_ <= anchor else day_.replace(year=day_.year - 1)).isoformat(),
            )
        )
    for m in _WEEKDAY.finditer(text):
        back = (anchor.weekday() - _WEEKDAYS[m["weekday"].lower()]) % 7
        found.append(DaySpan(m.start(), m.end(), (anchor - dt.timedelta(days=back)).isoformat()))
    for m in _TODAY.finditer(text):
        back = 1 if m.group().lower() == "yesterday" else 0
        found.append(DaySpan(m.start(), m.end(), (anchor - dt.timedelta(days=back)).isoformat()))
    for m in _LAST_YEAR.finditer(text):
        found.append(DaySpan(m.start(), m.end(), str(anchor.year - 1)))
    return found


def _date(text: str | None) -> dt.date | None:
    if text is None or len(text) != 10:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _latest_year(anchor: dt.date | None, month: int) -> int | None:
    if anchor is None:
        return None
    return anchor.year if month <= anchor.month else anchor.year - 1
