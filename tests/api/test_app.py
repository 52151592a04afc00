from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import httpx
import pytest
from pydantic import BaseModel

from api import examples
from api.app import create_app
from api.web import Passage, coded, is_web, marked
from graph import queries
from graph.archive import Archive
from graph.ids import Addresses
from graph.model import Article, ArticleInfo, parse_record
from graph.settings import Settings
from graph.store.memory import MemoryStore
from graph.totals import Totals
from ingest.reference import load_reference


def call(store: MemoryStore, method: str, path: str, **options: Any) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=create_app(store, Settings(query_rows=50)))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, **options)

    return asyncio.run(run())


def get(store: MemoryStore, path: str, **options: Any) -> httpx.Response:
    return call(store, "GET", path, **options)


def without_own_scripts(page: str) -> str:
    """A page without the scripts that are files of ours."""
    return re.sub(r'<script src="/[a-z/-]+\.js" defer></script>', "", page)


def test_data(store: MemoryStore) -> None:
    assert get(store, "/healthz").json()["status"] == "ok"
    assert get(store, "/entities?q=microsoft").json()[0]["key"] == "microsoft"
    one = get(store, "/entities/microsoft").json()
    assert one["entity"]["name"] == "Microsoft"
    assert all(c["quotes"] for c in one["commitments"])
    found = get(store, "/commitments?investor=microsoft&place=malaysia").json()
    assert found[0]["amount"] == 2.2e9
    assert all("malaysia" in {p["key"] for p in c["places"]} for c in found)
    assert get(store, "/commitments?investor=microsoft&min_confidence=1").json() == []
    assert get(store, "/entities/microsoft?min_confidence=1").json()["commitments"] == []
    assert get(store, "/commitments?min_confidence=2").status_code == 422


def test_errors_have_one_shape(store: MemoryStore) -> None:
    for path, status in (
        ("/entities/nobody-at-all", 404),
        ("/nothing", 404),
        ("/sparql?query=DROP%20ALL", 400),
        ("/sparql?format=docx", 400),
        ("/entities?limit=0", 422),
        ("/commitments?kind=theft", 422),
        ("/commitments?investor=nobody-at-all", 404),
        ("/commitments?investr=microsoft", 422),  # else all deals would be the answer
        ("/commitments?kind=grant&kind=loan", 422),
        ("/entities/counts?type=Company", 422),
        ("/commitments?since=2024-13", 422),
        ("/commitments?since=%D9%A2%D9%A0%D9%A2%D9%A4", 422),
        ("/changes?since=2024-01-01T25:00:00", 422),
        ("/totals?by=colour", 400),
    ):
        response = get(store, path)
        assert response.status_code == status
        error = response.json()["error"]
        assert set(error) == {"status", "message"}
        assert error["status"] == status
    assert "party, investor" in get(store, "/commitments?investr=microsoft").text
    assert get(store, "/totals?kind=grant&kind=loan").status_code == 200
    wrong = call(store, "POST", "/healthz")
    assert wrong.status_code == wrong.json()["error"]["status"] == 405
    assert wrong.headers["allow"] == "HEAD, GET, OPTIONS"
    head = call(store, "HEAD", "/entities/microsoft")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == get(store, "/entities/microsoft").headers["etag"]


def test_a_fault_of_ours_tells_nothing_of_the_inside(store: MemoryStore) -> None:
    app = create_app(store, Settings())

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("a secret of the inside")

    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get("/broken")

    response = asyncio.run(run())
    assert response.status_code == response.json()["error"]["status"] == 500
    assert "secret" not in response.text
    assert "content-security-policy" in response.headers


def test_people_get_a_page_programs_get_json(store: MemoryStore) -> None:
    browser = {"accept": "text/html,*/*;q=0.8"}
    lost = get(store, "/entity/microsfot", headers=browser)
    assert (lost.status_code, lost.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "Microsoft" in lost.text  # the nearest name
    attack = get(store, "/entity/<script>alert(1)<%2Fscript>", headers=browser)
    assert "<script" not in without_own_scripts(attack.text)
    assert get(store, "/entities/microsfot", headers=browser).json()["error"]["status"] == 404


def test_people_read_what_was_not_found_and_where_to_go_on(store: MemoryStore) -> None:
    browser = {"accept": "text/html"}
    lost = get(store, "/entity/microsfot?min_confidence=0.5", headers=browser).text
    assert "Nothing here is called “microsfot”" in lost
    assert '<a href="/entity/microsoft?min_confidence=0.5">Microsoft</a>' in lost
    assert 'value="microsfot"' in lost
    for path, status, told in (
        ("/nowhere", 404, "There is no page at this address"),
        ("/event/none", 404, "There is no deal at this address"),
        ("/article/none", 404, "There is no article at this address"),
        ("/explore/sum?source=a&target=b", 404, "No sum from &#39;a&#39; to &#39;b&#39;"),
        ("/deals?colour=red", 422, "No parameter &#39;colour&#39;"),
    ):
        page = get(store, path, headers=browser)
        assert page.status_code == status
        assert told in page.text
        assert 'name="q" type="search"' in page.text.partition("<main")[2]
        assert '<a href="/explore">' in page.text.partition("<main")[2]
    assert "is none of ours" in get(store, "/no/<b>", headers=browser).text
    assert "<b>" not in get(store, "/no/<b>", headers=browser).text


@pytest.mark.parametrize("path", ["/", "/?q=tokyo", "/entity/microsoft", "/docs"])
def test_pages_load_nothing_from_elsewhere(store: MemoryStore, path: str) -> None:
    response = get(store, path)
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "<script" not in without_own_scripts(response.text)
    assert "script-src 'self'" in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    for part in ('src="http', 'href="http', "url(http"):
        assert part not in response.text


def test_every_fact_of_a_page_has_its_sentence(store: MemoryStore) -> None:
    page = get(store, "/entity/microsoft").text
    assert "<blockquote>" in page
    article = page.partition('<p class="source"><a href="')[2].partition('"')[0]
    assert "<mark>" in get(store, article).text
    event = page.partition('href="/event/')[2].partition('"')[0]
    assert get(store, f"/event/{event}").status_code == 200


def test_what_others_do_to_an_entity_is_told_from_its_side(store: MemoryStore) -> None:
    page = get(store, "/entity/japan").text
    assert "<dt>invested in by</dt>" in page
    assert "invests in (of it)" not in page
    assert "invested in by" in get(store, "/explore/entity/japan", params={"of": "japan"}).text


def test_browsers_find_the_icon_beside_answers_that_are_no_page(store: MemoryStore) -> None:
    asked = get(store, "/favicon.ico")
    assert asked.status_code == 301
    icon = get(store, asked.headers["location"])
    assert (icon.status_code, icon.headers["content-type"]) == (200, "image/svg+xml")


def test_pictures_may_load_nothing(store: MemoryStore) -> None:
    for path in ("/graph.html", "/entity/microsoft/graph.html"):
        response = get(store, path)
        policy = response.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "sandbox allow-scripts" in policy
        assert "allow-same-origin" not in policy
        assert "vis.Network" in response.text


def test_the_description_has_an_operation_for_each_question(store: MemoryStore) -> None:
    spec = get(store, "/openapi.json").json()
    questions = {"/entities", "/entities/{key}", "/entities/{key}/neighbours", "/entities/{key}/cofunders"}
    others = {"/commitments", "/paths", "/totals", "/suggest", "/sparql", "/healthz", "/readyz", "/metrics"}
    others |= {
        "/articles",
        "/articles/{key}",
        "/judgements",
        "/corrections",
        "/jobs/{id}",
        "/jobs/{id}/events",
    }
    others |= {
        "/download/{format}",
        "/dataset.ttl",
        "/ontology.ttl",
        "/commitments/facets",
        "/commitments/{key}",
    }
    others |= {
        "/entities/counts",
        "/entities/{key}/timeline",
        "/changes",
        "/compare",
        "/commitments/{key}/evidence",
        "/articles/{key}/claims/{id}/evidence",
    }
    assert set(spec["paths"]) == questions | others
    assert spec["paths"]["/entities"]["get"]["operationId"] == "list_entities"
    ids = [operation["operationId"] for path in spec["paths"].values() for operation in path.values()]
    assert len(ids) == len(set(ids))
    for path in spec["paths"].values():
        contents = path.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        if "data" in path.get("get", {}).get("tags", ()) and "application/json" in contents:
            assert contents["application/json"]["example"], path["get"]["operationId"]
    assert spec["components"]["schemas"]["ErrorAnswer"]


@pytest.mark.parametrize(
    ("example", "model"),
    [
        (examples.ENTITY, queries.EntityHit),
        (examples.ENTITY_VIEW, queries.EntityView),
        (examples.ENTITY_COUNTS, queries.EntityCounts),
        (examples.TIMELINE, queries.Timeline),
        (examples.COMPARISON, queries.Comparison),
        (examples.NEIGHBOUR, queries.Neighbour),
        (examples.CO_FUNDER, queries.CoFunder),
        (examples.PATH, queries.PathView),
        (examples.COMMITMENT, queries.EventView),
        (examples.FACETS, queries.Facets),
        (examples.CHANGES, queries.Changes),
        (examples.TOTALS, Totals),
        (examples.ARTICLE, queries.ArticleView),
        (examples.ARTICLE_RECORD, queries.ArticleRecord),
        (examples.CONTEXT, queries.Context),
    ],
)
def test_examples_fit_their_models(example: dict[str, Any], model: type[BaseModel]) -> None:
    told = json.loads(model.model_validate(example).model_dump_json())
    assert set(example) <= set(told)


def test_an_empty_graph_says_what_to_do() -> None:
    empty = MemoryStore(Addresses("http://localhost:8000/"))
    assert "investgraph ingest" in get(empty, "/").text
    assert get(empty, "/graph.html").status_code == 200


def test_an_entity_has_one_address(store: MemoryStore) -> None:
    moved = get(store, "/entity/Microsoft")
    assert moved.status_code == 307
    assert moved.headers["location"] == "/entity/microsoft"


HOSTILE = (
    "Microsoft </script><script>alert(1)</script> will invest $2.9 billion in Japan "
    "<img src=x onerror=alert(1)> over two years.\n"
)


def test_hostile_articles_stay_text() -> None:
    text = "Microsoft will invest $2.9 billion in Japan over two years.\n" + HOSTILE
    quote = HOSTILE.strip()
    record = parse_record(
        {
            "article": {"id": "x", "title": "<script>alert(2)</script>", "url": "javascript:alert(3)"},
            "entities": [
                {"id": "e1", "name": "</script><b>Evil & Sons", "type": "Company"},
                {"id": "e2", "name": "{{data}}", "type": "Place"},
            ],
            "commitments": [
                {
                    "id": "c1",
                    "kind": "investment",
                    "investors": ["e1"],
                    "places": ["e2"],
                    "evidence": [quote],
                    "spans": [{"start": text.index(quote), "end": text.index(quote) + len(quote)}],
                }
            ],
        }
    )
    made = MemoryStore(Addresses("http://localhost:8000/"))
    archive = Archive(made, load_reference())
    article = Article(info=ArticleInfo(**record.article.model_dump(exclude={"source"})), text=text)
    archive.store_record(
        record, article, origin=None, extractor="given", observed="2026-01-01T00:00:00+00:00"
    )
    archive.refresh()
    (evil,) = get(made, "/entities?q=evil").json()
    (event,) = get(made, "/commitments").json()
    paths = (
        f"/entity/{evil['key']}",
        f"/event/{event['key']}",
        f"/article/{event['article_key']}",
        "/",
        "/?q=<script>",
        "/explore?view=table",
        "/explore?view=timeline",
        "/explore?view=map",
        f"/explore/entity/{evil['key']}",
    )
    for path in paths:
        page = get(made, path)
        assert page.status_code == 200
        for part in ("<script", "<img src=x", "<b>", 'href="javascript'):
            assert part not in without_own_scripts(page.text)
    picture = get(made, f"/entity/{evil['key']}/graph.html").text
    assert "<b>Evil" not in picture
    assert picture.count("</script>") == 3


def test_text_becomes_safe_html() -> None:
    assert coded("a `<b>` c") == "a <code>&lt;b&gt;</code> c"
    assert is_web("https://example.org/")
    assert not is_web("javascript:alert(1)")
    assert not is_web(None)


def test_hostile_text_stays_text() -> None:
    assert (
        marked("<script>a</script> & b", [Passage(0, 8), Passage(4, 10)])
        == "<mark>&lt;script&gt;a&lt;</mark>/script&gt; &amp; b"
    )


def test_each_passage_leads_to_its_deal(store: MemoryStore) -> None:
    one, two = Passage(0, 4, "/event/x", '"><script>'), Passage(2, 6, "/event/y")
    told = marked("gave it away", [two, one, Passage(8, 12, "/event/x")])
    assert told == (
        '<mark>gave i</mark><sup><a href="/event/x" title="&#34;&gt;&lt;script&gt;">1</a></sup>'
        '<sup><a href="/event/y" title="">2</a></sup>t <mark>away</mark>'
        '<sup><a href="/event/x" title="">1</a></sup>'
    )
    key = store.index.texts("select article from claim order by 1")[0]
    page = get(store, f"/article/{key}").text
    linked = set(re.findall(r'<sup><a href="(/event/[^"]+)"', page))
    assert linked
    assert all(get(store, address).status_code == 200 for address in linked)
