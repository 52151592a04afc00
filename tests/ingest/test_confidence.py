from __future__ import annotations

import pytest

from graph.model import confident, parse_record
from ingest.confidence import confidence_of
from ingest.evaluate import calibration_error, judged_claims
from training.calibrate import curve

RECORD = parse_record(
    {
        "article": {"id": "a"},
        "entities": [
            {"id": "e1", "name": "Kiln", "type": "Company"},
            {"id": "e2", "name": "Tessel", "type": "Company"},
            {"id": "e3", "name": "Lyon", "type": "Place"},
        ],
        "commitments": [
            {"id": "c1", "kind": "acquisition", "investors": ["e1"], "recipients": ["e2"], "confidence": 0.9,
             "evidence": ["x"]},
            {"id": "c2", "kind": "facility", "investors": ["e1"], "places": ["e3"], "confidence": 0.2,
             "evidence": ["x"]},
            {"id": "c3", "kind": "loan", "investors": ["e2"], "recipients": ["e1"], "part_of": "c2",
             "evidence": ["x"]},
        ],
        "relations": [
            {"subject": "e2", "predicate": "located_in", "object": "e3", "confidence": 0.4, "evidence": ["x"]}
        ],
    }
)  # fmt: skip


@pytest.mark.parametrize("sort", ["commitment", "relation"])
def test_confidence_rises_with_likelihood_and_stays_between_0_and_1(sort: str) -> None:
    told = [confidence_of(sort, x / 20) for x in range(21)]  # type: ignore[arg-type]
    assert told == sorted(told)
    assert 0 <= told[0] < told[-1] <= 1


def test_what_is_left_out_takes_its_entities_along() -> None:
    kept = confident(RECORD, 0.5)
    assert [c.id for c in kept.commitments] == ["c1", "c3"]
    assert kept.commitments[1].part_of is None
    assert kept.relations == ()
    assert [e.name for e in kept.entities] == ["Kiln", "Tessel"]
    assert confident(RECORD, 0) == RECORD


def test_the_error_of_confidence_is_the_mean_distance_from_the_share_right() -> None:
    assert calibration_error([]) is None
    assert calibration_error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0)
    assert calibration_error([(0.9, False), (0.1, True)]) == pytest.approx(0.9)


def test_claims_are_judged_against_the_answer() -> None:
    truth = RECORD.model_copy(update={"commitments": RECORD.commitments[:1]})
    judged = judged_claims({"a": truth}, {"a": RECORD})
    assert judged == [("commitment", 0.9, True), ("commitment", 0.2, False), ("relation", 0.4, True)]


def test_a_calibration_curve_rises() -> None:
    claims = [(k / 100, k > 60 or k % 3 == 0) for k in range(100)]
    at, right = curve(claims)
    assert at == sorted(at)
    assert right == sorted(right)
    assert right[-1] == 1
