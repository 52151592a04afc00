"""An article cut into word pieces, the form in which the trained reader takes it.

Blocks follow each other, each closed by a separator; every piece knows its characters in the article. The
vocabulary is that of the encoder (uncased), so how a piece is written goes along as a number of its own.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Tokenizer

from ingest.layout import cells

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from ingest.layout import Block

CLS, SEP = 101, 102
CASES = 6
BUCKETS = 24
OUTSIDE = BUCKETS - 1  # the bucket of pieces from the article's beginning, far from the anchor
_LEAD, _LEFT, _RIGHT = 40, 130, 86
_WHOLE, _CHUNK, _STRIDE = 512, 400, 280


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """The encoder's tokenizer, read once."""
    found = Tokenizer.from_str((files("ingest") / "weights" / "tokenizer.json").read_text(encoding="utf-8"))
    found.no_truncation()
    found.no_padding()
    return found


def case_of(written: str) -> int:
    """How a piece is written: 1 lower case, 2 capital first, 3 capitals, 4 digits, 5 else; 0 for no letters."""
    if not written:
        return 0
    if written.isdigit():
        return 4
    if written.isupper() and len(written) > 1:
        return 3
    if written[0].isupper():
        return 2
    return 1 if written.isalpha() else 5


@dataclass
class Pieces:
    """Word pieces with their numbers, cases and characters in the article; separators stand at -1.

    `breaks` are the characters at which a cell of a squashed table begins.
    """

    ids: list[int] = field(default_factory=lambda: [CLS])
    cases: list[int] = field(default_factory=lambda: [0])
    starts: list[int] = field(default_factory=lambda: [-1])
    ends: list[int] = field(default_factory=lambda: [-1])
    breaks: set[int] = field(default_factory=set)
    _real: list[int] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _ends: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, piece: int, case: int, start: int, end: int) -> None:
        """Put a piece of the text at the end."""
        self._real.append(len(self.ids))
        self._starts.append(start)
        self._ends.append(end)
        self._put(piece, case, start, end)

    def close(self) -> None:
        """Put a separator at the end."""
        self._put(SEP, 0, -1, -1)

    def _put(self, piece: int, case: int, start: int, end: int) -> None:
        self.ids.append(piece)
        self.cases.append(case)
        self.starts.append(start)
        self.ends.append(end)

    def within(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last (included) piece of the characters `start` to `end`; None if they hold none."""
        i = bisect_right(self._ends, start)
        j = bisect_left(self._starts, end) - 1
        return (self._real[i], self._real[j]) if i <= j and i < len(self._real) else None


def cut(blocks: Iterable[Block]) -> Pieces:
    """The word pieces of an article's blocks."""
    pieces = Pieces()
    for block in blocks:
        breaks = cells(block)
        pieces.breaks.update(block.start + at for at in breaks)
        for low, high in pairwise([0, *breaks, len(block.text)]):
            part = block.text[low:high]
            encoded = tokenizer().encode(part, add_special_tokens=False)
            for piece, (a, b) in zip(encoded.ids, encoded.offsets, strict=True):
                pieces.add(piece, case_of(part[a:b]), block.start + low + a, block.start + low + b)
        pieces.close()
    return pieces


def chunks(length: int) -> list[tuple[int, int]]:
    """Overlapping stretches in which an article is read if it is longer than the encoder's reach."""
    if length <= _WHOLE:
        return [(0, length)]
    found, start = [], 0
    while start + _CHUNK < length:
        found.append((start, start + _CHUNK))
        start += _STRIDE
    return [*found, (start, length)]


def seams(stretches: list[tuple[int, int]]) -> list[slice]:
    """The rows to take of each stretch so that together they are one a piece: each gives what it sees more around."""
    taken, done = [], 0
    for k, (start, end) in enumerate(stretches):
        stop = end if k == len(stretches) - 1 else (stretches[k + 1][0] + end) // 2
        taken.append(slice(done - start, stop - start))
        done = stop
    return taken


def window(length: int, first: int, last: int) -> tuple[list[int], int]:
    """The pieces seen around an anchor: the article's beginning and its surroundings, which start at the second value."""
    if length <= _LEAD + _LEFT + _RIGHT:
        return list(range(length)), 0
    low, high = max(0, first - _LEFT), min(length, last + 1 + _RIGHT)
    return [*range(min(_LEAD, low)), *range(low, high)], low


def bucket(distance: int) -> int:
    """A signed distance in pieces as one of the numbers 1 to 21, 11 for none."""
    size = min(10, int(math.log2(abs(distance)) * 1.5) + 1) if distance else 0
    return 11 + (size if distance > 0 else -size)


_FAR = 64  # from this distance on all are in the last bucket of their side
_TABLE = np.array([bucket(d) for d in range(-_FAR, _FAR + 1)], np.int64)


def buckets(distances: NDArray[np.int64]) -> NDArray[np.int64]:
    """What `bucket` says of each of many distances."""
    return _TABLE[np.clip(distances, -_FAR, _FAR) + _FAR]
