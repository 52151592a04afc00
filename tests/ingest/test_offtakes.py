"""Who is bound to take goods from whom."""

from __future__ import annotations

import pytest
from named import anchor, candidates, parts, thing

from ingest.anchors import Anchor
from ingest.offtakes import settle_offtakes

NAMES = ("Arcwell", "Vesta", "Kiln")


def settled(text: str, *given: Anchor) -> list[str]:
    said = candidates(text)
    said.warnings = ()
    anchors = list(given)
    settle_offtakes(anchors, said, [thing(text, n, "Company") for n in NAMES if n in text])
    return [parts(a) for a in anchors if a.sure > 0.5 and a.kind == "purchase"]


@pytest.mark.parametrize(
    "text",
    [
        "Arcwell has agreed to take 40,000 tonnes a year from Vesta.",
        "Arcwell, which is headquartered in Oulu, has undertaken to buy 20 MW of power from Vesta for ten years.",
        "Arcwell will take half of the output of Vesta.",
        "Arcwell is to purchase up to 40 per cent of the production of Vesta.",
        "Arcwell committed itself to take 300 tons of lamp glass from Norway's Vesta.",
    ],
)
def test_who_is_bound_to_take_goods_buys_them(text: str) -> None:
    assert settled(text) == ["Arcwell > Vesta"]


@pytest.mark.parametrize(
    "text",
    [
        "Arcwell will take half of the board of Vesta.",
        "Arcwell has agreed to take money from Vesta.",
        "Arcwell took 40,000 tonnes to the port, away from Vesta.",
        "Arcwell has agreed to buy Vesta.",
        "Unless Arcwell will take 40 tonnes from Vesta, it stops.",
    ],
)
def test_what_is_no_such_order(text: str) -> None:
    assert settled(text) == []


def test_the_readers_own_verdict_on_it_is_mended() -> None:
    text = "Arcwell has agreed to take 40,000 tonnes a year from Vesta."
    given = anchor("purchase", {"Kiln": (0.0, 0.9, 0.0), "Arcwell": (0.9, 0.0, 0.0)}, at=text.index("agreed"))
    assert settled(text, given) == ["Arcwell > Vesta"]


def test_time_grows_with_the_text() -> None:
    assert settled("Arcwell will take " + "a tonne and " * 5_000 + "more from Vesta.") == []
