"""Edges as columns: what is read of some entities is what is read of all."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from graph.links import Links, Pairs, all_links
from graph.queries import facets
from graph.queries.selection import LineFilters, Shown, openings, select
from graph.store.memory import MemoryStore

FILTERS = (
    LineFilters(),
    LineFilters(facts=False),
    LineFilters(kinds=("grant",)),
    LineFilters(place="Japan", since="2024", min_amount=1e6),
)


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize(
    "shown", [Shown(of=("microsoft",)), Shown(whole=60), Shown(added=("japan", "intel"))]
)
def test_few_and_all_edges_give_the_same(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch, shown: Shown, filters: LineFilters
) -> None:
    found = []
    for few in (0, 10_000):
        monkeypatch.setattr("graph.links.FEW", few)
        store.index.remembered("selections", dict).clear()
        seen = select(store, shown, filters)
        found.append((seen.nodes, seen.lines, seen.deals, seen.pairs.deals, seen.pairs.days))
    store.index.remembered("selections", dict).clear()
    assert found[0] == found[1]


def test_lines_are_what_the_edges_say(store: MemoryStore) -> None:
    links = all_links(store.index)
    every = links.between(links.keys, np.ones(len(links.deal), bool), dealing=False)
    pairs = Pairs(links, every)
    told = store.index.rows("select source, target, basis from edge where source <> target")
    assert set(pairs.ends) == {(source, target) for source, target, _ in told}
    for n in range(len(pairs)):
        line = pairs.line(n)
        behind = {str(b) for s, t, b in told if (s, t) == (line.source, line.target)}
        assert {f"event/{k}" for k in line.events} == {b for b in behind if b.startswith("event/")}
        assert (line.facts > 0) == any("#" in b for b in behind)
    sums = [pairs.line(n).usd or 0 for n in pairs.foremost()]
    assert sums == sorted(sums, reverse=True)


@pytest.mark.parametrize("most", [0, 60, 100_000])
def test_those_drawn_reach_every_entity_first(store: MemoryStore, most: int) -> None:
    pairs = select(store, Shown(whole=500), LineFilters()).pairs
    first, rest, reached = list[int](), list[int](), set[str]()
    for n in pairs.foremost():
        (rest if reached.issuperset(pairs.ends[n]) else first).append(n)
        reached.update(pairs.ends[n])
    assert pairs.foremost_with_all(most) == [*first, *rest[: max(0, most - len(first))]]


@pytest.mark.parametrize("filters", FILTERS[2:])
def test_those_with_the_most_deals_that_fit_come_first(store: MemoryStore, filters: LineFilters) -> None:
    deals = {d.key for d in select(store, Shown(whole=10_000), filters).deals}
    counts = Counter(
        entity
        for event, entity in set(store.index.rows("select event, entity from event_entity"))
        if event in deals
    )
    seen = select(store, Shown(whole=10_000), filters).nodes
    assert seen
    found = [counts[n.key] for n in seen]
    assert found == sorted(found, reverse=True)


def test_openings_and_what_is_not_shown_agree(store: MemoryStore) -> None:
    seen = select(store, Shown(of=("microsoft",)), LineFilters())
    (microsoft,) = [n for n in seen.nodes if n.key == "microsoft"]
    there = [n.key for n in seen.nodes]
    around = openings(store, "microsoft", there, LineFilters())
    assert sum(o.count - o.shown for o in around) >= (microsoft.hidden or 0)
    assert Links(store.index, []).keys == []


def test_facets_of_all_are_those_that_every_deal_fits(store: MemoryStore) -> None:
    assert facets(store) == facets(store, min_confidence=0)
