"""Long lists over HTTP: a part at a time, by an opaque cursor, and only the fields that are asked for."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Query, Response
from fastapi.responses import JSONResponse
from pydantic import RootModel

from graph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel


class Picked(RootModel[dict[str, Any]]):
    """Only those fields that `fields` names."""


Limit = Annotated[int, Query(ge=1, le=1000, description="At most so many.")]
Cursor = Annotated[str | None, Query(max_length=40, description="Of the answer before, for what follows.")]
Fields = Annotated[
    str | None, Query(max_length=500, description="Only these fields, by comma.", examples=["key"])
]


class Part:
    """Which part of a long list is asked for."""

    def __init__(self, limit: Limit = 100, cursor: Cursor = None) -> None:
        self.limit, self.offset = limit, read_cursor(cursor)

    def more(self, there: bool) -> dict[str, str]:
        """The header with the cursor of what follows, if there is more."""
        return {"X-Next-Cursor": make_cursor(self.offset + self.limit)} if there else {}


class Page(Part):
    """Which part of a long list is asked for, and which fields."""

    def __init__(self, limit: Limit = 100, cursor: Cursor = None, fields: Fields = None) -> None:
        super().__init__(limit, cursor)
        self.fields = fields

    @property
    def ask(self) -> dict[str, int]:
        """What to ask a question for: one more than is shown, to see whether there are more."""
        return {"limit": self.limit + 1, "offset": self.offset}

    def answer(self, found: Sequence[BaseModel], of: type[BaseModel]) -> Response:
        """The part as JSON; if there are more, the header `X-Next-Cursor` has the cursor of the next ones."""
        picked = self._picked(of)
        shown = [x.model_dump(mode="json", include=picked or None) for x in found[: self.limit]]
        return JSONResponse(shown, headers=self.more(len(found) > self.limit))

    def _picked(self, of: type[BaseModel]) -> set[str]:
        names = {name.strip() for name in (self.fields or "").split(",") if name.strip()}
        unknown = sorted(names - set(of.model_fields))
        if unknown:
            raise InputError(
                f"fields {', '.join(map(repr, unknown))}: expected of {', '.join(of.model_fields)}"
            )
        return names


ThePart = Annotated[Part, Depends()]
ThePage = Annotated[Page, Depends()]


def make_cursor(offset: int) -> str:
    """The cursor of what follows the first so many."""
    return base64.urlsafe_b64encode(f"after {offset}".encode()).decode().rstrip("=")


def read_cursor(cursor: str | None) -> int:
    """How many come before what a cursor leads to; 0 for none. Raises InputError for what is no cursor."""
    if cursor is None:
        return 0
    try:
        word, _, offset = (
            base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").partition(" ")
        )
        if word == "after" and 0 <= int(offset) < 2**40:
            return int(offset)
    except (binascii.Error, ValueError):
        pass
    raise InputError(f"cursor {cursor!r}: expected one that an answer before gave in X-Next-Cursor")
