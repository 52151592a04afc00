"""Joint ventures, their founders and their names."""

from __future__ import annotations

import pytest
from named import anchor, anchors_at_sums, candidates, thing

from graph.model import EntityType
from ingest.anchors import Anchor
from ingest.parties import INVESTOR, RECIPIENT
from ingest.reader import STATUSES
from ingest.ventures import settle_ventures

TYPED: dict[str, EntityType] = {"Lyon": "Place", "Norway": "Country"}
NAMES = ("Arcwell", "Vesta", "Kiln", "Sagatek", *TYPED)


def told(text: str, *before: Anchor) -> str:
    """Who founds what, and how far that has come, by the anchors that a text's words add."""
    anchors = list(before)
    found = candidates(text)
    found.warnings = ()
    settle_ventures(anchors, found, [thing(text, n, TYPED.get(n, "Company")) for n in NAMES if n in text])
    made = []
    for a in anchors[len(before) :]:
        givers, takers = (
            "+".join(n for n in NAMES if n in a.parts and a.parts[n][role] > 0.8)
            for role in (INVESTOR, RECIPIENT)
        )
        made.append(f"{givers} > {takers} {STATUSES[int(a.statuses.argmax())]}")
    return "; ".join(made)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kiln is a joint venture of Arcwell and Vesta.", "Arcwell+Vesta > Kiln completed"),
        ("Kiln is a 50:50 joint venture between Arcwell and the Vesta.", "Arcwell+Vesta > Kiln completed"),
        ("Kiln, which began as a joint venture between Arcwell and Vesta, opened.", "Arcwell+Vesta > Kiln completed"),
        ("Kiln is a JV of Arcwell with Norway's Vesta and Sagatek.", "Arcwell+Vesta+Sagatek > Kiln completed"),
        ("Kiln is a joint venture owned by chip maker Arcwell and Vesta of Lyon, opened.", "Arcwell+Vesta > Kiln completed"),
        ("Kiln is a joint venture of Sagatek's Arcwell and Vesta, opened.", "Arcwell+Vesta > Kiln completed"),
        ("Arcwell and Vesta have set up a joint venture in Lyon, Kiln, that makes lamps.", "Arcwell+Vesta > Kiln completed"),
        ("Arcwell and Vesta will form a joint venture called Kiln to make lamps.", "Arcwell+Vesta > Kiln announced"),
        ("Arcwell and Vesta presented their joint venture Kiln in Lyon.", "Arcwell+Vesta > Kiln completed"),
        ("Arcwell formed a joint venture with Vesta in May.", "Arcwell+Vesta >  completed"),
        ("Arcwell runs a joint venture in Lyon with Vesta and the trader Sagatek.", "Arcwell+Vesta+Sagatek >  completed"),
        ("Arcwell's JV with Vesta and Sagatek, Kiln, will put up masts.", "Arcwell+Vesta+Sagatek > Kiln completed"),
        ("Arcwell is in talks about a joint venture with Vesta.", "Arcwell+Vesta >  considered"),
        ("Arcwell signed a joint venture agreement with Vesta.", "Arcwell+Vesta >  announced"),
        ("Arcwell, in which Sagatek has a third, formed a joint venture with Vesta.", "Arcwell+Vesta >  completed"),
        ("Arcwell has scrapped a joint venture with Vesta.", "Arcwell+Vesta >  cancelled"),
        ("Arcwell, a joint venture partner of Vesta, opened.", ""),
        ("Arcwell praised the joint venture of Vesta.", ""),
        ("Kiln, a joint venture of Arcwell, opened.", ""),
        ("Kiln, a joint venture of Arcwell and Vesta, will spend.", ""),
        ("A joint venture is not on the table, Arcwell and Vesta said.", ""),
        ("Arcwell opened. Its joint venture with Vesta did not.", ""),
    ],
)  # fmt: skip
def test_who_founds_a_joint_venture(text: str, found: str) -> None:
    assert told(text) == found


def test_what_the_reader_makes_of_it_is_left_out() -> None:
    text = "Kiln is a joint venture of Arcwell and Vesta."
    reader = anchor("partnership", {"Kiln": (0.9, 0, 0)}, at=text.index("joint"))
    assert told(text, reader) == "Arcwell+Vesta > Kiln completed"
    assert reader.sure == 0


def test_a_venture_with_a_sum_is_told_by_it() -> None:
    text = "Arcwell puts $5 million into a joint venture with Vesta."
    (sum_,) = anchors_at_sums(text, "equity", {"Arcwell": (0.9, 0, 0)})
    assert told(text, sum_) == ""


def test_a_venture_that_gets_a_sum_elsewhere_is_told_by_it() -> None:
    text = "Kiln is a joint venture of Arcwell and Vesta. It got $5 million."
    (sum_,) = anchors_at_sums(text, "grant", {"Kiln": (0, 0.9, 0)})
    assert told(text, sum_) == ""
