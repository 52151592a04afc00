"""All pages in a browser: nothing is loaded from elsewhere, nothing overflows, and people who cannot see or point can use them."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from graph.store.memory import MemoryStore

PAGES = (
    "/",
    "/?q=micro",
    "/deals?investor=microsoft",
    "/money?by=investor&then=country",
    "/entity/microsoft",
    "/compare?one=microsoft&two=google",
    "/event/",
    "/article/",
    "/sparql",
    "/docs",
    "/explore?of=microsoft",
    *(f"/explore?of=microsoft&view={v}" for v in ("table", "timeline", "flows", "map", "matrix")),
    "/explore/sum?of=microsoft&source=Microsoft&target=Japan",
    "/explore/sum?view=map&source=US&target=japan",
    "/nowhere",
)
LOOKS = {"light": (1440, 900), "dark": (1440, 900), "narrow": (390, 844)}


def real(path: str, store: MemoryStore) -> str:
    """The address of an event or article that there is."""
    if path == "/event/":
        return path + str(store.index.one("select key from event where sources > 1 order by key"))
    if path == "/article/":
        return path + str(store.index.one("select key from article order by key"))
    return path


def settle(page: Page, path: str) -> None:
    page.goto(path)
    if page.locator("#canvas").count():
        page.wait_for_selector("[data-ready]")


@pytest.mark.parametrize("path", PAGES[:-1])
def test_no_serious_barrier(page: Page, store: MemoryStore, path: str) -> None:
    settle(page, real(path, store))
    found = Axe().run(page).response["violations"]
    serious = [
        f"{v['id']}: {v['help']} ({v['nodes'][0]['html'][:120]})"
        for v in found
        if v["impact"] in {"serious", "critical"}
    ]
    assert not serious


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_window(
    browser: Browser, address: str, store: MemoryStore, shots: Path | None, path: str, look: str
) -> None:
    width, height = LOOKS[look]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if look == "dark" else "light",
        base_url=address,
    )
    page = context.new_page()
    settle(page, real(path, store))
    if shots is not None:
        page.wait_for_timeout(300)
        name = path.strip("/").replace("/", "_").replace("?", "_").replace("&", "_") or "start"
        page.screenshot(path=shots / f"{name}-{look}.png")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()
