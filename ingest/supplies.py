"""Who supplies whom: "Airbus has delivered three jets to Wizz Air", "Nokia got an order for masts from Vodafone"."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.anchors import told_by_words
from ingest.parties import INVESTOR, RECIPIENT
from ingest.reader import KINDS
from ingest.roles import make_likelier
from ingest.tables import SURE, give
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing, Told

_LONGEST = 600  # characters of a sentence before and after an anchor that are looked at
_GOODS = 40  # characters from the second party to the words that tell of the order
_SORTED = 70  # characters of what sort a buyer is, before its name
_PRICE = re.compile(r"(?:\s[a-z-]+){0,4}?,?\s(?:for|worth|valued\sat)\s(?:about\s|some\s|up\sto\s)?")
_DELIVERS = re.compile(r"\b(?:suppl(?:y|ies|ied|ying)|deliver(?:s|ed|ing)?)\b")
_ELSEWHERE = 0.05  # how much is left of what the reader gives to those of the other deal
_TOLD = 0.7  # how sure words make an order
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
# "signed an agreement with X for 18 MW", "has a contract with X to buy its power": X sells.
_SIGNED_WITH = re.compile(
    rf"\s{_WILL}(?:sign(?:s|ed)|inked|struck|announced|reached|closed|agreed|entered(?:\sinto)?|has|concluded)\s(?:an?|its|the|another)\s"
    rf"[^.;:,\n]{{0,60}}?\b(?:agreement|contract|PPA|deal|order|intent|understanding)\swith\s{_NATION}"
)
_FOR_GOODS = re.compile(
    r"(?:,?\s[^.;:\n]{0,40}?)?\s(?:for|to\s(?:buy|take|purchase|procure)|covering|worth)\s[^.;:$€£\n]{0,40}?\b"
    r"(?:supply\sof|deliver(?:y|ies)\sof|MWh?|GWh?|megawatts?|gigawatts?|tonnes|tons|units|chips|servers|GPUs|power|electricity|capacity)\b"
)
# "sold X to Y and bought Z": Y buys X alone.
_SOLD_TO = re.compile(
    r"\s(?:(?:has|have|had|also)\s){0,2}(?:sold|sells|divested)\s[^.;:\n]{2,80}?\sto\s(?:the\s)?"
)
_AND_BOUGHT = re.compile(
    r"[^.;:\n]{0,40}?,?\s(?:and|but)\s(?:(?:has|then|also|later|instead)\s){0,2}(?:bought|acquired|buys|acquires|took\sover)\s"
)
# "a contract to supply Kelvorn", "agreed to provide Danish utility Kelvorn with cables", "a deal to supply lamps to Kelvorn"
_TO_SUPPLY = re.compile(
    r"\bto\s(?:supply|equip)\s(?:[^.;:\n]{2,60}?\sto\s)?|\bto\s(?:provide|deliver|sell)\s(?:[^.;:\n]{2,60}?\sto\s)?|\babout\ssupplying\s"
)
_SORT = re.compile(
    r"(?:the\s)?(?:[A-Z][\w.]+(?:['’]s|-based)?\s)?(?:(?!(?:of|to|for|in|with|at|from|by|and)\s)[a-z][\w-]*\s){0,4}"
)
_AFTER_BUYER = re.compile(r"['’]?s?(?:\swith\b|\s(?:for|until|from|over|through)\s|[,.;)]|$)")
_NEW_CLAUSE = re.compile(
    r"[;:]\s|,\s(?:and|but|while|which|where)\s|\s(?:and|but|while)\s(?:[a-z]+\s){0,2}it\s"
)
_THEN_WITH = re.compile(r"[^.;:\n]{0,40}?\swith\s")
_CUSTOMER = r"(?:(?:the|its|their|an?)\s)?(?:very\s)?(?:first|launch|anchor|lead|initial|inaugural)\s(?:[a-z]+\s)?(?:customer|buyer|client|user)\b"
# Between the buyer, whose name stands before, and the supplier: "has been named as the first customer for Kelvorn's chips"
_FIRST = re.compile(
    rf",?\s(?:(?:has|have|will|would|is|was|been|be|to|also|become|became|becomes|signed|signs|up|on|named|announced|selected|chosen|as)\s){{0,6}}{_CUSTOMER}\s(?:of|for)\s{_NATION}"
)
# Between the supplier and the buyer, and what follows: "named Vesta as its first customer", "with Vesta as launch customer"
_NAMES = re.compile(
    rf"(?:,?\s(?:with|naming)|\s{_WILL}(?:nam(?:es|ed)|announc(?:es|ed)|sign(?:s|ed)|won|wins|land(?:s|ed)|present(?:s|ed)|unveil(?:s|ed)|secur(?:es|ed)|sa(?:id|ys))(?:\sup)?)\s(?:that\s)?{_NATION}"
)
_AS_FIRST = re.compile(
    rf",?\s(?:as|(?:will|would|is|was|had)\s(?:be|become|been|to\sbe)|will\sbe|has\sbecome)\s{_CUSTOMER}(?!\s(?:of|for)\s[A-Z])"
)
# "has bought 300 of Vesta's robots", "ordered 60 Vesta planes": so many of somebody's goods
_GOODS_OF = re.compile(
    rf"\s{_WILL}(?:order(?:s|ed|ing)?|t(?:akes?|ook|aking)|b(?:uys?|ought|uying)|purchas(?:es|ed|ing)|acquir(?:es|ed|ing)|lease[sd]?)\s"
    rf"(?:(?:an?\sfurther|another|up\sto|some|about|more\sthan|at\sleast)\s)?\d[\d,]*\s(?:(?:units|pieces)\s)?(?:more\s)?(?:of\s)?{_NATION}"
)
_THEIR_GOODS = re.compile(r"(?:['’]s?)?\s(?:[A-Z\d][\w-]{0,12}\s){0,2}(?:[a-z-]+\s){0,3}?[a-z-]{3,}s\b")
# What is given or sold so is no order.
_NO_ORDER = re.compile(
    r"\b(?:unit|business|stake|subsidiary|division|arm|operations|shares?|power\splant|funding|grants?|loans?|credit|financing|money|support)\b"
)


_NO_GOODS = re.compile(
    rf"{_NO_ORDER.pattern}|\b(?:units|subsidiaries|divisions|businesses|plants|factories|sites|stores|centers|centres|brands|employees|patents)\b"
)


def settle_supplies(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Make the buyer of an order the giver of the money, and the supplier who gets it."""
    named = [x for x in in_order(things) if x.thing.type != "Facility"]
    starts = [x.mention.start for x in named]
    _first_customers(anchors, named, found)
    for anchor in anchors:
        low, high = found.sentence_at(anchor.start)
        low, high = max(low, anchor.start - _LONGEST), min(high, anchor.end + _LONGEST)
        here = named[bisect_left(starts, low) : bisect_left(starts, high)]
        _goods_of(anchor, here, found.text, high)
        if anchor.kind == "acquisition":
            _sold_and_bought(anchor, here, found.text, high)
        delivered = anchor.kind == "acquisition" and _DELIVERS.search(found.text, low, high)
        if anchor.kinds[1 + KINDS.index("purchase")] < _MAY_BE and not delivered:
            continue
        if anchor.kind == "purchase":
            _turn(anchor, here, found.text, low, high)
        for supplier, buyer in _supplies(here, found.text, high):
            first, last = sorted((supplier.mention, buyer.mention), key=lambda m: m.start)
            goods = 0 if anchor.money else _GOODS  # "… with Kelvorn for the supply of lamps"
            inside = first.start <= anchor.start <= last.end + goods
            if inside or _PRICE.fullmatch(found.text, last.end, anchor.start):
                if _DELIVERS.search(found.text, first.end, last.start):
                    make_likelier(anchor, "purchase")
                give(anchor, buyer.thing, INVESTOR)
                give(anchor, supplier.thing, RECIPIENT)


def _first_customers(anchors: list[Anchor], named: list[Told], found: Candidates) -> None:
    """Tell of an order by whom somebody is the first customer of, where the reader sees none or takes them for each other."""
    text = found.text
    bodies = [x for x in named if x.thing.type not in {"Place", "Country"} and not x.mention.adjective]
    for one, two in pairwise(bodies):
        first = _FIRST.fullmatch(text, one.mention.end, two.mention.start)
        names = _NAMES.fullmatch(text, one.mention.end, two.mention.start)
        as_first = _AS_FIRST.match(text, two.mention.end) if names else None
        if one.thing is two.thing or (first is None and as_first is None):
            continue
        if any(a <= one.mention.start < b for a, b in found.warnings):
            continue
        buyer, supplier = (one, two) if first else (two, one)
        at = first.start() if first else two.mention.end
        low, high = found.sentence_at(one.mention.start)
        here = [a for a in anchors if low <= a.start < high and a.kind == "purchase" and a.sure > _TOLD]
        for anchor in anchors if as_first else ():  # who is the first customer builds no plant for that
            if low <= anchor.start < high and anchor.kind != "purchase" and buyer.thing.key in anchor.parts:
                anchor.parts[buyer.thing.key] *= _ELSEWHERE
        for anchor in here:
            for key in anchor.parts:
                anchor.parts[key] *= _ELSEWHERE
        if not here and not any(low <= a.start < high and a.money for a in anchors):
            here = [told_by_words(at, at + len(" as"), "purchase", "announced", _TOLD, SURE)]
            anchors += here
        for anchor in here:
            give(anchor, buyer.thing, INVESTOR)
            give(anchor, supplier.thing, RECIPIENT)


def _turn(anchor: Anchor, here: list[Told], text: str, low: int, high: int) -> None:
    """Make him whom something is to be supplied to the buyer, and who is bound to do so the supplier."""
    for words in _TO_SUPPLY.finditer(text, low, high):
        bodies = [x for x in here if x.thing.type not in {"Place", "Country"}]
        buyer = next((x for x in bodies if 0 <= x.mention.start - words.end() < _SORTED), None)
        if (
            buyer is None
            or not low <= anchor.start < buyer.mention.end + _SORTED
            or not _SORT.fullmatch(text, words.end(), buyer.mention.start)
            or not _AFTER_BUYER.match(text, buyer.mention.end, high)
            or _NO_ORDER.search(text, words.start(), min(high, buyer.mention.end + _SORTED))
        ):
            continue
        begin = max((m.end() for m in _NEW_CLAUSE.finditer(text, low, words.start())), default=low)
        supplier = next((x for x in bodies if begin <= x.mention.start < words.start()), None)
        for key, parts in anchor.parts.items():
            if key != buyer.thing.key and parts[INVESTOR] > parts[RECIPIENT]:
                parts[[INVESTOR, RECIPIENT]] = parts[[RECIPIENT, INVESTOR]]
        give(anchor, buyer.thing, INVESTOR)
        if supplier is not None and supplier.thing is not buyer.thing:
            give(anchor, supplier.thing, RECIPIENT)
        return


def _goods_of(anchor: Anchor, here: list[Told], text: str, high: int) -> None:
    """Make a number of somebody's goods an order from them: "has bought 300 of Vesta's robots", "ordered 60 Vesta planes"."""
    for buyer, seller in pairwise(x for x in here if x.thing.type not in {"Place", "Country"}):
        told = _GOODS_OF.fullmatch(text, buyer.mention.end, seller.mention.start)
        goods = _THEIR_GOODS.match(text, seller.mention.end, high) if told else None
        if goods and not _NO_GOODS.search(goods.group()) and buyer.mention.start <= anchor.start:
            make_likelier(anchor, "purchase")
            give(anchor, buyer.thing, INVESTOR)
            give(anchor, seller.thing, RECIPIENT)


def _sold_and_bought(anchor: Anchor, here: list[Told], text: str, high: int) -> None:
    """Part what somebody sold and what they bought: "sold X to Y and bought Z"."""
    begins = {x.mention.start: x for x in here}
    for seller in here:
        sold = _SOLD_TO.match(text, seller.mention.end, high)
        buyer = begins.get(sold.end()) if sold else None
        then = _AND_BOUGHT.match(text, buyer.mention.end, high) if buyer else None
        bought = begins.get(then.end()) if then else None
        if sold is None or buyer is None or then is None or bought is None:
            continue
        inside = [x.thing for x in here if sold.start() < x.mention.start < buyer.mention.start]
        first = anchor.start < buyer.mention.end
        out = [bought.thing, seller.thing] if first else [buyer.thing, *inside]
        for thing in out:
            if thing.key in anchor.parts:
                anchor.parts[thing.key][[INVESTOR, RECIPIENT]] *= _ELSEWHERE
        give(anchor, (buyer if first else seller).thing, INVESTOR)
        for thing in inside[:1] if first else [bought.thing]:
            give(anchor, thing, RECIPIENT)
        return


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
        signed = _SIGNED_WITH.match(text, supplier.mention.end, high)
        other = begins.get(signed.end()) if signed else None
        if (
            other is not None
            and other.thing is not supplier.thing
            and _FOR_GOODS.match(text, other.mention.end, high)
        ):
            yield other, supplier
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
