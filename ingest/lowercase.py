"""Universities whose sort is written small: "the university of Umeå", "Uppsala university", "the technical university of Graz"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.mentions import Mention
from ingest.reference import load_reference, states
from ingest.reference.listed import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.layout import Block

_NAME = r"[A-ZÀ-ÞŁŚŻČŠŽ][^\W\d_]+(?:[ -][A-ZÀ-ÞŁŚŻČŠŽ][^\W\d_]+)?"
_OF = re.compile(
    rf"\b(?P<sort>(?:(?:technical|technological|medical|agricultural|state)\s)?[Uu]niversity)"
    rf"\s(?:of\s(?P<what>[Tt]echnology|[Aa]pplied\s[Ss]ciences|[Ee]conomics|[Aa]rts)\s(?:of|in)|of)\s(?P<where>{_NAME})\b"
)
_AFTER = re.compile(
    rf"(?<![.\w-])(?P<where>{_NAME})\s(?:(?P<sort>technical|medical|state)\s)?university\b(?!\s(?:of|[A-Z]))"
)


def universities_in(block: Block) -> Iterator[Mention]:
    """The universities of a block whose sort begins with a small letter, called as they usually are."""
    for told in _OF.finditer(block.text):
        if told["sort"][0].islower():
            words = [*told["sort"].split(), *(["of", *told["what"].split()] if told["what"] else [])]
            yield from _mention(block, told.start(), told.end(), f"{_titled(words)} of {told['where']}")
    for told in _AFTER.finditer(block.text):
        where, sort = told["where"], (told["sort"] or "").title()
        name = " ".join(w for w in (where, sort, "University") if w)
        if load_reference().lookup(name) or (_is_place(where) and not load_reference().country_of(where)):
            yield from _mention(block, told.start(), told.end(), name)


def _is_place(where: str) -> bool:
    known = load_reference().lookup(where)
    return any(e.type == "Place" for e in known) or plain(where) in states()


def _titled(words: list[str]) -> str:
    return " ".join(w if w == "of" else w[0].upper() + w[1:] for w in words)


def _mention(block: Block, start: int, end: int, name: str) -> Iterator[Mention]:
    listed = next((e.name for e in load_reference().lookup(name) if e.type == "University"), name)
    said = block.text[start:end]
    yield Mention(block.start + start, block.start + end, said, listed, "University", known=True)
