"""Sums that a sentence shares out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from named import anchor, anchors_at_sums, candidates, thing

from ingest.anchors import Anchor
from ingest.commitments import assemble
from ingest.parties import INVESTOR, PLACE, RECIPIENT
from ingest.respective import settle_each, settle_shares


def shared(text: str, *names: str, role: tuple[float, float, float] = (0.5, 0.5, 0.0)) -> list[Anchor]:
    anchors = anchors_at_sums(text, "grant", dict.fromkeys(names, role))
    settle_shares(anchors, candidates(text), [thing(text, n, "Company") for n in names])
    return anchors


def told_for_each(text: str) -> list[Anchor]:
    anchors = anchors_at_sums(text, "grant", {"Arcwell": (0.8, 0.1, 0.0), "Vesta": (0.1, 0.8, 0.0)})
    settle_each(anchors, candidates(text), [thing(text, n, "Company") for n in ("Arcwell", "Vesta")])
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


@pytest.mark.parametrize(
    ("role", "part"), [((0.6, 0.2, 0.0), INVESTOR), ((0.2, 0.6, 0.0), RECIPIENT)]
)  # as the reader has it
@pytest.mark.parametrize(
    "text",
    [
        "The sums of Arcwell and Vesta are $10 million and $5 million, respectively.",
        "The list has Arcwell ($4 billion), Vesta (about $1 billion) and others.",
    ],
)
def test_sums_in_their_order_or_in_brackets_are_each_ones_own(
    text: str, role: tuple[float, float, float], part: int
) -> None:
    first, second = shared(text, "Arcwell", "Vesta", role=role)
    assert first.parts["Arcwell"][part] > 0.8 > 0.2 > first.parts["Vesta"].max()
    assert second.parts["Vesta"][part] > 0.8 > 0.2 > second.parts["Arcwell"].max()


def test_without_such_a_word_the_order_tells_nothing() -> None:
    first, second = shared(
        "The sums that Arcwell and Vesta got were, after all, $10 million and $5 million.", "Arcwell", "Vesta"
    )
    assert first.parts["Vesta"].max() == second.parts["Arcwell"].max() == 0.5


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("Arcwell and Vesta will put in $25 million each.", INVESTOR),
        ("Arcwell and Vesta will each put in $25 million.", INVESTOR),
        ("Each of them, Arcwell and Vesta, puts in $25 million.", INVESTOR),
        ("The state gives $25 million apiece to Arcwell and Vesta.", RECIPIENT),
        ("Arcwell and Vesta each get $25 million.", RECIPIENT),
        ("Arcwell and Vesta will put in $25 million each year.", None),
        ("Arcwell and Vesta will put in $25 million each of the next five years.", None),
        ("Arcwell and Vesta will put in $25 million for each plant.", None),
        ("So for each plant Arcwell and Vesta put in $25 million.", None),
        ("The five others get $6 million each.", None),
        ("Arcwell will put in $50 million with Vesta.", None),
    ],
)
def test_a_sum_that_each_gives_or_gets(text: str, each: int | None) -> None:
    (only,) = told_for_each(text)
    assert only.each == each


@pytest.mark.parametrize(
    "also",
    [
        ", as will Vesta.",
        ". Vesta agreed to match that sum.",
        ", and Vesta has matched it.",
        ". Vesta gave the same amount.",
    ],
)
def test_who_does_the_same_gives_the_same(also: str) -> None:
    (only,) = told_for_each(f"Arcwell will put in $50 million{also}")
    assert only.each == INVESTOR
    assert only.parts["Vesta"][INVESTOR] > 0.8 > 0.2 >= only.parts["Vesta"][RECIPIENT]


@pytest.mark.parametrize(
    "other", [". Vesta will match it with €100 million of its own.", ", as Vesta will get the same."]
)
def test_who_gives_another_sum_does_not_give_the_same(other: str) -> None:
    first, *_ = told_for_each(f"Arcwell will put in $50 million{other}")
    assert (first.each, first.parts["Vesta"][INVESTOR] < 0.2) == (None, True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ottawa will give $60 million and Quebec $32 million.", ["Ottawa", "Quebec"]),
        ("Quebec will give $60 million and Ottawa will give $32 million.", ["Quebec", "Ottawa"]),
        ("Plants near Quebec will give $60 million and Ottawa $32 million.", ["", ""]),
        ("In Quebec one gives $60 million and in the Ottawa $32 million.", ["", ""]),
        ("Quebec rents it for $60 million and Ottawa sees $32 million.", ["", ""]),
    ],
)
def test_places_that_act_share_as_their_governments(text: str, found: list[str]) -> None:
    names = ("Ottawa", "Quebec")
    anchors = anchors_at_sums(text, "grant", dict.fromkeys(names, (0.5, 0.1, 0.6)))
    settle_shares(anchors, candidates(text), [thing(text, n, "Place") for n in names])
    assert ["+".join(n for n in names if a.parts[n][INVESTOR] > 0.8) for a in anchors] == found
    if found[0]:
        others = [a.parts[n][PLACE] for a in anchors for n in names if a.parts[n][INVESTOR] < 0.2]
        assert len(others) == 2
        assert max(others) < 0.1


def test_a_nationality_shares_nothing() -> None:
    text = "A Quebec will give $60 million and Ottawa $32 million."
    things = [thing(text, n, "Place") for n in ("Quebec", "Ottawa")]
    things[0].mentions[:] = [replace(m, adjective=True) for m in things[0].mentions]
    anchors = anchors_at_sums(text, "grant", {})
    settle_shares(anchors, candidates(text), things)
    assert not any(a.parts for a in anchors)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Grants of $98 million and $41 million were reserved for Arcwell and for Vesta.", RECIPIENT),
        ("Subawards of $5 million and $3 million go to Arcwell and Vesta.", RECIPIENT),
        ("Arcwell and Vesta put in $5 million and $3 million.", INVESTOR),
        ("Arcwell is to get $42 million from the ministry in two years and Vesta $38 million.", RECIPIENT),
        ("Arcwell takes $41 million of it and Vesta $29 million.", RECIPIENT),
        ("Next comes Arcwell with $25 million and Vesta, a holder since 2021, with $20 million.", INVESTOR),
    ],
)
def test_rows_of_names_and_sums_go_in_step(text: str, role: int) -> None:
    gives = (0.6, 0.4, 0.0) if role == INVESTOR or "takes" in text else (0.4, 0.6, 0.0)
    first, second = shared(text, "Arcwell", "Vesta", role=gives)
    assert first.parts["Arcwell"][role] > 0.8 > 0.2 > first.parts["Vesta"][role]
    assert second.parts["Vesta"][role] > 0.8 > 0.2 > second.parts["Arcwell"][role]


@pytest.mark.parametrize(
    "text",
    [
        "Arcwell and Vesta met, and $5 million and $3 million were lost.",
        "Arcwell and Vesta, which lost $5 million and $3 million, met.",
        "Arcwell, Vesta and Kiln put in $5 million and $3 million.",
    ],
)
def test_rows_that_are_no_pair(text: str) -> None:
    first, _ = shared(text, "Arcwell", "Vesta", "Kiln")
    assert first.parts["Vesta"][INVESTOR] == first.parts["Vesta"][RECIPIENT] == 0.5


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Arcwell and Vesta each plan to build a plant.", [["Arcwell"], ["Vesta"]]),
        ("Arcwell and Vesta will each build a plant.", [["Arcwell"], ["Vesta"]]),
        ("Arcwell and Vesta plan to build a plant each year.", [["Arcwell", "Vesta"]]),
    ],
)
def test_each_builds_its_own(text: str, owners: list[list[str]]) -> None:
    both = [thing(text, n, "Company") for n in ("Arcwell", "Vesta")]
    site = thing(text, "plant", "Facility")
    told = anchor(
        "facility",
        {"Arcwell": (0.9, 0.0, 0.0), "Vesta": (0.9, 0.0, 0.0), "plant": (0.0, 0.9, 0.0)},
        at=text.index("build"),
    )
    settle_each([told], candidates(text), [*both, site])
    assert (
        sorted(sorted(t.name for t in d.investors) for d in assemble([told], [*both, site]).drafts) == owners
    )


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Kiln: $30 million, Arcwell (lead, $12 million), Vesta", False),
        ("Kiln: $30 million, Arcwell ($12 million) and Vesta", False),
        ("Kiln: $30 million, Arcwell (with $12 million), and Vesta", False),
        ("Kiln: $30 million, Arcwell and Vesta ($12 million)", True),
    ],
)
def test_a_sum_in_brackets_is_of_who_stands_before_it(text: str, gives: bool) -> None:
    told = shared(text, "Arcwell", "Vesta", role=(0.8, 0.0, 0.0))[1].parts
    assert bool(told["Vesta"][INVESTOR] > 0.5) is gives
