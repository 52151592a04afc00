"""Rows of tables and lists of fields: who stands in a row, where, and that a row's sum is about them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from ingest.heads import Line, lines_of_tables
from ingest.layout import cells
from ingest.mentions import Mention, is_noise, type_of_name
from ingest.opening import place_at
from ingest.parties import INVESTOR, PLACE, RECIPIENT
from ingest.reader import KINDS, STATUSES, TYPES
from ingest.relations import TOLD, Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.model import Kind, Status
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.layout import Block
    from ingest.things import Thing

T = TypeVar("T")
_PLACES = frozenset({"Country", "Place"})
_BAR = re.compile(r"[|\t]\s{0,8}|(?<=\S) {3,}(?=\S)")
SUM = re.compile(r"[$€£¥₩₹]\s?\d|\d\s?(?:[mb]illion|bn|m)\b")
_NAME = re.compile(r"[A-ZÀ-Þ][\w.&’'-]*(?:\s[\w.&’'-]+){0,5}")
LEADS = re.compile(r"\W{0,6}")  # marks before the first name of a row or item
_AN_ITEM = 120  # characters from an item's name to its sum
_SEAT = re.compile(
    r"\b(?:HQ|Headquarters|Headquartered|Based|Seat|City|Home)\b", re.I
)  # the head of a column
_ITEM = re.compile(r"\W{0,3}(?:\s?[(:–—-]\s?)(?:up to |about |some |around )?\W{0,2}")
_CELL = re.compile(r"(?<=\|)\s{0,8}([^|\n]{2,60}?)\s{0,8}(?=\|)")
_CELLS = 3  # a line with fewer is no row
_ROWS = 2  # lines that are alike make a table
_LEAD = 200  # characters before a table that say what it is
_WHO_HEAD = re.compile(
    r"(?:(?:lead|grant|main)\s)?(?:recipients?|compan(?:y|ies)|lead|applicants?|awardees?|grantees?|beneficiar(?:y|ies)|organi[sz]ations?|"
    r"borrowers?|winners?|selectees?)",
    re.I,
)
_FIELDS = 1_000  # characters of one entry of a list of fields
_WHO = re.compile(
    r"^\W{0,4}(?:Recipients?|Company|Applicant|Awardee|Grantee|Beneficiary|Lead (?:applicant|organi[sz]ation)|Organi[sz]ation|Developer|"
    r"Borrower|Winner|Name)\W{0,3}:\W{0,3}",
    re.M | re.I,
)
_TAKES = re.compile(r"recipient|awardee|grantee|beneficiary|winner|borrower|applicant", re.I)
_WHERE = re.compile(r"^\W{0,4}(?:(?:Project )?(?:Location|Site|City|Place)s?)\W{0,3}:\W{0,3}", re.M | re.I)
_FROM_WHOM = re.compile(
    r"^\W{0,4}(?:Funder|Funded by|Funding (?:body|agency|source)|Lender|Donor|Awarded by|Investors?)\W{0,3}:\W{0,3}",
    re.M | re.I,
)
# What leads to a list of those who get: "grants to states:", "The money is allocated as follows:".
_ALLOTS = re.compile(
    r"\b(?:allocat\w+|grants?\s(?:for|to)|award(?:s|ed|ees)?|recipients?|beneficiar\w+|funding\sfor|goes\sto)\b",
    re.I,
)
# What leads to a list of those who give: "The money comes from:", "The backers and what they bring are:".
_SOURCES = re.compile(
    r"\bfrom\b[^.:\n]{0,40}:\s*$|\b(?:sources|contributions?|contributors|funders|donors|backers|financiers)\b[^.:\n]{0,60}:\s*$"
    r"|\b(?:funded|financed|paid\sfor|supported|contributed|backed)\sby\b[^.:\n]{0,40}:\s*$",
    re.I,
)
# "Kihiw Tech Hub (North Battleford): a grant of $1.2 million": who stands there gets it.
_IS_GIVEN = re.compile(
    r"[^:.;\n]{0,40}[:–—]\s(?:an?\s)?(?:[a-z-]+\s){0,2}(?:grant|loan|award|contribution)s?\sof\s"
)
_TAKERS = frozenset({"Company", "University", "Organization", "Program", "Facility"})
_STATES = frozenset({"Country", "Government"})
_TOLD_BY_HEAD, _TOLD_STATUS = 0.8, 0.9
_HEADS: dict[Kind, re.Pattern[str]] = {
    "grant": re.compile(r"\b(?:grants?|awards?|subsid(?:y|ies)|contribution|funding)\b", re.I),
    "loan": re.compile(r"\bloans?\b", re.I),
    "investment": re.compile(r"\b(?:investments?|capex)\b", re.I),
}
_NOWHERE = frozenset(
    {"equity", "acquisition", "purchase", "partnership", "loan"}
)  # a row's place is the party's own
_TO_BODIES = frozenset({"grant", "loan", "equity", "acquisition"})
# How much is left of what the reader gives to those outside of the row, and what those in it get at least.
LEFT, SURE = 0.2, 0.9


class Row(NamedTuple):
    """A row or entry at characters `start` to `end` of the article: whom it is about, and the places that it names.

    `takes` says that who stands there is called a recipient, `giver` who gives, if the entry has a field for it; `lead`
    is where the block before the first row begins and ends, which says what the rows are,
    and `gives` that it says who gives.
    """

    start: int
    end: int
    who: Thing
    places: list[Thing]
    takes: bool = False
    giver: Thing | None = None
    lead: tuple[int, int] = (0, 0)
    gives: bool = False


def names_in_cells(block: Block) -> Iterator[Mention]:
    """What fills the cells of a squashed row, where the parse sees one long word: whom it is about, and known places."""
    edges = [0, *cells(block), len(block.text)]
    first = block.text[: edges[1]].strip(" •|")
    if len(edges) > _CELLS and SUM.search(block.text) and _NAME.fullmatch(first) and not is_noise(first):
        start = block.start + block.text.index(first)
        yield Mention(start, start + len(first), first, first, type_of_name(first) or "Company")
    if SUM.search(block.text) and "|" in block.text:
        for cell in _CELL.finditer(block.text):
            if _NAME.fullmatch(cell[1]) and not is_noise(cell[1]) and place_at(cell[1], 0) is None:
                at = block.start + cell.start(1)
                yield Mention(at, at + len(cell[1]), cell[1], cell[1], type_of_name(cell[1]) or "Company")
    for low, high in pairwise(edges):
        said = block.text[low:high]
        lead = len(said) - len(said.lstrip())
        start = block.start + low + lead
        mention = place_at(said.strip(), start)
        if len(edges) > _CELLS - 1 and mention is not None:
            yield mention


def find_rows(found: Candidates, things: list[Thing]) -> list[Row]:
    """The rows of an article's tables and the entries of its lists of fields, in their order."""
    named = sorted(((m.start, m.end, t) for t in things for m in t.mentions), key=lambda x: (x[0], -x[1]))
    headed = lines_of_tables(found.text)
    rows = [*_headed(headed, named), *_entries(found, named)]
    told = {(line.start, line.end) for line in headed}
    rows += [r for r in _rows(found, named) if not any(a <= r.start < b for a, b in told)]
    return sorted(rows, key=lambda r: r.start)


def _headed(lines: list[Line], named: list[tuple[int, int, Thing]]) -> Iterator[Row]:
    """The rows of tables whose heads say what stands in their columns."""
    starts = [a for a, _, _ in named]

    def there(line: Line, part: str) -> list[Thing]:
        return [t for _, _, t in within(named, starts, *line.cells.get(part, (0, 0)))]

    for line in lines:
        gives = next((t for t in there(line, "gives") if t.type != "Place"), None)
        gets = _no_place(there(line, "gets")) or next(iter(there(line, "what")), None)
        who = gets or gives
        above = (min(line.heads.values())[0], max(line.heads.values())[1])
        if who is not None:
            where = [t for t in there(line, "where") if t.type in _PLACES]
            yield Row(line.start, line.end, who, where, gets is not None, gives, above, gets is None)


def _rows(found: Candidates, named: list[tuple[int, int, Thing]]) -> list[Row]:
    verbs = [start for start, _, _, tag in found.words if tag in {"VERB", "AUX"}]
    sums = sorted(m.start for m in found.money)
    starts = [a for a, _, _ in named]
    rows: list[Row] = []
    plain: list[Row] = []
    takes = sources = False
    lead_at = (0, 0)
    column = None
    for block in found.blocks:
        here = within(named, starts, block.start, block.end)
        edges = _cells_of(block, found.text)
        if (
            edges
            and not SUM.search(block.text)
            and (head := _column_of(edges, block, found.text)) is not None
        ):
            column, lead_at = head, (block.start, block.end)
            continue
        column = column if len(edges) > (column or 0) else None
        if column is not None:
            rows += _row_by_column(block, edges, column, here, lead_at)
            continue
        lead = LEADS.match(block.text)
        heads = bool(here) and here[0][0] <= block.start + (lead.end() if lead else 0)
        if not heads or block.text.rstrip().endswith(":") or (here[0][2].type == "Place" and not sources):
            lead_at = (block.start, block.end)  # what leads to the rows after it
            sources = bool(_SOURCES.search(block.text[-_LEAD:]))
            takes = bool(_ALLOTS.search(block.text[-_LEAD:])) and not sources
            continue
        places = [t for _, _, t in here[1:] if t.type in _PLACES]
        gets = takes or (not sources and bool(_IS_GIVEN.match(found.text, here[0][1], block.end)))
        row = Row(block.start, block.end, here[0][2], places, gets, lead=lead_at, gives=sources)
        if len(edges) >= _CELLS:
            rows.append(row)
            continue
        first = next(iter(within(sums, sums, block.start, block.end)), None)
        if first is None:
            continue
        if _ITEM.fullmatch(found.text, here[0][1], first) or (
            any(here[0][1] < m.start < first for t in row.places for m in t.mentions)
            and found.text[here[0][1] : here[0][1] + 1] not in {"'", "’"}
            and first - here[0][1] < _AN_ITEM
            and not within(verbs, verbs, block.start, first)
        ):
            plain.append(row)
    return rows + (plain if len({r.who.key for r in plain}) >= _ROWS else [])


def _column_of(edges: list[int], block: Block, text: str) -> int | None:
    """The column, not the first, whose head says that who stands in it gets the sums."""
    cells_ = pairwise([*edges, block.end])
    return next(
        (k for k, (a, b) in enumerate(cells_) if k and _WHO_HEAD.fullmatch(text[a:b].strip(" |\t\n"))), None
    )


def _no_place(inside: list[Thing]) -> Thing | None:
    """Who stands in a cell of those who get money: no place, whatever the reader takes a bare name for."""
    who = next((t for t in inside if t.type not in _PLACES), None)
    if who is None and inside and place_at(inside[0].name, 0) is None:
        who = inside[0]
        who.votes[TYPES.index("Company")] += who.votes.sum()
    return who


def _row_by_column(
    block: Block, edges: list[int], column: int, here: Sequence[tuple[int, int, Thing]], lead: tuple[int, int]
) -> Iterator[Row]:
    """The row of whom its cell in a column names."""
    low, high = edges[column], [*edges, block.end][column + 1]
    inside = [t for a, _, t in here if low <= a < high]
    who = _no_place(inside)
    if who is not None:
        places = [t for a, _, t in here if t.type in _PLACES and not low <= a < high]
        yield Row(block.start, block.end, who, places, True, lead=lead)


def within(what: Sequence[T], starts: Sequence[int], low: int, high: int) -> Sequence[T]:
    """Those of `what`, which begin at the sorted `starts`, that begin from `low` on and before `high`."""
    return what[bisect_left(starts, low) : bisect_left(starts, high)]


def _entries(found: Candidates, named: list[tuple[int, int, Thing]]) -> Iterator[Row]:
    starts = [a for a, _, _ in named]
    heads = list(_WHO.finditer(found.text))
    if len(heads) < _ROWS:
        return
    for k, head in enumerate(heads):
        following = heads[k + 1].start() if k + 1 < len(heads) else found.text.find("\n\n", head.end())
        end = min(head.end() + _FIELDS, following if following > 0 else len(found.text))
        who = next((t for _, _, t in within(named, starts, head.end(), head.end() + 3)), None)
        where = _WHERE.search(found.text, head.end(), end)
        places = []
        if where:
            line = found.text.find("\n", where.end())
            places = [
                t for _, _, t in within(named, starts, where.end(), end if line < 0 else min(line, end))
            ]
        by = _FROM_WHOM.search(found.text, head.end(), end)
        giver = next((t for _, _, t in within(named, starts, by.end(), by.end() + 5)), None) if by else None
        if who is not None and who.type not in _PLACES:
            takes = giver is not None or bool(_TAKES.search(head.group()))
            yield Row(head.start(), end, who, [t for t in places if t.type in _PLACES], takes, giver)


def settle_rows(anchors: list[Anchor], rows: list[Row], found: Candidates, things: list[Thing]) -> None:
    """Give the parts of each row's sums to those who stand in the row."""
    starts = [r.start for r in rows]
    tables: dict[tuple[int, int], list[tuple[Anchor, Row]]] = defaultdict(list)
    for a in anchors:
        for row in rows[max(0, bisect_right(starts, a.start) - 1) : bisect_right(starts, a.start)]:
            if a.money is not None and a.start < row.end:
                tables[row.lead].append((a, row))
    whose = {row.who.key for standing in tables.values() for _, row in standing}
    named = sorted(((m.start, m.end, t) for t in things for m in t.mentions), key=lambda x: (x[0], -x[1]))
    begins = [start for start, _, _ in named]
    for lead, standing in tables.items():
        _settle_table(standing, whose, _taker(lead, found.text, within(named, begins, *lead), whose))


def _taker(
    lead: tuple[int, int], text: str, there: Sequence[tuple[int, int, Thing]], whose: set[str]
) -> Thing | None:
    """Who gets what the rows tell, by the lead to them: "Ghent has won money from four sources:"."""
    if not text[slice(*lead)].rstrip().endswith(":"):
        return None
    takers = [t for _, _, t in there if t.type in _TAKERS and t.key not in whose]
    return next((t for t in takers if t.type != "Facility"), takers[0] if takers else None)


def _settle_table(standing: list[tuple[Anchor, Row]], whose: set[str], taker: Thing | None) -> None:
    told = [anchor.parts[row.who.key] for anchor, row in standing if row.who.key in anchor.parts]
    # Rows may also say who gives: "• Portugal: €15.6 million".
    states = sum(row.who.type in _STATES for _, row in standing)
    named_so = any(row.takes for _, row in standing)
    gives = (
        any(row.gives for _, row in standing)
        or (2 * states > len(standing) and not named_so)
        or sum(p[INVESTOR] - p[RECIPIENT] for p in told) > 0
    )
    for anchor, row in standing:
        taken = _by_head(anchor) in {"grant", "loan"}
        role = RECIPIENT if row.takes or taken or (anchor.kind in _TO_BODIES and not gives) else INVESTOR
        for key, parts in anchor.parts.items():
            parts[role] *= 1 if key == row.who.key else LEFT
            parts[:] *= LEFT if key in whose and key != row.who.key else 1
            if row.places and anchor.kind not in _NOWHERE:
                parts[PLACE] *= 1 if key == row.places[0].key else LEFT
        give(anchor, row.who, role)
        if taker is not None and role == INVESTOR and gives:
            give(anchor, taker, RECIPIENT)
        if row.giver is not None and row.giver is not row.who:
            for key, parts in anchor.parts.items():
                parts[INVESTOR] *= 1 if key == row.giver.key else LEFT
            give(anchor, row.giver, INVESTOR)
        if row.places and anchor.kind not in _NOWHERE:
            give(anchor, row.places[0], PLACE)


def _by_head(anchor: Anchor) -> Kind | None:
    """What the head of a sum's column says that it is, for the number alone tells nothing; None if it says nothing."""
    kind = next(
        (k for k, words in _HEADS.items() if anchor.money and words.search(anchor.money.column)), None
    )
    if kind is not None:
        tell_kind(anchor, kind)
    return kind


def tell_kind(anchor: Anchor, kind: Kind) -> None:
    """Make an anchor a commitment of a kind, as the head of its column tells."""
    anchor.kinds *= (1 - _TOLD_BY_HEAD) / max(float(anchor.kinds.sum()), 1e-6)
    anchor.kinds[1 + KINDS.index(kind)] += _TOLD_BY_HEAD


def tell_status(anchor: Anchor, status: Status) -> None:
    """Make an anchor's deal one of a status, as a column or the lead to its list tells."""
    anchor.statuses *= 1 - _TOLD_STATUS
    anchor.statuses[STATUSES.index(status)] += _TOLD_STATUS


def give(anchor: Anchor, thing: Thing, role: int) -> None:
    """Make a thing take a part in an anchor's deal, and hardly any other."""
    parts = anchor.parts.setdefault(thing.key, np.zeros(3, np.float32))
    parts[role] = max(float(parts[role]), SURE)
    for other in {INVESTOR, RECIPIENT, PLACE} - {role}:
        parts[other] *= LEFT


def links_of_rows(found: Candidates, rows: list[Row]) -> Iterator[Link]:
    """Where those who stand in rows lie: in the row's first place, which lies in the next."""
    blocks = {b.start: b for b in found.blocks}
    for row in rows:
        block = blocks.get(row.start)
        if block is None or len(_cells_of(block, found.text)) < _CELLS or not row.places:
            continue
        # In a table with bars the head of the column says whose place it is.
        before = found.text[max(0, rows[0].start - _LEAD) : rows[0].start]
        if not _BAR.search(found.text, block.start, block.end) or _SEAT.search(before):
            span = (row.start, row.end)
            yield Link(row.who, "located_in", row.places[0], *span, TOLD)
            if len(row.places) > 1 and (row.places[0].type, row.places[1].type) == ("Place", "Country"):
                yield Link(row.places[0], "located_in", row.places[1], *span, TOLD)


def _cells_of(block: Block, text: str) -> list[int]:
    """Where the cells of a row begin in the article; none if the line is no row."""
    # A block's own text has blanks for tabs and for the ends of lines.
    bars = [m.end() - block.start for m in _BAR.finditer(text, block.start, block.end)]
    edges = [0, *bars] if bars else [0, *cells(block)]
    return [block.start + at for at in edges] if len(edges) >= _CELLS else []
