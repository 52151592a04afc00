"""What queries that run away cost others: how long after its limit each is stopped, and look-ups before and meanwhile.

    python benchmarks/runaway.py [DEALS]

A server with a graph of so many deals is asked over a socket, by a client on the same machine. Meanwhile means that
every process for queries is busy with one that runs away, one after the other.
"""

from __future__ import annotations

import contextlib
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
from rich.console import Console
from rich.table import Table

from api.workers import WORKERS
from benchmarks.generator import records
from graph.archive import Archive
from graph.ids import article_key
from graph.rdf import to_quads
from graph.store.oxigraph import OxigraphStore
from ingest.reference import load_reference

LIMIT = 2.0  # seconds
LOOKUPS = 1500
RUNAWAYS = {
    "product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sorted product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:a>|^!<x:a>)* ?b }",
    "nested path": "SELECT (COUNT(*) AS ?n) { ?a ((!<x:a>|^!<x:a>)*/(!<x:b>|^!<x:b>)*)* ?b . ?b ?p ?c }",
    "concatenated": "SELECT (STRLEN(GROUP_CONCAT(?c)) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "distinct": "SELECT (COUNT(DISTINCT CONCAT(STR(?a), STR(?c), STR(?f))) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
}


def main() -> None:
    deals = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as folder:
        keys = fill(Path(folder), deals)
        with served(Path(folder)) as client:
            before = lookups(client, keys)
            with busy(client):
                meanwhile = lookups(client, keys)
            show(before, meanwhile, {name: late(client, query) for name, query in RUNAWAYS.items()})


def fill(folder: Path, deals: int) -> list[str]:
    """A graph of so many deals; the keys of its entities."""
    with OxigraphStore(folder, "http://localhost:8000/") as store:
        quads = []
        for record, article in records(deals, seed=1):
            quads += to_quads(
                record, article.text, store.addresses, article_key(article),
                origin=None, extractor="generator/1", observed="2026-01-01T00:00:00Z",
            )  # fmt: skip
        store.change((), quads)
        archive = Archive(store, load_reference())
        archive.refresh()
        return store.index.texts("select key from entity order by key")


@contextlib.contextmanager
def served(folder: Path) -> Iterator[httpx.Client]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--port", str(port)]
    settings = {"INVESTGRAPH_DATA": str(folder), "INVESTGRAPH_QUERY_SECONDS": str(LIMIT)}
    server = subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            while True:
                with contextlib.suppress(httpx.TransportError):
                    if client.get("/healthz").status_code == 200:
                        break
                time.sleep(0.1)
            yield client
    finally:
        server.terminate()
        server.wait()


def lookups(client: httpx.Client, keys: list[str]) -> list[float]:
    """Milliseconds of look-ups of entities, one after the other."""
    chance, took = random.Random(3), []
    for key in chance.choices(keys, k=LOOKUPS):
        began = time.perf_counter()
        client.get(f"/entities/{key}").raise_for_status()
        took.append(1000 * (time.perf_counter() - began))
    return took


@contextlib.contextmanager
def busy(client: httpx.Client) -> Iterator[None]:
    """Every worker at a query that runs away, until it is over."""
    over = threading.Event()

    def run(queries: list[str]) -> None:
        with httpx.Client(base_url=client.base_url, timeout=60) as own:
            while not over.is_set():
                for query in queries:
                    own.get("/sparql", params={"query": query})

    everything = list(RUNAWAYS.values())
    threads = [threading.Thread(target=run, args=(everything[n:] + everything[:n],)) for n in range(WORKERS)]
    for thread in threads:
        thread.start()
    time.sleep(LIMIT)
    yield
    over.set()
    for thread in threads:
        thread.join()


def late(client: httpx.Client, query: str) -> str:
    """How long after its limit a query was stopped, as text; what it ended with if otherwise."""
    client.get("/sparql", params={"query": "ASK {}"})  # a process is there: its start is not the query's time
    began = time.perf_counter()
    answer = client.get("/sparql", params={"query": query})
    took = time.perf_counter() - began
    if answer.status_code == 200:
        return "had an answer in time"
    return f"{took - LIMIT:+.2f} s ({answer.json()['error']['message'].partition(':')[0]})"


def show(before: list[float], meanwhile: list[float], stopped: dict[str, str]) -> None:
    table = Table("query that runs away", f"stopped, from its limit of {LIMIT:g} s on")
    for name, told in stopped.items():
        table.add_row(name, told)
    Console().print(table)
    p95 = [statistics.quantiles(took, n=20)[-1] for took in (before, meanwhile)]
    p50 = [statistics.median(took) for took in (before, meanwhile)]
    for name, (quiet, loud) in (("median", p50), ("p95", p95)):
        print(f"look-ups, {name}: {quiet:.1f} ms before, {loud:.1f} ms meanwhile, {loud / quiet:.1f} times")


if __name__ == "__main__":
    main()
