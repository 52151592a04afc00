"""What people read where there is nothing to show: what was not found, what may have been meant, and where to go on."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException

from api.web import page
from graph.errors import NotFoundError

if TYPE_CHECKING:
    from fastapi import Request
    from fastapi.responses import HTMLResponse

_TITLES = {
    400: "This address cannot be understood",
    404: "This is not in the graph",
    422: "This address cannot be understood",
    503: "This takes longer than is allowed",
}
_MISSING = {
    "event": (
        "There is no deal at this address",
        "Perhaps the address was cut off, or the articles that tell of the deal were removed.",
    ),
    "article": (
        "There is no article at this address",
        "Perhaps the address was cut off, or the article was removed.",
    ),
}


def error_page(request: Request, status: int, message: str, error: Exception | None) -> HTMLResponse:
    """The page of an error; `message` is what programs are told of it."""
    title, told = _in_words(request, status, message, error)
    wanted = error.name[:200] if isinstance(error, NotFoundError) else ""
    near = meant(request, error)
    return page("error.html", code=status, status=status, title=title, told=told, wanted=wanted, near=near)


def meant(request: Request, error: Exception | None) -> dict[str, str]:
    """The names that may be meant where one is told that nobody has, each with the address that has it instead."""
    if not isinstance(error, NotFoundError):
        return {}
    return {known: _instead(request, error.name, key) for known, key in error.near.items()}


def _in_words(request: Request, status: int, message: str, error: Exception | None) -> tuple[str, str]:
    """What is wrong, in a title and a sentence or two."""
    if isinstance(error, NotFoundError):
        if error.name:
            return f"Nothing here is called “{error.name[:100]}”", ""
        sort = request.url.path.split("/")[1]
        return _MISSING.get(sort, (_TITLES[404], _sentence(message)))
    if status == 404:
        return "There is no page at this address", f"“{request.scope['path'][:200]}” is none of ours."
    told = error.detail if isinstance(error, HTTPException) else message
    return _TITLES.get(status, HTTPStatus(status).phrase), _sentence(told)


def _sentence(message: str) -> str:
    return f"{message[:1].upper()}{message[1:]}{'' if message.endswith(('.', '?')) else '.'}"


def _instead(request: Request, name: str, key: str) -> str:
    """The same address with a key where a name stands that nobody has."""
    path, told = request.scope["path"], request.query_params.multi_items()
    pairs = [(field, ",".join(key if k == name else k for k in value.split(","))) for field, value in told]
    if pairs == told:  # it stands in the path
        before, slash, after = path.rpartition(f"/{name}")
        path = f"{before}/{key}{after}" if slash else path
    return quote(path, safe="/:") + (f"?{urlencode(pairs, safe=',:')}" if pairs else "")
