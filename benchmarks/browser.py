"""What benchmarks in a browser share: an application that is served and a page of Debian's Chromium to look at it with."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

try:
    from playwright.sync_api import Browser, sync_playwright
except ImportError:
    sys.exit(print("left out: needs what `make test-browser` installs"))

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI


@contextmanager
def looked_at(app: FastAPI) -> Iterator[tuple[Browser, str]]:
    """A browser, and the address at which the application is served meanwhile on a free port."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser, address
        browser.close()
    server.should_exit = True
