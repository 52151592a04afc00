"""Who gives what a list tells, and who gets what a sentence says that it gets."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from named import anchors_at_sums, thing

from ingest.givers import settle_givers, settle_receivers
from ingest.layout import blocks
from ingest.parties import INVESTOR, RECIPIENT

LEAD = "The Norrby Fund decided on Monday to fund two of nine projects in all parts of the land. Total: $5 million."


def given(text: str, *, other: float = 0.0) -> list[str]:
    """Who gives each sum but the first."""
    anchors = anchors_at_sums(text, "grant", {"Arcwell": (other, 0.9, 0.0)})
    anchors[0].parts["Norrby Fund"] = anchors[0].parts["Arcwell"][[1, 0, 2]]
    found = cast("Any", SimpleNamespace(text=text, blocks=blocks(text, [])))
    settle_givers(
        anchors, found, [thing(text, "Norrby Fund", "Government"), thing(text, "Arcwell", "Company")]
    )
    return ["+".join(k for k, p in a.parts.items() if p[INVESTOR] > 0.8) for a in anchors[1:]]


@pytest.mark.parametrize(
    ("items", "giver"),
    [
        ("• Arcwell – lamps – $2 million\n• Arcwell – glass – $3 million", "Norrby Fund"),
        ("Funded\n\n• Arcwell – lamps – $2 million\n• Arcwell – glass – $3 million", "Norrby Fund"),
        ("• Arcwell – lamps – $2 million", ""),  # one alone is no list
        (
            "It said that Arcwell had a loan of $2 million. It had been told so by others, who paid $3 million.",
            "",
        ),
    ],
)
def test_who_gives_the_sum_before_a_list_gives_the_lists(items: str, giver: str) -> None:
    assert set(given(f"{LEAD}\n\n{items}")) == {giver}


def test_nobody_is_given_a_part_that_another_has() -> None:
    text = f"{LEAD}\n\n• Arcwell – lamps – $2 million\n• Arcwell – glass – $3 million"
    anchors = anchors_at_sums(text, "grant", {"Arcwell": (0.0, 0.9, 0.0), "Vesta": (0.9, 0.0, 0.0)})
    found = cast("Any", SimpleNamespace(text=text, blocks=blocks(text, [])))
    settle_givers(anchors, found, [thing(text, "Arcwell", "Company"), thing("Vesta", "Vesta", "Company")])
    assert all(a.parts["Vesta"][INVESTOR] > 0.8 for a in anchors)


@pytest.mark.parametrize(
    ("text", "gets"),
    [
        ("Arcwell will get €12 million for a plant in Lahti.", True),
        ("Arcwell is to receive up to €12 million for a plant.", True),
        ("Arcwell, a maker of lamps, has been awarded €12 million for a plant.", True),
        ("Arcwell awarded €12 million for a plant.", False),
        ("Arcwell will give €12 million for a plant.", False),
        ("Arcwell will receive €12 million from the sale of a plant.", False),
        ("Arcwell grows. Somebody will get €12 million for a plant.", False),
    ],
)
def test_who_is_said_to_get_a_sum_gets_it(text: str, gets: bool) -> None:
    state = (0.9, 0.0, 0.0)
    (told,) = anchors_at_sums(
        text, "investment", {"Arcwell": (0.6, 0.2, 0.0), "plant": (0.0, 0.9, 0.0), "Norrby": state}
    )
    things = [thing(text, "Arcwell", "Company"), thing(text, "plant", "Facility")]
    things.append(thing("Norrby", "Norrby", "Country"))
    settle_receivers([told], cast("Any", SimpleNamespace(text=text)), things)
    assert (told.parts["Arcwell"][RECIPIENT] > 0.8 and told.parts["Arcwell"][INVESTOR] < 0.3) == gets
    assert (told.parts["plant"][RECIPIENT] < 0.3) == gets
    assert (told.kind == "grant") == gets
