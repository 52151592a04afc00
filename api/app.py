"""The HTTP application: JSON, SPARQL and pages over one store."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qs

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, PackageLoader
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException as StarletteError

from api.results import to_csv, to_json, to_turtle
from graph.archive import Archive
from graph.draw import draw
from graph.errors import InvestgraphError, LimitError, NotFoundError
from graph.queries import (
    EntityHit,
    EntityView,
    EventView,
    entities,
    entity_view,
    event,
    events,
    find_entities,
    format_amount,
    format_period,
    neighbourhood,
    network,
    stats,
)
from ingest.reference import load_reference

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from graph.settings import Settings
    from graph.store import Store

_PAGE_RULE = "default-src 'self'; style-src 'self'; script-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'"
# The picture is one file with its scripts inside; it may load nothing, and its frame cannot reach the page around it.
_PICTURE_RULE = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"
_MAX_QUERY = 100_000  # Bytes.
_WHOLE_GRAPH = 400  # Nodes; more than that is no picture.

_env = Environment(
    loader=PackageLoader("api", "web/templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)
_env.filters["amount"] = lambda e: format_amount(e.amount, e.currency, e.qualifier, e.amount_max)
_env.filters["period"] = format_period


def create_app(store: Store, settings: Settings) -> FastAPI:
    """The application over an open store."""
    app = FastAPI(
        title="investgraph",
        version="1",
        docs_url=None,
        redoc_url=None,
        description="A knowledge graph of technology investments, with the sentence behind every fact.",
        generate_unique_id_function=lambda route: route.name,
    )
    app.mount("/static", StaticFiles(packages=[("api", "web/static")]), name="static")
    _guard(app)
    _data_routes(app, store)
    _sparql_routes(app, store, settings)
    _page_routes(app, store)
    return app


def _error(status: int, message: str) -> JSONResponse:
    return JSONResponse({"error": {"status": status, "message": message}}, status)


def _guard(app: FastAPI) -> None:
    @app.middleware("http")
    async def secure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers.setdefault("Content-Security-Policy", _PAGE_RULE)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @app.exception_handler(InvestgraphError)
    async def told(request: Request, error: InvestgraphError) -> Response:
        status = 404 if isinstance(error, NotFoundError) else 503 if isinstance(error, LimitError) else 400
        if status == 404 and "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(_env.get_template("error.html").render(message=str(error)), 404)
        return _error(status, str(error))

    @app.exception_handler(StarletteError)
    async def plain(request: Request, error: StarletteError) -> Response:
        return _error(error.status_code, f"{request.url.path}: {error.detail}")


def _data_routes(app: FastAPI, store: Store) -> None:
    @app.get("/healthz", tags=["service"])
    def healthz() -> dict[str, Any]:
        """Whether the service answers, and how many quads it holds."""
        return {"status": "ok", "quads": len(store)}

    @app.get("/entities", tags=["data"])
    def list_entities(
        q: Annotated[
            str, Query(max_length=200, description="Name or a part of it.", examples=["microsoft"])
        ] = "",
        type: Annotated[str | None, Query(max_length=20, examples=["University"])] = None,
        limit: Annotated[int, Query(ge=1, le=500)] = 20,
    ) -> list[EntityHit]:
        """Entities by name, alias or prefix, small typing errors allowed; the best first."""
        return find_entities(store, q, type=type, limit=limit)

    @app.get("/entities/{key}", tags=["data"])
    def read_entity(key: str) -> EntityView:
        """One entity with its commitments and relations, each with the sentences behind it."""
        return entity_view(store, key)

    @app.get("/commitments", tags=["data"])
    def list_commitments(
        investor: Annotated[str | None, Query(max_length=200, examples=["microsoft"])] = None,
        recipient: Annotated[str | None, Query(max_length=200)] = None,
        place: Annotated[str | None, Query(max_length=200, examples=["japan"])] = None,
        kind: Annotated[str | None, Query(max_length=20)] = None,
        status: Annotated[str | None, Query(max_length=20)] = None,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> list[EventView]:
        """Commitments by parties, place, kind and status."""
        return events(
            store, investor=investor, recipient=recipient, place=place, kind=kind, status=status, limit=limit
        )


def _sparql_routes(app: FastAPI, store: Store, settings: Settings) -> None:
    def answer(query: str, accept: str) -> Response:
        result = store.query(query, seconds=settings.query_seconds, rows=settings.query_rows)
        headers = {"X-Truncated": "true"} if result.truncated else {}
        if result.kind == "graph":
            return Response(to_turtle(result), media_type="text/turtle", headers=headers)
        if "text/csv" in accept:
            return Response(to_csv(result), media_type="text/csv", headers=headers)
        return Response(to_json(result), media_type="application/sparql-results+json", headers=headers)

    @app.get("/sparql", tags=["sparql"])
    def sparql_get(
        request: Request,
        query: Annotated[str, Query(max_length=20_000, examples=["SELECT * WHERE { ?s ?p ?o } LIMIT 5"])],
    ) -> Response:
        """Answer a SPARQL query (reading only); JSON, CSV by `Accept`, Turtle for CONSTRUCT and DESCRIBE."""
        return answer(query, request.headers.get("accept", ""))

    @app.post("/sparql", tags=["sparql"])
    async def sparql_post(request: Request) -> Response:
        """The same, the query in a form's field `query` or as the body itself (`application/sparql-query`)."""
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MAX_QUERY:
                return _error(413, f"the query is larger than {_MAX_QUERY:,} bytes")
        text = body.decode("utf-8", "replace")
        if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            text = parse_qs(text).get("query", [""])[0]
        return await run_in_threadpool(answer, text, request.headers.get("accept", ""))


def _page_routes(app: FastAPI, store: Store) -> None:
    archive = Archive(store, load_reference())

    def page(name: str, **about: Any) -> HTMLResponse:
        return HTMLResponse(_env.get_template(name).render(**about))

    def picture(text: str) -> HTMLResponse:
        return HTMLResponse(text, headers={"Content-Security-Policy": _PICTURE_RULE})

    @app.get("/", include_in_schema=False)
    def start(q: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
        return page(
            "start.html",
            q=q,
            hits=find_entities(store, q) if q else [],
            top=entities(store)[:12],
            latest=sorted(events(store), key=lambda e: e.published or "", reverse=True)[:12],
            stats=stats(store),
            shown=_WHOLE_GRAPH,
        )

    @app.get("/graph.html", include_in_schema=False)
    def whole() -> HTMLResponse:
        g = network(store)
        kept = sorted(g.nodes, key=lambda k: (-g.nodes[k]["events"], k))[:_WHOLE_GRAPH]
        return picture(draw(g.subgraph(kept), title="The whole graph", links="/entity/"))

    @app.get("/entity/{key}", include_in_schema=False)
    def entity_page(key: str) -> HTMLResponse:
        return page("entity.html", view=entity_view(store, key))

    @app.get("/entity/{key}/graph.html", include_in_schema=False)
    def entity_picture(key: str) -> HTMLResponse:
        view = entity_view(store, key)
        return picture(draw(neighbourhood(store, view.entity.key), title=view.entity.name, links="/entity/"))

    @app.get("/event/{key}", include_in_schema=False)
    def event_page(key: str) -> HTMLResponse:
        return page("event.html", e=event(store, key))

    @app.get("/article/{key}", include_in_schema=False)
    def article_page(key: str) -> HTMLResponse:
        record, article = archive.read(key)
        spans = [s for c in (*record.commitments, *record.relations) for s in c.spans]
        return page(
            "article.html", info=record.article, body=marked(article.text, [(s.start, s.end) for s in spans])
        )

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return page("docs.html", spec=app.openapi())

    @app.get("/robots.txt", include_in_schema=False)
    def robots() -> PlainTextResponse:
        return PlainTextResponse("User-agent: *\nDisallow: /sparql\n")


def marked(text: str, spans: list[tuple[int, int]]) -> str:
    """A text as safe HTML with stretches of it marked; overlapping ones are joined."""
    joined: list[list[int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    parts, at = [], 0
    for start, end in joined:
        parts += [html.escape(text[at:start]), "<mark>", html.escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*parts, html.escape(text[at:])])
