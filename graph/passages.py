"""The passages of a text: what a search finds, and what stands around a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 800  # characters of a passage
_PIECE = re.compile(rf"\S(?:(?:.|\n(?![ \t\r]*\n)){{0,{_LONGEST - 2}}}\S)?(?!\S)|\S{{{_LONGEST}}}")


def passages(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text, long ones in pieces of whole words, each with the place where it begins."""
    return ((found.start(), found.group()) for found in _PIECE.finditer(text))


def around(text: str, start: int, end: int, characters: int) -> tuple[str, str]:
    """So many characters before and after a stretch of a text."""
    return text[max(0, start - characters) : start], text[end : end + characters]
