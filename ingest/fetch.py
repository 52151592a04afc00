"""Fetching an address that the user gave: the only thing here that needs the network."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import httpx

from graph.errors import ArticleError

if TYPE_CHECKING:
    from graph.settings import Settings

_TYPES = ("text/html", "application/xhtml+xml", "text/plain")


def fetch(
    url: str, settings: Settings, transport: httpx.BaseTransport | None = None
) -> tuple[bytes, str, str]:
    """The body of an address, its type ("text/html", …) and the address that it was at last found under.

    Raises:
        ArticleError: if it cannot be reached, is too large, or is no page or text.
    """
    limit = settings.max_article_bytes
    # httpx limits each wait; a server that sends a byte at a time is stopped here.
    deadline = time.monotonic() + settings.fetch_seconds
    try:
        with (
            httpx.Client(
                transport=transport,
                timeout=settings.fetch_seconds,
                follow_redirects=True,
                max_redirects=5,
                headers={"User-Agent": "investgraph", "Accept": "text/html, text/plain;q=0.8"},
            ) as client,
            client.stream("GET", url) as response,
        ):
            response.raise_for_status()
            kind = response.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
            if kind not in _TYPES:
                raise ArticleError(url, f"is {kind!r}, expected a page or plain text")
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > limit:
                    raise ArticleError(url, f"is larger than {limit:,} bytes (INVESTGRAPH_MAX_ARTICLE_BYTES)")
                if time.monotonic() > deadline:
                    raise ArticleError(
                        url, f"took longer than {settings.fetch_seconds:g} s (INVESTGRAPH_FETCH_SECONDS)"
                    )
            return bytes(body), kind, str(response.url)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ArticleError(url, f"cannot be fetched ({error}): check the address and the network") from error
