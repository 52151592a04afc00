"""Entries with their sum in a line of its own at their top."""

from __future__ import annotations

import pytest
from named import anchors_at_sums, candidates, sides, thing

from graph.model import EntityType, Kind
from ingest.topped import settle_topped

TYPED: dict[str, EntityType] = {"Lyon": "Place", "Ghent": "Place", "lamp plant": "Facility"}
NAMES = ("Arcwell", "Vesta", "Kiln", *TYPED)


def settled(text: str, kind: Kind = "investment") -> list[str]:
    """What each sum is; at first the reader thinks that nobody has a part in it."""
    anchors = anchors_at_sums(text, kind, {n: (0.4, 0.4, 0.4) for n in NAMES if n in text})
    things = [thing(text, n, TYPED.get(n, "Company")) for n in NAMES if n in text]
    settle_topped(anchors, candidates(text), things)
    return [f"{a.kind}: {sides(a, NAMES)}" for a in anchors]


@pytest.mark.parametrize(
    "text",
    [
        "This month\n$4 million\nArcwell, lamp plant, Lyon\n$9 million\nVesta, office, Ghent",
        "This month\n\n$4 million\nArcwell builds a lamp plant in Lyon.\n\n$9 million\nVesta grows in Ghent.",
        "1. $4 million\nArcwell, lamp plant in Lyon\n\n2. $9 million\nVesta in Ghent\n\nMore on Kiln later.",
        "**$4 million**\nArcwell has a lamp plant in Lyon.\n\n**$9 million**\nVesta is in Ghent.",
    ],
)
def test_a_sum_belongs_to_the_entry_under_it(text: str) -> None:
    told = ["investment: Arcwell > lamp plant @ Lyon", "investment: Vesta >  @ Ghent"]
    assert settled(text) == told
    assert settled(text, "equity")[0] == told[0]


def test_who_stands_under_a_round_gets_it() -> None:
    text = "Rounds\n$4 million\nArcwell, seed round.\n$9 million\nVesta, Series A."
    assert settled(text, "equity") == ["equity:  > Arcwell @ ", "equity:  > Vesta @ "]


@pytest.mark.parametrize(
    "text",
    [
        "Arcwell\n$4 million\n\nVesta\n$9 million\n\nKiln",
        "Rounds\n$4 million\nArcwell",
        "$4 million\nwas spent\n$9 million\nVesta",
        "$4 million\nArcwell got $5 million\n$9 million\nVesta",
        "It was $4 million\nArcwell\nIt was $9 million\nVesta",
    ],
)
def test_other_lines_tell_nothing(text: str) -> None:
    assert all(x == "investment:  >  @ " for x in settled(text))
