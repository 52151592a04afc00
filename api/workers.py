"""Processes that answer SPARQL queries on snapshots of a store, and that are ended when one takes too long.

An engine cannot be told to stop in the midst of a row, a process can. So no query holds up what else the server does.
That holds for a store in memory as well: its snapshots are folders that pass with the server.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import os
import pickle
import queue
import shutil
import tempfile
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.results import sort_of, write
from graph.errors import InvestgraphError, LimitError, QueryError
from graph.store import QueryResult
from graph.store.oxigraph import OxigraphStore
from graph.store.reading import check_read_only

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from api.results import Form, Sort
    from graph.settings import Settings
    from graph.store import Scope, Store

WORKERS = 2
WAITING = 8  # more than so many that wait are sent away: they hold threads that others need
_GRACE = 0.1  # seconds that a worker may take beyond the limit to say itself that it was reached
_MEMORY = 4 * 2**30  # bytes of addresses that a worker may use
_LARGEST = 50_000_000  # bytes of an answer
_NICE = 5  # so that look-ups come first where processors are few
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class _Job:
    sparql: str
    seconds: float
    rows: int
    union: bool
    scope: Scope | None
    forms: Mapping[Sort, Form] | None = None
    snapshot: Path | None = None


@dataclass(frozen=True)
class Written:
    """A result in a form; `body` is None if no form for its sort was named."""

    sort: Sort
    body: bytes | None
    truncated: bool


class QueryWorkers:
    """Answers queries on snapshots of a store, in worker processes."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._free: queue.PriorityQueue[_Worker] = queue.PriorityQueue()
        self._snapshots: Path | None = None
        self._started = 0
        self._waiting = 0
        self._lock = threading.Lock()

    def start(self) -> None:
        """Have one process ready for the first query; nothing waits for it."""
        worker = _Worker(self._store.addresses.base)
        worker.start()
        self._started += 1
        self._free.put(worker)

    @property
    def most_rows(self) -> int:
        """How many rows an answer has at most."""
        return self._settings.query_rows

    def query(
        self, sparql: str, *, graphs: bool = False, scope: Scope | None = None, rows: int | None = None
    ) -> QueryResult:
        """The answer within the limits of the settings; with `graphs` over all named graphs together.

        Raises:
            QueryError: if the query is no SPARQL or not allowed.
            LimitError: if it took too long, or too many are waiting.
        """
        limits = self._settings
        most = min(rows or limits.query_rows, limits.query_rows)
        answer = self._answer(_Job(sparql, limits.query_seconds, most, graphs, scope))
        assert isinstance(answer, QueryResult)
        return answer

    def written(self, sparql: str, forms: Mapping[Sort, Form], *, scope: Scope | None = None) -> Written:
        """The answer as text, written by the process that found it. Raises as `query` does."""
        limits = self._settings
        job = _Job(sparql, limits.query_seconds, limits.query_rows, False, scope, forms=forms)
        answer = self._answer(job)
        assert isinstance(answer, Written)
        return answer

    def _answer(self, job: _Job) -> QueryResult | Written:
        check_read_only(job.sparql)
        worker = self._take()
        try:
            return worker.ask(replace(job, snapshot=self._newest()))
        finally:
            self._free.put(worker)

    def _newest(self) -> Path:
        """A snapshot that shows the newest revision. The one before it stays: a worker may still read it."""
        revision = self._store.index.about("revision") or "0"
        with self._lock:
            if self._snapshots is None:
                self._snapshots = _place(self._store)
            newest = self._snapshots / revision
            if not newest.exists():
                try:
                    self._store.snapshot(newest)
                except BaseException:  # half of one is none
                    shutil.rmtree(newest, ignore_errors=True)
                    raise
                for old in sorted(self._snapshots.iterdir(), key=lambda p: int(p.name))[:-2]:
                    shutil.rmtree(old, ignore_errors=True)
            return newest

    def _take(self) -> _Worker:
        with self._lock:
            if self._free.empty() and self._started < WORKERS:
                self._started += 1
                return _Worker(self._store.addresses.base)
            if self._waiting >= WAITING:
                raise LimitError(
                    f"{WORKERS} queries are being answered and {WAITING} are waiting: try again in a few seconds"
                )
            self._waiting += 1
        try:
            return self._free.get(timeout=self._settings.query_seconds)
        except queue.Empty:
            raise LimitError("all workers were busy for too long: try again in a few seconds") from None
        finally:
            with self._lock:
                self._waiting -= 1

    def close(self) -> None:
        """End the processes."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._free.get_nowait().end()
        if self._snapshots is not None:
            shutil.rmtree(self._snapshots, ignore_errors=True)


def _place(store: Store) -> Path:
    """Where snapshots are put: in the data folder, where files can be linked, else in one that passes."""
    if store.folder is None:
        passing = Path(tempfile.mkdtemp(prefix="investgraph-"))
        atexit.register(shutil.rmtree, passing, ignore_errors=True)  # even if nobody says close
        return passing
    place = store.folder / "snapshots"
    shutil.rmtree(place, ignore_errors=True)  # what a server that was killed left
    return place


class _Worker:
    """One process, started anew as soon as it was ended."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._ready = False
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def __lt__(self, other: _Worker) -> bool:
        """Before another: one that need not be waited for until it has started."""
        return self._ready > other._ready

    def ask(self, job: _Job) -> QueryResult | Written:
        if self._process is None or not self._process.is_alive():
            self.start()
        self._wait()
        assert self._pipe is not None
        try:
            self._pipe.send(job)
            if not self._pipe.poll(job.seconds + _GRACE):
                self.start()
                raise LimitError(
                    f"the query took longer than {job.seconds:g} seconds and was stopped: ask for less"
                )
            answer: QueryResult | Written | InvestgraphError = self._pipe.recv()
        except (EOFError, OSError) as error:  # it died: out of memory, or of stack
            self.start()
            raise LimitError(
                "the query needed more memory, or is nested deeper, than can be: ask for less"
            ) from error
        if isinstance(answer, InvestgraphError):
            raise answer
        return answer

    def start(self) -> None:
        """Start the process, without waiting until it can be asked; one that runs is ended."""
        self.end()
        self._pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(
            target=_serve, args=(theirs, self._base, _MEMORY), daemon=True, name="investgraph query"
        )
        self._process.start()
        theirs.close()

    def _wait(self) -> None:
        """Until the process is there. Starting takes longer than many a query may: its time is not the query's."""
        assert self._pipe is not None
        try:
            self._ready = self._ready or (self._pipe.poll(60) and self._pipe.recv() == "ready")
        except (EOFError, OSError):
            self._ready = False
        if not self._ready:
            self.end()
            raise LimitError("the process that answers queries did not start: try again")

    def end(self) -> None:
        """Kill the process, whatever it does; it is not waited for, since giving back much memory takes time."""
        if self._process is not None:
            self._process.kill()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None
        self._ready = False


def _done(store: Store, job: _Job) -> QueryResult | Written:
    result = store.query(job.sparql, seconds=job.seconds, rows=job.rows, union=job.union, scope=job.scope)
    if job.forms is None:
        return result
    form = job.forms.get(sort := sort_of(result))
    return Written(sort, write(result, form) if form is not None else None, result.truncated)


def _serve(pipe: Connection, base: str, memory: int) -> None:
    """What a worker process does: answer from the newest snapshot until it is ended."""
    with contextlib.suppress(ImportError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        os.nice(_NICE)
    opened: tuple[Path, OxigraphStore] | None = None
    pipe.send("ready")
    while True:
        try:
            job: _Job = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        answer: Any
        try:
            assert job.snapshot is not None
            if opened is None or opened[0] != job.snapshot:
                opened = job.snapshot, OxigraphStore(job.snapshot, base, read_only=True)
            answer = _packed(_done(opened[1], job))
        except InvestgraphError as error:
            answer = pickle.dumps(error)
        except MemoryError:
            answer = pickle.dumps(
                LimitError("the query needed more memory than there is for one: ask for less")
            )
        except Exception as error:  # whatever goes wrong is told, and the worker goes on
            answer = pickle.dumps(QueryError(f"the query cannot be answered: {error}"))
        pipe.send_bytes(answer)


def _packed(answer: QueryResult | Written) -> bytes:
    packed = pickle.dumps(answer)
    if len(packed) > _LARGEST:
        raise LimitError(f"the answer is larger than {_LARGEST:,} bytes: ask for less, or add LIMIT")
    return packed
