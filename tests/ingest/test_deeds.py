"""Deals without a sum: words that the reader passed over, several sellers, sites and companies of others."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
from named import anchor, thing

from graph.model import ArticleInfo, EntityType, Kind
from ingest.anchors import find_anchors
from ingest.candidates import Candidates
from ingest.commitments import assemble
from ingest.layout import blocks
from ingest.pieces import cut
from ingest.reader import KINDS, PARTS, STATUSES, TYPES, Reading, Verdict

INVESTOR, RECIPIENT, PLACE = (0.9, 0.01, 0.01), (0.01, 0.9, 0.01), (0.01, 0.01, 0.9)
TEXT = "Arcwell Vesta Kiln Lyon Turku"
TYPE: dict[str, EntityType] = {
    "Arcwell": "Company",
    "Vesta": "Company",
    "Kiln": "Company",
    "Lyon": "Place",
    "Turku": "Place",
}
THINGS = [thing(TEXT, n, t) for n, t in TYPE.items()]


class Judge:
    """Holds everything for a takeover of the second thing by the first, as surely as it is told."""

    def __init__(self, sure: float, parts: float) -> None:
        self.sure, self.parts = sure, parts

    def judge(
        self, _reading: object, places: list[object], spans: list[object], _marks: object
    ) -> list[Verdict]:
        kinds = np.zeros(1 + len(KINDS), np.float32)
        kinds[0], kinds[1 + KINDS.index("acquisition")] = 1 - self.sure, self.sure
        parts = np.full((len(spans), len(PARTS)), -9, np.float32)
        for row in range(min(2, len(spans))):
            parts[row, row] = self.parts
        statuses = np.full(len(STATUSES), 1 / len(STATUSES), np.float32)
        return [Verdict(kinds, statuses, parts, tuple(range(len(spans)))) for _ in places]


def looked_at(text: str, word: str, *, likely: float = 0.1, sure: float = 0.9, part: float = 2) -> list[str]:
    """The words that become anchors if the reader holds one for as `likely` to tell of an act."""
    parts = tuple(blocks(text, []))
    pieces = cut(parts)
    told = np.zeros((len(pieces), 2), np.float32)
    told[:, 0] = 1
    at = text.index(word)
    told[cast("tuple[int, int]", pieces.within(at, at + len(word)))[0], 0] = 1 - likely
    types = np.zeros((len(pieces), len(TYPES)), np.float32)
    nothing = cast("Any", None)
    reading = Reading(pieces, nothing, nothing, types, types[:, 0], told)
    sentences = tuple(m.span() for m in re.finditer(r"[^.]+\.?", text))
    words = tuple((m.start(), m.end(), "", "VERB") for m in re.finditer(r"[a-z]+", text))
    found = Candidates(ArticleInfo(id="a"), text, parts, sentences, words, (), (), (), (), (), (), ())
    named = [thing(text, n, "Company") for n in ("Arcwell", "Vesta") if n in text]
    made = find_anchors(found, reading, named, cast("Any", Judge(sure, part)))
    assert all(a.unlikely == (likely <= 0.3) for a in made)
    return [text[a.start : a.end] for a in made]


def test_a_word_that_the_reader_passed_over_is_looked_at_closer() -> None:
    text = "Last year Arcwell absorbed its rival Vesta."
    assert looked_at(text, "absorbed") == looked_at(text, "absorbed", likely=0.9) == ["absorbed"]
    assert looked_at(text, "absorbed", likely=0.005) == []
    assert looked_at(text, "absorbed", sure=0.4) == []
    assert looked_at(text, "absorbed", part=0.1) == []
    assert looked_at(text, "absorbed", part=0.1, likely=0.9) == ["absorbed"]
    assert looked_at(text, "Arcwell") == []  # a name is no verb
    unnamed = "Arcwell grows. Last year the firm absorbed its rival. Vesta does not."
    assert looked_at(unnamed, "absorbed") == []  # none is named in that sentence
    assert looked_at(unnamed, "absorbed", likely=0.9) == ["absorbed"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Arcwell has not absorbed its rival Vesta.", "absorbed"),
        ("Nobody asked whether Arcwell absorbed Vesta.", "absorbed"),
        ("Neither Arcwell absorbed it nor Vesta.", "absorbed"),
        ("Arcwell owns a part of Vesta.", "owns"),
        ("Arcwell keeps its share of Vesta.", "keeps"),
        ("Arcwell is a shareholder of Vesta.", "shareholder"),
    ],
)
def test_what_is_denied_or_only_had_is_no_act_after_all(text: str, word: str) -> None:
    assert looked_at(text, word) == []
    assert looked_at(text, word, likely=0.9) == [word]


@pytest.mark.parametrize(
    ("kind", "parts", "deals"),
    [
        ("acquisition", {"Arcwell": INVESTOR, "Vesta": RECIPIENT}, 1),
        ("acquisition", {"Arcwell": INVESTOR, "Vesta": (0.0, 0.4, 0.0), "Kiln": (0.3, 0.34, 0.0)}, 0),
        ("facility", {"Arcwell": INVESTOR, "Lyon": PLACE}, 1),
        ("purchase", {"Arcwell": INVESTOR, "Vesta": RECIPIENT}, 0),
        ("partnership", {"Arcwell": INVESTOR, "Vesta": INVESTOR}, 0),
    ],
)
def test_what_was_passed_over_must_be_likely(
    kind: Kind, parts: dict[str, tuple[float, float, float]], deals: int
) -> None:
    told = anchor(kind, parts, sure=0.6)
    assert len(assemble([told], THINGS).drafts) == 1
    assert len(assemble([replace(told, unlikely=True)], THINGS).drafts) == deals


def test_what_was_passed_over_adds_nothing_to_what_is_told() -> None:
    told = anchor("facility", {"Arcwell": INVESTOR, "Lyon": PLACE}, sure=0.6)
    again = replace(anchor("facility", {"Arcwell": INVESTOR, "Lyon": PLACE}, at=50), unlikely=True)
    (draft,) = assemble([again, told], THINGS).drafts
    assert draft.anchors == [told]
    elsewhere = replace(anchor("facility", {"Arcwell": INVESTOR, "Turku": PLACE}, at=50), unlikely=True)
    assert len(assemble([told, elsewhere], THINGS).drafts) == 2


def sellers(parts: dict[str, tuple[float, float, float]], *more: dict[str, Any]) -> list[str]:
    """What becomes of orders with such parts: "Arcwell > Vesta"."""
    anchors = [anchor("purchase", p, at=50 * n) for n, p in enumerate((parts, *more))]
    drafts = assemble(anchors, THINGS).drafts
    return ["+".join(t.name for t in d.investors) + " > " + d.recipients[0].name for d in drafts]


def test_each_of_two_who_sell_has_an_order_of_its_own() -> None:
    assert sellers({"Arcwell": INVESTOR, "Vesta": RECIPIENT, "Kiln": (0.0, 0.85, 0.0)}) == [
        "Arcwell > Vesta",
        "Arcwell > Kiln",
    ]
    unsure = {"Arcwell": INVESTOR, "Vesta": RECIPIENT, "Kiln": (0.0, 0.6, 0.0)}
    assert sellers(unsure) == ["Arcwell > Vesta"]
    # Who sold before is not thought of again where another one sells.
    assert sellers({"Arcwell": INVESTOR, "Kiln": RECIPIENT}, unsure) == ["Arcwell > Kiln", "Arcwell > Vesta"]


def test_of_two_who_might_buy_the_likelier_does() -> None:
    assert sellers({"Arcwell": INVESTOR, "Kiln": (0.5, 0.0, 0.0), "Vesta": RECIPIENT}) == ["Arcwell > Vesta"]


def test_one_of_two_companies_that_is_told_already_hides_no_other() -> None:
    first = anchor("acquisition", {"Arcwell": INVESTOR, "Vesta": RECIPIENT}, sure=0.95)
    both = anchor("acquisition", {"Arcwell": INVESTOR, "Vesta": RECIPIENT, "Kiln": RECIPIENT}, at=50)
    assert [d.recipients[0].name for d in assemble([first, both], THINGS).drafts] == ["Vesta", "Kiln"]


@pytest.mark.parametrize(
    ("kind", "giver", "deals"),
    [("facility", "Arcwell", 1), ("facility", "Kiln", 2), ("acquisition", "Kiln", 1)],
)
def test_what_others_build_is_another_deal(kind: Kind, giver: str, deals: int) -> None:
    site = thing("Vesta plant", "Vesta plant", "Facility")
    taker = "Vesta plant" if kind == "facility" else "Vesta"
    one = anchor(kind, {"Arcwell": INVESTOR, taker: RECIPIENT})
    two = anchor(kind, {giver: INVESTOR, taker: RECIPIENT}, at=50)
    assert len(assemble([one, two], [*THINGS, site]).drafts) == deals
