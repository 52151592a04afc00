"""SPARQL over HTTP, reading only."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.deps import TheWorkers
from api.errors import error_json
from api.results import to_csv, to_json, to_turtle
from api.schemas import RESULTS, example, faults
from api.workers import QueryWorkers

router = APIRouter(tags=["sparql"])

_MAX_QUERY = 100_000  # Bytes.
_JSON = "application/sparql-results+json"
_EXAMPLE = "PREFIX schema: <https://schema.org/> SELECT ?name WHERE { ?s schema:name ?name } LIMIT 5"
_FORM = {"schema": {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {**_FORM, "example": {"query": _EXAMPLE}},
            "application/sparql-query": {"schema": {"type": "string"}, "example": _EXAMPLE},
        },
    }
}
_ANSWERS = example(RESULTS, _JSON) | faults(400, 503)


def _answer(workers: QueryWorkers, query: str, accept: str) -> Response:
    result = workers.query(query)
    headers = {"Vary": "Accept"} | ({"X-Truncated": "true"} if result.truncated else {})
    if result.kind == "graph":
        return Response(to_turtle(result), media_type="text/turtle", headers=headers)
    if "text/csv" in accept:
        return Response(to_csv(result), media_type="text/csv", headers=headers)
    return Response(to_json(result), media_type=_JSON, headers=headers)


@router.get("/sparql", responses=_ANSWERS | faults(422), response_class=Response)
def sparql_get(
    request: Request,
    workers: TheWorkers,
    query: Annotated[str, Query(max_length=20_000, description="The query.", examples=[_EXAMPLE])],
) -> Response:
    """Answer a SPARQL query (reading only): JSON, CSV by `Accept`, Turtle for CONSTRUCT and DESCRIBE.

    An answer that the row limit cut off carries `X-Truncated: true`.
    """
    return _answer(workers, query, request.headers.get("accept", ""))


@router.post("/sparql", responses=_ANSWERS | faults(413), response_class=Response, openapi_extra=_BODY)
async def sparql_post(request: Request, workers: TheWorkers) -> Response:
    """The same, the query in a form's field `query` or as the body itself (`application/sparql-query`)."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_QUERY:
            return error_json(413, f"the query is larger than {_MAX_QUERY:,} bytes: ask for less at once")
    text = body.decode("utf-8", "replace")
    if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        text = parse_qs(text).get("query", [""])[0]
    if not text.strip():
        return error_json(
            400, "no query: expected a form's field `query`, or SPARQL as application/sparql-query"
        )
    return await run_in_threadpool(_answer, workers, text, request.headers.get("accept", ""))
