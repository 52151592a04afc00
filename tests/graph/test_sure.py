"""A least confidence: questions answer as if nothing less sure had been stored."""

from __future__ import annotations

import random

import pytest
from building import archive_of

from graph.archive import Archive
from graph.model import Article, Record, confident, parse_record
from graph.queries import changes, co_funders, entity_view, neighbours, paths
from graph.queries.networks import busiest, neighbourhood

LEAST = 0.6
NAMES = ["Orlenda", "Vantor", "Wexler", "Belmora", "Sundvik", "Tarnow", "Quillfen", "Maribon", "Dolsk"]


def told(rng: random.Random, n: int) -> Record:
    """An article with a deal and a fact between four of nine companies; some tell no confidence."""
    names = rng.sample(NAMES, 4)
    deal, fact = (rng.choice([None, 0.3, 0.5, 0.6, 0.8]) for _ in range(2))
    return parse_record(
        {
            "article": {"id": f"a{n}", "published": "2024-04-10"},
            "entities": [{"id": f"e{i}", "name": name, "type": "Company"} for i, name in enumerate(names)],
            "commitments": [
                {
                    "id": "c1",
                    "kind": "grant",
                    "investors": ["e0"],
                    "recipients": ["e1"],
                    "amount": {"value": 1000.0 * 3**n, "currency": "USD"},
                    "confidence": deal,
                    "evidence": ["gave it"],
                }
            ],
            "relations": [
                {
                    "subject": "e2",
                    "predicate": "partner_of",
                    "object": "e3",
                    "confidence": fact,
                    "evidence": ["are partners"],
                }
            ],
        }
    )


def filled(records: list[Record]) -> Archive:
    archive = archive_of()
    for record in records:
        article = Article(info=record.article, text=f"{record.article.id} gave it are partners")
        archive.store_record(
            record, article, origin=None, extractor="hand/1", observed="2026-01-01T00:00:00Z"
        )
    archive.refresh()
    return archive


@pytest.mark.parametrize("seed", range(6))
def test_as_if_nothing_less_sure_had_been_stored(seed: int) -> None:
    rng = random.Random(seed)
    records = [told(rng, n) for n in range(14)]
    whole = filled(records).store
    sure = filled([confident(record, LEAST) for record in records]).store
    keys = sure.index.texts("select key from entity order by key")
    assert keys
    for key in keys:
        assert neighbours(whole, key, min_confidence=LEAST) == neighbours(sure, key)
        assert co_funders(whole, key, min_confidence=LEAST) == co_funders(sure, key)
        assert entity_view(whole, key, min_confidence=LEAST).commitments == entity_view(sure, key).commitments
        there, here = neighbourhood(whole, key, min_confidence=LEAST), neighbourhood(sure, key)
        assert set(there) == set(here)
        assert set(there.edges(keys=True)) == set(here.edges(keys=True))
        for other in keys:
            assert paths(whole, key, other, min_confidence=LEAST) == paths(sure, key, other)
    all_of_it = (
        busiest(whole, nodes=100, edges=1000, min_confidence=LEAST),
        busiest(sure, nodes=100, edges=1000),
    )
    assert len({frozenset(g.edges(keys=True)) for g in all_of_it}) == 1
    new = [
        {c.event.key for c in changes(store, "2025", min_confidence=least).events}
        for store, least in ((whole, LEAST), (sure, 0))
    ]
    assert new[0] == new[1]
    assert new[0] < {c.event.key for c in changes(whole, "2025").events}
