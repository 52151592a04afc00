from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.errors import RecordError
from graph.model import Record, parse_record
from ingest.answers import load_gold, load_records
from ingest.evaluate import Figures, evaluate

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = "Alpha will invest $2 billion in Japan over two years.\nAlpha bought Beta in 2023. Beta is in Tokyo, Japan."


def answer(**changes: Any) -> dict[str, Any]:
    return {
        "article": {"id": "a"},
        "entities": [
            {"id": "e1", "name": "Alpha", "type": "Company", "aliases": ["Alpha Works"]},
            {"id": "e2", "name": "Beta", "type": "Company"},
            {"id": "e3", "name": "Japan", "type": "Country"},
            {"id": "e4", "name": "Tokyo", "type": "Place"},
        ],
        "commitments": [
            {
                "id": "c1",
                "kind": "investment",
                "investors": ["e1"],
                "places": ["e3"],
                "amount": {"value": 2e9, "currency": "USD"},
                "period": {"years": 2},
                "event": "alpha-japan",
                "evidence": ["Alpha will invest $2 billion in Japan over two years."],
            },
            {
                "id": "c2",
                "kind": "acquisition",
                "investors": ["e1"],
                "recipients": ["e2"],
                "announced": "2023",
                "status": "completed",
                "evidence": ["Alpha bought Beta in 2023."],
            },
        ],
        "relations": [
            {"subject": "e2", "predicate": "located_in", "object": "e4", "evidence": ["Beta is in Tokyo"]},
            {"subject": "e4", "predicate": "located_in", "object": "e3", "evidence": ["Tokyo, Japan"]},
        ],
        **changes,
    }


def changed(n: int, **changes: Any) -> dict[str, Any]:
    raw = answer()
    raw["commitments"][n].update(changes)
    return raw


def figures(predicted: dict[str, Any]) -> dict[str, Figures]:
    return evaluate({"a": parse_record(answer())}, {"a": parse_record(predicted)}, {"a": TEXT}).measures


def test_an_answer_scored_with_itself_is_perfect() -> None:
    gold = {"a": parse_record(answer())}
    scores = evaluate(gold, gold, {"a": TEXT})
    # kind, status, investor, place, years, amount; kind, status, investor, recipient, announced
    assert scores.measures["facts"] == (11, 11, 11)
    # invests_in, acquires, located_in of the company; that Tokyo is in Japan is not counted
    assert scores.measures["edges"] == (3, 3, 3)
    assert scores.measures["commitments"] == (2, 2, 2)
    assert scores.grounded == 1
    assert (scores.articles, scores.missing) == (1, ())
    assert sum(f.gold for f in scores.slots.values()) == 11


def test_nothing_predicted_costs_recall_alone() -> None:
    scores = evaluate({"a": parse_record(answer())}, {}, {"a": TEXT})
    assert scores.missing == ("a",)
    assert scores.grounded is None
    assert scores.measures["facts"] == (0, 0, 11)
    assert (scores.measures["facts"].precision, scores.measures["facts"].recall) == (0, 0)


def test_where_there_is_nothing_silence_is_right() -> None:
    empty = {"a": parse_record({"article": {"id": "a"}})}
    found = evaluate(empty, empty).measures["commitments"]
    assert (found.precision, found.recall, found.f1) == (1, 1, 1)
    assert evaluate(empty, {"a": parse_record(answer())}).measures["facts"].recall == 0


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({"status": "considered"}, 10),
        ({"kind": "facility"}, 10),
        ({"places": []}, 10),
        ({"period": None}, 10),
        ({"amount": {"value": 2.009e9, "currency": "USD"}}, 11),
        ({"amount": {"value": 2.02e9, "currency": "USD"}}, 10),
        ({"amount": {"value": 2e9, "currency": "EUR"}}, 10),
        (
            {"amount": {"value": 3e11, "currency": "JPY", "also": [{"value": 2e9, "currency": "USD"}]}},
            11,
        ),
        ({"investors": ["e2"]}, 6 - 1),  # no party in common: no pair at all
    ],
)
def test_each_fact_counts_for_itself(change: dict[str, Any], right: int) -> None:
    measured = figures(changed(0, **change))
    assert measured["facts"].right == right
    assert measured["commitments"].right == (2 if right == 11 or "period" in change else 1)


def test_entities_are_matched_by_any_of_their_names() -> None:
    raw = answer()
    raw["entities"][0] = {"id": "e1", "name": "ALPHA WORKS Inc.", "type": "Company"}
    assert figures(raw)["entities"] == (4, 4, 4)
    raw["entities"][0]["type"] = "Program"
    assert figures(raw)["entities"] == (3, 4, 4)
    assert figures(raw)["facts"].right == 11
    raw["entities"][0]["name"] = "Gamma"
    assert figures(raw)["edges"] == (1, 3, 3)


def test_two_names_for_one_thing_are_one_right_and_one_wrong() -> None:
    raw = answer()
    raw["entities"].append({"id": "e9", "name": "Alpha Works", "type": "Company"})
    assert figures(raw)["entities"] == (4, 5, 4)


def test_partners_are_linked_in_either_order() -> None:
    one = {"id": "c1", "kind": "partnership", "investors": ["e1", "e2"], "evidence": ["Alpha bought Beta"]}
    relation = {"subject": "e2", "predicate": "partner_of", "object": "e1", "evidence": ["Alpha bought Beta"]}
    gold = {"a": parse_record(answer(commitments=[one], relations=[]))}
    guess = {"a": parse_record(answer(commitments=[], relations=[relation]))}
    assert evaluate(gold, guess).measures["edges"] == (1, 1, 1)


def test_invented_evidence_is_not_grounded() -> None:
    raw = changed(0, evidence=["Alpha will\n invest $2 billion in Japan", "Alpha gives it all to Japan."])
    scores = evaluate({"a": parse_record(answer())}, {"a": parse_record(raw)}, {"a": TEXT})
    assert scores.grounded == 4 / 5


def test_events_are_pairs_across_articles() -> None:
    def record(key: str, event: str | None) -> Record:
        raw = changed(0, event=event)
        raw["article"]["id"] = key
        return parse_record(raw)

    gold = {key: record(key, "alpha-japan") for key in "abc"}
    assert evaluate(gold, gold).measures["events"] == (3, 3, 3)
    guess = {"a": record("a", "x"), "b": record("b", "x"), "c": record("c", "y")}
    assert evaluate(gold, guess).measures["events"] == (1, 1, 3)
    assert evaluate(gold, {key: record(key, None) for key in "abc"}).measures["events"] == (0, 0, 3)


def test_the_worst_articles_come_first() -> None:
    gold = {key: parse_record(answer(article={"id": key})) for key in "ab"}
    assert evaluate(gold, {"a": gold["a"]}).worst(1) == ["b"]


def test_a_folder_without_answers_or_articles_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="holds no answers"):
        load_gold(tmp_path)
    (tmp_path / "a.json").write_text(json.dumps(answer()), encoding="utf-8")
    with pytest.raises(RecordError, match=r"answer a\.json has no article"):
        load_gold(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    answers, (article,) = load_gold(tmp_path)
    assert answers == {"a": parse_record(answer())}
    assert article.text == TEXT
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    with pytest.raises(RecordError, match=r"a\.json is not JSON"):
        load_gold(tmp_path)


def test_records_are_read_from_lines(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps(answer()) + "\n\n", encoding="utf-8")
    assert load_records(path) == {"a": parse_record(answer())}


def test_the_shipped_answers_fit_the_shipped_articles() -> None:
    answers, articles = load_gold(EXAMPLES)
    texts = {a.info.id: a.text for a in articles}
    assert len(list((EXAMPLES / "answers").glob("*.json"))) == len(answers) == 17
    scores = evaluate(answers, answers, texts)
    assert scores.grounded == 1
    assert {f.f1 for f in scores.measures.values()} == {1.0}
    # One deal that three articles tell, and two of its parts: the training in two, the grant in two.
    assert scores.measures["events"].gold == 3 + 1 + 1
    assert answers["14-gadget-review-no-deal"].commitments == ()
    for record in answers.values():
        taking = {ref for c in record.commitments for ref in (*c.investors, *c.recipients, *c.places)}
        taking |= {end for r in record.relations for end in (r.subject, r.object)}
        assert taking == {e.id for e in record.entities}


def test_extraction_does_not_fall_below_what_it_could(examples: Any) -> None:
    answers, articles = load_gold(EXAMPLES)
    found = {record.article.id: record for _, record in examples}
    scores = evaluate(answers, found, {a.info.id: a.text for a in articles})
    assert scores.grounded == 1
    assert scores.measures["entities"].f1 > 0.7
    assert scores.measures["facts"].f1 > 0.65
