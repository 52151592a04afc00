"""Pages of events in an order: gathered and sorted, or found by walking along it, they are the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from building import archive_of, article_of
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import parse_record
from graph.queries import count_events, events
from graph.queries import ordered as pages
from graph.queries.filters import Filters, conditions
from graph.queries.ordered import SORTS, gathered, keys_in_order, listed, walked
from graph.store.base import Store

FIRMS = [f"{name} Systems" for name in ("Orlenda", "Kelvorn", "Vesta", "Tarnik", "Ulbrae", "Quasil")]
PLACES = {"Japan": "Country", "Germany": "Country", "Osaka": "Place", "Dresden": "Place", "Nowhere": "Place"}
WITHIN = {"Osaka": "Japan", "Dresden": "Germany"}


def _told(rng: random.Random, number: int) -> dict[str, Any]:
    """An article about a deal: sums and days that several have, or none; a place of its own, or its getter's."""
    givers, taker = rng.sample(FIRMS, rng.choice([1, 1, 2])), rng.choice([*FIRMS, None])
    place = rng.choice([*PLACES, None, None, None])
    ids = {name: f"e{n}" for n, name in enumerate([*FIRMS, *PLACES])}
    amount = {
        "value": rng.choice([1e6, 2e6, 5e6]) * (1 + number // 20),
        "currency": rng.choice(["USD", "EUR", "XAU"]),
    }
    deal = {
        "id": "c1",
        "kind": rng.choice(["investment", "equity", "grant"]),
        "investors": [ids[g] for g in givers],
        "recipients": [ids[taker]] if taker and taker not in givers else [],
        "places": [ids[place]] if place else [],
        "amount": rng.choice([amount, amount, None]),
        "announced": rng.choice([None, "2024", "2024-03", f"2024-0{1 + number % 9}-1{number % 7}"]),
        "status": rng.choice(["announced", "completed"]),
        "sectors": rng.choice([[], ["semiconductors"]]),
        "confidence": rng.choice([None, 0.5, 0.9]),
        "evidence": [f"deal {number} it is"],
    }
    facts = [(place, WITHIN[place])] if place in WITHIN else []
    facts += [(taker, rng.choice(list(PLACES)))] if taker and not rng.randrange(4) else []
    return {
        "article": {
            "id": f"a{number}",
            "publisher": f"Paper {number % 5}",
            "published": rng.choice([None, "2023-05-06"]),
        },
        "entities": [
            {"id": ids[name], "name": name, "type": PLACES.get(name, "Company")} for name in [*FIRMS, *PLACES]
        ],
        "commitments": [deal],
        "relations": [
            {"subject": ids[a], "predicate": "located_in", "object": ids[b], "evidence": [f"{a} is in {b}"]}
            for a, b in facts
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def many() -> Iterator[Store]:
    archive, rng = archive_of(), random.Random(3)
    records = [parse_record(_told(rng, number)) for number in range(160)]
    archive.fill(((r, article_of(r)) for r in records), extractor="hand/1", observed="2026-01-01T00:00:00Z")
    assert int(archive.store.index.one("select count(*) from event") or 0) > 80
    yield archive.store
    archive.store.close()


ASKED = st.fixed_dictionaries(
    {},
    optional={
        **{role: st.sampled_from(FIRMS) for role in ("party", "investor", "recipient")},
        "place": st.sampled_from([*PLACES, "DE"]),
        **{role: st.sampled_from(["Japan", "DE", "Dresden"]) for role in ("investor_in", "recipient_in")},
        "kind": st.sampled_from(["investment", "equity"]),
        "status": st.just("announced"),
        "sector": st.just("semiconductors"),
        "since": st.sampled_from(["2024", "2024-03", "2024-03-12"]),
        "until": st.sampled_from(["2024", "2024-03"]),
        "min_amount": st.just(3e6),
        "max_amount": st.just(9e6),
        "currency": st.sampled_from(["USD", "JPY"]),
        "publisher": st.just("paper 3"),
        "disagreement": st.booleans(),
        "min_confidence": st.sampled_from([0.0, 0.8]),
    },
)


@settings(max_examples=300, deadline=None)
@given(asked=ASKED, sort=st.sampled_from(SORTS), limit=st.integers(1, 12), offset=st.integers(0, 30))
def test_both_ways_give_the_same_page(
    many: Store, asked: Filters, sort: Any, limit: int, offset: int
) -> None:
    found = conditions(many, asked)
    whole = gathered(many.index, found, sort, -1, 0)
    assert len(whole) == count_events(many, **asked)
    page = whole[offset : offset + limit]
    assert gathered(many.index, found, sort, limit, offset) == page
    assert keys_in_order(many, asked, sort, limit, offset) == page
    for own in (c for c in found if c.entity is not None and sort in ("amount", "date")):
        others = [c for c in found if c is not own]
        assert listed(many.index, own, others, sort, limit, offset) == page
    assert walked(many.index, found, sort, limit, offset, 1000) == page
    for steps in (1, 7, 40):  # what is found within few steps is the whole page
        assert walked(many.index, found, sort, limit, offset, steps) in (None, page)
    assert all(c.most is None or c.most >= len(whole) for c in found)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize(
    "asked", [{"place": "Japan"}, {"party": FIRMS[0]}, {"investor": FIRMS[1], "status": "announced"}, {}]
)
def test_pages_follow_one_another_however_they_are_found(
    many: Store, monkeypatch: pytest.MonkeyPatch, asked: Filters, sort: Any
) -> None:
    whole = keys_in_order(many, asked, sort, 1000, 0)
    walks: list[object] = []

    def noted(*given: Any) -> list[str] | None:
        walks.append(found := walked(*given))
        return found

    monkeypatch.setattr(pages, "_MANY", 0)
    monkeypatch.setattr(pages, "_PART", 1)
    monkeypatch.setattr(pages, "_LUCK", 100)
    monkeypatch.setattr(pages, "_OWN", {})
    monkeypatch.setattr(pages, "walked", noted)
    parts = [keys_in_order(many, asked, sort, 4, offset) for offset in range(0, len(whole) + 4, 4)]
    assert [key for part in parts for key in part] == whole
    assert [e.key for e in events(many, sort=sort, limit=1000, **asked)] == whole
    if {"party", "place"} & asked.keys():
        assert any(walks)


def test_every_order_has_an_index(many: Store) -> None:
    for sort in SORTS:
        plan = many.index.rows(f"explain query plan select key from event order by {pages.ORDER[sort]}")
        assert all("TEMP B-TREE" not in str(row) for row in plan), plan
