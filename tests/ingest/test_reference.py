"""The reference list: well-known names and what they stand for."""

from __future__ import annotations

import csv
import subprocess
import sys
from importlib.resources import files
from typing import get_args

import pytest

from graph.model import EntityType
from ingest.reference import government_of, load_reference, plain


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with files("ingest.reference").joinpath("entities.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Japanese", "Japan"),
        ("U.S.", "United States"),
        ("American", "United States"),
        ("UAE", "United Arab Emirates"),
        ("Britain", "United Kingdom"),
        ("Viet Nam", "Vietnam"),
        ("Republic of Korea", "South Korea"),
        ("Türkiye", "Turkey"),
        ("Uruguayan", "Uruguay"),
        ("EU", "European Union"),
        ("Kosovo", "Kosovo"),
        ("Danes", "Denmark"),
        ("Canadians", "Canada"),
        ("Microsoft", None),
        ("U.S. company", None),
    ],
)
def test_countries_by_alias_and_demonym(name: str, country: str | None) -> None:
    assert load_reference().country_of(name) == country


@pytest.mark.parametrize(
    ("name", "type_", "full"),
    [
        ("tsmc", "Company", "Taiwan Semiconductor Manufacturing Company"),
        ("AWS", "Company", "Amazon Web Services"),
        ("Micron Technology, Inc.", "Company", "Micron Technology"),
        ("Commerce Department", "Government", "United States Department of Commerce"),
        ("the White House", "Government", "Federal government of the United States"),
        ("the German government", "Government", "Government of Germany"),
        ("UK government", "Government", "Government of the United Kingdom"),
        ("Japan’s government", "Government", "Government of Japan"),
        ("Washington", "Government", "Federal government of the United States"),
        ("Washington", "Place", "Washington"),
        ("MIT", "University", "Massachusetts Institute of Technology"),
        ("Tokyo University", "University", "University of Tokyo"),
        ("IIT Bombay", "University", "Indian Institute of Technology Bombay"),
        ("ETH Zurich", "University", "ETH Zurich"),
        ("CHIPS Act", "Program", "CHIPS and Science Act"),
        ("Bangalore", "Place", "Bengaluru"),
        ("Zürich", "Place", "Zurich"),
        ("PIF", "Government", "Public Investment Fund"),
        ("Imec", "Organization", "imec"),
    ],
)
def test_usual_full_names(name: str, type_: str, full: str) -> None:
    found = load_reference().canonical(name, type_)
    assert found is not None
    assert found[1] == full


def test_the_type_must_agree() -> None:
    assert load_reference().canonical("MIT", "Company") is None
    assert load_reference().canonical("no such name at all", "Company") is None


def test_capitals_are_places_first() -> None:
    for capital in ("Berlin", "Budapest", "Oslo", "Cairo"):
        assert [e.type for e in load_reference().lookup(capital)] == ["Place", "Government"]


@pytest.mark.parametrize(
    ("country", "name"),
    [
        ("Canada", "Government of Canada"),
        ("Netherlands", "Government of the Netherlands"),
        ("United States", "Federal government of the United States"),
        ("European Union", "European Commission"),
    ],
)
def test_governments(country: str, name: str) -> None:
    assert government_of(country) == name


def test_names_safe_in_running_text() -> None:
    aliases = {}
    for alias, entity in load_reference().iter_aliases():
        aliases.setdefault(alias, entity)
    assert len(aliases) <= 15_000
    assert {"Mobile", "Reading", "Nice", "Orange", "Target", "Split"}.isdisjoint(aliases)
    assert aliases["Taiwanese"].name == "Taiwan"
    assert aliases["Houston"].type == "Place"
    assert aliases["Danes"].name == "Denmark"


def test_a_body_of_a_country_is_not_the_country() -> None:
    reference = load_reference()
    assert [e.type for e in reference.lookup("U.S.")][:1] == ["Country"]
    for name in ("U.S. company", "Norway Group"):
        assert {"Country", "Place"}.isdisjoint(e.type for e in reference.lookup(name))


def test_places_of_one_name_in_two_countries_tell_no_country() -> None:
    places = {e.name: e for e in load_reference().places()}
    assert places["Lyon"].country == "FR"
    assert places["Valencia"].country is None


def test_curated_rows_are_sound(rows: list[dict[str, str]]) -> None:
    types = set(get_args(EntityType))
    names = {row["name"] for row in rows}
    borne: dict[tuple[str, str], str] = {}
    for row in rows:
        assert row["type"] in types, row
        assert row["country"] == "" or (len(row["country"]) == 2 and row["country"].isupper()), row
        assert row["parent"] == "" or row["parent"] in names, row
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            assert plain(name), row
            assert borne.setdefault((row["type"], plain(name)), row["name"]) == row["name"], name


def test_order_does_not_depend_on_hashing() -> None:
    code = (
        "from ingest.reference import load_reference as l; import hashlib;"
        "print(hashlib.sha256(repr([*l().iter_aliases()]).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
