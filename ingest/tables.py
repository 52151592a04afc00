"""Rows of tables: names that fill a cell, and where a row says that its first name lies."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.layout import cells
from ingest.opening import place_at
from ingest.relations import TOLD, Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.candidates import Candidates
    from ingest.layout import Block
    from ingest.mentions import Mention
    from ingest.things import Thing

_PLACES = frozenset({"Country", "Place"})
_BAR = re.compile(r"\s*(?:\||\t)\s*")
_CELLS = 3  # a line with fewer is no row


def places_in_cells(block: Block) -> Iterator[Mention]:
    """The known places that fill a cell of a squashed row, where the parse sees one long word."""
    edges = [0, *cells(block), len(block.text)]
    for low, high in pairwise(edges):
        said = block.text[low:high]
        lead = len(said) - len(said.lstrip())
        start = block.start + low + lead
        mention = place_at(said.strip(), start)
        if len(edges) > _CELLS - 1 and mention is not None:
            yield mention


def links_of_rows(found: Candidates, things: list[Thing]) -> Iterator[Link]:
    """Where the first name of each row lies: in the place of a later cell, which lies in that of the next."""
    begins = {m.start: t for t in things for m in t.mentions}
    for block in found.blocks:
        row = [begins[at] for at in _cells_of(block) if at in begins]
        places = [t for t in row[1:] if t.type in _PLACES]
        if row and row[0].type not in _PLACES and places:
            span = (block.start, block.end)
            yield Link(row[0], "located_in", places[0], *span, TOLD)
            if len(places) > 1 and (places[0].type, places[1].type) == ("Place", "Country"):
                yield Link(places[0], "located_in", places[1], *span, TOLD)


def _cells_of(block: Block) -> list[int]:
    """Where the cells of a row begin in the article; none if the line is no row."""
    bars = [m.end() for m in _BAR.finditer(block.text)]
    edges = [0, *bars] if bars else [0, *cells(block)]
    return [block.start + at for at in edges] if len(edges) >= _CELLS else []
