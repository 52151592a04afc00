"""What the lead to a list or a clause says of all its sums: that they are withdrawn, or have to be paid back."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from ingest.roles import make_likelier
from ingest.tables import SUM, tell_status

if TYPE_CHECKING:
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.layout import Block

_GONE = r"(?:cancel(?:l?ed|s)|withdrawn|terminated|revoked|rescinded|scrapped|axed|clawed\sback)"
_AWARDS = r"(?:grants?|awards?|projects?|subsid(?:y|ies)|funding|loans?|contracts?)"
# The whole of a heading or the end of a lead: "Terminated projects", "The cancelled grants are:".
_LISTED_GONE = re.compile(
    rf"\b{_GONE}\s(?:[a-z-]+\s){{0,2}}?{_AWARDS}\b|\b{_AWARDS}\s(?:[a-z]+\s){{0,3}}?{_GONE}\b"
    rf"|\blos(?:e|es|ing)\s(?:[a-z-]+\s){{0,3}}?(?:{_AWARDS}|money)\b",
    re.I,
)
_LISTED_TO_REPAY = re.compile(r"(?<!non-)(?<!non )(?<!not )\b(?:repayable|loans)\b", re.I)
_ALSO = re.compile(r"\b(?:grants?|subsid(?:y|ies)|equity|shares|non-?\s?repayable)\b", re.I)
# In a sentence: "Among those losing money are", "the awards withdrawn include", "each lose a grant of".
_LOSE = re.compile(
    rf"\b[Aa]mong\sthose\s(?:[a-z]+\s)?losing\b|\blos(?:e|es|ing)\s(?:an?|the|its|their)\s(?:[a-z-]+\s){{0,2}}?(?:grants?|awards?|funding|subsid(?:y|ies))\b"
    rf"|\b{_AWARDS}\s(?:(?:that|which)\s(?:were|was|are|have\sbeen)\s)?{_GONE}\s(?:are|include|were)\b"
)
_REPAYABLE = re.compile(
    r"(?<!non-)(?<!non )(?<!not )\brepayable\s(?:[a-z-]+\s){0,2}?(?:of|worth)\s(?:up\sto\s|about\s|some\s)?$",
    re.I,
)
_THEN_REPAYABLE = re.compile(r"\)?\s(?:in|of|as\san?)\s(?:[a-z-]+\s){0,2}?repayable\b")
_PAID_BACK = re.compile(
    r"\b(?:which|that)\s(?:[^.;:,\n]{2,40}?\s)?(?:will\s|must\s|has\sto\s|have\sto\s|is\sto\s|are\sto\s)?(?:repays?|pays?\sback)\b"
    r"|,\s(?:(?:which|that|it)\s)?(?:(?:is|are|has|have|must|will)\s)?(?:to\s)?be\s(?:repaid|paid\sback)\b"
)
_GIVEN = frozenset({"grant", "loan", "investment"})
_LONG = 250  # characters of an item
_FAR = 160  # characters from a sum to what says that it is paid back


def settle_leads(anchors: list[Anchor], found: Candidates) -> None:
    """Let what leads to a list tell the status or kind of all its sums, and what a sentence says of being paid back."""
    sums = sorted((a for a in anchors if a.money is not None), key=lambda a: a.start)
    starts = [a.start for a in sums]
    gone = repaid = False
    for block in found.blocks:
        inside = sums[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        if not SUM.search(block.text):
            lead = block.heading or block.text.endswith(":")
            gone = lead and bool(_LISTED_GONE.search(block.text))
            repaid = lead and not gone and bool(_LISTED_TO_REPAY.search(block.text))
            repaid = repaid and not _ALSO.search(block.text)
        elif not is_item(block, found.text):
            gone = repaid = False
        for anchor in inside:
            if gone or (anchor.kind in _GIVEN and _is_lost(anchor, found)):
                tell_status(anchor, "cancelled")
            if anchor.kind in _GIVEN and (repaid or _is_repaid(anchor, found)):
                make_likelier(anchor, "loan")


def is_item(block: Block, text: str) -> bool:
    """Whether a block with a sum is an item of a list: short, and set off or no full sentence."""
    line = text.rfind("\n", 0, block.start) + 1
    return len(block.text) < _LONG and (block.heading or bool(text[line : block.start].strip()))


def _is_lost(anchor: Anchor, found: Candidates) -> bool:
    low, high = found.sentence_at(anchor.start)
    return _LOSE.search(found.text, max(low, anchor.start - _LONG), min(high, anchor.end)) is not None


def _is_repaid(anchor: Anchor, found: Candidates) -> bool:
    high = min(found.sentence_at(anchor.start)[1], anchor.end + _FAR)
    return bool(
        _REPAYABLE.search(found.text, max(0, anchor.start - 60), anchor.start)
        or _THEN_REPAYABLE.match(found.text, anchor.end, high)
        or _PAID_BACK.search(found.text, anchor.end, high)
    )
