"""The things that an article speaks of: mentions put together by what they name.

Names of the same thing are put together, the type is voted for by all its mentions, and what is only described ("the
plant", "a new data centre") is tied to what was named or described before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ingest.choosing import chosen_mentions
from ingest.coreference import acronym, cluster
from ingest.descriptions import Descriptions
from ingest.mentions import Mention, clean_name, type_of_name
from ingest.opening import PLACED, is_description, share_of
from ingest.reader import TYPES
from ingest.reference import states
from ingest.reference.listed import plain
from ingest.shortened import is_blend, is_project_name, tickers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import EntityType
    from ingest.candidates import Candidates
    from ingest.reader import Floats, Reading

_NOUNS = frozenset({"NOUN", "PROPN"})
# How much each witness of a type counts: the reference list, the rule that proposed it, the name's own words.
_KNOWN_VOTE, _RULE_VOTE, _NAME_VOTE, _ADJECTIVE_VOTE = 1.0, 0.25, 0.5, 0.3
# Words that stand for a name that was told in full before.
_BARE = frozenset(
    [
        "Academy",
        "Administration",
        "Agency",
        "Alliance",
        "Authority",
        "Bank",
        "Board",
        "Bureau",
        "Center",
        "Centre",
        "College",
        "Commission",
        "Company",
        "Consortium",
        "Corporation",
        "Council",
        "Department",
        "Division",
        "Foundation",
        "Fund",
        "Group",
        "Hub",
        "Institute",
        "Initiative",
        "Laboratory",
        "Ministry",
        "Network",
        "Office",
        "Partnership",
        "Plant",
        "Program",
        "Programme",
        "Scheme",
        "University",
    ]
)
_BRACKET = re.compile(r"(?:['’]s?)?\s?\(")
_QUOTED = frozenset({'("', "(“", '(the "', "(the “"})
_PROGRAM = r"(?:project|program(?:me)?|initiative|scheme|fellowship)"
_SORT = r"(?:(?!(?:of|with|for|in|on|to|from|by|and|that|which|behind)\s)[\w’'-]+\s)"
# What is told to be a programme: "Lumen, a European project that …", "a scheme called Lumen", "the programme Lumen".
_IS_PROGRAM = re.compile(
    rf",\s(?:(?:an?|its|their)\s{_SORT}{{0,4}}?|the\s{_SORT}{{1,4}}?){_PROGRAM}"
    r"(?=[,.;)]|\s(?:that|which|to|for|of|in|on|under|by|with|run|led|funded|started|launched)\b)"
)
_CALLED = rf"\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir)\s{_SORT}{{0,3}}?{_PROGRAM}"
_CALLS = re.compile(
    rf"{_CALLED}(?:\s[^\s.,;:]+){{0,5}}?,?\s(?:to\sbe\s|which\sis\s)?(?:called|named|known\sas|dubbed|under\sthe\sname(?:\sof)?)\s(?:the\s)?[\"“‘'«]?$"
)
_NAMES = re.compile(rf"{_CALLED}\s[\"“‘'«]?$")
# "The project, Lumen, is one of nine"
_ASIDE = re.compile(rf"{_CALLED},\s$")
_THEN = re.compile(r",\s(?:is|was|has|will|would|aims|which|runs|gets|receives)\b")
_NO_VERB = re.compile(r"[\"”’'»]?(?:[,.;)]|\s(?:and|for|in|on|with|of|at|under|which|that)\b|$)")
_NOT_PROGRAMS = frozenset({"Country", "Place", "Government", "Program"})
_NOUN_AFTER = re.compile(
    rf"\s(?:research\s)?{_PROGRAM}(?=[,.;)]|\s(?:and|is|was|has|will|in|to|for|with|on)\b)"
)
_SHORT = 4  # letters up to which a name in capitals may well be a company's: "the ABB project"
_CALLED_WITHIN = 100  # characters before a name in which it may be called a programme
_ALSO = re.compile(
    r",?\s\(?(?:(?:formerly|previously|once|now|also|better)\s)?(?:known|trading|called|branded|doing\sbusiness)\sas\s"
    r"|,?\s\(?(?:formerly|previously|now\scalled)\s"
)


@dataclass
class Thing:
    """One entity in the making; `votes` are its types' (TYPES), `described` that it has no name of its own."""

    key: str
    name: str
    mentions: list[Mention] = field(default_factory=list)
    votes: Floats = field(default_factory=lambda: np.zeros(len(TYPES), np.float32))
    described: bool = False

    @property
    def type(self) -> EntityType:
        """The type with the most votes."""
        return TYPES[int(self.votes.argmax())]

    @property
    def names(self) -> list[str]:
        """How it is named in the text, descriptions such as "the company" left out, the most frequent first."""
        described = {m.text for m in self.mentions if is_description(m)}
        return [clean_name(s) for s in self.surfaces if s not in described]

    @property
    def surfaces(self) -> list[str]:
        """How it is written in the text, the most frequent first."""
        counts: dict[str, int] = {}
        for m in self.mentions:
            counts[m.text] = counts.get(m.text, 0) + 1
        return sorted(counts, key=lambda t: (-counts[t], t))


class Told(NamedTuple):
    """A mention with the thing that it names."""

    mention: Mention
    thing: Thing


def in_order(things: Iterable[Thing]) -> list[Told]:
    """All mentions of things in the order of the text, the longer of those that begin together first."""
    told = (Told(m, t) for t in things for m in t.mentions)
    return sorted(told, key=lambda x: (x.mention.start, -x.mention.end))


def find_things(found: Candidates, reading: Reading) -> list[Thing]:
    """All things of an article, in the order of their first mention."""
    chosen = chosen_mentions(found, reading)
    things: dict[str, Thing] = {}
    described: list[tuple[Mention, Floats]] = []
    votes = {m: _votes(m, reading) for m in chosen}
    named = [m for m in chosen if not is_description(m)]
    pos = {start: tag for start, _, _, tag in found.words}
    leaders = _leaders(named, votes, reading, found.text)
    for m in chosen:
        if is_description(m):
            if pos.get(_last_word(m)) in _NOUNS:
                described.append((m, votes[m]))
            continue
        key = leaders[m.name]
        thing = _again(m, things) or _by_its_end(m, things, found.text)
        if thing is None and m.text in _BARE and key == m.name:
            continue  # "Company" alone names nobody
        thing = thing or things.setdefault(key, Thing(key, key))
        thing.mentions.append(m)
        thing.votes += votes[m]
    _join_governments(things)
    _tell_programs(things.values(), found.text)
    descriptions = Descriptions(found, things)
    for m, vote in described:
        descriptions.tie(m, vote, Thing)
    for thing in things.values():
        thing.mentions.sort(key=lambda m: m.start)
    return sorted(things.values(), key=lambda t: t.mentions[0].start)


def _join_governments(things: dict[str, Thing]) -> None:
    """Put what acts as a government, called as its county is, to that government: "Sedgwick County approved …"."""
    for thing in list(things.values()):
        full = things.get(f"Government of {thing.name}")
        if thing.type == "Government" and full is not None:
            full.mentions += thing.mentions
            full.votes += thing.votes
            del things[thing.key]


def _tell_programs(things: Iterable[Thing], text: str) -> None:
    """Make programmes of what the text tells to be some: "Lumen, a new European project", "a scheme called Lumen"."""
    for thing in things:
        known = any(m.known for m in thing.mentions)
        if (
            not known
            and thing.type not in _NOT_PROGRAMS
            and any(_called_program(m, text) for m in thing.mentions)
        ):
            thing.votes[TYPES.index("Program")] = 2 * thing.votes.max() + 1


def _called_program(m: Mention, text: str) -> bool:
    if _IS_PROGRAM.match(text, m.end):
        return True
    low = max(0, m.start - _CALLED_WITHIN)
    if (
        len(m.text) > _SHORT
        and (m.text.isupper() or is_project_name(m.text))
        and _NOUN_AFTER.match(text, m.end)
    ):
        return True
    if _CALLS.search(text, low, m.start):
        return True
    if _THEN.match(text, m.end) and _ASIDE.search(text, low, m.start):
        return True
    # "the project Kelvorn announced" is not called Kelvorn
    told = m.text.isupper() or _NO_VERB.match(text, m.end)
    return bool(told and _NAMES.search(text, low, m.start))


def _again(m: Mention, things: dict[str, Thing]) -> Thing | None:
    """What "the Department" stands for: the last thing before it with this word in its name."""
    if m.text not in _BARE or m.known:
        return None
    before = [t for t in things.values() if m.text in t.name.split() and t.name != m.text]
    return max(before, key=lambda t: t.mentions[-1].start, default=None)


def _by_its_end(m: Mention, things: dict[str, Thing], text: str) -> Thing | None:
    """What "the Energy Center" stands for: the last thing before it whose longer name ends so."""
    if m.known or " " not in m.text or text[max(0, m.start - 4) : m.start].casefold() != "the ":
        return None
    before = [t for t in things.values() if t.name.endswith(f" {m.text}")]
    return max(before, key=lambda t: t.mentions[-1].start, default=None)


def _leaders(
    named: list[Mention], votes: dict[Mention, Floats], reading: Reading, text: str
) -> dict[str, str]:
    """For each name the one that stands for its thing: known, or else the one that the reader most holds for a name."""
    sums: dict[str, Floats] = {}
    for m in named:
        sums[m.name] = sums.get(m.name, 0) + votes[m]
    types = {name: TYPES[int(v.argmax())] for name, v in sums.items()}
    leaders = cluster(named, types, text)
    for full, short in pairwise(named):
        between, after = text[full.end : short.start], text[short.end : short.end + 2]
        # "University of Florida (UF)", "Frontieras North America (“Frontieras”)", "Wolfspeed, formerly known as Cree"
        bracketed = _BRACKET.fullmatch(between) and after[:1] == ")" and _may_be_short_for(short, full, types)
        quoted = between.strip() in _QUOTED and after in {"”)", '")'}
        if (bracketed or quoted or _ALSO.fullmatch(between)) and not (short.known and full.known):
            old = leaders[short.name]
            if old != short.name and short.text == acronym(full.name):  # "CPV" of "CPV Solar" stands for more
                leaders[short.name] = leaders[full.name]
                continue
            leaders = {name: leaders[full.name] if lead == old else lead for name, lead in leaders.items()}
    worth: dict[str, float] = {}
    for m in named:
        sure = float(share_of(m.start, m.end, reading).sum())
        # Of names that are equally sure the fuller one is better.
        value = (10.0 if m.known else 0.0) + sure + 0.03 * len(m.name.split())
        worth[m.name] = max(worth.get(m.name, 0.0), value)
    best: dict[str, str] = {}
    called = tickers(named, text)
    for name, leader in leaders.items():
        if is_blend(name, leader) or (name in called and name != leader):
            continue
        if leader not in best or worth[name] > worth[best[leader]]:
            best[leader] = name
    return {name: best.get(leader, leader) for name, leader in leaders.items()}


def _may_be_short_for(short: Mention, full: Mention, types: dict[str, EntityType]) -> bool:
    """Whether a name in brackets can be another one for the long name before it: "(UF)", "(Finep)"."""
    if short.text.isupper():
        return True
    alike = types[short.name] == types[full.name] not in {"Country", "Place"}
    if " " in short.text:  # "Arcwell Renewable Power (Arcwell Renewables)"
        return alike and len(short.name) < len(full.name) and short.name.split()[0] == full.name.split()[0]
    return alike and len(full.name.split()) > 2


def _votes(m: Mention, reading: Reading) -> Floats:
    votes = share_of(m.start, m.end, reading) * (_ADJECTIVE_VOTE if m.adjective else 1.0)
    votes[TYPES.index(m.type)] += _KNOWN_VOTE if m.known else _RULE_VOTE
    if m.known and m.type == "Country" and plain(m.name) in states():
        votes[TYPES.index("Place")] += _KNOWN_VOTE  # Georgia is a country and a state: the reader decides
    told = type_of_name(m.name)
    if told in {"Government", "University"} and m.name[:1].isupper():
        votes[TYPES.index(told)] += _NAME_VOTE
    return votes


# descriptions --------------------------------------------------------------------------------------------


def _last_word(m: Mention) -> int:
    """Where the last word of a description begins, before any "in …"."""
    said = PLACED.split(m.text)[0]
    return m.start + max(said.rfind(" "), said.rfind("-"), said.rfind("\n")) + 1
