"""How fast the canvas of the explorer is: until it is drawn, and frames a second while it is moved, beside an empty page.

    python benchmarks/canvas.py [NODES ...]      (100, 1,000 and 10,000 if none are told)

Needs what `make test-browser` installs. The graphs are random (preferential attachment, two links an entity).
"""

from __future__ import annotations

import json
import random
import sys
import time
from typing import TYPE_CHECKING

import igraph

from api.app import create_app
from api.ready import prepare
from benchmarks.browser import looked_at
from graph.ids import Addresses
from graph.layout import positions
from graph.marks import MARKS
from graph.settings import Settings
from graph.store.memory import MemoryStore

if TYPE_CHECKING:
    from playwright.sync_api import Page

SECONDS = 3
EMPTY = "async (s) => { let n = 0; const t = performance.now(); while (performance.now() - t < s * 1000) { await new Promise(requestAnimationFrame); n++; } return n / s; }"
MOVED = """async (s) => {
  const canvas = document.querySelector("#canvas canvas"), box = canvas.getBoundingClientRect();
  const at = { x: box.left + 6, y: box.top + 6 };
  const fire = (type) => canvas.dispatchEvent(new PointerEvent(type, { bubbles: true, clientX: at.x, clientY: at.y, pointerId: 1, pointerType: "mouse", button: 0, buttons: 1, isPrimary: true }));
  fire("pointerdown");
  let n = 0;
  const t = performance.now();
  while (performance.now() - t < s * 1000) {
    await new Promise(requestAnimationFrame);
    n++;
    at.x = box.left + 6 + 150 * Math.abs(Math.sin(n / 20));
    at.y = box.top + 6 + 100 * Math.abs(Math.sin(n / 30));
    fire("pointermove");
  }
  fire("pointerup");
  return n / s;
}"""


def made(nodes: int) -> tuple[str, float]:
    """What the server would give for a random graph, and how many seconds its layout took."""
    random.seed(3)
    igraph.set_random_number_generator(random)
    links = [(f"n{a}", f"n{b}") for a, b in igraph.Graph.Barabasi(nodes, 2).get_edgelist()]
    names = {f"n{n}": f"Entity number {n}" for n in range(nodes)}
    began = time.perf_counter()
    places = positions(names, links, wide=1.9)
    took = time.perf_counter() - began
    types = list(MARKS)
    told = {
        "query": f"whole={nodes}",
        "title": "All: network",
        "undrawn": 0,
        "told": f"{nodes} entities",
        "nodes": [
            {"key": k, "name": v, "type": types[n % len(types)], "events": n % 9, "hidden": 0, "x": places[k][0], "y": places[k][1]}
            for n, (k, v) in enumerate(names.items())
        ],
        "lines": [
            {"source": a, "target": b, "label": "$1 billion", "told": "", "width": 2, "kind": "grant", "unsure": False}
            for a, b in links
        ],
        "months": [],
    }  # fmt: skip
    return json.dumps(told), took


def measured(page: Page, address: str, nodes: int) -> tuple[float, float, float]:
    """Seconds of the layout, until drawn once the data is there, and frames a second while moved."""
    body, layout = made(nodes)
    page.route("**/explore.json*", lambda route: route.fulfill(body=body, content_type="application/json"))
    began = time.perf_counter()
    page.goto(f"{address}/explore?whole={nodes}")
    page.wait_for_selector("[data-ready]", timeout=60_000)
    drawn = time.perf_counter() - began
    page.wait_for_timeout(500)
    frames: float = page.evaluate(MOVED, SECONDS)
    page.unroute("**/explore.json*")
    return layout, drawn, frames


def main() -> None:
    sizes = [int(x) for x in sys.argv[1:]] or [100, 1_000, 10_000]
    store = MemoryStore(Addresses("http://localhost/"))
    prepare(store)  # as a server does when it starts
    with looked_at(create_app(store, Settings())) as (browser, address):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}/robots.txt")
        empty: float = page.evaluate(EMPTY, SECONDS)
        print(f"empty page: {empty:.0f} frames a second")
        print(f"{'entities':>9} {'layout s':>9} {'drawn s':>8} {'frames/s':>9} {'of empty':>9}")
        for nodes in sizes:
            layout, drawn, frames = measured(page, address, nodes)
            print(f"{nodes:>9,} {layout:>9.2f} {drawn:>8.2f} {frames:>9.1f} {frames / empty:>9.0%}")


if __name__ == "__main__":
    main()
