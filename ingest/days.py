"""The grammar of days: on which day, in which month or year something was made public, as the text tells."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from ingest.numbers import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.periods import PeriodSpan

_NAMES = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
MONTHS = {m: n for n, names in enumerate(_NAMES, 1) for m in names.split()}
# A month begins with a capital, for "may" and "march" are also verbs.
MONTH = "|".join(sorted((f for m in MONTHS for f in (m.capitalize(), m.upper())), key=len, reverse=True))
YEAR = r"(?:19|20)\d\d"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEASON = r"(?i:spring|summer|autumn|fall|winter)"
_FULL_DAY = re.compile(
    rf"\b(?P<month>{MONTH})\.?\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s{{0,3}}|\s{{1,3}})(?P<year>{YEAR})\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?(?P<month2>{MONTH})\.?,?[ -](?P<year2>{YEAR})\b"
    rf"|(?<![\d-])(?P<iso>{YEAR}-[01]\d-[0-3]\d)(?![\d-])"
    rf"|(?<![\d./])(?P<one>[0-3]?\d)(?P<mark>[./])(?P<two>[0-3]?\d)(?P=mark)(?P<year3>{YEAR})(?![\d/]|\.\d)"
    rf"|(?<![\d./])(?P<year4>{YEAR})(?P<mark2>[./])(?P<month4>[01]?\d)(?P=mark2)(?P<day4>[0-3]?\d)(?![\d/]|\.\d)"
)
_DAY = re.compile(
    rf"\b(?P<month>{MONTH})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.,:]?\d|,?\s{YEAR}|\s(?:million|billion|percent|per cent))"
    rf"|(?<![\d.,$€£])(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month2>{MONTH})\b(?!\.?,?\s{YEAR})"
)
_WEEKDAY = re.compile(
    r"\b(?:on\s|last\s|late\s(?:on\s)?|this\s)?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_NEAR = re.compile(
    r"\b(?:(?<!ago )[Tt]oday|TODAY|(?<!before )[Yy]esterday|YESTERDAY|[Ll]ast night|[Tt]his (?:morning|afternoon|evening))\b"
)
_LAST_SPAN = re.compile(r"\b(?:(?:earlier|later|just)\s)?(?P<which>last|this)\s(?P<unit>week|month)\b", re.I)
_MONTH_OF_LAST_YEAR = re.compile(
    rf"\b(?P<month>{MONTH})(?:\sof)?\slast\syear\b|\blast\syear,?\sin\s(?P<month2>{MONTH})\b"
)
_MONTH_ONLY = re.compile(
    rf"\b(?:(?:[Ii]n|[Ss]ince|[Ll]ast|[Tt]his|[Oo]f|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id)\s|[Mm]id-)(?P<month>{MONTH})\b"
    rf"(?!\.?,?\s(?:of\s)?{YEAR}|\.?\s\d)"
)
_MONTH_YEAR = re.compile(rf"\b(?P<month>{MONTH})\.?,?\s(?:of\s)?(?P<year>{YEAR})\b")
_LAST_YEAR = re.compile(
    rf"\b[Ll]ast\s(?:year|(?:financial|fiscal)\syear|{_SEASON})\b|\b[Ee]arlier\s(?:in\s)?this\syear\b|\b[Tt]his\s{_SEASON}\b"
)
_AGO = re.compile(
    r"\b(?<![Ff]ounded )(?<![Ff]ormed )(?<![Ss]tarted )(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\s(?P<unit>day|week|month|year)s?\sago\b",
    re.I,
)
_IN_YEAR = re.compile(
    rf"\b(?<![Ff]ounded )(?<!ncorporated )(?<!ormed )(?<!pun out )(?<!stablished )(?:[Ii]n|[Ff]rom|[Dd]uring|[Oo]f|[Ll]ate|[Ee]arly|[Mm]id-?|[Ee]nd of|{_SEASON}(?:\sof)?|[Qq][1-4]|[Hh][12])\s?"
    rf"(?P<year>{YEAR})\b(?![-–/]\d|\s?(?:million|billion|people|jobs|MW))"
)


_CLAUSE = 80  # characters before a day in which its verb is looked for
_COMING = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were)\s(?:(?:set|expected|due|scheduled|planned|slated)\s)?to|plans?\sto|closes|opens|starts|begins)\b"
)
_SAID = re.compile(
    r"\b(?:said|says|announced|told|reported|confirmed|agreed|signed|unveiled|revealed|according|statement|release|filing|spokes\w+|on\s[A-Z]\w+day)\b"
)
# "Published: 3 March 2025", "Last updated on Thursday": when an article came out tells nothing of deals.
_PUBLISHED = re.compile(
    r"(?:(?<![^\n])|[|·•])[*_ ]{0,3}(?:published|posted|(?:last\s)?(?:updated|modified|reviewed|checked))[*_]{0,2}(?:\son)?\s?:?\s{0,2}"
    r"(?:[A-Z][a-z]{2,8},?\s)?\Z",
    re.I,
)
# "in the same year", "that same month": of the day told before
_SAME = re.compile(r"\b(?:the|that)\ssame\s(?P<unit>day|month|year)\b(?!\s(?:a|before|earlier|last)\b)", re.I)
_LENGTHS = {"day": 10, "month": 7, "year": 4}  # of ISO dates
_BACK = 300  # characters before such words in which the day stands
# What stands behind the date of a release: " /Wire/ —", " (Agency) -"
_WIRE = re.compile(r"\s?[-–—]{0,2}\s?(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/)\s{0,2}[-–—]")
_LATER = 3  # days after a release on which others print it


@dataclass(frozen=True)
class DaySpan:
    """A day, month or year told at characters `start` to `end`, as an ISO date, year-month or year."""

    start: int
    end: int
    date: str


_Told = TypeVar("_Told", "DaySpan", "PeriodSpan")


def apart(spans: Iterable[_Told]) -> list[_Told]:
    """The spans that overlap none before them in the order given, in the order of the text."""
    taken: dict[int, _Told] = {}
    kept: list[_Told] = []
    for span in spans:
        # Spans are short, so a look at each of their characters keeps this linear in the text.
        if not any(i in taken for i in range(span.start, span.end)):
            kept.append(span)
            taken.update(dict.fromkeys(range(span.start, span.end), span))
    return sorted(kept, key=lambda s: s.start)


def day_from(text: str | None) -> dt.date | None:
    """The day that an ISO date tells; None for a month, a year or anything else."""
    if text is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None
    return _day(int(text[:4]), int(text[5:7]), int(text[8:]))


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def find_dateline(text: str) -> str | None:
    """The full date in an article's first lines ("TOKYO, April 9, 2024 —"), as an ISO date."""
    for match in _FULL_DAY.finditer(text[:600]):
        day = _full(match)
        if day is not None:
            return day.isoformat()
    return None


def _full(m: re.Match[str]) -> dt.date | None:
    if m["iso"]:
        return day_from(m["iso"])
    if m["year4"]:
        return _day(int(m["year4"]), int(m["month4"]), int(m["day4"]))
    if m["year3"]:
        one, two = int(m["one"]), int(m["two"])
        # "21.12.2021", "21/12/2021", "12/21/2021"; "3/4/2024" is in April or March.
        if m["mark"] == "/" and one <= 12 and two <= 12 and one != two:
            return None
        day, month = (two, one) if two > 12 else (one, two)
        return _day(int(m["year3"]), month, day)
    month = MONTHS[(m["month"] or m["month2"]).lower()]
    return _day(int(m["year"] or m["year2"]), month, int(m["day"] or m["day2"]))


def find_days(text: str, published: str | None) -> list[DaySpan]:
    """All days, months and years that are not in the future of the article, in their order.

    Days of the week, "today" and months without a year count back from a release's own date, from `published`,
    else from the dateline; without any they tell nothing and are left out.
    """
    anchor = _released(text, day_from(published)) or day_from(published) or day_from(find_dateline(text))
    found = list(_dated(text, anchor))
    if anchor is not None:
        found += _counted_back(text, anchor)
    for m in _IN_YEAR.finditer(text):
        found.append(DaySpan(m.start(), m.end(), m["year"]))
    latest = anchor.isoformat() if anchor else "9999"
    told = [
        d
        for d in apart(d for d in found if d.date <= latest)
        if not _PUBLISHED.search(text, max(0, d.start - _CLAUSE), d.start)
    ]
    return sorted([*told, *_told_again(text, told)], key=lambda d: d.start)


def _released(text: str, printed: dt.date | None) -> dt.date | None:
    """The date of a wire's dateline, if somebody printed it a few days later."""
    for m in _FULL_DAY.finditer(text[:600]):
        day = _full(m)
        if day is not None and printed is not None and _WIRE.match(text, m.end()):
            return day if 0 < (printed - day).days <= _LATER else None
    return None


def _told_again(text: str, told: list[DaySpan]) -> Iterator[DaySpan]:
    """The days, months and years that are the same as those of the last day before: "in the same year"."""
    ends = [d.end for d in told]
    for m in _SAME.finditer(text):
        at = bisect_right(ends, m.start()) - 1
        length = _LENGTHS[m["unit"].lower()]
        if at >= 0 and m.start() - ends[at] < _BACK and len(told[at].date) >= length:
            yield DaySpan(m.start(), m.end(), told[at].date[:length])


def _dated(text: str, anchor: dt.date | None) -> Iterator[DaySpan]:
    for m in _FULL_DAY.finditer(text):
        day = _full(m)
        if day is not None and m.start() > 0:
            yield DaySpan(m.start(), m.end(), day.isoformat())
    if anchor is not None:
        for m in _DAY.finditer(text):
            day = _latest(anchor, MONTHS[(m["month"] or m["month2"]).lower()], int(m["day"] or m["day2"]))
            if day is not None and not _ahead(text, m.start()):
                yield DaySpan(m.start(), m.end(), day.isoformat())
        for m in _MONTH_OF_LAST_YEAR.finditer(text):
            yield DaySpan(
                m.start(), m.end(), f"{anchor.year - 1:04d}-{MONTHS[(m['month'] or m['month2']).lower()]:02d}"
            )
    for m in _MONTH_YEAR.finditer(text):
        yield DaySpan(m.start(), m.end(), f"{m['year']}-{MONTHS[m['month'].lower()]:02d}")


def _ahead(text: str, start: int) -> bool:
    """Whether a clause speaks of what is to come, so that its "in May" is no May before."""
    clause = re.split(r"[.;:\n]", text[max(0, start - _CLAUSE) : start])[-1]
    return bool(_COMING.search(clause)) and not _SAID.search(clause)


def _latest(anchor: dt.date, month: int, day: int) -> dt.date | None:
    this = _day(anchor.year, month, day)
    return this if this is not None and this <= anchor else _day(anchor.year - 1, month, day)


def _counted_back(text: str, anchor: dt.date) -> Iterator[DaySpan]:
    for m in _WEEKDAY.finditer(text):
        if _ahead(text, m.start()):
            continue
        back = (anchor.weekday() - _DAYS.index(m["weekday"].lower())) % 7
        if back == 0 and m.group().startswith("last"):
            back = 7
        yield _before(m, anchor, back)
    for m in _NEAR.finditer(text):
        if text[max(0, m.start() - 4) : m.start()] != "USA ":
            yield _before(m, anchor, 1 if m.group().lower() in {"yesterday", "last night"} else 0)
    for m in _LAST_SPAN.finditer(text):
        yield _last_span(m, anchor)
    for m in _MONTH_ONLY.finditer(text):
        month = MONTHS[m["month"].lower()]
        if _ahead(text, m.start("month")) and month != anchor.month:
            continue
        year = anchor.year if month <= anchor.month else anchor.year - 1
        yield DaySpan(m.start("month"), m.end("month"), f"{year:04d}-{month:02d}")
    for m in _LAST_YEAR.finditer(text):
        year = anchor.year - m.group().lower().startswith("last")
        yield DaySpan(m.start(), m.end(), f"{year:04d}")
    for m in _AGO.finditer(text):
        yield _ago(m, anchor)


def _ago(m: re.Match[str], anchor: dt.date) -> DaySpan:
    """The day of so many days ago; the month of so many weeks or months; the year of so many years."""
    n = 1 if m["n"].lower() in {"a", "an", "one"} else int(number_of(m["n"]) or 0)
    unit = m["unit"].lower()
    if unit == "year":
        return DaySpan(m.start(), m.end(), f"{max(1, anchor.year - n):04d}")
    if unit == "month":
        months = max(12, anchor.year * 12 + anchor.month - 1 - n)
        return DaySpan(m.start(), m.end(), f"{months // 12:04d}-{months % 12 + 1:02d}")
    day = dt.date.fromordinal(max(1, anchor.toordinal() - n * (7 if unit == "week" else 1))).isoformat()
    return DaySpan(m.start(), m.end(), day if unit == "day" else day[:7])


def _before(m: re.Match[str], anchor: dt.date, days: int) -> DaySpan:
    day = dt.date.fromordinal(max(1, anchor.toordinal() - days))
    return DaySpan(m.start(), m.end(), day.isoformat())


def _last_span(m: re.Match[str], anchor: dt.date) -> DaySpan:
    """The month that "last month" means, or that the days of "last week" begin in."""
    back = 0
    if m["which"].lower() == "last":
        back = 7 if m["unit"].lower() == "week" else anchor.day
    day = dt.date.fromordinal(max(1, anchor.toordinal() - back))
    return DaySpan(m.start(), m.end(), day.isoformat()[:7])
