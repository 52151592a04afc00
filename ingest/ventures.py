"""Joint ventures, and who founds them: "Kelvorn, a joint venture of A and B", "A and B have set up a joint venture called Kelvorn"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.anchors import told_by_words
from ingest.parties import INVESTOR, RECIPIENT
from ingest.tables import SURE, give, within
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import Status
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing, Told

_FOUNDERS = frozenset({"Company", "University", "Organization", "Government"})
_CALLED = frozenset({"Company", "Organization", "Program", "Facility"})
_LONGEST = 300  # characters before and after such words that are looked at
_GAP = 90  # between founders and the words
_VENTURE = re.compile(r"\b(?:[Jj]oint[\s-]ventures?|JV)\b(?!\spartners?\b)(?:\s(?:company|agreement|deal))?")
_BEFORE = r"(?:[a-z0-9:/%-]+\s){0,3}$"
_ARTICLE = re.compile(rf"\b(?:an?|the|their|its|another)\s{_BEFORE}")
_THEIRS = re.compile(rf"\btheir\s{_BEFORE}")
_OWN = re.compile(rf"['’]s?\s{_BEFORE}")
_IS = re.compile(r"(?:,|\s\(|\s[–—-]|,?\s(?:which\s)?(?:is|was|began\sas|started\sas))\s?$")
_BEGAN = re.compile(r"\b(?:is|was|began\sas|started\sas)\s$")
_OF = re.compile(
    r"\s(?:of|between|by|from|(?:owned|formed|founded|created|established|set\sup)\sby|involving)\s"
)
_WITH = re.compile(r"(?:\s(?:in|at|near|for|on)\s[^.;:,\n]{2,60}?)?\s(?:together\s)?with\s")
_CALLED_SO = re.compile(
    r"(?:\s(?:in|at|near|for)\s[^.;:,\n]{2,60}?)?(?:,\s|,?\s(?:to\sbe\s)?(?:called|named|dubbed|known\sas)\s)"
)
_NAMED_THEN = re.compile(r"(?:\s(?:of|in|from)\s(?:the\s)?[A-Z][\w.]+)?(?:,\s|,?\s(?:called|named|dubbed)\s)")
_ENDS = re.compile(r"[,.;)]|\sto\s|\s(?:will|would|is|has|was|said|plans?)\b|$")
_NATION = re.compile(r"(?:the\s|an?\s)?(?:[A-Z][\w-]+(?:['’]s)?\s)?(?:[a-z-]+\s){0,4}$")
_ITS = re.compile(r"['’]s?\s")
_JOIN = re.compile(r"(?:\s(?:of|in|from)\s(?:the\s)?[A-Z][\w.]+)?(,\s(?:and\s|with\s)?|\s(?:and|with|&)\s)")
_AND = re.compile(r"(?:,\s(?:and\s)?|\s(?:and|&)\s)(?:the\s)?(?:[A-Z]\w+['’]s\s)?")
_FOUND = re.compile(
    r"\b(?:form|set(?:s|ting)?\sup|creat|establish|launch|run|has\b|have\b|own|ent(?:er|ered|ers)\sinto|sign|announc|plan|agree|present|found|unveil|start|talk|discuss|explor|consider)"
)
# "Kelvorn, in which Sagatek has 54 percent, formed": what stands between the commas is no founder.
_ASIDE = re.compile(
    r",\s(?:in\swhich|which|whose|who|where|an?|the|part\sof|owned|backed|led|of|with)\b[^,]*$"
)
_OPEN = re.compile(r"\b(?:in\stalks|consider|weigh|explor|may|might|could|mull|discuss|propos)")
_OFF = re.compile(
    r"\b(?:scrap|cancel|abandon|dropp|dissolv|exit|withdr|walk|collaps|burie|call(?:s|ed)?\soff|end(?:s|ed)\b)"
)
_TO_COME = re.compile(r"\b(?:will|would|to|plan|agree|sign|announc|propos|intend)")


@dataclass(frozen=True)
class _Venture:
    """A joint venture that words at `start` to `end` tell of."""

    start: int
    end: int
    founders: list[Thing]
    name: Thing | None
    status: Status


class _Names:
    """The bodies that an article names, by where they begin and end."""

    def __init__(self, text: str, told: list[Told]) -> None:
        self.text = text
        self.told = [x for x in told if not x.thing.described and x.thing.type in _FOUNDERS | _CALLED]
        self.starts = [x.mention.start for x in self.told]
        self.ends = {x.mention.end: x for x in reversed(self.told)}

    def at(self, place: int) -> Told | None:
        """The one that begins at a place."""
        k = bisect_left(self.starts, place)
        return self.told[k] if k < len(self.told) and self.starts[k] == place else None

    def soon(self, place: int) -> Told | None:
        """The next one after a place, if no more than its country and trade stand before it."""
        k = bisect_left(self.starts, place)
        if k == len(self.told) or self.starts[k] - place > _GAP:
            return None
        return self.told[k] if _NATION.match(self.text[place : self.starts[k]]) else None

    def row_from(self, place: int, high: int) -> tuple[list[Thing], int]:
        """The founders in a row that begins at a place, and where it ends."""
        row: list[Thing] = []
        end, last = place, False
        while (x := self.soon(place)) is not None and x.mention.end <= high:
            own = _ITS.match(self.text, x.mention.end)
            if own and self.at(own.end()):
                place = own.end()  # "Sagatek's Vesta"
                continue
            if x.thing.type not in _FOUNDERS:
                break
            row.append(x.thing)
            end = x.mention.end
            joined = _JOIN.match(self.text, end)
            if joined is None or (last and joined[1] == ", "):
                break
            last = joined[1].strip() in {"and", "&", ", and"}
            place = joined.end()
        return row, end

    def row_before(self, place: int, low: int) -> tuple[list[Thing], int, int]:
        """The last row of founders that ends before a place, and where it begins and ends."""
        row: list[Told] = []
        for x in reversed(self.told[bisect_left(self.starts, low) : bisect_left(self.starts, place)]):
            if x.mention.end > (row[-1].mention.start if row else place):
                continue
            if x.thing.type not in _FOUNDERS or (
                row and not _AND.fullmatch(self.text, x.mention.end, row[-1].mention.start)
            ):
                break
            row.append(x)
        if not row:
            return [], place, place
        return [x.thing for x in reversed(row)], row[-1].mention.start, row[0].mention.end


def settle_ventures(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Add an anchor for each joint venture whose founders such words name, in place of what the reader makes of them."""
    names = _Names(found.text, in_order(things))
    told = sorted(anchors, key=lambda a: a.start)
    starts = [a.start for a in told]
    # Whose money is told is no venture without a sum.
    funded = {
        key
        for a in told
        if a.money is not None and a.sure > 0.5
        for key, p in a.parts.items()
        if p[RECIPIENT] > SURE / 2
    }
    for words in _VENTURE.finditer(found.text):
        if any(a <= words.start() < b for a, b in found.warnings):
            continue
        low, high = found.sentence_at(words.start())
        low, high = max(low, words.start() - _LONGEST), min(high, words.end() + _LONGEST)
        venture = _venture(words, names, low, high)
        here = within(told, starts, low, high)
        if venture is None or _has_a_sum(venture, here) or (venture.name and venture.name.key in funded):
            continue
        for a in here:
            if a.money is None and a.kind == "partnership" and venture.start <= a.start < venture.end:
                a.kinds[:] = np.eye(len(a.kinds), dtype=np.float32)[0]
        anchors.append(_anchor(words, venture))


def _venture(words: re.Match[str], names: _Names, low: int, high: int) -> _Venture | None:
    text = names.text
    article = _ARTICLE.search(text, low, words.start())
    begin = article.start() if article else words.start()
    if of := _OF.match(text, words.end(), high):
        if not _BEGAN.search(text, low, begin):
            return None  # "Kelvorn, a joint venture of A and B, will spend": only who its partners are
        founders, end = names.row_from(of.end(), high)
        name = _name_before(text, begin, low, names)
        return _made(words, founders, name, begin, end, "completed" if name else _status(text, low, begin))
    first, start, stop = names.row_before(begin, low)
    aside = _ASIDE.search(text, low, start) if first and "," in text[stop:begin] else None
    if aside:
        first, start, _ = names.row_before(aside.start() + 1, low)
    doing = text[stop:begin]
    if not first or len(doing) > _GAP:
        return None
    own = _OWN.match(text[stop : words.start()])
    if own is None and not _FOUND.search(doing):
        return None
    status: Status = "completed" if own else _status(text, stop, begin)
    if with_ := _WITH.match(text, words.end(), high):
        others, end = names.row_from(with_.end(), high)
        name = _name_before(text, begin, low, names) if own else None
        called = _NAMED_THEN.match(text, end)
        after = names.at(called.end()) if called and others else None
        if after is not None and _ENDS.match(text, after.mention.end):
            name = after.thing
        return _made(
            words, [*(first[-1:] if own else first), *others] if others else [], name, start, end, status
        )
    theirs = _THEIRS.search(text, low, words.start())
    after = names.at(words.end() + 1) if theirs else None
    if after is None and (called := _CALLED_SO.match(text, words.end(), high)):
        after = names.at(called.end())
        after = after if after is not None and _ENDS.match(text, after.mention.end) else None
    name = after.thing if after is not None else None
    return _made(words, first, name, start, after.mention.end if after else words.end(), status)


def _made(
    words: re.Match[str], founders: list[Thing], name: Thing | None, start: int, end: int, status: Status
) -> _Venture | None:
    founders = list({t.key: t for t in founders if name is None or t.key != name.key}.values())
    if len(founders) < 2 or (name is not None and name.type not in _CALLED):
        return None
    return _Venture(min(start, words.start()), max(end, words.end()), founders, name, status)


def _name_before(text: str, begin: int, low: int, names: _Names) -> Thing | None:
    told = _IS.search(text, low, begin)
    x = names.ends.get(told.start()) if told else None
    return x.thing if x is not None else None


def _status(text: str, low: int, high: int) -> Status:
    if _OPEN.search(text, low, high):
        return "considered"
    if _OFF.search(text, low, high):
        return "cancelled"
    return "announced" if _TO_COME.search(text, low, high) else "completed"


def _has_a_sum(venture: _Venture, anchors: Sequence[Anchor]) -> bool:
    """Whether a sum of the sentence is what they put into it."""
    keys = [t.key for t in venture.founders]
    return any(
        a.money is not None
        and a.sure > 0.5
        and any(a.parts[k][INVESTOR] > SURE / 2 for k in keys if k in a.parts)
        for a in anchors
    )


def _anchor(words: re.Match[str], venture: _Venture) -> Anchor:
    made = told_by_words(*words.span(), "partnership", venture.status, SURE, SURE)
    for thing in venture.founders:
        give(made, thing, INVESTOR)
    if venture.name is not None:
        give(made, venture.name, RECIPIENT)
    return made
