"""Anchors: the sums of an article and the words that tell of an act without one, with what the reader says of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.parties import INVESTOR
from ingest.reader import ACT, KINDS, MARKS, PARTS, STATUSES, SUM, marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import EntityType, Kind, Status
    from ingest.amounts import MoneySpan
    from ingest.candidates import Candidates
    from ingest.pieces import Pieces
    from ingest.reader import Floats, Reader, Reading
    from ingest.things import Thing

_SPOKEN_OF = 0.3  # how likely a word must be of an act to be looked at as an anchor
_MOST_ACTS = 16
# What is likelier than the first is looked at closer, and counts if the reader is then so sure of an act and of who has a part.
_HARDLY, _AFTER_ALL, _PART = 0.01, 0.5, 0.6
_MANAGED = re.compile(
    r"\)?\s(?:(?:in|of)\s(?:total\s|client\s|combined\s)?assets\b|under\smanagement|(?:pre-|post-)?(?:money\s)?valuation\b|"
    r"in\s(?:annual\s|yearly\s)?(?:revenues?|sales|turnover)\b)"
)
_WORTH = re.compile(
    r"(?:(?:(?-i:[A-Z])[\w.]*,|\b(?:is|was|are|were|been|now|last|and|it|companies|company|firm|startup))\svalued\sat|\b(?:valuation\sof|valu(?:es|ing)\s[^.;,\n]{2,50}?\sat|market\s(?:value|cap\w*)\s(?:of|is|was)|manag(?:es|ing)|"
    r"(?:revenues?|sales|turnover)\sof|assets\s(?:of|worth)))\s(?:(?:about|around|some|nearly|roughly|over|more\sthan|up\sto|an\sestimated|almost|close\sto)\s)?$",
    re.I,
)
_ACT = re.compile(
    r"\b(?:MoU|MOU|memorand(?:um|a)|letters?\sof\sintent|joint\sventure|team(?:s|ed|ing)?\sup|join(?:s|ed)?\s(?:forces|hands)|tie(?:s|d)?\sup|"
    r"partner(?:s|ed)\swith|pact|accord|upskill|alliance|strategic\spartnership|(?:snap(?:s|ped)?|scoop(?:s|ed)?)\sup|inked|"
    r"put(?:s|ting)?\spen\sto\spaper|cut(?:s|ting)?\s(?:the\s)?ribbon|sh(?:ook|akes?|aking)\shands|link(?:s|ed|ing)?\sarms|rop(?:es?|ed|ing)\sin|"
    r"gobbl(?:es?|ed|ing)\sup|swallow(?:s|ed)(?:\sup)?|(?:taken|took)\s(?:[\w-]+\s){0,6}into\sservice)\b"
)
_TITLE = 0.2  # how much a title's verdict counts beside the text's
_PLACES = frozenset({"Country", "Place"})
_SITED = frozenset({"facility", "training", "investment"})
_MIN_SUM = 10_000  # Smaller sums are prices and fees.
# "has not offered any subsidy", "asked whether the state has given us something", "already has plants"
_NOT = re.compile(
    r"(?:\b(?:not|never|no|none|nor|neither|nothing|whether|if|den(?:y|ies|ied)|without|already|except|like|than)|n['’]t)\b[^.;,\n]*$",
    re.I,
)
# Who has something does nothing.
_HAS = re.compile(r"(?:own|h[eo]ld|ke(?:ep|pt)|shar(?:e[sd]?|ing)\b|shareholder|belong)", re.I)
_BEFORE = 60  # characters before an act in which such words stand
_CLAUSE = re.compile(r"[.;!?]\s|\n")
_TOTAL_ROW = re.compile(r"\W{0,4}(?:(?:grand|sub)\W?)?total\b[^a-z\n]{0,40}", re.I)
_RAISED = re.compile(r"\b(?:raised|total (?:capital|funding|financing|equity))\b", re.I)
_SO_FAR = re.compile(
    r"\b(?:to date|so far|in total|since (?:its founding|inception|it was (?:founded|set up)))\b", re.I
)
_BRINGS_TO = re.compile(
    r"\btotal (?:capital|funding|financing|equity)(?: raised)?(?: to date)? to (?:\w+ ){0,2}$"
    r"|\bbring(?:s|ing)?\b[^.;\n]{0,40}\b(?:total|overall|cumulative) (?:investments?|spending|outlay|commitments?)\b[^.;\n]{0,40} to (?:\w+ ){0,2}$",
    re.I,
)
# "Billionaire Li Ka-shing and his wife gave": who gives alone makes no commitment.
_PERSON_GIVES = re.compile(
    r"\b(?:[Bb]illionaire|[Pp]hilanthropists?|[Ee]ntrepreneur|[Tt]ycoon|[Bb]usinessm[ae]n|[Bb]usinesswoman|[Aa]lumn(?:us|a))\s(?:(?:[A-Z][\w.’'-]*|and)\s){1,6}"
    r"(?:and\s(?:his|her)\s[a-z]+\s)?(?:(?:has|have|will|is|are|to)\s){0,2}(?:giv(?:es?|en|ing)|gave|donat(?:es?|ed|ing)|pledg(?:es?|ed|ing)|left)\b"
)
# What ends a deal, is earned or saved, stands for the middle of many, or is what many deals come to.
_ROUGHLY = (
    r"(?:(?:about|around|some|nearly|roughly|over|more\sthan|up\sto|almost|at\sleast|as\smuch\sas|an?)\s)?"
)
_ENDING_FEE = r"(?:(?:reverse\s)?termination|break-?up|break|walk-?away|cancellation)\s(?:fee|payment)"
_LOSS = r"(?:write-?(?:downs?|offs?)|impairments?|one-?off\scharges?|restructuring\s(?:charges?|costs))"
_DEALS = r"(?:deals|rounds|transactions|takeovers|acquisitions|buyouts|financings)"
_NO_DEAL = re.compile(
    rf"\b(?:{_ENDING_FEE}|{_LOSS})(?:\sof|\s?:|\scharge\sof)\s{_ROUGHLY}$|\bsav(?:e|es|ed|ing)\s(?:(?:it|them|customers|users|taxpayers|patients)\s)?{_ROUGHLY}$"
    rf"|\bearned\s{_ROUGHLY}$|\b(?:median|average)\s[^.;\n]{{2,50}}?(?::|\s(?:is|was|at|of|to))\s{_ROUGHLY}$"
    rf"|\b(?:\d{{1,3}}|[a-z]{{1,20}}(?:-[a-z]{{1,20}})?)\s(?:[a-z]{{1,20}}\s)?{_DEALS}\s(?:worth|totall?ing)\s{_ROUGHLY}$",
    re.I,
)
_NO_DEAL_AFTER = re.compile(
    rf"\)?\s(?:(?:[a-z]{{1,20}}\s)?{_ENDING_FEE}|{_LOSS})\b|\)?,?\s(?:across|over)\s(?:\d{{1,3}}|[a-z]{{1,20}}(?:-[a-z]{{1,20}})?)\s(?:[a-z]{{1,20}}\s)?{_DEALS}\b",
    re.I,
)
_IN_ALL = re.compile(
    rf"\b(?:\d{{1,3}}|[a-z]{{1,20}}-[a-z]{{1,20}})\s(?:[a-z]{{1,20}}\s)?{_DEALS}\b[^.;\n]*$", re.I
)
_ALL = re.compile(r"\)?\sin\s(?:all|total)\b")
_PENALTY = re.compile(r"\b(?:fine(?:s|d)?|penalt(?:y|ies)|damages|back taxes)\b", re.I)


@dataclass
class Anchor:
    """A sum or an act word at characters `start` to `end`, with what the reader says of it.

    `parts` gives for each thing's key the probabilities of investor, recipient and place; `times` for each period,
    day and count (by sort and number) that it belongs here. `barred` says why it is none whatever the reader says.
    """

    start: int
    end: int
    money: MoneySpan | None
    kinds: Floats
    statuses: Floats
    parts: dict[str, Floats]
    times: dict[str, list[tuple[float, int]]]
    barred: str | None = None
    title: bool = False  # whether it stands in the article's title
    mixed: bool = False  # whether the sum is a package of shares, loans and grants
    unlikely: bool = False  # whether the reader passed over the word at first
    each: int | None = None  # the part (INVESTOR or RECIPIENT) of which each one gives or gets this sum
    apart: frozenset[str] = (
        frozenset()
    )  # keys of those who each have an agreement of their own with the others

    @property
    def sure(self) -> float:
        """The probability that this is a commitment at all."""
        return float(1 - self.kinds[0])

    @property
    def weight(self) -> float:
        """How much its verdict counts beside others on the same deal: a title is short and tells less than the text."""
        return self.sure**2 * (_TITLE if self.title else 1.0)

    @property
    def kind(self) -> Kind:
        """The most likely kind if it is one."""
        return KINDS[int(self.kinds[1:].argmax())]


def told_by_words(
    start: int, end: int, kind: Kind, status: Status, sure: float, sure_of_status: float
) -> Anchor:
    """An anchor at words that tell of an act by themselves, whatever the reader says; nobody has a part in it yet."""
    kinds = np.full(1 + len(KINDS), (1 - sure) / len(KINDS), np.float32)
    kinds[1 + KINDS.index(kind)] = sure
    statuses = np.full(len(STATUSES), (1 - sure_of_status) / (len(STATUSES) - 1), np.float32)
    statuses[STATUSES.index(status)] = sure_of_status
    return Anchor(start, end, None, kinds, statuses, {}, {})


def find_anchors(found: Candidates, reading: Reading, things: list[Thing], reader: Reader) -> list[Anchor]:
    """All sums and act words of an article with the reader's verdicts."""
    pieces = reading.pieces
    places: list[tuple[int, int, int]] = []
    money: list[MoneySpan | None] = []
    taken: set[int] = set()
    in_sentence = Counter(found.sentence_at(m.start) for m in found.money)
    for told in found.money:
        at = pieces.within(told.start, told.end)
        alone = in_sentence[found.sentence_at(told.start)] == 1
        if at is not None and not any(a <= told.start < b for a, b in found.warnings):
            places.append((*at, SUM))
            # The reader has heard of the deal at the only sum of its sentence: it tells the act.
            money.append(None if alone and tells_of_a_firm(told, found.text) else told)
            taken.update(range(at[0], at[1] + 1))
    acts = _act_words(found, reading, taken)
    unlikely = _unlikely_words(found, reading, things, taken | set(acts))
    for k in sorted({*acts, *unlikely}):
        places.append((k, k, ACT))
        money.append(None)
    spans, whose = spans_of(found, reading.pieces, things)
    types = {t.key: t.type for t in things}
    marks = [(*at, _mark(sort, types.get(key))) for (at, sort, _), key in zip(spans, whose, strict=True)]
    marks += [(first, last, MARKS.index("sum")) for first, last, sort in places if sort == SUM]
    verdicts = reader.judge(reading, places, [at for at, _, _ in spans], marked(len(reading.pieces), marks))
    anchors = []
    for (first, last, _), m, verdict in zip(places, money, verdicts, strict=True):
        logits: dict[str, list[Floats]] = defaultdict(list)
        times: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for row, number in enumerate(verdict.seen):
            _, sort, key = spans[number]
            if sort == "mention":
                logits[whose[number]].append(verdict.parts[row, :3])
            else:
                likely = float(_sigmoid(verdict.parts[row, PARTS.index(sort)]))
                times[sort].append((likely, int(key)))
        parts = {k: _sigmoid(np.logaddexp.reduce(np.array(v), 0)) for k, v in logits.items()}
        anchor = Anchor(
            pieces.starts[first],
            pieces.ends[last],
            m,
            verdict.kinds,
            verdict.statuses,
            parts,
            times,
            barred(m, found.text) if m is not None else None,
            pieces.starts[first] < _title_end(found),
            unlikely=m is None and first in unlikely,
        )
        if not anchor.unlikely or (_surely_told(anchor, types) and not _denied(anchor, found)):
            anchors.append(anchor)
    return anchors


def _denied(anchor: Anchor, found: Candidates) -> bool:
    """Whether the words before an act deny it or only ask for it."""
    low, _ = found.sentence_at(anchor.start)
    return bool(
        _HAS.match(found.text, anchor.start)
        or _NOT.search(found.text, max(low, anchor.start - _BEFORE), anchor.start)
    )


def _surely_told(anchor: Anchor, types: dict[str, EntityType]) -> bool:
    """Whether the reader, looking closer at a word that it passed over, sees an act and who surely takes part in it."""
    if anchor.sure < _AFTER_ALL:
        return False
    sited = anchor.kind in _SITED
    sure = [(k, p) for k, p in anchor.parts.items() if p.max() > _PART]
    givers = {k for k, p in sure if p[INVESTOR] == p.max() and types[k] not in _PLACES}
    takers = {k for k, p in sure if p[INVESTOR] != p.max() and (sited or types[k] not in _PLACES)}
    return bool(givers) and bool(takers or (anchor.kind == "partnership" and len(givers) > 1))


def _title_end(found: Candidates) -> int:
    """Where the article's title ends; 0 if it begins with a full sentence."""
    first = found.blocks[0] if found.blocks else None
    return first.end if first is not None and first.heading and len(found.blocks) > 1 else 0


def _mark(sort: str, type_: EntityType | None) -> int:
    return MARKS.index(type_ if type_ is not None else sort)


def tells_of_a_firm(money: MoneySpan, text: str) -> bool:
    """Whether a sum is what a firm is worth, sells or manages: "Cyera, valued at $6 billion, acquired Otterize"."""
    return bool(_MANAGED.match(text, money.end) or _WORTH.search(text, max(0, money.start - 90), money.start))


def barred(money: MoneySpan, text: str) -> str | None:
    """Why a sum cannot be a commitment: a price, a fee, a fine."""
    if money.value < _MIN_SUM or money.per:
        return "the sum is a price or a fee"
    before, after = text[max(0, money.start - 60) : money.start], text[money.end : money.end + 30]
    if _PENALTY.search(re.split(r"[.;!?]\s", before)[-1]) or _PENALTY.match(after.lstrip(" -")):
        return "the sum is a fine"
    if _TOTAL_ROW.fullmatch(text, text.rfind("\n", max(0, money.start - 60), money.start) + 1, money.start):
        return "the sum is the total of a table"
    sentence = _CLAUSE.split(text[max(0, money.start - 110) : money.start])[-1]
    if _tells_of_no_deal(money, text, sentence):
        return "the sum is a fee, a loss, a saving, an average or what many deals come to"
    if _PERSON_GIVES.search(sentence):
        return "a person gives the sum"
    if tells_of_a_firm(money, text):
        return "the sum is what a firm is worth, sells or manages"
    after = _CLAUSE.split(text[money.end : money.end + 60])[0]
    if _BRINGS_TO.search(sentence) or (
        _RAISED.search(sentence) and (_SO_FAR.search(sentence) or _SO_FAR.search(after))
    ):
        return "the sum is what was raised so far"
    return None


def _tells_of_no_deal(money: MoneySpan, text: str, sentence: str) -> bool:
    """Whether a sum is a fee for ending a deal, a loss, a saving, an average or what many deals come to together."""
    if _NO_DEAL.search(sentence) or _NO_DEAL_AFTER.match(text, money.end):
        return True
    return bool(_ALL.match(text, money.end) and _IN_ALL.search(sentence))


def _act_words(found: Candidates, reading: Reading, taken: set[int]) -> list[int]:
    pieces, told = reading.pieces, 1 - reading.acts[:, 0]
    likely = [
        k
        for k in range(len(pieces))
        if told[k] > _SPOKEN_OF
        and k not in taken
        and pieces.starts[k] >= 0
        and not (pieces.starts[k] and found.text[pieces.starts[k] - 1].isalnum())
        and not any(a <= pieces.starts[k] < b for a, b in found.warnings)
    ]
    likely = sorted(likely, key=lambda k: -told[k])[:_MOST_ACTS]
    return sorted({*likely, *_plain_acts(found, reading, likely)} - taken)


def _unlikely_words(found: Candidates, reading: Reading, things: list[Thing], taken: set[int]) -> set[int]:
    """Verbs and nouns that the reader holds for hardly likely to tell of an act, the likeliest first; they are looked at closer.

    Only in sentences that name somebody and have no other anchor (the pieces `taken`): elsewhere what is found so is
    seldom a deal of its own, and each look takes as long as one at a sum.
    """
    pieces, told = reading.pieces, 1 - reading.acts[:, 0]
    words = {start for start, _, _, sort in found.words if sort in {"VERB", "NOUN"}}
    named = {found.sentence_at(m.start) for t in things if t.type not in _PLACES for m in t.mentions}
    open_ = named - {found.sentence_at(pieces.starts[k]) for k in taken}
    unlikely = [
        k
        for k in range(len(pieces))
        if _HARDLY < told[k] <= _SPOKEN_OF
        and pieces.starts[k] in words
        and found.sentence_at(pieces.starts[k]) in open_
        and not any(a <= pieces.starts[k] < b for a, b in found.warnings)
    ]
    return set(sorted(unlikely, key=lambda k: -told[k])[:_MOST_ACTS])


def _plain_acts(found: Candidates, reading: Reading, likely: list[int]) -> Iterator[int]:
    """The pieces where words begin that tell an act in any article, in sentences in which the reader sees none."""
    starts = [start for start, _ in found.sentences]
    told = {bisect_right(starts, reading.pieces.starts[k]) for k in likely}
    for words in _ACT.finditer(found.text):
        sentence = bisect_right(starts, words.start())
        at = reading.pieces.within(*words.span())
        if (
            sentence not in told
            and at is not None
            and not any(a <= words.start() < b for a, b in found.warnings)
        ):
            told.add(sentence)
            yield at[0]


def spans_of(
    found: Candidates, pieces: Pieces, things: list[Thing]
) -> tuple[list[tuple[tuple[int, int], str, int]], list[str]]:
    """What may belong to an anchor: pieces, sort ("mention", "period", "day", "target") and number; beside it each thing's key."""
    spans: list[tuple[tuple[int, int], str, int]] = []
    whose: list[str] = []
    owners = _within_others(things)
    for thing in things:
        for m in thing.mentions:
            # Amazon takes no part where only "Amazon's robotaxi unit" is named.
            owner = thing.type not in _PLACES and (thing.key, m.start, m.end) in owners
            at = pieces.within(m.start, m.end)
            if at is not None and not owner:
                spans.append((at, "mention", 0))
                whose.append(thing.key)
    told: dict[str, list[tuple[int, int]]] = {
        "period": [(p.start, p.end) for p in found.periods],
        "day": [(d.start, d.end) for d in found.days],
        "target": [(c.start, c.end) for c in found.counts],
    }
    for sort, places in told.items():
        for number, place in enumerate(places):
            at = pieces.within(*place)
            if at is not None:
                spans.append((at, sort, number))
                whose.append("")
    return spans, whose


def _within_others(things: list[Thing]) -> set[tuple[str, int, int]]:
    """The mentions, by thing and characters, that stand within a longer one of another thing."""
    told = sorted(
        ((m.start, m.end, t.key) for t in things for m in t.mentions), key=lambda x: (x[0], -x[1], x[2])
    )
    found, around = set(), (0, 0, "")
    for start, end, key in told:
        if end > around[1]:
            around = (start, end, key)
        elif key != around[2] and end - start < around[1] - around[0]:
            found.add((key, start, end))
    return found


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-x)), np.float32)
