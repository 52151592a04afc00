"""Questions at growing sizes: our functions beside raw pyoxigraph and rdflib in memory, and over HTTP.

    python benchmarks/questions.py [CLAIMS...]      by default 1000 and 5000

For each size a graph is generated and filled into a folder: rate, disk and memory of that; then p50 and p95 of each
question in milliseconds (rdflib up to 5,000 claims), the ratio to a hand-written SPARQL query in pyoxigraph on the
same folder, and how p50 grows with the size (the exponent: 1 is in proportion). Then requests a second of one entity
with its commitments, as asked before and as asked for the first time, beside routes that return the same bytes ready-made,
and beside Datasette and rdflib-endpoint if they are installed.
"""

from __future__ import annotations

import math
import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
from rdflib import Graph
from rich.console import Console
from rich.table import Table

from api.workers import QueryWorkers
from benchmarks import serving, sparql
from benchmarks.generator import records
from benchmarks.names import mistyped
from benchmarks.others import LARGEST_RDFLIB
from graph.archive import Archive
from graph.linked import describe
from graph.queries import (
    co_funders,
    entity_view,
    event,
    events,
    find_entities,
    neighbours,
    paths,
)
from graph.settings import Settings
from graph.store.oxigraph import OxigraphStore
from graph.totals import totals
from ingest.reference import load_reference

BASE = "http://localhost:8000/"
REPEATS, SECONDS = 100, 3.0  # of each question at most


class Question(NamedTuple):
    """A question by our functions, and the same by hand in SPARQL (None: SPARQL cannot say it)."""

    name: str
    ours: Callable[[], Any]
    query: Callable[[], str] | None


def main() -> None:
    sizes = [int(x) for x in sys.argv[1:]] or [1_000, 5_000]
    spawn = multiprocessing.get_context("spawn")
    filled: list[dict[str, float]] = []
    asked: list[dict[str, tuple[float, ...]]] = []
    for size in sizes:
        with ProcessPoolExecutor(1, spawn) as pool:  # a process of its own, so that its memory is told
            told, answers, rates = pool.submit(measure, size).result()
        filled.append(told)
        asked.append(answers)
        Console().print(filling(filled))
        Console().print(answering(sizes, asked))
        Console().print(rates)


def measure(size: int) -> tuple[dict[str, float], dict[str, tuple[float, ...]], Table]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with OxigraphStore(folder, BASE) as store:
            told = fill(store, folder, size)
            rng = random.Random(size)
            answers = {}
            workers = QueryWorkers(store, Settings())
            raw = ox.Store.read_only(str(folder / "quads"))
            plain = in_rdflib(store) if size <= LARGEST_RDFLIB else None
            for question in questions(store, workers, rng):
                answers[question.name] = compare(question, raw, plain)
            workers.close()
            busy = store.index.texts(
                "select key from entity where events between 5 and 20 order by key limit 300"
            )
        return told, answers, serving.measure(folder, busy or ["intel"])


def fill(store: OxigraphStore, folder: Path, size: int) -> dict[str, float]:
    archive = Archive(store, load_reference())
    began = time.perf_counter()
    archive.fill(records(size, seed=1), extractor="generator/1", observed="2026-01-01T00:00:00Z")
    seconds = time.perf_counter() - began
    claims, deals = (int(store.index.one(f"select count(*) from {t}") or 0) for t in ("claim", "event"))
    disk = {
        part: sum(p.stat().st_size for p in folder.glob(pattern)) / 1e6
        for part, pattern in (("quads", "quads/*"), ("tables", "index.sqlite"), ("names", "names/*"))
    }
    return {
        "claims": claims,
        "deals": deals,
        "quads": len(store),
        "s": seconds,
        "claims/s": claims / seconds,
        **{f"{part}, MB": megabytes for part, megabytes in disk.items()},
        "memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def in_rdflib(store: OxigraphStore) -> Graph:
    g = Graph()
    for name in (store.addresses.resolved, store.addresses.reference):
        for s, p, o, _ in store.quads(name):
            g.add((s, p, o))
    return g


class _Now:
    """Draws what is asked for, and holds it, so that SPARQL is asked for the same."""

    def __init__(self, store: OxigraphStore, rng: random.Random) -> None:
        index = store.index
        self._rng, self.key, self.code, self.text = rng, "", "", ""
        self.entities = index.texts(
            "select key from entity where type <> 'Place' and events > 0 order by key"
        )
        self.busiest = index.texts(
            "select key from entity where type = 'Company' order by events desc, key limit 3"
        )
        self.countries = index.rows(
            "select key, country from entity where type = 'Country' order by events desc, key limit 10"
        )
        self.deals = index.texts("select key from event order by key")
        self.names = index.texts("select name from entity order by key")

    def one(self, of: list[str]) -> str:
        self.key = self._rng.choice(of)
        return self.key

    def country(self) -> str:
        self.key, self.code = map(str, self._rng.choice(self.countries))
        return self.key

    def name(self) -> str:
        self.text = mistyped(self._rng.choice(self.names), self._rng)[: self._rng.randint(4, 12)]
        return self.text


def questions(store: OxigraphStore, workers: QueryWorkers, rng: random.Random) -> list[Question]:
    index, a, now = store.index, store.addresses, _Now(store, rng)

    def one() -> str:
        return now.one(now.entities)

    def of(query: Callable[[str], str]) -> Callable[[], str]:
        return lambda: query(a.entity(now.key))

    lookup = sparql.lookup
    return [
        Question("entity with commitments", lambda: entity_view(store, one()), of(sparql.entity)),
        Question("the same, one of the busiest three", lambda: entity_view(store, now.one(now.busiest)), of(sparql.entity)),
        Question("neighbours", lambda: neighbours(store, one()), of(sparql.neighbours)),
        Question("co-funders", lambda: co_funders(store, one()), of(sparql.co_funders)),
        Question("ways between two", lambda: paths(store, one(), rng.choice(now.entities)), None),
        Question("sums by investor and country", lambda: totals(index, by=("investor", "country")), lambda: sparql.TOTALS),
        Question(
            "the same, the largest 200", lambda: totals(index, by=("investor", "country"), rows=200, deals=0), lambda: sparql.TOTALS
        ),
        Question(
            "sums of one investor by country", lambda: totals(index, by=("country",), investor=one()), of(sparql.totals_of)
        ),
        Question(
            "deals of a country, all inside", lambda: events(store, place=now.country(), limit=20),
            lambda: sparql.place(a.entity(now.key), now.code),
        ),
        Question(
            "deals by filters, largest first",
            lambda: events(store, kind="equity", status="completed", since="2020", until="2022", min_amount=1e8, limit=20),
            lambda: sparql.FILTERS,
        ),
        Question("latest deals", lambda: events(store, sort="date", limit=20), lambda: sparql.LATEST),
        Question("search as one types, with an error", lambda: find_entities(store, now.name(), limit=8), lambda: sparql.search(now.text)),
        Question("deal with its evidence", lambda: event(store, now.one(now.deals)), lambda: sparql.these([a.event(now.key)])),
        Question(
            "entity as Turtle", lambda: describe(store, a.entity(one()), "turtle"), of(sparql.describe)
        ),
        Question("SPARQL through the workers", lambda: workers.query(lookup(a.entity(one()))), of(lookup)),
    ]  # fmt: skip


def compare(question: Question, raw: ox.Store, plain: Graph | None) -> tuple[float, ...]:
    """p50 and p95 of ours, p50 of pyoxigraph and of rdflib (nan: not asked), in turn so that all have the same weather."""
    times: tuple[list[float], ...] = ([], [], [])
    union = partial(raw.query, default_graph=[sparql.RESOLVED, sparql.REFERENCE])
    end = time.perf_counter() + SECONDS
    question.ours()  # what is made once is made now
    while (not times[0] or time.perf_counter() < end) and len(times[0]) < REPEATS:
        times[0].append(timed(question.ours))
        if question.query is None:
            continue
        text = question.query()
        times[1].append(timed(lambda text=text: in_full(union, text)))  # type: ignore[misc]
        if plain is not None and len(times[2]) < REPEATS // 10:
            times[2].append(timed(lambda text=text: in_full(plain.query, text)))  # type: ignore[misc]
    ours = sorted(times[0])
    others = [statistics.median(t) if t else math.nan for t in times[1:]]
    return (statistics.median(ours), ours[int(0.95 * len(ours))], *others)


def timed(do: Callable[[], Any]) -> float:
    began = time.perf_counter()
    do()
    return 1000 * (time.perf_counter() - began)


def in_full(ask: Callable[[str], Any], text: str) -> list[Any]:
    """All rows; of a query for deals alone also what is said of these."""
    rows = list(ask(text))
    if "SELECT ?e " in text or "SELECT DISTINCT ?e " in text:
        rows = list(ask(sparql.these([str(row[0]).strip("<>") for row in rows])))
    return rows


def filling(filled: list[dict[str, float]]) -> Table:
    table = Table(*filled[0], title="filling")
    for told in filled:
        table.add_row(*(f"{v:,.0f}" for v in told.values()))
    return table


def answering(sizes: list[int], asked: list[dict[str, tuple[float, ...]]]) -> Table:
    table = Table("question", title="answering, ms")
    for size in sizes[: len(asked)]:
        for what in ("p50", "p95", "pyoxigraph", "ours to it", "rdflib"):
            table.add_column(f"{what}\n{size:,}" if what == "p50" else what, justify="right")
    table.add_column("grows by", justify="right")
    for name in asked[0]:
        cells = []
        for answers in asked:
            p50, p95, raw, plain = answers[name]
            cells += [f"{p50:.1f}", f"{p95:.1f}", _cell(raw), _cell(p50 / raw, "x"), _cell(plain)]
        table.add_row(name, *cells, growth(sizes, [answers[name][0] for answers in asked]))
    return table


def _cell(value: float, unit: str = "") -> str:
    return "" if math.isnan(value) else f"{value:.2f}{unit}"


def growth(sizes: list[int], medians: list[float]) -> str:
    """The exponent of the size that fits the medians best."""
    if len(medians) < 2:
        return ""
    line = statistics.linear_regression(
        [math.log(s) for s in sizes[: len(medians)]], [math.log(m) for m in medians]
    )
    return f"n^{line.slope:.2f}"


if __name__ == "__main__":
    main()
