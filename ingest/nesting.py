"""Places within places, as they are written: "Muskogee, Oklahoma", "Gummersbach (Germany)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.reference import load_reference, states
from ingest.reference.listed import plain
from ingest.relations import TOLD, Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ingest.candidates import Candidates
    from ingest.commitments import Draft
    from ingest.mentions import Mention
    from ingest.things import Thing

_PLACES = frozenset({"Country", "Place"})
_SIDE = r"(?:(?:north|south|east|west|central)\w*|upper|lower)\s"
_BETWEEN = re.compile(r"(?:,\s|\s\()\s?")
# "Debrecen, eastern Hungary", "Fortaleza, on Brazil's northeastern coast", "Weda Bay, on the island of Halmahera"
_BESIDE = re.compile(
    rf",\s(?:in\s)?(?:the\s)?{_SIDE}|,\son\s(?=[A-Z][\w ]{{2,30}}['’]s\s(?:[a-z]+\s){{0,2}}coast\b)|,?\son\sthe\s(?:[a-z]+\s)?island\sof\s"
)
# "Szeged in southern Hungary", "Görlitz in the state of Saxony".
_RANK = r"(?:state|province|region|canton|prefecture|county|department|district|island)"
_IN = re.compile(
    rf",?\sin\s(?:the\s)?(?:(?:north|south|east|west|central)\w*\s|(?:[A-Z][a-z]+\s)(?={_RANK}))?(?:{_RANK}\sof\s)?"
)
_MORE = re.compile(r"(?:,\s(?:and\s|or\s)?|\s(?:and|or|&)\s)(?:the\s)?")
_RANKED = re.compile(rf"\s{_RANK}\b")


def links_of_places(found: Candidates, things: list[Thing], used: Iterable[Thing]) -> Iterator[Link]:
    """The larger place that is written right after each place that is used: one for each, the one written first."""
    named = [(m, t) for t in things if t.type in _PLACES for m in t.mentions if not m.adjective]
    begins = {m.start: (m, t) for m, t in named}
    ends = {m.end for m, _ in named}
    wanted = {t.key: t for t in used if t.type == "Place" and t.name not in _PARTS_OF_THE_WORLD}
    for thing in wanted.values():
        for mention in sorted(thing.mentions, key=lambda m: m.start):
            between = _BETWEEN.match(found.text, mention.end)
            if between and between.end() not in begins:
                between = None  # "Weiden, in the state of Saxony"
            at = between or _BESIDE.match(found.text, mention.end) or _IN.match(found.text, mention.end)
            after = begins.get(at.end()) if at else None
            if after is None or after[1] is thing or _beside(thing, after[1]):
                continue
            if between and _in_a_list(thing, mention, *after, begins, ends, found.text):
                continue
            yield Link(thing, "located_in", after[1], *found.sentence_at(mention.start), TOLD)
            break


# A part of the world lies in no town: "its first office in Europe in Tallinn".
_PARTS_OF_THE_WORLD = frozenset(
    ["Europe", "Asia", "Africa", "America", "North America", "South America", "Latin America", "Central America", "Oceania", "Asia Pacific",
     "Asia-Pacific", "Middle East", "Southeast Asia", "South Asia", "East Asia", "Central Asia", "Eastern Europe", "Western Europe"]
)  # fmt: skip


def _in_a_list(
    thing: Thing,
    mention: Mention,
    after: Mention,
    larger: Thing,
    begins: Mapping[int, object],
    ends: set[int],
    text: str,
) -> bool:
    """Whether the next place only stands beside one: "in Paris, Marseille, Lyon and Bordeaux"."""
    if larger.type == "Country" or _RANKED.match(text, after.end):
        return False
    more = _MORE.match(text, after.end)
    listed = bool(more and more.end() in begins) or (
        text[mention.start - 2 : mention.start] == ", " and mention.start - 2 in ends
    )
    state, itself = (plain(t.name) in states() for t in (larger, thing))
    return (listed and not state) or (itself and (listed or not state))


def leave_out_larger(drafts: Iterable[Draft], links: Iterable[Link]) -> None:
    """Take from the places of each draft those in which another one of them lies: "Arizona" is enough for "Arizona, U.S."."""
    inside = {(x.subject.key, x.object.key) for x in links if x.predicate == "located_in"}
    for draft in drafts:
        draft.places = [
            large
            for large in draft.places
            if not any((p.key, large.key) in inside or _in_country(p, large) for p in draft.places)
        ]


def _in_country(place: Thing, country: Thing) -> bool:
    """Whether the reference list says that a place lies in a country."""
    reference = load_reference()
    code = reference.country(country.name, "Country") if country.type == "Country" else None
    if code is None or place.type == "Country":
        return False
    return code in states().get(plain(place.name), ()) or reference.country(place.name, "Place") == code


def _beside(one: Thing, two: Thing) -> bool:
    """Whether both are states of a country, or both countries: in "Ohio, Texas and Oregon" none lies in another."""
    known = states()
    shared = known.get(plain(one.name), frozenset()) & known.get(plain(two.name), frozenset())
    return bool(shared) or one.type == two.type == "Country"
