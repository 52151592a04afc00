"""Sums among some events: read by themselves or from the columns of all, they are the same."""

from __future__ import annotations

import pytest

from graph.queries.selection import LineFilters, Shown, select
from graph.store.memory import MemoryStore
from graph.totals import dollars, totals


@pytest.mark.parametrize("by", [(), ("investor", "country"), ("recipient",), ("sector", "year")])
@pytest.mark.parametrize("of", ["microsoft", "japan", "united-states"])
def test_few_and_many_are_summed_alike(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch, by: tuple[str, ...], of: str
) -> None:
    keys = select(store, Shown(of=(of,)), LineFilters()).pairs.deals
    assert keys
    found = []
    for few in (0, 10_000_000):
        monkeypatch.setattr("graph.totals._FEW", few)
        found.append(totals(store.index, by=by, among=keys).model_dump())  # type: ignore[arg-type]
    assert found[0] == found[1]


def test_what_each_adds_makes_the_sum(store: MemoryStore) -> None:
    keys = select(store, Shown(whole=500), LineFilters()).pairs.deals
    whole = totals(store.index, among=keys)
    (row,) = whole.rows
    adds = dollars(store.index, keys)
    assert adds == {c.event: c.adds for c in row.counted}
    assert sum(adds.values()) == pytest.approx(whole.total)
    assert dollars(store.index, []) == {}


def test_deals_of_a_selection_are_those_of_the_index(store: MemoryStore) -> None:
    rows = store.index.rows(
        "select key, kind, status, usd, day from event order by usd is null, usd desc, key"
    )
    for shown in (Shown(whole=500), Shown(of=("microsoft",))):
        found = select(store, shown, LineFilters())
        there = {d.key for d in found.deals}
        assert [tuple(d[:5]) for d in found.deals] == [row for row in rows if row[0] in there]
        for deal in found.deals[:50]:
            for role in ("investors", "recipients", "places"):
                told = store.index.texts(
                    "select entity from event_entity where event = ? and role = ? order by entity",
                    deal.key,
                    role,
                )
                assert list(getattr(deal, role)) == told
