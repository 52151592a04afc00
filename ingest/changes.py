"""Two sums of one deal: "$8.5 billion in grants and $11 billion in loans", "raised its pledge from $21 billion to $26 billion"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ingest.lists import LONGEST
from ingest.reader import STATUSES
from ingest.tables import LEFT

if TYPE_CHECKING:
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates

# "raised its pledge from $21 billion to $26 billion"
_CHANGED = re.compile(
    r"\b(?:(?P<cut>cut|cuts|cutting|lower(?:s|ed|ing)?|reduc(?:es?|ed|ing)|trim(?:s|med)?|slash(?:es|ed)?|scal(?:es?|ed|ing)\s(?:back|down))|rais(?:es?|ed|ing)|increas(?:es?|ed|ing)|"
    r"lift(?:s|ed|ing)?|boost(?:s|ed|ing)?|doubl(?:es?|ed|ing)|expand(?:s|ed|ing)?|upped)\b[^.;\n$€£¥₩₹\d]{0,90}$"
)
_FROM_TO = re.compile(
    r"\)?\s(?:to|from)\s(?:(?:about|around|nearly|over|more\sthan|up\sto|almost|an?)\s){0,2}"
)
_FROM_SUM = re.compile(r"\bfrom\s(?:(?:about|around|nearly|over|more\sthan|up\sto|almost|an?)\s){0,2}$")
_PLEDGE = re.compile(
    r"\b(?:pledge|plan(?:s|ned)?|planned|investments?|awards?|grants?|subsid(?:y|ies)|commitments?|packages?|incentives|aid|round|loan|spending)\b(?!\sguidance)"
)
# "to invest $5 billion, up from the $2 billion planned earlier"
_UP_FROM = re.compile(
    r"\b(?:up|(?P<cut>down)|instead\sof|rather\sthan)\s?(?:from\s)?(?:(?:an?|the|its|about|around|nearly|some|over|more\sthan|original|initial|earlier|previous|planned|first|originally|initially|promised)\s){0,4}$"
)
_OTHER_ROUND = re.compile(
    r"\)?,?\s(?:raised\s|invested\s|spent\s|given\s)?(?:(?:in|during|at)\s(?:(?:its|the|an?)\s)?(?:[a-z-]+\s)?(?:round|seed|Series|20\d\d|year|quarter)|a\syear|last\syear)\b"
)
# "Originally it had planned to spend $2 billion", "The first plan of $2 billion was told in 2022"
_BEFORE = re.compile(
    r"\b(?:(?:originally|initially|previously|earlier|first)\s(?:(?:had|it|they)\s){0,2}(?:planned|announced|said|pledged|promised|budgeted|estimated|committed|wanted|intended)"
    r"|(?:had|was|were)\s(?:originally|initially|previously|earlier|first)\b|(?:Originally|Initially|At\sfirst),?\s"
    r"|(?:original|initial|first|earlier|previous|old)\s(?:plan|budget|pledge|figure|sum|target|estimate|commitment|investment)s?)\b",
)
_NEW = re.compile(
    r"\b(?:now|instead|more\sthan\splanned|rais(?:es?|ed|ing)|increas(?:es?|ed|ing)|lift(?:s|ed|ing)?|boost(?:s|ed|ing)?|doubl(?:es?|ed|ing)|expand(?:s|ed|ing)?|cut(?:s|ting)?|"
    r"reduc(?:es?|ed|ing)|lower(?:s|ed|ing)?|scal(?:es?|ed|ing)\s(?:back|down|up)|tripl(?:es?|ed|ing))\b"
)
_SPENT = frozenset({"investment", "grant", "loan", "facility"})
_NEAR = 60  # characters before a sum in which "from" stands
_LINES = 2  # ends of lines that part two paragraphs
_GIVES = 0.5  # from which probability on somebody gives
_SAID_SO = 0.6  # how sure a change of a sum makes that it is a commitment
_FORM_TOLD = (
    r"\s(?:of|in|worth\sof)\s(?:[a-z-]+\s){0,3}?(?:funding|grants?|subsid(?:y|ies)|loans?|(?:loan\s)?guarantees?|debt|credits?|equity|shares|"
    r"tax\s(?:credits|breaks|incentives|relief)|incentives)"
)
_FORM_AFTER = re.compile(
    rf"\)?(?:{_FORM_TOLD}|\s(?:[a-z-]+\s){{0,2}}?(?:loan|grant|guarantee|tax\scredit))\b"
)
_FROM_WHOM = re.compile(r"[^.;:,\n]{0,40}?\s(?:from|by)\s")
_AND_OTHER_FORM = re.compile(
    rf"\)?{_FORM_TOLD}(?:,?\s(?:and|plus|along\swith|alongside|together\swith|as\swell\sas|in\saddition\sto))\s"
    r"(?:(?:up\sto|another|a|an|a\sfurther|an\sadditional|about|around|some|nearly|almost|over|more\sthan|as\smuch\sas)\s){0,2}"
)


def settle_changes(anchors: list[Anchor], found: Candidates) -> None:
    """Take the new one of two sums for the deal: "raised its pledge from $21 billion to $26 billion"; a larger old one is off."""
    sums = sorted((a for a in anchors if a.money is not None), key=lambda a: a.start)
    for one, two in pairwise(sums):
        low = found.sentence_at(one.start)[0]
        changed = _CHANGED.search(found.text, max(low, one.start - LONGEST), one.start)
        between = found.text[one.end : two.start]
        if changed is None or not _FROM_TO.fullmatch(between):
            continue
        turned = between.strip().startswith("from")  # "to £1.1 billion from £2 billion"
        if not turned and not _FROM_SUM.search(found.text, max(low, one.start - _NEAR), one.start):
            continue
        new, old = (one, two) if turned else (two, one)
        sure = max(new.sure, old.sure)
        if sure < _SAID_SO and not _PLEDGE.search(changed.group()):
            continue
        sure = max(sure, _SAID_SO)
        _make_as_sure(new, sure)
        new.statuses[STATUSES.index("cancelled")] *= LEFT * LEFT * LEFT
        new.statuses /= new.statuses.sum()
        _give_parts_of(old, new)
        _end(old, new, sums, cut=bool(changed["cut"]))
    for one, two in pairwise(sums):
        if one.barred is None and two.barred is None and {one.kind, two.kind} <= _SPENT:
            _told_later(one, two, sums, found)


def _told_later(new: Anchor, old: Anchor, sums: list[Anchor], found: Candidates) -> None:
    """End the plan of a sum that is told after the new one: ", up from the $2 billion planned earlier"."""
    low = found.sentence_at(old.start)[0]
    if min(new.sure, old.sure) < _SAID_SO or not _alike(new, old):
        return
    from_it = _UP_FROM.search(found.text, max(low, old.start - _NEAR), old.start)
    if new.start >= low:
        if from_it and not _OTHER_ROUND.match(found.text, old.end):
            _end(old, new, sums, cut=_is_less(new, old))
        return
    before, _ = found.sentence_at(new.start)
    at_once = (
        found.text[new.end : low].count("\n") < _LINES and found.sentence_at(max(0, low - 2))[0] == before
    )
    if at_once and _BEFORE.search(found.text, low, old.start) and _NEW.search(found.text, before, low):
        _end(old, new, sums, cut=_is_less(new, old))


def _alike(one: Anchor, two: Anchor) -> bool:
    """Whether one surely gives both sums, of one currency."""
    return bool(
        one.money
        and two.money
        and one.money.currency == two.money.currency
        and any(one.parts[k][0] > _GIVES < two.parts[k][0] for k in one.parts.keys() & two.parts.keys())
    )


def _is_less(new: Anchor, old: Anchor) -> bool:
    return bool(new.money and old.money and new.money.value < old.money.value)


def _end(old: Anchor, new: Anchor, sums: list[Anchor], *, cut: bool) -> None:
    """Let an old sum be off if the new one is less, else be no deal of its own, wherever it is told again."""
    if cut:
        _make_as_sure(old, max(old.sure, new.sure))
        _give_parts_of(new, old)
        old.statuses[:] = 0
        old.statuses[STATUSES.index("cancelled")] = 1
        return
    for same in sums:
        if same is old or (_equal(same, old) and _alike(same, new)):
            same.barred = "the sum was raised to another"


def _equal(one: Anchor, two: Anchor) -> bool:
    return bool(one.money and two.money and one.money.value == two.money.value)


def settle_forms(anchors: list[Anchor], found: Candidates) -> None:
    """Take the second of "$8.5 billion in grants and $11 billion in loans" for as sure as the first, between the same."""
    sums = sorted((a for a in anchors if a.money is not None), key=lambda a: a.start)
    for one, two in pairwise(sums):
        if two.sure >= one.sure or not _FORM_AFTER.match(found.text, two.end):
            continue
        if not _AND_OTHER_FORM.fullmatch(found.text, one.end, two.start):
            continue
        _make_as_sure(two, one.sure)
        if not _FROM_WHOM.match(found.text, two.end):
            _give_parts_of(one, two)


def _make_as_sure(anchor: Anchor, sure: float) -> None:
    """Make an anchor a commitment with a probability, whatever its kind."""
    anchor.kinds[1:] *= sure / max(anchor.sure, 1e-6)
    anchor.kinds[0] = 1 - sure


def _give_parts_of(one: Anchor, two: Anchor) -> None:
    """Let each thing have at least the parts in a second anchor's deal that it has in the first's."""
    for key, parts in one.parts.items():
        own = two.parts.setdefault(key, np.zeros(3, np.float32))
        np.maximum(own, parts, out=own)
