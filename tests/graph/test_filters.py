"""Which deals are asked for: those that run in a time."""

from __future__ import annotations

from typing import Any

import pytest
from building import archive_of, put

from graph.model import parse_record
from graph.queries import events

THINGS = [
    {"id": "a", "name": "Orlenda Systems", "type": "Company"},
    {"id": "j", "name": "Japan", "type": "Country"},
]


@pytest.mark.parametrize(
    ("period", "inside", "outside"),
    [
        ({"years": 2}, [("2024-04", "2024-04"), ("2026-04", None)], [("2026-05", None), (None, "2024-03")]),
        (
            {"start": "2025", "end": "2026"},
            [("2026-12", "2030"), (None, "2025")],
            [("2027", None), (None, "2024")],
        ),
        ({"start": "2025-03"}, [("2090", None), ("2025", "2025")], [(None, "2025-02-28")]),
        ({"end": "2026-02"}, [("2026-02-20", None), ("2024-04-10", "2024-04-10")], [("2026-03", None)]),
        ({"years": 90000}, [("9999", None)], [(None, "2023")]),
        ({"start": "2025-02-31", "years": 1}, [("2025", "2025")], [(None, "2024")]),
        (None, [], [("2024", "2024"), (None, "2030")]),
    ],
)
def test_deals_that_run_in_a_time(period: Any, inside: Any, outside: Any) -> None:
    told = {"id": "c1", "kind": "investment", "investors": ["a"], "places": ["j"], "evidence": ["so it is"]}
    archive = archive_of()
    article = {"id": "one", "published": "2024-04-10"}
    record = {"article": article, "entities": THINGS, "commitments": [{**told, "period": period}]}
    put(archive, parse_record(record))
    archive.refresh()
    for spans, there in ((inside, True), (outside, False)):
        for low, high in spans:
            assert bool(events(archive.store, period_from=low, period_to=high)) is there, (low, high)
