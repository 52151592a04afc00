"""Sums that a sentence shares out: "$6.6 billion to TSMC, $6.2 billion to Micron", "€95 million from Kyocera and €45 million from Bosch"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from ingest.parties import INVESTOR, RECIPIENT
from ingest.tables import LEFT, SURE

if TYPE_CHECKING:
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing

_AFTER = re.compile(r"\)?\s(?:(?:each|more|in\s[a-z]+)\s)?(to|from|by)\s(?:the\s)?")
_ROLES = {"to": RECIPIENT, "from": INVESTOR, "by": INVESTOR}
_PLACES = frozenset({"Country", "Place"})


def settle_shares(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Give each of the sums that are shared out in a sentence to the one who is named right after it, not to the others."""
    begins = {m.start: t for t in things if t.type not in _PLACES for m in t.mentions}
    starts = [start for start, _ in found.sentences]
    shared: dict[tuple[int, int], list[tuple[Anchor, Thing]]] = defaultdict(list)
    for anchor in anchors:
        after = _AFTER.match(found.text, anchor.end) if anchor.money is not None else None
        who = begins.get(after.end()) if after else None
        if after and who is not None:
            shared[bisect_right(starts, anchor.start), _ROLES[after[1]]].append((anchor, who))
    for (_, role), pairs in shared.items():
        whose = {who.key for _, who in pairs}
        if len(whose) < 2:
            continue
        for anchor, who in pairs:
            for key in whose - {who.key}:
                if key in anchor.parts:
                    anchor.parts[key][role] *= LEFT
            parts = anchor.parts.setdefault(who.key, np.zeros(3, np.float32))
            parts[role] = max(float(parts[role]), SURE)
