"""Who is bound to take goods from whom: "Vesta has agreed to take 40,000 tonnes a year from Kelvorn"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ingest.anchors import told_by_words
from ingest.parties import INVESTOR, RECIPIENT
from ingest.reader import KINDS
from ingest.tables import LEFT, SURE, give, within
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing

Span = tuple[int, int]
_BODIES = frozenset({"Company", "University", "Organization", "Government"})
_SURE = 0.7  # what the reader is surer of goes first
_LIKELY = 0.5  # from which probability on a sum is a deal
_FAR = 200  # characters from one name to the other
_GOODS = r"(?:tonnes|tons|kilos|litres|liters|barrels|MWh?|GWh?|megawatts?|megawatt-hours|gigawatts?|gigawatt-hours|cells|packs|wafers|modules|units)"
_BOUND = r"(?:(?:has|have|had|also|itself|now|since)\s){0,2}(?:agreed|undertaken|committed(?:\sitself)?|contracted|promised|signed\sup|pledged)\sto\s"
_TAKE = re.compile(
    rf"(?:,\swhich\s[^,.;\n]{{2,80}},|,\s[^,.;\n]{{2,60}},)?\s(?:{_BOUND}|will\s|is\sto\s|would\s)(?:(?:also|then)\s)?"
    rf"(?P<said>take|buy|purchase|off-?take)\s"
    rf"(?:[^.;:\n]{{2,70}}?\b{_GOODS}\b[^.;:\n]{{0,50}}?\sfrom\s"
    r"|(?:(?:up\sto|at\sleast|about|some)\s)?(?:half|a\s(?:third|quarter|fifth|tenth)|two[\s-]thirds|three[\s-]quarters|most|all|\d{1,3}(?:%|\sper\s?cent))\sof\s"
    r"(?:the\s|its\s)?(?:[a-z]+\s)?(?:output|production|power|capacity|electricity)\s(?:of|from)\s)"
    r"(?:the\s)?(?:[A-Z]\w+['’]s?\s)?(?:(?!(?:and|of|in|at)\s)[a-z-]+\s){0,2}"
)
_NOT = re.compile(r"\b(?:not|never|if|whether|unless|rumou?red|denied)\s(?:[a-z]+\s){0,3}$", re.I)


def settle_offtakes(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Make the orders sure that such words tell, or add an anchor for one that the reader did not look at."""
    ordered = sorted(anchors, key=lambda a: a.start)
    starts = [a.start for a in ordered]
    for (start, end), (low, high), buyer, seller in _told(found, things):
        here = within(ordered, starts, *found.sentence_at(start))
        if any(a.sure > _LIKELY and a.money for a in here):
            continue
        anchor = next((a for a in here if low <= a.start < high), None)
        if anchor is None:
            anchor = told_by_words(start, end, "purchase", "announced", _SURE, SURE)
            anchors.append(anchor)
        sure = max(anchor.sure, _SURE)
        anchor.kinds = np.zeros_like(anchor.kinds)
        anchor.kinds[0], anchor.kinds[1 + KINDS.index("purchase")] = 1 - sure, sure
        for parts in anchor.parts.values():
            parts *= LEFT
        give(anchor, buyer, INVESTOR)
        give(anchor, seller, RECIPIENT)


def _told(found: Candidates, things: list[Thing]) -> Iterator[tuple[Span, Span, Thing, Thing]]:
    """Where it is said, where it is said with what stands between the names, the buyer and the seller."""
    text = found.text
    named = [x for x in in_order(things) if x.thing.type in _BODIES and not x.thing.described]
    for (m, buyer), (n, seller) in pairwise(named):
        words = _TAKE.fullmatch(text, m.end, n.start) if 0 < n.start - m.end < _FAR else None
        if words is None or buyer is seller:
            continue
        low, _ = found.sentence_at(m.start)
        warned = any(a <= m.start < b for a, b in found.warnings)
        if not warned and not _NOT.search(text, max(low, m.start - 40), m.start):
            yield words.span("said"), words.span(), buyer, seller
