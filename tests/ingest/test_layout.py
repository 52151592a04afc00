from __future__ import annotations

import pytest

from ingest.layout import blocks


@pytest.mark.parametrize(
    "dateline",
    [
        "TOKYO, April 9, 2024 - ",
        "TAIPEI, TAIWAN, June 10, 2025 /24-7Wire/ -- ",
        "HELSINKI, 3 June 2025 - ",
        "MELBOURNE, Fla.–(SOME WIRE)–",
        "SANTA CLARA, California, September 22, 2025 (Wire) — ",
    ],
)
def test_a_dateline_belongs_to_no_sentence(dateline: str) -> None:
    text = dateline + "Alpha Works will invest in a plant.\n"
    (block,) = blocks(text, [])
    assert block.text == "Alpha Works will invest in a plant."
    assert text[block.start : block.end] == block.text


@pytest.mark.parametrize(
    "text", ["IBM and Dell - once rivals - will work together.", "NTT, Sony and Toyota will invest."]
)
def test_a_sentence_that_only_looks_like_one_is_kept(text: str) -> None:
    assert [b.text for b in blocks(text + "\n", [])] == [text]


def test_rows_of_a_table_are_not_one_paragraph() -> None:
    rows = [
        "Arcwell Precursors Hillsboro, Oregon up to $48.5 million – signed, November 2024",
        "Vesta Gases Pueblo, Colorado $33 million – terminated at its own wish, August 2025",
        "Kiln Ceramics Bangor, Maine $21.7 million – award finalized in January 2025",
    ]
    assert [b.text for b in blocks("\n".join(rows) + "\n", [])] == rows
    wrapped = "Arcwell said that it would put up to $48.5 million into a plant that\nVesta Gases has given up for $33 million.\n"
    assert len(blocks(wrapped, [])) == 1
