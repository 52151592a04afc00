"""Words that tell who gives and who gets where the reader may exchange them: requests, refusals, sales, contracts."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ingest.parties import INVESTOR, PLACE, RECIPIENT
from ingest.reader import KINDS, STATUSES
from ingest.tables import LEFT, SURE, give
from ingest.things import in_order

if TYPE_CHECKING:
    from graph.model import Kind, Status
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing, Told

_PLACES = frozenset({"Country", "Place"})
_TIMES = 5.0  # how much likelier such words make a kind or status
_LONGEST = 600  # characters of a sentence before and after a sum that are looked at
_NEAR = 60  # characters between such words and whom they are about
_CLAUSE = re.compile(r"[.;:!?]\s|\n")


class _Cue(NamedTuple):
    """Words between two parties: which parts those before and after them take (None: none of this deal)."""

    words: re.Pattern[str]
    before: int | None
    after: int
    kind: Kind | None = None
    status: Status | None = None
    then: re.Pattern[str] = re.compile("")  # what has to follow


_SOLD = r"\b(?:sells?|selling|sold|sale\sof|dispos(?:es|ed|ing)\sof|divest(?:s|ed|ing)|offload(?:s|ed|ing))\b[^.;:\n]{0,60}?\b(?:its|their|his|her|['’]s)\s[^.;:\n]{0,50}?"
_WON = r"\b(?:won|wins|landed|clinched|secured|bagged|picked\sup|booked)\b(?![^.;:\n]{0,70}\b(?:financing|funding|loan|credit|grant|investment)\b)"
_CUES = (
    _Cue(re.compile(r"\b(?:ask(?:s|ed|ing)?|petition(?:s|ed)|appl(?:ied|ies|ying)\sto)\s(?:the\s)?(?:(?:state|city|province|county)\sof\s)?"), RECIPIENT, INVESTOR, None, "considered", re.compile(r"\s(?:for|to)\b")),
    _Cue(re.compile(r"\brequest(?:s|ed|ing)\b[^.;:\n]{3,80}?\sfrom\s(?:the\s)?"), RECIPIENT, INVESTOR, None, "considered"),
    _Cue(
        re.compile(
            r"\b(?:rejected|turned\sdown|declined|refused|denied)\s(?:an?\s|the\s)?(?:[a-z]+\s)?(?:request|application|bid|plea)\s(?:by|from)\s(?:the\s)?"
        ),
        INVESTOR, RECIPIENT, None, "cancelled",
    ),
    _Cue(re.compile(rf"{_SOLD}\b(?:unit|business|subsidiary|division|arm|operations)\b[^.;:\n]{{0,30}}?\sto\s(?:the\s)?"), None, INVESTOR, "acquisition"),
    _Cue(re.compile(rf"{_SOLD}\bstake\b[^.;:\n]{{0,40}}?\sto\s(?:the\s)?"), None, INVESTOR, "equity"),
    _Cue(re.compile(rf"{_WON}[^.;:\n]{{0,70}}?\b(?:deals?|orders?|contracts?)\s(?:with|from)\s(?:the\s)?"), RECIPIENT, INVESTOR, "purchase"),
)  # fmt: skip
# "agreed to buy Bellwether for $2.3 billion from Francisco Partners"
_BOUGHT = re.compile(
    r"\b(?:acquir(?:e|es|ed|ing)|buy(?:s|ing)?|bought|t(?:akes?|aken|ook|aking)\sover|purchas(?:e|es|ed|ing))\b"
)
_SITE = r"(?:plant|factory|fab|site|campus|building|land|mill|warehouse|headquarters)"
_SITE_BOUGHT = re.compile(
    rf"\b(?:acquir(?:e|es|ed|ing)|buy(?:s|ing)?|bought|t(?:akes?|aken|ook|aking)\sover|purchas(?:e|es|ed|ing))\s(?:[A-Z][\w&.-]*\s){{0,3}}[A-Z][\w&.-]*['’]s?\s(?:[\w-]+\s){{0,4}}?{_SITE}\b(?!\s(?:operator|owner|maker|builder|developer)s?\b)"
    rf"|\b(?:sells?|selling|sold)\s(?:its|their)\s(?:[\w-]+\s){{0,3}}?{_SITE}\b[^.;\n]{{0,40}}?\sto\s(?=[A-Z])"
)
_RESUMES = re.compile(
    r",\s(?:will|would|has|have|had|is|are|was|were|said|says|plans?|also|and)\b|\sand\s(?:bought|acquired|invested|spent|raised|won)\b"
)
_FROM = re.compile(
    r"(?<!\bmoney)(?<!\bloan)(?<!\bloans)(?<!\bfunding)(?<!\bbacking)(?<!\bsupport)(?<!\bhelp)\sfrom\s(?:its\s(?:[a-z]+\s){0,3}|the\s|an?\s(?:[a-z]+\s){0,3})?$"
)
_APPROVED = re.compile(
    r"\b(?:approv(?:es|ed|ing)|clear(?:s|ed)|passed|considered|endors(?:es|ed))\s(?:the\s|an?\s)?(?:[a-z-]+\s){0,2}"
    r"(?:proposals?|plans?|projects?|applications?|bids?|requests?)\b"
)
_AND = re.compile(r"(?:,\s(?:and\s)?|\sand\s|\s&\s)(?:the\s)?")
_BRUSSELS = frozenset({"European Commission", "European Union", "Brussels"})
_AID = re.compile(
    r"\b(?:approv(?:e|es|ed|ing)|clear(?:s|ed|ing)|authori[sz]e[sd]?|wave[sd]?\sthrough|green[\s-]?lit|blessed)\b[^.;\n]{0,60}?"
    r"\b([A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s(?:government\s|public\s)?(?:state\said|aid|subsid(?:y|ies)|grants?|support|measures?|scheme)\b"
)
_AGREED = re.compile(
    r"\b(?:agreement|memorand(?:um|a)(?:\sof\s(?:terms|understanding))?|deal|terms|terms\ssheet|contract)\swith\s(?:the\s)?"
)
_TO_GIVE = re.compile(
    r"(?:,?\s[^.;:,\n]{0,60}?)?\s(?:to\s(?:provide|give|award|lend|grant|pay|offer)|for|under\swhich|worth|providing|that\s(?:provides|gives))\b"
)
_FOR_SITE = re.compile(
    r"\)?,?\s(?:of\s(?:the|its|this|that)\s[a-z]+\s)?(?:in|into|on|for|towards?|to\s(?:build|construct|open|set\sup|establish|expand|upgrade|develop|equip|convert))\s"
    r"(?:(?:an?|the|its|their|another)\s)?(?:(?!(?:at|in|near|of|by|from|on)\s)[a-z0-9,-]+\s){0,5}"
)
_LOAN_DEAL = re.compile(r"\b(?:loan|financing|credit)\s(?:agreement|deal|facility|package|contract|with)\b")
_SIGNED = re.compile(
    r"\b(?:sign(?:s|ed)|agreed|conclud(?:es|ed)|reach(?:es|ed)|seal(?:s|ed)|clos(?:es|ed))\b"
)
_WITH = re.compile(r"\bwith\s(?:the\s)?$")
_LENDER = re.compile(
    r"\bBank\b|bank$|\bFund\sfor\s(?:\w+\s)?Development\b|Development\sFund|Finance\sCorporation|Cooperation\sAgency|\bEx-?[Ii]m|Export-Import|\bOPEC\sFund\b"
    r"|\b(?:KfW|EIB|IFC|AfDB|ADB|AIIB|EBRD|NIB|DEG|FMO|Proparco|Finnfund|Swedfund|Norfund|BII|BNDES|Bpifrance|JICA|JBIC|DFC)\b"
)
_ATTRACTED = re.compile(
    r"\b(?:attract(?:s|ed)?|dr(?:ew|awn|aws)|lure[sd]?|won|wins|secure[sd]?|land(?:s|ed)|brought\sin)\b[^.;:\n]{0,80}?\binvestment\s(?:from|by)\s(?:the\s)?"
    r"|\b(?:attract(?:s|ed)?|lure[sd]?)\b[^.;:\n]{0,80}?\s(?:from|by)\s(?:the\s)?"
)
_GIVEN = frozenset({"grant", "loan", "equity"})
_FOR_ITS_SITE = re.compile(
    r"\b(?:for|towards?|to\s(?:build|fund|finance|expand|construct|set\sup|equip))\s(?:an?|the|its|their|another)\s(?:[\w-]+\s){0,5}?"
    r"(?:plant|factory|fab|campus|site|data\scent(?:er|re)|centre|center|facility|works|mill|gigafactory|hub|farm|line|laboratory|lab)\s(?:in|at|near|outside)\s$"
)
_ITS_SUM = re.compile(r"['’]s?\s(?:(?:planned|new|proposed|future)\s)?")
_SITE_AFTER = re.compile(
    r"\)?\s(?:[\w-]+\s){0,3}?(?:plant|factory|fab|campus|site|data\scent(?:er|re)|centre|center|facility|works|mill|gigafactory|hub)\b"
)
_BUILDS = re.compile(
    r"\b(?:build|construct|erect|design|equip|cover|hir|suppl|wir|landscap|manag)(?:s|es|ed|ing|e|ies|ied|y)?\b|\bbuilt\b"
)
_INTO = re.compile(
    r"\b(?:in|into|buy|buys|bought|buying|acquir\w+|fund(?:s|ing|ed)?|finance[sd]?|for|to)\s(?:the\s)?$"
)
_OFFERING = re.compile(
    r"\b(?:(?:initial|secondary)\s(?:public|share)\soffering|public\soffering|IPO|flotation|(?:share|stock|rights|equity)\s(?:sale|issue|offering|placement))\b"
)
_FAR = 160  # characters from a sum to the place of its site
_LIKELY = 0.25  # from which probability on something may take a part that words make sure
_SEAT = re.compile(r",\s")  # "Nanyang Technological University, Singapore and Rolls-Royce"
_GOES_ON = re.compile(r"(?:,|\sand)\s")


def settle_roles(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Weigh for each deal what such words in its sentence tell of who gives and who gets."""
    named = in_order(things)
    starts = [m.start for m, _ in named]
    for anchor in anchors:
        low, high = found.sentence_at(anchor.start)
        low, high = max(low, anchor.start - _LONGEST), min(high, anchor.end + _LONGEST)
        here = named[bisect_left(starts, low) : bisect_left(starts, high)]
        _sellers(anchor, found.text, low, high, here)
        _bought_site(anchor, found.text, low, high)
        _seats(anchor, found.text, here)
        _agreed(anchor, found.text, low, high, here)
        _lent(anchor, found.text, low, high, here)
        _attracted(anchor, found.text, low, high, here)
        _owned_sites(anchor, found.text, low, here)
        _built(anchor, found.text, here)
        _goes_there(anchor, found.text, here)
        _offered(anchor, found.text, low, high, here)
        _cleared(anchor, found.text, low, high, here)
        _approved(anchor, found.text, low, high, here)
        for cue in _CUES if anchor.money is not None else ():
            for words in cue.words.finditer(found.text, low, high):
                _apply(anchor, cue, words, found.text, here)


def _apply(anchor: Anchor, cue: _Cue, words: re.Match[str], text: str, here: list[Told]) -> None:
    bodies = [x for x in here if x.thing.type != "Facility"]
    after = _own_of(next((x for x in bodies if x.mention.start == words.end()), None), bodies, text)
    if after is None or (cue.status == "considered" and anchor.start < words.start()):
        return
    # "Arcwell, which sold its unit to Vesta, will put $5 million into a plant" is another deal.
    if not cue.then.match(text, after.mention.end) or _RESUMES.search(text, words.end(), anchor.start):
        return
    before = next((x for x in reversed(bodies) if x.mention.end <= words.start()), None)
    if before is not None and before.thing is not after.thing:
        between = text[before.mention.end : words.start()]
        if len(between) <= _NEAR and not _CLAUSE.search(between) and before.thing.type not in _PLACES:
            if cue.before is not None:
                give(anchor, before.thing, cue.before)
            elif before.thing.key in anchor.parts:
                anchor.parts[before.thing.key] *= LEFT
    sold = {x.thing.key: x.thing for x in bodies if words.start() < x.mention.start < words.end() - 1}
    if cue.before is None and len(sold) == 1 and (before is None or before.thing.key not in sold):
        give(anchor, next(iter(sold.values())), RECIPIENT)
    give(anchor, after.thing, cue.after)
    kinds = anchor.kinds[1:]
    sure = float(kinds.sum())
    if cue.kind is not None:
        kinds[KINDS.index(cue.kind)] *= _TIMES
        kinds *= sure / max(float(kinds.sum()), 1e-6)  # how sure it is that this is a commitment stays
    if cue.status is not None:
        anchor.statuses[STATUSES.index(cue.status)] *= _TIMES
        anchor.statuses /= anchor.statuses.sum()


def _own_of(place: Told | None, bodies: list[Told], text: str) -> Told | None:
    """Who is named after the country that they are of: the firm in "to Israel's Amidar Health"."""
    own = (
        _ITS_SUM.match(text, place.mention.end) if place is not None and place.thing.type in _PLACES else None
    )
    return next((x for x in bodies if own and x.mention.start == own.end()), place)


def _agreed(anchor: Anchor, text: str, low: int, high: int, here: list[Told]) -> None:
    """Make the government the giver of what it and a company have agreed on: "an agreement with Intel to provide $8.5 billion"."""
    agreed = (
        _AGREED.search(text, low, high)
        if anchor.money is not None and anchor.kind in {"grant", "loan"}
        else None
    )
    if agreed is None:
        return
    bodies = [x for x in here if x.thing.type in {"Government", "Company", "University"}]
    after = next((x for x in bodies if x.mention.start == agreed.end()), None)
    before = next((x for x in reversed(bodies) if x.mention.end <= agreed.start()), None)
    if after is None or before is None or not _TO_GIVE.match(text, after.mention.end):
        return
    if (before.thing.type == "Government") == (
        after.thing.type == "Government"
    ) or after.mention.end > anchor.start:
        return
    giver, taker = (before, after) if before.thing.type == "Government" else (after, before)
    give(anchor, giver.thing, INVESTOR)
    give(anchor, taker.thing, RECIPIENT)


def _offered(anchor: Anchor, text: str, low: int, high: int, here: list[Told]) -> None:
    """Give the money of an offering to the company that makes it: "CoreWeave is weighing an initial public offering"."""
    if anchor.kind != "equity" or not _OFFERING.search(text, low, high):
        return
    told = {x.thing.key for x in here if x.thing.type == "Company"}
    parts = {key: p for key, p in anchor.parts.items() if key in told}
    giver = max(parts.values(), key=lambda p: float(p[INVESTOR]), default=None)
    if giver is None or any(
        p[[INVESTOR, RECIPIENT]].max() > _LIKELY for p in parts.values() if p is not giver
    ):
        return
    if giver[INVESTOR] > giver[RECIPIENT]:
        giver[[INVESTOR, RECIPIENT]] = giver[[RECIPIENT, INVESTOR]]


def _lent(anchor: Anchor, text: str, low: int, high: int, here: list[Told]) -> None:
    """Make the bank of the two who signed a loan agreement the giver: "JICA signed a loan agreement with Bangladesh"."""
    if anchor.money is None or not _LOAN_DEAL.search(text, low, high):
        return
    signed = _SIGNED.search(text, low, high)
    bodies = [x for x in here if x.thing.type not in {"Place", "Facility"}]
    before = [x for x in bodies if signed and 0 <= signed.start() - x.mention.end < _NEAR]
    after = [
        x
        for x in bodies
        if signed and x.mention.start > signed.end() and _WITH.search(text, low, x.mention.start)
    ]
    two = [*before[-1:], *after[:1]] if after else before[-2:]
    lenders = [x for x in two if is_lender(x.thing.name, x.mention.text)]
    others = [x for x in two if x not in lenders]
    if len(lenders) == len(others) == 1:
        give(anchor, lenders[0].thing, INVESTOR)
        give(anchor, others[0].thing, RECIPIENT)


def is_lender(*names: str) -> bool:
    """Whether something is called as those are who lend: "KfW", "Doha Bank"."""
    return any(_LENDER.search(name) for name in names)


def _attracted(anchor: Anchor, text: str, low: int, high: int, here: list[Told]) -> None:
    """Take out who attracts a company's money for a country or region: "IDA Ireland attracted €300 million from MSD"."""
    for words in _ATTRACTED.finditer(text, low, high) if anchor.money is not None else ():
        after = next((x for x in here if x.mention.start == words.end()), None)
        before = next((x for x in reversed(here) if 0 <= words.start() - x.mention.end < 20), None)
        if after is None or before is None or not words.start() < anchor.start < words.end():
            continue
        bank = after.thing.type != "Company" or is_lender(after.thing.name)
        if bank or before.thing.type not in {"Government", *_PLACES}:
            continue
        give(anchor, after.thing, INVESTOR)
        if before.thing.type in _PLACES and not any(p[PLACE] > SURE / 2 for p in anchor.parts.values()):
            give(anchor, before.thing, PLACE)
        elif before.thing.key in anchor.parts:
            anchor.parts[before.thing.key][[INVESTOR, RECIPIENT]] *= LEFT * LEFT
        make_likelier(anchor, "investment")


def _owned_sites(anchor: Anchor, text: str, low: int, here: list[Told]) -> None:
    """Take those out who only build what is another's: "Turner will build Meta's $800 million data center"."""
    site = _SITE_AFTER.match(text, anchor.end) if anchor.money is not None else None
    owner = next((x for x in here if site and _ITS_SUM.fullmatch(text, _name_end(x), anchor.start)), None)
    if owner is None or owner.thing.type not in {"Company", "University", "Organization"}:
        return
    if _INTO.search(text, low, owner.mention.start):
        return
    # "Microsoft and G42's $1 billion data centre" is of both.
    builders = [
        x
        for x in here
        if x.mention.end <= owner.mention.start
        and x.thing is not owner.thing
        and _BUILDS.search(text, x.mention.end, owner.mention.start)
    ]
    if not builders and anchor.kind != "investment":
        return
    give(anchor, owner.thing, INVESTOR)
    for x in builders:
        if x.thing.key in anchor.parts:
            anchor.parts[x.thing.key][INVESTOR] *= LEFT
    if builders:
        make_likelier(anchor, "investment")


def _name_end(x: Told) -> int:
    """Where a mention ends, without the possessive that may be in it."""
    return x.mention.end - len(x.mention.text) + len(x.mention.text.removesuffix("'s").removesuffix("’s"))


def make_likelier(anchor: Anchor, kind: Kind) -> None:
    """Make a kind likelier; how sure it is that this is a commitment stays."""
    kinds = anchor.kinds[1:]
    sure = float(kinds.sum())
    kinds[KINDS.index(kind)] = _TIMES * float(kinds.max())
    kinds *= sure / max(float(kinds.sum()), 1e-6)


def _built(anchor: Anchor, text: str, here: list[Told]) -> None:
    """Lower the bar for the site that a sum is for by its own words: "$3.87 billion for an advanced packaging facility"."""
    if anchor.money is None or anchor.kind != "investment":
        return
    after = (x for x in here if x.thing.type == "Facility" and x.mention.start >= anchor.end)
    site = next((x for x in after if _FOR_SITE.fullmatch(text, anchor.end, x.mention.start)), None)
    parts = anchor.parts.get(site.thing.key) if site is not None else None
    if parts is not None and parts[RECIPIENT] > _LIKELY:
        parts[RECIPIENT] = max(float(parts[RECIPIENT]), SURE)


def _goes_there(anchor: Anchor, text: str, here: list[Told]) -> None:
    """Make the place of the site that money is given or lent for its place: "a $40 million loan for its plant in Lyon"."""
    if anchor.money is None or anchor.kind not in _GIVEN:
        return
    for x in here:
        between = text[anchor.end : x.mention.start] if x.thing.type in _PLACES else ""
        if 0 < len(between) < _FAR and _FOR_ITS_SITE.search(between) and not _CLAUSE.search(between):
            give(anchor, x.thing, PLACE)
            return


def _sellers(anchor: Anchor, text: str, low: int, high: int, here: list[Told]) -> None:
    """Take those from whom something is bought out of the givers."""
    bought = _BOUGHT.search(text, low, high) if anchor.kind in {"acquisition", "equity"} else None
    ends, selling = -1, False
    for m, thing in (x for x in here if bought and x.mention.start >= bought.end()):
        goes_on = selling and _AND.fullmatch(text, ends, m.start)
        selling = bool(goes_on or _FROM.search(text, low, m.start))
        ends = m.end
        if selling and thing.key in anchor.parts:
            anchor.parts[thing.key][INVESTOR] *= LEFT


def _bought_site(anchor: Anchor, text: str, low: int, high: int) -> None:
    """Take a plant that is bought for a purchase, no takeover of its seller: "bought Bosch's sensor plant in Bursa"."""
    if anchor.kind == "acquisition" and _SITE_BOUGHT.search(text, low, high):
        make_likelier(anchor, "purchase")


def _approved(anchor: Anchor, text: str, low: int, high: int, here: list[Told]) -> None:
    """Take those who only approve out of who builds: "the Cabinet approved the proposal of Micron for a plant"."""
    approved = _APPROVED.search(text, low, high) if anchor.kind in {"investment", "facility"} else None
    if approved is None:
        return
    before = [
        x for x in here if x.mention.end <= approved.start() and x.thing.type in {"Government", "Country"}
    ]
    if before and len(text[before[-1].mention.end : approved.start()]) <= _NEAR:
        others = {x.thing.key for x in here if x.thing.type == "Company"}
        if (
            any(anchor.parts[k][INVESTOR] > _LIKELY for k in others if k in anchor.parts)
            and before[-1].thing.key in anchor.parts
        ):
            anchor.parts[before[-1].thing.key][INVESTOR] *= LEFT


def _cleared(anchor: Anchor, text: str, low: int, high: int, here: list[Told]) -> None:
    """Make the country whose aid Brussels lets pass the giver: "approved €5 billion of German state aid"."""
    aid = _AID.search(text, low, high) if anchor.money is not None else None
    whose = next((x for x in here if aid and x.mention.start == aid.start(1)), None)
    if whose is None or whose.thing.type != "Country":
        return
    for x in here:
        if x.thing.name in _BRUSSELS and x.thing.key in anchor.parts:
            anchor.parts[x.thing.key][INVESTOR] *= LEFT
    give(anchor, whose.thing, INVESTOR)


def _seats(anchor: Anchor, text: str, here: list[Told]) -> None:
    """Take out of the givers the place that only says where a university or institute is."""
    for one, two in pairwise(here):
        told = one.thing.type in {"University", "Organization"} and two.thing.type in _PLACES
        if (
            told
            and two.thing.key in anchor.parts
            and _SEAT.fullmatch(text, one.mention.end, two.mention.start)
            and _GOES_ON.match(text, two.mention.end)
        ):
            anchor.parts[two.thing.key][INVESTOR] *= LEFT
