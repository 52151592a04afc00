from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from api.app import create_app, marked
from graph.ids import Addresses
from graph.settings import Settings
from graph.store.memory import MemoryStore


def call(store: MemoryStore, method: str, path: str, **options: Any) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=create_app(store, Settings(query_rows=50)))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, **options)

    return asyncio.run(run())


def get(store: MemoryStore, path: str, **options: Any) -> httpx.Response:
    return call(store, "GET", path, **options)


def test_data(store: MemoryStore) -> None:
    assert get(store, "/healthz").json()["status"] == "ok"
    assert get(store, "/entities?q=microsoft").json()[0]["key"] == "microsoft"
    one = get(store, "/entities/microsoft").json()
    assert one["entity"]["name"] == "Microsoft"
    assert all(c["quotes"] for c in one["commitments"])
    found = get(store, "/commitments?investor=microsoft&place=malaysia").json()
    assert [c["amount"] for c in found] == [2.2e9]


def test_errors_have_one_shape(store: MemoryStore) -> None:
    for path, status in (
        ("/entities/nobody-at-all", 404),
        ("/nothing", 404),
        ("/sparql?query=DROP%20ALL", 400),
    ):
        response = get(store, path)
        assert response.status_code == status
        assert set(response.json()["error"]) == {"status", "message"}


ASK = "SELECT ?n WHERE { ?s <https://schema.org/name> ?n } LIMIT 3"


def test_sparql_three_ways(store: MemoryStore) -> None:
    answers = [
        get(store, "/sparql", params={"query": ASK}),
        call(store, "POST", "/sparql", data={"query": ASK}),
        call(store, "POST", "/sparql", content=ASK, headers={"content-type": "application/sparql-query"}),
    ]
    for response in answers:
        assert response.headers["content-type"] == "application/sparql-results+json"
        assert len(response.json()["results"]["bindings"]) == 3
    table = get(store, "/sparql", params={"query": ASK}, headers={"accept": "text/csv"})
    assert table.text.splitlines()[0] == "n"
    made = get(store, "/sparql", params={"query": "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 2"})
    assert made.headers["content-type"].startswith("text/turtle")
    many = get(store, "/sparql", params={"query": "SELECT * WHERE { ?s ?p ?o }"})
    assert many.headers["x-truncated"] == "true"
    assert call(store, "POST", "/sparql", content="x" * 200_000).status_code == 413


@pytest.mark.parametrize("path", ["/", "/?q=tokyo", "/entity/microsoft", "/docs"])
def test_pages_load_nothing_from_elsewhere(store: MemoryStore, path: str) -> None:
    response = get(store, path)
    assert response.status_code == 200
    assert "default-src 'self'" in response.headers["content-security-policy"]
    for part in ('src="http', 'href="http', "url(http"):
        assert part not in response.text


def test_every_fact_of_a_page_has_its_sentence(store: MemoryStore) -> None:
    page = get(store, "/entity/microsoft").text
    assert "<blockquote>" in page
    article = page.partition('<p class="source"><a href="')[2].partition('"')[0]
    assert "<mark>" in get(store, article).text
    event = page.partition('href="/event/')[2].partition('"')[0]
    assert get(store, f"/event/{event}").status_code == 200


def test_pictures_may_load_nothing(store: MemoryStore) -> None:
    for path in ("/graph.html", "/entity/microsoft/graph.html"):
        response = get(store, path)
        assert response.headers["content-security-policy"].startswith("default-src 'none'")
        assert "vis.Network" in response.text


def test_the_description_has_an_operation_for_each_question(store: MemoryStore) -> None:
    spec = get(store, "/openapi.json").json()
    assert set(spec["paths"]) == {"/healthz", "/entities", "/entities/{key}", "/commitments", "/sparql"}
    assert spec["paths"]["/entities"]["get"]["operationId"] == "list_entities"


def test_an_empty_graph_says_what_to_do() -> None:
    empty = MemoryStore(Addresses("http://localhost:8000/"))
    assert "investgraph ingest" in get(empty, "/").text
    assert get(empty, "/graph.html").status_code == 200


def test_hostile_text_stays_text() -> None:
    assert (
        marked("<script>a</script> & b", [(0, 8), (4, 10)])
        == "<mark>&lt;script&gt;a&lt;</mark>/script&gt; &amp; b"
    )
