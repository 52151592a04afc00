"""The canvas with many entities: their names, and that nothing waits for what cannot be seen."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

NAMED = "() => explorer.nodes.get().filter((n) => n.label).map((n) => n.id)"


def told(many: int) -> str:
    """What the server would give for a grid of so many entities, the first with the most deals."""
    wide = max(1, int(many**0.5))
    nodes = [
        {
            "key": f"n{n}", "name": f"Number {n}", "type": "Company", "events": many - n, "hidden": 0,
            "x": 200.0 * (n % wide), "y": 150.0 * (n // wide),
        }
        for n in range(many)
    ]  # fmt: skip
    line = {"label": "$1 billion", "told": "so", "width": 2, "kind": "grant", "unsure": False}
    lines = [{"source": f"n{n}", "target": f"n{(7 * n + 1) % many}", **line} for n in range(many)]
    about = {"query": f"whole={many}", "title": "All: network", "told": f"{many} entities", "undrawn": 0}
    return json.dumps({**about, "nodes": nodes, "lines": lines, "months": []})


@pytest.fixture
def canvas(page: Page) -> Callable[[int], None]:
    def opened(many: int) -> None:
        page.route(
            "**/explore.json*", lambda route: route.fulfill(body=told(many), content_type="application/json")
        )
        page.goto(f"/explore?whole={many}")
        page.wait_for_selector("[data-ready]")

    return opened


def test_of_many_those_with_the_most_deals_can_be_read(page: Page, canvas: Callable[[int], None]) -> None:
    canvas(900)
    named = page.evaluate(NAMED)
    assert 10 <= len(named) <= 18
    assert "n0" in named
    size, scale = page.evaluate("[explorer.nodes.get('n0').font.size, explorer.network.getScale()]")
    assert size * scale == pytest.approx(12.5, abs=1)


def test_who_comes_nearer_reads_the_names_that_are_in_view(page: Page, canvas: Callable[[int], None]) -> None:
    canvas(900)
    page.evaluate("explorer.network.moveTo({ position: { x: 3000, y: 2000 }, scale: 1 })")
    page.wait_for_timeout(300)
    # The entity of row 13, column 15 stands in the middle; the one of row 26 is far below.
    named = page.evaluate(NAMED)
    assert "n405" in named
    assert "n795" not in named
    page.evaluate("explorer.network.moveTo({ position: { x: 3000, y: 3900 } })")
    page.wait_for_timeout(300)
    assert "n795" in page.evaluate(NAMED)


def test_the_canvas_is_drawn_once_when_its_page_is_opened(page: Page, canvas: Callable[[int], None]) -> None:
    page.add_init_script(
        """window.written = [];
        const written = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (text, ...at) { window.written.push(text); return written.call(this, text, ...at); };"""
    )
    canvas(900)
    page.wait_for_timeout(300)
    assert page.evaluate("written.filter((text) => text.startsWith('Number 0')).length") == 1


def test_few_are_all_named_and_all_in_view(page: Page, canvas: Callable[[int], None]) -> None:
    canvas(30)
    assert len(page.evaluate(NAMED)) == 30
    corners = page.evaluate(
        """() => [["n0", -1], ["n29", 1]].map(([id]) => {
          const p = explorer.network.canvasToDOM(explorer.network.getPositions([id])[id]), c = document.getElementById("canvas");
          return p.x > 20 && p.y > 20 && p.x < c.clientWidth - 20 && p.y < c.clientHeight - 20;
        })"""
    )
    assert corners == [True, True]
