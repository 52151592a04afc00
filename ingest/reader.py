"""The trained reader: a small encoder with heads that say what is named, what is done, and who takes which part.

`training/` makes it; it runs with onnxruntime from three files in `weights/`. `encode` reads the article once and
gives for each word piece what kind of entity it belongs to and whether it tells of an act without a sum; `judge`
reads the surroundings of one anchor (a sum or such a word) again and gives the kind of commitment, its status and
the part of every span; `relate` scores pairs of mentions for lasting facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, get_args

import numpy as np
import onnxruntime

from graph.model import EntityType, Kind, Predicate, Status
from ingest.pieces import OUTSIDE, buckets, chunks, seams, window

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from ingest.pieces import Pieces

    Floats = NDArray[np.float32]

# The order of the numbers that the reader gives; training uses the same lists.
TYPES: tuple[EntityType, ...] = get_args(EntityType)
KINDS: tuple[Kind, ...] = get_args(Kind)
STATUSES: tuple[Status, ...] = get_args(Status)
PREDICATES: tuple[Predicate, ...] = get_args(Predicate)
PARTS = ("investor", "recipient", "place", "period", "day", "target")
NO_ANCHOR, SUM, ACT = 0, 1, 2
# What a piece is marked with in an anchor's surroundings: nothing, a name of a type, a sum, a period, a day, a count.
MARKS = ("", *TYPES, "sum", "period", "day", "target")
_PAIRS = 2048  # that are scored at a time
# Fused with what is added before it, this step runs on one number at a time and takes seven times as long.
_SLOWER = ["SkipLayerNormFusion"]


@dataclass(frozen=True)
class Reading:
    """An article as the encoder sees it; rows are word pieces.

    `types` holds for each piece the probability of each of TYPES, `opens` that a name begins with it, `acts`
    that it tells of each of KINDS without a sum (the first column: of none).
    """

    pieces: Pieces
    states: Floats
    words: Floats
    types: Floats
    opens: Floats
    acts: Floats

    @cached_property
    def named(self) -> Floats:
        """For each piece the probability that it belongs to a name."""
        return self.types.sum(1)  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Verdict:
    """What the reader says of one anchor: `kinds` begins with "no commitment"; `parts` is spans × PARTS, as logits.

    `seen` numbers the spans that stand near enough to the anchor to be judged, in the order of `parts`.
    """

    kinds: Floats
    statuses: Floats
    parts: Floats
    seen: tuple[int, ...]


@lru_cache(maxsize=1)
def load_reader() -> Reader:
    """The reader, loaded once."""
    return Reader()


class Reader:
    """Runs the three networks; needs no other state."""

    def __init__(self) -> None:
        self._encode = _session("encode")
        self._judge = _session("judge")
        self._relate = _session("relate")

    def read(self, pieces: Pieces) -> Reading:
        """Read a whole article."""
        parts = chunks(len(pieces))
        runs = []
        for a, b in parts:
            ids, case = np.array([pieces.ids[a:b]], np.int64), np.array([pieces.cases[a:b]], np.int64)
            runs.append(self._encode.run(None, {"ids": ids, "case": case}))
        states, words, tags, acts = (
            np.concatenate([rows[0][taken] for rows, taken in zip(out, seams(parts), strict=True)])
            for out in zip(*runs, strict=True)
        )
        return Reading(pieces, states, words, tags[:, 1::2] + tags[:, 2::2], tags[:, 1::2].sum(1), acts)

    def judge(
        self,
        reading: Reading,
        anchors: Sequence[tuple[int, int, int]],
        spans: Sequence[tuple[int, int]],
        marks: Sequence[int],
    ) -> list[Verdict]:
        """Say of each anchor (first and last piece, SUM or ACT) what it is and which part each span takes.

        `marks` has for each piece the number in MARKS of what it belongs to (`marked` makes it). One anchor is judged
        after the other: what is known of sixteen at once does not fit into a processor's cache, and took twice the time.
        """
        numbers = np.array(marks)
        return [self._judge_one(reading, anchor, spans, numbers) for anchor in anchors]

    def _judge_one(
        self,
        reading: Reading,
        anchor: tuple[int, int, int],
        spans: Sequence[tuple[int, int]],
        marks: NDArray[np.int64],
    ) -> Verdict:
        first, last, sort = anchor
        pieces, low = window(len(reading.pieces), first, last)
        at = {piece: k for k, piece in enumerate(pieces)}
        flag = np.zeros(len(pieces), np.int64)
        flag[at[first] : at[last] + 1] = sort
        place = np.array(pieces, np.int64)
        distance = buckets(np.where(place < first, place - first, np.maximum(0, place - last)))
        distance[place < low] = OUTSIDE
        seen = [
            (number, at[a], at[b])
            for number, (a, b) in enumerate(spans)
            if a in at and b in at and at[b] - at[a] == b - a
        ]
        kinds, statuses, parts = self._judge.run(
            None,
            {
                "x": reading.states[place][None],
                "y": reading.words[place][None],
                "flag": flag[None],
                "dist": distance[None],
                "mark": marks[place][None],
                "a0": np.array([at[first]], np.int64),
                "a1": np.array([at[last]], np.int64),
                "s0": np.array([[a for _, a, _ in seen] or [0]], np.int64),
                "s1": np.array([[b for _, _, b in seen] or [0]], np.int64),
            },
        )
        return Verdict(kinds[0], statuses[0], parts[0, : len(seen)], tuple(k for k, _, _ in seen))

    def relate(self, reading: Reading, pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> Floats:
        """Logits of PREDICATES (second axis) for pairs of spans, the first one being the subject."""
        summed = np.concatenate([np.zeros((1, reading.words.shape[1]), np.float32), reading.words.cumsum(0)])
        scores = [
            self._relate_some(reading, summed, pairs[k : k + _PAIRS]) for k in range(0, len(pairs), _PAIRS)
        ]
        return np.concatenate(scores) if scores else np.zeros((0, len(PREDICATES)), np.float32)

    def _relate_some(
        self, reading: Reading, summed: Floats, pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]]
    ) -> Floats:
        i0, i1, j0, j1 = np.array([(*a, *b) for a, b in pairs], np.int64).T
        low, high = np.minimum(i1, j1), np.maximum(i0, j0)
        between = (summed[high + 1] - summed[low]) / np.maximum(1, high + 1 - low)[:, None]
        (scores,) = self._relate.run(
            None,
            {
                "y": reading.words,
                "i0": i0,
                "i1": i1,
                "j0": j0,
                "j1": j1,
                "bet": between.astype(np.float32),
                "pd": buckets(j0 - i0),
            },
        )
        return scores  # type: ignore[no-any-return]


def marked(length: int, told: Iterable[tuple[int, int, int]]) -> list[int]:
    """For each piece of an article what it is marked with: `told` has first and last piece and a number of MARKS.

    Of what stands within another the inner one counts.
    """
    marks = [0] * length
    for first, last, number in sorted(told, key=lambda x: (x[0] - x[1], x[0], x[2])):
        marks[first : last + 1] = [number] * (last + 1 - first)
    return marks


def _session(name: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    with as_file(files("ingest") / "weights" / f"{name}.onnx") as path:
        return onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )
