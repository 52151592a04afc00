"""Fetching an address that the user gave: the only thing here that needs the network."""

from __future__ import annotations

import ipaddress
import socket
import time
from typing import TYPE_CHECKING

import httpx

from graph.errors import ArticleError

if TYPE_CHECKING:
    from graph.settings import Settings

_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also if it only wraps an older one ("::ffff:10.0.0.1")."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(ip.packed[-4:])
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


class PublicOnly(httpx.BaseTransport):
    """Connects to hosts of the open internet alone, and to the very address that was checked.

    Each step of a redirect comes through here. A name that has an address of a private network beside others is
    refused: the next look-up might give that one.
    """

    def __init__(self, inner: httpx.BaseTransport | None = None) -> None:
        self._inner = inner or httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to the host's address; its name stays in the header and in the check of the certificate."""
        host = request.url.host
        try:
            found = socket.getaddrinfo(host, request.url.port or request.url.scheme, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"{host!r} has no address ({error})") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        private = [a for a in addresses if not is_public(a)]
        if private:
            raise httpx.UnsupportedProtocol(
                f"{host!r} is {private[0]}, in no public network; INVESTGRAPH_FETCH_PRIVATE=true allows it"
            )
        return self._inner.handle_request(
            httpx.Request(
                request.method,
                request.url.copy_with(host=addresses[0]),
                headers=request.headers,
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
        )

    def close(self) -> None:
        """Close what is open."""
        self._inner.close()


def fetch(
    url: str, settings: Settings, transport: httpx.BaseTransport | None = None
) -> tuple[bytes, str, str]:
    """The body of an address, its type ("text/html", …) and the address that it was at last found under.

    With `PublicOnly()` as transport, addresses of private networks are refused.

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
