"""Universities and firms that are written small."""

from __future__ import annotations

import pytest

from ingest.layout import blocks
from ingest.lowercase import firms_in, universities_in


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


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("novik raises money\n\nnovik, a Graz-based startup, builds hands. novik's lamps sell.", 3),
        ("fintella, the payments company, will grow. See www.fintella.com for more.", 1),
        ("It grows. telli.io, an insurance firm, pays telli.io staff.", 2),
        ("It grows. however, the French company waits.", 0),
        ("It grew\ntoday, a company said. It grew in\nlamps, a firm said.", 0),
        ("It grows. apparently, a firm waits.", 0),
        ("It grows. novik, the company said, waits.", 0),
        ("It grows. Novik, a startup, waits.", 0),
    ],
)
def test_a_firm_may_write_itself_small_if_a_sentence_says_that_it_is_one(text: str, times: int) -> None:
    assert len(list(firms_in(text))) == times
