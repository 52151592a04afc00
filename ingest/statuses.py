"""Words of a sentence that tell how far its deal has come, where the reader may pass over them: "is to vote on", "letter of intent"."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from ingest.reader import STATUSES

if TYPE_CHECKING:
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates

# Nothing is agreed yet.
_OPEN = re.compile(
    r"\b(?:in|held|holds?|holding)\s(?:early\s|advanced\s|exclusive\s|preliminary\s)?(?:talks|discussions|negotiations)\b"
    r"|\b(?:is|are|was|were)\s(?:to|set\sto|expected\sto|due\sto|scheduled\sto)\s(?:vote|decide)\b"
    r"|\bapplied\sfor\b|\bnot\s(?:been\s)?approved\b|\bnearing\s(?:an?\s|the\s)|\b(?:is|are|was|were)\s(?:near|close\sto)\s(?:an?\s|the\s)"
    r"|\bbeing\sdiscussed\b|\bunder\sdiscussion\b|\b(?:takeover|buyout)\s(?:proposal|approach)\b|\bround\sof\sbidding\b"
    r"|\b(?:has|have|had)\s(?:not|yet\sto)\s(?:made|taken|make|take)\s(?:a|any)\s(?:final\s)?decision\b|\bno\sfinal\sdecision\b",
    re.I,
)
# Something is signed, though it does not bind.
_SIGNED = re.compile(
    r"\bletters?\sof\s(?:intent|interest)\b|\bterm\ssheet\b|\bconditional\s(?:commitment|award)\b", re.I
)
_TIMES = 5.0  # how much likelier such words make it


def settle_statuses(anchors: list[Anchor], found: Candidates) -> None:
    """Weigh what the words of each anchor's sentence tell of its status."""
    starts = [start for start, _ in found.sentences]
    considered = STATUSES.index("considered")
    for anchor in anchors:
        at = bisect_right(starts, anchor.start) - 1
        low, high = found.sentences[at] if at >= 0 else (anchor.start, anchor.end)
        if _SIGNED.search(found.text, low, high):
            anchor.statuses[considered] /= _TIMES
        elif _OPEN.search(found.text, low, high):
            anchor.statuses[considered] *= _TIMES
        anchor.statuses /= anchor.statuses.sum()
