"""How two names are compared, by a table of hard pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Entity
from graph.resolve.identity import (
    Comparison,
    Profile,
    compare,
    folded,
    identity_of,
    initials,
    is_name,
    without_legal_form,
)
from ingest.reference import load_reference

PAIRS = [
    [part.strip() for part in line.split("|")]
    for line in (Path(__file__).parent / "name_pairs.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def profile(told: str) -> Profile:
    named, _, others = told.partition(" = ")
    name, type_ = named.rsplit(" / ", 1)
    aliases = tuple(a.strip() for a in others.split(";") if a.strip())
    e = Entity.model_validate({"id": "e1", "name": name, "type": type_, "aliases": aliases})
    names = load_reference()
    own = identity_of(e, names)
    return Profile(
        key=own.key,
        name=own.name,
        type=own.type,
        known=own.known,
        own=frozenset({folded(name), folded(own.name)}),
        other=frozenset(folded(a) for a in aliases if is_name(a)),
        country=names.country(own.name, own.type),
    )


def decide(one: str, two: str) -> Comparison:
    a, b = profile(one), profile(two)
    return Comparison(1.0, "same", ("one identity",)) if a.key == b.key else compare(a, b)


@pytest.mark.parametrize(("one", "two", "verdict"), PAIRS, ids=[f"{a} - {b}" for a, b, _ in PAIRS])
def test_hard_pairs(one: str, two: str, verdict: str) -> None:
    found = decide(one, two)
    assert found.verdict == verdict, found
    assert decide(two, one).verdict == verdict


def test_there_are_enough_of_them() -> None:
    assert len(PAIRS) >= 40


def test_a_decision_says_why() -> None:
    found = compare(profile("Orlenda / Company = OS"), profile("OS / Company"))
    assert found.reasons
    assert any(r.startswith("said to be +") for r in found.reasons)


def test_a_name_that_many_bear_tells_nothing() -> None:
    from dataclasses import replace

    one, two = (
        profile("Ministry of Trade of Astoria / Government = Trade Ministry"),
        profile("Trade Ministry / Government"),
    )
    assert compare(one, two).verdict == "same"
    assert compare(replace(one, rivals=1), two).verdict != "same"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Orlenda Co., Ltd.", "Orlenda"),
        ("Group", "Group"),
        ("AG Holdings", "AG"),
        ("SAP SE", "SAP"),
        ("Inc.", "Inc."),
    ],
)
def test_legal_forms(text: str, bare: str) -> None:
    assert without_legal_form(text) == bare


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the chipmaker", False),
        ("The Ministry", False),
        ("Keio", True),
        ("the Fund", False),
        ("3M", True),
        ("imec", False),
    ],
)
def test_descriptions_are_no_names(text: str, name: bool) -> None:
    assert is_name(text) is name


def test_initials() -> None:
    assert initials("North Sea Energy Park Ltd.") == "nsep"
    assert initials("University of Tokyo") == ""
