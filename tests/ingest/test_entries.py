"""Entries of a list and lists of fields."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from named import anchors_at_sums, thing

from ingest.amounts import find_money
from ingest.anchors import Anchor
from ingest.entries import (
    heads_of_entries,
    settle_entries,
    settle_fields,
    settle_investors,
    settle_recipients,
)
from ingest.layout import blocks
from ingest.parties import INVESTOR, RECIPIENT
from ingest.tables import Row
from ingest.things import Thing

NAMES = ("Arcwell", "Vesta", "Kiln", "Borea")


def read(text: str) -> tuple[list[Anchor], Any, list[Thing]]:
    here = [n for n in NAMES if n in text]
    found = SimpleNamespace(text=text, blocks=blocks(text, []), money=find_money(text))
    anchors = anchors_at_sums(text, "grant", dict.fromkeys(here, (0.5, 0.5, 0.0)))
    return anchors, cast("Any", found), [thing(text, n, "Company") for n in here]


def part(told: Anchor) -> str:
    """Who takes part in a deal."""
    return " ".join(n for n, p in told.parts.items() if p.max() >= 0.5)


def sides(told: Anchor) -> str:
    givers, takers = (
        "+".join(n for n, p in told.parts.items() if p[role] > 0.8) for role in (INVESTOR, RECIPIENT)
    )
    return f"{givers} > {takers}"


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("**Arcwell** makes robots that sort parcels and has raised €7m.", "Arcwell"),
        ("- **Arcwell & Kiln**, Berlin. Robots that sort parcels. €7m", "Arcwell & Kiln"),
        ("Arcwell, Berlin. Robots that sort parcels. €7m", "Arcwell"),
        ("Arcwell, Oslo, Norway. Robots that sort parcels. €7m", "Arcwell"),
        ("2 July – Arcwell, Oslo. Robots that sort parcels. €7m", "Arcwell"),
        ("**Arcwell** makes robots.", None),
        (f"**Arcwell** makes robots{' of many sorts' * 20}. €7m", None),
        ("**The winners are** many, with €7m in all.", None),
        ("Arcwell, Best Firm. Robots that sort parcels. €7m", None),
    ],
)
def test_whom_an_entry_is_about_stands_at_its_head(text: str, head: str | None) -> None:
    (block,) = blocks(text, [])
    heads = list(heads_of_entries(text, block))
    assert [m.text for m in heads] == ([head] if head else [])
    assert all(text[m.start : m.end] == m.text and m.type == "Company" for m in heads)


@pytest.mark.parametrize("marks", [("1. ", "2. "), ("• ", "• "), ("**", "**")])
def test_who_is_named_in_another_entry_alone_takes_no_part(marks: tuple[str, str]) -> None:
    one, two = marks
    text = f"Borea grows.\n\n{one}Arcwell got $5 million from Kiln.\n{two}Vesta got $3 million from Borea.\n"
    anchors, found, things = read(text)
    settle_entries(anchors, found, things, [])
    assert [part(a) for a in anchors] == ["Arcwell Kiln Borea", "Vesta Borea"]


@pytest.mark.parametrize(
    "text",
    [
        "1. Arcwell got $5 million from Kiln.\nAlso, Vesta got $3 million.",  # one is no list
        "Arcwell got $5 million from Kiln.\n\nVesta got $3 million.",
        "1. Arcwell got $5 million from Kiln.\n2. Arcwell gave Vesta $3 million, and Kiln more.",
    ],
)
def test_what_is_no_list_is_left_as_it_was(text: str) -> None:
    anchors, found, things = read(text)
    settle_entries(anchors, found, things, [])
    assert [part(a) for a in anchors] == ["Arcwell Vesta Kiln"] * 2


@pytest.mark.parametrize("mark", ["- ", "• ", "2. "])
def test_items_that_go_on_with_their_lead_keep_their_parties_to_themselves(mark: str) -> None:
    text = f"Arcwell will:\n{mark}get $5 million from Kiln\n{mark}give $3 million to Vesta\n\nBorea grows.\n"
    anchors, found, things = read(text)
    settle_entries(anchors, found, things, [])
    assert [part(a) for a in anchors] == ["Arcwell Kiln Borea", "Arcwell Vesta Borea"]


@pytest.mark.parametrize(
    "text",
    [
        "Arcwell will:\n- get $5 million from Kiln\n\nIt will give $3 million to Vesta.",  # one is no list
        "Arcwell will:\nget $5 million from Kiln\n\ngive $3 million to Vesta",
        "Arcwell told:\n- The firm got $5 million from Kiln.\n- The firm gave $3 million to Vesta.",
    ],
)
def test_other_items_may_tell_of_one_deal_together(text: str) -> None:
    anchors, found, things = read(text)
    settle_entries(anchors, found, things, [])
    assert [part(a) for a in anchors] == ["Arcwell Vesta Kiln"] * 2


def test_rows_are_entries_too() -> None:
    text = "Arcwell | $5 million\nVesta | $3 million"
    anchors, found, things = read(text)
    rows = [Row(b.start, b.end, t, []) for b, t in zip(found.blocks, things, strict=True)]
    settle_entries(anchors, found, things, rows)
    assert [part(a) for a in anchors] == ["Arcwell", "Vesta"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Target: Arcwell\nLead: Vesta\nInvestors: Kiln, Borea\nRound: $5 million", ["Vesta+Kiln+Borea > Arcwell"]),
        ("- **Borrower:** Arcwell\n- **Lender:** Vesta\n- **Sum:** $5 million", ["Vesta > Arcwell"]),
        ("Borrower: Arcwell\nLender: Vesta\nSum: $5 million\nBorrower: Kiln\nLender: Borea\nSum: $3 million", ["Vesta > Arcwell", "Borea > Kiln"]),
        ("Owner: Arcwell\nPress: Vesta\nSum: $5 million", [" > "]),
        ("Target: Arcwell\nSum: $5 million, of Vesta", [" > "]),  # two lines are no list
        ("Target: Arcwell\nLead: Vesta\nYear: 2024\n\nKiln has $5 million.", [" > "]),
    ],
)  # fmt: skip
def test_the_fields_of_a_list_say_who_takes_which_part(text: str, found: list[str]) -> None:
    anchors, read_, things = read(text)
    settle_fields(anchors, read_, things)
    assert [sides(a) for a in anchors] == found


FIRST, SECOND, THIRD = "Arcwell got $5 million.", "Vesta got $3 million.", "Kiln got $4 million from Borea."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n", ["Arcwell", "Vesta", "Kiln Borea"]),
        (f"{FIRST}\n\nLamps\n\n{SECOND}\n\nShips\n\n{THIRD}\n", ["Arcwell", "Vesta", "Kiln Borea"]),
        (f"Lamps are what this is about, and nothing else.\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n\nShips are what it is not about at all.\n", ["Arcwell", "Vesta", "Kiln Borea"]),
        (f"{FIRST}\n\nLamps are what this is about, and nothing else.\n\n{SECOND}\n\n{THIRD}\n", ["Arcwell Vesta Kiln Borea"] * 3),
        (f"{FIRST}\n\n{SECOND}\n\nIn the north as well Kiln got $4 million from Borea. And so did Arcwell.\n", ["Arcwell Vesta Kiln Borea"] * 3),
        (f"{FIRST}\n\n{SECOND}\n\n{'In the north ' * 9}Kiln got $4 million from Borea.\n", ["Arcwell Vesta Kiln Borea"] * 3),
        (f"{FIRST}\n\n{SECOND}\n\n{THIRD} {'It grows in the north. ' * 25}\n", ["Arcwell Vesta Kiln Borea"] * 3),
        (f"{FIRST}\n\n{SECOND}\n\nKiln got a lot from Borea, and it got it soon.\n", ["Arcwell Vesta Kiln Borea"] * 2),
    ],
)  # fmt: skip
def test_three_blocks_with_names_of_their_own_are_entries(text: str, found: list[str]) -> None:
    anchors, read_, things = read(text)
    settle_entries(anchors, read_, things, [])
    assert [part(a) for a in anchors] == found


def test_towns_head_no_entries() -> None:
    text = f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n"
    anchors, found, _ = read(text)
    settle_entries(anchors, found, [thing(text, n, "Place") for n in NAMES], [])
    assert [part(a) for a in anchors] == ["Arcwell Vesta Kiln Borea"] * 3


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("Vesta Hub (Oulu). Up to $2 million. Recipient: Arcwell. Lamps for all.", "Arcwell"),
        ("Vesta Hub (Oulu). Up to $2 million. Lead applicant: Arcwell, which leads it.", "Arcwell"),
        ("Vesta Hub (Oulu). Up to $2 million. Recipients include Arcwell.", ""),
    ],
)
def test_who_is_called_the_recipient_in_running_text_gets_the_sum(text: str, takes: str) -> None:
    anchors, found, told = read(text)
    settle_recipients(anchors, found, told)
    assert sides(anchors[0]).split(" > ")[1:] == ([takes] if takes else [""])
    assert bool(anchors[0].parts["Vesta"].max() < 0.1) is bool(takes)


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Arcwell, Oslo. $2 million. Lead: Vesta. Also in: Kiln, Borea. More soon.", "Vesta+Kiln+Borea"),
        ("Arcwell raised $2 million; other investors: Kiln and Borea. Vesta grows.", "Kiln+Borea"),
        ("Arcwell (Oslo): $2 million. Investors: Kiln", "Kiln"),
        ("Arcwell raised $2 million. It competes with: Kiln", ""),
        ("Investors. Lead: Kiln. Arcwell raised $2 million.", ""),  # of another sum
    ],
)
def test_who_is_called_a_backer_in_running_text_gives_the_sum(text: str, gives: str) -> None:
    _, found, told = read(text)
    anchors = anchors_at_sums(text, "equity", {t.name: (0.5, 0.5, 0.0) for t in told})
    settle_investors(anchors, found, told)
    assert sides(anchors[0]).split(" > ")[0] == gives
    loans = anchors_at_sums(text, "loan", {t.name: (0.5, 0.5, 0.0) for t in told})
    settle_investors(loans, found, told)
    assert sides(loans[0]) == " > "
