from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app, main

TEXT = "Microsoft will invest $2.9 billion in Japan over two years.\n"
QUERY = (
    "PREFIX ig: <https://w3id.org/investgraph/ontology#> PREFIX schema: <https://schema.org/>\n"
    "SELECT ?who ?place ?amount WHERE { ?e a ig:Event ; ig:investor/schema:name ?who ; ig:place/schema:name ?place ; ig:amount ?amount }"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INVESTGRAPH_DATA", str(tmp_path / "data"))
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "q.rq").write_text(QUERY)
    return tmp_path


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result.stdout


def test_from_an_article_to_an_answer(folder: Path) -> None:
    file = str(folder / "a.txt")
    assert json.loads(run("ingest", file, "--json"))["counts"] == {"added": 1, "failed": 0}
    assert json.loads(run("ingest", file, "--json"))["counts"] == {"unchanged": 1, "failed": 0}
    assert "$2.9 billion" in run("show", "microsoft")
    assert json.loads(run("show", "Japan", "--json"))["entity"]["type"] == "Country"
    assert run("query", str(folder / "q.rq"), "--format", "csv").split() == [
        "who,place,amount",
        "Microsoft,Japan,2900000000",
    ]
    assert "Microsoft" in run("query", str(folder / "q.rq"))
    assert json.loads(run("stats", "--json"))["articles"] == 1
    assert json.loads(run("export", "--format", "records"))["commitments"][0]["amount"]["value"] == 2.9e9
    run("view", "microsoft", "-o", str(folder / "v.html"))
    assert "vis.Network" in (folder / "v.html").read_text()
    assert "removed" in run("remove", "a.txt")
    assert json.loads(run("stats", "--json"))["entities"] == 0


def test_what_cannot_be_read_is_told_and_the_others_go_on(folder: Path) -> None:
    (folder / "b.txt").write_text("")
    out = run("extract", str(folder / "a.txt"), str(folder / "b.txt"), code=1)
    assert [json.loads(line)["article"]["id"] for line in out.splitlines()] == ["a"]


def test_errors_are_told_without_a_traceback(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["investgraph", "show", "nobody"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    run("query", str(folder / "none.rq"), code=2)
    run("export", "--format", "docx", code=2)


def test_the_schema_is_json(folder: Path) -> None:
    assert json.loads(run("schema"))["title"] == "Record"
