"""Companies whose legal form has points or small letters, at which the parse may end a sentence: "Zielona Sp. z o.o.", "Torri S.p.A."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.layout import Block

_FORM = (
    r"(?:S\.p\.A\.|S\.r\.l\.|S\.A\.S\.|S\.A\.|S\.L\.|N\.V\.|B\.V\.|Sp\.\s?z\s?o\.\s?o\.|s\.\s?r\.\s?o\.|a\.\s?s\.|d\.\s?o\.\s?o\.|A/S|"
    r"GmbH\s&\sCo\.\sKG(?:aA)?|Pvt\.\sLtd\.)"
)
_WORD = r"[A-ZÀ-ÞŁŚŻČŠŽ][\w&’'-]*"
_NAMED = re.compile(
    rf"(?<![\w.&’'-])(?:M/[sS]\.?\s)?(?P<name>{_WORD}(?:\s(?:(?:&|e|y|i|di|de|del)\s)?{_WORD}){{0,4}},?\s(?P<form>{_FORM}))(?=[\s,;:)(]|$)"
)
_BEFORE = re.compile(
    r"(?:The|An?|In|At|For|From|With|And|But|Today|Yesterday|Italy|Poland|Spain)['’]?s?\s|[\w.]+-(?:based|listed|headquartered|backed|owned|controlled)\s"
)


def names_with_forms(block: Block) -> Iterator[Mention]:
    """The names of a block that end in such a form."""
    for told in _NAMED.finditer(block.text):
        start, end = told.span("name")
        while lead := _BEFORE.match(block.text, start, end):
            start = lead.end()
        said = block.text[start:end]
        if start < told.start("form"):
            yield Mention(
                block.start + start, block.start + end, said, said.rstrip("."), "Company", known=True
            )
