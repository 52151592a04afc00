"""Where somebody belongs, as two words tell it: "the Durham-based chipmaker", "Japan’s Toyota", "Amazon’s Innovation Fund"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.mentions import type_of_name
from ingest.relations import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.candidates import Candidates
    from ingest.things import Thing

_PLACES = frozenset({"Country", "Place"})
_SEATED = frozenset({"Company", "University", "Organization"})
_BASED = re.compile(r"-(?:based|headquartered)\s+(?:[a-z][\w-]*,?\s+){0,4}")
_BEFORE = re.compile(r",?\s+(?:an?\s+|the\s+)?")
_OWNS = re.compile(r"['’]s?\s+")
_SURE = 0.9


def links_of_owners(found: Candidates, things: list[Thing]) -> Iterator[Link]:
    """The links that such words tell of.

    What is based in a place lies in it, and so do a country's or place's companies; what is a company's or ministry's
    own is its subsidiary.
    """
    begins = {m.start: t for t in things for m in t.mentions}
    ends = {m.end: t for t in things for m in t.mentions if not m.adjective}
    for thing in things:
        for m in thing.mentions:
            sentence = found.sentence_at(m.start)
            if thing.type in _PLACES and (based := _BASED.match(found.text, m.end)):
                seated = begins.get(based.end()) or begins.get(m.start)
                if seated is None or seated.type not in _SEATED:
                    seated = _told_before(m.start, ends, found.text)
                if seated is not None and seated.type in _SEATED:
                    city = _city(m.start, ends, found.text)
                    yield Link(seated, "located_in", city or thing, *sentence, _SURE)
            elif (owns := _OWNS.match(found.text, m.end)) and not m.adjective:
                own = begins.get(owns.end())
                if own is None or own is thing or own.described:
                    continue
                if thing.type in _PLACES and own.type in _SEATED | {"Government"}:
                    yield Link(own, "located_in", thing, *sentence, _SURE)
                elif thing.type == own.type == "Government" or (
                    thing.type == own.type == "Company" and type_of_name(own.name) == "Company"
                ):
                    yield Link(own, "subsidiary_of", thing, *sentence, _SURE)


def _city(at: int, ends: dict[int, Thing], text: str) -> Thing | None:
    """The city before a state: in "Austin, Texas-based" it is Austin."""
    city = ends.get(at - 2) if text[at - 2 : at] == ", " else None
    return city if city is not None and city.type == "Place" else None


def _told_before(at: int, ends: dict[int, Thing], text: str) -> Thing | None:
    """Whose name stands right before, but for a comma and an article: "US Wind, the Baltimore-based developer"."""
    for start in range(max(0, at - 8), at):
        if start in ends and _BEFORE.fullmatch(text, start, at):
            return ends[start]
    return None
