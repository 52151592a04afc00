"""Places that are only seats."""

from __future__ import annotations

import pytest
from named import anchors_at_sums, candidates, thing

from ingest.parties import PLACE
from ingest.seated import settle_seats


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("The Graz-based maker pays $2 million for a plant.", False),
        ("The Graz-headquartered maker pays $2 million for a plant.", False),
        ("Arcwell, of Graz, which makes lamps, pays $2 million for a plant.", False),
        ("Arcwell, based in Graz, pays $2 million for a plant.", False),
        ("The Graz, Austria-based maker pays $2 million for a plant.", False),
        ("The Graz-based maker pays $2 million for a plant in Graz.", True),
        ("Arcwell pays $2 million for the plant, north of Graz, which burned.", True),
        ("Arcwell pays $2 million for a plant in Graz.", True),
    ],
)
def test_a_place_that_is_only_a_seat_takes_no_part(text: str, stays: bool) -> None:
    [told] = anchors_at_sums(text, "investment", {"Graz": (0.0, 0.0, 0.9)})
    settle_seats([told], candidates(text), [thing(text, "Graz", "Place")])
    assert bool(told.parts["Graz"][PLACE] > 0.5) is stays
