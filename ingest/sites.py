"""Sites that nothing comes of, and those that are begun, told by words: "has scrapped its plant in Lyon", "broke ground on a campus"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ingest.anchors import told_by_words
from ingest.parties import INVESTOR, PLACE, RECIPIENT
from ingest.reader import KINDS, STATUSES
from ingest.tables import LEFT, SURE, give, tell_status, within
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.model import Status
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing, Told

_OWNERS = frozenset({"Company", "University", "Organization"})
_PLACES = frozenset({"Country", "Place"})
_OFF = STATUSES.index("cancelled")
_BUILT = frozenset({"investment", "facility"})
_SURE = 0.7  # what the reader is surer of goes first
_LIKELY = 0.5  # from which probability on something is taken for told
_SURELY = 0.8  # from which probability on the owner is whom the reader holds for it
_SEEN = 0.25  # from which probability on a place may be that of a deal
_NEAR = 160  # characters between such words and the site
_BESIDE = 40  # characters before them in which the reader may have seen the act
_LONGEST = 400  # characters of a sentence before and after such words that are looked at
_DROP = (
    r"(?:scrap(?:s|ped|ping)|cancel(?:s|l?ed|l?ing)|abandon(?:s|ed|ing)|drop(?:s|ped|ping)|shelv(?:es|ed|ing)|ax(?:es|ed|ing)|kill(?:s|ed|ing)|"
    r"ditch(?:es|ed|ing)|g(?:ave|iven|ives|iving)\sup(?:\son)?|call(?:s|ed|ing)\soff|pull(?:s|ed|ing)\s(?:the\splug\son|out\sof)|"
    r"walk(?:s|ed|ing)\saway\sfrom|back(?:s|ed|ing)\sout\sof|paus(?:es|ed|ing)|halt(?:s|ed|ing)|suspend(?:s|ed|ing)|fr(?:oze|ozen|eezes|eezing)|"
    r"mothball(?:s|ed|ing)|stop(?:s|ped|ping)\swork\son|put(?:s|ting)?\son\s(?:hold|ice)"
    r"|(?<=\bto\s)(?:scrap|cancel|abandon|drop|shelve|axe|ditch|give\sup|call\soff|pull\sout\sof|walk\saway\sfrom|pause|halt|suspend|freeze|mothball))"
)
_DROPPED = re.compile(rf"\b{_DROP}(?=\s)")
_BEGUN = re.compile(r"\b(?:broken?|breaks?|breaking)\sground\s(?:[a-z]+\s){0,3}?(?:on|for)(?=\s)")
_HELD = re.compile(r"\b(?:puts?|placed|putting|(?:has|have)\shad)(?=\s)")  # "put its plant in Lyon on hold"
_ON_HOLD = re.compile(r"\s[^.;:\n]{0,60}?\bon\s(?:hold|ice)\b")
_DET = r"(?:(?:its|their|his|the|an?|all|both|another|this|that)\s)?"
_WORK = r"(?:plans?|proposals?|projects?|construction|building|expansion|extension|bid|scheme|work|development|enlargement|phase)"
# From the words to the site: "its plan to make wafers at its", "the second phase of a".
_TO_SITE = re.compile(
    rf"\s{_DET}(?:(?!(?:at|in|on|with|of|for|from|by|to|near)\s)[\w-]+\s){{0,3}}?(?:{_WORK}\s(?:of|for|on|to\s[a-z]+)\s(?:up\s)?(?:[\w-]+\s){{0,6}}?{_DET}(?:[\w-]+\s){{0,2}}?)?"
)
# What may be dropped beside a site, or be done at one that goes on.
_OTHER = re.compile(
    r"\b(?:lawsuit|suit|appeals?|opposition|objections?|contracts?|orders?|tours?|visits?|production|output|operations|investigation|probe|claims?|"
    r"sales?|workers?|jobs|shifts?|deliveries|shipments|talks|supplier|tenant|permits?|from|over|about|against|by)\b"
)
_PASSIVE = re.compile(
    r"(?:\s(?:that|which)\s[^.;:\n]{3,60}?|\s(?:in|at|near|outside)\s[A-Z][^.;:\n]{2,40}?)??,?\s(?:was|were|is|are|(?:has|have|had)\sbeen)\s"
    r"(?:since\s|now\s|later\s|again\s|also\s|indefinitely\s)?(?:scrapped|cancell?ed|abandoned|dropped|shelved|axed|ditched|given\sup|called\soff|"
    r"paused|suspended|frozen|mothballed|(?:put\s)?on\s(?:hold|ice))\b"
)
_BY = re.compile(r"\sby\s(?:the\s)?")
_NO_SUBJECT = re.compile(
    r"\b(?:at|in|from|by|to|near|outside|with|on|about|around|inside|off|of|for)\s(?:[\w.&'’-]+\s){0,4}$"
)
_PLAN_OF = re.compile(rf"\b{_WORK}\s(?:of|for|to\s[a-z]+)\s(?:[\w-]+\s){{0,4}}$", re.I)
_GAP = re.compile(
    r"(?:['’]s)?(?:,[^,.;\n]{2,60},)?(?:\s(?:also|now|then|later|has|have|had|since|recently|finally|quietly|just|already|said|says|it|that|would|will|"
    r"is|are|to|decided|plans|last|this|week|month|year|today|first|both|on|[A-Z][a-z]+day|[a-z]+ly)){0,6}\s"
)
_AND = re.compile(r"(?:,\s(?:and\s)?|\sand\s|\s&\s)(?:the\s)?")
_NOT = re.compile(
    r"(?:\b(?:not|never|may|might|could|should|threat\w*|if|whether|den(?:y|ies|ied)|consider\w*|weigh\w*|nearly|almost|unless|without|no\splans?)|n['’]t)\b"
    r"[^.;,\n]{0,30}$"
)
_UNTIL = re.compile(
    r"\b(?:until|till|to|by)\s(?:[a-z]+\s){0,3}?(?:20\d\d|next\s|spring|summer|autumn|winter)"
)
_DEFINITE = re.compile(r"\b(?:the|this|that)\s(?:[a-z-]+\s){0,2}$", re.I)
_WHERE = re.compile(r"\s(?:in|at|near|outside)\s(?:the\s)?$")


class _Told(NamedTuple):
    """Words at characters `start` to `end` that tell how it stands with a site, and whose it is if they name anybody."""

    start: int
    end: int
    site: Told
    owners: list[Thing]
    status: Status


def settle_sites(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Make the acts sure that such words tell, or add an anchor for one that the reader did not look at."""
    named = in_order(things)
    ordered = sorted((a for a in anchors if not a.unlikely), key=lambda a: a.start)
    starts, places = [a.start for a in ordered], [x.mention.start for x in named]
    by_key = {t.key: t for t in things if t.type in _OWNERS}
    built = _built(ordered)
    for told in _told(found, named):
        low, high = found.sentence_at(told.start)
        here = within(ordered, starts, low, high)
        around = [a for a in here if a.money is None and told.start - _BESIDE <= a.start < told.end]
        anchor = max(around, key=lambda a: a.sure, default=None)
        owners = told.owners or _owner(anchor, by_key)
        if not owners or any(a.sure > _LIKELY and (a.money or a.kind == "facility") for a in here):
            continue
        at = told.site.mention
        nearby = named[bisect_left(places, at.start) : bisect_left(places, at.end + _BESIDE)]
        place = _place(nearby, told.site, found.text)
        if told.status == "announced" and _known(found.text, told):
            continue
        if _is_told(built, owners, place):
            continue
        if anchor is None:
            anchor = told_by_words(told.start, told.end, "facility", told.status, _SURE, SURE)
            anchors.append(anchor)
        _make_sure(anchor, told.status)
        for key in anchor.parts if told.owners else ():
            anchor.parts[key][INVESTOR] *= LEFT
        for owner in owners:
            give(anchor, owner, INVESTOR)
        give(anchor, told.site.thing, RECIPIENT)
        if place is not None:
            give(anchor, place, PLACE)


def _known(text: str, told: _Told) -> bool:
    """Whether the site is one that was named before, by the word before it."""
    return bool(_DEFINITE.search(text, max(0, told.site.mention.start - 40), told.site.mention.start))


def _built(anchors: Iterable[Anchor]) -> dict[str, list[Anchor]]:
    """What the reader is sure that somebody builds or spends, by those who do."""
    found: dict[str, list[Anchor]] = defaultdict(list)
    for a in anchors:
        if a.sure > _LIKELY and a.kind in _BUILT:
            for key, p in a.parts.items():
                if p[INVESTOR] > _LIKELY:
                    found[key].append(a)
    return found


def _is_told(built: dict[str, list[Anchor]], owners: list[Thing], place: Thing | None) -> bool:
    """Whether other words surely tell what the owners build there, or what becomes of what they spend."""
    for a in (a for t in owners for a in built.get(t.key, ())):
        if a.money is not None and (place is None or a.statuses[_OFF] > _LIKELY):
            return True
        if place is not None and place.key in a.parts and a.parts[place.key][PLACE] > _SEEN:
            return True
    return False


def _told(found: Candidates, named: list[Told]) -> Iterator[_Told]:
    text = found.text
    starts = [x.mention.start for x in named]
    sentence = (0, 0)
    for words, status in sorted(
        [
            *((w, "cancelled") for w in _DROPPED.finditer(text)),
            *((w, "cancelled") for w in _HELD.finditer(text)),
            *((w, "announced") for w in _BEGUN.finditer(text)),
        ],
        key=lambda x: x[0].start(),
    ):
        sentence = found.sentence_at(words.start())
        low, high = max(sentence[0], words.start() - _LONGEST), min(sentence[1], words.end() + _NEAR)
        if any(a <= words.start() < b for a, b in found.warnings) or _NOT.search(text, low, words.start()):
            continue
        after = named[bisect_left(starts, words.end()) : bisect_left(starts, high)]
        site = _site(text, words, after)
        if site is None or (status == "cancelled" and _UNTIL.search(text, words.end(), high)):
            continue
        if words.re is _HELD and not _ON_HOLD.match(text, site.mention.end, high):
            continue
        before = named[bisect_left(starts, low) : bisect_left(starts, words.start())]
        yield _Told(*words.span(), site, _subject(text, words.start(), before), status)  # type: ignore[arg-type]
    yield from _passive(found, named, starts)


def _site(text: str, words: re.Match[str], after: Sequence[Told]) -> Told | None:
    """The last site that the words lead to: of "the extension of its works" the works."""
    last = None
    for x in after:
        between = text[words.end() : x.mention.start]
        if x.thing.type == "Facility" and _TO_SITE.fullmatch(between) and not _OTHER.search(between):
            last = x
    return last


def _subject(text: str, at: int, before: Sequence[Told]) -> list[Thing]:
    """Who does it: the last one named, if nothing else stands between, with those in a row with it."""
    owners: list[Thing] = []
    for x in reversed([x for x in before if x.thing.type in _OWNERS]):
        gap = _AND if owners else _GAP
        if not gap.fullmatch(text, x.mention.end, at):
            break
        owners.append(x.thing)
        at = x.mention.start
    return owners


def _passive(found: Candidates, named: list[Told], starts: list[int]) -> Iterator[_Told]:
    """Sites of which it is said that they were dropped, and by whom, or who wanted them: "a plant that Vesta planned was scrapped"."""
    text = found.text
    for k, site in enumerate(named):
        if site.thing.type != "Facility" or any(a <= site.mention.start < b for a, b in found.warnings):
            continue
        low, high = found.sentence_at(site.mention.start)
        low, high = max(low, site.mention.start - _LONGEST), min(high, site.mention.end + _LONGEST)
        words = _PASSIVE.match(text, site.mention.end, high)
        if words is None or _UNTIL.search(text, words.end(), high):
            continue
        unlike = _NO_SUBJECT.search(text, low, site.mention.start)
        planned = _PLAN_OF.search(text, low, site.mention.start)
        if unlike and not planned:
            continue
        by = _BY.match(text, words.end())
        inside = [x for x in named[k + 1 : bisect_left(starts, words.end())] if x.thing.type in _OWNERS]
        nearby = named[bisect_left(starts, words.end()) : bisect_left(starts, high)]
        after = (x for x in nearby if by and x.mention.start == by.end())
        before = [x for x in named[bisect_left(starts, low) : k] if x.thing.type in _OWNERS]
        owner = next(after, None) or next(iter(inside), None) or next(reversed(before), None)
        yield _Told(*words.span(), site, [owner.thing] if owner else [], "cancelled")


def _owner(anchor: Anchor | None, by_key: dict[str, Thing]) -> list[Thing]:
    """Who does it as the reader has it, where the words leave it to "it"."""
    parts = {} if anchor is None else {k: float(p[INVESTOR]) for k, p in anchor.parts.items() if k in by_key}
    best = max(parts, key=lambda k: parts[k], default=None)
    return [by_key[best]] if best is not None and parts[best] > _SURELY else []


def _place(after: Sequence[Told], site: Told, text: str) -> Thing | None:
    """The place in a site's name or right behind it."""
    for x in after:
        if x.thing.type in _PLACES:
            inside = x.mention.end <= site.mention.end
            return x.thing if inside or _WHERE.fullmatch(text, site.mention.end, x.mention.start) else None
    return None


def _make_sure(anchor: Anchor, status: Status) -> None:
    sure = max(anchor.sure, _SURE)
    kinds = np.zeros_like(anchor.kinds)
    kinds[0], kinds[1 + KINDS.index("facility")] = 1 - sure, sure
    anchor.kinds = kinds
    tell_status(anchor, status)
