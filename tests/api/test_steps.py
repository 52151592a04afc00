"""Addresses of the explorer with steps and names: what is meant is understood, what is not is told."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from asking import get
from building import archive_of, put

from graph.model import parse_record
from graph.store.memory import MemoryStore


@pytest.mark.parametrize("join", ["join=japan&join=keio-university", "join=Japan,Keio+University"])
def test_two_joined_where_nothing_else_is_told_stand_alone_with_their_ways(
    store: MemoryStore, join: str
) -> None:
    page = get(store, f"/explore?{join}", follow_redirects=False)
    assert page.status_code == 303
    assert parse_qs(urlsplit(page.headers["location"]).query) == {"with": ["japan,keio-university,microsoft"]}
    told = get(store, f"/explore.json?{join}").json()
    assert told["joined"] == ["japan", "keio-university", "microsoft"]
    kept = get(store, f"/explore.json?whole=150&{join}").json()
    assert len(kept["nodes"]) > 50
    assert kept["joined"] == told["joined"]


def test_a_step_that_cannot_be_taken_says_why(store: MemoryStore) -> None:
    browser = {"accept": "text/html"}
    for query, told in (
        ("join=japan", "Join: 1 told, expected two names"),
        ("join=japan,intel&join=google", "Join: 3 told, expected two names"),
        ("join=japan,samsng", "Nothing here is called “samsng”"),
        ("expand=samsng", "Nothing here is called “samsng”"),
        ("expand=japan&expand=intel", "Expand stands 2 times"),
        ("since=2024&since=2025", "Since stands 2 times"),
        ("since=2024-13", "expected a year, month or day"),
        ("until=spring", "expected a year, month or day"),
        ("colour=red", "No parameter &#39;colour&#39;"),
        ("join=japan,university-of-nowhere", "Nothing here is called"),
    ):
        answer = get(store, f"/explore?{query}", headers=browser)
        assert answer.status_code in {400, 404, 422}
        assert told in answer.text, query
        assert get(store, f"/explore.json?{query}").json()["error"]["status"] == answer.status_code
    lost = get(store, "/explore?since=2020&join=japan&join=samsng", headers=browser).text
    assert 'href="/explore?since=2020&amp;join=japan&amp;join=samsung-electronics"' in lost
    lost = get(store, "/explore?of=japan,samsng&view=table", headers=browser).text
    assert 'href="/explore?of=japan,samsung-electronics&amp;view=table"' in lost


def test_names_are_understood_and_unknown_ones_are_told(store: MemoryStore) -> None:
    told = get(store, "/explore.json?with=Keio+University,japan&without=Japan").json()
    assert {n["key"] for n in told["nodes"]} == {"keio-university"}
    assert told["unknown"] == ""
    query = "with=japan&with=samsng"
    told = get(store, f"/explore.json?{query}").json()["unknown"]
    assert told.startswith("Nothing is called “samsng”: did you mean Samsung")
    assert "Nothing is called “samsng”" in get(store, f"/explore?{query}&view=table").text
    many = get(store, "/explore.json?without=zzq1,zzq2,zzq3,zzq4,zzq5").json()["unknown"]
    assert many.endswith("Nor are 2 more known.")


def test_no_way_between_two_is_said(store: MemoryStore) -> None:
    lone = archive_of()
    things = [{"id": i, "name": i, "type": "Company"} for i in ("Orlenda", "Vantor", "Belmora", "Kestrel")]
    deal = {"kind": "equity", "evidence": ["so"]}
    deals = [
        {**deal, "id": "c1", "investors": ["Orlenda"], "recipients": ["Vantor"]},
        {**deal, "id": "c2", "investors": ["Belmora"], "recipients": ["Kestrel"]},
    ]
    put(lone, parse_record({"article": {"id": "x"}, "entities": things, "commitments": deals}))
    lone.refresh()
    error = get(lone.store, "/explore.json?join=Orlenda,Kestrel").json()["error"]
    assert error == {"status": 404, "message": "no way of at most 6 links joins Orlenda and Kestrel"}
