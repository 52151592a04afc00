"""Who holds shares of whom, as two words tell it: "Kelvorn-backed Vesta", "Vesta, backed by Kelvorn and Sagatek"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from ingest.anchors import told_by_words
from ingest.lists import coordinated
from ingest.parties import INVESTOR, RECIPIENT
from ingest.tables import SURE, give
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing

_SURE = 0.6  # what the reader is surer of goes first
_BACKERS = frozenset({"Company", "University", "Organization", "Government"})
_BACKED = re.compile(r"-backed\s")
# "Kelvorn-backed Danish chipmaker Vesta", but no "Kelvorn-backed campus of Vesta".
_LEAD = re.compile(
    r"(?:[A-Z][a-z]+(?:-based)?\s)?(?:(?!(?:of|in|by|for|from|with|to|and|that|at|on)\s)[a-z-]+\s){0,4}"
)
_THE = re.compile(r",\s(?:the|an?)\s(?:[A-Z]\w+-based\s)?$")
_ANOTHERS = re.compile(
    r"\b(?:of|for|to|from|in|by|with)\s(?:the\s)?$"
)  # "the loan of Vesta is backed by Kelvorn"
_BY = re.compile(r",?\s(?:(?:which|that)\s)?(?:(?:is|was|are)\s)?backed\sby\s(?:the\s)?")


def settle_backers(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Add an anchor for each company of which such words say by whom it is backed."""
    for start, end, backers, company in _backed(found, things):
        if any(a <= start < b for a, b in found.warnings):
            continue
        made = told_by_words(start, end, "equity", "completed", _SURE, SURE)
        for backer in backers:
            give(made, backer, INVESTOR)
        give(made, company, RECIPIENT)
        anchors.append(made)


def _backed(found: Candidates, things: list[Thing]) -> Iterator[tuple[int, int, list[Thing], Thing]]:
    text = found.text
    named = [(m.start, m.end, t) for m, t in in_order(things) if t.type in _BACKERS and not t.described]
    starts = [start for start, _, _ in named]
    ends = {end: (start, t) for start, end, t in named}
    for start, end, thing in named:
        if after := _BACKED.match(text, end):
            k = bisect_left(starts, after.end())
            near = k < len(named) and _LEAD.fullmatch(text, after.end(), starts[k])
            company = named[k][2] if near else None
            if company is None and (the := _THE.search(text, max(0, start - 30), start)):
                company = ends.get(the.start(), (0, None))[1]
            if company is not None and company.type == "Company" and company is not thing:
                yield end + 1, end + 7, [thing], company
        by = _BY.match(text, end) if thing.type == "Company" else None
        if by and not _ANOTHERS.search(text, max(0, start - 12), start):
            after_it = named[bisect_left(starts, by.end()) : bisect_left(starts, by.end() + 300)]
            rows = coordinated(after_it, text)
            row = [t for _, _, t in rows[0] if t is not thing] if rows and rows[0][0][0] == by.end() else []
            if row:
                yield by.end() - 10, by.end() - 4, row, thing
