"""Names that share a word in the plural."""

from __future__ import annotations

import pytest

from ingest.mentions import Mention
from ingest.plurals import with_shared_words


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The governments of Italy and Japan pay.", ["Government of Italy", "Government of Japan"]),
        (
            "The Governments of Italy, Spain and the Philippines pay.",
            ["Government of Italy", "Government of Spain", "Government of the Philippines"],
        ),
        ("The governments of Italy pay. Japan rests.", []),
        ("The firms of Italy and Japan pay.", []),
        (
            "The U.S. Departments of Energy, Commerce, and Health and Human Services pay.",
            [
                "United States Department of Energy",
                "United States Department of Commerce",
                "United States Department of Health and Human Services",
            ],
        ),
        (
            "The U.S. Departments of Energy, Commerce, and the National Science Foundation pay.",
            ["United States Department of Energy", "United States Department of Commerce"],
        ),
        (
            "The U.S. Departments of\n    Energy, Commerce, and the National\n    Science Foundation pay.",
            ["United States Department of Energy", "United States Department of Commerce"],
        ),
        ("The Universities of Velden and Ostry pay.", ["University of Velden", "University of Ostry"]),
        ("The Ministries of Mines and Ports pay.", ["Ministry of Mines", "Ministry of Ports"]),
        ("A farm in Velden and Ostry Counties, Ohio.", ["Velden County", "Ostry County"]),
        ("A farm in Velden, Marsh and Ostry counties.", ["Velden County", "Marsh County", "Ostry County"]),
        ("A farm in Velden and its counties.", []),
    ],
)
def test_each_of_them_is_named(text: str, names: list[str]) -> None:
    assert [m.name for m in with_shared_words([], text)] == names


def test_what_was_taken_for_one_name_is_left_out() -> None:
    text = "The Departments of Energy and Commerce pay Kiln."
    start, end = text.index("Departments"), text.index(" pay")
    both = Mention(start, end, text[start:end], text[start:end], "Government")
    kiln = Mention(text.index("Kiln"), text.index("Kiln") + 4, "Kiln", "Kiln", "Company")
    found = with_shared_words([both, kiln], text)
    assert [(text[m.start : m.end], m.type) for m in found] == [
        ("Departments of Energy", "Government"),
        ("Commerce", "Government"),
        ("Kiln", "Company"),
    ]


def test_what_stands_behind_the_counties_is_beside_the_last_one() -> None:
    text = "A farm in Velden and Ostry Counties, Ohio."
    assert text[with_shared_words([], text)[-1].end :] == ", Ohio."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Plants in North and South Dakota.", [("North", "North Dakota", "Place")]),
        ("Deals with North and\n  South Carolina.", [("North", "North Carolina", "Place")]),
        ("Envoys of North and South Korea.", [("North", "North Korea", "Country")]),
        ("Halls North and South Gate.", []),
        ("The North and the south of Texas.", []),
    ],
)
def test_two_lands_share_a_name(text: str, found: list[tuple[str, str, str]]) -> None:
    assert [(m.text, m.name, m.type) for m in with_shared_words([], text)] == found
