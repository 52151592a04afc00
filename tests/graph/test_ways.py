"""Ways between entities and who funds the same, beside plain graph algorithms on the same edges."""

from __future__ import annotations

import random

import networkx as nx
import pytest
from building import archive_of, put

from graph.errors import LimitError
from graph.model import Record, parse_record
from graph.queries import co_funders, paths
from graph.queries import ways as ways_
from graph.store.base import Store


def many(rng: random.Random, firms: int, deals: int) -> list[Record]:
    names = [f"Firm {chr(65 + n)}" for n in range(firms)]
    records = []
    for n in range(deals):
        one, two = rng.sample(names, 2)
        records.append(
            parse_record(
                {
                    "article": {"id": f"a{n}", "published": f"20{n % 20:02}-01-01"},
                    "entities": [
                        {"id": "e1", "name": one, "type": "Company"},
                        {"id": "e2", "name": two, "type": "Company"},
                    ],
                    "commitments": [
                        {
                            "id": "c1", "kind": "grant", "investors": ["e1"], "recipients": ["e2"], "evidence": ["it"],
                            "amount": {"value": 1000.0 * 3**n, "currency": "USD"},
                        }
                    ],
                }
            )
        )  # fmt: skip
    return records


def store_of(seed: int) -> Store:
    archive = archive_of()
    for record in many(random.Random(seed), 9, 13):
        put(archive, record)
    archive.refresh()
    return archive.store


@pytest.mark.parametrize(("few", "at_once"), [(2_000, 64), (0, 64), (0, 2), (8, 3)])
@pytest.mark.parametrize("seed", range(3))
def test_ways_are_all_simple_paths_the_shortest_first(
    monkeypatch: pytest.MonkeyPatch, seed: int, few: int, at_once: int
) -> None:
    monkeypatch.setattr(ways_, "_FEW", few)  # what lies beyond the ends is read, or asked for one by one
    monkeypatch.setattr(ways_, "_AT_ONCE", at_once)
    store = store_of(seed)
    edges = store.index.rows("select source, target from edge")
    g = nx.Graph((str(a), str(b)) for a, b in edges)
    for start in sorted(g):
        assert paths(store, start, start) == []
        for end in sorted(set(g) - {start}):
            found = paths(store, start, end, longest=5, limit=1000)
            ways = [(p.steps[0].source.key, *(s.target.key for s in p.steps)) for p in found]
            expected = map(tuple, nx.all_simple_paths(g, start, end, cutoff=5))
            assert ways == sorted(expected, key=lambda way: (len(way), way))
            assert paths(store, start, end, longest=5, limit=2) == found[:2]
            assert all(s.events for p in found for s in p.steps)


@pytest.mark.parametrize("seed", range(4))
def test_co_funders_share_whom_they_fund(seed: int) -> None:
    store = store_of(seed)
    g = nx.DiGraph((str(a), str(b)) for a, b in store.index.rows("select source, target from edge"))
    for key in g:
        found = co_funders(store, key)
        expected = {o: set(g[key]) & set(g[o]) - {key, o} for o in g if o != key}
        assert {c.entity.key: {s.key for s in c.shared} for c in found} == {
            o: shared for o, shared in expected.items() if shared
        }
        assert [len(c.shared) for c in found] == sorted((len(c.shared) for c in found), reverse=True)
        assert co_funders(store, key, limit=1) == found[:1]


def test_a_search_without_end_is_ended() -> None:
    archive = archive_of()
    archive.refresh()
    index = archive.store.index
    keys = [f"e{n:03}" for n in range(120)]
    for key in (*keys, "far", "farther"):
        index.db.execute("insert into entity(key, name, type) values (?1, ?1, 'Company')", (key,))
    edges = [(a, b) for a in keys for b in keys if a < b]
    index.db.executemany("insert into edge values (?, 'funds', ?, 'x#r1')", [*edges, ("far", "farther")])
    assert len(paths(archive.store, "e000", "e001", longest=6, limit=50)) == 50
    assert paths(archive.store, "e000", "far") == []
    with pytest.raises(LimitError, match="shorter"):
        paths(archive.store, "e000", "far", longest=6)
