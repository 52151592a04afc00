"""Sums of a table whose unit stands in the head of their column: "Amount (US$ million)", "Grant, EUR"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ingest.currencies import code_before
from ingest.numbers import MAGNITUDES

if TYPE_CHECKING:
    from collections.abc import Iterator

_EDGE = re.compile(r"[^\S\n]*[|\t][^\S\n]*|[^\S\n]{3,}")
_UNIT = re.compile(
    r"[(,]\s?(?:in\s)?(?P<code>[A-Z]{1,3}\$|[$€£¥₩₹]|[A-Z]{3})[^\S\n]?(?P<scale>millions?|mln|mn|m|billions?|bln|bn|b|thousand|k|crore)?\b\.?\)?"
)
_BARE = re.compile(r"(?P<number>\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d{1,3})?|\d{1,9}(?:\.\d{1,3})?)")
_MOST_ROWS = 200
_FEWEST = 2  # cells of a head


class Cell(NamedTuple):
    """A bare number at characters `start` to `end`, its value with the column's scale, the currency as written, and the head."""

    start: int
    end: int
    value: float
    currency: str
    head: str


def sums_in_columns(text: str) -> Iterator[Cell]:
    """The numbers under heads that tell a currency, in the order of the text."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*", text)]
    for k, (start, end) in enumerate(lines):
        heads = cells_of_line(text, start, end)
        if len(heads) < _FEWEST:
            continue
        for column, (low, high) in enumerate(heads):
            unit = _UNIT.search(text, low, high)
            currency = code_before(unit["code"] + " ", len(unit["code"])) if unit else None
            if unit is None or currency is None or unit.start() == low:
                continue
            scale = MAGNITUDES[unit["scale"].lower()] if unit["scale"] else 1.0
            rows = lines[k + 1 : k + 1 + _MOST_ROWS]
            for at, stop, value in _under(text, rows, column):
                yield Cell(at, stop, value * scale, currency[0], text[low:high])


def _under(text: str, rows: list[tuple[int, int]], column: int) -> Iterator[tuple[int, int, float]]:
    """The bare numbers of a column, as far down as its rows go."""
    for start, end in rows:
        if start == end:
            continue
        cells = cells_of_line(text, start, end)
        if len(cells) <= column:
            return
        number = _BARE.fullmatch(text, *cells[column])
        if number:
            yield (*number.span(), float(re.sub(r"[^\d.]", "", number["number"])))


def cells_of_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the cells of a line stand, without bars and blanks around them."""
    line = text[start:end].strip(" |\t")
    low = text.index(line, start, end) if line else start
    found, high = [], low + len(line)
    for edge in _EDGE.finditer(text, low, high):
        found.append((low, edge.start()))
        low = edge.end()
    return [*found, (low, high)]
