from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest

from graph.errors import ArticleError
from graph.settings import Settings
from ingest.fetch import fetch


class Drip(httpx.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        for _ in range(100):
            time.sleep(0.02)
            yield b"x"


def test_a_server_that_drips_is_stopped() -> None:
    transport = httpx.MockTransport(
        lambda _: httpx.Response(200, stream=Drip(), headers={"content-type": "text/html"})
    )
    with pytest.raises(ArticleError, match="took longer than"):
        fetch("https://e.com/a", Settings(fetch_seconds=0.1), transport)


def test_a_redirect_leads_only_to_the_web() -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(302, headers={"location": "file:///etc/hosts"}))
    with pytest.raises(ArticleError, match="cannot be fetched"):
        fetch("https://e.com/a", Settings(), transport)
