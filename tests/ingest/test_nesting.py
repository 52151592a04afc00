"""Places within places, as they are written after one another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest
from named import candidates, thing

from ingest.commitments import Draft
from ingest.nesting import leave_out_larger, links_of_places
from ingest.reference import load_reference
from ingest.relations import Link


def links(text: str, *places: tuple[str, str, str]) -> list[tuple[str, str]]:
    things = [thing(text, said, cast("Any", type_), name) for said, type_, name in places]
    return [(x.subject.name, x.object.name) for x in links_of_places(candidates(text), things, things[:1])]


@pytest.mark.parametrize(
    ("text", "places", "found"),
    [
        (
            "It builds in Muskogee, Oklahoma, next year.",
            [("Muskogee", "Place", "Muskogee"), ("Oklahoma", "Place", "Oklahoma")],
            [("Muskogee", "Oklahoma")],
        ),
        (
            "The plant in Gummersbach (Germany) opens.",
            [("Gummersbach", "Place", "Gummersbach"), ("Germany", "Country", "Germany")],
            [("Gummersbach", "Germany")],
        ),
        (
            "It works in Ohio, Texas and Oregon.",
            [("Ohio", "Place", "Ohio"), ("Texas", "Place", "Texas"), ("Oregon", "Place", "Oregon")],
            [],
        ),
        (
            "It works in Spain, Portugal and Italy.",
            [("Spain", "Country", "Spain"), ("Portugal", "Country", "Portugal")],
            [],
        ),
        (
            "Racine is a town. Wisconsin is a state.",
            [("Racine", "Place", "Racine"), ("Wisconsin", "Place", "Wisconsin")],
            [],
        ),
    ],
)
def test_what_is_written_after_a_place(
    text: str, places: list[tuple[str, str, str]], found: list[tuple[str, str]]
) -> None:
    assert links(text, *places) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A mill in Kiln, eastern Hungary, opens.", [("Kiln", "Hungary")]),
        ("A mill in Kiln, in northern Hungary, opens.", [("Kiln", "Hungary")]),
        ("A mill in Kiln, on Hungary's western coast, opens.", [("Kiln", "Hungary")]),
        ("A mill in Kiln, on the island of Hungary, opens.", [("Kiln", "Hungary")]),
        ("A mill in Kiln, on Hungary's list, opens.", []),
        ("A mill in Kiln, on behalf of Hungary, opens.", []),
    ],
)
def test_the_side_of_a_land(text: str, found: list[tuple[str, str]]) -> None:
    assert links(text, ("Kiln", "Place", "Kiln"), ("Hungary", "Country", "Hungary")) == found


def test_a_part_of_the_world_lies_in_no_town() -> None:
    text = "Its first office in Europe in Tallinn opens."
    assert links(text, ("Europe", "Place", "Europe"), ("Tallinn", "Place", "Tallinn")) == []


@pytest.mark.parametrize(("short", "state"), [("N.Y.", "New York"), ("Ont.", "Ontario"), ("Va.", "Virginia")])
def test_press_abbreviations_name_their_states(short: str, state: str) -> None:
    assert state in [e.name for e in load_reference().lookup(short) if e.type == "Place"]


def test_abbreviations_are_no_names_in_running_text() -> None:
    assert not {"Miss.", "Ore.", "La."} & {name for name, _ in load_reference().iter_aliases()}


@pytest.mark.parametrize(
    ("places", "left"),
    [
        ([("Arizona", "Place"), ("United States", "Country")], ["Arizona"]),
        ([("Munich", "Place"), ("United States", "Country")], ["Munich", "United States"]),
        ([("Ohio", "Place"), ("Texas", "Place")], ["Ohio", "Texas"]),
        ([("Racine", "Place"), ("Racine County", "Place")], ["Racine"]),
    ],
)
def test_of_places_within_one_another_the_smaller_is_enough(
    places: list[tuple[str, Any]], left: list[str]
) -> None:
    told = [thing(f"in {name}", name, type_) for name, type_ in places]
    links = [Link(told[0], "located_in", told[1], 0, 9, 0.9)] if places[0][0] == "Racine" else []
    draft = Draft("investment", "announced", [], [], told, None, [], 0.5)
    leave_out_larger([draft], links)
    assert [p.name for p in draft.places] == left


HUNGARY, SAXONY = ("Hungary", "Country", "Hungary"), ("Saxony", "Place", "Saxony")
NANTES, LYON, LILLE = ("Nantes", "Place", "Nantes"), ("Lyon", "Place", "Lyon"), ("Lille", "Place", "Lille")
RENO, NEVADA, OHIO = ("Reno", "Place", "Reno"), ("Nevada", "Place", "Nevada"), ("Ohio", "Place", "Ohio")


@pytest.mark.parametrize(
    ("text", "places", "found"),
    [
        ("It builds in Szeged in southern Hungary.", [("Szeged", "Place", "Szeged"), HUNGARY], True),
        ("It builds in Szeged in north Hungary.", [("Szeged", "Place", "Szeged"), HUNGARY], True),
        ("It builds in Szeged in Hungary.", [("Szeged", "Place", "Szeged"), HUNGARY], True),
        ("It builds in Szeged in old Hungary.", [("Szeged", "Place", "Szeged"), HUNGARY], False),
        ("It builds in Weiden in the state of Saxony.", [("Weiden", "Place", "Weiden"), SAXONY], True),
        ("It builds in Weiden in the German state of Saxony.", [("Weiden", "Place", "Weiden"), SAXONY], True),
        ("It builds in Weiden in the German land of Saxony.", [("Weiden", "Place", "Weiden"), SAXONY], False),
        ("It builds in Nantes, Lyon and Lille.", [NANTES, LYON, LILLE], False),
        ("It builds in Nantes, Lyon, or Lille.", [NANTES, LYON, LILLE], False),
        ("It builds in Lille, Nantes, Lyon.", [LYON, NANTES, LILLE], False),
        ("It builds in Lille, Nantes, Lyon.", [NANTES, LYON, LILLE], False),
        ("It builds in Nantes, Lyon and lives.", [NANTES, LYON, LILLE], True),
        ("It builds in Nantes, Lyon and Hungary.", [NANTES, LYON, HUNGARY], False),
        ("It builds in Nantes, Hungary and Lyon.", [NANTES, HUNGARY, LYON], True),
        ("It builds in Nantes, Lyon county and Lille.", [NANTES, LYON, LILLE], True),
        ("It builds in Reno, Nevada and Lyon.", [RENO, NEVADA, LYON], True),
        ("It builds in Ohio, Nevada and Lyon.", [OHIO, NEVADA, LYON], False),
        ("It builds in Ohio, Reno.", [OHIO, RENO], False),
        ("It builds in Ohio, Hungary.", [OHIO, HUNGARY], True),
        ("It is in Lyon, Lille or so. It builds in Lyon, Hungary.", [LYON, LILLE, HUNGARY], True),
    ],
)  # fmt: skip
def test_a_list_of_towns_and_a_town_in_its_region(
    text: str, places: list[tuple[str, str, str]], found: bool
) -> None:
    first = next((b for a, b in links(text, *places) if a == places[0][2]), None)
    assert (first is not None) is found


def test_a_nationality_lies_nowhere() -> None:
    text = "It builds in Nantes, Hungarian towns."
    paris, hungary = thing(text, "Nantes", "Place"), thing(text, "Hungarian", "Country", "Hungary")
    hungary.mentions[:] = [replace(m, adjective=True) for m in hungary.mentions]
    assert list(links_of_places(candidates(text), [paris, hungary], [paris])) == []


@pytest.mark.parametrize(
    "rank", ["province", "region", "canton", "prefecture", "county", "department", "district", "island"]
)
def test_a_town_in_its_region(rank: str) -> None:
    weiden = ("Weiden", "Place", "Weiden")
    assert links(f"It builds in Weiden in the {rank} of Saxony.", weiden, SAXONY) == [("Weiden", "Saxony")]
    assert links(f"It builds in Lille, Lyon {rank} and Nantes.", LILLE, LYON, NANTES) == [("Lille", "Lyon")]


@pytest.mark.parametrize("where", ["east", "western", "central", "south"])
def test_a_town_in_a_part_of_its_country(where: str) -> None:
    weiden = ("Weiden", "Place", "Weiden")
    assert links(f"It builds in Weiden in {where} Hungary.", weiden, HUNGARY) == [("Weiden", "Hungary")]
