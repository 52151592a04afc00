"""The picture around one entity: bounded, with what is left out told in words."""

from __future__ import annotations

import re

import pytest
from building import archive_of, put

from graph.draw import draw
from graph.errors import NotFoundError
from graph.model import parse_record
from graph.network import neighbourhood
from graph.queries.networks import closest
from graph.store.base import Store
from graph.store.memory import MemoryStore


@pytest.fixture(scope="module")
def star() -> Store:
    """Orlenda gives to ten: to the n-th n + 1 times; the ten give to each other in a ring."""
    archive = archive_of()
    takers = [{"id": f"n{n}", "name": f"Taker{n:02} Labs", "type": "Company"} for n in range(10)]
    deals = [("a", f"n{n}", 1e6 * (1 + n + 10 * k)) for n in range(10) for k in range(n + 1)]
    deals += [(f"n{n}", f"n{(n + 1) % 10}", 1e9 * (n + 1)) for n in range(10)]
    commitments = [
        {
            "id": f"c{i}",
            "kind": "grant",
            "investors": [giver],
            "recipients": [taker],
            "amount": {"value": usd, "currency": "USD"},
            "evidence": [f"told {i}"],
            "confidence": 0.3 if taker == "n0" else 0.9,
        }
        for i, (giver, taker, usd) in enumerate(deals)
    ]
    giver = {"id": "a", "name": "Orlenda", "type": "Company"}
    put(
        archive,
        parse_record({"article": {"id": "x"}, "entities": [giver, *takers], "commitments": commitments}),
    )
    archive.refresh()
    return archive.store


def test_those_with_the_most_edges_are_closest(star: Store) -> None:
    g = closest(star, "orlenda", nodes=4)
    assert set(g) == {"orlenda", *(f"taker{n:02}-labs" for n in (6, 7, 8, 9))}
    assert g.graph["beyond"] == 6
    assert g.number_of_edges("orlenda", "taker09-labs") == 5
    assert g.graph["untold"]["orlenda", "taker09-labs"] == 5
    assert g.graph["unjoined"] == 0
    told = [d["amount"] for _, _, d in g.edges("orlenda", data=True)]
    assert max(told) == 100e6


def test_lines_between_others_are_those_with_the_most_money(star: Store) -> None:
    g = closest(star, "orlenda", pairs=12)
    others = {(a, b) for a, b in g.edges() if a != "orlenda"}
    assert others == {("taker08-labs", "taker09-labs"), ("taker09-labs", "taker00-labs")}
    assert g.graph["unjoined"] == 8


def test_few_are_all_there_as_in_the_neighbourhood(star: Store, store: MemoryStore) -> None:
    for whole, key in ((store, "keio-university"), (star, "taker00-labs")):
        assert set(closest(whole, key).edges()) == set(neighbourhood(whole, key).edges())
    assert "taker00-labs" not in closest(star, "orlenda", min_confidence=0.5)
    with pytest.raises(NotFoundError):
        closest(star, "nobody")


def test_what_is_left_out_is_said_and_counted(star: Store) -> None:
    page = draw(closest(star, "orlenda", nodes=4, pairs=5), title="Around Orlenda")
    assert "<li>6 more are linked with it; 2 smaller lines between others are not drawn</li>" in page
    assert '"label": "$100 million +9"' in page
    assert '"and 5 more"' in page
    assert re.search(r'aria-label="Around Orlenda: 5 entities, 35 connections; 6 more', page)
    assert "more are" not in draw(closest(star, "orlenda"), title="Around Orlenda")
