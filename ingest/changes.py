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
    r"\b(?:(?P<cut>cut|cuts|lower(?:s|ed)|reduc(?:es|ed)|trim(?:s|med)|slash(?:es|ed)|scal(?:es|ed)\s(?:back|down))|rais(?:es|ed)|increas(?:es|ed)|lift(?:s|ed)|"
    r"boost(?:s|ed)|doubl(?:es|ed)|expand(?:s|ed)|upped)\b[^.;\n$€£¥₩₹\d]{0,90}$"
)
_FROM_TO = re.compile(
    r"\)?\s(?:to|from)\s(?:(?:about|around|nearly|over|more\sthan|up\sto|almost|an?)\s){0,2}"
)
_FROM_SUM = re.compile(r"\bfrom\s(?:(?:about|around|nearly|over|more\sthan|up\sto|almost|an?)\s){0,2}$")
_PLEDGE = re.compile(
    r"\b(?:pledge|plan(?:s|ned)?|planned|investments?|awards?|grants?|subsid(?:y|ies)|commitments?|packages?|incentives|aid|round|loan|spending)\b(?!\sguidance)"
)
_NEAR = 60  # characters before a sum in which "from" stands
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
        if changed["cut"]:
            old.statuses[:] = 0
            old.statuses[STATUSES.index("cancelled")] = 1
        else:
            old.barred = "the sum was raised to another"


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
