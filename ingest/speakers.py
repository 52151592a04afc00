"""Who "we" are on a firm's own page: whom its title or its "About Kelvorn" names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from ingest.mentions import Mention
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.candidates import Candidates
    from ingest.things import Thing, Told

_BODIES = frozenset({"Company", "University", "Organization", "Government"})
_TITLE = 160  # characters of a title
_ABOUT = re.compile(r"(?:^|\n)[ \t#*]{0,6}About\s(?:the\s)?(?=[A-ZÀ-Þ])")
_US = re.compile(r"[ \t*:]{0,4}(?=\n)")
_VERB = (
    r"(?:invest|open|build|built|rais|sign|buy|bought|acquir|announc|launch|partner|spen[dt]|receiv|fund|giv|gave|donat|expand|train|set\sup|"
    r"order|team|award|pledg|commit|join|complet|agree|secur|clos|select|work|won|win|construct|tak|took|break|broke|creat|establish|lend|lent|grant|double|grow)\w{0,4}\b"
)
_WE = re.compile(
    rf"\b(?P<we>[Ww]e)(?:['’](?:re|ve|ll)|\s(?:will|have|are|had|were|can|plan\sto|want\sto|intend\sto|aim\sto))?(?:\s(?:also|now|today|recently|just|already|thrilled|excited|proud|pleased|happy|delighted|to|that|share|announce|we|have|are|will|be|going|then|jointly|together)){{0,6}}\s{_VERB}"
)
_OUR = re.compile(
    r"\b(?P<we>[Oo]ur)\s(?:(?!(?:of|in|at|for|to)\s)[\w-]+\s){0,4}?(?:plant|factory|fab|laborator(?:y|ies)|lab|campus|data\scent(?:er|re)|site|office|headquarters|investment|round|"
    r"acquisition|partnership|gift|grant|centre|center|gigafactory|facility|production|expansion|parent|subsidiary)\b"
)
# '," said Anna Berg, chief executive of the chipmaker Kelvorn'
_SAID = re.compile(
    r",?\s(?:said|says|explained|explains|added|adds|commented|told)\s(?:[A-ZÀ-Þ][\w.’'-]*\s?){1,4},?\s?[^.;:,“\"\n]{0,60}?(?P<of>\b(?:of|at|for|from)\s(?:the\s)?(?:[a-z]+\s){0,3}|['’]s?\s)(?=[A-ZÀ-Þ])"
)
_QUOTE = re.compile(r"[“\"][^”\"\n]{0,1500}[”\"]")


def with_speaker(found: Candidates, things: list[Thing]) -> list[Thing]:
    """The things of an article, with where it says "we" for the one whose page, or whose quote, it is."""
    told = list(_told(found))
    if not told:
        return things
    named = [x for x in in_order(things) if x.thing.type in _BODIES and not x.thing.described]
    ends = {m.start(): m.end() for m in _QUOTE.finditer(found.text)}
    starts = sorted(ends)
    quoted: dict[int, list[Mention]] = {}  # by where the quote ends; 0 outside of any
    for m in told:
        k = bisect_right(starts, m.start) - 1
        end = ends[starts[k]] if k >= 0 else 0
        quoted.setdefault(end if m.start < end else 0, []).append(m)
    plain = quoted.pop(0, [])
    speaker = _speaker(found, named)
    if speaker is not None and any(m.text in {"We", "we"} for m in plain):
        _add(speaker, plain)
    for end, said in quoted.items():
        whose = _quoted(found.text, end, named)
        if whose is not None:
            _add(whose, said)
    return things


def _add(speaker: Thing, told: list[Mention]) -> None:
    own = {(x.start, x.end) for x in speaker.mentions}
    speaker.mentions += [
        Mention(m.start, m.end, speaker.name, speaker.name, speaker.type)
        for m in told
        if (m.start, m.end) not in own
    ]
    speaker.mentions.sort(key=lambda m: m.start)


def _told(found: Candidates) -> Iterator[Mention]:
    """Where an article says "we" or "our" of what is done."""
    starts = [b.start for b in found.blocks]
    for words in (_WE, _OUR):
        for said in words.finditer(found.text):
            at = said.start("we")
            k = bisect_right(starts, at) - 1
            if k >= 0 and at < found.blocks[k].end:
                yield Mention(at, said.end("we"), said["we"], "we", "Company")


def _quoted(text: str, at: int, named: list[Told]) -> Thing | None:
    """Whose a quote is that ends at a place: of the firm that who said it is of: '", said Anna Berg of Kelvorn'."""
    said = _SAID.match(text, at)
    starts = [x.mention.start for x in named]
    k = bisect_left(starts, said.start("of")) if said else len(named)
    return named[k].thing if said and k < len(named) and starts[k] <= said.end() else None


def _speaker(found: Candidates, named: list[Told]) -> Thing | None:
    """Whose page it is: whom it is "about" at its end, else the only or first body in its title."""
    about = {m.end() for m in _ABOUT.finditer(found.text)}
    for x in reversed(named):
        if x.mention.start in about and _US.match(found.text, x.mention.end):
            return x.thing
    first = found.blocks[0] if found.blocks else None
    if first is None or len(found.blocks) < 2 or len(first.text) > _TITLE or not first.heading:
        return None
    return next((x.thing for x in named if x.mention.start < first.end), None)
