"""What the heads of a table's columns say: who gives, who gets, where, for what, and how far it has come."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ingest.columns import cells_of_line
from ingest.mentions import Mention, is_noise, type_of_name
from ingest.opening import place_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import Kind

Cell = tuple[int, int]
_FEWEST = 3  # cells of a head
_LONGEST = 40  # characters of a cell of a head
_MOST_ROWS = 300
_RULE = re.compile(r"[\s|:+=-]*")  # the line under a head
_HEADS = {
    part: re.compile(words, re.I)
    for part, words in {
        "gets": r"(?:(?:lead|grant|main|project)\s)?(?:recipients?|applicants?|awardees?|grantees?|beneficiar(?:y|ies)|borrowers?|winners?|"
        r"promoters?|hosts?(?:\sinstitution)?|institutions?|universit(?:y|ies)|selectees?|sponsors?|compan(?:y|ies)|organi[sz]ations?|developers?)(?:\sname)?|awarded to|paid to|lent to|who gets it",
        "gives": r"lenders?|funders?|donors?|funded by|awarded by|paid by|funding (?:body|source|agency)|investors?|lent by",
        "what": r"(?:project|scheme)s?(?:\s(?:name|title))?|title|purpose|what(?:\sfor)?|for what|description|use",
        "where": r"where|place|town|city|(?:project\s)?(?:location|site)|region|county|country|state|province",
        "status": r"(?:project\s|loan\s|grant\s)?status|stage|state of play|outcome",
        "whole": r"(?:total\s)?(?:project\s)?costs?|total(?:\s(?:project|investment|budget))?|project (?:cost|value|budget)",
        "sum": r"(?:[A-Z][\w&]{1,20}\s){0,2}(?:grants?|loans?|awards?|amounts?|funding|sum|investments?|equity)\b.{0,20}",
    }.items()
}
_OWN = re.compile(r"(?:(?:capital|planned|proposed|announced|total)\s)?(?:investments?|capex|outlay)\b", re.I)
_TELLS = {"gets", "gives", "what"}
_KINDS: dict[Kind, re.Pattern[str]] = {
    "grant": re.compile(r"\b(?:grants?|awards?|subsid(?:y|ies))\b", re.I),
    "loan": re.compile(r"\bloans?\b", re.I),
}
_SMALL = frozenset({"&", "of", "and", "de", "for", "the", "in", "on", "at", "to"})
_NAME = re.compile(r"[A-ZÀ-Þ0-9][\w.&’'+-]*(?:\s[\w.&’'()+-]+){0,6}")


class Line(NamedTuple):
    """A row at characters `start` to `end` with its cells and their heads, by what the heads tell."""

    start: int
    end: int
    cells: dict[str, Cell]
    heads: dict[str, Cell]
    kind: Kind | None = None


def lines_of_tables(text: str) -> list[Line]:
    """The rows of an article whose heads say what at least two of their columns tell, in their order."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    found: list[Line] = []
    k = 0
    while k < len(lines):
        heads = _heads(text, *lines[k])
        k += 1
        above = cells_of_line(text, *lines[k - 1]) if heads else []
        while heads and k < len(lines) and len(found) < _MOST_ROWS:
            start, end = lines[k]
            row = cells_of_line(text, start, end)
            if not _RULE.fullmatch(text, start, end):
                if len(row) != len(heads):
                    break
                told = {part: row[n] for n, (part, _) in enumerate(heads) if part}
                kind = next((kind for part, kind in heads if part == "sum"), None)
                over = {part: above[n] for n, (part, _) in enumerate(heads) if part}
                found.append(Line(start, end, told, over, kind))
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
    if {"gets", "where", "sum"} <= parts and not parts & {"gives", "whole"}:  # firms and where they invest
        own = [p == "sum" and bool(_OWN.match(text, *cell)) for (p, _), cell in zip(told, row, strict=True)]
        told = [("whole", None) if o else (p, kind) for o, (p, kind) in zip(own, told, strict=True)]
        parts = {p for p, _ in told if p}
    return told if len(parts) > 1 and parts & _TELLS and parts & {"sum", "whole"} else []


def names_under_heads(text: str) -> Iterator[Mention]:
    """Those who stand in the columns of who gives and who gets, and the project by name whose cost is told."""
    for line in lines_of_tables(text):
        parts = ("gets", "gives", "what") if {"gets", "whole"} <= line.cells.keys() else ("gets", "gives")
        for part, (low, high) in ((p, line.cells[p]) for p in parts if p in line.cells):
            said, sort = text[low:high], type_of_name(text[low:high])
            named = _NAME.fullmatch(said) and not is_noise(said) and (part != "what" or _is_title(said))
            if named and (sort or place_at(said, low) is None):
                yield Mention(low, high, said, said, sort or ("Facility" if part == "what" else "Company"))


def _is_title(said: str) -> bool:
    """Whether what fills a cell names a project, rather than telling what it is: "Sandrow Wind", not "Picking arm"."""
    return all(w[0].isupper() or w[0].isdigit() or w in _SMALL for w in said.split())


def no_names(text: str) -> list[Cell]:
    """Where the heads of tables stand, and what names nobody: a status, what a project is, the town in "City of Ghent"."""
    lines = lines_of_tables(text)
    found: set[Cell] = set()
    for line in lines:
        found |= {cell for part, cell in line.heads.items() if part != "sum"}
        found |= {line.cells["status"]} if "status" in line.cells else set()
        if "gets" in line.cells and "what" in line.cells and not _is_title(text[slice(*line.cells["what"])]):
            found.add(line.cells["what"])
        for low, high in (line.cells[p] for p in ("gets", "gives") if p in line.cells):
            if type_of_name(text[low:high]) == "Government" and _NAME.fullmatch(text, low, high):
                found.add((low + 1, high))
    return sorted(found)
