"""All errors that investgraph raises on purpose.

InvestgraphError
├── InputError            what the user gave cannot be used
│   ├── ArticleError      one article cannot be read (the others go on)
│   ├── RecordError       an article record does not follow its format
│   ├── QueryError        a query cannot be understood or is not allowed
│   └── NotFoundError     a name or address is not in the graph
├── LimitError            a limit on time, rows or size was reached
└── StoreError            the store cannot be opened, read or written

Each message names the value, says what was expected and what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class InvestgraphError(Exception):
    """The root of all errors raised on purpose."""


class InputError(InvestgraphError):
    """What the user gave cannot be used."""


class ArticleError(InputError):
    """One article cannot be read; `source` says which."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class RecordError(InputError):
    """An article record does not follow its format."""


class QueryError(InputError):
    """A query cannot be understood, or asks for what is not allowed."""


class NotFoundError(InputError):
    """A name or address is not in the graph; if it is a name, `name` says which, and `near` has keys by the names that may be meant."""

    def __init__(self, message: str, name: str = "", near: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.name = name
        self.near = dict(near or {})


class LimitError(InvestgraphError):
    """A limit on time, rows or size was reached."""


class StoreError(InvestgraphError):
    """The store cannot be opened, read or written."""
