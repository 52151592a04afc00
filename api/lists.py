"""Long lists over HTTP: a part at a time, by an opaque cursor, and only the fields that are asked for."""

# Annotations stand as they are here: those of `page_of` name what is known only when it is called.
import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import orjson
from fastapi import Depends, Query, Response
from pydantic import BaseModel, RootModel

from graph.errors import InputError

_CURSOR = r"^c[0-9a-f]{1,10}$"
Limit = Annotated[int, Query(ge=1, le=1000, description="At most so many.")]
Cursor = Annotated[str | None, Query(pattern=_CURSOR, description="Of the answer before, for what follows.")]


class Picked(RootModel[dict[str, Any]]):
    """Only those fields that `fields` names."""


class Part:
    """Which part of a long list is asked for."""

    def __init__(self, limit: Limit = 100, cursor: Cursor = None) -> None:
        self.limit, self.offset = limit, read_cursor(cursor)

    def more(self, there: bool) -> dict[str, str]:
        """The header with the cursor of what follows, if there is more."""
        return {"X-Next-Cursor": make_cursor(self.offset + self.limit)} if there else {}


class Page(Part):
    """Which part of a long list is asked for, and which fields."""

    def __init__(self, limit: int, cursor: str | None, fields: str | None) -> None:
        super().__init__(limit, cursor)
        self._fields = set(fields.split(",")) if fields else None

    @property
    def ask(self) -> dict[str, int]:
        """What to ask a question for: one more than is shown, to see whether there are more."""
        return {"limit": self.limit + 1, "offset": self.offset}

    def answer(self, found: Sequence[str]) -> Response:
        """The part of things as JSON texts; if there are more, `X-Next-Cursor` has the cursor of the next ones."""
        shown = ",".join(self._picked(text) for text in found[: self.limit])
        headers = self.more(len(found) > self.limit)
        return Response(f"[{shown}]", media_type="application/json", headers=headers)

    def _picked(self, text: str) -> str:
        if self._fields is None:
            return text
        told = orjson.loads(text)
        return orjson.dumps({name: told[name] for name in told if name in self._fields}).decode()


def page_of(model: type[BaseModel]) -> Callable[..., Page]:
    """What gives the page of a list of these, whose fields are the ones that may be asked for."""
    name = f"({'|'.join(model.model_fields)})"
    fields = Query(
        pattern=f"^{name}(,{name})*$",
        description=f"Only these fields, by comma: {', '.join(model.model_fields)}.",
        examples=["key"],
    )

    def page(limit: Limit = 100, cursor: Cursor = None, fields: Annotated[str | None, fields] = None) -> Page:
        return Page(limit, cursor, fields)

    return page


ThePart = Annotated[Part, Depends()]


def make_cursor(offset: int) -> str:
    """The cursor of what follows the first so many."""
    return f"c{offset:x}"


def read_cursor(cursor: str | None) -> int:
    """How many come before what a cursor leads to; 0 for none. Raises InputError for what is no cursor."""
    if cursor is None:
        return 0
    if not re.match(_CURSOR, cursor):
        raise InputError(f"cursor {cursor!r}: expected one that an answer before gave in X-Next-Cursor")
    return int(cursor[1:], 16)
