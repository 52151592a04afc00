"""A user's own entities beside the shipped list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from graph.errors import InputError
from ingest.reference import Reference, load_reference
from ingest.reference.listed import RefEntity
from ingest.reference.own import add_own, read_own


@pytest.mark.parametrize("name", ["own.csv", "own.jsonl"])
def test_what_is_added_is_read_again(tmp_path: Path, name: str) -> None:
    first = RefEntity(
        "Orlenda Systems", "Company", ("Orlenda", "OS"), "NO", "Vantor", website="orlenda.example"
    )
    second = RefEntity("Belmora", "Place")
    for e in (first, second):
        add_own(tmp_path / name, e)
    assert list(read_own(tmp_path / name)) == [first, second]


def test_lists_in_json(tmp_path: Path) -> None:
    file = tmp_path / "own.jsonl"
    file.write_text(json.dumps({"name": "Orlenda", "type": "Company", "aliases": ["A|B", " C "]}) + "\n\n")
    assert next(iter(read_own(file))).aliases == ("A|B", "C")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("own.csv", "name,type\nOrlenda,Firm\n", "line 2.*Firm.*Company"),
        ("own.csv", "name,type\n,Company\n", "line 2"),
        ("own.csv", "name,type,country\nOrlenda,Company,Norway\n", "Norway"),
        ("own.jsonl", "no json\n", "line 1"),
        ("own.jsonl", "[1]\n", "line 1.*object"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=told):
        list(read_own(tmp_path / name))


def test_the_version_follows_the_list() -> None:
    one, two = Reference([RefEntity("A", "Company")]), Reference([RefEntity("A", "Company", ("B",))])
    assert one.version == Reference([RefEntity("A", "Company")]).version
    assert one.version != two.version


def test_identifiers_of_listed_companies() -> None:
    told = load_reference().about("Nvidia", "Company")
    assert told["ticker"] == ("NVDA",)
    assert told["isin"] == ("US67066G1040",)
    assert told["website"] == ("nvidia.com",)
    assert load_reference().about("Nobody Known", "Company") == {}


def test_an_own_entity_names_nodes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INVESTGRAPH_DATA", str(tmp_path / "data"))

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(app, list(arguments))
        assert result.exit_code == 0, (result.output, result.exception)
        return result.stdout

    text = "OrlSys will invest $2 billion in Japan over two years.\n"
    (tmp_path / "a.txt").write_text(text)
    record = {
        "article": {"id": "a"},
        "entities": [
            {"id": "o", "name": "OrlSys", "type": "Company"},
            {"id": "j", "name": "Japan", "type": "Country"},
        ],
        "commitments": [
            {
                "id": "c1",
                "kind": "investment",
                "investors": ["o"],
                "places": ["j"],
                "evidence": ["OrlSys will invest"],
            }
        ],
    }
    (tmp_path / "r.jsonl").write_text(json.dumps(record))
    run("ingest", str(tmp_path / "a.txt"), "--records", str(tmp_path / "r.jsonl"))
    assert json.loads(run("show", "OrlSys", "--json"))["entity"]["key"] == "orlsys"
    run("reference", "add", "Orlenda Systems", "Company", "--alias", "OrlSys", "--country", "NO")
    load_reference.cache_clear()
    try:
        assert "Orlenda Systems" in run("reference", "list", "orlenda")
        run("totals")  # brings the graph up to date with the list
        found = json.loads(run("show", "OrlSys", "--json"))["entity"]
        assert (found["key"], found["name"]) == ("orlenda-systems", "Orlenda Systems")
        quads = run("export", "--format", "nquads")
        assert (
            '/entity/orlenda-systems> <https://schema.org/addressCountry> "NO" <http://localhost:8000/graph/reference>'
            in quads
        )
    finally:
        load_reference.cache_clear()


@pytest.mark.parametrize(("told", "code"), [("de", "DE"), ("Germany", "DE"), ("XX", None), ("", "")])
def test_a_country_is_told_by_name_or_code(
    told: str, code: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INVESTGRAPH_DATA", str(tmp_path / "data"))
    result = CliRunner().invoke(app, ["reference", "add", "Orlenda", "Company", "--country", told])
    if code is None:
        assert "expected a country's name" in str(result.exception)
        assert not (tmp_path / "data").exists()
    else:
        assert [e.country or "" for e in read_own(tmp_path / "data" / "reference.csv")] == [code]


def test_what_cannot_be_added_is_told_without_a_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^not added to .*own\.csv: '' of type"):
        add_own(tmp_path / "own.csv", RefEntity("", "Company"))
