from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest

from graph.errors import ArticleError
from graph.settings import Settings
from ingest.fetch import PublicOnly, fetch


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


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.1.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::a00:1]",
        "[2002:7f00:1::]",
    ],
)
def test_the_open_internet_alone_is_reached(host: str) -> None:
    def asked(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"{request.url} was asked")

    with pytest.raises(ArticleError, match="in no public network"):
        fetch(f"http://{host}/a", Settings(), PublicOnly(httpx.MockTransport(asked)))


def names(monkeypatch: pytest.MonkeyPatch, **addresses: list[str]) -> None:
    def found(host: str, port: object, **_: object) -> list[object]:
        return [(2, 1, 6, "", (a, 443)) for a in addresses[host.partition(".")[0]]]

    monkeypatch.setattr("socket.getaddrinfo", found)


def test_the_address_that_was_checked_is_the_one_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, news=["93.184.216.34"])
    seen: list[httpx.Request] = []

    def asked(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, text="<p>told</p>", headers={"content-type": "text/html"})

    body, kind, url = fetch("https://news.example/a?b=c", Settings(), PublicOnly(httpx.MockTransport(asked)))
    assert (body, kind, url) == (b"<p>told</p>", "text/html", "https://news.example/a?b=c")
    assert str(seen[0].url) == "https://93.184.216.34/a?b=c"
    assert seen[0].headers["host"] == "news.example"
    assert seen[0].extensions["sni_hostname"] == "news.example"


@pytest.mark.parametrize("inside", [["10.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["93.184.216.34", "::1"]])
def test_no_redirect_and_no_name_leads_inside(monkeypatch: pytest.MonkeyPatch, inside: list[str]) -> None:
    names(monkeypatch, news=["93.184.216.34"], inner=inside)
    away = httpx.MockTransport(lambda _: httpx.Response(302, headers={"location": "http://inner.example/x"}))
    with pytest.raises(ArticleError, match="in no public network"):
        fetch("https://news.example/a", Settings(), PublicOnly(away))
