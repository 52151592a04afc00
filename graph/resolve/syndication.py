"""Near-copies of one text, as news agencies hand them out: they are one source, however many print them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from datasketch import MinHash
    from numpy.typing import NDArray

_PERMUTATIONS, _BAND = 64, 4
_WORDS = 5  # words in a shingle
COPY = 0.6  # from this share of common shingles on


def signature(text: str) -> bytes:
    """The MinHash signature of a text's five-word shingles."""
    words = re.findall(r"\w+", text.casefold())
    shingles = {" ".join(words[n : n + _WORDS]).encode() for n in range(max(1, len(words) - _WORDS + 1))}
    made = _empty().copy()
    made.update_batch(sorted(shingles))
    return bytes(made.hashvalues.astype("<u8").tobytes())


@lru_cache(maxsize=1)
def _empty() -> MinHash:
    from datasketch import MinHash

    return MinHash(num_perm=_PERMUTATIONS, seed=1)


def bands(signed: bytes) -> list[str]:
    """Keys of which two near-copies almost surely share one."""
    size = 8 * _BAND
    return [f"{n}:{signed[n : n + size].hex()}" for n in range(0, len(signed), size)]


def likeness(one: bytes, two: bytes) -> float:
    """The estimated share of shingles that two texts have in common."""
    import numpy

    a: NDArray[np.uint64] = numpy.frombuffer(one, "<u8")
    b: NDArray[np.uint64] = numpy.frombuffer(two, "<u8")
    return float((a == b).mean())
