"""Where somebody belongs, as a few words tell it: "the Durham-based chipmaker", "Japan’s Toyota", "Zoox, a unit of Amazon"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from ingest.mentions import type_of_name
from ingest.reader import TYPES
from ingest.reference import government_of
from ingest.relations import TOLD, Link
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.candidates import Candidates
    from ingest.mentions import Mention
    from ingest.things import Thing, Told

_PLACES = frozenset({"Country", "Place"})
_BODIES = frozenset({"Company", "University", "Organization", "Government"})
_SEATED = _BODIES - {"Government"}
_SURELY = 0.9  # how much the reader must hold for a company, on average, what may be a product
_REACH = 80  # characters between an owner and what it owns

_BASED = re.compile(
    r"-(?:based|headquartered)\s+(?:(?!(?:and|or|with)\b|(?:rival|competitor|peer|partner|supplier|customer|client)s?\s+(?:of|to)\b)[a-z][\w-]*\s+){0,4}"
)
_SORT_HERE = re.compile(
    r"\s(?:[a-z][\w-]*\s){0,3}(?:[a-z]*maker|firm|company|group|operator|developer|manufacturer|producer|institute|foundation|"
    r"start-?up|supplier|utility|lender|charity|builder|specialist|house|provider)"
)
_BEFORE = re.compile(r",?\s+(?:an?\s+|the\s+)?")
_OWNS = re.compile(r"['’]s?\s+")
_UNIT = r"(?:subsidiary|unit|arm|division|affiliate|business|brand|offshoot|fund|vehicle)"
_SOME = r"(?:(?!and\b)[a-z][\w-]*,?\s+){0,4}"
# What stands between two names of which the first belongs to the second, or the second to the first.
_OF = re.compile(
    rf",?\s+(?:(?:which|that)\s+)?(?:is\s+)?(?:(?:an?|the|its)\s+)?{_SOME}{_UNIT}\s+of\s+(?:the\s+)?"
    r"|,?\s+(?:which\s+|that\s+|now\s+)?(?:is\s+)?(?:(?:wholly[\s-]+|majority[\s-]+)?owned\s+by|part\s+of|belongs\s+to|"
    r"controlled\s+by)\s+(?:the\s+)?"
)
_OWN = re.compile(rf"['’]s?\s+{_SOME}{_UNIT},?\s+|\s+(?:subsidiary|unit|affiliate),?\s+")
# "TikTok parent ByteDance", "Opel and its parent Stellantis", "Jaguar Land Rover's owner, Tata Motors"
_PARENT = re.compile(
    r"(?:['’]s?\s|\s|-|\sand\sits\s|,?\swhose\s)(?:[a-z]+\s){0,2}(?:parent|owner)(?:\s(?:company|group|firm))?(?:\sis)?,?\s(?:the\s|[A-Z][a-z]+['’]s\s)?"
    r"|\s\((?:parent|owner|owned\sby|part\sof|a\sunit\sof):?\s"
)
# "Tata Sons, the parent of Tata Electronics"; "Nokia, KPN's parent"
_PARENT_OF = re.compile(
    r",?\s(?:which\sis\s)?(?:the\s)?(?:[a-z]+\s){0,2}(?:parent(?:\s(?:company|firm|group))?|owner)\sof\s(?:the\s)?"
)
# "Vesta will sell shares, of which its parent Kelvorn will take half"
_ITS_PARENT = re.compile(
    r"(?<!and\s)\b[Ii]ts\s(?:[a-z]+\s){0,2}(?:parent|owner)(?:\s(?:company|group|firm))?,?\s(?:the\s)?"
)
_PARENT_AFTER = re.compile(r"['’]s?\s(?:[a-z]+\s){0,2}(?:parent|owner)\b")
_SCHOOL = re.compile(r"\b(?:College|School|Faculty|Department|Institute|Laboratory|Lab|Centre|Center)\b")
_AT = re.compile(r",?\s(?:at|of)\s(?:the\s)?")
_UNITS = re.compile(
    r"\b(?:its|their|his)\s(?:[a-z-]+\s){0,3}(?:subsidiaries|units|affiliates|divisions|brands)(?:\s?[—–:,]\s?|\s)(?=[A-Z])"
)
_GOES_ON = re.compile(r",?\s(?:and\s)?")
_PART_OF = re.compile(
    r",?\s(?:(?:which|that)\s)?(?:is\s)?(?:(?:an?|one)\s)?(?:[a-z]+\s){0,2}(?:part|element|component|pillar|strand)\sof\s(?:the\s)?"
)
_BESIDE = re.compile(r",\s+(?:the\s+)?")
_OWN_AFTER = re.compile(rf"['’]s?\s+{_SOME}{_UNIT}\b")


def links_of_owners(found: Candidates, things: list[Thing]) -> Iterator[Link]:
    """The links that such words tell of.

    What is based in a place lies in it, and so do a country's or place's companies; what is a company's, university's
    or ministry's own is its subsidiary.
    """
    told = in_order(things)
    yield from _seats(found, told)
    yield from _units(found, told)
    yield from _schools(found, told)
    yield from _listed_units(found, told)
    yield from _parents(found, told)
    yield from _parts_of_programs(found, told)


def _seats(found: Candidates, told: list[Told]) -> Iterator[Link]:
    begins = {m.start: t for m, t in told}
    ends = {m.end: t for m, t in told if not m.adjective}
    whole = {x.mention.start: x for x in reversed(told)}  # the longest that begins there
    for m, place in told:
        if place.type not in _PLACES or m.adjective:
            continue
        seated = None
        if based := _BASED.match(found.text, m.end):
            seated = begins.get(based.end()) or whole[m.start].thing
            if seated is None or seated.type not in _SEATED:
                seated = _told_before(m.start, ends, found.text)
        elif place.type == "Place" and (whose := _described_here(m, whole, found.text)):  # no nationality
            yield Link(whose, "located_in", place, *found.sentence_at(m.start), TOLD)
        elif owns := _OWNS.match(found.text, m.end):
            # "Thailand's Board of Investment" holds its owner
            own = begins.get(owns.end()) or whole[m.start].thing
            seated = own if own is not None and not own.described else None
        itself = seated is not None and seated.name == government_of(place.name)
        if seated is not None and not itself and seated.type in (_SEATED if based else _BODIES):
            where = (_city(m.start, ends, found.text) if based else None) or place
            yield Link(seated, "located_in", where, *found.sentence_at(m.start), TOLD)


def _described_here(place: Mention, whole: dict[int, Told], text: str) -> Thing | None:
    """Whom a description begins with where it is: "The Coventry firm"."""
    said = whole.get(place.start)
    if said is None or said.thing.type not in _SEATED or said.thing.described:
        return None
    return said.thing if _SORT_HERE.fullmatch(text, place.end, said.mention.end) else None


def _told_before(at: int, ends: dict[int, Thing], text: str) -> Thing | None:
    """Whose name stands right before, but for a comma and an article: "US Wind, the Baltimore-based developer"."""
    for start in range(max(0, at - 8), at):
        if start in ends and _BEFORE.fullmatch(text, start, at):
            return ends[start]
    return None


def _city(at: int, ends: dict[int, Thing], text: str) -> Thing | None:
    """The city before a state: in "Austin, Texas-based" it is Austin."""
    city = ends.get(at - 2) if text[max(0, at - 2) : at] == ", " else None
    return city if city is not None and city.type == "Place" else None


def _units(found: Candidates, told: list[Told]) -> Iterator[Link]:
    bodies = [x for x in told if x.thing.type in _BODIES and not x.thing.described]
    for k, first in enumerate(bodies):
        for second in bodies[k + 1 :]:
            if second.mention.start - first.mention.end > _REACH:
                break
            if first.thing is second.thing:
                continue
            span = found.sentence_at(first.mention.start)
            if (whose := _whose_unit(first.mention, second.mention, found.text)) is not None:
                own, owner = (first, second) if whose else (second, first)
                yield Link(own.thing, "subsidiary_of", owner.thing, *span, TOLD)
            elif (owned := _owned(first, second, found.text)) is not None:
                own, owner = owned
                if _own_body(owner, own):
                    yield Link(own.thing, "subsidiary_of", owner.thing, *span, TOLD, _may_be_goods(own.thing))


def _whose_unit(m: Mention, n: Mention, text: str) -> bool | None:
    """Whether the first of two names belongs to the second one by the words at them, or the second to the first."""
    if n.start < m.end:
        return None
    between = (m.end, n.start)
    beside = _BESIDE.fullmatch(text, *between)
    if (
        _OF.fullmatch(text, *between)
        or _PARENT.fullmatch(text, *between)
        or (beside and _OWN_AFTER.match(text, n.end))
    ):
        return True
    if (
        _PARENT_OF.fullmatch(text, *between)
        or (beside and _PARENT_AFTER.match(text, n.end))
        or _OWN.fullmatch(text, *between)
    ):
        return False
    return None


def _owned(first: Told, second: Told, text: str) -> tuple[Told, Told] | None:
    """What is somebody's own, and whose it is: "Amazon's Innovation Fund" may be one mention that holds the other."""
    m, n = first.mention, second.mention
    if n.start == m.start and _OWNS.match(text, n.end, m.end):
        return first, second
    return (second, first) if n.start >= m.end and _OWNS.fullmatch(text, m.end, n.start) else None


def _schools(found: Candidates, told: list[Told]) -> Iterator[Link]:
    """The college, school or laboratory of a university: "the Silverman College of Pharmacy at NSU"."""
    begins = {m.start: t for m, t in told if t.type == "University"}
    for m, one in told:
        at = _AT.match(found.text, m.end) if _SCHOOL.search(one.name) and one.type != "Government" else None
        two = begins.get(at.end()) if at else None
        if two is not None and two is not one:
            yield Link(one, "subsidiary_of", two, *found.sentence_at(m.start), TOLD)


def _listed_units(found: Candidates, told: list[Told]) -> Iterator[Link]:
    """The units that a list names after whose they are: "Nokia and its subsidiaries A, B and C"."""
    bodies = [x for x in told if x.thing.type in _BODIES and not x.thing.described]
    starts = [x.mention.start for x in bodies]
    for words in _UNITS.finditer(found.text):
        low, high = found.sentence_at(words.start())
        here = bodies[bisect_left(starts, low) : bisect_left(starts, high)]
        owner = next((x for x in reversed(here) if x.mention.end <= words.start()), None)
        end = words.end()
        for m, unit in (x for x in here if x.mention.start >= words.end()):
            if owner is None or (m.start != end and not _GOES_ON.fullmatch(found.text, end, m.start)):
                break
            if unit is not owner.thing:
                yield Link(unit, "subsidiary_of", owner.thing, low, high, TOLD)
            end = m.end


def _parents(found: Candidates, told: list[Told]) -> Iterator[Link]:
    """Whose the first one of a sentence is: "Vesta will sell shares, of which its parent Kelvorn will take half"."""
    bodies = [x for x in told if x.thing.type in _BODIES and not x.thing.described]
    starts = [x.mention.start for x in bodies]
    for words in _ITS_PARENT.finditer(found.text):
        low, high = found.sentence_at(words.start())
        here = bodies[bisect_left(starts, low) : bisect_left(starts, high)]
        parent = next((x.thing for x in here if x.mention.start == words.end()), None)
        first = here[0].thing if here and here[0].mention.start < words.start() else None
        if parent is not None and first is not None and first is not parent:
            yield Link(first, "subsidiary_of", parent, low, high, TOLD)


def _parts_of_programs(found: Candidates, told: list[Told]) -> Iterator[Link]:
    """What is told to be a part of a programme: "the AI Compute Challenge, which is one element of the Strategy"."""
    begins = {m.start: t for m, t in told if t.type == "Program"}
    for m, one in told:
        part = _PART_OF.match(found.text, m.end) if one.type in {"Program", "Facility"} else None
        whole = begins.get(part.end()) if part else None
        if whole is not None and whole is not one and not one.described:
            yield Link(one, "member_of", whole, *found.sentence_at(m.start), TOLD)


def _own_body(owner: Told, own: Told) -> bool:
    """Whether what is an owner's is a body: "Amazon's Innovation Fund", "Microsoft's M12"."""
    one, two = owner.thing, own.thing
    if two.type == "Company" and type_of_name(two.name) is None:
        surely = two.votes[TYPES.index("Company")] > _SURELY * len(two.mentions)
        return (
            bool(surely)
            and one.type == "Company"
            and not (_only_said(owner.mention) or _only_said(own.mention))
        )
    if two.type == one.type:
        return True
    return two.type != "Company" and not (_only_said(owner.mention) or _only_said(own.mention))


def _may_be_goods(own: Thing) -> bool:
    """Whether what is a company's own may also be what it makes: "OpenAI's ChatGPT"."""
    return own.type == "Company" and type_of_name(own.name) is None


def _only_said(m: Mention) -> bool:
    """Whether a mention has no name and only stands for somebody: "the Hamburg bank", "its venture arm"."""
    return not m.known and m.text.removesuffix("'s").removesuffix("’s").split()[-1].islower()
