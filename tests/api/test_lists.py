"""Deals and articles over HTTP: filters, facets, evidence, parts and fields."""

from __future__ import annotations

import asyncio

import httpx
from asking import get

from api.app import create_app
from graph.queries import events
from graph.settings import Settings
from graph.store.memory import MemoryStore


def test_a_list_goes_on_without_gaps(store: MemoryStore) -> None:
    for path in ("/commitments?sort=sources", "/articles?fields=key"):
        whole = get(store, path).json()
        part = get(store, f"{path}&limit=7")
        seen = part.json()
        while "x-next-cursor" in part.headers:
            part = get(store, f"{path}&limit=7&cursor={part.headers['x-next-cursor']}")
            seen += part.json()
        assert seen[: len(whole)] == whole
        assert len(seen) == len({x["key"] for x in seen})
    assert get(store, "/articles?cursor=zzz").status_code == 422


def test_only_the_fields_that_are_asked_for(store: MemoryStore) -> None:
    found = get(store, "/commitments?fields=key,amount&limit=3").json()
    assert [set(x) for x in found] == [{"key", "amount"}] * 3
    wrong = get(store, "/commitments?fields=key,colour")
    assert wrong.status_code == 422
    assert "fields" in wrong.json()["error"]["message"]
    assert "disagreements" in wrong.json()["error"]["message"]


def test_facets_count_what_the_list_shows(store: MemoryStore) -> None:
    told = get(store, "/commitments/facets?investor=microsoft").json()
    found = events(store, investor="microsoft")
    assert told["events"] == len(found)
    for name, count in (
        ("kind", lambda v: sum(e.kind == v for e in found)),
        ("status", lambda v: sum(e.status == v for e in found)),
        ("sector", lambda v: sum(v in e.sectors for e in found)),
        ("currency", lambda v: sum(e.currency == v for e in found)),
    ):
        assert told[name]
        assert {f["value"]: f["count"] for f in told[name]} == {
            f["value"]: count(f["value"]) for f in told[name]
        }
    for facet in told["kind"]:
        same = get(store, f"/commitments?investor=microsoft&kind={facet['value']}").json()
        assert len(same) == facet["count"]
    countries = {f["value"]: f["count"] for f in told["country"]}
    assert countries["Indonesia"] == len(events(store, investor="microsoft", place="indonesia"))


def test_time_sum_and_publisher_are_filters(store: MemoryStore) -> None:
    running = get(
        store, "/commitments?investor=microsoft&place=japan&period_from=2025-01&period_to=2025"
    ).json()
    assert 2.9e9 in {e["amount"] for e in running}
    before = get(store, "/commitments?investor=microsoft&place=japan&period_to=2023").json()
    assert 2.9e9 not in {e["amount"] for e in before}
    some = next(e for e in events(store) if e.publisher)
    by = get(store, "/commitments", params={"publisher": str(some.publisher).lower()}).json()
    assert some.key in {e["key"] for e in by}
    assert all(some.publisher in {s["publisher"] for s in e["sources"]} for e in by)
    yen = get(store, "/commitments?currency=JPY&min_amount=400e9&max_amount=500e9").json()
    assert yen
    assert all(e["amount"] for e in yen)
    assert {e["currency"] for e in yen} >= {"USD"}


def test_sorted_by_sources_and_confidence(store: MemoryStore) -> None:
    by_sources = [e["independent"] for e in get(store, "/commitments?sort=sources").json()]
    assert by_sources == sorted(by_sources, reverse=True)
    sure = [e["confidence"] for e in get(store, "/commitments?sort=confidence").json() if e["confidence"]]
    assert sure == sorted(sure, reverse=True)


def test_a_deal_an_article_and_their_evidence(store: MemoryStore) -> None:
    e = events(store, investor="microsoft", place="japan")[0]
    assert get(store, f"/commitments/{e.key}").json() == e.model_dump(mode="json")
    (context, *_) = get(store, f"/commitments/{e.key}/evidence?characters=80").json()
    told = get(store, f"/articles/{context['article_key']}").json()
    assert told["text"][context["start"] : context["end"]] == context["quote"]
    id_ = context["claim"].rpartition("#")[2]
    own = get(store, f"/articles/{context['article_key']}/claims/{id_}/evidence?characters=80").json()
    assert context in own
    assert id_ in {c["id"] for c in told["record"]["commitments"]}
    (first, *_) = get(store, "/articles?q=magdeburg").json()
    assert first["passages"]
    for path in (
        "/commitments/no",
        "/commitments/no/evidence",
        "/articles/no",
        "/articles/no/claims/c1/evidence",
    ):
        assert get(store, path).status_code == 404
    assert get(store, "/articles", params={"q": "***"}).status_code == 400


def test_all_methods_of_an_address_are_told(store: MemoryStore) -> None:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=create_app(store, Settings()))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.put("/articles")

    assert asyncio.run(run()).headers["allow"] == "HEAD, GET, POST, OPTIONS"
