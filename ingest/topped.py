"""Entries with their sum in a line of its own at their top: "$3.4 billion", then "Kelvorn, chip plant in Lahti"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.parties import INVESTOR, PLACE, RECIPIENT
from ingest.roles import make_likelier
from ingest.tables import LEFT, give, within
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing, Told

_PLACES = frozenset({"Country", "Place"})
_ENTRIES = 2  # sums in lines of their own make a list
_LIKELY = 0.5
_LONG = 600  # characters of an entry at most
_BEFORE = re.compile(r"(?:^|\n)[^\w\n$€£¥₩₹]{0,6}(?:\d{1,2}[.)]\s{1,3})?[^\w\n$€£¥₩₹]{0,3}$")
_AFTER = re.compile(r"[^\w\n]{0,6}(?:\n|$)")
_GIVEN = frozenset({"grant", "equity", "loan", "acquisition"})


def settle_topped(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Give a sum that stands alone above an entry to whom the entry names, and to nobody of others."""
    sums = [a for a in sorted(anchors, key=lambda a: a.start) if a.money is not None]
    alone = [a for a in sums if _is_alone(a, found.text)]
    if len(alone) < _ENTRIES:
        return
    named = in_order(things)
    starts = [x.mention.start for x in named]
    ends = [a.start for a in alone[1:]] + [_end_of_last(alone[-1], found.text)]
    inside = [within(named, starts, a.end, end) for a, end in zip(alone, ends, strict=True)]
    line = found.text.rfind("\n", 0, found.text.rfind("\n", 0, alone[0].start + 1)) + 1
    above = within(named, starts, line, alone[0].start)
    told = {x.thing.key for here in inside for x in here}
    others = {a.start for a in sums} - {a.start for a in alone}
    for anchor, here, end in zip(alone, inside, ends, strict=True):
        bodies = [x for x in here if x.thing.type not in _PLACES | {"Facility"}]
        # What stands above the first sum would be its entry if sums stood at the bottom.
        if not bodies or end - anchor.end > _LONG or any(anchor.end <= at < end for at in others):
            return
        if any(x.thing.type not in _PLACES and x.thing.key not in told for x in above):
            return
    for anchor, here in zip(alone, inside, strict=True):
        _settle(anchor, here, told)


def _is_alone(anchor: Anchor, text: str) -> bool:
    low = text.rfind("\n", 0, anchor.start)
    return bool(
        anchor.start - low < len("\n** 12. **  ")
        and _BEFORE.search(text, max(low, 0), anchor.start)
        and _AFTER.match(text, anchor.end)
    )


def _end_of_last(anchor: Anchor, text: str) -> int:
    """Where the last entry ends: with its paragraph."""
    first = len(text[anchor.end :]) - len(text[anchor.end :].lstrip())
    end = text.find("\n\n", anchor.end + first)
    return end if end >= 0 else len(text)


def _settle(anchor: Anchor, here: Sequence[Told], told: set[str]) -> None:
    own = {x.thing.key for x in here}
    for key in anchor.parts.keys() & told - own:
        anchor.parts[key] *= LEFT * LEFT
    body = next(x.thing for x in here if x.thing.type not in _PLACES | {"Facility"})
    site = next((x.thing for x in here if x.thing.type == "Facility"), None)
    if site is not None and anchor.kind in {"equity", "acquisition"}:
        make_likelier(anchor, "investment")
    role = RECIPIENT if anchor.kind in _GIVEN else INVESTOR
    parts = anchor.parts.get(body.key)
    likely = INVESTOR if role == INVESTOR else [INVESTOR, RECIPIENT]
    if parts is None or parts[likely].max() < _LIKELY:
        give(anchor, body, role)
    if anchor.kind == "investment":
        place = next((x.thing for x in here if x.thing.type in _PLACES), None)
        for thing, part in ((place, PLACE), (site, RECIPIENT)):
            if thing is not None:
                give(anchor, thing, part)
