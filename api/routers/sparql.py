"""The SPARQL 1.1 Protocol, reading only, and a page to ask on."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.deps import TheSettings, TheStore, TheWorkers
from api.description import describe_service
from api.errors import error_json
from api.examples import RESULTS
from api.protocol import MAX_QUERY, METHODS, Asked, not_acceptable, read
from api.querypage import picture_of, query_page
from api.results import FORMS, medias, write_graph
from api.routers.pictures import picture_page
from api.schemas import faults
from graph.errors import InputError

router = APIRouter(tags=["sparql"])

_EXAMPLE = "PREFIX schema: <https://schema.org/> SELECT ?name WHERE { ?s schema:name ?name } LIMIT 5"
_TEXT = {"type": "string"}
_GRAPHS = {"type": "array", "items": _TEXT}
# The parameters are read from the request, since some may come in an address and in a body; these describe them.
_PARAMETERS: list[dict[str, Any]] = [
    {"name": name, "in": "query", "required": False, "description": about, "schema": schema}
    for name, about, schema in (
        ("query", "The query; the endpoint describes itself without one.", {**_TEXT, "examples": [_EXAMPLE]}),
        ("default-graph-uri", "A graph to ask instead of the resolved one; may be repeated.", _GRAPHS),
        ("named-graph-uri", "A graph that GRAPH may ask, instead of all; may be repeated.", _GRAPHS),
        ("format", "The form of the answer, instead of `Accept`.", {**_TEXT, "enum": ["html", *FORMS]}),
    )
]
_FORM = {"type": "object", "required": ["query"], "properties": {p["name"]: p["schema"] for p in _PARAMETERS}}
_BODY: dict[str, Any] = {
    "parameters": _PARAMETERS[1:],
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {"schema": _FORM, "example": {"query": _EXAMPLE}},
            "application/sparql-query": {"schema": _TEXT, "example": _EXAMPLE},
        },
    },
}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    **faults(400, 406, 503),
    200: {
        "content": {form.media: {} for form in FORMS.values()}
        | {"text/html": {}, FORMS["json"].media: {"example": RESULTS}}
    },
}
_VARY = {"Vary": "Accept"}


class _Endpoint:
    """What answering needs beside the request."""

    def __init__(self, store: TheStore, settings: TheSettings, workers: TheWorkers) -> None:
        self.store, self.settings, self.workers = store, settings, workers

    def answer(self, request: Request, asked: Asked) -> Response:
        if asked.page:
            return query_page(self.store, self.workers, asked)
        if asked.query is None and request.method != "POST":
            return self.describe(asked)
        if not (asked.query or "").strip():
            raise HTTPException(
                400, "no query: expected a parameter query, or SPARQL as application/sparql-query"
            )
        found = self.workers.written(
            asked.query or "", {sort: form for sort, (_, form) in asked.forms.items()}, scope=asked.scope
        )
        if found.body is None:
            raise not_acceptable(f"the query gives a {found.sort}", medias(found.sort))
        media, _ = asked.forms[found.sort]
        headers = _VARY | ({"X-Truncated": "true"} if found.truncated else {})
        return Response(found.body, media_type=media, headers=headers)

    def describe(self, asked: Asked) -> Response:
        if "graph" not in asked.forms:
            raise HTTPException(400, "no query: expected a parameter query; without one there is only RDF")
        media, form = asked.forms["graph"]
        body = write_graph(describe_service(self.store, self.settings), form)
        return Response(body, media_type=media, headers=_VARY)


TheEndpoint = Annotated[_Endpoint, Depends()]


@router.get("/sparql", responses=_ANSWERS, response_class=Response, openapi_extra={"parameters": _PARAMETERS})
def sparql_get(request: Request, endpoint: TheEndpoint) -> Response:
    """Answer a SPARQL query (reading only), in the form that `Accept` asks for.

    JSON, XML, CSV and TSV for SELECT and ASK; Turtle, N-Triples, JSON-LD, RDF/XML, TriG and N-Quads for CONSTRUCT
    and DESCRIBE; a page for people. An answer that the row limit cut off carries `X-Truncated: true`.
    """
    return endpoint.answer(request, read(request))


@router.post("/sparql", responses=_ANSWERS | faults(413, 415), response_class=Response, openapi_extra=_BODY)
async def sparql_post(request: Request, endpoint: TheEndpoint) -> Response:
    """The same, the query in a form's field `query` or as the body itself (`application/sparql-query`)."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_QUERY:
            return error_json(413, f"the query is larger than {MAX_QUERY:,} bytes: ask for less at once")
    asked = read(request, bytes(body))
    return await run_in_threadpool(endpoint.answer, request, asked)


@router.options("/sparql", include_in_schema=False)
async def sparql_options() -> Response:
    """What can be done here."""
    return Response(status_code=204, headers={"Allow": METHODS})


@router.api_route("/sparql", methods=["PUT", "PATCH", "DELETE"], include_in_schema=False)
async def sparql_refused() -> Response:
    """Anything else is refused with the methods there are."""
    raise HTTPException(405, f"expected {METHODS}", {"Allow": METHODS})


@router.get("/sparql/graph.html", include_in_schema=False)
def sparql_picture(request: Request, endpoint: TheEndpoint) -> HTMLResponse:
    """What a query connects, as a picture."""
    asked = read(request)
    if not asked.query:
        raise InputError("no query: expected a parameter query")
    return picture_page(picture_of(endpoint.store, endpoint.workers, asked))
