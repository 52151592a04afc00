"""Governments that are told by a place's name: "the state of Thuringia has paid", "South Korea's trade ministry", "Queensland will lend"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ingest.mentions import Mention, type_of_name
from ingest.reader import TYPES
from ingest.reference import load_reference, states
from ingest.reference.listed import plain

if TYPE_CHECKING:
    from ingest.things import Thing

_PLACES = frozenset({"Country", "Place"})
_RANK = (
    r"([Ss]tate|[Cc]ity|[Cc]ounty|[Pp]rovince|[Tt]own|[Rr]egion|[Mm]unicipality|[Pp]refecture|[Cc]anton|Land)"
)
_ACTING = re.compile(
    rf"(?:^|[.;:,\n“\"]\s?|(?P<giver>\b(?:by|from|and|with)\s))(?:[Tt]he\s)?(?:[A-Z][a-z]+\s)?{_RANK}\sof\s$"
)
# "a $1.2 million grant to Greenville County": who gets money is no place.
_GIVEN_TO = re.compile(r"\b(?:grant|loan|award)\s(?:of\s[^.;\n]{2,30}\s)?to\s(?:the\s)?$")
_PLACE_STATE = re.compile(r"([A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})\s(state|province)")
_OF_PLACE = re.compile(rf"(?:[Tt]he\s)?(?:[A-Z][a-z]+\s)?{_RANK}\sof\s([A-Z][\w.]*(?:\s[A-Z][\w.]*){{0,3}})")
_THERE = re.compile(r"\b(?:in|at|near|of|across|outside|throughout|within)\s(?:the\s)?$")
_LANDS = frozenset({"Wales", "England", "Northern Ireland"})
_STATE_AFTER = re.compile(r"\s(?:state|province)\b")
_BOTH = frozenset(
    {"Georgia", "Washington"}
)  # states of the name of a country, or of a capital that stands for one
_OWN = re.compile(r"['’]s\s((?:[a-z]+\s){0,3}(?:ministry|government|cabinet|treasury))\b")
_OWN_WHOLE = re.compile(rf"([A-Z][\w.]*(?:\s[A-Z][\w.]*){{0,2}}){_OWN.pattern}")
# "the trade ministry of Peru", "the ministry of labour of Peru"
_MINISTRY_OF = re.compile(
    r"\b(?:[Tt]he|by|from|and|with)\s(?P<said>(?P<first>[a-z]{4,30})\s(?:and\s[a-z]{1,30}\s)?ministry"
    r"|(?:ministry|department)\s(?:of|for)\s(?P<topic>[a-z]{4,30})(?:\sand\s[a-z]{1,30})?)\sof\s(?:the\s)?$"
)
_OF_COUNTRY = re.compile(r"(?:[Tt]he\s)?(?:[a-z]{1,30}\s){1,6}of\s(?:the\s)?([A-Z]\w+(?:\s[A-Z]\w+)?)")
_SEVERAL = re.compile(r"\sand\s([A-Z]\w+(?:\s[A-Z]\w+)?)\s(?:state\s|provincial\s)?governments\b")
_TWO = re.compile(
    r"([A-Z]\w+(?:\s[A-Z]\w+)?)\sand\s([A-Z]\w+(?:\s[A-Z]\w+)?)\s(?:state\s|provincial\s)?governments"
)
_LAST_OF_SEVERAL = re.compile(r"\s(?:state\s|provincial\s)?governments\b")


# What a government does, after its name, or what is its to give.
_DOES = (
    r"(?:will|would|has|have|had|is|may|might|could|plans?|agreed|approved|award(?:s|ed)|gave|gives?|offer(?:s|ed)|pledge[sd]?|committed|"
    r"commits|paid|pays?|contribute[sd]?|provide[sd]?|puts?|lent|lends|grant(?:s|ed)|allocate[sd]|backed|backs|invest(?:s|ed)|spent|"
    r"spends|set|announced|selected|adds?|added|covers?|covered|financed|finances|funded|funds|matched|matches|said)\b"
)
ACTS = re.compile(
    r"(?!\s(?:(?:has|had|have)\s(?:become|grown|been|seen|long)|(?:is|was|are)\s(?:an?|the|home|known|in|where))\b)"
    rf"(?:(?:,\s[^,.]{{3,60}},)?\s(?:(?:also|itself|then|now|later|alone|already|each|both)\s)?{_DOES}"
    rf"|\sand\sthe\s(?:[a-z]+\s){{1,2}}(?:each\s|both\s|together\s)?{_DOES}"
    r"|['’]s\s(?:[a-z]+\s){0,2}?(?:[$€£¥₹]|\d|(?:grant|contribution|share|loan|money|support|funding|investment|subsid|incentive|offer|package))"
    r"|['’]s\s(?:[A-Z]\w+\s){1,4}(?:Grant|Fund|Credit|Program|Programme|Scheme)\b)"
)
WITH_STATES = frozenset({"AT", "AU", "BR", "DE", "IN", "MX", "MY", "NG", "US"})
"""Countries with states that have governments of their own, each called "the State of …"."""


def governments_at(m: Mention, text: str) -> list[Mention]:
    """The governments that the words around a place's mention make of it; none if they speak of the place."""
    if m.type == "Government" and not m.known and (whole := _in_whole(m, text)):
        return [whole]
    there = _THERE.search(text, max(0, m.start - 20), m.start)
    if not there and m.type == "Government" and not m.known and (told := _PLACE_STATE.fullmatch(m.text)):
        country = load_reference().country_of(told[1])
        if country and country != told[1]:  # "the French state"
            return [
                replace(m, name=_listed(f"{country} government") or f"Government of {country}", known=True)
            ]
        if plain(told[1]) in states():
            return [replace(m, name=government_named(told[1], told[2]), known=True)]
    if m.type == "Government" and not m.known and (told := _TWO.fullmatch(m.text)):
        return [
            Mention(
                m.start + told.start(k),
                m.start + told.end(k),
                told[k],
                named_after(told[k]),
                "Government",
                known=True,
            )
            for k in (1, 2)
        ]
    if m.type not in _PLACES:
        return []
    if rank := _acting_rank(m, text):
        return [replace(m, name=government_named(m.name, rank), type="Government", known=True)]
    # "New York state gave", "Washington state has granted": Washington the capital is another.
    after = _STATE_AFTER.match(text, m.end) if m.type != "Country" or m.text in _BOTH else None
    if after and not there and ACTS.match(text, after.end()):
        said = text[m.start : after.end()]
        return [
            Mention(m.start, after.end(), said, government_named(m.text, "state"), "Government", known=True)
        ]
    if own := _own_body(m, text):
        return [own]
    if several := _SEVERAL.match(text, m.end):
        two = Mention(*several.span(1), several[1], named_after(several[1]), "Government", known=True)
        return [replace(m, name=named_after(m.text), type="Government", known=True, adjective=False), two]
    if _LAST_OF_SEVERAL.match(text, m.end):
        return [replace(m, name=named_after(m.text), type="Government", known=True, adjective=False)]
    return []


def _acting_rank(m: Mention, text: str) -> str | None:
    """The rank of a place that gives or gets money: "the city of Lodi paid", "a grant to Kiln County"."""
    acting = _ACTING.search(text, max(0, m.start - 30), m.start) if m.type == "Place" else None
    if acting and (acting["giver"] or ACTS.match(text, m.end)):
        return acting[2]
    granted = m.text.endswith(" County") and _GIVEN_TO.search(text, max(0, m.start - 60), m.start)
    return "county" if granted else None


def _in_whole(m: Mention, text: str) -> Mention | None:
    """What a mention tells in whole: "the state of Thuringia", "South Korea's science ministry", "ministry of Peru"."""
    if told := _OF_PLACE.fullmatch(m.text):
        return replace(m, name=government_named(told[2], told[1]), known=True)
    reference = load_reference()
    own = _OWN_WHOLE.fullmatch(m.text)
    if own and (country := reference.country_of(own[1])):
        return replace(m, name=_own(m.text, own[2], country), known=True)
    of = _OF_COUNTRY.fullmatch(m.text)
    if of and (country := reference.country_of(of[1])):
        place = replace(m, start=m.start + of.start(1), text=of[1], name=country, type="Country")
        return _own_body(place, text)
    return None


def _own_body(m: Mention, text: str) -> Mention | None:
    """What is a place's own: "Japan's trade ministry", "the trade ministry of Japan"."""
    if own := _OWN.match(text, m.end):
        said = text[m.start : own.end()]
        return Mention(m.start, own.end(), said, _own(said, own[1], m.name), "Government", known=True)
    body = _MINISTRY_OF.search(text, max(0, m.start - 90), m.start) if m.type == "Country" else None
    if body is None:
        return None
    start = body.start("said")
    name = ministry_of(body["first"] or body["topic"], m.name)
    name = name or f"{body['said'].capitalize()} of {m.name}"
    return Mention(start, m.end, text[start : m.end], name, "Government", known=True)


def _own(said: str, what: str, place: str) -> str:
    """The name of a place's own ministry: "Japan's trade ministry"."""
    listed = _listed(said)
    if listed is None and what.endswith("ministry") and " " in what:
        listed = ministry_of(what.split()[0], place)
    return listed or f"{what.capitalize()} of {place}"


def government_named(place: str, rank: str) -> str:
    """How the government of a state, county or town is called in full, whatever rank an article gives it."""
    rank = rank.casefold()
    if rank == "county":
        return f"Government of {place}" if place.endswith(" County") else f"Government of {place} County"
    if rank in {"city", "town", "municipality"}:
        return f"{rank.title()} of {place}"
    reference = load_reference()
    # Georgia's government is that of a country, too.
    listed = None if reference.country_of(place) else _listed(f"{place} government")
    named = (
        "State"
        if (reference.country(place, "Place") or _country_of_state(place)) in WITH_STATES
        else "Government"
    )
    return listed or f"{named} of {place}"


def _country_of_state(place: str) -> str | None:
    """The ISO code of the country that has a state of this name, if there is one such country only."""
    codes = states().get(plain(place), frozenset())
    return next(iter(codes)) if len(codes) == 1 else None


def government_of(place: Thing, by_key: dict[str, Thing]) -> Thing:
    """The government that a place stands for, which is added to the things: Ottawa for Canada's, Queensland for its own."""
    key = f"government of {place.key}"
    if key not in by_key:
        listed = next((h for h in load_reference().lookup(place.name) if h.type == "Government"), None)
        name = listed.name if listed else place.name
        if not listed and not type_of_name(name):
            ranked = plain(name) in states() or name in _LANDS
            name = government_named(name, "state" if ranked else "city")
        votes = np.zeros_like(place.votes)
        votes[TYPES.index("Government")] = place.votes.sum()
        by_key[key] = replace(place, key=key, name=name, mentions=list(place.mentions), votes=votes)
    return by_key[key]


def named_after(said: str) -> str:
    """How the government of a country or state is called that is said so: "Texas", "Japanese"."""
    if plain(said) in states():
        return government_named(said, "state")
    return _listed(f"{said} government") or _listed(f"{said} Government") or f"Government of {said}"


@lru_cache(maxsize=1_000)
def ministry_of(topic: str, country: str) -> str | None:
    """The listed ministry of a country that has a word in its name."""
    reference = load_reference()
    code = reference.country(country, "Country")
    word = re.compile(rf"\b{re.escape(topic[:6].capitalize())}")
    found = [
        e.name
        for e in reference.find(type="Government")
        if e.country == code and "Ministry" in e.name and word.search(e.name)
    ]
    return min(found, key=lambda n: (word.search(n).start(), n)) if found else None  # type: ignore[union-attr]


def _listed(said: str) -> str | None:
    return next((h.name for h in load_reference().lookup(said) if h.type == "Government"), None)
