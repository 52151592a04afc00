"""Words that tell what a deal is and how far it has come, where the reader may pass over them.

What stands at a sum tells its kind ("$8.5 billion in direct funding"); "is to vote on" and "letter of intent" tell the status.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, cast

from ingest.parties import INVESTOR, RECIPIENT
from ingest.reader import KINDS, STATUSES
from ingest.tables import LEFT, tell_status

if TYPE_CHECKING:
    from graph.model import Kind
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates

# Nothing is agreed yet.
_OPEN = re.compile(
    r"\b(?:in|held|holds?|holding)\s(?:early\s|advanced\s|exclusive\s|preliminary\s)?(?:talks|discussions|negotiations)\b"
    r"|\b(?:is|are|was|were)\s(?:to|set\sto|expected\sto|due\sto|scheduled\sto)\s(?:vote|decide)\b"
    r"|\bapplied\sfor\b|\b(?:not|yet)\s(?:yet\s)?(?:been\s|to\s(?:be\s)?)?(?:approved?|signed?\soff|agreed?|authori[sz]ed?|finali[sz]ed?)\b|\bnearing\s(?:an?\s|the\s)|\b(?:is|are|was|were)\s(?:near|close\sto)\s(?:an?\s|the\s)"
    r"|\b(?:is|are|was|were)\s(?:also\s|now\s|still\s|reportedly\s)?(?:weighing|considering|mulling)\b"
    r"|\bbeing\sdiscussed\b|\bunder\sdiscussion\b|\b(?:takeover|buyout)\s(?:proposal|approach)\b|\bround\sof\sbidding\b"
    r"|\b(?:has|have|had)\s(?:not|yet\sto)\s(?:made|taken|make|take)\s(?:a|any)\s(?:final\s)?decision\b|\bno\sfinal\sdecision\b",
    re.I,
)
# What somebody may do or get one day: "holds an option to buy", "has applied for a grant of", "will vote on".
_MAY = re.compile(
    r"\b(?:has|have|had|hold(?:s|ing)?|held|got|gets?|secured|receiv(?:es|ed)|giv(?:es|ing|en)|gave|granted|with|includ(?:es|ed|ing)|plus)\s"
    r"(?:[A-Z][\w&.-]*\s){0,3}(?:an?\s|the\s|its\s)?(?:[a-z]+\s)?(?:options?|rights?)\s(?:to|of)\s(?:buy|acquir|purchas|increas|invest|tak|rais|expand|extend|add|order|lend|borrow)\w*"
    r"|\bwarrants?\s(?:to\s(?:buy|acquire|purchase)|for)\b|\boptions?\s(?:on|for)\s(?:a\sfurther|another|up\sto|\d|[a-z]+\smore)\b"
    r"|\b(?:(?:has|have|had)\s(?:also\s|already\s)?|also\s)?(?:applied|filed|put\sin|submitted\san\sapplication|bidding)\s(?:to\s[^.;,\n]{2,60}?\s)?for\s(?:an?\s|the\s|up\sto\s|some\s)?(?!and\b|protection\b|bankruptcy\b|insolvency\b|planning\b|permission\b)"
    r"|\b(?:will|is\sto|are\sto|(?:due|set|expected|scheduled)\sto)\s(?:[a-z]+\s){0,2}?(?:vote|decide)\s(?:[\w]+\s){0,4}?(?:on|whether|about)\b"
    r"|\b(?:awaits?|awaiting|needs?|pending)\s(?:the\s)?(?:approval|consent|go-ahead|green\slight)\s(?:of|from|by)\s(?:the\s)?(?:[a-z]+\s)?(?:council|parliament|assembly|board|legislature|senate|congress)\b",
)
# Something is signed, though it does not bind.
_SIGNED = re.compile(
    r"\bletters?\sof\s(?:intent|interest)\b|\bterm\ssheet\b|\bconditional\s(?:commitment|award)\b", re.I
)
# What comes later is not cancelled: "has postponed the start of its plant to 2027".
_PUT_OFF = re.compile(
    r"\b(?:(?:delay|postpon|slip)\w*|(?:push(?:es|ed|ing)?|mov(?:es|ed|ing)|put(?:s|ting)?|set)\s(?:[^.;\n]{1,60}?\s)?back|put(?:s|ting)?\soff)\b"
    r"[^.;\n]{0,80}?\b"
    r"(?:(?:to|until|till|by)\s(?:[a-z-]+\s){0,3}?(?:20\d\d|[a-z]+\s(?:months?|years?|quarters?)\b|next\syear|end\sof|spring|summer|autumn|"
    r"January|February|March|April|June|July|August|September|October|November|December)|(?:to|until|till)\sthe\send\b)",
    re.I,
)
_STOPPED = re.compile(
    r"\b(?:indefinitely|on\s(?:hold|ice)|suspend|halt|cancel|scrap|abandon|shelve|drop)\w*\b", re.I
)
# "scrapped its $40 million plant"
_DROPPED = re.compile(
    r"\b(?:put\son\s(?:hold|ice)|shelve[sd]|scrap(?:s|ped)|cancel(?:s|l?ed)|axe[sd]|abandon(?:s|ed)|drop(?:s|ped)|pull(?:s|ed)\sthe\splug\son|"
    r"walk(?:s|ed)\saway\sfrom|back(?:s|ed)\sout\sof|withdr(?:ew|aws?)\sfrom)\s(?:(?!(?:and|but|will|would|to)\s)[\w'’-]+\s){0,4}$"
)
# Nothing comes of it, told in words that the reader does not always know: "has put its second line on ice".
_GONE = re.compile(
    r"\b(?:puts?|placed|been|is|are|was)\s(?:[^.;,\n]{1,60}?\s)?on\shold\b|\bon\sice\b"
    r"|\b(?:postponed|suspended|delayed|put\soff)\sindefinitely\b|\bindefinitely\s(?:postponed|suspended|delayed)\b"
    r"|\bcall(?:s|ed)\stime\son\b|\b(?:came|come)\sto\snothing\b|\bbr(?:oke|oken|eaks)\soff\s(?:[a-z]+\s)?(?:talks|negotiations)\b"
    r"|\b(?:fell|fallen)\sthrough\b|\b(?:gave|given)\sup\s(?:on\s)?(?:its|the|their|a)\b|\bthr(?:ew|own)\sin\sthe\stowel\b|\bwalk(?:s|ed)\saway\sfrom\b"
)
# "which came to nothing" tells of what stands before it.
_OF_IT = re.compile(
    r",\s(?:which|but\s(?:they|these|the\stalks|those))\s(?=(?:later\s|in\sthe\send\s)?(?:came|fell|broke)\b)"
)
_ENDED = re.compile(
    r"\b(?:came|come)\sto\snothing\b|\b(?:fell|fallen)\sthrough\b|\bbr(?:oke|oken|eaks)\soff\s(?:[a-z]+\s)?(?:talks|negotiations)\b"
)
_TURNS = re.compile(
    r";|,\s(?:and|but|while|whereas|though|which)\b|\b(?:and|but|while)\s(?:will|would|has|is|it|they)\b"
)
_FORM = re.compile(
    r"\)?,?\s(?:worth\s)?(?:of|in)\s(?:(?:[a-z]+[\s-]){0,2}?(?P<grant>direct\sfunding|grants?|subsid(?:y|ies)|tax\s(?:credits|breaks|"
    r"incentives|abatements)|incentives|donations?)|(?:[a-z]+[\s-]){0,2}?(?P<loan>loans|debt|credit)|(?:[a-z]+[\s-]){0,2}?(?P<equity>equity))\b"
    r"(?!(?:,|\sand|\sor)\s(?:[a-z]+\s)?(?:loans?|grants?|equity|debt|tax|shares|guarantees)\b)"  # a mixed package is none of them
)
# "paid $5 million for its share", "$40 million for a 12 percent stake"
_FOR_SHARE = re.compile(
    r"\)?\s(?:for|to\s(?:buy|acquire|take|get))\s(?:an?|its|the|their)\s(?:(?!market\s)[\w.%-]+\s){0,4}?(?:stake|share|shareholding|holding)\b(?!\s(?:price|capital|sale|issue|buyback|purchase|of\sthe\smarket))"
)
_WHOLE = re.compile(r"\b(?:100|whole|entire|remaining|controlling|majority|full|other)\b")
_FORMS = r"(?:equity|shares|stock|grants?|(?:loan\s)?guarantees?|loans?|debt|credits?|subsid(?:y|ies)|tax\s(?:breaks|credits|relief|incentives))"
_MIXED = rf"{_FORMS}(?:\s(?:funding|financing))?(?:,\s(?:[a-z]+\s)?{_FORMS})*,?\s(?:and|plus|as\swell\sas)\s(?:(?!an?\s)[a-z-]+\s){{0,2}}{_FORMS}"
# One sum of several forms: "in debt and equity", "as a blend of shares, grants and loans", "partly as shares, partly as".
_BLEND = re.compile(
    rf"\)?,?\s[^.;:$€£¥₩₹\d]{{0,40}}?(?:\b(?:in|of|as|through)\s(?:[a-z-]+\s){{0,2}}?{_MIXED}\b|\bpartly\s(?:as|in|by|through)\b[^.;:$€£\d]{{0,50}}\bpartly\b)",
    re.I,
)
# "agreed to buy 40% of Vesta": less than half is a share of it, no takeover.
_A_SHARE = re.compile(
    r"\b(?:buy(?:s|ing)?|bought|acquir(?:e|es|ed|ing)|t(?:ake|akes|ook|aken|aking)|purchas(?:e|es|ed|ing)|pick(?:s|ed)\sup|pays?|paid|paying|sell(?:s|ing)?|sold)\s"
    r"(?:[^.;:\n]{0,40}?\sfor\s)?(?:an?\s)?(?:(?:about|around|some|nearly|roughly|up\sto|as\smuch\sas|another|further)\s)?(?:an?\s)?"
    r"(?:[1-4]?\d(?:\.\d{1,2})?\s?(?:%|percent|per\scent|pc)|third|quarter|fifth|sixth|seventh|eighth|tenth|minority)"
    r"\s(?:(?:[a-z]+\s)?(?:stake|share|interest|holding)\s)?(?:of|in)\b",
    re.I,
)
_ANOTHER_DEAL = re.compile(
    r"[$€£¥₩₹]\s?\d|\d\s?(?:million|billion|trillion)\b|\b(?:bought|acquired|took\sover|takeover|acquisition)\b"
)
_THE_DEAL = re.compile(r"\W{0,3}(?:An?|The|Such\san?|This)\s(?:deal|transaction|stake|purchase|investment)\b")
# "its 900 billion yen takeover of Vesta", "a takeover proposal worth A$6 billion"
_TAKEN_OVER = re.compile(
    r"\)?\s(?:(?!(?:for|after|before|in|to|from|with|by|and|of|an?|the|its)\s)[a-z-]+\s){0,2}(?:takeover|buyout|take-private)\s(?:of|proposal|offer|bid|approach)\b",
    re.I,
)
_TO_TAKE_OVER = re.compile(
    r"\b(?:takeover|buyout|take-private)\s(?:(?:proposal|offer|bid|approach|deal)(?:,?\s(?:worth|of|at|valued\sat|for))?|of\s[^.;:\n]{2,60}?\s(?:for|worth|at))\s"
    r"(?:(?:about|around|some|nearly|roughly|up\sto|more\sthan)\s)?$",
    re.I,
)
_PROPOSED = re.compile(
    r"\b(?:receiv(?:es?|ed|ing)|got|weigh(?:s|ed|ing)?|consider(?:s|ed|ing)?|stud(?:y|ies|ied|ying)|review(?:s|ed|ing)?)\s(?:an?|the|its)\s(?:[^\s.;]{1,20}\s){0,5}?"
    r"(?:takeover|buyout|acquisition|merger)\s(?:proposal|offer|bid|approach)\b"
)
_TWO = re.compile(
    r"\b(?:[Tt]he\s(?:two|pair)|[Bb]oth\s(?:companies|firms|groups|sides|universities|parties))\b"
)
_LONGEST = 1_000  # characters of a sentence before and after an anchor that are looked at
_HARDLY = 1e-3
_FAR = 120  # characters from what may be to what it is about
_TIMES = 5.0  # how much likelier such words make it


def settle_by_words(anchors: list[Anchor], found: Candidates) -> None:
    """Weigh what the words at each anchor tell of its kind, and those of its sentence of its status."""
    starts = [start for start, _ in found.sentences]
    considered = STATUSES.index("considered")
    for anchor in anchors:
        _kind(anchor, found.text)
        at = bisect_right(starts, anchor.start) - 1
        low, high = found.sentences[at] if at >= 0 else (anchor.start, anchor.end)
        low, high = max(low, anchor.start - _LONGEST), min(high, anchor.end + _LONGEST)
        if anchor.kind == "partnership" and _TWO.search(found.text, low, high):
            _only_two(anchor)
        if _PUT_OFF.search(found.text, low, high) and not _STOPPED.search(found.text, low, high):
            anchor.statuses[[STATUSES.index("cancelled"), STATUSES.index("completed")]] *= _HARDLY
        elif _is_dropped(anchor, found.text, low, high):
            anchor.statuses[STATUSES.index("cancelled")] *= _TIMES
            if _ENDED.search(found.text, low, high):
                anchor.statuses[considered] *= _HARDLY
        _whole_or_share(anchor, found, at, low)
        if _PROPOSED.search(found.text, low, high):
            anchor.statuses[STATUSES.index("completed")] *= _HARDLY
            anchor.statuses[considered] *= _TIMES
        if _SIGNED.search(found.text, low, high):
            anchor.statuses[considered] /= _TIMES
        elif _OPEN.search(found.text, low, high):
            anchor.statuses[considered] *= _TIMES
        anchor.statuses /= anchor.statuses.sum()
        if _may_be(anchor, found.text, low, high):
            tell_status(anchor, "considered")


def _may_be(anchor: Anchor, text: str, low: int, high: int) -> bool:
    """Whether words right before an anchor, or around it, tell what may be done one day."""
    for told in _MAY.finditer(text, low, high):
        between = text[min(told.end(), anchor.end) : max(told.end(), anchor.start)]
        if told.start() <= anchor.end and len(between) < _FAR and not _TURNS.search(between):
            return True
    return False


def _is_dropped(anchor: Anchor, text: str, low: int, high: int) -> bool:
    """Whether words right at an anchor tell that nothing comes of it."""
    if anchor.money is not None and _DROPPED.search(text, max(low, anchor.start - 90), anchor.start):
        return True
    for told in _GONE.finditer(text, low, high):
        between = text[min(told.start(), anchor.start) : max(told.end(), anchor.end)]
        if len(between) < 160 and not _TURNS.search(_OF_IT.sub("", between)):
            return True
    return False


def _only_two(anchor: Anchor) -> None:
    """Leave the two likeliest partners: "the two have signed a partnership"."""
    likely = sorted(anchor.parts, key=lambda k: -float(anchor.parts[k][[INVESTOR, RECIPIENT]].max()))
    for key in likely[2:]:
        anchor.parts[key][[INVESTOR, RECIPIENT]] *= LEFT


def _whole_or_share(anchor: Anchor, found: Candidates, at: int, low: int) -> None:
    """Tell a takeover from a share of a company by the words before a sum and right after it."""
    if anchor.money is None or anchor.kind not in {"acquisition", "equity"}:
        return
    if _THE_DEAL.match(found.text, low) and at > 0:
        low = max(found.sentences[at - 1][0], anchor.start - _LONGEST)
    share = any(
        not _ANOTHER_DEAL.search(found.text, m.end(), anchor.start)
        for m in _A_SHARE.finditer(found.text, low, anchor.start)
    )
    whole = _TAKEN_OVER.match(found.text, anchor.end) or _TO_TAKE_OVER.search(found.text, low, anchor.start)
    if bool(whole) == share or (anchor.kind == "equity") == share:
        return
    kinds = anchor.kinds[1:]
    one, other = KINDS.index("acquisition"), KINDS.index("equity")
    kinds[[one, other]] = kinds[[other, one]]


def _kind(anchor: Anchor, text: str) -> None:
    sure, kinds = anchor.sure, anchor.kinds[1:]
    form = _FORM.match(text, anchor.end) if anchor.money is not None else None
    anchor.mixed = anchor.money is not None and _BLEND.match(text, anchor.end) is not None
    if anchor.mixed:
        kinds[KINDS.index("investment")] = 1.0
    elif (share := _FOR_SHARE.match(text, anchor.end)) and anchor.money is not None:
        if not _WHOLE.search(share.group()):
            kinds[KINDS.index("equity")] = max(
                float(kinds[KINDS.index("equity")]), float(kinds.max()) * _TIMES
            )
    elif form is not None:
        kinds[KINDS.index(cast("Kind", form.lastgroup))] *= _TIMES
    kinds *= sure / max(float(kinds.sum()), 1e-6)  # how sure it is that this is a commitment stays
