"""Deals of which a later sentence tells that nothing comes of them."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest
from named import anchors_at_sums

from graph.model import Kind
from ingest.endings import settle_endings
from ingest.reader import STATUSES


def status(text: str, kind: Kind) -> str:
    spans = [m.span() for m in re.finditer(r"[^.]+\.?\s?", text)]
    at = lambda k: next((s for s in spans if s[0] <= k < s[1]), (k, k))  # noqa: E731
    said = cast("Any", SimpleNamespace(text=text, sentences=spans, sentence_at=at))
    anchors = anchors_at_sums(text, kind, {})
    settle_endings(anchors, said)
    return STATUSES[int(anchors[0].statuses.argmax())]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Arcwell agreed to buy Vesta for $4 million. The takeover was blocked in May.", "acquisition"),
        ("The city gave Vesta $4 million. The grant was later withdrawn.", "grant"),
        ("The state awarded $4 million. It was glad. But the award has since been rescinded.", "grant"),
        ("Vesta planned a $4 million plant. That project was eventually dropped.", "investment"),
        ("Vesta ordered lamps for $4 million. The contract has been terminated.", "purchase"),
        ("Arcwell wanted to buy Vesta for $4 million. In the end, the deal fell through.", "acquisition"),
    ],
)
def test_what_is_told_to_have_ended_is_cancelled(text: str, kind: Kind) -> None:
    assert status(text, kind) == "cancelled"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Arcwell buys Vesta for $4 million. The takeover was not blocked.", "acquisition"),
        ("Arcwell buys Vesta for $4 million. The grant was later withdrawn.", "acquisition"),
        ("Vesta plans a $4 million plant. The project was dropped from the agenda.", "investment"),
        ("Vesta plans a $4 million plant. It grows. It hires. The project was dropped.", "investment"),
    ],
)
def test_what_ended_otherwise_tells_nothing_of_it(text: str, kind: Kind) -> None:
    assert status(text, kind) == "announced"
