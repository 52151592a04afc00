from __future__ import annotations

import json

import pytest

from graph.errors import RecordError
from graph.model import Record, dump_record, parse_record

RECORD = {
    "article": {"id": "a1", "title": "T", "published": "2024-04-10"},
    "entities": [
        {"id": "e1", "name": "Microsoft", "type": "Company", "aliases": ["Microsoft Corp.", "MSFT"]},
        {"id": "e2", "name": "Japan", "type": "Country"},
    ],
    "commitments": [
        {
            "id": "c1",
            "kind": "investment",
            "investors": ["e1"],
            "recipients": None,
            "places": ["e2"],
            "amount": {"value": 2.9e9, "currency": "USD", "also": [{"value": 4.4e11, "currency": "JPY"}]},
            "period": {"years": 2, "end": 2026},
            "evidence": ["will invest $2.9 billion"],
        }
    ],
    "relations": [],
}


def changed(**commitment: object) -> dict[str, object]:
    return {**RECORD, "commitments": [{**RECORD["commitments"][0], **commitment}]}  # type: ignore[dict-item]


def test_a_record_comes_back_as_it_was() -> None:
    record = parse_record(RECORD)
    assert parse_record(json.dumps(dump_record(record))) == record
    assert record.commitments[0].period is not None
    assert record.commitments[0].period.end == "2026"
    assert record.commitments[0].status == "announced"


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        parse_record(RECORD).article.id = "other"


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (changed(kind="gift"), r"commitments\[0\]\.kind.*'gift'"),
        (changed(investors=["e9"]), "investors names entity 'e9'"),
        (changed(places=["e1"]), "place 'e1' is a Company"),
        (changed(investors=[], recipients=[]), "neither investor nor recipient"),
        (changed(evidence=[]), "no evidence"),
        (changed(announced="April 2024"), r"announced.*'April 2024'"),
        (changed(amount={"value": -1, "currency": "USD"}), r"amount\.value"),
        (changed(part_of="c9"), "part_of names 'c9'"),
        (changed(part_of="c1"), "'c1': part_of leads back to itself"),
        (changed(id="e2"), "'e2' is the id of an entity and of a commitment"),
        (changed(colour="red"), "colour"),
        ("[]", "record"),
        ("{", "not JSON"),
    ],
)
def test_faults_are_told_with_their_place(record: object, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        parse_record(record)  # type: ignore[arg-type]


def test_what_an_earlier_version_stored_can_be_read() -> None:
    assert parse_record(changed(id="e2", part_of="e2"), stored=True).commitments[0].id == "e2"


def test_the_schema_names_every_kind() -> None:
    schema = json.dumps(Record.model_json_schema())
    assert '"partnership"' in schema
    assert '"subsidiary_of"' in schema
