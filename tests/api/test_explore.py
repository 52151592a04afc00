"""The pages on which deals are looked for and added up."""

from __future__ import annotations

import re

import pytest
from asking import get

from graph.ids import Addresses
from graph.store.memory import MemoryStore


def test_deals_are_found_and_keep_their_filters(store: MemoryStore) -> None:
    page = get(store, "/deals", params={"investor": "microsoft", "place": "indonesia", "kind": ""}).text
    assert "$1.7 billion" in page
    assert 'value="microsoft"' in page
    assert "TSMC" not in page.partition("</form>")[2]
    assert "/money?investor=microsoft&amp;place=indonesia" in page


def test_deals_and_sums_by_where_givers_and_getters_lie(store: MemoryStore) -> None:
    there = "investor_in=United+States&recipient_in=Japan"
    page = get(store, f"/deals?{there}").text
    assert "University of Tokyo" in page
    assert "Infineon" not in page.partition("</form>")[2]
    assert f"/money?{there.replace('&', '&amp;')}" in page
    sums = get(store, f"/money?by=recipient&{there}").text
    assert "University of Tokyo" in sums
    assert "Infineon" not in sums.partition("</form>")[2]
    assert "Nowhereland" in get(store, "/money?investor_in=Nowhereland").text
    shown = get(store, f"/explore?{there}").text
    assert 'name="investor_in" value="United States"' in shown


def test_pages_leave_out_what_is_not_sure(store: MemoryStore) -> None:
    sure = get(store, "/deals?sort=confidence&min_confidence=0.7").text
    assert "/money?min_confidence=0.7" in sure
    assert 0 < sure.count('class="kind"') < get(store, "/deals").text.count('class="kind"')
    assert "confidence 0." in get(store, "/money?min_confidence=0.7").text


def test_long_lists_go_on(store: MemoryStore) -> None:
    page = get(store, "/deals?sort=date").text
    more = re.search(r'rel="next" href="([^"]+)"', page)
    assert more
    rest = get(store, more.group(1).replace("&amp;", "&")).text
    first, second = (set(re.findall(r'class="kind" href="(/event/[^"]+)"', text)) for text in (page, rest))
    assert len(first) == 50
    assert second
    assert not first & second


def test_sums_by_group_lead_to_their_deals(store: MemoryStore) -> None:
    page = get(store, "/money", params={"by": "investor", "then": "country", "investor": "Microsoft"}).text
    assert "Indonesia" in page
    assert "1,700,000,000" in page
    assert re.search(r'<li><a href="/event/[^"]+">', page)
    assert "Left out" in page


def test_of_groups_by_two_things_fewer_deals_are_told_and_the_sums_are_of_all(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/money?by=investor&then=country&currency=USD"
    sums = re.compile(r'data-label="USD" class="number">([0-9,]+)<|data-label="Deals" class="number">(\d+)<')
    all_told = get(store, address).text
    monkeypatch.setattr("api.routers.explore._DEALS_OF_PAIRS", 1)
    page = get(store, address).text
    assert sums.findall(page) == sums.findall(all_told)
    assert re.search(r"and \d+ smaller deals; <code>/totals</code>", page)
    assert page.count('<li><a href="/event/') < all_told.count('<li><a href="/event/')


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/deals?investor=nobodyknown", "nobodyknown"),
        ("/deals?cursor=zzz", "zzz"),
        ("/deals?kind=foo", "foo"),
        ("/deals?until=2024-02-31", "2024-02-31"),
        ("/deals?disagreement=maybe", "maybe"),
        ("/deals?sort=size", "size"),
        ("/money?currency=XYZ", "XYZ"),
        ("/money?by=colour", "colour"),
        ("/money?since=soon", "soon"),
        ("/deals?min_confidence=much", "much"),
        ("/money?min_confidence=2", "&#39;2&#39;"),
        ("/money?allocation=none", "none"),
        ("/deals?investor=<script>alert(1)</script>", "&lt;script&gt;"),
    ],
)
def test_what_does_not_fit_is_told_on_the_page(store: MemoryStore, path: str, told: str) -> None:
    answer = get(store, path)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert told in answer.text
    assert "<script" not in re.sub(r'<script src="/static/\w+\.js" defer>', "", answer.text)


def test_parameters_that_a_page_does_not_have_are_refused(store: MemoryStore) -> None:
    for path in ("/deals?investr=Microsoft", "/money?investr=Microsoft"):
        assert get(store, path).status_code == 422
    agreed, disputed = (get(store, f"/deals?disagreement={told}").text for told in ("no", "yes"))
    assert agreed != disputed


@pytest.mark.parametrize("path", ["/deals", "/money"])
def test_an_empty_graph_has_these_pages_too(path: str) -> None:
    assert "fits" in get(MemoryStore(Addresses("http://localhost:8000/")), path).text
