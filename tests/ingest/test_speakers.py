"""Who "we" are."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest
from named import thing

from ingest.layout import blocks
from ingest.speakers import with_speaker

NAMES = ("Arcwell", "Vesta", "Kiln")
ABOUT = "\n\nAbout Arcwell\n\nArcwell makes lamps."


def we(text: str) -> list[str]:
    """Who says each "we" and "our" of a text: "We = Arcwell"."""
    spans = [m.span() for m in re.finditer(r"[^.]+\.?\s?", text)]
    found = cast("Any", SimpleNamespace(text=text, sentences=spans, blocks=blocks(text, [])))
    told = with_speaker(found, [thing(text, n, "Company") for n in NAMES if n in text])
    said = {m.start: t.name for t in told for m in t.mentions}
    return [
        f"{m.group()} = {said[m.start()]}"
        for m in re.finditer(r"\b(?:[Ww]e|[Oo]ur)\b", text)
        if m.start() in said
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Arcwell opens a plant\n\nWe will build our new plant in Lyon.", ["We = Arcwell", "our = Arcwell"]),
        ("Good news\n\nToday we are announcing a plant. Vesta pays." + ABOUT, ["we = Arcwell"]),
        ("Vesta joins us\n\nWe're thrilled to share that we have raised money." + ABOUT, ["We = Arcwell"]),
        ('Vesta grows\n\n"We will open a plant," said Anna Berg of Arcwell.', ["We = Arcwell"]),
        ("Vesta grows\n\n“We bought Kiln,” said Per Holm, head of sales at Arcwell.", ["We = Arcwell"]),
    ],
)
def test_we_are_whose_page_or_quote_it_is(text: str, told: list[str]) -> None:
    assert we(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Five deals of the week\n\nWe counted them. Arcwell raised money.",
        "Arcwell opens a plant\n\nWe think that this is good.",
        'Good news\n\n"We will open a plant," said the minister.',
        'Arcwell opens a plant\n\n"We will open a plant," said a man.',
        "We will open a plant. Arcwell pays.",
    ],
)
def test_where_nobody_is_told_we_are_nobody(text: str) -> None:
    assert we(text) == []
