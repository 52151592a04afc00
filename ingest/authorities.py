"""Governments that are only called by their rank: "the city will contribute", "a grant from the state", "the government gave".

They are those of the place that was spoken of last, or of the country that the article speaks of most; only what acts
or gives is one, since "in the city" is a place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.governments import ACTS, WITH_STATES, government_named, ministry_of
from ingest.mentions import Mention
from ingest.opening import is_description
from ingest.reference import government_of, load_reference, seats, states
from ingest.reference.listed import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.layout import Block

_EVERYWHERE = frozenset({"EUR", "USD"})
_STANDS_OUT = 1.5  # how many times as often as the next country
_NEAR = 300  # characters of a sentence in which its country is looked for
_FAR = 40  # mentions before it among which its place is looked for
_RANKS = {
    "city": r"city|town|municipality|borough",
    "county": r"county",
    "state": r"(?:state|provincial|prefectural|regional|cantonal)\s(?:government|authorities)|[Ss]tate|province|canton|prefecture",
    "country": r"(?:national\s|central\s)?government|Government|[Cc]abinet",
}
_CALLED = re.compile(
    r"\b[Tt]he\s(?:(?P<city>(?:city|town|municipal)\s(?:government|council)|{city})|(?P<county>{county})|(?P<state>{state})"
    r"|(?P<country>{country}))(?=\s|['’]s\s|[,.;)])".format(**_RANKS)
)
# "The Government", "the State Cabinet", "the Council of Ministers of Spain": a name by capitals alone.
_BARE = re.compile(
    r"(?:the\s)?(?:(?P<state>(?:State|Provincial)\s(?:Cabinet|Government)|State)"
    r"|(?P<country>Cabinet|Government|Council\sof\sMinisters)(?:\sof\s(?:the\s)?(?P<of>[A-Z][\w\s]+))?)",
    re.I,
)
# Who writes so speaks of a state's government, unless the country's is named, too.
_OF_STATE = re.compile(
    r"\bState\s(?:Cabinet|Government|Assembly)\b|\bChief\sMinister\b|\b[Tt]he\sState\b(?!\s[A-Z])"
)
_OF_UNION = re.compile(
    r"\b(?:Union|Federal|Central)\s(?:Cabinet|Government|Minist)|\bPrime\sMinister\b|\bthe\sCentre\b"
)
# "Minister for Enterprise, Trade and Employment": who holds an office speaks for the government.
_PORTFOLIO = (
    "Development|Industr(?:y|ies)|Innovations?|Science|Research|Technology|Trade|Employment|Enterprise|Economy|Economic|Business|Energy|Climate|"
    "Environment|Education|Higher|Digital|Infrastructure|Communications?|Information|Investment|Planning|Finance|Commerce|Space|Affairs|Action|"
    "Policy|Transition|Transport|Labour|Net|Zero|Security|Skills|Sport|Culture|Media|State|Regional|Resources|Water|Growth|Aerospace|Funds|Artificial|Intelligence"
)
_OFFICE = re.compile(
    r"\b(?:(?:(?P<federal>Federal|Union|Commonwealth|National)|(?!The\b)[A-Z][a-z]+)\s)?(?:Minister|Secretary\sof\sState)\s(?:of|for)\s(?:the\s)?[A-Z][\w-]+"
    rf"(?:(?:,\s(?:and\s)?|\sand\s|\s)(?:the\s)?(?:{_PORTFOLIO})\b)*(?!\w)"
)
_MINISTRY = re.compile(
    rf"\b(?:Ministry|Department|Secretariat)\s(?:of|for)\s(?:the\s)?[A-Z][\w-]+(?:(?:,\s(?:and\s)?|\sand\s|\s)(?:the\s)?(?:{_PORTFOLIO})\b)+(?!\w)"
)
# "the economy ministry", "by the German trade and industry ministry"
_CALLED_MINISTRY = re.compile(
    r"\b(?:[Tt]he|by|from)\s(?:(?P<of>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s)?(?P<said>(?P<first>[a-z]{4,})\s(?:and\s[a-z]+\s)?ministry)\b"
)
_WHOSE = re.compile(r"((?:[A-Z]\w+|(?:[A-Z]\.){2,})(?:\s[A-Z]\w+)?)(?:['’]s)?\s(?:[A-Z]\w+\s)?$")
_OF_LAND = re.compile(r"\sof\s(?:the\s)?([A-Z]\w+(?:\s[A-Z]\w+)?)")
_STOP = re.compile(r"[.;!?]\s|\n")
_TOWNS = frozenset({"City", "Town", "Municipality", "Borough"})
RULED = re.compile(r"(State|Government|Province|City|Town|Municipality|Borough) of (?:the )?(.+)")
"""The name of a government: its rank, and its place."""
_GIVER = re.compile(r"\b(?:by|from|and|with)\s$")
# "The government in Bratislava agreed to give": the town tells whose it is, and is no place of the deal.
_SEATED = re.compile(r"\b[Tt]he\s(?P<said>government\sin\s(?P<town>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?))(?!\w)")
_NOT_THERE = re.compile(r"\s(?:of|where|in\swhich)\b")
# "The federal government" is that of the United States, but not in an article on another federation.
_FEDERAL_ONE = re.compile(
    r"\b[Tt]he\s(federal\sgovernment|federal(?=\sand\s(?:[A-Z]\w+\s){1,2}(?:state\s|provincial\s)?governments\b))(?!\sof\b)"
)
FEDERATIONS = frozenset([
    "Australia", "Austria", "Belgium", "Brazil", "Canada", "Germany", "India", "Malaysia", "Mexico",
    "Nigeria", "Switzerland",
])  # fmt: skip
"""Countries, other than the United States, whose government is called the federal one."""
_KINGDOMS = frozenset([
    "Bahrain", "Belgium", "Bhutan", "Cambodia", "Denmark", "Jordan", "Morocco", "Netherlands", "Saudi Arabia", "Spain", "Thailand",
])  # fmt: skip
# Countries whose states are not called after a town, and their towns that are states.
_STATES_APART = frozenset({"AU", "BR", "CA", "CN", "DE", "IN", "US"})
_CITY_STATES = frozenset([
    "Beijing", "Berlin", "Brasilia", "Bremen", "Chongqing", "Delhi", "Hamburg", "Sao Paulo", "Shanghai",
    "Tianjin",
])  # fmt: skip


def ministries_in(block: Block) -> Iterator[Mention]:
    """Ministries of several things: "the Ministry of Digital Development, Innovations and Aerospace Industry"."""
    for told in _MINISTRY.finditer(block.text):
        said = told.group()
        if ("," in said or " and " in said) and not load_reference().lookup(said):
            start = block.start + told.start()
            yield Mention(start, start + len(said), said, said, "Government", known=True)


def with_authorities(chosen: list[Mention], text: str, currencies: Iterable[str] = ()) -> list[Mention]:
    """The mentions with those of governments that are called by their rank, in place of what was taken for them.

    `currencies` are those of the article's sums (ISO 4217), which tell of a country, too.
    """
    chosen = list(_with_kingdoms(chosen))
    home = _home(chosen, currencies)
    made = list(_named(chosen, text, home))
    inside = {k for m in made for k in range(m.start, m.end)}
    rest = [m for m in chosen if inside.isdisjoint(range(m.start, m.end))]
    rest = [_with_land(m, chosen, text, home) for m in rest]
    return sorted([*rest, *made], key=lambda m: (m.start, -m.end))


def _with_land(m: Mention, chosen: list[Mention], text: str, home: str | None) -> Mention:
    """A government's mention with its full name, if it is called by its rank in capitals: "the State Cabinet"."""
    # "The government" in small letters is told by the article alone, if it is of one country.
    named = not m.known and m.type not in {"Country", "Place"} and (home or not is_description(m))
    told = _BARE.fullmatch(m.text) if named else None
    if told is None:
        return m
    before = [b for b in chosen if b.start < m.start and not _BARE.fullmatch(b.text)]
    if told["of"]:
        country = load_reference().country_of(told["of"])
        name = government_of(country) if country else None
    elif told["state"] or _is_of_state(text, home):
        name = _local("state", "State", before, home)
    else:
        name = government_of(home) if home else _of_country(before)
    return replace(m, name=name, type="Government", known=True) if name else m


def _named(chosen: list[Mention], text: str, home: str | None) -> Iterator[Mention]:
    starts = [m.start for m in chosen]
    # "Zapopan, Jalisco": what stands after a town and a comma is no town.
    around = {
        b.start for a, b in pairwise(chosen) if a.type == b.type == "Place" and text[a.end : b.start] == ", "
    }
    for called in _FEDERAL_ONE.finditer(text) if home in FEDERATIONS else ():
        yield Mention(*called.span(1), called[1], government_of(str(home)), "Government", known=True)
    yield from _seated(text)
    yield from _offices(text, home)
    yield from _ministries(chosen, starts, text, home)
    for called in _CALLED.finditer(text):
        giver = _GIVER.search(text, max(0, called.start() - 6), called.start())
        if not (ACTS.match(text, called.end()) or giver) or _NOT_THERE.match(text, called.end()):
            continue
        rank = str(called.lastgroup)
        start, end = called.span(rank)
        at = bisect_left(starts, start)
        before = [m for m in chosen[max(0, at - _FAR) : at] if m.name[:1].isupper()]
        if rank == "city":
            before = [m for m in before if m.start not in around]
        here = [m for m in before if m.end > start - _NEAR and not _STOP.search(text, m.end, start)]
        said = text[start:end]
        if said == "Government" and _is_of_state(text, home):
            rank = "state"
        if rank == "country":
            name = _of_country(here) or (government_of(home) if home else _of_country(before))
        else:
            name = _local(rank, said, here, home) or _local(rank, said, before, home)
        if name is not None:
            yield Mention(start, end, said, name, "Government", known=True)


def _is_of_state(text: str, home: str | None) -> bool:
    """Whether "the Government" of an article is a state's."""
    return home in FEDERATIONS and bool(_OF_STATE.search(text)) and not _OF_UNION.search(text)


def _seated(text: str) -> Iterator[Mention]:
    """Governments that are told by the capital in which they sit: "the government in Bratislava"."""
    for told in _SEATED.finditer(text):
        town = told["town"] if told["town"] in seats() else told["town"].split()[0]
        if country := seats().get(town):
            start = told.start("said")
            end = told.start("town") + len(town)
            yield Mention(start, end, text[start:end], government_of(country), "Government", known=True)


def _offices(text: str, home: str | None) -> Iterator[Mention]:
    """Who holds an office of a government, for which he or she speaks: "Ireland's Minister for Enterprise"."""
    for office in _OFFICE.finditer(text):
        before = _WHOSE.search(text, max(0, office.start() - 40), office.start())
        after = _OF_LAND.match(text, office.end())
        countries = [load_reference().country_of(told[1]) for told in (after, before) if told]
        # A state of a federation has ministers, too.
        country = next(
            filter(None, countries), None if home in FEDERATIONS and not office["federal"] else home
        )
        name = government_of(country) if country else None
        if before and plain(before[1]) in states() and before[1] != country:
            name = government_named(before[1], "state")
        if name:
            yield Mention(*office.span(), office.group(), name, "Government", known=True)


def _ministries(chosen: list[Mention], starts: list[int], text: str, home: str | None) -> Iterator[Mention]:
    """Ministries called by what they are for: "the economy ministry", of the country that is spoken of."""
    for called in _CALLED_MINISTRY.finditer(text):
        start, end = called.span("said")
        at = bisect_left(starts, start)
        if any(m.start == start and m.end > end and m.known for m in chosen[at : at + 1]):
            continue  # "the trade ministry of Peru"
        before = [m for m in reversed(chosen[max(0, at - _FAR) : at]) if m.end > start - _NEAR]
        near = [m for m in before if not _STOP.search(text, m.end, start)]
        if text[end : end + 4] == " in ":
            near = [*(m for m in chosen[at : at + 2] if m.start == end + 4), *near]
        paragraph = [m for m in before if "\n" not in text[m.end : start]]
        own = load_reference().country_of(called["of"]) if called["of"] else None
        told = own or _first_country(near) or home or _first_country(paragraph)
        if told and (own or not called["of"]):
            name = ministry_of(called["first"], told) or f"{called['said'].capitalize()} of {told}"
            yield Mention(start, end, called["said"], name, "Government", known=True)


def _with_kingdoms(chosen: list[Mention]) -> Iterator[Mention]:
    """The mentions, with the country that "the Kingdom" stands for: the last kingdom that was named, or whose town was."""
    last = None
    for m in chosen:
        country = _country_of(m)
        if country in _KINGDOMS:
            last = country
        alone = m.text.removeprefix("the ").removeprefix("The ") == "Kingdom"
        yield replace(m, name=last, type="Country", known=True) if alone and last else m


def _first_country(mentions: list[Mention]) -> str | None:
    return next((c for m in mentions if (c := _country_of(m))), None)


def _country_of(m: Mention) -> str | None:
    """The country that a mention is of, lies in or governs."""
    if m.type == "Country":
        return m.name
    if m.type in {"Place", "Government"} and not m.text.startswith("federal"):
        return _countries().get(load_reference().country(m.name, m.type) or "")
    return None


def _of_country(before: list[Mention]) -> str | None:
    """The government of the last country that these tell of."""
    country = next((c for m in reversed(before) if (c := _country_of(m))), None)
    return government_of(country) if country else None


def _local(rank: str, said: str, before: list[Mention], home: str | None) -> str | None:
    """The government of the last place of this rank at home, or the one of this rank that was named after it."""
    code = load_reference().country(home, "Country") if home else None
    if (
        rank == "state" and said.lower() == "state" and code and code not in WITH_STATES
    ):  # elsewhere it is the country's
        return government_of(str(home))
    for m in reversed(before):
        there = _country_of(m)
        if rank == "county" and m.type == "Government" and m.name.endswith(" County"):
            return m.name
        if m.type == "Government" and (told := RULED.fullmatch(m.name)):
            ranked = "city" if told[1] in _TOWNS else "state"
            if rank == ranked and (rank == "city" or _is_state(told[2], code)):
                return m.name
        if m.type != "Place" or (home and there and there != home):
            continue
        if rank == "county" and m.name.endswith(" County"):
            return government_named(m.name, rank)
        if rank == "state" and _is_state(m.name, code):
            return government_named(m.name, rank)
        if rank == "city" and not _is_region(m.name):
            return government_named(m.name, "city" if " " in said else said)
    return None


def _home(chosen: list[Mention], currencies: Iterable[str]) -> str | None:
    """The country that an article speaks of most, places in it and sums counted; None if none stands out."""
    names = _countries()
    counts = Counter(c for m in chosen if (c := _country_of(m)))
    for currency in currencies:
        # A code begins with its country's; dollars and euros are counted in everywhere.
        if currency not in _EVERYWHERE and (country := names.get(currency[:2])):
            counts[country] += 1
    best = counts.most_common(2)
    if not best or (len(best) > 1 and best[0][1] < _STANDS_OUT * best[1][1]):
        return None
    return best[0][0]


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """The names of countries by their ISO codes."""
    return {e.country: e.name for e in load_reference().find(type="Country") if e.country}


def _is_state(name: str, country: str | None) -> bool:
    """Whether a place is a state of its country; without one, of a country whose states are not towns."""
    codes = states().get(plain(name.removesuffix(" Prefecture").removesuffix(" Province")), frozenset())
    return country in codes if country else bool(codes & _STATES_APART)


def _is_region(name: str) -> bool:
    """Whether a place is larger than a town. In some countries most regions are called after their town."""
    if name.endswith((" County", " Province", " Prefecture", " Valley", " Region", " Coast", " State")):
        return True
    return not _STATES_APART.isdisjoint(states().get(plain(name), ())) and name not in _CITY_STATES
