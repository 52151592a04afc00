"""Who took over whom, by the words between their names."""

from __future__ import annotations

import pytest
from named import anchor, anchors_at_sums, candidates, thing

from ingest.anchors import Anchor
from ingest.parties import INVESTOR, RECIPIENT
from ingest.reader import STATUSES
from ingest.takeovers import settle_takeovers

NAMES = ("Arcwell", "Vesta", "Kiln")


def settled(text: str, anchors: list[Anchor] | None = None) -> list[str]:
    """What is made of a text: "Arcwell > Vesta, completed"."""
    anchors = [] if anchors is None else anchors
    said = candidates(text)
    said.warnings = ()
    settle_takeovers(anchors, said, [thing(text, n, "Company") for n in NAMES if n in text])
    made = []
    for a in (a for a in anchors if a.sure > 0.5 and a.money is None):
        assert a.kind == "acquisition"
        buyers, bought = (
            "+".join(n for n in NAMES if n in a.parts and a.parts[n][role] > 0.8)
            for role in (INVESTOR, RECIPIENT)
        )
        made.append(f"{buyers} > {bought}, {STATUSES[int(a.statuses.argmax())]}")
    return made


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Last year Arcwell bought Vesta, which makes lamps.", "completed"),
        ("In June, Arcwell acquired Vesta from its founders.", "completed"),
        ("Arcwell, a maker of lamps, has taken over Danish rival Vesta for shares.", "completed"),
        ("Arcwell, which also snapped up the lamp maker Vesta last year, grows.", "completed"),
        ("Arcwell purchased Vesta in 2021.", "completed"),
        ("Arcwell acquires Vesta", "announced"),
        ("Arcwell is buying the Lyon-based start-up Vesta outright.", "announced"),
    ],
)
def test_plain_words_tell_of_a_takeover(text: str, status: str) -> None:
    assert settled(text) == [f"Arcwell > Vesta, {status}"]


@pytest.mark.parametrize(
    "text",
    [
        "Arcwell bought Vesta lamps.",
        "Arcwell bought a stake in Vesta.",
        "Arcwell bought lamps from Vesta.",
        "Arcwell bought the plant of Vesta.",
        "Arcwell acquired Vesta's lamp unit.",
        "If Arcwell bought Vesta, it would grow.",
        "Arcwell grew and bought more. Vesta did not.",
    ],
)
def test_what_else_is_bought_is_no_takeover(text: str) -> None:
    assert settled(text) == []


def test_where_the_reader_tells_of_a_deal_itself_nothing_is_added() -> None:
    text = "Arcwell bought Vesta for $40 million."
    assert settled(text, anchors_at_sums(text, "equity", {"Arcwell": (0.9, 0, 0)})) == []
    sure = anchor("acquisition", {"Kiln": (0.9, 0, 0)}, at=text.index("bought"))
    assert settled(text, [sure]) == ["Kiln > , announced"]


def test_an_act_that_the_reader_doubts_is_made_sure() -> None:
    text = "Arcwell bought Vesta."
    doubted = anchor("equity", {"Arcwell": (0.4, 0, 0)}, sure=0.3, at=text.index("bought"))
    assert settled(text, [doubted]) == ["Arcwell > Vesta, completed"]
