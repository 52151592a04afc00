"""Universities whose sort is written small."""

from __future__ import annotations

import pytest

from ingest.layout import blocks
from ingest.lowercase import universities_in


def names(text: str) -> list[str]:
    return [m.name for b in blocks(text, []) for m in universities_in(b)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A grant to the university of Lahti in Finland.", "University of Lahti"),
        ("The technical university of Graz got it.", "Technical University of Graz"),
        ("The university of applied sciences of Kiel got it.", "University of Applied Sciences of Kiel"),
        ("A gift to Lund university was told.", "Lund University"),
    ],
)
def test_universities_written_small_are_named_as_usual(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The University of Lahti got it.",
        "A Swedish university got it.",
        "The university of the future is free.",
        "The university got it.",
    ],
)
def test_what_names_no_university_is_left(text: str) -> None:
    assert names(text) == []
