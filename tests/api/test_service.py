"""What every request passes through, and the dataset as a whole."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest
from building import archive_of, put
from jinja2.utils import LRUCache
from rdflib import Dataset, Graph
from rdflib.namespace import DCAT, VOID

from api import kept, web
from api.app import create_app
from api.ready import prepare
from api.routers import data, service
from api.traffic import MAX_ADDRESS, Counts
from graph.export import FORMATS
from graph.links import all_links
from graph.model import Record, parse_record
from graph.settings import Settings
from graph.store.memory import MemoryStore


def ask(
    store: MemoryStore, *paths: str, settings: Settings | None = None, **more: Any
) -> list[httpx.Response]:
    async def run() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=create_app(store, settings or Settings()))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return [await client.get(path, **more) for path in paths]

    return asyncio.run(run())


@pytest.fixture
def prepared(store: MemoryStore) -> Iterator[MemoryStore]:
    """A store as a server has it that has just started."""
    web._env.cache = LRUCache(400)
    prepare(store)
    yield store
    gc.unfreeze()


def test_a_server_that_starts_has_read_its_pages(
    prepared: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("read while somebody waits")

    monkeypatch.setattr(web._env, "compile", refuse)
    assert [r.status_code for r in ask(prepared, "/", "/explore", "/entity/microsoft")] == [200, 200, 200]


def test_what_a_server_has_read_is_not_looked_through_for_garbage(prepared: MemoryStore) -> None:
    assert id(all_links(prepared.index)) not in {id(found) for found in gc.get_objects()}


def test_what_is_known_is_not_sent_again(store: MemoryStore) -> None:
    (first,) = ask(store, "/entities/microsoft")
    tag = first.headers["etag"]
    (again, other) = ask(store, "/entities/microsoft", "/entities/japan", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200
    (turtle,) = ask(store, "/entity/microsoft", headers={"if-none-match": tag, "accept": "text/turtle"})
    assert turtle.status_code == 200
    (missing,) = ask(store, "/entities/microsfot")
    assert "etag" not in missing.headers


@pytest.mark.parametrize("form", ['"{}"', 'W/"{}"', '"other", W/"{}"'])
def test_tags_are_compared_weakly(store: MemoryStore, form: str) -> None:
    path, origin = "/entities/microsoft", {"origin": "https://a.example"}
    tag = ask(store, path)[0].headers["etag"].removeprefix("W/").strip('"')
    (same,) = ask(store, path, headers={"if-none-match": form.format(tag), **origin})
    assert same.status_code == 304
    assert same.headers["access-control-allow-origin"] == "*"  # or no page of another could use what it has
    assert same.headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in same.headers  # or that of a picture in a frame would be lost
    (other,) = ask(store, path, headers={"if-none-match": form.format(f"{tag}0"), **origin})
    assert other.status_code == 200
    (set_otherwise,) = ask(
        store, path, headers={"if-none-match": form.format(tag)}, settings=Settings(query_rows=7)
    )
    assert set_otherwise.status_code == 200


def send(store: MemoryStore, method: str, path: str, **more: Any) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=create_app(store, Settings(max_article_bytes=1000)))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, **more)

    return asyncio.run(run())


@pytest.mark.parametrize("path", ["/judgements", "/corrections", "/articles"])
@pytest.mark.parametrize("told", [True, False])
def test_large_bodies_are_refused_whoever_sends_them(store: MemoryStore, path: str, told: bool) -> None:
    read: list[int] = []

    async def body() -> AsyncIterator[bytes]:
        for n in range(1000):
            read.append(n)
            yield b" " * 100

    content = b" " * 1001 if told else body()
    answer = send(store, "POST", path, content=content, headers={"content-type": "application/json"})
    assert answer.status_code in {403, 413}  # who may not write is told so if nothing has to be read for it
    assert set(answer.json()["error"]) == {"status", "message"}
    assert len(read) <= 12


def test_methods_are_told_and_made_up_ones_are_counted_as_one(store: MemoryStore) -> None:
    told = send(store, "OPTIONS", "/articles/x")
    assert (told.status_code, told.headers["allow"]) == (204, "HEAD, GET, DELETE, OPTIONS")
    assert send(store, "OPTIONS", "/nothing").status_code == 404
    counts = Counts()
    for n in range(100):
        counts.note(f"X{n}", 405, 0.1)
    assert counts.metrics().count("status=") == 1


def test_pages_of_others_may_ask_whether_what_they_have_is_new(store: MemoryStore) -> None:
    asked = {
        "origin": "https://a.example",
        "access-control-request-method": "GET",
        "access-control-request-headers": "if-none-match",
    }
    assert send(store, "OPTIONS", "/entities", headers=asked).status_code == 200
    (long,) = ask(store, "/entities?q=" + "x" * MAX_ADDRESS, headers={"origin": "https://a.example"})
    assert long.headers["access-control-allow-origin"] == "*"
    assert "content-security-policy" in long.headers


def test_an_answer_that_is_kept_is_not_opened_to_those_who_may_not_read_it(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_QUICK", 0)
    app = create_app(store, Settings(cors="https://a.example"))

    async def run() -> list[str | None]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            answers = [
                await client.get("/entities/microsoft", headers={"origin": origin} if origin else {})
                for origin in ("https://a.example", "https://b.example", "", "https://a.example")
            ]
            return [a.headers.get("access-control-allow-origin") for a in answers]

    assert asyncio.run(run()) == ["https://a.example", None, None, "https://a.example"]


def test_long_addresses_and_eager_clients_are_refused(store: MemoryStore) -> None:
    (long,) = ask(store, "/entities?q=" + "x" * MAX_ADDRESS)
    assert (long.status_code, long.json()["error"]["status"]) == (414, 414)
    answers = ask(store, *["/entities?q=japan"] * 4, "/healthz", settings=Settings(rate=2))
    assert [a.status_code for a in answers] == [200, 200, 429, 429, 200]
    assert int(answers[2].headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/entities/?q=micro", "/entities?q=micro"),
        ("//evil.example/", "/evil.example"),
        ("/%2F%2Fevil.example/", "/evil.example"),
        ("/a%3Fb/", "/a%3Fb"),
    ],
)
def test_a_slash_at_the_end_leads_to_the_same_host(store: MemoryStore, path: str, to: str) -> None:
    (found,) = ask(store, f"http://test{path}", headers={"Host": "evil.example"})
    assert (found.status_code, found.headers["location"]) == (307, to)


def test_answers_are_packed_and_open_to_other_pages(store: MemoryStore) -> None:
    (packed,) = ask(
        store, "/entities/microsoft", headers={"origin": "https://a.example", "accept-encoding": "gzip"}
    )
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["access-control-allow-origin"] == "*"
    (closed,) = ask(
        store, "/entities/microsoft", headers={"origin": "https://a.example"}, settings=Settings(cors="")
    )
    assert "access-control-allow-origin" not in closed.headers


def test_counts_and_log(store: MemoryStore, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "investgraph.requests"):
        answers = ask(store, "/entities?q=secret+search", "/nowhere", "/readyz", "/metrics")
    assert 'investgraph_requests_total{method="GET",status="404"} 1' in answers[-1].text
    assert 'le="+Inf"} 3' in answers[-1].text
    assert answers[2].text == "ready\n"
    lines = [json.loads(r.message) for r in caplog.records]
    assert lines[0]["path"] == "/entities"
    assert lines[0]["status"] == 200
    assert "secret" not in caplog.text


@pytest.mark.parametrize("format", FORMATS)
def test_downloads(store: MemoryStore, format: str) -> None:
    (answer,) = ask(store, f"/download/{format}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    check: dict[str, Callable[[str], object]] = {
        "nquads": lambda t: Dataset().parse(data=t, format="nquads"),
        "turtle": lambda t: Graph().parse(data=t, format="turtle"),
        "records": lambda t: [json.loads(line) for line in t.splitlines()],
    }
    assert check.get(format, len)(answer.text)
    (wrong,) = ask(store, "/download/exe")
    assert wrong.status_code == 422
    sure, whole = ask(store, "/download/csv?min_confidence=0.7", "/download/trig?min_confidence=0.7")
    assert sure.status_code == 200
    assert whole.status_code == 400


def test_few_downloads_are_made_at_once(store: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/download/csv"
    with monkeypatch.context() as patch:
        patch.setattr(service, "_WRITING", threading.BoundedSemaphore(1))
        with service._WRITING:
            (busy,) = ask(store, path)
        assert busy.status_code == 503
        for _ in range(2):
            assert ask(store, path, "/download/trig?min_confidence=1")[0].status_code == 200


def test_the_dataset_is_described(store: MemoryStore) -> None:
    for path in ("/dataset.ttl", "/.well-known/void"):
        g = Graph().parse(data=ask(store, path)[0].text, format="turtle")
        (dataset,) = g.subjects(None, VOID.Dataset)
        assert int(str(g.value(dataset, VOID.triples))) == len(store)
        assert len(list(g.objects(dataset, DCAT.distribution))) == len(FORMATS)
    assert len(Graph().parse(data=ask(store, "/ontology.ttl")[0].text, format="turtle")) > 100


def test_suggestions(store: MemoryStore) -> None:
    (found, empty) = ask(store, "/suggest?q=micr", "/suggest?q=")
    assert found.json()[0]["name"] == "Microsoft"
    assert empty.status_code == 422


def test_what_was_asked_for_before_is_not_made_again(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_QUICK", 0)
    made: list[str] = []
    whole = data.entity_json
    monkeypatch.setattr(
        data, "entity_json", lambda *args, **more: made.append(args[1]) or whole(*args, **more)
    )
    path, other = "/entities/microsoft", "/entities/japan"
    first, again, else_, short = ask(store, path, path, other, f"{path}?min_confidence=0.9")
    assert made == ["microsoft", "japan", "microsoft"]
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    assert len({first.content, else_.content, short.content}) == 3


def test_what_was_made_quickly_is_kept_when_it_is_asked_for_again() -> None:
    answer = kept.Answer()
    answer.note({"type": "http.response.start", "status": 200, "headers": []})
    answer.note({"type": "http.response.body", "body": b"[]"})
    answers = kept.Kept()
    answers.add("quick", answer, 0.001)
    answers.add("slow", answer, 1)
    assert (answers.get("quick"), answers.get("slow") is not None) == (None, True)
    answers.add("quick", answer, 0.001)
    assert answers.get("quick") is not None


def test_what_is_kept_is_bounded_however_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_ALL", 100_000)
    answers = kept.Kept()
    for n in range(1000):
        answer = kept.Answer()
        answer.note({"type": "http.response.start", "status": 200, "headers": []})
        answer.note({"type": "http.response.body", "body": b"[]"})
        answers.add(n, answer, 1)
    assert answers.get(999) is not None
    assert sum(answers.get(n) is not None for n in range(1000)) <= 50


def test_what_is_kept_is_not_given_in_another_form_or_after_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_QUICK", 0)
    archive = archive_of()
    put(archive, told("a1", "Orlenda"))
    archive.refresh()

    async def run() -> None:
        transport = httpx.ASGITransport(app=create_app(archive.store, Settings()))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            path = "/entities/orlenda"
            for encoding in ("gzip", "identity", "gzip"):
                answer = await client.get(path, headers={"accept-encoding": encoding})
                assert answer.headers.get("content-encoding", "identity") == encoding
                assert len(answer.json()["commitments"]) == 1
            assert "access-control-allow-origin" not in answer.headers
            assert "access-control-allow-origin" in (await client.get(path, headers={"origin": "x"})).headers
            put(archive, told("a2", "Orlenda", 7e6))
            archive.refresh()
            assert len((await client.get(path)).json()["commitments"]) == 2
            assert (await client.get("/entities/nobody")).status_code == 404
            put(archive, told("a3", "Nobody"))
            archive.refresh()
            assert (await client.get("/entities/nobody")).status_code == 200

    asyncio.run(run())


def told(id_: str, name: str, value: float = 5e6) -> Record:
    return parse_record(
        {
            "article": {"id": id_},
            "entities": [
                {"id": "e1", "name": name, "type": "Company"},
                {"id": "e2", "name": f"Taker {id_}", "type": "Company"},
            ],
            "commitments": [
                {
                    "id": "c1",
                    "kind": "equity",
                    "investors": ["e1"],
                    "recipients": ["e2"],
                    "amount": {"value": value, "currency": "USD"},
                    "evidence": ["gave it"],
                }
            ],
        }
    )
