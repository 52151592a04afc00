"""Sums that a sentence shares out."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from named import anchor, thing

from ingest.amounts import find_money
from ingest.anchors import Anchor
from ingest.parties import INVESTOR, RECIPIENT
from ingest.respective import settle_shares


def shared(text: str, *names: str) -> list[Anchor]:
    sums = find_money(text)
    role = (0.5, 0.5, 0.0)
    anchors = []
    for m in sums:
        made = anchor("grant", dict.fromkeys(names, role), money=m, at=m.start)
        made.end = m.end
        anchors.append(made)
    found = cast("Any", SimpleNamespace(text=text, sentences=[(0, len(text))]))
    settle_shares(anchors, found, [thing(text, n, "Company") for n in names])
    return anchors


def test_each_gets_its_own_sum() -> None:
    first, second = shared(
        "The ministry gave $6 million to Arcwell and $5 million to Vesta.", "Arcwell", "Vesta"
    )
    assert first.parts["Arcwell"][RECIPIENT] > 0.8 > 0.2 > first.parts["Vesta"][RECIPIENT]
    assert second.parts["Vesta"][RECIPIENT] > 0.8 > 0.2 > second.parts["Arcwell"][RECIPIENT]


def test_each_gives_its_own_sum() -> None:
    first, second = shared("Kiln got €9 million from Arcwell and €4 million from Vesta.", "Arcwell", "Vesta")
    assert first.parts["Arcwell"][INVESTOR] > 0.8 > 0.2 > first.parts["Vesta"][INVESTOR]
    assert second.parts["Vesta"][INVESTOR] > 0.8


def test_one_sum_is_not_shared() -> None:
    (only,) = shared("The ministry gave $6 million to Arcwell and Vesta.", "Arcwell", "Vesta")
    assert only.parts["Vesta"][RECIPIENT] == 0.5


def test_each_puts_in_its_own_sum() -> None:
    first, second = shared("Arcwell put in $90 million and Vesta $95 million.", "Arcwell", "Vesta")
    assert first.parts["Arcwell"][INVESTOR] > 0.8 > 0.2 > first.parts["Vesta"][INVESTOR]
    assert second.parts["Vesta"][INVESTOR] > 0.8 > 0.2 > second.parts["Arcwell"][INVESTOR]


def test_sums_that_come_from_somebody() -> None:
    first, second = shared(
        "Another $25 million is to come from Arcwell, and $8 million came from Vesta.", "Arcwell", "Vesta"
    )
    assert first.parts["Arcwell"][INVESTOR] > 0.8 > 0.2 > first.parts["Vesta"][INVESTOR]
    assert second.parts["Vesta"][INVESTOR] > 0.8


def test_sums_of_two_clauses_are_nobodys_own() -> None:
    text = "Arcwell put in $90 million. The round was led by Kiln, which had got $95 million before Vesta."
    first, second = shared(text, "Arcwell", "Vesta", "Kiln")
    assert first.parts["Vesta"][INVESTOR] == second.parts["Arcwell"][INVESTOR] == 0.5


def test_each_has_its_own_sum_in_its_own_venture() -> None:
    text = "Arcwell will invest $10 billion in Kiln, Vesta $5 billion in Borea and Numa $4 billion in Trill."
    first, second, third = shared(text, "Arcwell", "Kiln", "Vesta", "Borea", "Numa", "Trill")
    for own, who, whose in ((first, "Arcwell", "Kiln"), (second, "Vesta", "Borea"), (third, "Numa", "Trill")):
        givers = [n for n, p in own.parts.items() if p[INVESTOR] > 0.8]
        takers = [n for n, p in own.parts.items() if p[RECIPIENT] > 0.8]
        assert (givers, takers) == ([who], [whose])


def test_who_is_sold_to_gets_nothing() -> None:
    first, second = shared(
        "Kiln sold turbines worth $500 million to Arcwell and $300 million to Vesta.", "Arcwell", "Vesta"
    )
    assert first.parts["Vesta"][RECIPIENT] == second.parts["Arcwell"][RECIPIENT] == 0.5
