"""The map beside what is drawn: places as a list, and the deals that stand nowhere on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from asking import get
from building import archive_of, put

from api.mapped import flows_to_places, unplaced
from graph.model import parse_record
from graph.queries.selection import LineFilters, Shown, select
from graph.store import Store

THINGS = [
    {"id": i.replace(" ", "-"), "name": i, "type": t}
    for i, t in (
        ("Orlenda", "Company"),
        ("Vantor", "Company"),
        ("Kestrel", "Company"),
        ("Mistral AI", "Company"),
        ("Japan", "Country"),
    )
]


@pytest.fixture
def made() -> Iterator[Store]:
    deal = {"kind": "equity", "investors": ["Orlenda"], "amount": {"value": 1e6, "currency": "USD"}}
    deals = [
        {**deal, "id": "c1", "recipients": ["Vantor"], "evidence": ["one"]},
        {**deal, "id": "c2", "recipients": ["Kestrel"], "evidence": ["two"], "status": "cancelled"},
        {**deal, "id": "c3", "recipients": ["Mistral-AI"], "evidence": ["three"]},
        {**deal, "id": "c4", "kind": "investment", "places": ["Japan"], "evidence": ["four"]},
    ]
    archive = archive_of()
    put(archive, parse_record({"article": {"id": "x"}, "entities": THINGS, "commitments": deals}))
    archive.refresh()
    yield archive.store
    archive.store.close()


def test_deals_without_a_place_are_counted_and_told(made: Store) -> None:
    page = get(made, "/explore?view=map").text
    behind = re.search(r'<a href="([^"]+)">1 deal</a> is not on the map', page)
    assert behind
    told = get(made, unescape(behind[1])).text
    assert "Deals without a place" in told
    assert told.count('class="kind"') == 1
    assert "Vantor" in told
    assert "Kestrel" not in told
    cancelled = re.search(r'<a href="([^"]+)">1 cancelled deal</a> is left out', page)
    assert cancelled
    assert "Kestrel" in get(made, unescape(cancelled[1])).text
    selection = select(made, Shown(whole=10), LineFilters())
    assert len(unplaced(selection, flows_to_places(made, selection))) == 1


def test_places_are_a_list_that_leads_to_their_deals(made: Store) -> None:
    page = get(made, "/explore?view=map").text
    places = re.findall(
        r'<li><a href="(/explore/sum[^"]+)">([^<]+)</a> <span class="dim">([^<]+)</span>', page
    )
    assert [(name, told) for _, name, told in places] == [
        ("France", "$1 million, 1 deal"),  # no article speaks of it as such
        ("Japan", "$1 million, 1 deal"),
    ]
    for address, name, _ in places:
        behind = get(made, unescape(address)).text
        assert f"<h1>To {name}</h1>" in behind
        assert behind.count("<blockquote>") == 1
        assert 'href="/entity/"' not in behind
    assert get(made, "/explore/sum?view=map&target=DE").status_code == 404


def test_a_map_without_any_place_is_said_in_words(made: Store) -> None:
    page = get(made, "/explore?with=Orlenda,Vantor&view=map").text
    assert "Of no deal of this selection it is known where it goes." in page
    assert "<svg class=" not in page.partition("<main")[2]
    assert "1 deal</a> is not on the map" in page
    assert get(made, "/explore/sum?with=Orlenda,Japan&view=map&target=").status_code == 404
    assert "<svg" in get(made, "/explore/as/svg?with=Orlenda,Vantor&view=map").text
