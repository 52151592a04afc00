"""Which value an event takes of what articles say, how it went on, and where they disagree."""

from __future__ import annotations

from typing import Any

import pytest
from building import archive_of, put

from graph.archive import Archive
from graph.model import parse_record
from graph.queries import events
from graph.resolve.fusion import Event
from graph.totals import totals

THINGS = [
    {"id": "a", "name": "Orlenda Systems", "type": "Company"},
    {"id": "b", "name": "Belmora University", "type": "University"},
    {"id": "j", "name": "Japan", "type": "Country"},
]


def told(*articles: tuple[str, str, dict[str, Any]]) -> Archive:
    """Articles by key, with the day when each came out and what it says of one deal."""
    archive = archive_of()
    for name, published, values in articles:
        c = {
            "id": "c1",
            "kind": "investment",
            "investors": ["a"],
            "recipients": ["b"],
            "places": ["j"],
            "amount": {"value": 1e9, "currency": "USD"},
            "evidence": [f"so {name} tells it"],
            **values,
        }
        about = {"id": name, "published": published}
        put(archive, parse_record({"article": about, "entities": THINGS, "commitments": [c]}))
    archive.refresh()
    return archive


def event_of(archive: Archive) -> Event:
    (found,) = archive.index.events()
    return found


@pytest.mark.parametrize("names", [("one", "two"), ("two", "one")])
@pytest.mark.parametrize("day", ["2024-01-15", "2024-01", "2024"])
@pytest.mark.parametrize("status", ["cancelled", "completed"])
def test_the_last_article_tells_how_it_ended_whatever_day_it_gives(
    names: tuple[str, str], day: str, status: str
) -> None:
    archive = told(
        (names[0], "2024-01-15", {"announced": "2024-01-15"}),
        (names[1], "2025-06-01", {"announced": day, "status": status}),
    )
    found = event_of(archive)
    assert found.status == status
    assert [s.day for s in found.history] == ["2024-01-15", "2025-06-01"]
    assert totals(archive.index).total == (0 if status == "cancelled" else 1e9)


@pytest.mark.parametrize("names", [("one", "two"), ("two", "one")])
def test_a_sum_that_was_raised_is_taken_whatever_day_its_article_gives(names: tuple[str, str]) -> None:
    target = {"target": {"quantity": 500, "unit": "jobs"}, "announced": "2024-01-15"}
    more = {"amount": {"value": 2e9, "currency": "USD"}}
    found = event_of(told((names[0], "2024-01-15", target), (names[1], "2025-06-01", {**target, **more})))
    assert found.amount is not None
    assert found.amount.value == 2e9


@pytest.mark.parametrize(
    ("slot", "earlier", "later", "taken"),
    [
        ("period", {"years": 5, "end": "2030"}, {"end": "2030"}, 0),
        ("period", {"years": 5}, {"end": "2030"}, 1),
        ("kind", "investment", "grant", 1),
        ("target", {"quantity": 1000, "unit": "jobs"}, {"quantity": 800, "unit": "jobs"}, 1),
        ("announced", "2024-01-02", "2024-01", 0),
        ("announced", "2024-01-02", "2024-01-03", 1),
    ],
)
def test_precision_comes_before_recency(slot: str, earlier: Any, later: Any, taken: int) -> None:
    found = event_of(told(("one", "2024-01-02", {slot: earlier}), ("two", "2024-01-20", {slot: later})))
    value = getattr(found, slot)
    plain = value.model_dump(exclude_none=True) if hasattr(value, "model_dump") else value
    assert plain == (earlier, later)[taken]


@pytest.mark.parametrize(
    ("one", "two", "disagree"),
    [
        ((500, "jobs"), (100, "MW"), False),
        ((1000, "jobs"), (1005, "jobs"), False),
        ((500, "MW"), (100, "MW"), True),
    ],
)
def test_targets_of_one_unit_may_disagree(one: Any, two: Any, disagree: bool) -> None:
    targets = ({"target": {"quantity": q, "unit": u}} for q, u in (one, two))
    found = event_of(told(*((f"a{n}", "2024-01-02", t) for n, t in enumerate(targets))))
    assert ("target" in found.disagreements) is disagree


@pytest.mark.parametrize(
    ("period", "last"),
    [
        ({"start": "2023", "years": 1}, "2023-12-31"),
        ({"start": "2024", "years": 2}, "2025-12-31"),
        ({"start": "2024-04-10", "years": 2}, "2026-04-09"),
        ({"start": "2024-02-29", "years": 1}, "2025-02-28"),
        ({"start": "2023-01", "years": 0.5}, "2023-06-30"),
        ({"start": "2023-01", "years": 0.001}, "2023-01-01"),
        ({"start": "2024", "years": 9000}, "9999-12-31"),
        ({"years": 3}, "2027-01-01"),
        ({"start": "2023", "end": "2025-02"}, "2025-02-31"),
    ],
)
def test_a_period_ends_on_the_day_before(period: dict[str, Any], last: str) -> None:
    archive = told(("one", "2024-01-02", {"period": period}))
    assert archive.index.one("select runs_to from event") == last
    if last.endswith("12-31") and last < "9999":
        assert events(archive.store, period_from=str(int(last[:4]) + 1)) == []
        assert len(events(archive.store, period_from=last[:4])) == 1
