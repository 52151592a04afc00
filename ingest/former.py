"""Who backed a firm before, and takes no part in its new round for that: "its backers include A", "B, which led the last round"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from ingest.anchors import told_by_words
from ingest.lists import coordinated
from ingest.parties import INVESTOR, RECIPIENT
from ingest.tables import LEFT, SURE, give
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing, Told

_SURE = 0.6  # what the reader is surer of goes first
_LIKELY = 0.5
_MAY_BE = 0.3  # how sure the reader must be of a firm's round
_BACKERS = frozenset({"Company", "University", "Organization", "Government"})
_FIRM = r"(?:company|firm|start-?up|group|business)"
_FORMER = r"(?:existing|earlier|previous|prior|past|former|current|early|present)"
_NOUN = r"(?:investors|backers|shareholders)"
_THEY = re.compile(
    rf"\b(?:(?:[Ii]ts|[Tt]he\s{_FIRM}['’]s)\s(?:(?:{_FORMER}|other)\s)?|(?:[Tt]he\s)?(?i:{_FORMER})\s|(?P<whose>whose)\s(?:{_FORMER}\s)?)"
    rf"(?:largest\s|main\s|biggest\s|institutional\s)?{_NOUN}\s(?:(?:of|in)\s(?:the\s{_FIRM}|(?P<of>[A-Z][^\s.,;]*))\s)?"
    r"(?:also\s|already\s)?(?:include[sd]?|are|were|count)\s(?:(?!not\b)[a-z-]+\s){0,3}"
)
_WHICH_LED = re.compile(
    r",\s(?:which|who)\s(?:(?:had|has|also)\s)?(?:led|co-led|backed|anchored|joined|took\spart\sin|participated\sin|invested\sin)\s"
    rf"(?:(?:the|its|both|an?|{_FIRM}['’]s)\s){{0,3}}(?:{_FORMER}|last|first|two|seed|pre-seed|Series\s[A-E]|20\d\d)\s(?:[\w-]+\s){{0,3}}?rounds?\b[^,.;\n]{{0,30}}"
)
_NO_MORE = re.compile(
    r"\b(?:not|no\slonger|sat\sout|skipped|absent|stayed\saway|owns|holds|keeps|remains)\b|n['’]t\b"
)
_AGAIN = re.compile(
    r",\s(?:also|again|once\smore)?\s?(?:took\spart|participated|invested|joined|returned|came\s(?:in|along|back)|came\sin|put\sin\smore|followed\son)\b"
)
_BEFORE_THAT = re.compile(
    r"\b(?:previously|earlier|already)\s(?:raised|secured|closed|received|taken\sin)\b"
    r"|\b(?:previous|earlier|prior|last|seed)\s(?:funding\s|financing\s)?round\b[^.;\n]{0,60}\b(?:in\s(?:[A-Z][a-z]+\s)?20\d\d|last\syear|years?\s(?:ago|earlier|before)|months?\s(?:ago|earlier|before))\b"
)
_OPENS = 40  # characters of a sentence in which its subject begins


class _Told(NamedTuple):
    """That backers are told, at these characters, to hold shares of a firm.

    `out` says that they take no part in its last round for that, `again` that they do, as is told, too.
    """

    start: int
    end: int
    backers: list[Thing]
    firm: Thing | None
    out: bool
    again: bool = False


def settle_former(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Take those who backed a firm before out of its new round, and tell of what they did by itself."""
    rounds = sorted((a for a in anchors if a.money and a.kind == "equity"), key=lambda a: a.start)
    _keep_apart(rounds, found, things)
    for told in _told(found, in_order(things), rounds):
        if any(a <= told.start < b for a, b in found.warnings):
            continue
        out = [t for t in told.backers if told.out and not _elsewhere(t, told, found)]
        for anchor in rounds:
            for backer in out:
                if backer.key in anchor.parts:
                    anchor.parts[backer.key][INVESTOR] *= LEFT * LEFT
        last = next((a for a in reversed(rounds) if a.start < told.start), None)
        if told.again and last is not None:
            for backer in told.backers:
                give(last, backer, INVESTOR)
        if told.firm is None or told.firm.type != "Company":
            continue
        made = told_by_words(told.start, told.end, "equity", "completed", _SURE, SURE)
        for backer in told.backers:
            give(made, backer, INVESTOR)
        give(made, told.firm, RECIPIENT)
        anchors.append(made)


def _elsewhere(backer: Thing, told: _Told, found: Candidates) -> bool:
    """Whether a backer is named in a sentence other than the one that tells this of it."""
    low, high = found.sentence_at(told.start)
    return any(not low <= m.start < high for m in backer.mentions)


def _keep_apart(rounds: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Keep those who gave what a firm "had raised" before apart from those who give now."""
    for before in rounds:
        low, high = found.sentence_at(before.start)
        if not _BEFORE_THAT.search(found.text, low, high):
            continue
        inside = {t.key for t in things if all(low <= m.start < high for m in t.mentions)}
        outside = {t.key for t in things if not any(low <= m.start < high for m in t.mentions)}
        for anchor in rounds:
            if low <= anchor.start < high:
                continue
            for one, other, keys in ((before, anchor, inside), (anchor, before, outside)):
                for key in keys & one.parts.keys() & other.parts.keys():
                    if one.parts[key][INVESTOR] > _LIKELY:
                        other.parts[key][INVESTOR] *= LEFT * LEFT


def _told(found: Candidates, named: list[Told], rounds: list[Anchor]) -> Iterator[_Told]:
    text = found.text
    bodies = [x for x in named if x.thing.type in _BACKERS and not x.thing.described]
    starts = [x.mention.start for x in bodies]
    for words in _THEY.finditer(text):
        near = bodies[bisect_left(starts, words.end()) : bisect_left(starts, words.end() + 300)]
        rows = coordinated([(x.mention.start, x.mention.end, x.thing) for x in near], text)
        if not rows or rows[0][0][0] != words.end():
            continue
        firm = _round_before(words.start(), rounds, bodies)
        if words["whose"]:
            firm = next((x.thing for x in named if 0 <= words.start() - x.mention.end <= len(", ")), None)
        elif words["of"]:
            firm = next((x.thing for x in bodies if x.mention.start == words.start("of")), None)
        backers = [t for _, _, t in rows[0] if t is not firm]
        if backers:
            yield _Told(*words.span(), backers, firm, True)
    for x in bodies:
        led = _WHICH_LED.match(text, x.mention.end)
        if led:
            low, high = found.sentence_at(x.mention.start)
            out = x.mention.start - low < _OPENS and _NO_MORE.search(text, led.end(), high) is not None
            firm = _round_before(x.mention.start, rounds, bodies)
            if firm is not x.thing:
                again = _AGAIN.match(text, led.end()) is not None
                yield _Told(*led.span(), [x.thing], firm, out, again and not out)


def _round_before(at: int, rounds: list[Anchor], bodies: list[Told]) -> Thing | None:
    """Whose round was told last."""
    by_key = {x.thing.key: x.thing for x in bodies if x.thing.type == "Company"}
    for anchor in reversed(rounds):
        likely = {k: p[RECIPIENT] for k, p in anchor.parts.items() if k in by_key}
        best = max(likely, key=lambda k: float(likely[k]), default=None)
        if anchor.start < at and anchor.sure > _MAY_BE and best is not None:
            return by_key[best] if likely[best] > _LIKELY else None
    return None
