"""Governments that are told by a place's name."""

from __future__ import annotations

import pytest

from graph.model import EntityType
from ingest.governments import governments_at
from ingest.mentions import Mention
from ingest.reference import load_reference


def told(text: str, said: str, type_: EntityType) -> list[str]:
    at = text.index(said)
    found = governments_at(Mention(at, at + len(said), said, said, type_), text)
    assert all(m.type == "Government" and text[m.start : m.end] == m.text for m in found)
    return [m.name for m in found]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("French state", ["Government of France"]),
        ("Bahia state", ["State of Bahia"]),
        ("Georgia state", ["State of Georgia"]),
        ("Kilnland state", []),
        ("Texas and Japanese governments", ["State of Texas", "Government of Japan"]),
        ("Texas and Utah state governments", ["State of Texas", "State of Utah"]),
        ("Texas and Japanese firms", []),
    ],
)
def test_what_was_taken_for_one_name(said: str, names: list[str]) -> None:
    assert told(f"The {said} will pay.", said, "Government") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Arcwell signed a deal with the state of Bahia.", ["State of Bahia"]),
        ("Arcwell built a plant in the state of Bahia.", []),
    ],
)
def test_with_whom_one_signs(text: str, names: list[str]) -> None:
    assert told(text, "Bahia", "Place") == names


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("the German federal government", "Government of Germany"),
        ("Nigeria's federal government", "Government of Nigeria"),
        ("the Swiss Federal Government", "Government of Switzerland"),
        ("the French federal government", None),
    ],
)
def test_the_government_of_a_federation_is_called_federal(said: str, name: str | None) -> None:
    found = [e.name for e in load_reference().lookup(said) if e.type == "Government"]
    assert found == ([name] if name else [])


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("South Korea's science ministry", "Ministry of Science and ICT"),
        ("Iceland’s harbour ministry", "Harbour ministry of Iceland"),
        ("Kelvorn's science ministry", None),
        ("the science ministry of Kelvorn", None),
        ("South Korea's science park", None),
    ],
)
def test_a_ministry_with_its_country_in_one_mention(said: str, name: str | None) -> None:
    told = governments_at(Mention(0, len(said), said, said, "Government"), f"{said} will pay.")
    assert [m.name for m in told] == ([name] if name else [])


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("The trade ministry of Peru will lend it $30 million.", "trade ministry of Peru", "Trade ministry of Peru"),
        ("A loan by the ministry of labour of Peru.", "ministry of labour of Peru", "Ministry of labour of Peru"),
        ("The ministry of trade and work of Peru paid.", "ministry of trade and work of Peru", "Ministry of trade and work of Peru"),
        ("Peru is large. The people of Peru paid.", None, None),
        ("The north of Peru is poor.", None, None),
    ],
)  # fmt: skip
def test_a_ministry_of_a_country(text: str, said: str | None, name: str | None) -> None:
    at = text.rindex("Peru")
    told = governments_at(Mention(at, at + 4, "Peru", "Peru", "Country", known=True), text)
    assert [(m.text, m.name, m.type) for m in told] == ([(said, name, "Government")] if name else [])


def test_a_ministry_of_a_country_is_read_whole_though_only_its_end_was_found() -> None:
    text = "The trade ministry of Peru will lend it $30 million."
    found = Mention(10, 26, "ministry of Peru", "ministry of Peru", "Government")
    assert [(m.start, m.text, m.name) for m in governments_at(found, text)] == [
        (4, "trade ministry of Peru", "Trade ministry of Peru")
    ]


def test_a_listed_ministry_of_a_country_has_its_own_name() -> None:
    text = "The science ministry of South Korea will pay."
    at = text.index("South")
    (told,) = governments_at(Mention(at, at + 11, "South Korea", "South Korea", "Country", known=True), text)
    assert told.name == "Ministry of Science and ICT"


@pytest.mark.parametrize(
    ("text", "gets"),
    [
        ("The council gave a $1 million grant to Kiln County for a road.", True),
        ("The council approved a loan of $1 million to the Kiln County.", True),
        ("Arcwell moves with a grant to Kiln County's east.", True),
        ("Arcwell brings jobs to Kiln County.", False),
        ("The grants brought Arcwell to Kiln County.", False),
    ],
)
def test_a_county_that_is_granted_money_is_its_government(text: str, gets: bool) -> None:
    at = text.index("Kiln")
    told = governments_at(Mention(at, at + 11, "Kiln County", "Kiln County", "Place", known=True), text)
    assert [m.name for m in told] == (["Government of Kiln County"] if gets else [])
