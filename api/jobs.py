"""Writing over HTTP: jobs that run one after the other, bounded in number and size, and can be looked at."""

from __future__ import annotations

import queue
import secrets
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel

from graph.archive import Archive
from graph.errors import InvestgraphError, LimitError, NotFoundError
from graph.index import Index
from ingest.reference import load_reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.store import Store

WAITING = 20
_KEPT = 200

State = Literal["waiting", "running", "done", "failed"]


class Job(BaseModel):
    """What was asked for, how far it is, and what came of it."""

    id: str
    what: str
    state: State = "waiting"
    result: str | None = None


class Jobs:
    """Does what changes the graph, one job after the other, in a thread of its own.

    It has its own opening of the index: what a job does is seen by readers all at once, when it is done.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: queue.Queue[tuple[Job, Callable[[Archive], str]] | None] = queue.Queue(WAITING)
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def add(self, what: str, do: Callable[[Archive], str]) -> Job:
        """Put a job at the end of the queue. Raises LimitError if too many are waiting."""
        job = Job(id=secrets.token_hex(8), what=what)
        with self._changed:
            try:
                self._waiting.put_nowait((job, do))
            except queue.Full:
                raise LimitError(f"{WAITING} jobs are waiting: try again when some are done") from None
            self._jobs[job.id] = job
            while len(self._jobs) > _KEPT:
                self._jobs.popitem(last=False)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="investgraph jobs", daemon=True)
                self._thread.start()
        return job

    def get(self, id_: str) -> Job:
        """A job as it stands. Raises NotFoundError if there is none (the last 200 are kept)."""
        with self._changed:
            if id_ not in self._jobs:
                raise NotFoundError(f"no job {id_!r}: the last {_KEPT} are kept")
            return self._jobs[id_].model_copy()

    def wait(self, id_: str, seen: State | None, seconds: float) -> Job:
        """A job as soon as its state is another than the one seen, or after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: id_ not in self._jobs or self._jobs[id_].state != seen, seconds)
        return self.get(id_)

    def close(self) -> None:
        """Let the job that runs come to its end, and no other."""
        if self._thread is not None:
            while True:
                try:
                    self._waiting.get_nowait()
                except queue.Empty:
                    break
            self._waiting.put(None)
            self._thread.join(60)

    def _run(self) -> None:
        folder = self._store.folder
        index = Index(folder / "index.sqlite") if folder is not None else None
        archive = Archive(self._store, load_reference(), index)
        while (waiting := self._waiting.get()) is not None:
            job, do = waiting
            self._set(job.id, "running", None)
            try:
                self._set(job.id, "done", do(archive))
            except InvestgraphError as error:
                self._set(job.id, "failed", str(error))
            except Exception:  # the reason is in the log; a client is told nothing of the inside
                import logging

                logging.getLogger("investgraph.jobs").exception("job %s failed", job.what)
                self._set(job.id, "failed", "something went wrong in the server; its log says what")
        if index is not None:
            index.close()

    def _set(self, id_: str, state: State, result: str | None) -> None:
        with self._changed:
            if id_ in self._jobs:
                self._jobs[id_] = self._jobs[id_].model_copy(update={"state": state, "result": result})
            self._changed.notify_all()
