"""Cards: lines with labels that tell of a project, an award or a round."""

from __future__ import annotations

from typing import Any, cast

import pytest
from named import anchors_at_sums, candidates, sides, thing

from graph.model import EntityType, Kind
from ingest.cards import find_cards, names_in_cards, settle_cards

TYPED: dict[str, EntityType] = {"Lyon": "Place", "Ghent": "Place", "lamp plant": "Facility"}
NAMES = ("Arcwell", "Vesta", "Kiln", *TYPED)


def settled(text: str, kind: Kind = "purchase") -> list[str]:
    """What each sum is: "investment: Arcwell > lamp plant @ Lyon"; at first the reader gives it to everybody."""
    anchors = anchors_at_sums(text, kind, {n: (0.5, 0.5, 0.5) for n in NAMES if n in text})
    things = [thing(text, n, TYPED.get(n, "Company")) for n in NAMES if n in text]
    settle_cards(anchors, cast("Any", candidates(text)), things)
    return [f"{a.kind}: {sides(a, NAMES)}" for a in anchors]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Lyon\n\nWho: Arcwell\nWhat: lamp plant\nMoney: €4 million\nTenant: Vesta", "investment: Arcwell > lamp plant @ Lyon"),
        ("Investor: Arcwell\nLocation: Lyon\nAmount: €4 million", "investment: Arcwell >  @ Lyon"),
        ("**Developer:** Arcwell\n**Site:** Lyon\n**Cost:** €4 million\n**Contractor:** Kiln", "investment: Arcwell >  @ Lyon"),
        ("Company\nArcwell\n\nLocation\nLyon\n\nAmount\n€4 million", "investment: Arcwell >  @ Lyon"),
        ("Recipient\nArcwell\nGrant\n€4 million\nFunder\nVesta", "grant: Vesta > Arcwell @ "),
        ("Borrower: Arcwell\nLender: Vesta\nAmount: €4 million", "loan: Vesta > Arcwell @ "),
        ("Target: Arcwell\nBuyer: Vesta\nPrice: €4 million", "acquisition: Vesta > Arcwell @ "),
        ("Round: Series B\nCompany: Arcwell\nRaised: €4 million\nInvestors: Vesta", "equity: Vesta > Arcwell @ "),
        ("Arcwell\n\nStage: seed\nInvestors: Vesta, Kiln\nRaised: €4 million", "equity: Vesta+Kiln > Arcwell @ "),
        ("Buyer: Arcwell\nSupplier: Vesta\nValue: €4 million", "purchase: Arcwell > Vesta @ "),
    ],
)  # fmt: skip
def test_the_labels_tell_who_and_where(text: str, told: str) -> None:
    assert settled(text) == [told]


def test_each_card_has_its_own() -> None:
    one = "Who: Arcwell\nMoney: €4 million\nWhere: Lyon"
    two = "Who: Vesta\nMoney: €9 million\nWhere: Ghent"
    told = ["investment: Arcwell >  @ Lyon", "investment: Vesta >  @ Ghent"]
    assert settled(f"{one}\n\n{two}", "investment") == told
    assert settled(f"Here\n{one}\nThere\n{two}", "investment") == told


@pytest.mark.parametrize(
    "text",
    [
        "Who: Arcwell\nWhere: Lyon\nRevenue: €4 million",
        "Who: Arcwell\nMoney: €4 million",
        "Where: Lyon\nStatus: approved\nMoney: €4 million",
        "Arcwell says\nWho knows\nMoney is €4 million",
    ],
)
def test_what_is_no_card_is_left(text: str) -> None:
    assert settled(text)[0].startswith("purchase:  >  @")


def test_a_label_that_is_not_known_is_one_if_it_comes_again() -> None:
    entry = "Recipient\n{}\nHouse\nOak\nAmount\n€4 million\n"
    cards = find_cards(entry.format("Arcwell") + "\n" + entry.format("Vesta"))
    assert [[f.label for f in c.fields] for c in cards] == [["Recipient", "House", "Amount"]] * 2


def test_who_stands_alone_under_a_label_is_a_name() -> None:
    text = "Recipient: Arcwell Lamps Inc.\nAmount: €4 million\nLocation: Lyon, France\nDonor: the state"
    assert [(m.name, m.type) for m in names_in_cards(text)] == [("Arcwell Lamps Inc", "Company")]
