"""Aid of which no sum is told."""

from __future__ import annotations

from typing import Any, cast

import pytest
from named import anchor, anchors_at_sums, candidates, thing

from graph.model import EntityType, Kind
from ingest.aid import settle_aid
from ingest.anchors import Anchor
from ingest.parties import INVESTOR, RECIPIENT
from ingest.reader import STATUSES

TYPED: dict[str, EntityType] = {"Sweden": "Country", "Ohio": "Place", "Ministry of Trade": "Government"}
NAMES = ("Arcwell", "Vesta", *TYPED)


def settled(text: str, anchors: list[Anchor] | None = None) -> list[str]:
    anchors = [] if anchors is None else anchors
    said = cast("Any", candidates(text))
    said.warnings = ()
    settle_aid(anchors, said, [thing(text, n, TYPED.get(n, "Company")) for n in NAMES if n in text])
    made = []
    for a in (a for a in anchors if a.money is None and a.kind == "grant"):
        givers, takers = (
            "+".join(n for n in NAMES if n in a.parts and a.parts[n][role] > 0.8)
            for role in (INVESTOR, RECIPIENT)
        )
        made.append(f"{givers} > {takers}, {STATUSES[int(a.statuses.argmax())]}")
    return made


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Vesta will receive state aid from Sweden for its plant.", "Sweden > Vesta, announced"),
        ("Vesta got large tax breaks from the Ministry of Trade.", "Ministry of Trade > Vesta, completed"),
        ("Vesta has been promised subsidies by Ohio.", "Ohio > Vesta, announced"),
        ("Ohio offered Vesta tax breaks for a plant.", "Ohio > Vesta, announced"),
        ("Sweden will give public aid to Vesta.", "Sweden > Vesta, announced"),
        ("Sweden gave Vesta a grant.", "Sweden > Vesta, completed"),
        ("The Ministry of Trade subsidised Vesta's plant.", "Ministry of Trade > Vesta, completed"),
        ("Sweden will subsidize Vesta.", "Sweden > Vesta, announced"),
    ],
)
def test_aid_is_a_grant_though_no_sum_is_told(text: str, told: str) -> None:
    assert settled(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "Ohio could offer Vesta tax breaks.",
        "Vesta would receive state aid from Sweden if it built there.",
        "Vesta will receive lamps from Sweden.",
        "Arcwell offered Vesta tax breaks.",
        "Sweden gave Vesta a medal.",
        "Sweden grants Ohio subsidies.",
    ],
)
def test_what_is_no_aid_or_not_told_to_come_is_left(text: str) -> None:
    assert settled(text) == []


def test_where_a_sum_is_told_or_the_reader_sees_aid_nothing_is_added() -> None:
    text = "Sweden gave Vesta a grant, $4 million."
    assert settled(text, anchors_at_sums(text, "grant", {})) == []
    seen = anchor("loan", {}, at=7)
    assert settled("Sweden gave Vesta a grant.", [seen]) == []
    assert settled("Sweden gave Vesta a grant.", [anchor("facility", {}, at=7)]) != []


@pytest.mark.parametrize(
    ("text", "kind", "gets"),
    [
        ("Vesta has applied for a grant of $4 million.", "grant", True),
        ("Vesta filed for state support of $4 million.", "grant", True),
        ("Vesta applied to the bank for a loan of $4 million.", "loan", True),
        ("Vesta applied for a permit. It gives $4 million.", "grant", False),
        ("Vesta applied for $4 million.", "equity", False),
    ],
)
def test_who_applies_for_aid_gets_it(text: str, kind: Kind, gets: bool) -> None:
    (told,) = anchors_at_sums(text, kind, {"Vesta": (0.9, 0.1, 0)})
    said = cast("Any", candidates(text))
    said.sentence_at = lambda k: (0, text.index(".") + 1) if k < text.index(".") else (k, len(text))
    settle_aid([told], said, [thing(text, "Vesta", "Company")])
    assert (told.parts["Vesta"][RECIPIENT] > 0.8) == gets
