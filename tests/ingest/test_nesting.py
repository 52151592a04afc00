"""Places within places, as they are written after one another."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from ingest.mentions import Mention
from ingest.nesting import links_of_places
from ingest.reader import TYPES
from ingest.reference import load_reference
from ingest.things import Thing


def thing(text: str, said: str, type_: Any, name: str | None = None) -> Thing:
    mentions = []
    at = text.find(said)
    while at >= 0:
        mentions.append(Mention(at, at + len(said), said, name or said, type_))
        at = text.find(said, at + 1)
    return Thing(name or said, name or said, mentions, np.zeros(len(TYPES), np.float32))


def links(text: str, *places: tuple[str, str, str]) -> list[tuple[str, str]]:
    found = cast("Any", SimpleNamespace(text=text, sentence_at=lambda _: (0, len(text))))
    things = [thing(text, said, type_, name) for said, type_, name in places]
    for t, (_, type_, _) in zip(things, places, strict=True):
        t.votes[TYPES.index(cast("Any", type_))] = 1
    return [(x.subject.name, x.object.name) for x in links_of_places(found, things, things[:1])]


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
