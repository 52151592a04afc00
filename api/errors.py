"""Errors over HTTP: one JSON shape for programs, a page for people."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.lost import error_page
from api.schemas import ErrorAnswer, Fault
from api.security import HEADERS
from graph.errors import InvestgraphError, LimitError, NotFoundError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fastapi import FastAPI, Request

_FOR_PROGRAMS = (
    "/entities",
    "/commitments",
    "/paths",
    "/changes",
    "/totals",
    "/suggest",
    "/download",
    "/sparql",
    "/articles",
    "/judgements",
    "/corrections",
    "/jobs",
    "/healthz",
    "/openapi.json",
)


def error_json(status: int, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """An error in the one shape that all have."""
    answer = ErrorAnswer(error=Fault(status=status, message=message))
    return JSONResponse(answer.model_dump(), status, headers)


def told(faults: Iterable[Mapping[str, Any]]) -> str:
    """What does not fit, place by place, as pydantic lists it."""
    return "; ".join(": ".join(filter(None, (".".join(map(str, e["loc"])), e["msg"]))) for e in faults)


def add_handlers(app: FastAPI) -> None:
    """Answer every kind of error in that shape, or as a page if a person asks for a page."""

    @app.exception_handler(InvestgraphError)
    async def meant(request: Request, error: InvestgraphError) -> Response:
        return _answer(request, status_of(error), str(error), error=error)

    @app.exception_handler(RequestValidationError)
    async def misfit(request: Request, error: RequestValidationError) -> Response:
        return _answer(request, 422, told([{**e, "loc": e["loc"][1:] or e["loc"]} for e in error.errors()]))

    @app.exception_handler(HTTPException)
    async def plain(request: Request, error: HTTPException) -> Response:
        hint = "; the addresses there are stand at /docs" if error.status_code in {404, 405} else ""
        message = f"{request.url.path}: {error.detail}{hint}"
        headers = dict(error.headers or {})
        if error.status_code == 405 and error.detail == HTTPStatus(405).phrase:  # the router's own word
            headers["Allow"] = ", ".join(_allowed(request))
            if request.method == "OPTIONS":
                return Response(status_code=204, headers=headers)
        return _answer(request, error.status_code, message, headers, error)

    @app.exception_handler(Exception)
    async def unforeseen(request: Request, error: Exception) -> Response:
        # What failed is in the server's log; a client is told nothing about the inside.
        message = "something went wrong in the server; its log says what"
        return _answer(request, 500, message, HEADERS)


def _allowed(request: Request) -> list[str]:
    """The methods of all routes that an address has; the router itself tells of the first one alone."""

    def there(method: str) -> bool:
        scope = {**request.scope, "method": method}
        return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)

    found = [method for method in ("GET", "POST", "PUT", "PATCH", "DELETE") if there(method)]
    return [*(["HEAD"] if "GET" in found else []), *found, "OPTIONS"]


def status_of(error: InvestgraphError) -> int:
    """The status that an error has over HTTP."""
    if isinstance(error, NotFoundError):
        return 404
    return 503 if isinstance(error, LimitError) else 500 if isinstance(error, StoreError) else 400


def _answer(
    request: Request,
    status: int,
    message: str,
    headers: Mapping[str, str] | None = None,
    error: Exception | None = None,
) -> Response:
    wanted = "text/html" in request.headers.get("accept", "")
    if wanted and not request.url.path.startswith(_FOR_PROGRAMS):
        response = error_page(request, status, message, error)
        response.headers.update(headers or {})
        return response
    return error_json(status, message, headers)
