"""Places that only say where somebody has their seat: "the Oulu-based maker", "Vesta, of Graz, which"; nothing is done there by that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.opening import tells_of_seat
from ingest.parties import PLACE

if TYPE_CHECKING:
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing

_LEFT = 0.05  # how much is left of what the reader gives to a place that is only a seat


def settle_seats(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Take those places out of deals of which the article says no more than that somebody is seated there."""
    seats = {
        t.key for t in things if t.type == "Place" and all(tells_of_seat(m, found.text) for m in t.mentions)
    }
    for anchor in anchors if seats else ():
        for key in seats & anchor.parts.keys():
            anchor.parts[key][PLACE] *= _LEFT
