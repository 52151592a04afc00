from __future__ import annotations

import pytest

from ingest.layout import blocks, with_joined_lines


@pytest.mark.parametrize(
    "dateline",
    [
        "TOKYO, April 9, 2024 - ",
        "TAIPEI, TAIWAN, June 10, 2025 /24-7Wire/ -- ",
        "HELSINKI, 3 June 2025 - ",
        "MELBOURNE, Fla.–(SOME WIRE)–",
        "SANTA CLARA, California, September 22, 2025 (Wire) — ",
        "Munich, Germany, March 4, 2025 – ",
        "Bangor, Maine, 3 March 2025 — ",
    ],
)
def test_a_dateline_belongs_to_no_sentence(dateline: str) -> None:
    text = dateline + "Alpha Works will invest in a plant.\n"
    (block,) = blocks(text, [])
    assert block.text == "Alpha Works will invest in a plant."
    assert text[block.start : block.end] == block.text


@pytest.mark.parametrize(
    "text",
    [
        "IBM and Dell - once rivals - will work together.",
        "NTT, Sony and Toyota will invest.",
        "Bangor, Maine – a town of mills – will invest.",
    ],
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


def told(text: str) -> list[str]:
    return [" ".join(b.text.split()) for b in blocks(text + "\n", [])]


@pytest.mark.parametrize(
    "lines",
    [
        "-   Arcwell\n    [announced](https://x.y/z)\n    a $5 million plant.",
        "Arcwell has\n[announced](https://x.y/z)\na $5 million plant.",
        "On Monday Arcwell [put $5\nmillion](https://x.y/z) into a plant.",
        "-   Arcwell\n    builds a plant\n    in Bangor.",
    ],
)
def test_lines_broken_at_a_link_or_set_in_under_a_bullet_are_one_block(lines: str) -> None:
    plain = lines.replace("[", "").replace("](https://x.y/z)", "").removeprefix("-   ")
    assert told(lines) == [" ".join(plain.split())]


def test_short_lines_without_a_bullet_or_link_stay_apart() -> None:
    assert told("Arcwell\n    builds a plant") == ["Arcwell", "builds a plant"]


def test_lines_that_hang_below_their_first_are_joined_to_it() -> None:
    first = "-   Arcwell and the University of Bangor have signed memoranda"
    assert with_joined_lines(f"{first}\n    with Vesta.") == f"{first} with Vesta."
    for line in ("    - with Vesta", "    Vesta   Oslo   $3 million", "with Vesta"):
        assert with_joined_lines(f"{first}\n{line}") == f"{first}\n{line}"
    assert with_joined_lines("Arcwell\n    builds a plant") == "Arcwell\n    builds a plant"


HEADLINE = "Arcwell said that it would work with two more firms in the north"


@pytest.mark.parametrize(
    ("line", "following"),
    [
        (HEADLINE, "Partners: Vesta and Kiln"),
        (HEADLINE, "Partners:"),
        (HEADLINE, "**Vesta** builds a plant."),
        ("Kiln, Oslo. Robots that sort parcels in large depots. $3 million", "Lumora, Berlin. Robotics. €7m"),
        ("Kiln (Norway) – $3 million in shares, led by Arcwell, which takes 11%.", "Lumora (Germany) – €7m of loans."),
        ("Kiln (Norway): $3 million in shares, led by Arcwell, which takes 11%.", "Lumora (Berlin, Germany): €7m of loans."),
        ("Kiln – $3 million in shares, led by Arcwell, which takes 11% of it.", "Lumora – €7m of loans."),
        (HEADLINE, "Vesta will build a plant in Bangor, which is to make cells for ships, and for the trains of the north coast."),
    ],
)  # fmt: skip
def test_a_line_that_begins_something_goes_not_on_with_the_one_before(line: str, following: str) -> None:
    assert told(f"{line}\n{following}") == [line, following.replace("**", "")]
    assert told(f"{HEADLINE}\nand in the south.") == [f"{HEADLINE} and in the south."]


def test_emoji_are_bullets() -> None:
    assert told("🔹 Arcwell gets $5 million\n➡️ Vesta gets none") == [
        "Arcwell gets $5 million",
        "Vesta gets none",
    ]
