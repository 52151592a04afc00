"""What the heads of a table's columns say: who gives, who gets, where, for what, and how far it has come."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from ingest.columns import cells_of_line
from ingest.mentions import Mention, is_noise, type_of_name
from ingest.opening import place_at
from ingest.reader import KINDS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import Kind, Status
    from ingest.anchors import Anchor

Cell = tuple[int, int]
_FEWEST = 3  # cells of a head
_LONGEST = 40  # characters of a cell of a head
_MOST_ROWS = 300
_RULE = re.compile(r"[\s|:+=-]*")  # the line under a head
_HEADS = {
    part: re.compile(words, re.I)
    for part, words in {
        "gets": r"(?:(?:lead|grant|main|project)\s)?(?:recipients?|applicants?|awardees?|grantees?|beneficiar(?:y|ies)|borrowers?|winners?|"
        r"promoters?|selectees?|sponsors?|compan(?:y|ies)|organi[sz]ations?|developers?)(?:\sname)?|awarded to|paid to|lent to|who gets it",
        "gives": r"lenders?|funders?|donors?|funded by|awarded by|paid by|funding (?:body|source|agency)|investors?|lent by",
        "what": r"(?:project|scheme)s?(?:\s(?:name|title))?|title|purpose|what(?:\sfor)?|for what|description|use",
        "where": r"where|place|town|city|(?:project\s)?(?:location|site)|region|county|country|state|province",
        "status": r"(?:project\s|loan\s|grant\s)?status|stage|state of play|outcome",
        "whole": r"(?:total\s)?(?:project\s)?costs?|total(?:\s(?:project|investment|budget))?|project (?:cost|value|budget)",
        "sum": r"(?:grants?|loans?|awards?|amounts?|funding|sum|investments?|equity)\b.{0,20}",
    }.items()
}
_TELLS = {"gets", "gives", "what"}
_KINDS: dict[Kind, re.Pattern[str]] = {
    "grant": re.compile(r"\b(?:grants?|awards?|subsid(?:y|ies))\b", re.I),
    "loan": re.compile(r"\bloans?\b", re.I),
}
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
_NAME = re.compile(r"[A-ZÀ-Þ0-9][\w.&’'+-]*(?:\s[\w.&’'()+-]+){0,6}")
_TOLD = 0.8  # how much the head of a column tells of the kind
_SURE = 0.9  # how much a word under "Status" tells


class Line(NamedTuple):
    """A row at characters `start` to `end` under the head that stands at `head`; `cells` are its cells by what they tell."""

    start: int
    end: int
    cells: dict[str, Cell]
    head: Cell
    kind: Kind | None = None


def lines_of_tables(text: str) -> list[Line]:
    """The rows of an article whose heads say what at least two of their columns tell, in their order."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    found: list[Line] = []
    k = 0
    while k < len(lines):
        heads = _heads(text, *lines[k])
        k += 1
        head = lines[k - 1]
        while heads and k < len(lines) and len(found) < _MOST_ROWS:
            start, end = lines[k]
            row = cells_of_line(text, start, end)
            if not _RULE.fullmatch(text, start, end):
                if len(row) != len(heads):
                    break
                told = {part: row[n] for n, (part, _) in enumerate(heads) if part}
                kind = next((kind for part, kind in heads if part == "sum"), None)
                found.append(Line(start, end, told, head, kind))
            k += 1
    return found


def _heads(text: str, start: int, end: int) -> list[tuple[str, Kind | None]]:
    """What each of the cells of a line says that its column tells, if the line is a head."""
    row = cells_of_line(text, start, end) if end - start < _LONGEST * 10 else []
    if len(row) < _FEWEST or any(b - a > _LONGEST for a, b in row):
        return []
    told: list[tuple[str, Kind | None]] = []
    for cell in row:
        part = next((p for p, words in _HEADS.items() if words.fullmatch(text, *cell)), "")
        part = "" if part in {p for p, _ in told} else part
        told.append((part, next((k for k, w in _KINDS.items() if w.search(text, *cell)), None)))
    parts = {p for p, _ in told if p}
    return told if len(parts) > 1 and parts & _TELLS and parts & {"sum", "whole"} else []


def names_under_heads(text: str) -> Iterator[Mention]:
    """Those who stand in the columns of who gives and who gets."""
    for line in lines_of_tables(text):
        for low, high in (line.cells[p] for p in ("gets", "gives") if p in line.cells):
            said = text[low:high]
            if _NAME.fullmatch(said) and not is_noise(said) and place_at(said, low) is None:
                yield Mention(low, high, said, said, type_of_name(said) or "Company")


def no_names(text: str) -> list[Cell]:
    """Where the heads of tables stand, and cells that name nobody: a status, a project beside who gets it for it."""
    found = {line.head for line in lines_of_tables(text)}
    for line in lines_of_tables(text):
        parts = ("status", "what") if "gets" in line.cells else ("status",)
        found |= {line.cells[p] for p in parts if p in line.cells}
    return sorted(found)


def settle_heads(anchors: list[Anchor], text: str) -> None:
    """Give the sums of tables the kind of their column's head and the status of their row; costs in all are no deals."""
    lines = lines_of_tables(text)
    starts = [line.start for line in lines]
    for anchor in anchors:
        at = bisect_right(starts, anchor.start) - 1
        if at < 0 or anchor.money is None or anchor.start >= lines[at].end:
            continue
        cells, kind = lines[at].cells, lines[at].kind
        if "sum" in cells and "whole" in cells and cells["whole"][0] <= anchor.start < cells["whole"][1]:
            anchor.barred = anchor.barred or "the sum is what the whole costs"
        if "sum" in cells and kind and cells["sum"][0] <= anchor.start < cells["sum"][1]:
            anchor.kinds *= (1 - _TOLD) / max(float(anchor.kinds.sum()), 1e-6)
            anchor.kinds[1 + KINDS.index(kind)] += _TOLD
        if "status" in cells:
            told = next((s for s, words in _STATUS.items() if words.search(text, *cells["status"])), None)
            if told:
                anchor.statuses *= 1 - _SURE
                anchor.statuses[STATUSES.index(told)] += _SURE
