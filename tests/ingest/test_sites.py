"""Sites that nothing comes of, and those that are begun."""

from __future__ import annotations

import pytest
from named import anchor, anchors_at_sums, candidates, thing

from graph.model import EntityType, Status
from ingest.anchors import Anchor
from ingest.parties import INVESTOR, PLACE, RECIPIENT
from ingest.reader import STATUSES
from ingest.sites import settle_sites

TYPED: dict[str, EntityType] = {"Lyon": "Place", "plant": "Facility", "works": "Facility"}
NAMES = ("Arcwell", "Vesta", *TYPED)


def settled(text: str, anchors: list[Anchor] | None = None, cut: int = 0) -> list[str]:
    """What is made of a text: "Arcwell > plant @ Lyon, cancelled"."""
    anchors = [] if anchors is None else anchors
    said = candidates(text)
    said.warnings = ()
    said.sentence_at = lambda at: (0, cut) if at < cut else (cut, len(text))
    settle_sites(anchors, said, [thing(text, n, TYPED.get(n, "Company")) for n in NAMES if n in text])
    made = []
    for a in (a for a in anchors if a.sure > 0.5 and a.money is None):
        assert a.kind == "facility"
        owners, sites, places = (
            "+".join(n for n in NAMES if n in a.parts and a.parts[n][role] > 0.8)
            for role in (INVESTOR, RECIPIENT, PLACE)
        )
        made.append(f"{owners} > {sites} @ {places}, {STATUSES[int(a.statuses.argmax())]}")
    return made


@pytest.mark.parametrize(
    "text",
    [
        "Arcwell has scrapped its plant in Lyon.",
        "Arcwell drops plan for a Lyon plant",
        "Arcwell, a maker of lamps, gave up its own plant in Lyon last year.",
        "Arcwell has given up its plan to make red lamps at its plant in Lyon.",
        "Arcwell has put the extension of its plant in Lyon on hold.",
        "Arcwell has suspended construction of its plant in Lyon.",
        "A plant that Arcwell wanted to set up in Lyon was cancelled in May.",
        "Plans for a plant in Lyon were shelved by Arcwell.",
        "Arcwell's plant in Lyon is on ice.",
        "Arcwell said it would pull out of a second plant in Lyon, but Arcwell is to scrap the plant in Lyon.",
    ],
)
def test_what_is_given_up(text: str) -> None:
    (told,) = settled(text)
    lyon = "" if "set up in Lyon" in text or "Lyon plant" in text else "Lyon"
    assert told == f"Arcwell > plant @ {lyon}, cancelled"


def test_of_the_extension_of_works_the_works_are_meant() -> None:
    assert settled("Arcwell abandoned its plan to enlarge the plant of its works in Lyon.") == [
        "Arcwell > works @ Lyon, cancelled"
    ]


def test_those_in_a_row_give_it_up_together() -> None:
    assert settled("Arcwell and Vesta have scrapped a plant in Lyon.") == [
        "Arcwell+Vesta > plant @ Lyon, cancelled"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Arcwell has halted production at its plant in Lyon.",
        "Arcwell dropped its lawsuit over the plant in Lyon.",
        "Arcwell may have scrapped its plant in Lyon.",
        "Arcwell has not abandoned its plant in Lyon.",
        "Output at Arcwell's plant in Lyon was suspended.",
        "Arcwell called off the strike at its plant in Lyon.",
        "Arcwell's plant in Lyon was put on hold until 2031.",
        "Arcwell has put the plant in Lyon first.",
        "Arcwell gave up the lease on its plant in Lyon.",
        "Nobody has scrapped the plant in Lyon.",
        "Arcwell lost money. It has scrapped the plant in Lyon.",
    ],
)
def test_what_is_done_otherwise(text: str) -> None:
    assert settled(text) == []


def test_ground_is_broken_for_what_is_to_come() -> None:
    assert settled("Arcwell broke ground this month on a plant in Lyon.") == [
        "Arcwell > plant @ Lyon, announced"
    ]


def test_where_a_pronoun_stands_the_reader_tells_who() -> None:
    text = "It has scrapped the plant in Lyon, Vesta's town."
    low = anchor(
        "facility", {"Arcwell": (0.9, 0, 0), "Vesta": (0.2, 0, 0)}, sure=0.2, at=text.index("scrapped")
    )
    low.end = low.start + 8
    assert settled(text + " Arcwell", [low]) == ["Arcwell > plant @ Lyon, cancelled"]


def test_where_a_sum_tells_it_nothing_is_added() -> None:
    text = "Arcwell has scrapped its plant in Lyon, which was to cost $40 million."
    assert settled(text, anchors_at_sums(text, "investment", {"Arcwell": (0.9, 0, 0)})) == []


@pytest.mark.parametrize(
    ("place", "status", "told"),
    [
        ("Lyon", "announced", True),
        ("Lyon", "cancelled", True),
        ("Graz", "announced", False),
        ("Graz", "cancelled", True),
    ],
)
def test_what_its_owners_sum_tells_is_told(place: str, status: Status, told: bool) -> None:
    text = "Arcwell puts $40 million into Graz. So Arcwell has scrapped its plant in Lyon."
    (spent,) = anchors_at_sums(text, "investment", {"Arcwell": (0.9, 0, 0), place: (0, 0, 0.9)})
    spent.statuses[:] = [float(s == status) for s in STATUSES]
    assert settled(text, [spent], text.index("So")) == ([] if told else ["Arcwell > plant @ Lyon, cancelled"])


def test_long_texts_are_read_in_bounded_time() -> None:
    text = "Arcwell has scrapped its " + "very " * 20_000 + "old plant in Lyon"
    assert settled(text) == []
