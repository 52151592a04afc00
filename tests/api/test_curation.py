"""Judging, reviewing, correcting and summing up on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from graph.columns import DIMENSIONS
from graph.errors import InputError

ONE = "Microsoft will invest $2.9 billion in Japan over two years.\n"
TWO = "Tokyo, 10 April 2024 - Microsoft said that it will invest about $2.9 billion in Japan by 2026.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INVESTGRAPH_DATA", str(tmp_path / "data"))
    (tmp_path / "one.txt").write_text(ONE)
    (tmp_path / "two.txt").write_text(TWO)
    records = []
    for name, qualifier in (("one", "exact"), ("two", "about")):
        evidence = "invest $2.9 billion in Japan" if name == "one" else "invest about $2.9 billion in Japan"
        records.append(
            {
                "article": {"id": name, "publisher": f"The {name}"},
                "entities": [
                    {"id": "m", "name": "Microsoft", "type": "Company"},
                    {"id": "j", "name": "Japan", "type": "Country"},
                ],
                "commitments": [
                    {
                        "id": "c1",
                        "kind": "investment",
                        "investors": ["m"],
                        "places": ["j"],
                        "amount": {"value": 2.9e9, "currency": "USD", "qualifier": qualifier},
                        "announced": "2024-04-09",
                        "evidence": [evidence],
                    }
                ],
            }
        )
    (tmp_path / "records.jsonl").write_text("\n".join(map(json.dumps, records)))
    texts = [str(tmp_path / "one.txt"), str(tmp_path / "two.txt")]
    run("ingest", *texts, "--records", str(tmp_path / "records.jsonl"))
    return tmp_path


def run(*arguments: str, code: int = 0, keys: str = "") -> str:
    result = CliRunner().invoke(app, list(arguments), input=keys)
    assert result.exit_code == code, (result.output, result.exception)
    return result.stdout


def claims() -> list[str]:
    (found,) = json.loads(run("show", "microsoft", "--json"))["commitments"]
    return [s["claim"].rpartition("/")[2] for s in found["sources"]]


def test_totals(folder: Path) -> None:
    found = json.loads(run("totals", "--by", "investor,country", "--json"))
    assert (found["total"], found["events"]) == (2.9e9, 1)
    assert found["rows"][0]["group"] == {"investor": "Microsoft", "country": "Japan"}
    shown = run("totals", "--by", "investor", "--why", "--investor", "microsoft", "--to", "eur")
    assert "invest $2.9 billion in Japan" in shown
    assert "invest $2.9 billion in Japan" in run("totals", "--why"), "without groups, too"
    assert "2,6" in shown
    assert "at the rate of 2024-04-09" in shown


def test_an_unknown_group_is_told(folder: Path) -> None:
    result = CliRunner().invoke(app, ["totals", "--by", "colour"])
    assert "colour" in str(result.exception)
    assert "investor" in str(result.exception)


def test_an_event_with_its_sources(folder: Path) -> None:
    shown = run("show", "microsoft")
    assert "The one" in shown
    assert "The two" in shown
    assert "about $2.9 billion" in shown


def test_judging_splits_and_the_ledger_moves(folder: Path) -> None:
    keys = [
        json.loads(line)["commitments"][0]["event"]
        for line in run("export", "--format", "records").splitlines()
    ]
    assert keys[0] == keys[1]
    addresses = run("query", str(query(folder)), "--format", "csv").split()[1:]
    assert len(addresses) == 1, "the old address of the second article's event"
    old = addresses[0].partition("/event/")[2]
    run("judge", f"event/{keys[0]}", f"event/{old}", "different", "--by", "me", "--reason", "not so")
    split = [
        json.loads(line)["commitments"][0]["event"]
        for line in run("export", "--format", "records").splitlines()
    ]
    assert len(set(split)) == 2
    ledger = run("judgements")
    assert json.loads(ledger)["reason"] == "not so"
    (folder / "ledger.jsonl").write_text(ledger)
    assert run("judgements", "--import", str(folder / "ledger.jsonl")) == "0 added\n"
    run("judge", f"event/{keys[0]}", f"event/{old}", "withdrawn", "--by", "me")
    assert json.loads(run("totals", "--json"))["events"] == 1


def query(folder: Path) -> Path:
    file = folder / "old.rq"
    file.write_text("SELECT ?old WHERE { ?old <http://purl.org/dc/terms/isReplacedBy> ?now }")
    return file


def test_correcting(folder: Path) -> None:
    first = claims()[0]
    run(
        "correct",
        first,
        "--amount",
        "3000000000 USD",
        "--place",
        "Spain/Country",
        "--by",
        "me",
        "--reason",
        "read",
    )
    (found,) = json.loads(run("show", "microsoft", "--json"))["commitments"]
    assert found["amount"] == 3e9
    assert [p["name"] for p in found["places"]] == ["Spain"]
    run("ingest", str(folder / "one.txt"), "--records", str(folder / "records.jsonl"))
    assert json.loads(run("show", "microsoft", "--json"))["commitments"][0]["amount"] == 3e9
    run("correct", first, "--restore", "--by", "me")
    assert json.loads(run("show", "microsoft", "--json"))["commitments"][0]["amount"] == 2.9e9
    run("correct", first, "--drop", "--by", "me")
    assert len(claims()) == 1
    run("correct", first, "--restore", "--by", "me")
    assert len(claims()) == 2
    assert first in claims(), "it has the address that it had"
    result = CliRunner().invoke(app, ["correct", first, "--restore"])
    assert "all was taken back" in str(result.exception)


@pytest.mark.parametrize(
    "wrong",
    [[], ["--status", "done"], ["--investor", "Nobody Known"], ["--amount", "much money"], ["--restore"]],
)
def test_a_correction_that_makes_no_sense_is_refused(folder: Path, wrong: list[str]) -> None:
    first = claims()[0]
    result = CliRunner().invoke(app, ["correct", first, *wrong])
    assert result.exit_code != 0
    assert len(claims()) == 2


def test_a_review_is_saved_at_each_key_and_can_be_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INVESTGRAPH_DATA", str(tmp_path / "data"))
    records, texts = [], []
    for n, name in enumerate(("Orlenda Northern Grid", "ONG", "Orlenda Northern Grit")):
        (tmp_path / f"n{n}.txt").write_text(f"{name} gave it to Belmora University.\n")
        texts.append(str(tmp_path / f"n{n}.txt"))
        records.append(
            {
                "article": {"id": f"n{n}"},
                "entities": [
                    {"id": "a", "name": name, "type": "Company"},
                    {"id": "b", "name": "Belmora University", "type": "University"},
                ],
                "commitments": [
                    {
                        "id": "c1",
                        "kind": "grant",
                        "investors": ["a"],
                        "recipients": ["b"],
                        "evidence": [f"{name} gave it to Belmora University."],
                    }
                ],
            }
        )
    (tmp_path / "records.jsonl").write_text("\n".join(map(json.dumps, records)))
    run("ingest", *texts, "--records", str(tmp_path / "records.jsonl"))
    assert len(run("review", "--json").splitlines()) == 3
    shown = run("review", "--by", "me", keys="s q")
    assert "likelihood" in shown
    assert len(run("review", "--json").splitlines()) == 1
    run("review", "--by", "me", keys="u d q")
    assert len(run("review", "--json").splitlines()) == 1, "what was undone is asked again"
    assert "nothing left" in run("review", "--by", "me", keys="n q")
    assert [json.loads(x)["decision"] for x in run("judgements").splitlines()] == [
        "same",
        "unsure",
        "withdrawn",
        "different",
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("entity/japan", "entity/japan", "same"), "'entity/japan' and 'entity/japan': expected two"),
        (("japan", "entity/microsoft", "same"), "'japan': "),
        (("entity/japan", "entity/microsoft", "maybe"), "'maybe': "),
    ],
)
def test_what_is_no_judgement_is_told(folder: Path, words: tuple[str, ...], told: str) -> None:
    with pytest.raises(InputError) as raised:
        CliRunner().invoke(app, ["judge", *words], catch_exceptions=False)
    assert str(raised.value).startswith(told)


def test_help_names_every_group_of_totals() -> None:
    told = run("totals", "--help")
    assert [d for d in DIMENSIONS if d not in told] == []
