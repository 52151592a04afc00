"""Who took over whom, by the words between their names: "Kelvorn bought Danish rival Vestrin in 2021"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ingest.anchors import told_by_words
from ingest.parties import INVESTOR, RECIPIENT
from ingest.reader import KINDS
from ingest.tables import SURE, give, tell_status, within
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import Status
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing

_BUYERS = frozenset({"Company", "University", "Organization", "Government"})
_SURE = 0.7  # what the reader is surer of goes first
_LIKELY = 0.5  # from which probability on the reader tells of a deal itself
_BETWEEN = re.compile(
    r"(?:,\s[^,.;\n]{2,60},)?(?:,?\s(?:has|have|had|also|later|then|recently|just|already|since|itself|reportedly|which|that))*\s"
    r"(?:(?P<done>acquired|bought|purchased|took\sover|taken\sover|snapped\sup|swallowed(?:\sup)?)|(?P<now>acquires|buys|is\sbuying|is\sacquiring|takes\sover|snaps\sup))"
    r"\s(?:(?:the|its|their)\s)?(?:[A-Z][a-z]+(?:-based)?\s)?(?:(?!(?:of|in|from|for|by|with|stakes?|shares?|stock|and|to|at|on|more)\s)[a-z-]+\s){0,3}"
)
_AFTER = re.compile(
    r"[,.;:)]|\s\(|$|\s(?:from|in\s(?:a|an|the|its|20\d\d|19\d\d|[A-Z][a-z]+)|for|last|this|earlier|outright|on|two|three|a\syear|of\s[A-Z]|and|to\s[a-z]+|at\sthe)\b"
)
_NOT = re.compile(
    r"\b(?:not|never|may|might|could|would|if|whether|den(?:y|ies|ied)|unless|until|rumou?rs?|than|like)\s(?:[a-z]+\s){0,3}$",
    re.I,
)


def settle_takeovers(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Make the takeovers sure that such words tell, or add an anchor for one that the reader did not look at."""
    ordered = sorted((a for a in anchors if not a.unlikely), key=lambda a: a.start)
    starts = [a.start for a in ordered]
    for start, end, buyer, bought, status in _told(found, things):
        low, high = found.sentence_at(start)
        here = within(ordered, starts, low, high)
        if any(a.sure > _LIKELY and (a.money or start <= a.start < end) for a in here):
            continue
        anchor = next((a for a in here if start <= a.start < end), None)
        if anchor is None:
            anchor = told_by_words(start, end, "acquisition", status, _SURE, SURE)
            anchors.append(anchor)
        anchor.kinds = np.zeros_like(anchor.kinds)
        anchor.kinds[0], anchor.kinds[1 + KINDS.index("acquisition")] = 1 - _SURE, _SURE
        tell_status(anchor, status)
        give(anchor, buyer, INVESTOR)
        give(anchor, bought, RECIPIENT)


def _told(found: Candidates, things: list[Thing]) -> Iterator[tuple[int, int, Thing, Thing, Status]]:
    text = found.text
    named = [x for x in in_order(things) if x.thing.type in _BUYERS and not x.thing.described]
    for (m, one), (n, two) in pairwise(named):
        words = _BETWEEN.fullmatch(text, m.end, n.start) if 0 < n.start - m.end < 160 else None
        if words is None or two.type != "Company" or one is two or not _AFTER.match(text, n.end):
            continue
        low, _ = found.sentence_at(m.start)
        if _NOT.search(text, max(low, m.start - 40), m.start) or any(
            a <= m.start < b for a, b in found.warnings
        ):
            continue
        sort = words.lastgroup
        yield *words.span(str(sort)), one, two, "completed" if sort == "done" else "announced"
