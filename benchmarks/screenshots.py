"""The pictures in the README, of the shipped examples: the explorer's network, flows, map and timeline.

    python -m benchmarks.screenshots [FOLDER]      (docs/images if none is told)

Needs what `make test-browser` installs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from api.app import create_app
from benchmarks.browser import looked_at
from graph.settings import Settings
from ingest.build import build

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
SCALE = 0.75  # pixels of a picture for one of the page
VIEWS = {
    "network": ("/explore?of=microsoft", "light", 760),
    "flows": ("/explore?whole=300&view=flows&by=country", "light", 760),
    "map": ("/explore?whole=300&view=map", "dark", 620),
    "timeline": ("/explore?whole=300&view=timeline", "light", 760),
}
WIDEST = """() => {
  const { network, edges } = window.explorer;
  const widest = edges.get().sort((a, b) => b.width - a.width || (a.id < b.id ? -1 : 1))[0];
  const [a, b] = [widest.from, widest.to].map((key) => network.getPosition(key));
  const box = document.querySelector("#canvas").getBoundingClientRect();
  for (let n = -30; n <= 30; n++) { // lines are bent: the nearest point of it, seen from the middle
    const along = { x: b.x - a.x, y: b.y - a.y };
    const at = network.canvasToDOM({ x: (a.x + b.x) / 2 - along.y * n / 200, y: (a.y + b.y) / 2 + along.x * n / 200 });
    if (network.getEdgeAt(at) === widest.id) return { x: box.left + at.x, y: box.top + at.y };
  }
}"""


def taken(browser: Browser, address: str, name: str, folder: Path) -> None:
    """Take the picture of a view, with what is behind its widest line if it is the network."""
    path, scheme, high = VIEWS[name]
    context = browser.new_context(
        viewport={"width": 1280, "height": high},
        device_scale_factor=SCALE,
        color_scheme="dark" if scheme == "dark" else "light",
        base_url=address,
    )
    page: Page = context.new_page()
    page.goto(path, wait_until="networkidle")
    if name == "network":
        page.wait_for_selector("[data-ready]")
        at = page.evaluate(WIDEST)
        page.mouse.click(at["x"], at["y"])
        page.wait_for_selector("#panel:not([hidden])")
        page.click("#fit")  # beside the panel
        page.mouse.move(5, 5)
        page.wait_for_timeout(500)
    page.screenshot(path=folder / f"{name}.png")
    context.close()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(build(str(ROOT / "examples" / "articles")), Settings())
    with looked_at(app) as (browser, address):
        for name in VIEWS:
            taken(browser, address, name, folder)


if __name__ == "__main__":
    main()
