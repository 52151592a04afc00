"""Writing: articles, removals, judgements and corrections, as jobs. Off unless a token is set."""

from __future__ import annotations

import datetime as dt
import hmac
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.deps import TheJobs, TheSettings, TheStore
from api.errors import error_json, told
from api.jobs import Job
from api.schemas import faults
from graph.corrections import Correction
from graph.errors import ArticleError, NotFoundError, RecordError
from graph.judgements import Judgement
from graph.model import parse_record

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from graph.archive import Archive
    from graph.model import Record
    from graph.settings import Settings
    from ingest.sources import Loaded

_POLL = 10.0  # seconds after which a waiting client hears that nothing changed


def authorize(request: Request, settings: Settings) -> None:
    """Let nobody through without the token of the settings."""
    if settings.token is None or not settings.token.get_secret_value():
        raise HTTPException(403, "writing is off: it is on if INVESTGRAPH_TOKEN is set")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    # Headers come as Latin-1, whatever the client wrote into them: UTF-8 as a rule.
    right = hmac.compare_digest(given.encode("latin-1"), settings.token.get_secret_value().encode())
    if scheme.lower() != "bearer" or not right:
        raise HTTPException(401, "expected Authorization: Bearer TOKEN", {"WWW-Authenticate": "Bearer"})


class _Guarded(APIRoute):
    """A route that asks for the token before it reads what was sent."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            authorize(request, request.app.state.settings)
            return await answer(request)

        return guarded


router = APIRouter(tags=["writing"], route_class=_Guarded, responses=faults(401, 403))


class Submitted(BaseModel, extra="forbid"):
    """An article: its text, its HTML or only its `url`, and what is known about it.

    With `record`, nothing is extracted.
    """

    text: str | None = None
    html: str | None = None
    id: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    record: dict[str, Any] | None = None


_BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": Submitted.model_json_schema(),
            "example": {"text": "What stands there."},
        }
    },
}


_JOB: dict[int | str, dict[str, Any]] = {
    202: {
        "model": Job,
        "description": "Taken as a job, which `Location` leads to.",
        "content": {"application/json": {"example": {"id": "0a1b2c3d4e5f6071", "what": "article"}}},
    }
}


def _accepted(job: Job) -> Response:
    return JSONResponse(job.model_dump(), 202, {"Location": f"/jobs/{job.id}"})


@router.post(
    "/articles",
    status_code=202,
    responses=_JOB | faults(400, 413, 422, 503),
    openapi_extra={"requestBody": _BODY},
)
async def submit_article(request: Request, jobs: TheJobs, settings: TheSettings) -> Response:
    """Submit an article (JSON with `text`, `html` or only `url`, and what is known about it); it is read as a job.

    With only `url`, the page is fetched; addresses of private networks are refused.
    """
    try:
        sent = Submitted.model_validate_json(await request.body())
        if sent.url is not None and (sent.text, sent.html, sent.record) == (None, None, None):
            return _accepted(jobs.add("article", partial(_fetch, sent, sent.url, settings)))
        loaded = await run_in_threadpool(_loaded, sent)
        given = (
            None
            if sent.record is None
            else parse_record({**sent.record, "article": loaded.article.info.model_dump()})
        )
    except ValidationError as error:
        return error_json(422, told(error.errors()))
    except (ArticleError, RecordError) as error:
        return error_json(422, str(error))
    return _accepted(jobs.add("article", lambda archive: _store(archive, loaded, given, settings)))


def _loaded(sent: Submitted) -> Loaded:
    from ingest.sources import read_line

    return read_line(sent.model_dump_json(exclude={"record"}, exclude_none=True), "article")


def _fetch(sent: Submitted, url: str, settings: Settings, archive: Archive) -> str:
    from ingest.fetch import PublicOnly
    from ingest.sources import read_address

    told = sent.model_dump(exclude={"record", "url"}, exclude_none=True)
    transport = None if settings.fetch_private else PublicOnly()
    return _store(archive, read_address(url, settings, told, transport), None, settings)


def _store(archive: Archive, loaded: Loaded, given: Record | None, settings: Settings) -> str:
    from ingest.grounding import ground
    from ingest.pipeline import EXTRACTOR, extract

    article = loaded.article
    if given is None:
        (record,) = extract([article], settings)
        left_out: list[str] = []
        extractor = EXTRACTOR
    else:
        (record, left_out), extractor = ground(given, article.text), "given"
    observed = dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()
    outcome = archive.store_record(record, article, origin=None, extractor=extractor, observed=observed)
    archive.refresh()
    key = archive.key_of(article)
    told = f"{outcome} {key}: {len(record.commitments)} commitments"
    lost = archive.lost([key])
    return "; ".join([told, *(f"left out: {reason}" for reason in left_out), *lost])


@router.delete("/articles/{key}", status_code=202, responses=_JOB | faults(404, 503))
def remove_article(store: TheStore, jobs: TheJobs, key: Annotated[str, Path(max_length=300)]) -> Response:
    """Remove an article, by its key, with all that only it says."""
    # Names and file names are for the command line: many articles may have one.
    if not store.index.one("select key from article where key = ?", key):
        raise NotFoundError(f"no article has the key {key!r}: /articles lists them")

    def do(archive: Archive) -> str:
        archive.read(key)  # another job may have removed it meanwhile
        archive.remove(key)
        archive.refresh()
        return f"removed {key}"

    return _accepted(jobs.add("remove", do))


@router.post("/judgements", status_code=202, responses=_JOB | faults(400, 413, 422, 503))
def add_judgements(jobs: TheJobs, sent: list[Judgement]) -> Response:
    """Add judgements to the ledger: the same, different, unsure, or withdrawn."""

    def do(archive: Archive) -> str:
        added = archive.judge(sent)
        archive.refresh()
        return f"{added} added"

    return _accepted(jobs.add("judgements", do))


@router.post("/corrections", status_code=202, responses=_JOB | faults(400, 413, 422, 503))
def add_corrections(jobs: TheJobs, sent: list[Correction]) -> Response:
    """Add corrections of commitments; what was extracted stays in the article's graph."""

    def do(archive: Archive) -> str:
        added = archive.correct(sent)
        archive.refresh()
        return "; ".join([f"{added} added", *archive.lost({c.article for c in sent})])

    return _accepted(jobs.add("corrections", do))


@router.get("/jobs/{id}", responses=faults(404))
def read_job(jobs: TheJobs, id: Annotated[str, Path(max_length=40)]) -> Job:
    """How far a job is."""
    return jobs.get(id)


@router.get("/jobs/{id}/events", responses=faults(404), response_class=StreamingResponse)
async def follow_job(jobs: TheJobs, id: Annotated[str, Path(max_length=40)]) -> StreamingResponse:
    """A job's states as server-sent events, until it is done or failed."""
    first = jobs.get(id)

    async def states() -> AsyncIterator[str]:
        job, seen = first, None
        while True:
            if job.state != seen:
                yield f"event: {job.state}\ndata: {job.model_dump_json()}\n\n"
            else:
                yield ": still so\n\n"
            seen = job.state
            if job.state in {"done", "failed"}:
                return
            job = await run_in_threadpool(jobs.wait, id, seen, _POLL)

    return StreamingResponse(states(), media_type="text/event-stream")
