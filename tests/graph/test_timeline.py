"""Entities over time, side by side, listed by country and counted."""

from __future__ import annotations

from typing import Any

import pytest
from building import archive_of, put

from graph.errors import NotFoundError
from graph.frames import comparison_frame, facets_frame, timeline_frame
from graph.model import parse_record
from graph.queries import compare, count_entities, events, list_entities, timeline
from graph.store.base import Store
from graph.store.memory import MemoryStore

THINGS = [
    {"id": "a", "name": "Orlenda Systems", "type": "Company"},
    {"id": "v", "name": "Vantor", "type": "Company"},
    {"id": "b", "name": "Belmora University", "type": "University"},
    {"id": "j", "name": "Japan", "type": "Country"},
    {"id": "t", "name": "Tokyo", "type": "Place"},
]


def deal(id_: str, day: str, value: float, **more: Any) -> dict[str, Any]:
    told = {
        "id": id_,
        "kind": "investment",
        "investors": ["a"],
        "announced": day,
        "evidence": [f"told {id_}"],
    }
    return {**told, "amount": {"value": value, "currency": "USD"}, **more}


@pytest.fixture
def made() -> Store:
    archive = archive_of()
    commitments = [
        deal("c1", "2024-02-01", 100, places=["j"]),
        deal("c2", "2024-03-31", 40, places=["t"], part_of="c1"),
        deal("c3", "2024-05-02", 7, recipients=["b"], kind="grant"),
        deal("c4", "2025", 1000, places=["j"], status="considered"),
        deal("c5", "2025-05-02", 5, recipients=["b"], investors=["v"], kind="grant"),
        deal("c6", "2025-06-02", 3, recipients=["a"], investors=["v"], kind="equity"),
    ]
    relation = {"subject": "t", "predicate": "located_in", "object": "j", "evidence": ["Tokyo lies in Japan"]}
    record = {"article": {"id": "x"}, "entities": THINGS, "commitments": commitments, "relations": [relation]}
    put(archive, parse_record(record))
    archive.refresh()
    return archive.store


def test_all_of_it_holds_no_part_beside_a_whole_of_another_year() -> None:
    archive = archive_of()
    commitments = [deal("c1", "2023-02-01", 100, places=["j"])]
    commitments.append(deal("c2", "2024-03-31", 40, recipients=["b"], places=["t"], part_of="c1"))
    record = {"article": {"id": "x"}, "entities": THINGS, "commitments": commitments}
    put(archive, parse_record(record))
    archive.refresh()
    found = timeline(archive.store, "Orlenda Systems")
    assert [(s.step, s.given) for s in found.steps] == [("2023", 100), ("2024", 40)]
    assert (found.given, found.received) == (100, 0)
    assert found.given == compare(archive.store, "Orlenda Systems", "Belmora University").given.one


def test_sums_over_time_count_once(made: Store) -> None:
    found = timeline(made, "Orlenda Systems", by="quarter")
    assert [(s.step, s.events, s.given, s.received) for s in found.steps] == [
        ("2024-Q1", 2, 100, 0),  # a part does not count beside its whole
        ("2024-Q2", 1, 7, 0),
        ("2025-Q2", 1, 0, 3),
        ("(not told)", 1, 0, 0),
    ]
    days = [e.announced or "" for e in found.events]
    assert days == sorted(days)
    years = timeline(made, "orlenda-systems").steps
    assert [(s.step, s.events, s.given) for s in years] == [("2024", 3, 107), ("2025", 2, 0)]
    assert {k for s in years for k in s.keys} == {e.key for e in found.events}
    assert [s.step for s in timeline(made, "Vantor", by="month").steps] == ["2025-05", "2025-06"]
    japan = timeline(made, "japan").steps
    assert [(s.step, s.events, s.received) for s in japan] == [("2024", 2, 100), ("2025", 1, 0)]
    assert list(timeline_frame(found)["events"]) == [2, 1, 1, 1]


def test_two_side_by_side(made: Store) -> None:
    found = compare(made, "Orlenda Systems", "Vantor")
    assert (found.given.one, found.given.two) == (107, 8)
    assert (found.given.events_one, found.given.events_two) == (2, 2)
    assert [(p.value, p.one, p.two) for p in found.given.year] == [("2024", 107, 0), ("2025", 0, 8)]
    assert [(p.value, p.one, p.two) for p in found.given.kind] == [
        ("equity", 0, 3),
        ("grant", 7, 5),
        ("investment", 100, 0),
    ]
    assert (found.received.one, found.received.two) == (3, 0)
    assert [e.name for e in found.shared_recipients] == ["Belmora University"]
    assert [e.kind for e in found.deals] == ["equity"]
    assert compare(made, "Vantor", "Orlenda Systems").given.two == 107
    frame = comparison_frame(found)
    assert frame[(frame.role == "given") & (frame.by == "year")]["Vantor"].sum() == 8
    with pytest.raises(NotFoundError):
        compare(made, "Vantor", "nobody at all")


def test_entities_in_a_country(store: MemoryStore) -> None:
    japan = {e.key for e in list_entities(store, country="JP")}
    assert japan == {e.key for e in list_entities(store, country="Japan")}
    assert "keio-university" in japan
    assert not japan & {"japan", "microsoft", "germany"}
    found = list_entities(store, "university", country="japan", type="University")
    assert "keio-university" in {e.key for e in found}
    assert all(e.type == "University" for e in found)
    with pytest.raises(NotFoundError):
        list_entities(store, country="Atlantis Minor")


def test_entities_are_sorted_and_go_on(store: MemoryStore) -> None:
    names = [e.name for e in list_entities(store, sort="name", limit=1000)]
    assert names == sorted(names)
    counts = [e.events for e in list_entities(store, limit=1000)]
    assert counts == sorted(counts, reverse=True)
    assert list_entities(store, limit=1000)[3:9] == list_entities(store, limit=6, offset=3)
    (first, *rest) = list_entities(store, "microsoft")
    assert first.name == "Microsoft"
    assert rest == list_entities(store, "microsoft", offset=1)


def test_entities_are_counted(store: MemoryStore) -> None:
    found = count_entities(store)
    assert sum(f.count for f in found.type) == found.entities == len(list_entities(store, limit=1000))
    japan = next(f.count for f in found.country if f.value == "Japan")
    assert japan == len(list_entities(store, country="Japan")) + 1  # itself
    assert set(facets_frame(found).dimension) == {"type", "country"}


def test_totals_of_a_place_hold_what_lies_in_it(store: MemoryStore) -> None:
    from graph.totals import totals

    usa = totals(store.index, place="united-states", by=["place"])
    assert {g for r in usa.rows for g in r.group.values()} - {"United States"}
    assert usa.events <= len(events(store, place="united-states"))


def test_a_timeline_can_count_without_telling(made: Store) -> None:
    whole, few = timeline(made, "Orlenda Systems"), timeline(made, "Orlenda Systems", deals=1)
    assert few.steps == whole.steps
    assert few.events == whole.events[:1]
