"""Writing over HTTP: off without a token, as jobs with one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api import jobs as jobs_module
from api.app import create_app
from graph.settings import Settings
from graph.store.oxigraph import OxigraphStore

TOKEN = "a-secret-of-the-test"
TEXT = "Orlenda will invest $2 billion in Japan over two years."
RECORD = {
    "entities": [
        {"id": "o", "name": "Orlenda", "type": "Company"},
        {"id": "j", "name": "Japan", "type": "Country"},
    ],
    "commitments": [
        {
            "id": "c1",
            "kind": "investment",
            "investors": ["o"],
            "places": ["j"],
            "amount": {"value": 2e9, "currency": "USD"},
            "evidence": [TEXT],
        }
    ],
}


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FastAPI]:
    monkeypatch.setenv("INVESTGRAPH_TOKEN", TOKEN)
    with OxigraphStore(tmp_path, "http://localhost:8000/") as store:
        made = create_app(store, Settings())
        yield made
        made.state.jobs.close()
        made.state.workers.close()


def send(app: FastAPI, method: str, path: str, token: str | None = TOKEN, **more: Any) -> httpx.Response:
    headers = more.pop("headers", {"authorization": f"Bearer {token}"} if token else {})

    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, headers=headers, **more)

    return asyncio.run(run())


def done(app: FastAPI, answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 202, answer.text
    told = send(app, "GET", f"{answer.headers['location']}/events").text
    assert told.rstrip().splitlines()[-1].startswith("data: ")
    return dict(send(app, "GET", answer.headers["location"]).json())


def test_a_record_goes_in_and_out(app: FastAPI) -> None:
    job = done(app, send(app, "POST", "/articles", json={"id": "a", "text": TEXT, "record": RECORD}))
    assert job["state"] == "done"
    assert job["result"].startswith("added a-")
    (deal,) = send(app, "GET", "/commitments", token=None).json()
    assert deal["amount"] == 2e9
    assert done(app, send(app, "POST", "/articles", json={"id": "a", "text": TEXT, "record": RECORD}))[
        "result"
    ].startswith("unchanged")
    found = send(
        app,
        "GET",
        "/sparql",
        params={"query": "SELECT ?e WHERE { ?e a <https://w3id.org/investgraph/ontology#Event> }"},
    )
    assert len(found.json()["results"]["bindings"]) == 1
    assert done(app, send(app, "DELETE", f"/articles/{deal['article_key']}"))["state"] == "done"
    assert send(app, "GET", "/commitments", token=None).json() == []
    assert send(app, "DELETE", f"/articles/{deal['article_key']}").status_code == 404


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<html><title>Orlenda in Japan</title><article><p>{TEXT}</p></article>".encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def page() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/news/orlenda"
        server.shutdown()


def test_an_address_is_fetched_if_it_may_be(
    app: FastAPI, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = done(app, send(app, "POST", "/articles", json={"url": page}))
    assert refused["state"] == "failed"
    assert "in no public network" in refused["result"]
    assert send(app, "GET", "/articles", token=None).json() == []
    monkeypatch.setenv("INVESTGRAPH_FETCH_PRIVATE", "true")
    with OxigraphStore(tmp_path / "allowed", "http://localhost:8000/") as store:
        allowed = create_app(store, Settings())
        sent = {"url": page, "published": "2025-03-04"}
        assert done(allowed, send(allowed, "POST", "/articles", json=sent))["state"] == "done"
        (article,) = send(allowed, "GET", "/articles", token=None).json()
        assert (article["title"], article["published"], article["url"]) == (
            "Orlenda in Japan",
            "2025-03-04",
            page,
        )
        allowed.state.jobs.close()
        allowed.state.workers.close()


def test_only_a_key_removes_an_article(app: FastAPI) -> None:
    for n, text in enumerate((TEXT, TEXT.replace("Japan", "Spain"))):
        done(app, send(app, "POST", "/articles", json={"text": text, "url": f"https://e.org/{n}"}))
    there = send(app, "GET", "/articles").json()
    # The file name of all that is sent, an id, an address, and a key that is none.
    for name in ("article", "article-1", "https:%2F%2Fe.org%2F1", f"x{there[0]['key']}"):
        answer = send(app, "DELETE", f"/articles/{name}")
        assert (answer.status_code, answer.json()["error"]["status"]) == (404, 404)
    assert send(app, "GET", "/articles").json() == there
    told = done(app, send(app, "DELETE", f"/articles/{there[0]['key']}"))
    assert (told["state"], told["result"]) == ("done", f"removed {there[0]['key']}")
    assert send(app, "GET", "/articles").json() == there[1:]


def test_judgements_and_corrections(app: FastAPI) -> None:
    done(app, send(app, "POST", "/articles", json={"id": "a", "text": TEXT, "record": RECORD}))
    (deal,) = send(app, "GET", "/commitments", token=None).json()
    said = {
        "a": "entity/orlenda",
        "b": "entity/japan",
        "decision": "different",
        "by": "t",
        "at": "2026-01-01T00:00:00Z",
    }
    assert done(app, send(app, "POST", "/judgements", json=[said]))["result"] == "1 added"
    assert (
        done(app, send(app, "POST", "/judgements", json=[{**said, "b": "entity/nobody"}]))["state"]
        == "failed"
    )
    assert send(app, "POST", "/judgements", json=[{**said, "b": "event/x"}]).status_code == 422
    correction = {
        "article": deal["article_key"],
        "original": RECORD["commitments"][0],
        "corrected": {**RECORD["commitments"][0], "status": "completed"},
        "entities": RECORD["entities"],
        "by": "t",
        "at": "2026-01-01T00:00:00Z",
    }
    assert done(app, send(app, "POST", "/corrections", json=[correction]))["result"] == "1 added"
    (deal,) = send(app, "GET", "/commitments", token=None).json()
    assert deal["status"] == "completed"


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN + "x", TOKEN[:-1]])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/articles"),
        ("DELETE", "/articles/x"),
        ("POST", "/judgements"),
        ("POST", "/corrections"),
        ("GET", "/jobs/x"),
    ],
)
def test_nobody_writes_without_the_token(app: FastAPI, token: str | None, method: str, path: str) -> None:
    answer = send(app, method, path, token=token)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert TOKEN not in answer.text


@pytest.mark.parametrize("path", ["/articles", "/judgements", "/corrections"])
def test_the_token_is_asked_for_before_what_was_sent_is_read(app: FastAPI, path: str) -> None:
    for body in (b"no json", b'[{"a": 1}]', b"{}"):
        assert send(app, "POST", path, token="wrong", content=body).status_code == 401
        assert send(app, "POST", path, content=body).status_code == 422


def test_a_token_may_have_any_letters(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path, "http://localhost:8000/") as store:
        made = create_app(store, Settings(token="schlüssel-鍵"))  # type: ignore[arg-type]
        for token, status in (("schlüssel-鍵", 404), ("schlüssel-??", 401), ("schlüssel", 401)):
            headers = [(b"authorization", f"Bearer {token}".encode())]
            answer = send(made, "GET", "/jobs/x", token=None, headers=headers)
            assert answer.status_code == status


def test_writing_is_off_by_default(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path, "http://localhost:8000/") as store:
        assert (
            send(create_app(store, Settings()), "POST", "/articles", json={"text": TEXT}).status_code == 403
        )


@pytest.mark.parametrize(
    "body",
    [
        b"no json",
        b"[]",
        b'{"id": "a"}',
        b'{"text": "  "}',
        b'{"url": "http://169.254.169.254/latest", "record": {}}',
        b'{"text": "x", "record": {"commitments": [{"id": "c1"}]}}',
        b'{"text": ' + b"[" * 2000 + b"]" * 2000 + b"}",
    ],
)
def test_what_is_no_article_is_told(app: FastAPI, body: bytes) -> None:
    assert send(app, "POST", "/articles", content=body).status_code == 422


def test_bounds(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    assert send(app, "POST", "/articles", content=b"x" * 5_000_001).status_code == 413
    monkeypatch.setattr(jobs_module.Jobs, "_run", lambda self: None)  # nothing is taken from the queue
    answers = [send(app, "POST", "/judgements", json=[]).status_code for _ in range(jobs_module.WAITING + 2)]
    assert answers == [202] * jobs_module.WAITING + [503] * 2


def test_the_token_is_in_no_text_of_the_settings() -> None:
    assert "hidden" not in repr(Settings(token="hidden"))  # type: ignore[arg-type]
