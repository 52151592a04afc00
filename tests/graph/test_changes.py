"""What changed since a time, as far as what is stored tells."""

from __future__ import annotations

from typing import Any

from building import archive_of, article_of

from graph.archive import Archive
from graph.corrections import Correction
from graph.frames import changes_frame
from graph.judgements import Judgement
from graph.model import Commitment, parse_record
from graph.queries import changes, entities

THINGS = [
    {"id": "a", "name": "Orlenda Systems", "type": "Company"},
    {"id": "v", "name": "Vantor", "type": "Company"},
    {"id": "j", "name": "Japan", "type": "Country"},
    {"id": "s", "name": "Spain", "type": "Country"},
]


def deal(id_: str, **more: Any) -> dict[str, Any]:
    told = {"id": id_, "kind": "investment", "investors": ["a"], "places": ["j"], "announced": "2024-04-09"}
    return {**told, "amount": {"value": 1e9, "currency": "USD"}, "evidence": [f"told {id_}"], **more}


def read(archive: Archive, name: str, day: str, *commitments: dict[str, Any]) -> str:
    record = parse_record(
        {"article": {"id": name, "title": name}, "entities": THINGS, "commitments": list(commitments)}
    )
    article = article_of(record)
    archive.store_record(record, article, origin=name, extractor="hand/1", observed=f"{day}T08:00:00Z")
    archive.refresh()
    return archive.find(article.info.id)[0]


def correct(archive: Archive, key: str, id_: str, day: str, **values: Any) -> None:
    record = archive.corrected(key)
    now = next(c for c in record.commitments if c.id == id_)
    new = None if values == {"drop": True} else Commitment.model_validate({**now.model_dump(), **values})
    correction = Correction(
        article=key, original=now, corrected=new, entities=record.entities, by="me", at=f"{day}T09:00:00Z"
    )
    archive.correct([correction])
    archive.refresh()


def told(archive: Archive, since: str) -> list[tuple[str, dict[str, tuple[Any, Any]]]]:
    found = changes(archive.store, since).events
    return [(c.change, {s.slot: (s.before, s.after) for s in c.slots}) for c in found]


def test_another_source_is_a_change_a_new_deal_appears() -> None:
    archive = archive_of()
    read(archive, "one", "2026-05-01", deal("c1"))
    read(
        archive,
        "two",
        "2026-06-02",
        deal("c1", status="completed", announced="2024-05-09"),
        deal("c2", places=["s"]),
    )
    assert told(archive, "2026-07") == []
    assert [c for c, _ in told(archive, "2026-05")] == ["appeared", "appeared"]
    (changed,) = (slots for c, slots in told(archive, "2026-06") if c == "changed")
    assert changed["sources"] == (1, 2)
    assert changed["status"] == ("announced", "completed")
    (appeared,) = (c for c in changes(archive.store, "2026-06-01").events if c.change == "appeared")
    assert [p.key for p in appeared.event.places] == ["spain"]
    assert appeared.observed == "2026-06-02T08:00:00Z"


def test_corrections_change_or_withdraw() -> None:
    archive = archive_of()
    key = read(archive, "one", "2026-05-01", deal("c1"), deal("c2", places=["s"]), deal("c3", kind="grant"))
    correct(archive, key, "c1", "2026-05-05", amount={"value": 2e9, "currency": "USD"})
    assert told(archive, "2026-06") == []
    correct(archive, key, "c1", "2026-06-05", amount={"value": 3e9, "currency": "USD"}, investors=["v"])
    correct(archive, key, "c2", "2026-06-06", drop=True)
    ((change, slots),) = told(archive, "2026-06")
    assert change == "changed"
    assert slots["amount"] == (
        {"value": 2e9, "currency": "USD", "qualifier": "exact"},
        {"value": 3e9, "currency": "USD", "qualifier": "exact"},
    )
    before, after = slots["investors"]
    assert [e["name"] for e in before] == ["Orlenda Systems"]
    assert [e["name"] for e in after] == ["Vantor"]
    (gone,) = changes(archive.store, "2026-06").withdrawn
    assert (gone.claim.rpartition("#")[2], gone.amount, gone.quotes) == ("c2", 1e9, ("told c2",))
    assert changes(archive.store, "2026-06-07").withdrawn == ()


def test_judgements_are_told_and_long_lists_go_on() -> None:
    archive = archive_of()
    read(archive, "one", "2026-05-01", *(deal(f"c{n}", announced=f"20{n}-01-01") for n in range(10, 15)))
    one, two = (e.key for e in entities(archive.store) if e.type == "Company")
    at = "2026-06-01T00:00:00Z"
    archive.judge([Judgement(a=f"entity/{one}", b=f"entity/{two}", decision="different", by="me", at=at)])
    archive.refresh()
    assert [j.decision for j in changes(archive.store, "2026-06").judgements] == ["different"]
    assert len(changes(archive.store, "2026-06-01T00:00:00Z").judgements) == 1
    assert changes(archive.store, "2026-06-01T00:00:01Z").judgements == ()
    first = changes(archive.store, "2026", limit=3)
    rest = changes(archive.store, "2026", limit=3, offset=3)
    assert (first.more, rest.more) == (True, False)
    assert len({c.event.key for c in (*first.events, *rest.events)}) == 5
    assert len(changes_frame(first)) == 3
