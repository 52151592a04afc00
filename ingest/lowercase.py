"""Names written small: "the university of Umeå", "Uppsala university"; firms that write themselves so: "kelvorn, a start-up, raised"."""

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


# What tells at the beginning of a sentence that a word in small letters is a firm: "kelvorn, a Graz-based startup, raised", "kelvorn raises".
_WHAT = r"(?:(?!(?:which|that|who|and|or)\s)[\w’'-]+\s)"
_FIRM = re.compile(
    r"(?:^|(?<=[.!?]\s)|(?<=[.!?]\n)|(?<=\n\n))"
    r"(?P<name>(?!\w+ly,|(?:however|today|yesterday|tomorrow|now|then|meanwhile|also|still|yet|thus|hence|instead|later|afterwards|moreover|"
    r"furthermore|besides|otherwise|nonetheless|nevertheless|indeed|here|there|once|again|together|overall|founded|based|headquartered|"
    r"established|formed|created|launched|owned|backed|led|alongside|likewise|therefore|perhaps|so|well|yes|what|this|that),)"
    rf"[a-z][a-z0-9]{{2,15}}(?:\.[a-z]{{2,6}})?)(?=,\s(?:an?\s{_WHAT}{{0,5}}|the\s{_WHAT}{{1,5}})"
    r"(?:start-?up|company|firm|scale-?up|spin-?(?:out|off)|[a-z]*maker|developer|provider|platform)\b)"
)


_MOST = 8  # firms of one article that are looked for: each is another search of the text


def firms_in(text: str) -> Iterator[Mention]:
    """The firms that write their names small, wherever the text names them, if a sentence says what they are."""
    for name in list(dict.fromkeys(m["name"] for m in _FIRM.finditer(text)))[:_MOST]:
        for said in re.finditer(rf"(?<![\w./@-]){re.escape(name)}(?![\w/@-])", text):
            yield Mention(said.start(), said.end(), name, name, "Company", known=True)


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
