from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app, main
from graph.errors import InputError, NotFoundError, RecordError, StoreError

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
    assert json.loads(run("ingest", file, "--json"))["counts"]["added"] == 1
    assert json.loads(run("ingest", file, "--json"))["counts"] == {
        "added": 0,
        "replaced": 0,
        "unchanged": 1,
        "failed": 0,
    }
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


def test_records_take_from_the_article_what_they_leave_out(folder: Path) -> None:
    about = "---\ntitle: To Japan\nurl: https://news.example/a\npublished: 2024-04-09\n---\n"
    (folder / "a.txt").write_text(about + TEXT)
    record = json.loads(run("extract", str(folder / "a.txt")))
    record["article"] = {"id": "a", "publisher": "Example Times"}
    (folder / "r.jsonl").write_text(json.dumps(record))
    run("ingest", str(folder / "a.txt"), "--records", str(folder / "r.jsonl"))
    found = json.loads(run("export", "--format", "records"))["article"]
    assert (found["title"], found["published"], found["publisher"]) == (
        "To Japan",
        "2024-04-09",
        "Example Times",
    )
    assert "removed" in run("remove", "https://news.example/a")


def test_nothing_is_removed_if_one_name_is_unknown(folder: Path) -> None:
    run("ingest", str(folder / "a.txt"))
    with pytest.raises(NotFoundError):
        CliRunner().invoke(app, ["remove", "a.txt", "nobody"], catch_exceptions=False)
    assert json.loads(run("stats", "--json"))["articles"] == 1


def test_what_cannot_be_exported_leaves_the_file_as_it_was(folder: Path) -> None:
    run("ingest", str(folder / "a.txt"))
    file = folder / "kept.trig"
    file.write_text("mine")
    options = ["export", "--format", "trig", "--min-confidence", "0.5", "-o", str(file)]
    with pytest.raises(InputError):
        CliRunner().invoke(app, options, catch_exceptions=False)
    assert file.read_text() == "mine"
    assert [f.name for f in folder.glob(".kept*")] == []
    run("export", "--format", "trig", "-o", str(file))
    assert "Microsoft" in file.read_text()


def test_changes_are_told(folder: Path) -> None:
    run("ingest", str(folder / "a.txt"))
    assert json.loads(run("changes", "--since", "2026", "--json"))["events"][0]["change"] == "appeared"
    assert "Microsoft → Japan" in run("changes", "--since", "2026-01-01")
    assert "Microsoft" not in run("changes", "--since", "9999")
    run("judge", "entity/microsoft", "entity/japan", "different", "--by", "Ada")
    assert "different (Ada)" in run("changes", "--since", "2026")
    with pytest.raises(InputError, match="expected a year, month, day or time"):
        CliRunner().invoke(app, ["changes", "--since", "last week"], catch_exceptions=False)


def test_what_cannot_be_read_is_told_and_the_others_go_on(folder: Path) -> None:
    (folder / "b.txt").write_text("")
    out = run("extract", str(folder / "a.txt"), str(folder / "b.txt"), code=1)
    assert [json.loads(line)["article"]["id"] for line in out.splitlines()] == ["a"]


def test_ready_records_are_checked_against_the_text(folder: Path) -> None:
    record = json.loads(run("extract", str(folder / "a.txt")))
    invented = {**record["commitments"][0], "id": "c99", "evidence": ["It never said so."]}
    invented.pop("spans", None)
    record["commitments"].append(invented)
    (folder / "r.jsonl").write_text(json.dumps(record) + "\n")
    (folder / "b.txt").write_text("Another article.\n")
    told = json.loads(
        run(
            "ingest",
            str(folder / "a.txt"),
            str(folder / "b.txt"),
            "--records",
            str(folder / "r.jsonl"),
            "--json",
            code=1,
        )
    )
    assert told["counts"] == {"added": 1, "replaced": 0, "unchanged": 0, "failed": 1}
    assert [e["amount"] for e in told["commitments"]] == [2.9e9]


def test_ingest_prints_what_it_found(folder: Path) -> None:
    printed = run("ingest", str(folder / "a.txt"))
    for part in ("Microsoft", "Japan", "investment", "$2.9 billion", "2 years", "announced", "1 added"):
        assert part in printed
    assert "[red]" not in printed


def test_queries_in_each_form(folder: Path) -> None:
    run("ingest", str(folder / "a.txt"))
    assert json.loads(run("query", str(folder / "q.rq"), "--format", "json"))["head"]["vars"] == [
        "who",
        "place",
        "amount",
    ]
    (folder / "c.rq").write_text("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1")
    assert "@prefix" in run("query", str(folder / "c.rq"), "--format", "turtle")
    (folder / "ask.rq").write_text("ASK { ?s <https://schema.org/text> ?o }")
    assert run("query", str(folder / "ask.rq")) == "no\n"
    assert run("query", str(folder / "ask.rq"), "--union") == "yes\n"


def test_markup_in_an_article_stays_text(folder: Path) -> None:
    (folder / "m.txt").write_text("Microsoft will invest $5 billion in Japan [bold red]now[/bold red].\n")
    run("ingest", str(folder / "m.txt"))
    assert "[bold red]now[/bold red]" in run("show", "japan")


def test_evaluation_of_given_records(folder: Path) -> None:
    (folder / "gold").mkdir()
    (folder / "gold" / "a.txt").write_text(TEXT)
    record = json.loads(run("extract", str(folder / "a.txt")))
    (folder / "gold" / "a.json").write_text(json.dumps(record))
    (folder / "p.jsonl").write_text(json.dumps(record) + "\n")
    told = json.loads(run("evaluate", str(folder / "gold"), str(folder / "p.jsonl"), "--json"))
    assert told["measures"]["facts"]["right"] == told["measures"]["facts"]["gold"] > 0
    assert "facts" in run("evaluate", str(folder / "gold"))


def test_an_explanation_tells_words_scores_and_what_was_rejected(folder: Path) -> None:
    (folder / "b.txt").write_text(TEXT + "\nIts revenue was $62 billion in the last quarter.\n")
    told = run("extract", str(folder / "b.txt"), "--explain")
    assert "[$2.9 billion]" in told
    assert "investor: Microsoft" in told
    assert "place: Japan" in told
    assert "rejected" in told
    assert "[$62 billion]" in told.split("rejected", 1)[1]


def test_claims_of_little_confidence_can_be_left_out(folder: Path) -> None:
    file = str(folder / "a.txt")
    record = json.loads(run("extract", file))
    (confidence,) = [c["confidence"] for c in record["commitments"]]
    assert 0 < confidence < 1
    assert json.loads(run("extract", file, "--min-confidence", "1"))["entities"] == []
    assert "c1" not in run("extract", file, "--explain", "--min-confidence", "1")
    run("ingest", file)
    assert json.loads(run("show", "Microsoft", "--json"))["commitments"]
    assert not json.loads(run("show", "Microsoft", "--min-confidence", "1", "--json"))["commitments"]
    run("ingest", str(folder / "a.txt"), "--min-confidence", "1")
    assert json.loads(run("stats", "--json"))["articles"] == 1


def test_evaluation_tells_changes_and_the_worst_articles(folder: Path) -> None:
    (folder / "gold").mkdir()
    (folder / "gold" / "a.txt").write_text(TEXT)
    record = json.loads(run("extract", str(folder / "a.txt")))
    (folder / "gold" / "a.json").write_text(json.dumps(record))
    baseline = folder / "baseline.json"
    options = ("evaluate", str(folder / "gold"), "--baseline", str(baseline))
    run(*options, "--record")
    assert json.loads(baseline.read_text())["gold"]["facts"] == 1
    record["commitments"] = []
    (folder / "p.jsonl").write_text(json.dumps(record) + "\n")
    told = run(
        "evaluate", str(folder / "gold"), str(folder / "p.jsonl"), "--baseline", str(baseline), "--worst", "1"
    )
    assert "-1.000" in told
    assert "worst articles" in told
    baseline.write_text("[]")
    with pytest.raises(RecordError, match="no baseline"):
        CliRunner().invoke(app, list(options), catch_exceptions=False)


def test_errors_are_told_without_a_traceback(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("ingest", str(folder / "a.txt"))
    monkeypatch.setattr("sys.argv", ["investgraph", "show", "nobody"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    told = capsys.readouterr().err
    assert "nobody" in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["query", "none.rq"], "none.rq"),
        (["query", "q.rq", "--format", "docx"], "docx"),
        (["query", "q.rq", "--format", "turtle"], "CONSTRUCT"),
        (["export", "--format", "docx"], "graphml"),
        (["ingest", "a.txt", "--records", "none.jsonl"], "none.jsonl"),
        (["view", "microsoft", "-o", "no/such/folder/v.html"], "v.html"),
    ],
)
def test_each_error_names_its_value(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    part: str,
) -> None:
    monkeypatch.chdir(folder)
    run("ingest", "a.txt")
    monkeypatch.setattr("sys.argv", ["investgraph", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    assert part in capsys.readouterr().err


@pytest.mark.parametrize("command", ["stats", "reindex", "review"])
def test_a_question_makes_no_folder(folder: Path, command: str) -> None:
    result = CliRunner().invoke(app, [command])
    assert isinstance(result.exception, StoreError)
    assert "ingest something first" in str(result.exception)
    assert not (folder / "data").exists()


@pytest.mark.parametrize(("name", "value"), [("QUERY_SECONDS", "soon"), ("STORE", "mine"), ("BASE", "here")])
def test_a_wrong_setting_is_told_by_its_name(
    name: str, value: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(f"INVESTGRAPH_{name}", value)
    monkeypatch.setattr(sys, "argv", ["investgraph", "stats"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert f"INVESTGRAPH_{name} is '{value}'" in capsys.readouterr().err


def test_help_needs_no_heavy_package() -> None:
    code = "import sys, api.cli; print(*{'spacy', 'uvicorn', 'fastapi', 'pandas', 'rdflib', 'igraph'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""


def test_the_schema_is_json(folder: Path) -> None:
    assert json.loads(run("schema"))["title"] == "Record"
