"""Which descriptions stand for the same thing: "a plant in Dresden", "the plant", "TSMC's factory".

A site or programme that has no name is known by what it is, where it is and whose it is. A description goes to what
was described before if nothing of this speaks against it and something for it: "the", the place or the owner.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.epithets import Epithets, is_firm, last, without_funds
from ingest.opening import PLACED, tells_of_seat
from ingest.reader import TYPES
from ingest.reference import load_reference

if TYPE_CHECKING:
    from ingest.candidates import Candidates
    from ingest.mentions import Mention
    from ingest.reader import Floats
    from ingest.things import Thing

_PLACES = frozenset({"Country", "Place"})
_DESCRIBED = frozenset({"Facility", "Program"})
_BODIES = frozenset({"Company", "University", "Organization", "Government"})
_NAMED_VOTE = 0.3  # how much the type of a description counts for a thing that has a name
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|said)\s+(?:[\w-]+\s+){0,2}$", re.I)
_ANOTHER = re.compile(r"\b(?:another|other|additional|separate)\b", re.I)
_NUMBER = re.compile(r"\b(?:first|second|third|fourth|fifth|two|three|four|five)\b")
_RANKED = re.compile(
    r"\b(city|town|municipal|county|state|provinc|region|canton|prefectur|council|district|governments?\b)",
    re.I,
)
_THERE = re.compile(r"[^.;:!?\n]{0,60}?\b(?:in|at|near|outside|on)\s(?:the\s)?(?:[a-z]+\s){0,2}")
_OWNS = re.compile(r"(?:['’]s?)?\s(?:[\w-]+\s){0,3}")
_BASED = re.compile(r"-(?:based|headquartered|listed)$")
# "Finland's X", "Finnish drugmaker X", "Oulu-based X"; "X of India", "X, based in Oulu".
_FROM = re.compile(
    r"((?:[A-Z]\w+|(?:[A-Z]\.){2,})(?:\s[A-Z]\w+)?)(?:['’]s?|-based|-headquartered)?\s(?:[a-z-]+\s){0,4}$"
)
_OF = re.compile(r",?\s(?:of|(?:based|headquartered)\sin)\s([A-Z]\w+(?:\s[A-Z]\w+)?)")
_WHOSE = re.compile(r"['’]s?\s")
_PEOPLES = ("an", "ese", "ish", "i", "ch")  # how words for who or what is of a country end
_STREET = re.compile(r"\s(?:St|Street|Road|Rd|Ave|Avenue|Boulevard|Blvd|Highway|Lane|Drive)\.?$")
_ANOTHERS = re.compile(r"\b(?:partner|rival|competitor|peer)$")
_PROGRAMS = frozenset({"project", "program", "initiative", "scheme", "fellowship"})
# "Lumen, a new European project", "the programme, called Lumen"
_APPOSED = re.compile(r",\s(?:an?|the|its|their)\s(?:[\w’'-]+\s){0,3}")
_APPOSED_BODY = re.compile(r",\s(?:an?|the)\s")
_NEAR = 80  # characters before a description in which a name begins that it says something of
_CALLED = re.compile(r",?\s(?:to\sbe\s|which\sis\s)?(?:called|named|known\sas|dubbed)\s(?:the\s)?[\"“‘'«]?")
_GENERIC = frozenset(
    [
        "facility",
        "site",
        "plant",
        "project",
        "campus",
        "factory",
        "center",
        "complex",
        "development",
        "park",
        "building",
        "hub",
        "unit",
    ]
)
SINGULAR = ("ss", "us", "headquarters", "works", "premises")
"""Endings of nouns that are one in spite of their "s"."""
# Words before a noun that do not tell what kind of site it is.
_IDLE = frozenset(
    [
        "a",
        "an",
        "the",
        "its",
        "their",
        "this",
        "that",
        "new",
        "planned",
        "proposed",
        "future",
        "existing",
        "current",
        "first",
        "largest",
        "large",
        "big",
        "major",
        "huge",
        "giant",
        "state-of-the-art",
        "nearby",
        "local",
        "regional",
        "national",
        "global",
        "international",
        "main",
        "own",
        "joint",
        "modern",
        "advanced",
    ]
)


@dataclass
class _Signs:
    """What is known of a described thing: the words of its kind, the keys of its places and owners.

    `numbers` tell it from others: "a second plant" is not "a plant", but the same as "the second plant".
    `owners` are named as such, `doers` only stand before it in its sentence.
    """

    head: str
    numbers: frozenset[str] = frozenset()
    kinds: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)
    doers: set[str] = field(default_factory=set)

    def add(self, other: _Signs) -> None:
        """Know also what the other one knows."""
        self.kinds |= other.kinds
        self.places |= other.places
        self.countries |= other.countries
        self.owners |= other.owners
        self.doers |= other.doers

    def against(self, other: _Signs) -> bool:
        """Whether they cannot be one: another kind, another place or another owner."""
        pairs = (
            (self.kinds, other.kinds),
            (self.places, other.places),
            (self.countries, other.countries),
            (self.owners, other.owners),
        )
        return any(a and b and not a & b for a, b in pairs)

    def alike(self, other: _Signs) -> bool:
        """Whether something tells that they are one: the place, or who owns or builds it."""
        if self.places & other.places:
            return True
        mine, theirs = self.owners | self.doers, other.owners | other.doers
        return bool(mine & theirs) if mine and theirs else not (mine or theirs or self.places or other.places)


def head_of(text: str) -> str:
    """The noun of a description, in the singular."""
    word = PLACED.split(text)[0].split()[-1].casefold().removesuffix("s")
    return {"centre": "center", "datacentre": "datacenter", "programme": "program"}.get(word, word)


def tells_of_several(thing: Thing) -> bool:
    """Whether a site that has no name is only spoken of as many: "its data centers in Europe" are no particular one."""
    return thing.described and thing.type == "Facility" and all(_plural(m.text) for m in thing.mentions)


def _counted_alike(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two descriptions count alike: what is "the first" may also be told without a number."""
    return one == two or one | two == {"first"}


def _plural(text: str) -> bool:
    word = PLACED.split(text)[0].split()[-1].casefold()
    return word.endswith("s") and not word.endswith(SINGULAR)


def _seats_in(said: str) -> frozenset[str]:
    """The ISO code of the country that a word names or a place lies in, and the place: "Finnish", "Oulu"."""
    reference = load_reference()
    country = reference.country_of(said)
    if country:
        return frozenset(filter(None, [reference.country(country, "Country")]))
    place = next((h for h in reference.lookup(said) if h.type == "Place"), None)
    return frozenset(filter(None, [place.country, place.name])) if place else frozenset()


class Descriptions:
    """Ties the descriptions of an article, in their order, to its things; makes new things of new sites."""

    def __init__(self, found: Candidates, things: dict[str, Thing]) -> None:
        self._text, self._things = found.text, things
        self._sentences = found.sentences
        self._named = sorted(
            ((m.start, m.end, t) for t in things.values() for m in t.mentions), key=lambda x: x[:2]
        )
        self._starts = [start for start, _, _ in self._named]
        self._signs: dict[str, _Signs] = {}
        self._epithets = Epithets(found, things)
        self._from: dict[str, frozenset[str]] = {}  # by a thing's key
        self._said: dict[str, set[str]] = {}  # the nouns by which named programmes are also known

    def tie(self, m: Mention, vote: Floats, new: type[Thing]) -> None:
        """Put a description to the thing that it stands for: one of its type before it, or a new site."""
        type_ = TYPES[int(vote.argmax())]
        before = [t for t in self._things.values() if t.type == type_ and t.mentions[0].start < m.start]
        if type_ in _DESCRIBED:
            signs = self._signs_of(m)
            thing = self._beside(m, signs) or self._same(m, signs, before)
            if thing is None:
                key = f"{m.text} at {m.start}"
                thing = self._things.setdefault(key, new(key, m.text, described=True))
            if thing.described:
                self._signs.setdefault(thing.key, _Signs(signs.head, signs.numbers)).add(signs)
        elif type_ == "Government" and (ranked := _RANKED.search(m.text)):
            # "the province" is not the town that was spoken of last
            alike = [t for t in before if ranked[1][:6].casefold() in t.name.casefold()]
            if not alike or m.text != m.text.casefold():  # what names a place is that place's
                return
            thing = last(alike, m)
        elif type_ in _PLACES and (inside := self._named_in(m.start, m.start + 1)):
            thing = inside[0][2]  # "Vestal district"
            if thing.type not in _PLACES:
                return
        elif (meant := self._body(m, before, type_ in _BODIES)) is not None:
            thing = meant
        else:
            return
        thing.mentions.append(m)
        thing.votes += vote * (1.0 if thing.described else _NAMED_VOTE)

    def _body(self, m: Mention, before: list[Thing], is_body: bool) -> Thing | None:
        """Whom "the lender", "the Dutch company", "chip designer" in "chip designer Kelvorn" stands for."""
        if not is_body:
            return self._land(m, before) if before else None
        beside = self._named_in(m.end + 1, m.end + 2)
        if beside and self._text[m.end] == " " and beside[0][2].type in _BODIES:
            return beside[0][2]
        where = _seats_in(_BASED.sub("", m.text.split()[0]))
        apposed = [
            t
            for _, end, t in self._named_in(m.start - _NEAR, m.start)
            if where and t.type in _BODIES and _APPOSED_BODY.fullmatch(self._text, end, m.start)
        ]
        if apposed:
            return apposed[0]  # "Kelvorn, the Oulu firm"
        bodies = [t for t in self._things.values() if t.type in _BODIES and t.mentions[0].start < m.start]
        if where:
            bodies = [t for t in bodies if where & self._seats(t) or not self._seats(t)]
        if (named := self._epithets.named_so(m, bodies)) is not None:
            return named
        if _ANOTHERS.search(m.text) or not before:
            return None
        if where:
            told = {t.key: self._seats(t) for t in before}
            nearest = [t for t in before if where <= told[t.key]]
            # "The Oulu company" may be the one of which the article said that it is Finnish.
            alike = [t for t in before if where & told[t.key]]
            unknown = [t for t in before if not told[t.key]]
            town = len(where) > 1 and not nearest
            before = alike + unknown if town else nearest or alike or unknown
        before = without_funds(m, before)
        subject = self._subject_before(m, before) if where or is_firm(m) else None
        if subject is not None and (where or self._epithets.here(subject, m)):
            return subject
        if where or not before:
            return last(before, m) if before else None
        return self._epithets.about(m, before, self._sentence(m.start)[0])

    def _land(self, m: Mention, before: list[Thing]) -> Thing:
        """The place that was spoken of last; for "the country" by its own name, else before the sentence, if it was.

        "South Korea's Hanbit left a project in the country" is hardly about South Korea.
        """
        if not m.text.endswith("country"):
            noun = m.text.split()[-1].casefold()  # "the same park" is no town
            alike = [t for t in before if noun in t.name.casefold().split()]
            # "Vesta, of Graz, promised the city a plant" tells of another city.
            apart = [
                t
                for t in before
                if not _STREET.search(t.name)
                and not all(tells_of_seat(k, self._text) for k in t.mentions if k.start < m.start)
            ]
            return last(alike or apart or before, m)
        told = [(k, t) for t in before for k in t.mentions if k.start < m.start]
        low, _ = self._sentence(m.start)
        by_name = [
            (k, t)
            for k, t in told
            if not (k.adjective or _WHOSE.match(self._text, k.end))
            and (k.text == t.name or not k.text.endswith(_PEOPLES))
        ]
        earlier = [(k, t) for k, t in told if k.start < low]
        return max(by_name or earlier or told, key=lambda x: x[0].start)[1]

    def _subject_before(self, m: Mention, bodies: list[Thing]) -> Thing | None:
        """Of several bodies, whom the sentence before was about, if a description begins the next: "The Oulu firm …"."""
        low, _ = self._sentence(m.start)
        if self._text[low : m.start].strip() not in {"The", ""}:
            return None
        before, _ = self._sentence(max(0, len(self._text[:low].rstrip()) - 1))
        keys = {t.key for t in bodies}
        here = [t for _, _, t in self._named_in(before, low) if t.type in _BODIES]
        return here[0] if here and here[0].key in keys else None

    def _seats(self, thing: Thing) -> frozenset[str]:
        """Where a body is from by the reference list, else by the words around its mentions."""
        if thing.key not in self._from:
            code = load_reference().country(thing.name, thing.type)
            found = frozenset([code]) if code else frozenset[str]()
            for m in thing.mentions if not code else ():
                before = _FROM.search(self._text, max(0, m.start - 60), m.start)
                after = _OF.match(self._text, m.end)
                for told in filter(None, (before, after)):
                    found |= _seats_in(told[1])
            self._from[thing.key] = found
        return self._from[thing.key]

    def _beside(self, m: Mention, signs: _Signs) -> Thing | None:
        """The named programme of which a description right before or after its name says what it is."""
        if signs.head not in _PROGRAMS:
            return None
        low, high = self._sentence(m.start)
        for start, end, thing in self._named_in(low, high):
            between = _APPOSED.fullmatch(self._text, end, m.start) or _CALLED.fullmatch(
                self._text, m.end, start
            )
            if between and thing.type == "Program":
                self._said.setdefault(thing.key, set()).add(signs.head)
                return thing
        return None

    def _same(self, m: Mention, signs: _Signs, before: list[Thing]) -> Thing | None:
        lead = self._text[max(0, m.start - 40) : m.start]
        if _ANOTHER.search(lead[-12:] + m.text):
            return None
        definite = bool(_DEFINITE.search(lead))
        known = [
            t
            for t in before
            if t.described
            and self._signs[t.key].head == signs.head
            and (
                _counted_alike(self._signs[t.key].numbers, signs.numbers) or (definite and not signs.numbers)
            )
            and not signs.against(self._signs[t.key])
            and (definite or signs.alike(self._signs[t.key]))
        ]
        if not known and definite:
            # "the consortium" is the one that has the word in its name
            named = [t for t in before if not t.described]
            known = [t for t in named if signs.head in {head_of(t.name), *self._said.get(t.key, ())}]
        if not known and definite and signs.head in _GENERIC:
            known = [t for t in before if not t.described or not signs.against(self._signs[t.key])]
        return self._epithets.told_most(m, known) if known else None

    def _signs_of(self, m: Mention) -> _Signs:
        low, high = self._sentence(m.start)
        said = PLACED.split(m.text)[0]
        near = self._text[max(0, m.start - 12) : m.end].casefold()
        signs = _Signs(head_of(m.text), frozenset(_NUMBER.findall(near)))
        signs.kinds = {w for w in said.split()[:-1] if w.islower() and w.isalpha() and w not in _IDLE}
        for start, end, thing in self._named_in(low, high):
            if thing.type in _PLACES:
                there = start >= m.end and _THERE.fullmatch(self._text, m.end, start)
                if there or (m.start <= start and end <= m.end):
                    mine = signs.countries if thing.type == "Country" else signs.places
                    if not mine:
                        mine.add(thing.key)
            elif thing.type in _BODIES and start < m.end:
                owns = (m.start <= start and end <= m.end) or _OWNS.fullmatch(self._text, end, m.start)
                if owns:
                    signs.owners = {thing.key}
                signs.doers = {thing.key}
        return signs

    def _sentence(self, place: int) -> tuple[int, int]:
        at = bisect_right(self._sentences, (place, len(self._text) + 1)) - 1
        return self._sentences[at] if at >= 0 and place < self._sentences[at][1] else (place, place + 1)

    def _named_in(self, low: int, high: int) -> list[tuple[int, int, Thing]]:
        return self._named[bisect_right(self._starts, low - 1) : bisect_right(self._starts, high - 1)]
