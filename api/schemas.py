"""Answers that only HTTP has, and examples for the description of the API."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

_REF = {"key": "microsoft", "name": "Microsoft", "type": "Company"}
ENTITY: dict[str, Any] = {
    **_REF,
    "iri": "http://localhost:8000/entity/microsoft",
    "aliases": ["Microsoft Corp."],
    "events": 14,
    "score": 100.0,
}
COMMITMENT: dict[str, Any] = {
    "key": "microsoft-japan-investment-2-9-billion-2024-1a2b3c",
    "iri": "http://localhost:8000/event/microsoft-japan-investment-2-9-billion-2024-1a2b3c",
    "label": "Microsoft → Japan: investment",
    "kind": "investment",
    "investors": [_REF],
    "recipients": [],
    "places": [{"key": "japan", "name": "Japan", "type": "Country"}],
    "amount": 2.9e9,
    "currency": "USD",
    "qualifier": "exact",
    "years": 2.0,
    "announced": "2024-04-10",
    "status": "announced",
    "sectors": ["artificial intelligence", "cloud computing"],
    "quotes": ["Microsoft will invest $2.9 billion in Japan over two years."],
    "article_key": "an-article-0a1b2c3d",
    "article_title": "An article",
    "published": "2024-04-10",
}
ARTICLE: dict[str, Any] = {
    "key": "an-article-0a1b2c3d",
    "iri": "http://localhost:8000/article/an-article-0a1b2c3d",
    "title": "An article",
    "publisher": "A paper",
    "published": "2024-04-10",
    "observed": "2026-01-01T00:00:00Z",
    "commitments": 1,
    "passages": [{"start": 0, "text": "Microsoft will invest $2.9 billion in Japan over two years."}],
}
CONTEXT: dict[str, Any] = {
    "claim": "http://localhost:8000/article/an-article-0a1b2c3d#c1",
    "article_key": "an-article-0a1b2c3d",
    "article_title": "An article",
    "start": 40,
    "end": 99,
    "before": "Its largest plan yet. ",
    "quote": "Microsoft will invest $2.9 billion in Japan over two years.",
    "after": " The money goes to data centres.",
}
CHANGES: dict[str, Any] = {
    "since": "2026-06-01",
    "events": [
        {
            "change": "changed",
            "observed": "2026-06-03T08:00:00Z",
            "event": COMMITMENT,
            "slots": [{"slot": "status", "before": "announced", "after": "completed"}],
        }
    ],
    "more": False,
    "withdrawn": [],
    "judgements": [],
}
NEIGHBOUR: dict[str, Any] = {"edge": "invests_in", "outward": True, "entity": _REF, "count": 2}
RESULTS: dict[str, Any] = {
    "head": {"vars": ["name"]},
    "results": {"bindings": [{"name": {"type": "literal", "value": "Microsoft"}}]},
}


class Health(BaseModel):
    """Whether the service answers."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "ok", "quads": 3044}]})

    status: Literal["ok"] = "ok"
    quads: int


class Fault(BaseModel):
    """What went wrong, for programs and for people."""

    status: int
    message: str


class ErrorAnswer(BaseModel):
    """The one shape of all errors."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"error": {"status": 404, "message": "no entity is called 'microsft'"}}]
        }
    )

    error: Fault


def example(value: Any, media_type: str = "application/json") -> dict[int | str, dict[str, Any]]:
    """An example of what a route gives, in the form that FastAPI takes."""
    return {200: {"content": {media_type: {"example": value}}}}


_MEANINGS = {
    400: "A query that is not understood or not allowed.",
    401: "The token is missing or wrong.",
    403: "Writing is off.",
    404: "Not in the graph.",
    406: "No form of answer that is taken.",
    413: "More than is taken.",
    414: "A longer address than is taken.",
    415: "A body of another kind than is taken.",
    422: "A parameter that does not fit.",
    503: "A limit on time was reached.",
}


def faults(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The errors that a route may give, in the form that FastAPI takes."""
    return {s: {"model": ErrorAnswer, "description": _MEANINGS[s]} for s in statuses}
