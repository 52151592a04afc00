from __future__ import annotations

import itertools

import numpy as np
import pytest

from ingest.layout import blocks
from ingest.pieces import CLS, OUTSIDE, SEP, bucket, buckets, case_of, chunks, cut, window

TEXT = "Microsoft backs Kyushu Photonics\n\nMicrosoft will put ¥44 billion into Kyushu Photonics.\n"


def test_every_piece_knows_its_characters() -> None:
    pieces = cut(blocks(TEXT, []))
    assert pieces.ids[0] == CLS
    assert pieces.ids.count(SEP) == 2
    for piece, start, end in zip(pieces.ids, pieces.starts, pieces.ends, strict=True):
        assert (piece in {CLS, SEP}) == (start < 0)
        assert start < 0 or TEXT[start:end].strip()


@pytest.mark.parametrize("words", ["Kyushu Photonics", "¥44 billion", "put"])
def test_pieces_within_characters_cover_them(words: str) -> None:
    pieces = cut(blocks(TEXT, []))
    start = TEXT.index(words, 30)
    found = pieces.within(start, start + len(words))
    assert found
    first, last = found
    assert (pieces.starts[first], pieces.ends[last]) == (start, start + len(words))


def test_characters_without_pieces_give_none() -> None:
    pieces = cut(blocks(TEXT, []))
    gap = TEXT.index("\n\n")
    assert pieces.within(gap, gap + 2) is None
    assert pieces.within(len(TEXT) + 5, len(TEXT) + 9) is None


@pytest.mark.parametrize(
    ("written", "case"), [("intel", 1), ("Intel", 2), ("TSMC", 3), ("44", 4), ("¥", 5), ("", 0), ("A", 2)]
)
def test_how_pieces_are_written(written: str, case: int) -> None:
    assert case_of(written) == case


@pytest.mark.parametrize("length", [1, 511, 512, 513, 900, 5000])
def test_chunks_overlap_and_cover_everything(length: int) -> None:
    found = chunks(length)
    assert found[0][0] == 0
    assert found[-1][1] == length
    assert all(b > c for (_, b), (c, _) in itertools.pairwise(found))
    assert all(b - a <= 512 for a, b in found)


def test_a_window_has_the_beginning_and_the_surroundings() -> None:
    pieces, low = window(1000, 600, 603)
    assert pieces[:3] == [0, 1, 2]
    assert low == 470
    assert set(range(470, 690)) <= set(pieces)
    assert len(pieces) == len(set(pieces))
    near, low = window(1000, 20, 20)
    assert low == 0
    assert near == list(range(107))


def test_buckets_tell_side_and_distance() -> None:
    assert bucket(0) == 11
    assert bucket(-1) < bucket(0) < bucket(1) < bucket(30)
    assert {bucket(d) for d in range(-3000, 3000)} <= set(range(1, OUTSIDE))
    assert buckets(np.arange(-3000, 3000)).tolist() == [bucket(d) for d in range(-3000, 3000)]
