"""Places within places, as they are written after one another."""

from __future__ import annotations

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
