"""Cursors of long answers: opaque, so that what is in them may change."""

from __future__ import annotations

import base64
import binascii

from graph.errors import InputError


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
