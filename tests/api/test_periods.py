"""The timeline of many deals: a column for each period and status, and the deals behind it."""

from __future__ import annotations

import asyncio
import re
import sys
from html import unescape

import httpx
import pytest
from building import archive_of, put

from api.app import create_app
from graph.figures.timeline import behind, in_periods, timeline
from graph.model import parse_record
from graph.queries.selection import LineFilters, Selection, Shown, select
from graph.settings import Settings
from graph.store.base import Store
from graph.totals import dollars

HOSTILE = "Vantor <b>&"
STATUSES = ("announced", "completed", "considered", "cancelled")


def get(store: Store, path: str) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=create_app(store, Settings()))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path)

    return asyncio.run(run())


@pytest.fixture(scope="module")
def many() -> Store:
    """450 deals of two givers over five years, in turn of each status; in 2022 the first gives nothing."""
    archive = archive_of()
    givers = [{"id": f"g{n}", "name": name, "type": "Company"} for n, name in enumerate(("Orlenda", HOSTILE))]
    takers = [{"id": f"n{n}", "name": f"Taker{n:03} Labs", "type": "Company"} for n in range(450)]
    deals = [
        {
            "id": f"c{n}",
            "kind": "grant",
            "investors": ["g1" if n % 5 == 2 else "g0"],
            "recipients": [f"n{n}"],
            "amount": {"value": 1e6 * (n + 1), "currency": "USD"},
            "announced": f"{2020 + n % 5}-0{1 + n % 9}-11",
            "status": STATUSES[n % 4],
            "evidence": [f"told {n}"],
        }
        for n in range(450)
    ]
    record = {"article": {"id": "x"}, "entities": [*givers, *takers], "commitments": deals}
    put(archive, parse_record(record))
    archive.refresh()
    return archive.store


def whole(store: Store, filters: LineFilters | None = None) -> Selection:
    return select(store, Shown(whole=1000), filters or LineFilters())


def test_each_deal_stands_in_one_column(many: Store) -> None:
    selection = whole(many)
    found = behind(selection, dollars(many.index, selection.pairs.deals))
    assert in_periods(selection) == "year"
    assert sorted(d.key for bar in found for d in bar.deals) == sorted(d.key for d in selection.deals)
    assert {bar.row for bar in found} == {"Orlenda", HOSTILE}
    assert {bar.period for bar in found if bar.row == HOSTILE} == {"2022"}
    assert all({d.status for d in bar.deals} == {bar.status} for bar in found)
    assert sum(bar.usd for bar in found) == pytest.approx(sum(d.usd or 0 for d in selection.deals))
    figure = timeline(selection, "/explore/sum?x=1")
    assert figure.count("<rect") == len(found) == 20
    assert "<b>" not in figure


def test_few_have_a_mark_each_and_a_few_years_are_months(many: Store) -> None:
    few = whole(many, LineFilters(since="2024"))
    assert in_periods(few) is None
    assert behind(few) == []
    assert timeline(few).count("<circle") == len(few.deals)


def test_deals_within_a_few_years_are_put_together_by_months(
    many: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["graph.figures.timeline"], "MANY", 10)  # its function has its name
    some = whole(many, LineFilters(since="2023", until="2024"))
    assert in_periods(some) == "month"
    assert {len(bar.period) for bar in behind(some)} == {7}
    assert timeline(some).count("<rect") == len(behind(some))


def test_a_part_beside_its_whole_adds_nothing(many: Store) -> None:
    selection = whole(many)
    adds = dict.fromkeys([d.key for d in selection.deals], 1.0)
    found = behind(selection, adds)
    settled = [bar for bar in found if bar.status in {"announced", "completed"}]
    assert all(bar.usd == len(bar.deals) for bar in settled)
    assert any(bar.usd > 1e6 for bar in found if bar.status == "considered")


def test_every_column_leads_to_its_deals(many: Store) -> None:
    page = get(many, "/explore?whole=1000&view=timeline").text
    assert "Each column is what one gives in a year" in page
    addresses = [unescape(a) for a in re.findall(r'href="(/explore/sum\?[^"]+)"', page)]
    assert len(addresses) == 20
    told = 0
    for address in addresses[::3]:
        answer = get(many, address)
        assert answer.status_code == 200
        assert "<b>" not in answer.text
        count = int(re.search(r"in ([\d,]+) \w+ deals? of", answer.text)[1])  # type: ignore[index]
        assert count == len(set(re.findall(r'class="kind" href="(/event/[^"#]+)"', answer.text)))
        told += count
    assert told
    for nowhere in ("source=Orlenda&target=1999&told=announced", "source=&target=%3Cb%3E&told=x"):
        answer = get(many, f"/explore/sum?whole=1000&view=timeline&{nowhere}")
        assert answer.status_code == 404
    taken = get(many, "/explore/as/svg?whole=1000&view=timeline").text
    assert "<rect" in taken
    assert 'href="http' in taken


def test_the_flows_say_how_many_share_a_bar(many: Store) -> None:
    page = get(many, "/explore?whole=1000&view=flows&by=recipient").text
    taken = len({d.recipients for d in whole(many).deals if d.status in {"announced", "completed"}})
    assert f"The smallest, {taken - 13} on the right, share the bar “all others”." in page
    assert "share the bar" not in get(many, "/explore?whole=1000&view=flows&by=year").text
