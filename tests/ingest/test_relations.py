"""Relations that are read across what speaks against them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
from named import thing

from graph.model import ArticleInfo, EntityType, Predicate
from ingest.candidates import Candidates
from ingest.layout import blocks
from ingest.pieces import cut
from ingest.reader import PREDICATES, Reading
from ingest.relations import TOLD, Link, find_links, without_other_wholes

C, U, N, G = "Company", "Program", "Country", "Organization"


class Teller:
    """Holds one predicate for true of every pair that begins with the first thing."""

    def __init__(self, predicate: Predicate, first: int) -> None:
        self.predicate, self.first = predicate, first

    def relate(self, reading: Reading, pairs: list[tuple[tuple[int, int], tuple[int, int]]]) -> Any:
        scores = np.full((len(pairs), len(PREDICATES)), -9.0, np.float32)
        for row, (one, _) in enumerate(pairs):
            if reading.pieces.starts[one[0]] == self.first:
                scores[row, PREDICATES.index(self.predicate)] = 9.0
        return scores


def told(
    text: str, predicate: Predicate, named: list[tuple[str, EntityType]], adjectives: str = ""
) -> list[str]:
    parts = tuple(blocks(text, []))
    nothing = cast("Any", None)
    reading = Reading(cut(parts), nothing, nothing, nothing, nothing, nothing)
    sentences = tuple(m.span() for m in re.finditer(r"[^.]+\.?", text))
    found = Candidates(ArticleInfo(id="a"), text, parts, sentences, (), (), (), (), (), (), (), ())
    things = [thing(text, name, type_) for name, type_ in named]
    for t in things:
        t.mentions[:] = [replace(m, adjective=m.text in adjectives.split()) for m in t.mentions]
    links = find_links(found, reading, things, cast("Any", Teller(predicate, text.index(named[0][0]))))
    return [x.object.name for x in links]


@pytest.mark.parametrize(
    ("text", "adjectives", "found"),
    [
        ("Arcwell grows in Peru.", "", ["Peru"]),
        ("Arcwell is a Peruvian firm.", "Peruvian", []),
        ("Arcwell is a Peruvian firm.", "", ["Peruvian"]),
    ],
)
def test_a_nationality_is_no_seat(text: str, adjectives: str, found: list[str]) -> None:
    name = "Peruvian" if "Peruvian" in text else "Peru"
    assert told(text, "located_in", [("Arcwell", C), (name, N)], adjectives) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Arcwell is a UK maker of pumps.", []),
        ("Arcwell is a UK-listed maker of pumps.", []),
        ("Vesta bought a stake in UK operator Arcwell.", []),
        ("Arcwell grows in the UK under a new name.", ["UK"]),
        ("Arcwell grows in the UK market.", ["UK"]),
        ("Arcwell came to the UK in May.", ["UK"]),
        ("Arcwell left UK and returned.", ["UK"]),
        ("Arcwell is from UK.", ["UK"]),
    ],
)
def test_a_countrys_letters_before_what_somebody_is_are_a_nationality(text: str, found: list[str]) -> None:
    assert told(text, "located_in", [("Arcwell", C), ("UK", N)]) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Arcwell joins Kiln.", ["Kiln"]),
        ("Arcwell joins it. Kiln pays.", ["Kiln"]),
        ("Arcwell joins Borea. Kiln pays.", ["Borea"]),
    ],
)
def test_who_joins_one_body_does_not_join_the_next_sentences(text: str, found: list[str]) -> None:
    named: list[tuple[str, EntityType]] = [("Arcwell", C), *((n, G) for n in ("Kiln", "Borea") if n in text)]  # type: ignore[list-item]
    assert told(text, "member_of", named) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Arcwell, a rival of Kiln, grows.", []),
        ("Arcwell, a large supplier to the Kiln, grows.", []),
        ("Arcwell, a part of Kiln, grows.", ["Kiln"]),
        ("Arcwell, half owned by Kiln, grows.", []),
        ("Arcwell, 49% owned by the Kiln, grows.", []),
        ("Arcwell is jointly owned by Kiln.", []),
        ("Arcwell, 75% owned by Kiln, grows.", ["Kiln"]),
    ],
)
def test_a_rival_or_who_has_a_half_is_no_owner(text: str, found: list[str]) -> None:
    assert told(text, "subsidiary_of", [("Arcwell", C), ("Kiln", C)]) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Arcwell bought Vesta, a unit of Kiln, in May.", []),
        ("Arcwell bought Vesta, now a wholly owned subsidiary of the Kiln.", []),
        ("Arcwell, a unit of Kiln, bought Vesta.", ["Kiln"]),
        ("Arcwell bought Vesta, a unit of Kiln, and belongs to Kiln.", ["Kiln"]),
        ("Arcwell and Vesta are units of Kiln.", ["Kiln"]),
        ("Arcwell beats Vesta in Peru, a part of Kiln.", ["Kiln"]),
    ],
)
def test_the_owner_of_who_stands_beside_is_not_that_of_who_buys(text: str, found: list[str]) -> None:
    named: list[tuple[str, EntityType]] = [("Arcwell", C), ("Vesta", C), ("Kiln", C)]
    named += [("Peru", N)] if "Peru" in text else []
    assert [n for n in told(text, "subsidiary_of", named) if n == "Kiln"] == found


def test_who_is_told_to_belong_to_one_programme_is_not_read_into_another() -> None:
    text = "Keio of Starnet and Sunnet"
    keio, star, sun = (
        thing(text, name, type_) for name, type_ in (("Keio", "University"), ("Starnet", U), ("Sunnet", U))
    )
    told_ = Link(keio, "member_of", star, 0, 20, TOLD)
    read = Link(keio, "member_of", sun, 10, 30, 0.9)
    elsewhere = replace(read, start=40, end=60)
    assert without_other_wholes([told_, read, elsewhere]) == [told_, elsewhere]
    assert without_other_wholes([read]) == [read]
