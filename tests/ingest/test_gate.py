"""The gate: extraction must not fall below the floors in `floors.json`, and no floor goes down in silence.

Each entry of `floors.json` holds the floors from one change on. The last one counts. An entry with a lower floor, or
for other answers, must say why in `because`, and CHANGELOG.md must quote it.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from graph.model import Article, ArticleInfo, Record, parse_record
from graph.settings import Settings
from ingest.answers import load_gold
from ingest.evaluate import evaluate
from ingest.pipeline import extract
from training.texts import read_texts

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
EXAMPLES = ROOT / "examples"
CASES = sorted((HERE / "cases").glob("*.txt"))
ENTRIES: list[dict[str, Any]] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
FLOORS = ENTRIES[-1]


def corpus_digest() -> str:
    """SHA-256 of the shipped articles, their answers and the cases."""
    digest = hashlib.sha256()
    for file in sorted([*EXAMPLES.rglob("*"), *CASES]):
        if file.is_file():
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def test_floors_are_for_these_answers() -> None:
    assert FLOORS["corpus"] == corpus_digest(), (
        "articles, answers or cases have changed: measure anew and add an entry to floors.json that says why"
    )


def test_no_floor_was_lowered_in_silence() -> None:
    changelog = " ".join((ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split())
    for before, after in itertools.pairwise(ENTRIES):
        lowered = [
            name
            for group in ("examples", "cases")
            for name, floor in before[group].items()
            if after[group].get(name, -1) < floor
        ]
        if lowered or before["corpus"] != after["corpus"]:
            assert after.get("because"), f"{lowered or 'the corpus'} changed: say why in `because`"
            assert after["because"] in changelog


def test_the_shipped_examples(examples: Any) -> None:
    answers, articles = load_gold(EXAMPLES)
    found = {record.article.id: record for _, record in examples}
    scores = evaluate(answers, found, {a.info.id: a.text for a in articles})
    assert scores.grounded == 1
    assert set(FLOORS["examples"]) >= {"entities", "edges", "commitments", "facts"}
    below = {
        name: (round(scores.measures[name].f1, 3), floor)
        for name, floor in FLOORS["examples"].items()
        if scores.measures[name].f1 < floor
    }
    assert not below, f"F1 and its floor: {below}"


@pytest.fixture(scope="module")
def cases() -> dict[str, tuple[dict[str, Record], dict[str, Record]]]:
    """By phenomenon: answers and what extraction finds."""
    given = {file.stem: [(parse_record(raw), text) for raw, text in read_texts(file)] for file in CASES}
    articles = [
        Article(info=ArticleInfo(**record.article.model_dump(exclude={"source"})), text=text)
        for rows in given.values()
        for record, text in rows
    ]
    found = {r.article.id: r for r in extract(articles, Settings())}
    return {
        name: (
            {r.article.id: r for r, _ in rows},
            {r.article.id: found[r.article.id] for r, _ in rows},
        )
        for name, rows in given.items()
    }


def test_every_case_has_a_floor() -> None:
    assert set(FLOORS["cases"]) == {file.stem for file in CASES}


@pytest.mark.parametrize("phenomenon", sorted(FLOORS["cases"]))
def test_each_phenomenon(
    phenomenon: str, cases: dict[str, tuple[dict[str, Record], dict[str, Record]]]
) -> None:
    answers, found = cases[phenomenon]
    facts = evaluate(answers, found).measures["facts"]
    assert facts.f1 >= FLOORS["cases"][phenomenon], f"F1 of facts {facts.f1:.3f}"
