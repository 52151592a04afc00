"""Who supplies whom, and that the buyer pays."""

from __future__ import annotations

import pytest
from named import anchor, anchors_at_sums, candidates, thing

from graph.model import EntityType, Kind
from ingest.anchors import Anchor
from ingest.parties import INVESTOR, RECIPIENT
from ingest.supplies import settle_supplies

TYPED: dict[str, EntityType] = {
    "Lyon": "Place",
    "Norway": "Country",
    "plant": "Facility",
    "Maine": "Government",
}
NAMES = ("Arcwell", "Vesta", *TYPED)


def settled(text: str, kind: Kind = "purchase", at: str = "") -> str:
    """The buyer and the supplier of a deal that is told by a text's only sum or by the words `at`."""
    here = [n for n in NAMES if n in text]
    parts = dict.fromkeys(here, (0.5, 0.5, 0.0))
    told: Anchor = anchor(kind, parts, at=text.index(at)) if at else anchors_at_sums(text, kind, parts)[0]
    settle_supplies([told], candidates(text), [thing(text, n, TYPED.get(n, "Company")) for n in here])
    givers, takers = (
        "+".join(n for n, p in told.parts.items() if p[role] > 0.8) for role in (INVESTOR, RECIPIENT)
    )
    return f"{givers} < {takers}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Arcwell has delivered $5 million of lamps to Vesta.", "Vesta < Arcwell"),
        ("Arcwell supplies $5 million of lamps to the Vesta.", "Vesta < Arcwell"),
        ("Arcwell has agreed to provide $5 million of lamps to Norway's Vesta.", "Vesta < Arcwell"),
        ("Arcwell signed a new contract to sell $5 million of lamps to Norway.", "Norway < Arcwell"),
        ("Arcwell is to deliver $5 million of lamps to Maine.", "Maine < Arcwell"),
        ("Arcwell won a $5 million order for lamps from Vesta.", "Vesta < Arcwell"),
        ("Arcwell has won an early $5 million contract with Vesta.", "Vesta < Arcwell"),
        ("Arcwell picked up a $5 million deal for lamps with Norway’s Vesta.", "Vesta < Arcwell"),
        ("Arcwell got its $5 million orders from Vesta.", "Vesta < Arcwell"),
        ("Arcwell secured a $5 million contract from Vesta.", "Vesta < Arcwell"),
        ("Arcwell has contracted for lamps worth $5 million from Vesta.", "Arcwell < Vesta"),
        ("Arcwell, which is next door, ordered lamps for $5 million from Norway's Vesta.", "Arcwell < Vesta"),
        ("Arcwell takes $5 million worth of lamps from Vesta.", "Arcwell < Vesta"),
        ("Arcwell ordered lamps from Vesta for $5 million.", "Arcwell < Vesta"),
        ("Arcwell takes $5 million of funding from Vesta.", " < "),
        ("Arcwell ordered a loan of $5 million from Vesta.", " < "),
        ("Arcwell sold out of $5 million of lamps to Vesta.", " < "),
        ("Arcwell sold its lamp unit for $5 million to Vesta.", " < "),
        ("Arcwell provided $5 million of funding to Vesta.", " < "),
        ("Arcwell has sold a stake of $5 million to Vesta.", " < "),
        ("Arcwell won a $5 million loan deal from Vesta.", " < "),
        ("Arcwell sells $5 million of lamps to Lyon.", " < "),
        ("Lyon sells $5 million of lamps to Vesta.", " < "),
        ("Norway sells $5 million of lamps to Vesta.", " < "),
        ("Arcwell sells lamps to Vesta and takes $5 million.", " < "),
        ("For $5 million Arcwell sells lamps to Vesta.", " < "),
        ("Arcwell sells lamps. It gives $5 million to Vesta.", " < "),
        ("Arcwell sells $5 million of lamps to Arcwell.", " < "),
    ],
)
def test_the_buyer_pays_the_supplier(text: str, found: str) -> None:
    assert settled(text) == found


@pytest.mark.parametrize(
    ("text", "at", "found"),
    [
        ("Arcwell will supply Vesta with lamps.", "supply", "Vesta < Arcwell"),
        ("Arcwell will equip the Vesta with lamps.", "equip", "Vesta < Arcwell"),
        ("Arcwell equips Norway's Vesta with lamps.", "equips", "Vesta < Arcwell"),
        ("Arcwell provides Vesta, of old, with lamps.", "provides", "Vesta < Arcwell"),
        ("Arcwell will supply Vesta. Kiln comes with lamps.", "supply", " < "),
        ("Arcwell will supply Vesta for years.", "supply", " < "),
        ("Arcwell delivers lamps for the plant to Vesta.", "delivers", "Vesta < Arcwell"),
        ("Arcwell has a contract to supply Vesta.", "contract", "Vesta < Arcwell"),
        ("Arcwell agreed to supply German brewer Vesta with lamps.", "agreed", "Vesta < Arcwell"),
        ("Arcwell won a contract to supply lamps to Vesta.", "contract", "Vesta < Arcwell"),
        ("Arcwell is in talks with Vesta about supplying it.", "talks", " < "),
        ("Arcwell is in talks about supplying Vesta with lamps.", "talks", "Vesta < Arcwell"),
        ("In May it signed a contract to supply Vesta with lamps.", "contract", "Vesta < "),
        ("Arcwell signed a contract to supply power to the hall of Vesta.", "contract", " < "),
        (
            "Arcwell signed a letter of intent with Vesta for the supply of lamps.",
            "supply",
            "Arcwell < Vesta",
        ),
    ],
)
def test_a_supply_without_a_sum(text: str, at: str, found: str) -> None:
    assert settled(text, at=at) == found


@pytest.mark.parametrize("kind", ["grant", "equity"])
def test_what_is_hardly_an_order_is_left_as_it_was(kind: Kind) -> None:
    assert settled("Arcwell delivers $5 million of lamps to Vesta.", kind) == " < "


@pytest.mark.parametrize(
    "verb",
    ["supply", "supplied", "is supplying", "delivers", "delivered", "provides", "provided", "sells", "sold", "is selling", "would sell",
     "have sold", "had sold", "are to sell", "also sells", "has been selling", "signed a deal to sell", "signed an agreement to sell"],
)  # fmt: skip
def test_how_a_supply_is_told(verb: str) -> None:
    found = settled(f"Arcwell {verb} $5 million of lamps to Vesta.")
    assert found == (" < " if verb.startswith("is ") else "Vesta < Arcwell")


@pytest.mark.parametrize(
    "verb", ["bagged", "booked", "clinched", "gets", "landed", "lands", "received", "receives", "winning", "wins", "win"]
)  # fmt: skip
@pytest.mark.parametrize("how_many", ["a", "two", "the", "its"])
def test_how_an_order_is_told(verb: str, how_many: str) -> None:
    assert settled(f"Arcwell {verb} {how_many} $5 million order from Vesta.") == "Vesta < Arcwell"


@pytest.mark.parametrize(
    "what",
    ["arm", "business", "credit", "division", "financing", "grants", "money", "operations", "power plant", "shares", "subsidiary",
     "support"],
)  # fmt: skip
def test_what_is_sold_or_given_so_is_no_order(what: str) -> None:
    assert settled(f"Arcwell sells $5 million of {what} to Vesta.") == " < "


@pytest.mark.parametrize("verb", ["supplies", "supplied", "provided", "equipped"])
def test_whom_one_supplies_with_something(verb: str) -> None:
    assert settled(f"Arcwell {verb} Vesta with lamps.", at=verb) == "Vesta < Arcwell"


def test_what_is_sold_and_what_is_bought() -> None:
    text = "Lindell sold Nordvik to Hanover and bought Terra."
    parts = dict.fromkeys(("Lindell", "Nordvik", "Hanover", "Terra"), (0.8, 0.4, 0.0))
    named = [thing(text, n, "Company") for n in parts]
    first, second = (anchor("acquisition", parts, at=text.index(w)) for w in ("sold", "bought"))
    settle_supplies([first, second], candidates(text), named)
    assert {k for k, p in first.parts.items() if p[INVESTOR] > 0.5} == {"Hanover"}
    assert {k for k, p in second.parts.items() if p[INVESTOR] > 0.5} == {"Lindell"}
    assert second.parts["Terra"][RECIPIENT] > 0.8 > 0.1 > second.parts["Nordvik"][RECIPIENT]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Lindell has signed a ten-year agreement with Terra for 18 MW of power.", True),
        ("Lindell signed a deal with Terra to buy 300 servers.", True),
        ("Lindell signed an agreement with Terra to study hydrogen.", False),
    ],
)  # fmt: skip
def test_who_signs_for_goods_buys_them(text: str, told: bool) -> None:
    signed = anchor("purchase", {"Lindell": (0.9, 0.1, 0), "Terra": (0.9, 0.1, 0)}, at=text.index("signed"))
    settle_supplies([signed], candidates(text), [thing(text, n, "Company") for n in ("Lindell", "Terra")])
    assert bool(signed.parts["Terra"][RECIPIENT] > 0.8) == told


def first_customers(text: str, anchors: list[Anchor] | None = None) -> list[str]:
    """Who buys from whom, by whom somebody is the first customer of: "Vesta < Arcwell"."""
    anchors = [] if anchors is None else anchors
    said = candidates(text)
    said.warnings = ()
    settle_supplies(anchors, said, [thing(text, n, "Company") for n in ("Arcwell", "Vesta") if n in text])
    made = []
    for a in (a for a in anchors if a.kind == "purchase"):
        givers, takers = (
            "+".join(n for n, p in a.parts.items() if p[role] > 0.8) for role in (INVESTOR, RECIPIENT)
        )
        made.append(f"{givers} < {takers}")
    return made


@pytest.mark.parametrize(
    "text",
    [
        "Vesta has been named as the first customer for Arcwell's lamps.",
        "Vesta will be the launch customer of Arcwell.",
        "Vesta signed up as an anchor customer for Arcwell's lamps.",
        "Arcwell named Vesta as its first customer.",
        "Arcwell said that Vesta would be the first customer for its lamps.",
        "Arcwell, with Vesta as launch customer, opened a plant.",
    ],
)
def test_a_first_customer_buys(text: str) -> None:
    assert first_customers(text) == ["Vesta < Arcwell"]
    turned = anchor("purchase", {"Arcwell": (0.9, 0, 0), "Vesta": (0, 0.9, 0)}, at=3)
    assert first_customers(text, [turned]) == ["Vesta < Arcwell"]


@pytest.mark.parametrize(
    "text",
    [
        "Vesta has many customers, and Arcwell has some.",
        "Arcwell named Vesta as its first partner.",
        "Vesta met the first customer. Arcwell grows.",
    ],
)
def test_who_is_no_first_customer_buys_nothing(text: str) -> None:
    assert first_customers(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vesta has bought 300 of Arcwell's lamps for $5 million.", "Vesta < Arcwell"),
        ("Vesta ordered 60 Arcwell lamps for $5 million.", "Vesta < Arcwell"),
        ("Vesta will take 220 units of Arcwell's desk lamps in a $5 million deal.", "Vesta < Arcwell"),
        ("Vesta bought 300 shares of Arcwell for $5 million.", " < "),
        ("Vesta bought 2 Arcwell units for $5 million.", " < "),
    ],
)
def test_who_takes_a_number_of_goods_buys_them(text: str, found: str) -> None:
    assert settled(text, "acquisition") == found


def test_what_is_supplied_is_an_order_whatever_the_reader_takes_it_for() -> None:
    assert settled("Arcwell will supply lamps worth $5 million to Vesta.", "acquisition") == "Vesta < Arcwell"
