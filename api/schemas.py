"""Answers that only HTTP has, and examples for the description of the API."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


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
    503: "A limit on time, steps or number was reached.",
}


def faults(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The errors that a route may give, in the form that FastAPI takes."""
    return {s: {"model": ErrorAnswer, "description": _MEANINGS[s]} for s in statuses}
