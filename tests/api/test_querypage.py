"""The page for SPARQL: what people see instead of what programs read."""

from __future__ import annotations

import asyncio
import re
from functools import cache
from html import unescape
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from rdflib import Graph, Literal, URIRef

from api.app import create_app
from api.querypage import Example, examples
from api.workers import QueryWorkers
from graph.settings import Settings
from graph.store import QueryResult
from graph.store.memory import MemoryStore
from graph.vocabulary import SD

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PAIRS = "SELECT ?a ?b WHERE { ?a <https://w3id.org/investgraph/ontology#investsIn> ?b }"


@cache
def app_of(store: MemoryStore) -> FastAPI:
    return create_app(store, Settings(query_seconds=60))


def get(store: MemoryStore, path: str = "/sparql", method: str = "GET", **options: Any) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=app_of(store))
        async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=BROWSER) as client:
            return await client.request(method, path, **options)

    return asyncio.run(run())


def ask(store: MemoryStore, query: str, **more: Any) -> httpx.Response:
    return get(store, params={"query": query, **more})


def test_people_get_an_editor(store: MemoryStore) -> None:
    response = get(store)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert '<form id="ask"' in response.text
    policy = response.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    scripts = re.findall(r"<script[^>]*>", response.text)
    assert '<script src="/static/sparql.js" defer>' in scripts
    assert all(x.startswith('<script src="/static/') for x in scripts)
    for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', response.text):
        assert get(store, address).status_code == 200
    assert 'href="/sparql"' in get(store, "/").text


@pytest.mark.parametrize("example", examples(), ids=lambda e: e.title[:30])
def test_every_example_has_an_answer(store: MemoryStore, example: Example) -> None:
    link = re.search(rf'<a href="([^"]+)">{re.escape(example.title[:10])}', get(store).text)
    assert link
    page = get(store, unescape(link[1]))
    assert page.status_code == 200
    assert unescape(page.text).count(example.query) == 1
    if "disagree" not in example.title:  # the examples' sources do not
        assert "<tbody><tr>" in page.text


def test_things_of_ours_are_links_with_their_names(store: MemoryStore) -> None:
    page = ask(store, PAIRS).text
    assert re.search(r'<a href="/entity/microsoft" title="http://[^"]+/entity/microsoft">Microsoft</a>', page)
    told = ask(store, examples()[4].query).text
    event = re.search(r'<a href="(/event/[^"]+)"[^>]*>[^<]+→', told)
    assert event
    assert get(store, event[1]).status_code == 200
    article = re.search(r'<a href="(/article/[^"]+)"', ask(store, examples()[6].query).text)
    assert article
    assert get(store, article[1]).status_code == 200
    assert '<td class="number">' in ask(store, examples()[1].query).text


def test_the_query_stays_in_the_editor_and_in_links(store: MemoryStore) -> None:
    graph = store.addresses.article(store.index.texts("select key from article order by key")[0])
    query = 'SELECT ?s WHERE { ?s ?p "</textarea><script>alert(1)</script>" }'
    page = ask(store, query, **{"default-graph-uri": str(graph)})
    assert "<script>alert" not in page.text
    assert query in unescape(page.text)
    assert f'name="default-graph-uri" value="{graph}"' in page.text
    downloads = [unescape(x) for x in re.findall(r'<a href="(/sparql\?[^"]+)" download>', page.text)]
    assert len(downloads) == 4
    for address in downloads:
        assert httpx.URL(address).params["default-graph-uri"] == str(graph)
        assert get(store, address).status_code == 200


def test_a_query_too_long_for_an_address(store: MemoryStore) -> None:
    page = get(store, method="POST", data={"query": PAIRS + "#" * 9000})
    assert page.status_code == 200
    assert "too long for links" in page.text
    assert "/entity/microsoft" in page.text


def test_what_is_wrong_is_told_on_the_page(store: MemoryStore) -> None:
    page = ask(store, "SELECT * WHERE {\n ?s ?p ?o } SERVICE <http://x/> { }")
    assert page.status_code == 400
    assert 'role="alert"' in page.text
    assert "SERVICE is not allowed" in page.text


def test_limits_are_told_in_words(store: MemoryStore) -> None:
    many = ask(store, "SELECT * WHERE { ?s ?p ?o }").text
    assert "The first 500 rows" in many
    assert "up to 10,000 rows" in many
    assert "Nothing fits" in ask(store, "SELECT * WHERE { ?s <http://x/none> ?o }").text
    assert ">Yes</h2>" in ask(store, "ASK { ?s ?p ?o }").text
    one = ask(store, "SELECT * WHERE { ?s ?p ?o } LIMIT 1").text
    assert ">1 row<" in one


def test_connections_are_drawn_in_a_frame(store: MemoryStore) -> None:
    for query in (PAIRS, examples()[7].query):
        page = ask(store, query).text
        frame = re.search(r'<iframe src="(/sparql/graph\.html[^"]+)" sandbox="([^"]+)"', page)
        assert frame
        assert "allow-same-origin" not in frame[2]
        drawn = get(store, unescape(frame[1]))
        assert "sandbox allow-scripts" in drawn.headers["content-security-policy"]
        assert '"link": "/entity/microsoft"' in drawn.text
    assert "<iframe" not in ask(store, "SELECT ?n WHERE { ?s <https://schema.org/name> ?n }").text
    assert get(store, "/sparql/graph.html").status_code == 400


def test_hostile_terms_stay_text(store: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    nasty = Literal("<img src=x onerror=alert(1)>")
    rows = ((URIRef("javascript:alert(1)"), nasty), (store.addresses.entity('x"><b>'), nasty))
    found = QueryResult("select", ("s", "o"), rows)
    monkeypatch.setattr(QueryWorkers, "query", lambda *_, **__: found)
    page = ask(store, "SELECT * WHERE { ?s ?p ?o }").text
    assert "alert(1)" in page
    for part in ("<img src=x", 'href="javascript', "<b>"):
        assert part not in page


def test_the_endpoint_lists_the_graphs_of_articles(store: MemoryStore) -> None:
    g = Graph().parse(data=get(store, "/sparql?format=turtle").text, format="turtle")
    named = set(g.objects(None, SD.name))
    keys = store.index.texts("select key from article")
    assert {store.addresses.article(key) for key in keys} < named
    assert named <= set(store.graphs())
