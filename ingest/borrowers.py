"""Who borrows: "Kelvorn took a $40 million loan from A, B and C", "Kelvorn has closed a green financing of $40 million"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from ingest.lists import coordinated
from ingest.parties import INVESTOR, RECIPIENT
from ingest.reader import KINDS
from ingest.roles import is_lender, make_likelier
from ingest.tables import give
from ingest.things import in_order

if TYPE_CHECKING:
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing

_LONGEST = 500  # characters of a sentence before and after a sum that are looked at
_BODIES = frozenset({"Company", "University", "Organization", "Government", "Country"})
_MAY_BE = 0.1  # how likely a loan a deal must be
_LOAN = r"(?:loans?|credit(?:\s(?:line|facility))?|financing|debt(?:\s(?:package|facility))?|(?:term|bridge|senior|revolving|warehouse)\sfacility)"
# "took a QAR 2bn loan", "has closed a green financing of $500 million": between the borrower and who lends.
_TOOK = re.compile(
    r"(?:,\swhich|\sitself|\salso)?\s(?:(?:has|have|had|will|would|to|is|also|last\s\w+|this\s\w+)\s){0,3}"
    rf"(?P<verb>took(?:\sout)?|takes?(?:\sout)?|taken(?:\sout)?|tak(?:e|ing)\sout|signed|signs|secur(?:es|ed)|obtain(?:s|ed)|got|gets|receiv(?:es|ed)|"
    rf"clos(?:es|ed)|land(?:s|ed)|rais(?:es|ed)|arrang(?:es|ed)|w[io]ns?|dr(?:ew|aws))\s(?:[^.;:\n]|\.\d){{0,90}}?\b{_LOAN}\b"
)
_FROM = re.compile(
    r"(?:[^.;:\n]|\.\d){0,110}?(?:,\s|\s)(?P<how>from|with|(?:provided|arranged|led|underwritten)\sby)\s(?:the\s|its\s|an?\s[a-z]+\s(?:of\s[a-z\s]{2,30}\s)?led\sby\s)?(?=[A-ZÀ-Þ])"
)
_STOP = re.compile(r"[.;:]\s")
_FOR_BOTH = frozenset({"signed", "signs"})
_LENDERS_TOO = _FOR_BOTH | {"closed", "closes", "arranged", "arranges"}  # what lenders do, too


def settle_borrowers(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Make who takes a loan its receiver, and those its givers from whom it comes."""
    named = [(m.start, m.end, t) for m, t in in_order(things) if t.type in _BODIES and not t.described]
    starts = [start for start, _, _ in named]
    for anchor in anchors:
        if anchor.money is None or anchor.kinds[1 + KINDS.index("loan")] < _MAY_BE:
            continue
        low, high = found.sentence_at(anchor.start)
        low, high = max(low, anchor.start - _LONGEST), min(high, anchor.end + _LONGEST)
        here = named[bisect_left(starts, low) : bisect_left(starts, high)]
        for start, end, borrower in here:
            took = _TOOK.match(found.text, end, high)
            if took is None or anchor.start < end:
                continue
            from_ = _FROM.match(found.text, took.end(), high)
            after = [x for x in here if from_ and x[0] >= from_.end()]
            rows = coordinated(after, found.text)
            row = rows[0] if rows and from_ and rows[0][0][0] == from_.end() else []
            last = row[-1][1] if row else took.end() + 60
            if not took.start() < anchor.start < last or _STOP.search(found.text, took.end(), anchor.start):
                continue
            lends = borrower.type == "Government" or is_lender(borrower.name, found.text[start:end])
            banks = any(is_lender(t.name, found.text[a:b]) for a, b, t in row)
            how = from_["how"] if from_ else ""
            if _borrows(took["verb"], how, lends=lends, banks=banks, named=bool(row)):
                _settle(anchor, borrower, [t for _, _, t in row])
            break


def _borrows(verb: str, how: str, *, lends: bool, banks: bool, named: bool) -> bool:
    """Whether who does so borrows; `lends` if it is a lender itself, `banks` if one is named after it, `named` if anybody is."""
    if lends and (verb in _LENDERS_TOO or not named):
        return False
    return verb not in _FOR_BOTH or (named and (how != "with" or banks))


def _settle(anchor: Anchor, borrower: Thing, lenders: list[Thing]) -> None:
    give(anchor, borrower, RECIPIENT)
    for lender in lenders:
        if lender is not borrower:
            give(anchor, lender, INVESTOR)
    make_likelier(anchor, "loan")
