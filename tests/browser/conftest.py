"""A real server over the shipped examples and a real browser that reaches nothing else."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pydantic import SecretStr

from api.app import create_app
from graph.archive import Archive
from graph.ids import Addresses
from graph.model import Record
from graph.settings import Settings
from graph.store.memory import MemoryStore
from ingest.reference import load_reference
from ingest.sources import Loaded

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def serving(store: MemoryStore, settings: Settings) -> Iterator[str]:
    """A server on a free port of this machine, by its address."""
    server = uvicorn.Server(
        uvicorn.Config(create_app(store, settings), port=0, log_level="error", access_log=False)
    )
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    running.join(timeout=10)


@pytest.fixture(scope="session")
def address(store: MemoryStore) -> Iterator[str]:
    with serving(store, Settings()) as found:
        yield found


@pytest.fixture
def curated(examples: list[tuple[Loaded, Record]]) -> Iterator[tuple[str, MemoryStore]]:
    """A server of its own that takes corrections, over a few of the examples."""
    made = MemoryStore(Addresses("http://localhost:8000/"))
    archive = Archive(made, load_reference())
    for loaded, record in examples[:4]:
        archive.store_record(
            record, loaded.article, origin=loaded.origin, extractor="test/1", observed="2026-01-01T00:00:00Z"
        )
    archive.refresh()
    with serving(made, Settings(token=SecretStr("schlüssel-鍵"))) as found:
        yield found, made
    made.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "no Chromium: install Debian's package chromium, or name the program in CHROMIUM"
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield made
        made.close()


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=address)
    made.set_default_timeout(20_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """A page on which every message of the console, error and request to another host is a failure."""
    made, wrong = context.new_page(), list[str]()
    made.on(
        "console", lambda m: wrong.append(f"{m.type}: {m.text}") if m.type in {"error", "warning"} else None
    )
    made.on("pageerror", lambda e: wrong.append(str(e)))
    made.on(
        "request",
        lambda r: wrong.append(r.url) if not r.url.startswith((address, "data:", "blob:", "file:")) else None,
    )
    yield made
    assert not wrong


@pytest.fixture(scope="session")
def shots() -> Path | None:
    """Where pictures of the pages are put, if somebody wants to look at them."""
    told = os.environ.get("SCREENSHOTS")
    if not told:
        return None
    Path(told).mkdir(parents=True, exist_ok=True)
    return Path(told)
