"""The HTTP application: JSON, SPARQL, pages and pictures over one store."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from api.errors import add_handlers
from api.jobs import Jobs
from api.questions import read_questions
from api.routers import (
    articles,
    compared,
    data,
    deals,
    explore,
    explorer,
    linked,
    pages,
    pictures,
    service,
    sparql,
    write,
)
from api.security import SecureHeaders
from api.traffic import Counts, Traffic
from api.workers import QueryWorkers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from graph.settings import Settings
    from graph.store import Store


# Looked through in this order: what is asked for most stands first.
_ROUTERS = (
    compared.router,  # before `data`, which has JSON at the same address
    data.router,
    deals.router,
    articles.router,
    service.router,
    write.router,
    sparql.router,
    pages.router,
    explore.router,
    explorer.router,
    pictures.router,
    linked.router,
)


def _dress(app: FastAPI, settings: Settings) -> None:
    """What every answer passes through: packed, counted and kept, open to pages of others, with headers that guard."""
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)  # 9: 3 % less in twice the time
    app.add_middleware(Traffic, store=app.state.store, settings=settings, counts=app.state.counts)
    if settings.cors:
        origins = [o.strip() for o in settings.cors.split(",")]
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=[
                "GET",
                "HEAD",
                "POST",
            ],  # POST of queries; writing needs a header that is not allowed
            allow_headers=["If-None-Match"],
            expose_headers=["X-Next-Cursor", "X-Truncated", "ETag", "Retry-After"],
        )
    app.add_middleware(SecureHeaders)


async def _without_slash(path: str, request: Request) -> RedirectResponse:
    """The address without the slash at its end, on this host: "//evil/" leads to /evil."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{quote(path.strip('/'))}{query}", 307)


def create_app(store: Store, settings: Settings) -> FastAPI:
    """The application over an open store.

    Raises:
        InputError: if the file of shared questions cannot be read.
    """
    workers = QueryWorkers(store, settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        workers.start()
        yield
        app.state.jobs.close()
        workers.close()

    app = FastAPI(
        lifespan=lifespan,
        title="investgraph",
        version="1",
        redirect_slashes=False,  # Starlette's own repeats whatever host the request claims; see below
        docs_url=None,  # FastAPI's own page loads its script from another host; ours is in api/web
        redoc_url=None,
        description="A knowledge graph of technology investments, with the sentence behind every fact.",
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.store, app.state.settings, app.state.workers = store, settings, workers
    app.state.counts, app.state.jobs = Counts(), Jobs(store)
    app.state.questions = read_questions(settings.questions)
    _dress(app, settings)
    add_handlers(app)
    for router in _ROUTERS:
        app.include_router(router)
    app.add_api_route("/{path:path}/", _without_slash, include_in_schema=False)
    app.mount("/static", StaticFiles(packages=[("api", "web/static")]), name="static")
    return app
