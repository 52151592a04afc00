"""Two entities side by side, for people."""

from __future__ import annotations

import asyncio
import re
from functools import lru_cache
from html import unescape
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from graph.queries.ties import common_countries, ties
from graph.settings import Settings
from graph.store.memory import MemoryStore

BROWSER = {"accept": "text/html,*/*;q=0.8"}
PAIRS = ("one=microsoft&two=google", "one=microsoft&two=japan", "one=keio-university&two=university-of-tokyo")


@lru_cache(maxsize=1)
def app_of(store: MemoryStore) -> FastAPI:
    return create_app(store, Settings())


def get(store: MemoryStore, path: str, **more: Any) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=app_of(store))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path, **more)

    return asyncio.run(run())


def page_of(store: MemoryStore, query: str) -> str:
    found = get(store, f"/compare?{query}", headers=BROWSER)
    assert found.status_code == 200
    assert found.headers["content-type"].startswith("text/html")
    assert found.headers["vary"].startswith("Accept")
    return found.text


def test_people_get_a_page_and_programs_json_at_one_address(store: MemoryStore) -> None:
    page_of(store, PAIRS[0])
    for accept in ("*/*", "application/json", "application/json, text/html;q=0.9"):
        found = get(store, f"/compare?{PAIRS[0]}", headers={"accept": accept})
        assert found.json()["one"]["key"] == "microsoft"
        assert found.headers["vary"].startswith("Accept")
    assert get(store, "/compare?one=microsoft&two=microsfot").json()["error"]["status"] == 404


@pytest.mark.parametrize("more", ["", "&min_confidence=0.6", "&currency=EUR"])
@pytest.mark.parametrize("query", PAIRS)
def test_every_sum_leads_to_the_same_sum(store: MemoryStore, query: str, more: str) -> None:
    told = re.findall(r'href="(/money\?[^"]+)" aria-label="([^"]+)">', page_of(store, query + more))
    assert told or "Of neither, any sum is told" in page_of(store, query + more)
    for address, label in told:
        what, amount = (unescape(x) for x in label.split(": "))
        sums = get(store, unescape(address).replace("/money", "/totals")).json()
        group = what.rpartition(", ")[2]
        if "by=country" in address:
            total = next(r["total"] for r in sums["rows"] if r["group"]["country"] == group)
        else:
            total = sums["total"]
        number, _, scale = amount.split(" in ")[0].lstrip("$€").partition(" ")
        assert float(number) * {"million": 1e6, "billion": 1e9}[scale] == pytest.approx(total, rel=1e-3)
        assert get(store, unescape(address)).status_code == 200


@pytest.mark.parametrize("least", ["", "&min_confidence=0.4"])
@pytest.mark.parametrize("query", PAIRS)
def test_every_count_leads_to_so_many_deals(store: MemoryStore, query: str, least: str) -> None:
    page = page_of(store, query + least)
    told = re.findall(r'href="(/(?:event|deals|explore)[^"]+)" aria-label="(\d+) deals? of', page)
    assert told
    for address, count in told:
        found = get(store, unescape(address), headers=BROWSER).text
        assert int(count) == (1 if address.startswith("/event/") else found.count('<a class="kind"'))
    for address in re.findall(r'href="(/entity/[^"]+#facts)"', page):
        assert '<section id="facts">' in get(store, unescape(address).partition("#")[0]).text


def test_what_both_have_to_do_with_and_one_alone(store: MemoryStore) -> None:
    found = {t.entity.key: t for t in ties(store, "Keio University", "University of Tokyo")}
    assert (len(found["microsoft"].one.deals), len(found["microsoft"].two.deals)) == (1, 1)
    assert found["carnegie-mellon-university"].two.size == 0
    assert not found.keys() & {"keio-university", "university-of-tokyo"}
    countries = {t.entity.name: t for t in common_countries(store, "Microsoft", "Google")}
    assert (len(countries["United Kingdom"].one.deals), len(countries["United Kingdom"].two.deals)) == (2, 3)
    assert "Japan" not in {t.entity.name for t in common_countries(store, "Microsoft", "Japan")}
    assert not ties(store, "Keio University", "University of Tokyo", min_confidence=1)
    page = page_of(store, PAIRS[0])
    both = page.partition("<h2>Countries</h2>")[2].partition("<h3>Only Microsoft</h3>")[0]
    assert "United Kingdom" in both
    assert "Japan" not in both


def test_what_is_not_there_is_said_in_words(store: MemoryStore) -> None:
    assert "Both are Microsoft" in page_of(store, "one=microsoft&two=Microsoft")
    assert page_of(store, "one=microsoft&two=japan&min_confidence=")
    bare = page_of(store, "one=japan&two=malaysia&min_confidence=1")
    for told in (
        "No article tells of a deal in which both take part with that confidence",
        "Of neither, any sum is told",
        "No university is linked with either with that confidence",
    ):
        assert told in bare
    lost = get(store, "/compare?one=microsfot&two=japan", headers=BROWSER)
    assert lost.status_code == 404
    assert '<a href="/compare?one=microsoft&amp;two=japan">Microsoft</a>' in lost.text


def test_an_entity_is_compared_from_its_page(store: MemoryStore) -> None:
    page = get(store, "/entity/microsoft?min_confidence=0.5").text
    form = page.partition('action="/compare"')[2].partition("</form>")[0]
    assert 'name="one" value="microsoft"' in form
    assert 'name="min_confidence" value="0.5"' in form


def test_deals_of_one_in_any_part(store: MemoryStore) -> None:
    page = get(store, "/deals?party=university-of-tokyo").text
    assert "Microsoft" in page.partition("</form>")[2]
    assert "add these up" not in page
    assert page.count('<a class="kind"') == len(get(store, "/commitments?party=university-of-tokyo").json())
