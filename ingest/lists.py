"""Names in a row that have one part in a deal: "to two universities: A and B", "$4 million to A, B and C"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from ingest.parties import INVESTOR, RECIPIENT
from ingest.tables import give, within
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing

T = TypeVar("T")
_PLACES = frozenset({"Country", "Place"})
LONGEST = 1_000
"""Characters of a sentence that are looked at."""
_NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|[2-9]|1\d)"
_LIST = re.compile(
    rf"\b(?:(?P<to>to|among|between)|from|by)\s(?:the\s|its\s)?{_NUMBER}\s[a-z][a-z\s-]{{2,40}}:\s(?:the\s)?"
    r"|\b(?P<shared>(?:grants?|awards?|funding|prize)\b[^.;:\n]{0,80}?\b(?:shared|split|divided)\s(?:equally\s|evenly\s)?(?:by|between|among|amongst)\s)(?:the\s)?",
    re.I,
)
_ONE_OF_THEM = 0.5  # from which probability on one of a list takes part in it
_OTHER_PART = 0.35  # from which probability on one of them has the opposite part
_NEAR_SUM = 60
_GIVE, _GET = (INVESTOR, RECIPIENT), (RECIPIENT, INVESTOR)
_ROLES = {
    "grant": (_GET, _GIVE),
    "loan": (_GIVE,),
    "equity": (_GIVE,),
    "investment": (_GIVE,),
    "acquisition": (_GIVE,),
}
_BODIES = frozenset({"University", "Organization", "Company", "Government"})
_NOT_ON = re.compile(r"[;:]|\b(?:with|alongside|including|partners?|such\sas|between)\b")
_JOINS = re.compile(
    r"\)?(?:,\s(?:and\s)?(?:to\s)?|\sand\s(?:(?:to|for|with)\s)?|\s&\s)(?:the\s|up\sto\s|about\s|nearly\s|[a-z]+\smaker\s)?"
)


def settle_lists(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Let all have a part whom a list names: "to two universities: A and B", "a grant shared by A, B and C"."""
    named = [(m.start, m.end, t) for m, t in in_order(things) if t.type not in _PLACES]
    starts = [start for start, _, _ in named]
    sums = sorted((a for a in anchors if a.money is not None), key=lambda a: a.start)
    begins = [a.start for a in sums]
    for cue in _LIST.finditer(found.text):
        low, high = found.sentence_at(cue.start())
        here = within(sums, begins, low, cue.end())
        rows = coordinated(within(named, starts, cue.end(), min(high, cue.end() + LONGEST)), found.text)
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
    """Let all of a row of names have the part that one of them surely has: "$4 million to A, B and C", "A, B and C lent $4 million"."""
    named = [(m.start, m.end, t) for m, t in in_order(things) if t.type in _BODIES and not t.described]
    starts = [start for start, _, _ in named]
    sums = sorted(a.start for a in anchors if a.money is not None)
    for anchor in anchors:
        if anchor.money is None or anchor.kind not in _ROLES:
            continue
        low, high = found.sentence_at(anchor.start)
        low, high = max(low, anchor.start - LONGEST), min(high, anchor.end + LONGEST)
        for row in coordinated(within(named, starts, low, high), found.text):
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
            for role, other in _ROLES[anchor.kind]:
                if any(p[role] > _ONE_OF_THEM for p in told) and not any(
                    p[other] > _OTHER_PART for p in told
                ):
                    for _, _, thing in row:
                        give(anchor, thing, role)
                    break


def coordinated(told: Sequence[tuple[int, int, T]], text: str) -> list[list[tuple[int, int, T]]]:
    """Neighbours that commas and "and" join, in rows."""
    rows: list[list[tuple[int, int, T]]] = []
    for x in whole_names(sorted(told, key=lambda x: x[0]), text):
        if rows and x[0] < rows[-1][-1][1]:
            continue
        if rows and _JOINS.fullmatch(text, rows[-1][-1][1], x[0]):
            rows[-1].append(x)
        else:
            rows.append([x])
    return rows


def whole_names(told: Sequence[tuple[int, int, T]], text: str) -> list[tuple[int, int, T]]:
    """Names in their order, each one with the acronym that stands in brackets behind it: "Corvana Industries (CVI)"."""
    found: list[tuple[int, int, T]] = []
    for start, end, what in told:
        last = found[-1] if found else None
        if (
            last is not None
            and last[2] is what
            and text[last[1] : start] == " ("
            and text[end : end + 1] == ")"
        ):
            found[-1] = (last[0], end + 1, what)
        else:
            found.append((start, end, what))
    return found
