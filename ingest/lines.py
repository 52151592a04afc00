"""Lines of business that change hands: "bought the cables business of Kelvorn", "sold its tower unit to Vesta"; they are their owner's."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ingest.anchors import told_by_words
from ingest.coreference import without_form
from ingest.mentions import Mention
from ingest.parties import INVESTOR, RECIPIENT
from ingest.reader import KINDS, TYPES
from ingest.relations import TOLD, Link
from ingest.tables import LEFT, SURE, give
from ingest.things import Thing, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.model import Status
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Told

_BODIES = frozenset({"Company", "University", "Organization", "Government"})
_WHAT = (
    r"(?P<what>(?:(?!(?:of|and|in|to|for|its|the|from|with|by|own|entire|whole|remaining|new|wholly|fully|owned|wholly-owned)\b)[\w&/-]+\s){1,5}?"
    r"(?:business|unit|division|arm|subsidiary|operations|activities))\b(?!\s(?:of\sits\sown|school|park|plan|model|class|centre|center|development|operator|group)|,?\s(?:(?:called|named)\s)?[A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*){0,3}(?:,|\s(?:to|for|from|in|and)\b|[.;]?$))"
)
_ADJECTIVE = r"(?:(?:entire|whole|remaining|former|loss-making|struggling)\s)?"
_SELLS = (
    r"\b(?:sell|sells|sold|selling|sale\sof|dispos(?:es?|ed|ing)\sof|divest(?:s|ed|ing)?|offload(?:s|ed|ing)?|part(?:s|ed)?\swith|hiv(?:es?|ed)\soff)\s"
    r"(?:(?:an?\s(?:[\w-]+\s)?|the\s|\d[\d.]*\s?(?:%|percent|per\scent)\s|(?:half|three\squarters|most)\s)(?:(?:stake|share|interest)\s)?(?:in|of)\s)?"
)
_TAKES = (
    r"\b(?:buy|buys|bought|buying|acquires?|acquired|acquiring|acquisition\sof|take[sn]?\sover|took\sover|taking\sover|takeover\sof|purchase\sof|"
    r"purchas(?:es|ed|ing)|pick(?:s|ed)\sup|snap(?:s|ped)\sup|bag(?:s|ged)|stake\sin|(?:bid|offer)(?:ing)?\sfor|(?:pay|pays|paid|paying)\s[^.;:\n]{2,40}?\sfor)\s"
)
_BEFORE = re.compile(
    rf"(?:{_TAKES}|{_SELLS}(?:of\s)?)(?:the\s|an?\s)?(?:[A-Z][\w.]+(?:['’]s|-based)?\s)?(?:[a-z-]+\s){{0,3}}$"
)
_BEFORE_THE = re.compile(rf"(?:{_TAKES}|{_SELLS})$")
_SOLD_AFTER = re.compile(
    r"[^.;:\n]{0,40}?\s(?:is|was|are|were|has\sbeen|have\sbeen|will\sbe)\s(?:(?:to\sbe|being|later|now)\s)?(?:bought|sold|acquired|taken\sover)\b"
)
_OF = re.compile(rf"\b(?:the|an?)\s{_ADJECTIVE}{_WHAT}\s(?:in\s[A-Z]\w+\s)?(?:of|from)\s")
# "of Germany's cable maker Kelvorn", "of Danish rival Kelvorn"
_LEAD = re.compile(r"(?:the\s)?(?:[A-Z]\w+(?:['’]s|-based)\s|[A-Z][a-z]+\s(?=[a-z]))?(?:[a-z-]+\s){0,3}")
_OWN = re.compile(rf"['’]s?\s(?:\([^)\s]{{1,12}}\)\s)?{_ADJECTIVE}{_WHAT}")
_BOUGHT_IT = re.compile(
    r"(?<!not\s)(?<!n't\s)\b(?:(?P<done>bought|acquired|took\sover|taken\sover|purchased|picked\sup|snapped\sup|bagged)|buys|acquires|takes\sover|snaps\sup|bags)\s[^.;:,\n]{0,80}$"
)
_WITH_OWNER = re.compile(rf"(?P<owner>[A-Z][^\s'’]*(?:\s[A-Z][^\s'’]*){{0,3}})['’]s?\s{_ADJECTIVE}{_WHAT}")
_ITS = re.compile(rf"{_SELLS}(?P<its>its|their)\s{_ADJECTIVE}{_WHAT}")
_OBJECT = re.compile(r"\b(?:in|of|from|with|by|to|for|at|on|than|against|over|into)\s(?:the\s)?$", re.I)
_GROUP = re.compile(r"\b(?:Group|Holdings?)$")  # no legal form that is left out
_SHARE = re.compile(r"\b(?:stake|share|interest|half|three\squarters|percent|per\scent)\b|%")
_WHOLE = re.compile(r"\b(?:whole|entire|100)\b")
_SURE = 0.7  # what the reader is surer of goes first
_LIKELY = 0.5
_FAR = 120  # characters before a line in which it is told to be bought or sold
_NEAR = 60  # characters before a line in which a share of it is told
_BOUGHT = frozenset({"acquisition", "equity", "purchase", "investment"})


class Line(NamedTuple):
    """A line of business as a thing, whose it is, and the characters at which it is first told to change hands."""

    thing: Thing
    owner: Thing
    start: int
    end: int


def find_lines(found: Candidates, things: list[Thing]) -> tuple[list[Thing], list[Line]]:
    """The things of an article with its lines of business that are bought or sold, and these."""
    named = [x for x in in_order(things) if x.thing.type in _BODIES]
    made: dict[str, Line] = {}
    owners: dict[str, Thing] = {}
    bodies = [x for x in named if not x.thing.described]
    for what, start, end, owner in (*_lines(found, bodies), *_described(found, named, owners)):
        whose = owner.name if _GROUP.search(owner.name) else without_form(owner.name)
        name = f"{whose} {what}"
        if name not in made:
            made[name] = Line(_company(f"line {name}", name), owner, start, end)
        said = Mention(start, end, found.text[start:end], name, "Company")
        if said not in made[name].thing.mentions:
            made[name].thing.mentions.append(said)
    if not made:
        return things, []
    spans = [(m.start, m.end) for line in made.values() for m in line.thing.mentions]
    for thing in things:
        # "the cables unit" describes nothing else.
        thing.mentions[:] = [
            m
            for m in thing.mentions
            if not any(m.start < b and a < m.end and (a <= m.start or m.end == b) for a, b in spans)
        ]
    every = [*things, *owners.values(), *(line.thing for line in made.values())]
    return sorted((t for t in every if t.mentions), key=lambda t: t.mentions[0].start), list(made.values())


def _company(key: str, name: str) -> Thing:
    votes = np.zeros(len(TYPES), np.float32)
    votes[TYPES.index("Company")] = 1
    return Thing(key, name, [], votes)


def _lines(found: Candidates, named: list[Told]) -> Iterator[tuple[str, int, int, Thing]]:
    """What each line is called, where, and whose it is."""
    text = found.text
    starts = [x.mention.start for x in named]
    for x in named:
        told = _OWN.match(text, x.mention.end)
        if told and _changes_hands(found, x.mention.start, told.end(), _BEFORE):
            yield told["what"], *told.span("what"), x.thing
    for told in _OF.finditer(text):
        at = bisect_left(starts, told.end())
        near = at < len(named) and _LEAD.fullmatch(text, told.end(), starts[at])
        if near and _changes_hands(found, told.start(), named[at].mention.end, _BEFORE_THE):
            yield told["what"], *told.span("what"), named[at].thing
    for told in _ITS.finditer(text):
        owner = _subject(found, named, told.start())
        if owner is not None:
            yield told["what"], *told.span("what"), owner


def _changes_hands(found: Candidates, start: int, end: int, before: re.Pattern[str]) -> bool:
    low, high = found.sentence_at(start)
    told = before.search(found.text, max(low, start - _FAR), start)
    return bool(told or _SOLD_AFTER.match(found.text, end, high))


def _described(
    found: Candidates, named: list[Told], owners: dict[str, Thing]
) -> Iterator[tuple[str, int, int, Thing]]:
    """The lines that are described with an owner who is named nowhere else: "Kelvorn's cables business"."""
    by_name = {n: x.thing for x in named if not x.thing.described for n in x.thing.names}
    for m, _ in named:
        told = _WITH_OWNER.fullmatch(m.text)
        if told is None or not _changes_hands(found, m.start, m.end, _BEFORE):
            continue
        name = told["owner"]
        owner = by_name.get(name)
        if owner is None:
            owner = owners.setdefault(name, _company(name, name))
            owner.mentions.append(Mention(m.start, m.start + len(name), name, name, "Company"))
        yield told["what"], m.start + told.start("what"), m.end, owner


def _subject(found: Candidates, named: list[Told], at: int) -> Thing | None:
    """Who acts in a sentence before a place: the last one named that stands behind no preposition."""
    low, _ = found.sentence_at(at)
    first, last = (bisect_left(named, place, key=lambda x: x.mention.start) for place in (low, at))
    before = named[first:last]
    acting = (
        x.thing
        for x in reversed(before)
        if not _OBJECT.search(found.text, max(low, x.mention.start - 12), x.mention.start)
    )
    return next(acting, None)


def settle_lines(anchors: list[Anchor], lines: list[Line], found: Candidates, things: list[Thing]) -> None:
    """Make a line of business what is bought or sold in its sentence, and its owner no party of that."""
    anchors += list(_not_seen(anchors, lines, found, things))
    told = sorted(((m.start, line) for line in lines for m in line.thing.mentions), key=lambda x: x[0])
    for anchor in anchors if told else ():
        low, high = found.sentence_at(anchor.start)
        here = [(at, line) for at, line in told if low <= at < high]
        if not here or anchor.kind not in _BOUGHT:
            continue
        at, line = min(here, key=lambda x: abs(x[0] - anchor.start))
        share = _SHARE.search(found.text, max(low, at - _NEAR), at)
        whole = _WHOLE.search(found.text, max(low, at - _NEAR), at)
        kinds = anchor.kinds[1:]
        sure = float(kinds.sum())
        kinds[:] = 0
        kinds[KINDS.index("equity" if share and not whole else "acquisition")] = sure
        if line.owner.key in anchor.parts:
            anchor.parts[line.owner.key] *= LEFT * LEFT
        give(anchor, line.thing, RECIPIENT)


def _not_seen(
    anchors: list[Anchor], lines: list[Line], found: Candidates, things: list[Thing]
) -> Iterator[Anchor]:
    """Anchors for lines that somebody is told to have bought in sentences in which the reader sees no deal."""
    named = [x for x in in_order(things) if x.thing.type in _BODIES and not x.thing.described]
    for line in lines:
        low, high = found.sentence_at(line.start)
        warned = any(a <= line.start < b for a, b in found.warnings)
        if warned or any(low <= a.start < high and a.sure > _LIKELY for a in anchors):
            continue
        told = _BOUGHT_IT.search(found.text, max(low, line.start - _FAR), line.start)
        buyer = (
            _subject(found, [x for x in named if x.thing is not line.owner], told.start()) if told else None
        )
        if told is None or buyer is None or buyer is line.thing:
            continue
        status: Status = "completed" if told["done"] else "announced"
        made = told_by_words(told.start(), told.end(), "acquisition", status, _SURE, SURE)
        give(made, buyer, INVESTOR)
        yield made


def links_of_lines(found: Candidates, lines: list[Line]) -> Iterator[Link]:
    """Whose unit each line of business is."""
    for line in lines:
        yield Link(line.thing, "subsidiary_of", line.owner, *found.sentence_at(line.start), TOLD)


def without_buyers(links: Iterable[Link], lines: list[Line]) -> list[Link]:
    """The links without those that make another than the line, as who buys it, a unit of its owner."""
    told = {(line.owner.key, line.start) for line in lines}
    units = {line.thing.key for line in lines}
    return [
        x
        for x in links
        if x.predicate != "subsidiary_of"
        or x.subject.key in units
        or not any(x.object.key == owner and x.start <= at < x.end for owner, at in told)
    ]
