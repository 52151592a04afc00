"""Units and whose they are: "its unit Zoox", "Zoox, an Amazon company"; where a unit acts, its parent does not."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.coreference import bare
from ingest.opening import is_description
from ingest.parties import INVESTOR
from ingest.relations import TOLD, Link
from ingest.tables import LEFT, give
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.commitments import Draft
    from ingest.things import Thing, Told

_BODIES = frozenset({"Company", "University", "Organization", "Government"})
_UNIT = (
    r"(?:subsidiary|unit|arm|division|affiliate|offshoot|vehicle|agency|foundation"
    r"|(?:development|promotional)\sbank|investment\scorporation)"
)
# "its U.S. subsidiary Arcwell America", "our research arm, Arcwell Labs"
_ITS = re.compile(
    rf"\b(?P<whose>[Ii]ts|[Oo]ur)\s(?:(?!and\b|or\b)[\w.-]+,?\s){{0,4}}?{_UNIT},?\s(?:called\s|named\s)?(?:the\s)?(?=[^\W\da-z_])"
)
# "through its Technology Agency"
_VIA_ITS = re.compile(
    r"\b(?:[Tt]hrough|[Vv]ia)\s(?P<whose>its)\s(?:(?!and\b|or\b)[a-z-]+\s){0,3}(?=[^\W\da-z_])"
)
_BODY = re.compile(
    r"\b(?:Agency|Authority|Bank|Board|Capital|Commission|Corporation|Council|Department|Foundation|Ministry|Office|Ventures?)\b"
)
# "its Bluegate security division", "Alphabet's Waymo unit"
_WHOSE = re.compile(r"(?:\bits|['’]s?)\s(?:[a-z-]+\s)?$")
_UNIT_AFTER = re.compile(r"\s(?:[a-z-]+\s){0,2}(?:subsidiary|unit|arm|division|affiliate)\b")
# "Kiln, a Vesta company"; "Kiln, the Vesta subsidiary"
_A = re.compile(r",?\s\(?(?:an?|the)\s(?:[a-z]+ly[\s-]owned\s)?")
_COMPANY = r"\s(?:[Gg]roup\s)?(?:company|subsidiary|unit|arm|division|affiliate)"
_COMPANY_AFTER, _COMPANY_IN = re.compile(rf"{_COMPANY}\b(?!-)"), re.compile(rf"{_COMPANY}$")
_THROUGH = re.compile(r"(?:,?\s(?:acting\s|working\s)?(?:through|via)|\(through)\s$")
_ITS_OWNER = re.compile(rf"(?:{_THROUGH.pattern[:-1]}|\s(?:and|&)\s)$")
_OPENS_THROUGH = re.compile(r"\s*(?:Through|Via)\s$")
_TO_OWNER = re.compile(r",?\s(?:the\s)?")
_OBJECT = re.compile(
    r"\b(?:in|of|from|with|by|to|for|at|on|and|than|against|like|over|into)\s(?:the\s)?$", re.I
)
_JOINED = re.compile(r"\b(?:and|with|&|plus|both|or)\s(?:its|his|their|her|our)\b")
_FUND = re.compile(
    r"\s(?:(?:Corporate|Strategic|Venture|Technology|Innovation|Catalyst|Growth)\s){0,2}(?:Ventures?|Capital|Fund|Growth|Investments?)"
)
_SIDE = re.compile(r"(?:,\s|,?\s(?:and|with|plus|as\swell\sas)\s|\s&\s)(?:its\s(?:[a-z]+\s){0,3})?")
_HEADLINE = 160  # characters that a headline has at most
_ENDS = frozenset(".!?:;,)")
_WHOLE = re.compile(r"(?:Federal\s)?[Gg]overnment\sof\b")  # no one's unit
_COMMON = frozenset([
    "american", "bank", "british", "canadian", "central", "china", "european", "federal", "first", "french", "general",
    "german", "global", "india", "indian", "international", "japan", "japanese", "korea", "national", "new", "north",
    "royal", "south", "state", "united", "university", "west",
])  # fmt: skip
_SUBJECT = 25  # characters of a sentence in which its subject is named


def links_of_units(found: Candidates, things: list[Thing]) -> Iterator[Link]:
    """The units with their parents that such words tell of."""
    told = [x for x in in_order(things) if x.thing.type in {*_BODIES, "Country"}]
    for unit, owner, at in (*_own(found, told), *_in_apposition(found, told)):
        if unit is not owner and unit.type in _BODIES:
            yield Link(unit, "subsidiary_of", owner, *found.sentence_at(at), TOLD)


def settle_units(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Make the unit through which somebody acts the giver: "the state, through its agency Hessen Trade, is putting …"."""
    told = [x for x in in_order(things) if x.thing.type in {*_BODIES, "Country"}]
    acting = [
        (found.sentence_at(at), unit, owner)
        for unit, owner, at in _own(found, told)
        if not owner.described and _acts(found.text, at)
    ]
    for anchor in anchors:
        here = found.sentence_at(anchor.start)
        for sentence, unit, owner in acting:
            parts = anchor.parts.get(owner.key)
            gives = parts is not None and parts[INVESTOR] > max(parts[1:])
            if parts is not None and gives and sentence == here:
                give(anchor, unit, INVESTOR)
                parts[INVESTOR] *= LEFT


def leave_out_parents(drafts: Iterable[Draft], links: Iterable[Link], text: str) -> None:
    """Take from the parties of each draft those whose unit is one, too, unless the text names them side by side."""
    owned = {
        (x.subject.key, x.object.key)
        for x in links
        if x.predicate == "subsidiary_of"
        and x.likelihood == TOLD
        and not _WHOLE.match(x.subject.name)
        and any(x.start <= m.start < x.end and not is_description(m) for m in x.subject.mentions)
        and not _JOINED.search(text, x.start, x.end)
    }
    for draft in drafts:
        for role in (draft.investors, draft.recipients):
            role[:] = [
                x
                for x in role
                if not any(
                    (y.key, x.key) in owned or _fund_of(y, x, text) or _in_full(y, x, text) for y in role
                )
            ]


def _in_full(full: Thing, short: Thing, text: str) -> bool:
    """Whether a company's name is only the short one of a headline for the one that the text names: "Vesta", "Vesta Energy"."""
    return (
        full.type == short.type == "Company"
        and full.name.startswith(f"{short.name} ")
        and all(_in_headline(m.start, text) for m in short.mentions)
    )


def _in_headline(at: int, text: str) -> bool:
    low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[low : high if high >= 0 else len(text)].rstrip(' "”’»*')
    return len(line) < _HEADLINE and line[-1:] not in _ENDS


def _fund_of(fund: Thing, parent: Thing, text: str) -> bool:
    """Whether one is a company's fund by its name ("Vesta Ventures"), and they are nowhere named side by side."""
    if fund.type != "Company" or parent.type != "Company" or not fund.name.startswith(f"{parent.name} "):
        return False
    if not _FUND.fullmatch(fund.name, len(parent.name)):
        return False
    both = sorted((m.start, m.end) for t in (fund, parent) for m in t.mentions)
    return not any(_SIDE.fullmatch(text, a[1], b[0]) for a, b in pairwise(both))


def _acts(text: str, at: int) -> bool:
    """Whether what begins at a place is the one through which somebody acts."""
    before = text[max(0, at - 20) : at]
    return bool(_THROUGH.search(before)) or before.endswith(("Through ", "Via "))


def _own(found: Candidates, told: list[Told]) -> Iterator[tuple[Thing, Thing, int]]:
    """Units called somebody's own, with the owner and where these words begin."""
    begins = {m.start: t for m, t in reversed(told) if not m.adjective}  # the longest that begins there
    for words in (*_ITS.finditer(found.text), *_VIA_ITS.finditer(found.text)):
        unit, at = begins.get(words.end()), words.start("whose")
        if unit is None or unit.described or unit.type not in _BODIES:
            continue
        if words.re is _VIA_ITS and not _BODY.search(unit.name):
            continue  # "through its Networking Academy"
        owner = _owner(found, told, unit, at, words.end())
        if owner is not None:
            yield unit, owner, at


def _owner(found: Candidates, told: list[Told], unit: Thing, at: int, end: int) -> Thing | None:
    """Whose "its" is: who acts through it, who has its name, who is the subject of the sentence or of the last one."""
    text = found.text
    low, high = found.sentence_at(at)
    starts = [x.mention.start for x in told]
    here = [x for x in told[bisect_left(starts, low) : bisect_left(starts, high)] if x.thing is not unit]
    before = [x for x in here if x.mention.end <= at]
    if before and _ITS_OWNER.fullmatch(text, before[-1].mention.end, at):
        return before[-1].thing
    alike = [x for x in (*before, *told) if _alike(x.thing, unit) and x.mention.start < at]
    if alike:
        return alike[0].thing
    if text[at].lower() == "o":  # "our"
        return None
    if _OPENS_THROUGH.fullmatch(text, low, at):
        ends = [x.mention.end for x in told if x.thing is unit and x.mention.start >= end][:1]
        after = (x for x in here if ends and x.mention.start >= ends[0])
        return next((x.thing for x in after if _TO_OWNER.fullmatch(text, ends[0], x.mention.start)), None)
    subjects = [
        x for x in before if not _OBJECT.search(text, max(low, x.mention.start - 12), x.mention.start)
    ]
    if not subjects and not before and text[low:at].strip() == "" and "\n" not in text[max(0, low - 2) : at]:
        low, high = found.sentence_at(max(0, low - 2))
        last = told[bisect_left(starts, low) : bisect_left(starts, high)]
        subjects = [x for x in last[:1] if x.mention.start - low < _SUBJECT and x.thing is not unit]
    return subjects[-1].thing if subjects else None


def _alike(owner: Thing, unit: Thing) -> bool:
    """Whether two bodies have the first word of their names in common, as a unit and its parent often do."""
    if owner is unit or owner.described:
        return False
    one, two = bare(owner.name).split(), bare(unit.name).split()
    return one[:1] == two[:1] and len(one[0]) > 2 and one[0] not in _COMMON


def _in_apposition(found: Candidates, told: list[Told]) -> Iterator[tuple[Thing, Thing, int]]:
    """Units told of beside their names: "Kiln, a Vesta company", "Alphabet's Waymo unit", "its Bluegate division"."""
    text = found.text
    bodies = [x for x in told if not x.thing.described and not x.mention.adjective]
    for k, (m, one) in enumerate(bodies):
        if (
            k
            and _UNIT_AFTER.match(text, m.end)
            and (whose := _WHOSE.search(text, max(0, m.start - 20), m.start))
        ):
            low, _ = found.sentence_at(m.start)
            last = bodies[k - 1]
            if text[whose.start()] != "i":
                owner = last.thing if last.mention.end == whose.start() else None
            else:
                before = [x for x in bodies[:k] if low <= x.mention.start and x.thing is not one]
                subjects = [
                    x
                    for x in before
                    if not _OBJECT.search(text, max(low, x.mention.start - 12), x.mention.start)
                ]
                owner = subjects[-1].thing if subjects else None
            if owner is not None:
                yield one, owner, m.start
        for n, two in bodies[k + 1 : k + 2]:
            of_it = _COMPANY_AFTER.match(text, n.end) or _COMPANY_IN.search(n.text)
            if of_it and two.type in _BODIES and _A.fullmatch(text, m.end, n.start):
                yield one, two, m.start
