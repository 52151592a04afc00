"""What clients may send to make a server fetch, read, write, hang or swell; and that the others are answered meanwhile."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api import workers
from api.app import create_app
from graph.archive import Archive
from graph.settings import Settings
from graph.store.memory import MemoryStore
from graph.store.oxigraph import OxigraphStore
from ingest.reference import load_reference

AWAY = "http://127.0.0.1:{port}/x"
FINE = "ASK { ?s <https://schema.org/name> 'Microsoft' }"


@pytest.fixture(scope="module")
def app(store: MemoryStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    with (
        pytest.MonkeyPatch.context() as patch,
        OxigraphStore(tmp_path_factory.mktemp("attacked"), store.addresses.base) as kept,
    ):
        patch.setattr(workers, "_MEMORY", 2**30)
        for graph in store.graphs():
            kept.replace_graph(graph, store.quads(graph))
        Archive(kept, load_reference()).refresh()
        made = create_app(kept, Settings(query_seconds=1.5))
        yield made
        made.state.workers.close()


def client(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test", timeout=60)


def post(app: FastAPI, query: str) -> httpx.Response:
    async def run() -> httpx.Response:
        async with client(app) as c:
            found = await c.post(
                "/sparql", content=query, headers={"content-type": "application/sparql-query"}
            )
            # Whatever it was, others are answered again, as soon as a new process is there.
            for _ in range(20):
                fine = await c.get("/sparql", params={"query": FINE})
                if fine.status_code == 200:
                    break
                assert fine.status_code == 503, fine.text
                await asyncio.sleep(1)
            assert fine.json()["boolean"] is True
            return found

    return asyncio.run(run())


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <AWAY> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <AWAY> { ?s ?p ?o } }",
        "SELECT * { BIND(<AWAY> AS ?x) SERVICE ?x { ?s ?p ?o } }",
        "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 1 } SERVICE <AWAY?leak> { ?a ?b ?s } }",
        "SELECT * { FILTER EXISTS { SERVICE <AWAY> { ?s ?p ?o } } }",
        "SELECT * { SERV\\u0049CE <AWAY> { ?s ?p ?o } }",
        "LOAD <AWAY>",
        "LOAD SILENT <file:///etc/passwd> INTO GRAPH <x:x>",
        "INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP SILENT ALL",
        "ASK { ?s ?p ?o } ; DROP ALL",
        "COPY DEFAULT TO <x:x>",
        # What is read, but leads nowhere.
        "SELECT * FROM <AWAY> { ?s ?p ?o }",
        "SELECT * FROM NAMED <AWAY> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * { GRAPH <file:///etc/passwd> { ?s ?p ?o } }",
        "DESCRIBE <file:///etc/passwd>",
        "BASE <file:///etc/> DESCRIBE <passwd>",
    ],
)
def test_nothing_is_fetched_read_or_written(app: FastAPI, query: str) -> None:
    before = len(app.state.store)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        answer = post(app, query.replace("AWAY", AWAY.format(port=server.getsockname()[1])))
        with pytest.raises(TimeoutError):
            server.accept()
    assert "root:" not in answer.text
    assert len(app.state.store) == before
    if answer.status_code == 200:
        assert (
            answer.headers["content-type"].startswith("text/turtle")
            or not answer.json()["results"]["bindings"]
        )
    else:
        assert answer.status_code == 400


TRIPLES = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(5))
DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
MEGABYTE = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(20))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (f"SELECT (COUNT(*) AS ?n) {{ {TRIPLES} }}", "longer than 1.5 seconds"),
        (f"SELECT * {{ {TRIPLES} }} ORDER BY ?c1 ?c4", ""),
        (f"SELECT DISTINCT ?n {{ {TRIPLES} BIND(CONCAT(STR(?a1), STR(?c4)) AS ?n) }} ORDER BY ?n", ""),
        (f"CONSTRUCT {{ ?a1 ?b1 ?c4 }} {{ {TRIPLES} FILTER(STRLEN(CONCAT(STR(?c1), STR(?c4))) < 0) }}", ""),
        ("SELECT (COUNT(*) AS ?n) { ?a (!<x:a>|^!<x:a>)* ?b . ?c (!<x:a>|^!<x:a>)* ?d }", "longer than"),
        (
            "SELECT (COUNT(*) AS ?n) { ?a ((!<x:a>|^!<x:a>)*/(!<x:b>|^!<x:b>)*)+ ?b . ?c ?d ?e . ?f ?g ?h }",
            "",
        ),
        ("SELECT (STRLEN(GROUP_CONCAT(?c)) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", ""),
        (f"SELECT (STRLEN(?x40) AS ?n) {{ BIND('0123456789' AS ?x0) {DOUBLED} }}", ""),
        (
            f"SELECT ?x20 {{ VALUES ?x0 {{ 'a' }} {MEGABYTE} ?s ?p ?o }} LIMIT 100",
            "",  # too large to send, or more memory than there is: whichever comes first
        ),
        ("ASK " + "{" * 20_000 + "}" * 20_000, ""),
        ("ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }", ""),
        ("SELECT * { ?s ?p ?o FILTER(" + "!" * 90_000 + "?o) }", ""),
    ],
    ids=lambda x: x[:25],
)
def test_what_would_not_end_is_stopped(app: FastAPI, query: str, told: str) -> None:
    answer = post(app, query)
    assert answer.status_code == 503, answer.text[:300]
    assert told in answer.json()["error"]["message"]


def test_look_ups_are_answered_while_queries_run_away(app: FastAPI) -> None:
    bomb = f"SELECT (COUNT(*) AS ?n) {{ {TRIPLES} }}"

    async def run() -> tuple[list[bool], list[httpx.Response], list[httpx.Response]]:
        async with client(app) as c:
            bombs = [
                asyncio.create_task(c.get("/sparql", params={"query": bomb})) for _ in range(workers.WORKERS)
            ]
            await asyncio.sleep(0.2)
            found = [await c.get("/entities/microsoft") for _ in range(5)]
            running = [not task.done() for task in bombs]
            return running, found, await asyncio.gather(*bombs)

    running, found, stopped = asyncio.run(run())
    assert all(running)
    assert {a.status_code for a in found} == {200}
    assert {a.status_code for a in stopped} == {503}


def test_too_many_that_wait_are_sent_away_and_look_ups_go_on(app: FastAPI, monkeypatch: Any) -> None:
    monkeypatch.setattr(workers, "WAITING", 2)
    bomb = f"SELECT (COUNT(*) AS ?n) {{ {TRIPLES} }}"

    async def run() -> tuple[list[httpx.Response], httpx.Response]:
        async with client(app) as c:
            bombs = [asyncio.create_task(c.get("/sparql", params={"query": bomb})) for _ in range(12)]
            await asyncio.sleep(0.2)
            found = await c.get("/entities/japan")
            return await asyncio.gather(*bombs), found

    answers, found = asyncio.run(run())
    assert found.status_code == 200
    told = [a.json()["error"]["message"] for a in answers]
    assert {a.status_code for a in answers} == {503}
    assert sum("are waiting" in t for t in told) >= 12 - workers.WORKERS - 2
