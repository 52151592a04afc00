"""Who gives what a list of those who get money tells, where the sentence before the list names them: "The Fund chose four projects: …".

And who gets what a sentence says that it gets: "Kelvorn will receive $5 million for a line in Lahti".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from ingest.leads import is_item
from ingest.parties import INVESTOR, RECIPIENT
from ingest.roles import make_likelier
from ingest.tables import LEFT, give
from ingest.things import in_order

if TYPE_CHECKING:
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing

_FAR = 1_000  # characters from the sum before a list to those of the list
_LIKELY, _CLEAR = 0.3, 0.6
_GIVERS = frozenset({"Government", "Organization", "Company"})
_FEWEST = 2  # items of a list
_BODIES = frozenset({"Company", "University", "Organization"})
_STATES = frozenset({"Government", "Country"})
_GIVEN = frozenset({"grant", "loan", "equity", "investment"})
# Between who gets and the sum
_GETS = re.compile(
    r"(?:,\s[^,.;:\n]{3,60},)?\s(?:(?:has|have|had|will|would|could|may|is|are|was|were|to|also|now|then|each|set|due|expected)\s){0,4}"
    r"(?:gets?|got|receive[sd]?|(?:was|were|is|are|been|be)\s(?:awarded|granted|given|promised|allotted|allocated))\s"
    r"(?:(?:up|to|about|around|some|nearly|roughly|over|more|than|almost|at|least|an?|another|further|the|initial)\s){0,4}"
)
_FOR_SALE = re.compile(r"[^.;\n]{0,40}?\b(?:sale|stake|unit|shares|assets|return|exchange)\b")


def settle_givers(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Let who gives the sum before a list of grants give the list's, too, where nobody else gives any of them."""
    by_key = {t.key: t for t in things}
    sums = sorted((a for a in anchors if a.money is not None), key=lambda a: a.start)
    starts = [a.start for a in sums]
    giver: Thing | None = None
    last = 0
    run: list[Anchor] = []
    for block in found.blocks:
        here = sums[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        if (
            giver is not None
            and here
            and here[0].start - last < _FAR
            and is_item(block, found.text)
            and all(_waits(a, giver) for a in here)
        ):
            run += here
            last = here[-1].start
        elif here:
            _give_all(run, giver)
            giver, last, run = _giver(here[-1], by_key), here[-1].start, []
    _give_all(run, giver)


def settle_receivers(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Let who is said to get a sum get it, and not the site that it is for; what a state so gives is no stake in that."""
    named = [x for x in in_order(things) if x.thing.type in _BODIES and not x.thing.described]
    ends = [x.mention.end for x in named]
    by_key = {t.key: t for t in things}
    for anchor in anchors:
        if anchor.money is None or anchor.kind not in _GIVEN:
            continue
        before = named[max(0, bisect_left(ends, anchor.start) - 1) : bisect_left(ends, anchor.start)]
        if not any(_GETS.fullmatch(found.text, x.mention.end, anchor.start) for x in before):
            continue
        if _FOR_SALE.match(found.text, anchor.end):
            continue
        taker = before[0].thing
        give(anchor, taker, RECIPIENT)
        for key, parts in anchor.parts.items():
            if by_key[key].type == "Facility":
                parts[RECIPIENT] *= LEFT
        states = (k for k, p in anchor.parts.items() if p[INVESTOR] > _CLEAR and by_key[k].type in _STATES)
        if anchor.kind == "investment" and next(states, None):
            make_likelier(anchor, "grant")


def _give_all(run: list[Anchor], giver: Thing | None) -> None:
    for anchor in run if giver is not None and len(run) >= _FEWEST else ():
        assert giver is not None
        give(anchor, giver, INVESTOR)


def _waits(anchor: Anchor, giver: Thing) -> bool:
    """Whether a sum is a grant that somebody gets and nobody but this one may give."""
    others = [p for k, p in anchor.parts.items() if k != giver.key]
    gets = any(p[RECIPIENT] > _CLEAR for p in others)
    return anchor.kind == "grant" and gets and not any(p[INVESTOR] > _LIKELY for p in others)


def _giver(anchor: Anchor, things: dict[str, Thing]) -> Thing | None:
    """The only one who clearly gives a grant."""
    clear = [k for k, p in anchor.parts.items() if p[INVESTOR] > _CLEAR and things[k].type in _GIVERS]
    return things[clear[0]] if len(clear) == 1 and anchor.kind == "grant" else None
