"""Sums under the heads of a table's columns: their kind, their row's status, and what a project costs in all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from ingest.columns import cells_of_line
from ingest.heads import lines_of_tables
from ingest.parties import INVESTOR, RECIPIENT
from ingest.reader import TYPES
from ingest.tables import LEFT, give, tell_kind, tell_status

if TYPE_CHECKING:
    from graph.model import Status
    from ingest.anchors import Anchor
    from ingest.heads import Line
    from ingest.things import Thing

_PLACES = frozenset({"Country", "Place"})
_STATUS: dict[Status, re.Pattern[str]] = {
    "cancelled": re.compile(
        r"\b(?:cancel\w*|withdr\w+|terminated|dropped|paused|on hold|revoked|lapsed|scrapped|shelved|suspended)\b", re.I
    ),
    "considered": re.compile(
        r"\b(?:pending|under (?:review|appraisal|negotiation|consideration|discussion)|in (?:talks|appraisal|review)|proposed|"
        r"applied|to be decided|short-?listed|not yet \w+)\b",
        re.I,
    ),
    "announced": re.compile(
        r"\b(?:approved|awarded|announced|signed|agreed|committed|selected|offered|allocated|conditional)\b", re.I
    ),
    "completed": re.compile(r"\b(?:completed?|paid|disbursed|closed|finished|done|delivered)\b", re.I),
}  # fmt: skip


def settle_heads(anchors: list[Anchor], text: str, things: list[Thing]) -> None:
    """Give the sums of tables the kind of their column's head and the status of their row.

    What a project costs in all is put into it by who carries it; it takes no part in the sums that are given for it.
    """
    lines = lines_of_tables(text)
    starts = [line.start for line in lines]
    told = sorted(((m.start, t) for t in things for m in t.mentions), key=lambda x: x[0]) if lines else []
    begins = [start for start, _ in told]
    for anchor in anchors:
        at = bisect_right(starts, anchor.start) - 1
        if at < 0 or anchor.money is None or anchor.start >= lines[at].end:
            continue
        line = lines[at]
        who, what = (
            [t for _, t in told[bisect_left(begins, a) : bisect_left(begins, b)] if t.type not in _PLACES]
            for a, b in (line.cells.get(part, (0, 0)) for part in ("gets", "what"))
        )
        part = next((p for p, (a, b) in line.cells.items() if a <= anchor.start < b), "")
        # Who gives it stands at the head of the column, "EIB loan", or right before the sum: "Arcwell, €2 million".
        own = next((a for a, b in cells_of_line(text, line.start, line.end) if a <= anchor.start < b), 0)
        head = line.heads.get(part, (0, 0)) if part == "sum" else (0, 0)
        giver = [
            t
            for a, b in ((own, anchor.start), head)
            for _, t in told[bisect_left(begins, a) : bisect_left(begins, b)]
            if t.type not in _PLACES and t not in who
        ]
        if who and giver:
            for parts in anchor.parts.values():
                parts[INVESTOR] *= LEFT
            give(anchor, giver[0], INVESTOR)
            give(anchor, who[0], RECIPIENT)
        if who and part == "whole":
            tell_kind(anchor, "investment")
            for parts in anchor.parts.values():
                parts[[INVESTOR, RECIPIENT]] *= LEFT
            give(anchor, who[0], INVESTOR)
            for thing in what[:1]:
                give(anchor, thing, RECIPIENT)
                if thing.type == "Company" and thing is not who[0]:  # what a project is called, no firm
                    thing.votes[TYPES.index("Facility")] += thing.votes.sum()
        elif who and what and what[0] is not who[0] and what[0].key in anchor.parts:
            anchor.parts[what[0].key][[INVESTOR, RECIPIENT]] *= LEFT * LEFT
        if part == "sum" and line.kind:
            tell_kind(anchor, line.kind)
        _status(anchor, text, line)


def _status(anchor: Anchor, text: str, line: Line) -> None:
    cell = line.cells.get("status", (0, 0))
    told = next((s for s, words in _STATUS.items() if words.search(text, *cell)), None)
    if told:
        tell_status(anchor, told)
