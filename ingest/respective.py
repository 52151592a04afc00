"""Sums that a sentence shares out: "$6.6 billion to TSMC, $6.2 billion to Micron", "Align put in $90 million and Intel $25 million"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from ingest.governments import ACTS
from ingest.lists import LONGEST, coordinated, whole_names
from ingest.parties import INVESTOR, PLACE, RECIPIENT
from ingest.tables import LEFT, SURE, within
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.mentions import Mention
    from ingest.things import Thing

_AFTER = re.compile(
    r"\)?\s(?:(?:each|more|in\s[a-z]+|is\sto\scome|(?:will\s)?comes?|came|(?:is|are|was|were)\scoming)\s)?(to|from|by|in|into)\s(?:the\s)?"
)
_SOLD = re.compile(
    r"\b(?:sold|sells?|selling|sales?|suppl(?:y|ies|ied|ying)|order(?:s|ed)?|exports?|exported)\b", re.I
)
_ROLES = {"to": RECIPIENT, "in": RECIPIENT, "into": RECIPIENT, "from": INVESTOR, "by": INVESTOR}
_PLACES = frozenset({"Country", "Place"})
_IN_PLACE = re.compile(r"\b(?:in|at|near|of|from|outside|to)\s(?:the\s)?$")
# Between a sum and the next name; and what a name does with its sum: no other clause, no other sum.
_NEXT = re.compile(
    r"\)?(?:\s(?:in|into|for|at|on|to|of|from|over)\s[^.;:,$€£¥₩₹\d\n]{1,50}?)?(?:,\s|\s)?(?:(?:and|while|with|but|plus|then)\s)?(?:the\s)?"
)
_ITS = re.compile(r"(?:,\sa\s[a-z]+\ssince\s\d{4}(?=,))?[^.;:$€£¥₩₹\d\n]{1,45}")


# "$25 million each", "each of them will put in $25 million"; not "each year".
_OFTEN = r"(?!\s(?:of\sthe\s(?:next|last|past)|years?|months?|quarters?|weeks?|days?|share|unit)\b)"
_EACH = re.compile(rf"\)?,?\s(?:each|apiece|a\spiece)\b{_OFTEN}(?P<to>\sto\b|\sfor\b)?")
_EACH_OF_THEM = re.compile(
    r"(?:\s\([^)\n]{1,20}\))?\s(?:(?:have|has|had|will|would|are|both|also)\s){0,2}each\b"
)
_EACH_BEFORE = re.compile(rf"(?<!for\s)(?<!of\s)\beach\b{_OFTEN}[^.;:$€£¥₩₹\n]{{0,80}}$", re.I)
_GETS = re.compile(r"\b(?:gets?|receives?|awarded|granted)\b", re.I)
# "Nvidia will put in $50 million, as will Amazon"; "Parkway agreed to match that sum".
# "Kiln was given $5 million"; "takes $5 million of it"
_TAKES = re.compile(
    r"\b(?:gets?|got|receives?|received|(?:was|were|been|be|is|are)\s(?:awarded|granted|given))\b"
)
_OF_IT = re.compile(r"\s(?:of\sit|of\sthat\ssum|of\sthe\s(?:money|sum|total))\b")
_AS_WILL = re.compile(r"\)?,?\sas\s(?:will|did|has|have|had|would|does|do)\s(?:also\s)?(?:the\s)?")
_THE_SAME = re.compile(
    r"\s(?:(?:has|have|had|will|would|also|is\sto|(?:has\s|have\s)?(?:agreed|promised|pledged|offered)\sto)\s)*"
    r"(?:match(?:es|ed|ing)?\s(?:that|this|the|it\b)(?:\s(?:sum|amount|figure|commitment|contribution))?"
    r"|(?:puts?(?:\sin|\sup)?|gave|gives?|promised|pledged|adds|added|contribut(?:es|ed))\sthe\ssame(?:\s(?:sum|amount|again))?)\b(?!\sto\b|[^.;\n]{0,30}[$€£¥₩₹\d])"
)
_NEXT_SENTENCE = 150  # characters after a sum in which it is matched


_VERB = re.compile(r"\)?\s[a-z][a-z\s-]{1,45}")  # no name, sum or other clause
_OPENS = re.compile(r"\s[(\[](?:(?:about|around|some|nearly|over|more\sthan|up\sto)\s|~)?$")
_IN_TURN = re.compile(r"\brespectively\b|\bin\sthat\sorder\b")
_OWN_BRACKET = re.compile(
    r"\s\((?:(?:(?:the\s)?(?:co-)?lead(?:er|s|ing)?|lead\sinvestor)?[,:;]?\s?(?:with\s|at\s|about\s|up\sto\s)?)$"
)
_CLOSES = re.compile(r"\)(?:,\s(?:and\s)?|\sand\s)(?:the\s)?")
_NEXT_NAME = re.compile(r"(?:,\s(?:and\s)?|\sand\s)(?:the\s)?")
T = TypeVar("T")


class _Share(NamedTuple):
    """A sum with whose it is and in which part."""

    anchor: Anchor
    who: Thing
    role: int
    terse: bool = False  # told without a verb of its own: "Ampere $8 million"


def settle_shares(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Give each of the sums that are shared out in a sentence to the one who is named with it, not to the others."""
    sums = sorted((a for a in anchors if a.money is not None), key=lambda a: a.start)
    at_sums = {a.start for a in sums}
    named = [
        (m.start, m.end, t)
        for m, t in in_order(things)
        if t.type not in _PLACES or _gives_there(m, found.text, at_sums)
    ]
    named = whole_names(named, found.text)
    starts = [start for start, _ in found.sentences]
    shared: dict[tuple[int, int], list[_Share]] = defaultdict(list)
    told = list(_respectively(sums, found, named))
    told += [s for s in _in_step(sums, found, named) if s.anchor not in [t.anchor for t in told]]
    in_order_of = [*told, *_in_brackets(sums, found, named)]
    for share in (
        *in_order_of,
        *_named_after(sums, found.text, named),
        *_named_before(sums, found.text, named),
    ):
        if share not in in_order_of and share.anchor in [s.anchor for s in in_order_of]:
            continue
        at = bisect_right(starts, share.anchor.start)
        # What is sold to somebody is paid by them.
        if share.role == INVESTOR or not _SOLD.search(
            found.text, starts[at - 1] if at else 0, share.anchor.start
        ):
            shared[at, share.role].append(share)
    for shares in shared.values():
        _settle(shares)
    for anchor in sums:
        _only_of_whom(anchor, found.text, named)


def _gives_there(m: Mention, text: str, sums: set[int]) -> bool:
    """Whether a place acts as its government right there: "Quebec C$32 million", "Germany will contribute"."""
    if m.adjective or _IN_PLACE.search(text, max(0, m.start - 12), m.start):
        return False
    return m.end + 1 in sums or ACTS.match(text, m.end) is not None


def settle_each(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Mark the sums and acts that each of several gives or gets: "$25 million each", "as will Amazon", "agreed to match that sum"."""
    named = [(m.start, m.end, t) for m, t in in_order(things) if t.type not in _PLACES]
    begins = {start: t for start, _, t in named}
    ends = [end for _, end, _ in named]
    starts = [start for start, _, _ in named]
    for anchor in anchors:
        low = found.sentence_at(anchor.start)[0]
        if anchor.money is None:
            # "Kelvorn and Vesta each plan to open a lab"
            before_it = named[bisect_left(starts, low) : bisect_left(starts, anchor.end)]
            if any(
                _EACH_OF_THEM.match(found.text, row[-1][1])
                for row in coordinated(before_it, found.text)
                if len(row) > 1
            ):
                anchor.each = INVESTOR
            continue
        after = _EACH.match(found.text, anchor.end)
        before = found.text[max(low, anchor.start - 120) : anchor.start]
        if after or _EACH_BEFORE.search(before):
            gets = bool((after and after["to"]) or _GETS.search(before))
            high = found.sentence_at(anchor.start)[1]
            here = {t.key for _, _, t in named[bisect_left(starts, low) : bisect_left(starts, high)]}
            # "The five others get $6 million each" tells of those named elsewhere.
            anchor.each = INVESTOR if not gets else RECIPIENT if len(here) > 1 else None
        as_will = _AS_WILL.match(found.text, anchor.end)
        others = [begins.get(as_will.end())] if as_will else []
        others += [
            named[k][2]
            for k in range(bisect_left(ends, anchor.end), bisect_right(ends, anchor.end + _NEXT_SENTENCE))
            if _THE_SAME.match(found.text, named[k][1])
        ]
        for other in filter(None, others[:1]):
            parts = anchor.parts.setdefault(other.key, np.zeros(3, np.float32))
            parts[INVESTOR], parts[RECIPIENT] = SURE, min(float(parts[RECIPIENT]), LEFT)
            anchor.each = INVESTOR


def _settle(shares: list[_Share]) -> None:
    whose = {s.who.key for s in shares}
    if len(whose) < 2:
        return
    terse = any(s.terse for s in shares)
    places = {s.who.key for s in shares if s.who.type in _PLACES}
    for anchor, who, role, _ in shares:
        for key in whose - {who.key}:
            if key in anchor.parts:
                # Where each has a verb, one may get what another gives.
                anchor.parts[key][[INVESTOR, RECIPIENT] if terse or role == RECIPIENT else [role]] *= LEFT
                if key in places:
                    anchor.parts[key][PLACE] *= LEFT * LEFT
        parts = anchor.parts.setdefault(who.key, np.zeros(3, np.float32))
        parts[role] = max(float(parts[role]), SURE)
        other = RECIPIENT if role == INVESTOR else INVESTOR
        parts[other] = min(float(parts[other]), LEFT)


def _respectively(sums: list[Anchor], found: Candidates, named: list[tuple[int, int, Thing]]) -> list[_Share]:
    """Of "A and B gave $10 million and $5 million, respectively": as many names as sums, in their order."""
    shares: list[_Share] = []
    begins, starts = [a.start for a in sums], [start for start, _, _ in named]
    for cue in _IN_TURN.finditer(found.text):
        low, high = found.sentence_at(cue.start())
        low = max(low, cue.start() - LONGEST)
        here = within(sums, begins, low, cue.start())
        rows = coordinated([(a.start, a.end, a) for a in here], found.text)
        names = coordinated(within(named, starts, low, high), found.text)
        for row in rows:
            alike = [n for n in names if len(n) == len(row) > 1]
            if not alike:
                continue
            shares += _paired(row, min(alike, key=lambda n: abs(n[0][0] - row[0][0])))
    return shares


def _in_step(sums: list[Anchor], found: Candidates, named: list[tuple[int, int, Thing]]) -> Iterable[_Share]:
    """Of "grants of $5 million and $3 million go to A and B": two rows alike, with only a verb between them."""
    begins, starts = [a.start for a in sums], [start for start, _, _ in named]
    for low, high in dict.fromkeys(found.sentence_at(a.start) for a in sums):
        here = within(sums, begins, low, min(high, low + LONGEST))
        rows = [r for r in coordinated([(a.start, a.end, a) for a in here], found.text) if len(r) > 1]
        names = coordinated(within(named, starts, low, min(high, low + LONGEST)), found.text) if rows else []
        for row in rows:
            for who in (n for n in names if len(n) == len(row)):
                ahead = row[0][0] < who[0][0]
                between = (row[-1][1], who[0][0]) if ahead else (who[-1][1], row[0][0])
                alone = len({t.key for _, _, t in who}) == len(who)
                if alone and _VERB.fullmatch(found.text, *between):
                    yield from _paired(row, who)


def _paired(row: list[tuple[int, int, Anchor]], who: list[tuple[int, int, Thing]]) -> list[_Share]:
    """The sums of a row with the names of another in their order, all in the part in which most of them are."""
    told = [a.parts[t.key] for (_, _, a), (_, _, t) in zip(row, who, strict=True) if t.key in a.parts]
    role = INVESTOR if sum(float(p[INVESTOR] - p[RECIPIENT]) for p in told) > 0 else RECIPIENT
    return [_Share(a, t, role, True) for (_, _, a), (_, _, t) in zip(row, who, strict=True)]


def _in_brackets(sums: list[Anchor], found: Candidates, named: list[tuple[int, int, Thing]]) -> list[_Share]:
    """Of "Microsoft ($4 billion), Amazon ($1.2 billion) and Equinix ($630 million)": all in one part."""
    ends = {end: t for _, end, t in named}
    runs: dict[tuple[int, int], list[tuple[Anchor, Thing]]] = defaultdict(list)
    for anchor in sums:
        opens = _OPENS.search(found.text, max(0, anchor.start - 14), anchor.start)
        who = ends.get(opens.start()) if opens else None
        if who is not None and found.text[anchor.end : anchor.end + 1] == ")":
            runs[found.sentence_at(anchor.start)].append((anchor, who))
    shares: list[_Share] = []
    for run in (r for r in runs.values() if len({t.key for _, t in r}) > 1):
        told = [a.parts[t.key] for a, t in run if t.key in a.parts]
        role = INVESTOR if sum(float(p[INVESTOR] - p[RECIPIENT]) for p in told) > 0 else RECIPIENT
        kinds = np.mean([a.kinds for a, _ in run], axis=0)
        for anchor, who in run:
            anchor.kinds[:] = kinds
            shares.append(_Share(anchor, who, role, True))
    return shares


def _only_of_whom(anchor: Anchor, text: str, named: list[tuple[int, int, Thing]]) -> None:
    """Take those out of a sum in brackets who follow these in a list: "Arcwell (lead, $4 million), Vesta"."""
    opens = _OWN_BRACKET.search(text, max(0, anchor.start - 40), anchor.start)
    closes = _CLOSES.match(text, anchor.end)
    who = next((t for _, end, t in named if opens and end == opens.start()), None)
    if who is None or closes is None or who.key not in anchor.parts:
        return
    role = INVESTOR if anchor.parts[who.key][INVESTOR] >= anchor.parts[who.key][RECIPIENT] else RECIPIENT
    at = closes.end()
    for start, end, other in named:
        if start == at and other is not who:
            if other.key in anchor.parts:
                anchor.parts[other.key][role] *= LEFT * LEFT
            after = _NEXT_NAME.match(text, end)
            at = after.end() if after else at


def _named_after(sums: list[Anchor], text: str, named: list[tuple[int, int, Thing]]) -> Iterable[_Share]:
    """Of "$6 million to A, $5 million from B"."""
    begins = {start: t for start, _, t in named}
    for anchor in sums:
        after = _AFTER.match(text, anchor.end)
        who = begins.get(after.end()) if after else None
        if after and who is not None:
            yield _Share(anchor, who, _ROLES[after[1]])


def _named_before(sums: list[Anchor], text: str, named: list[tuple[int, int, Thing]]) -> Iterable[_Share]:
    """Of "A put in $90 million and B $95 million": names and sums by turns; the reader says in which part."""
    starts = [start for start, _, _ in named]
    row: list[_Share] = []
    for anchor in sums:
        at = bisect_left(starts, anchor.start) - 1
        before = named[at] if at >= 0 and named[at][1] <= anchor.start else None
        own = before is not None and _ITS.fullmatch(text, before[1], anchor.start)
        share = None
        if before is not None and own:
            parts = anchor.parts.get(before[2].key)
            gives = parts is None or parts[INVESTOR] >= parts[RECIPIENT]
            if _TAKES.search(text, before[1], anchor.start) or _OF_IT.match(text, anchor.end):
                gives = False
            terse = bool(row) and not text[before[1] : anchor.start].strip(" (")
            if terse:
                gives = row[-1].role == INVESTOR  # "Oregon gave Lam $22 million, Ampere $8 million"
            share = _Share(anchor, before[2], INVESTOR if gives else RECIPIENT, terse)
        going_on = (
            share is not None
            and before is not None
            and row
            and row[-1].role == share.role
            and _NEXT.fullmatch(text, row[-1].anchor.end, before[0])
        )
        if not going_on:
            yield from row if len(row) > 1 else ()
            row = []
        if share is not None:
            row.append(share)
    yield from row if len(row) > 1 else ()
