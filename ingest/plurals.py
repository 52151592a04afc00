"""Names that share a word in the plural: "the Governments of Malta and Cyprus", "Cambria and Clearfield Counties"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.governments import named_after
from ingest.mentions import Mention, type_of_name
from ingest.reference import load_reference, states
from ingest.reference.listed import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import EntityType

_NAME = r"[A-Z][\w.'’-]{1,30}(?:\s(?:(?:of|the|for)\s)?[A-Z][\w.'’-]{1,30}){0,3}"
_ROW = (
    rf"{_NAME}(?:,\s(?:the\s)?{_NAME}){{0,6}}"
    rf"(?:,\s(?:and|&)\s(?:the\s)?{_NAME}(?:\sand\s{_NAME})?|\s(?:and|&)\s(?:the\s)?{_NAME})"
)
_BODIES: dict[str, tuple[str, EntityType]] = {
    "governments": ("Government of", "Government"),
    "departments": ("Department of", "Government"),
    "ministries": ("Ministry of", "Government"),
    "universities": ("University of", "University"),
}
_FIRST_OF_TWO = re.compile(r"\b[Tt]he\s([A-Z][a-z]+)\sand\s$")
_FOUNDED = re.compile(r"\b(?:Foundation|Fund|Trust|College|School|Institute|Center|Centre|Endowment)\b")


def _over_lines(pattern: str) -> re.Pattern[str]:
    """A pattern whose blanks may be the breaks and indents of wrapped lines."""
    return re.compile(pattern.replace(r"\s", r"\s{1,9}"))


_OF = _over_lines(
    r"\b(?P<us>(?:U\.S\.|US|United\sStates|federal)\s)?"
    rf"(?P<word>[Gg]overnments|Departments|Ministries|[Uu]niversities)\sof\s(?:the\s)?(?P<row>{_ROW})"
)
_COUNTIES = _over_lines(
    rf"\b(?P<row>{_NAME}(?:,\s{_NAME}){{0,6}},?\s(?:and|&)\s{_NAME})\s(?P<word>[Cc]ounties|Parishes|Prefectures)\b"
)
_SIDE = "(?:North|South|East|West|Upper|Lower|Inner|Outer)"
_SIDES = _over_lines(rf"\b(?P<one>{_SIDE})\s(?:and|or|&)\s(?={_SIDE}\s(?P<of>[A-Z][a-z]+))")
_COUNTY = {"counties": "County", "parishes": "Parish", "prefectures": "Prefecture"}
_THE_LAST = _over_lines(r",\s(?:and|&)\s")
_COMMA = _over_lines(r",\s(?:(?:and|&)\s)?(?:the\s)?")
_COMMA_OR_AND = _over_lines(r",\s(?:(?:and|&)\s)?(?:the\s)?|,?\s(?:and|&)\s(?:the\s)?")


def with_shared_words(chosen: list[Mention], text: str) -> list[Mention]:
    """The mentions with one for each of those that share a word, in place of what was taken for them."""
    made = [*_of_each(text), *_counties(text), *_sides(text)]
    inside = {k for m in made for k in range(m.start, m.end)}
    rest = [m for m in chosen if inside.isdisjoint(range(m.start, m.end))]
    return sorted([*rest, *made], key=lambda m: (m.start, -m.end))


def _of_each(text: str) -> Iterator[Mention]:
    for told in _OF.finditer(text):
        lead, type_ = _BODIES[told["word"].lower()]
        for n, (start, end) in enumerate(_members(told, text)):
            # "the Departments of Energy and the National Science Foundation"
            said = " ".join(text[start:end].split())
            if n and text[max(0, start - 14) : start].split()[-1:] == ["the"] and type_of_name(said):
                continue
            # The first one's mention takes the word in, so that no "Governments" is left to be a name.
            begin = told.start() if n == 0 else start
            name = _name(f"{lead} {said}", type_, us=told["us"] is not None)
            if lead == "Government of":
                name = named_after(said)
            yield Mention(begin, end, text[begin:end], name, type_, known=True)


def _name(said: str, type_: EntityType, *, us: bool) -> str:
    """The usual name of what is said so, if the reference list has it."""
    names = (f"United States {said}", said) if us else (said,)
    hits = (h for name in names for h in load_reference().lookup(name) if h.type == type_)
    return next((h.name for h in hits), said)


def _counties(text: str) -> Iterator[Mention]:
    for told in _COUNTIES.finditer(text):
        word = _COUNTY[told["word"].lower()]
        for start, end in _members(told, text):
            name = f"{' '.join(text[start:end].split())} {word}"
            # The last one takes the word in, so that what stands behind it is beside it: "Clearfield Counties, Pennsylvania".
            last = end == told.end("row")
            yield Mention(start, told.end() if last else end, name, name, "Place", known=True)


def _sides(text: str) -> Iterator[Mention]:
    """The first of two lands of one name: "North" in "North and South Dakota"."""
    for told in _SIDES.finditer(text):
        name, known = f"{told['one']} {told['of']}", load_reference()
        type_: EntityType = "Country" if known.country_of(name) else "Place"
        if (
            type_ == "Country"
            or plain(name) in states()
            or any(h.type == "Place" for h in known.lookup(name))
        ):
            yield Mention(*told.span("one"), told["one"], known.country_of(name) or name, type_, known=True)


def _members(told: re.Match[str], text: str) -> Iterator[tuple[int, int]]:
    """Where each of a row stands; with a comma before its last one, an "and" belongs to a name: "Health and Human Services"."""
    low, high = told.span("row")
    joins = _COMMA if _THE_LAST.search(told["row"]) else _COMMA_OR_AND
    start = low
    for join in joins.finditer(text, low, high):
        yield start, join.start()
        start = join.end()
    yield start, high


def of_two(chosen: list[Mention], text: str) -> list[Mention]:
    """The mentions, with both names of two founders: "the Anne and Gustaf Ander Foundation" is no Gustaf's alone."""
    made: list[Mention] = []
    for m in chosen:
        first = (
            _FIRST_OF_TWO.search(text, max(0, m.start - 24), m.start)
            if not m.known and m.name == m.text
            else None
        )
        if first and _FOUNDED.search(m.name) and len(m.name.split()) > 2:
            name = f"{first[1]} and {m.name}"
            if made and made[-1].start == first.start(1):
                made.pop()
            m = replace(m, start=first.start(1), text=name, name=name)
        made.append(m)
    return made
