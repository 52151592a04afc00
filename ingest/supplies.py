"""Who supplies whom: "Airbus has delivered three jets to Wizz Air", "Nokia got an order for masts from Vodafone"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from ingest.parties import INVESTOR, RECIPIENT
from ingest.reader import KINDS
from ingest.tables import give
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing, Told

_LONGEST = 600  # characters of a sentence before and after an anchor that are looked at
_PRICE = re.compile(r"(?:\s[a-z-]+){0,4}?,?\s(?:for|worth|valued\sat)\s(?:about\s|some\s|up\sto\s)?")
_MAY_BE = 0.1  # how likely a purchase a deal must be
_WILL = r"(?:(?:to|will|would|has|have|had|is\sto|are\sto|also|been|agreed\sto|signed\san?\s(?:[a-z]+\s)?(?:deal|contract|agreement)\sto)\s)*"
_NATION = r"(?:the\s)?(?:[A-Z]\w+['’]s?\s)?"  # "to Norway's Equinor"
# Between the supplier, whose name stands before, and the buyer, whose name follows.
_TO = re.compile(
    rf"\s{_WILL}(?:suppl(?:y|ies|ied|ying)|deliver(?:s|ed|ing)?|provid(?:e|es|ed|ing)|s(?:ell|ells|old|elling))\s(?!out\b)[^.;:\n]{{2,80}}?\sto\s{_NATION}"
)
_WITH = re.compile(rf"\s{_WILL}(?:supply|supplies|supplied|provides?|provided|equips?|equipped)\s{_NATION}")
_ORDERED = re.compile(
    rf"\s{_WILL}(?:wins?|won|winning|landed|lands|secured|bagged|clinched|booked|got|gets|received|receives|picked\sup)\s(?:an?\s|two\s|the\s|its\s)?"
    rf"[^.;:\n]{{0,40}}?\b(?:order|contract|deal)s?\b[^.;:\n]{{0,70}}?\s(?:from|with)\s{_NATION}"
)
# Between the buyer, whose name stands before, and the supplier: "has contracted for racks worth $5 million from".
_FROM = re.compile(
    rf"(?:,\swhich\s[^.;:,\n]{{2,80}},)?\s{_WILL}(?:contract(?:s|ed)\sfor|order(?:s|ed)?|procur(?:e|es|ed)"
    rf"|takes?(?=[^.;:\n]{{2,60}}\bworth\sof\b))\s[^.;:\n]{{2,90}}?\sfrom\s{_NATION}"
)
_THEN_WITH = re.compile(r"[^.;:\n]{0,40}?\swith\s")
# What is given or sold so is no order.
_NO_ORDER = re.compile(
    r"\b(?:unit|business|stake|subsidiary|division|arm|operations|shares?|power\splant|funding|grants?|loans?|credit|financing|money|support)\b"
)


def settle_supplies(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Make the buyer of an order the giver of the money, and the supplier who gets it."""
    named = [x for x in in_order(things) if x.thing.type != "Facility"]
    starts = [x.mention.start for x in named]
    for anchor in anchors:
        if anchor.kinds[1 + KINDS.index("purchase")] < _MAY_BE:
            continue
        low, high = found.sentence_at(anchor.start)
        low, high = max(low, anchor.start - _LONGEST), min(high, anchor.end + _LONGEST)
        here = named[bisect_left(starts, low) : bisect_left(starts, high)]
        for supplier, buyer in _supplies(here, found.text, high):
            first, last = sorted((supplier.mention, buyer.mention), key=lambda m: m.start)
            inside = first.start <= anchor.start <= last.end
            if inside or _PRICE.fullmatch(found.text, last.end, anchor.start):
                give(anchor, buyer.thing, INVESTOR)
                give(anchor, supplier.thing, RECIPIENT)


def _supplies(here: list[Told], text: str, high: int) -> Iterator[tuple[Told, Told]]:
    """Suppliers with their buyers in a sentence."""
    begins = {x.mention.start: x for x in here if x.thing.type != "Place"}
    for supplier in here:
        if supplier.thing.type in {"Place", "Country"}:
            continue
        for words in (_TO, _WITH, _ORDERED):
            told = words.match(text, supplier.mention.end, high)
            buyer = begins.get(told.end()) if told else None
            if (
                told
                and buyer is not None
                and buyer.thing is not supplier.thing
                and not _NO_ORDER.search(told.group())
                and (words is not _WITH or _THEN_WITH.match(text, buyer.mention.end, high))
            ):
                yield supplier, buyer
        # What is ordered from somebody is supplied by them.
        bought = _FROM.match(text, supplier.mention.end, high)
        seller = begins.get(bought.end()) if bought else None
        if (
            bought
            and seller is not None
            and seller.thing is not supplier.thing
            and not _NO_ORDER.search(bought.group())
        ):
            yield seller, supplier
