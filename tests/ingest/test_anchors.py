"""Sums and words that tell an act, with a reader that says what the test tells it."""

from __future__ import annotations

import re
from typing import Any, cast

import numpy as np
import pytest

from graph.model import ArticleInfo
from ingest.amounts import find_money
from ingest.anchors import Anchor, find_anchors
from ingest.candidates import Candidates
from ingest.layout import blocks
from ingest.pieces import cut
from ingest.reader import KINDS, PARTS, STATUSES, TYPES, Reading, Verdict


class Judge:
    """Holds everything for a commitment."""

    def judge(
        self, _reading: object, places: list[object], spans: list[object], _marks: object
    ) -> list[Verdict]:
        kinds = np.full(1 + len(KINDS), 1 / (1 + len(KINDS)), np.float32)
        statuses = np.full(len(STATUSES), 1 / len(STATUSES), np.float32)
        parts = np.zeros((len(spans), len(PARTS)), np.float32)
        return [Verdict(kinds.copy(), statuses, parts, tuple(range(len(spans)))) for _ in places]


def found_in(text: str, acts: tuple[str, ...] = (), warning: str = "") -> list[Anchor]:
    parts = tuple(blocks(text, []))
    pieces = cut(parts)
    told = np.zeros((len(pieces), 2), np.float32)
    told[:, 0] = 1
    for word in acts:
        at = pieces.within(text.index(word), text.index(word) + len(word))
        assert at is not None
        told[at[0], 0] = 0
    types = np.zeros((len(pieces), len(TYPES)), np.float32)
    nothing = cast("Any", None)
    reading = Reading(pieces, nothing, nothing, types, types[:, 0], told)
    sentences = tuple(m.span() for m in re.finditer(r"[^.]+\.?", text))
    skip = ((text.index(warning), text.index(warning) + len(warning)),) if warning else ()
    found = Candidates(
        ArticleInfo(id="a"), text, parts, sentences, (), (), tuple(find_money(text)), (), (), (), skip, ()
    )
    return find_anchors(found, reading, [], cast("Any", Judge()))


def words(text: str, anchors: list[Anchor]) -> list[str]:
    return [text[a.start : a.end] for a in anchors if a.money is None]


@pytest.mark.parametrize(
    "act",
    ["MoU", "MOU", "memorandum", "memoranda", "letter of intent", "letters of intent", "joint venture", "team up", "teamed up",
     "joins forces", "join hands", "ties up", "tied up", "partners with", "partnered with", "pact", "accord", "upskill", "alliance",
     "strategic partnership", "snapped up", "scoops up", "inked",
     "put pen to paper", "cut the ribbon", "shook hands", "linking arms", "roped in", "gobbles up", "swallowed", "took a new line into service"],
)  # fmt: skip
def test_words_that_tell_an_act_anywhere(act: str) -> None:
    text = f"So Arcwell {act} Kiln."
    (anchor,) = found_in(text)
    assert anchor.start == text.index(act)


def test_a_sentence_in_which_the_reader_sees_an_act_needs_no_such_words() -> None:
    text = "So Arcwell joins an alliance. Kiln signs a pact, and then a pact."
    assert words(text, found_in(text)) == ["alliance", "pact"]
    assert words(text, found_in(text, ("joins",))) == ["joins", "pact"]


def test_what_a_press_release_warns_of_tells_no_act() -> None:
    text = "Kiln signs a pact. This is no alliance."
    assert words(text, found_in(text, warning="This is no alliance.")) == ["pact"]


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("Arcwell, valued at $6 billion, bought Kiln.", [None]),
        ("Arcwell, valued at $6 billion, bought Kiln for $2 billion.", ["what a firm is worth", None]),
        ("Arcwell bought Kiln for $2 billion. Vesta is valued at $6 billion.", [None, None]),
    ],
)
def test_what_a_firm_is_worth_is_no_sum_of_a_deal(text: str, barred: list[str | None]) -> None:
    found = found_in(text)
    assert len(found) == len(barred)
    assert all(
        (a.barred is None) if b is None else b in str(a.barred) for a, b in zip(found, barred, strict=True)
    )
    assert (found[0].money is None) is (len(found) == 1)
    worth = found[-1] if "Vesta" in text else found[0]
    assert (worth.money is None) is (barred[found.index(worth)] is None)
