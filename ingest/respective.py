"""Sums that a sentence shares out: "$6.6 billion to TSMC, $6.2 billion to Micron", "Align put in $90 million and Intel $25 million"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from ingest.governments import ACTS
from ingest.parties import INVESTOR, PLACE, RECIPIENT
from ingest.reader import STATUSES
from ingest.tables import LEFT, SURE, give, within
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    r"\)?(?:\s(?:in|into|for|at|on|to)\s[^.;:,$€£¥₩₹\d\n]{1,50}?)?(?:,\s|\s)?(?:(?:and|while|with|but|plus|then)\s)?(?:the\s)?"
)
_ITS = re.compile(r"[^.;:$€£¥₩₹\d\n]{1,45}")


# "$25 million each", "each of them will put in $25 million"; not "each year".
_OFTEN = r"(?!\s(?:of\sthe\s(?:next|last|past)|years?|months?|quarters?|weeks?|days?|share|unit)\b)"
_EACH = re.compile(rf"\)?,?\s(?:each|apiece|a\spiece)\b{_OFTEN}(?P<to>\sto\b|\sfor\b)?")
_EACH_BEFORE = re.compile(rf"(?<!for\s)(?<!of\s)\beach\b{_OFTEN}[^.;:$€£¥₩₹\n]{{0,80}}$", re.I)
_GETS = re.compile(r"\b(?:gets?|receives?|awarded|granted)\b", re.I)
# "Nvidia will put in $50 million, as will Amazon"; "Parkway agreed to match that sum".
_AS_WILL = re.compile(r"\)?,?\sas\s(?:will|did|has|have|had|would|does|do)\s(?:also\s)?(?:the\s)?")
_THE_SAME = re.compile(
    r"\s(?:(?:has|have|had|will|would|also|is\sto|(?:has\s|have\s)?(?:agreed|promised|pledged|offered)\sto)\s)*"
    r"(?:match(?:es|ed|ing)?\s(?:that|this|the|it\b)(?:\s(?:sum|amount|figure|commitment|contribution))?"
    r"|(?:puts?(?:\sin|\sup)?|gave|gives?|promised|pledged|adds|added|contribut(?:es|ed))\sthe\ssame(?:\s(?:sum|amount|again))?)\b(?!\sto\b|[^.;\n]{0,30}[$€£¥₩₹\d])"
)
_ONE_OF_THEM = 0.5  # from which probability on one of a list takes part in it
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
_SAID_SO = 0.6  # how sure a change of a sum makes that it is a commitment
_OTHER_PART = 0.35  # from which probability on one of them has the opposite part
_NEAR_SUM = 60
_BODIES = frozenset({"University", "Organization", "Company", "Government"})
_NOT_ON = re.compile(r"[;:]|\b(?:with|alongside|including|partners?|such\sas|between)\b")
_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|[2-9]|1\d)"
_LIST = re.compile(
    rf"\b(?:(?P<to>to|among|between)|from|by)\s(?:the\s|its\s)?{_NUMBER}\s[a-z][a-z\s-]{{2,40}}:\s(?:the\s)?"
    r"|\b(?P<shared>(?:grants?|awards?|funding|prize)\b[^.;:\n]{0,80}?\b(?:shared|split|divided)\s(?:equally\s|evenly\s)?(?:by|between|among|amongst)\s)(?:the\s)?",
    re.I,
)
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
_NEXT_SENTENCE = 150  # characters after a sum in which it is matched


_OPENS = re.compile(r"\s[(\[](?:(?:about|around|some|nearly|over|more\sthan|up\sto)\s|~)?$")
_LONGEST = 1_000  # characters of a sentence that are looked at
_IN_TURN = re.compile(r"\brespectively\b|\bin\sthat\sorder\b")
_JOINS = re.compile(
    r"\)?(?:,\s(?:and\s)?(?:to\s)?|\sand\s(?:to\s)?|\s&\s)(?:the\s|up\sto\s|about\s|nearly\s|[a-z]+\smaker\s)?"
)
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
    starts = [start for start, _ in found.sentences]
    shared: dict[tuple[int, int], list[_Share]] = defaultdict(list)
    in_order_of = [*_respectively(sums, found, named), *_in_brackets(sums, found, named)]
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


def _gives_there(m: Mention, text: str, sums: set[int]) -> bool:
    """Whether a place acts as its government right there: "Quebec C$32 million", "Germany will contribute"."""
    if m.adjective or _IN_PLACE.search(text, max(0, m.start - 12), m.start):
        return False
    return m.end + 1 in sums or ACTS.match(text, m.end) is not None


def settle_each(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Mark the sums that each of several gives or gets: "$25 million each", "as will Amazon", "agreed to match that sum"."""
    named = [(m.start, m.end, t) for m, t in in_order(things) if t.type not in _PLACES]
    begins = {start: t for start, _, t in named}
    ends = [end for _, end, _ in named]
    starts = [start for start, _, _ in named]
    for anchor in (a for a in anchors if a.money is not None):
        low = found.sentence_at(anchor.start)[0]
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


def settle_lists(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Let all have a part whom a list names: "to two universities: A and B", "a grant shared by A, B and C"."""
    named = [(m.start, m.end, t) for m, t in in_order(things) if t.type not in _PLACES]
    starts = [start for start, _, _ in named]
    sums = sorted((a for a in anchors if a.money is not None), key=lambda a: a.start)
    begins = [a.start for a in sums]
    for cue in _LIST.finditer(found.text):
        low, high = found.sentence_at(cue.start())
        here = within(sums, begins, low, cue.end())
        rows = _coordinated(within(named, starts, cue.end(), min(high, cue.end() + _LONGEST)), found.text)
        if len(here) != 1 or not rows or rows[0][0][0] != cue.end() or len(rows[0]) < 2:
            continue
        told = [here[0].parts[t.key] for _, _, t in rows[0] if t.key in here[0].parts]
        shared = cue["shared"] is not None
        role = RECIPIENT if shared or cue["to"] else INVESTOR
        if not shared and not any(p[role] > _ONE_OF_THEM for p in told):
            continue
        for _, _, thing in rows[0]:
            give(here[0], thing, role)


def settle_rows_of_names(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Let all of a row of names have the part in a grant that one of them surely has: "$4 million to A, B and C"."""
    named = [(m.start, m.end, t) for m, t in in_order(things) if t.type in _BODIES and not t.described]
    starts = [start for start, _, _ in named]
    sums = sorted(a.start for a in anchors if a.money is not None)
    for anchor in anchors:
        if anchor.money is None or anchor.kind != "grant":
            continue
        low, high = found.sentence_at(anchor.start)
        low, high = max(low, anchor.start - _LONGEST), min(high, anchor.end + _LONGEST)
        for row in _coordinated(within(named, starts, low, high), found.text):
            between = found.text[min(row[-1][1], anchor.end) : max(row[0][0], anchor.start)]
            # A name with a sum of its own has no part in this one.
            own = [
                s
                for s in within(sums, sums, low, high)
                if s != anchor.start and s > row[0][0] - _NEAR_SUM and s < row[-1][1] + _NEAR_SUM
            ]
            # "The National Centre, the Bengaluru institute": two with a comma may be one.
            joined = len(row) > 1 and "and" in found.text[row[-2][1] : row[-1][0]]
            aside = len(row) == 2 and "," in found.text[row[0][1] : row[1][0]]
            if not joined or aside or own or _NOT_ON.search(between):
                continue
            told = [anchor.parts[t.key] for _, _, t in row if t.key in anchor.parts]
            for role, other in ((RECIPIENT, INVESTOR), (INVESTOR, RECIPIENT)):
                if any(p[role] > _ONE_OF_THEM for p in told) and not any(
                    p[other] > _OTHER_PART for p in told
                ):
                    for _, _, thing in row:
                        give(anchor, thing, role)
                    break


def settle_changes(anchors: list[Anchor], found: Candidates) -> None:
    """Take the new one of two sums for the deal: "raised its pledge from $21 billion to $26 billion"; a larger old one is off."""
    sums = sorted((a for a in anchors if a.money is not None), key=lambda a: a.start)
    for one, two in pairwise(sums):
        low = found.sentence_at(one.start)[0]
        changed = _CHANGED.search(found.text, max(low, one.start - _LONGEST), one.start)
        between = found.text[one.end : two.start]
        if changed is None or not _FROM_TO.fullmatch(between):
            continue
        turned = between.strip().startswith("from")  # "to £1.1 billion from £2 billion"
        if not turned and not _FROM_SUM.search(found.text, low, one.start):
            continue
        new, old = (one, two) if turned else (two, one)
        sure = max(new.sure, old.sure)
        if sure < _SAID_SO and not _PLEDGE.search(changed.group()):
            continue
        sure = max(sure, _SAID_SO)
        new.kinds[1:] *= sure / max(new.sure, 1e-6)
        new.kinds[0] = 1 - sure
        new.statuses[STATUSES.index("cancelled")] *= LEFT * LEFT * LEFT
        new.statuses /= new.statuses.sum()
        for key, parts in old.parts.items():
            own = new.parts.setdefault(key, np.zeros(3, np.float32))
            np.maximum(own, parts, out=own)
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
        two.kinds[1:] *= one.sure / max(two.sure, 1e-6)
        two.kinds[0] = 1 - one.sure
        own_giver = _FROM_WHOM.match(found.text, two.end)
        for key, parts in one.parts.items() if not own_giver else ():
            own = two.parts.setdefault(key, np.zeros(3, np.float32))
            np.maximum(own, parts, out=own)


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
        low = max(low, cue.start() - _LONGEST)
        here = within(sums, begins, low, cue.start())
        rows = _coordinated([(a.start, a.end, a) for a in here], found.text)
        names = _coordinated(within(named, starts, low, high), found.text)
        for row in rows:
            alike = [n for n in names if len(n) == len(row) > 1]
            if not alike:
                continue
            who = min(alike, key=lambda n: abs(n[0][0] - row[0][0]))
            told = [a.parts[t.key] for (_, _, a), (_, _, t) in zip(row, who, strict=True) if t.key in a.parts]
            role = INVESTOR if sum(float(p[INVESTOR] - p[RECIPIENT]) for p in told) > 0 else RECIPIENT
            shares += [_Share(a, t, role, True) for (_, _, a), (_, _, t) in zip(row, who, strict=True)]
    return shares


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


def _coordinated(told: Sequence[tuple[int, int, T]], text: str) -> list[list[tuple[int, int, T]]]:
    """Neighbours that commas and "and" join, in rows."""
    rows: list[list[tuple[int, int, T]]] = []
    for x in sorted(told, key=lambda x: x[0]):
        if rows and x[0] < rows[-1][-1][1]:
            continue
        if rows and _JOINS.fullmatch(text, rows[-1][-1][1], x[0]):
            rows[-1].append(x)
        else:
            rows.append([x])
    return rows


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
