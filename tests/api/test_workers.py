"""SPARQL in processes of its own: what runs too long is ended, and the others go on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Literal
from rdflib.term import URIRef

from api import workers
from api.workers import QueryWorkers
from graph.errors import LimitError, QueryError
from graph.ids import Addresses
from graph.rdf import Quad
from graph.settings import Settings
from graph.store import Store
from graph.store.memory import MemoryStore
from graph.store.oxigraph import OxigraphStore

BASE = "http://localhost:8000/"
BOMB = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ASK = "SELECT ?o WHERE { <http://x/s0> <http://x/p> ?o }"


@pytest.fixture(params=["memory", "oxigraph"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store = MemoryStore(Addresses(BASE)) if request.param == "memory" else OxigraphStore(tmp_path, BASE)
    with made:
        fill(made, 0)
        yield made


def fill(store: Store, value: int) -> None:
    g = store.addresses.resolved
    store.replace_graph(
        g, [Quad(URIRef(f"http://x/s{n}"), URIRef("http://x/p"), Literal(n + value), g) for n in range(300)]
    )
    store.index.set_about("revision", str(value))


@pytest.fixture
def asked(store: Store) -> Iterator[QueryWorkers]:
    made = QueryWorkers(store, Settings(query_seconds=1.5, query_rows=100))
    yield made
    made.close()


def values(asked: QueryWorkers) -> list[str]:
    return [str(row[0]) for row in asked.query(ASK).rows]


def test_a_runaway_query_is_ended_and_others_go_on(asked: QueryWorkers) -> None:
    assert values(asked) == ["0"]
    failed: list[float] = []

    def run() -> None:
        began = time.monotonic()
        with pytest.raises(LimitError, match=r"1\.5 seconds"):
            asked.query(BOMB)
        failed.append(time.monotonic() - began)

    bomb = threading.Thread(target=run)
    bomb.start()
    for _ in range(3):
        assert values(asked) == ["0"]
    bomb.join()
    assert failed, "the query was not stopped"
    assert values(asked) == ["0"]
    assert asked.query("SELECT * WHERE { ?s ?p ?o }").truncated


def test_what_was_changed_is_seen(asked: QueryWorkers, store: Store) -> None:
    assert values(asked) == ["0"]
    fill(store, 7)
    assert values(asked) == ["7"]


def test_nothing_is_left_behind(asked: QueryWorkers, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert values(asked) == ["0"]
    place = asked._snapshots
    assert place is not None
    assert place.is_dir()

    def half(folder: Path) -> None:
        folder.mkdir()
        raise RuntimeError("the disk is full")

    fill(store, 7)
    with monkeypatch.context() as patch:
        patch.setattr(store, "snapshot", half)
        with pytest.raises(RuntimeError):
            values(asked)
    assert values(asked) == ["7"]
    asked.close()
    assert not place.exists()


def test_what_is_wrong_is_told(asked: QueryWorkers) -> None:
    for wrong in ("SELECT nonsense", "SELECT * WHERE { SERVICE <http://localhost/> { ?s ?p ?o } }"):
        with pytest.raises(QueryError):
            asked.query(wrong)
    assert values(asked) == ["0"]


def test_a_queue_has_an_end(asked: QueryWorkers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WORKERS", 1)
    monkeypatch.setattr(workers, "WAITING", 1)
    values(asked)
    told: list[str] = []

    def run() -> None:
        try:
            asked.query(BOMB)
        except LimitError as error:
            told.append(str(error))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 4
    assert sum("are waiting" in t for t in told) >= 2


def test_one_that_is_ready_is_asked_before_one_that_only_starts(asked: QueryWorkers) -> None:
    asked.start()
    asked.start()
    for _ in range(3):
        assert values(asked) == ["0"]
    assert sorted(worker._ready for worker in asked._free.queue) == [False, True]


def test_a_worker_that_died_is_started_anew(asked: QueryWorkers) -> None:
    assert values(asked) == ["0"]
    worker = asked._free.get()
    assert worker._process is not None
    worker._process.kill()
    worker._process.join()
    asked._free.put(worker)
    assert values(asked) == ["0"]
