"""Who works with whom, as a few words tell it: "in partnership with B", "the alliance between A and B"."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.lists import coordinated
from ingest.parties import INVESTOR, RECIPIENT
from ingest.relations import TOLD, Link
from ingest.tables import give
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing

_BODIES = frozenset({"Company", "University", "Organization", "Government"})
_WITH = re.compile(
    r"\b(?:[Ii]n|[Tt]hrough|[Uu]nder)\s(?:an?\s|close\s|direct\s)?(?:[a-z]+\s)?(?:partnership|collaboration|cooperation|conjunction)\swith\s(?:the\s)?"
)
_BETWEEN = re.compile(
    r"\b(?:(?:partnership|collaboration|alliance|cooperation|joint\sventure)\s(?:[a-z]+\s){0,2}between|joint\sventure\sof)\s(?:the\s)?"
)
# "have launched Starnet", "work together under the Starnet programme", "a project called Starnet"
_FOR = re.compile(
    r"\b(?:under|through|into|join(?:s|ed|ing)?|called|named|dubbed|as\spart\sof|within|(?:launch|creat|establish|start|found|form|sign|agree|renew|extend|unveil)(?:s|es|ed|d|ing|e)?|"
    r"set(?:s|ting)?\sup|(?:members?|partners)\s(?:in|of))\s(?:the\s|an?\s|their\s|its\s)?(?:[a-z-]+\s){0,3}[\"“‘']?$"
)
# "A and Denmark's development bank B have signed"
_AND_ONE = re.compile(
    r"(?:\s\([^)\n]{1,20}\))?\s(?:and|&)\s(?:the\s)?(?:[A-Z][\w.]+['’]s\s)?(?:(?!(?:of|for|in|to|by|with|from)\s)[a-z][a-z-]*\s){0,4}"
)
_SIGN = re.compile(
    r"(?:\s\([^)\n]{1,20}\))?\s(?:(?:have|has|had|also|today|jointly|will)\s){0,2}"
    r"(?:sign(?:ed)?|ink(?:ed)?|agree[ds]?|announced?|form(?:ed)?|enter(?:ed)?|renew(?:ed)?|extend(?:ed)?|expand(?:ed)?|team(?:ed)?|"
    r"partner(?:ed)?|join(?:ed)?|struck|conclude[ds]?|work|cooperate|collaborate|launch(?:ed)?)\b"
)
# "signed memoranda with A and B", "is partnering with A and B", "A and B signed separate agreements with": an agreement with each of them
_AGREEMENTS = r"(?:MoUs|MOUs|memoranda|letters\sof\sintent|agreements|partnerships|collaborations|alliances|accords|pacts|tie-ups)"
_WITH_EACH = re.compile(
    rf"\b(?:{_AGREEMENTS}(?:\s[a-z-]+){{0,4}}?|partner(?:ed|ing|s)?)\swith\s(?:both\s)?(?:the\s)?"
)
_EACH_WITH = re.compile(
    r"(?:\s\([^)\n]{1,20}\))?\s(?:(?:have|has|had|also|today|each|will)\s){0,2}(?:sign(?:ed)?|ink(?:ed)?|announced?|enter(?:ed)?(?:\sinto)?|reach(?:ed)?|conclude[ds]?|struck)\s"
    rf"(?:[a-z-]+\s){{0,3}}{_AGREEMENTS}(?:\s[a-z-]+){{0,4}}?\swith\b"
)
_LIKELY = 0.5  # from which probability on one of the two is surely a partner
_NO_PROGRAM = (" Act", " Law", " Fund")
_BEFORE = 60  # characters before a programme in which such words stand
_LONGEST = 400  # characters after such words in which their names stand


def settle_programs(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Let a partnership be for the one programme that its sentence names: "A and B have launched Starnet"."""
    named = [x for x in in_order(things) if x.thing.type == "Program"]
    starts = [x.mention.start for x in named]
    for anchor in anchors:
        if anchor.money is not None or anchor.kind != "partnership":
            continue
        low, high = found.sentence_at(anchor.start)
        here = named[bisect_left(starts, low) : bisect_left(starts, high)]
        one = next((x for x in here if not x.thing.described), None)
        if one is None or len({x.thing.key for x in here}) > 1 or one.thing.name.endswith(_NO_PROGRAM):
            continue
        start = one.mention.start
        if _FOR.search(found.text, max(low, start - _BEFORE), start):
            give(anchor, one.thing, RECIPIENT)


def settle_partners(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Let both have a part who sign or agree together: "Kelvorn and Denmark's development bank Vesta signed a memorandum"."""
    named = [x for x in in_order(things) if x.thing.type in _BODIES and not x.thing.described]
    starts = [x.mention.start for x in named]
    for anchor in anchors:
        if anchor.money is not None or anchor.kind != "partnership":
            continue
        low, _ = found.sentence_at(anchor.start)
        near = named[bisect_left(starts, low) : bisect_left(starts, anchor.end)]
        # "Brazil's development bank" in "Brazil's development bank Kelvorn" is Kelvorn.
        twice = {
            id(a) for a, b in pairwise(near) if a.thing is b.thing and b.mention.start <= a.mention.end + 1
        }
        here = [x for x in near if id(x) not in twice]
        for one, two in pairwise(here):
            far = anchor.start - two.mention.end
            if (
                far < _BEFORE
                and _AND_ONE.fullmatch(found.text, one.mention.end, two.mention.start)
                and _SIGN.match(found.text, two.mention.end)
                and any(
                    t.key in anchor.parts and anchor.parts[t.key][INVESTOR] > _LIKELY
                    for t in (one.thing, two.thing)
                )
            ):
                give(anchor, one.thing, INVESTOR)
                give(anchor, two.thing, INVESTOR)


def settle_each_partner(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Let each have a partnership of its own who signs one of several: "Kelvorn signed memoranda with Vesta and Orbia"."""
    named = [(m.start, m.end, t) for m, t in in_order(things) if t.type in _BODIES and not t.described]
    starts = [start for start, _, _ in named]
    for anchor in anchors:
        if anchor.money is not None or anchor.kind != "partnership":
            continue
        low, high = found.sentence_at(anchor.start)
        low, high = max(low, anchor.start - _LONGEST), min(high, anchor.end + _LONGEST)
        rows = coordinated(named[bisect_left(starts, low) : bisect_left(starts, high)], found.text)
        begins = {m.end() for m in _WITH_EACH.finditer(found.text, low, high)}
        for row in rows:
            if len(row) > 1 and (row[0][0] in begins or _EACH_WITH.match(found.text, row[-1][1])):
                # "memoranda with A and B, and is partnering with C and D": four of them
                several = anchor.apart if row[0][0] in begins else frozenset()
                anchor.apart = several | {t.key for _, _, t in row}
                for _, _, partner in row:
                    give(anchor, partner, INVESTOR)


def links_of_partners(found: Candidates, things: list[Thing]) -> Iterator[Link]:
    """The partnerships that such words tell of: of a sentence's first body with those named after them, or of all named."""
    named = [(m.start, m.end, t) for m, t in in_order(things) if t.type in _BODIES and not t.described]
    starts = [start for start, _, _ in named]
    for words in [*_WITH.finditer(found.text), *_BETWEEN.finditer(found.text)]:
        low, high = found.sentence_at(words.start())
        after = named[
            bisect_left(starts, words.end()) : bisect_left(starts, min(high, words.end() + _LONGEST))
        ]
        row = next((r for r in coordinated(after, found.text) if r[0][0] == words.end()), [])
        partners = [t for _, _, t in row]
        if words.re is _WITH:
            first = next(
                (t for start, _, t in named[bisect_left(starts, low) :] if start < words.start()), None
            )
            if first is None and row:  # "In partnership with B, A is building"
                first = next((t for start, _, t in after if start == row[-1][1] + 2), None)
            pairs = [(first, t) for t in partners if first is not None]
        else:
            pairs = [(partners[0], t) for t in partners[1:]]
        for one, two in pairs:
            if one is not None and one is not two:
                yield Link(one, "partner_of", two, low, high, TOLD)
