"""Entries of a list, each of which tells a deal of its own, and lists of fields: "Investors: …", "Target: …"."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from ingest.lexicon import HEADS
from ingest.mentions import Mention, is_noise, type_of_name
from ingest.opening import place_at
from ingest.parties import INVESTOR, RECIPIENT
from ingest.tables import LEADS, SUM, give, within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.layout import Block
    from ingest.tables import Row
    from ingest.things import Thing

_PLACES = frozenset({"Country", "Place"})
_LINES = 3  # lines "Label: …" make a list of fields
_ELSEWHERE = 0.1  # how much is left of what the reader gives to those of other entries
_SHORT, _LONG = 40, 500  # characters of a heading between entries; of an entry at most
_EARLY = 200  # characters of an entry in which its sum stands
# Whom an entry is about: "**Lumora**, Berlin.", "Lumora, Berlin. Robotics. €7m".
_BOLD = re.compile(r"\W{0,4}\*\*([A-ZÀ-Þ\d][^*\n:]{1,50}?)[,:.]?\*\*")
_SEATED = re.compile(
    r"\W{0,4}([A-ZÀ-Þ\d][\w.&’' -]{1,40}?),\s([A-ZÀ-Þ][\w-]+(?:\s[A-ZÀ-Þ][\w-]+){0,2})(?:,\s[A-ZÀ-Þ][\w-]+)?\.\s"
)
# "2 July – Lumora, Berlin. Robotics. €7m": the day before an entry.
_ON_A_DAY = re.compile(r"\W{0,4}\d{1,2}\s[A-Z][a-z]{2,8}\.?\s?[–—:-]\s")
_SMALL = frozenset({"&", "of", "and", "de"})
# A bullet, a number or a bold mark at the beginning of a line.
_SET_OFF = re.compile(r"(?:^|\n)[ \t]*(?:[^\w\s(\[\"'“‘$€£¥₩₹@][^\w\n]{0,4}|\d{1,2}[.)][ \t]+\W{0,3})$")
_FIELD = re.compile(r"\W{0,5}([A-Za-z][\w’'/ -]{1,24}?)\W{0,3}:\W{0,3}(?=\S)")
_INLINE = re.compile(
    r"[.;:)]\s(?:Recipient|Awardee|Grantee|Borrower|Beneficiary|Winner|(?:Lead|Prime)\s(?:[Aa]pplicant|[Rr]ecipient|[Aa]wardee))s?:\s(?:[Tt]he\s)?(?=[A-Z])"
)
_INLINE_BACKERS = re.compile(
    r"[.;:)]\s{1,4}(?:(?:[Ll]ead|[Oo]ther|[Nn]ew|[Ee]xisting|[Cc]o-?)[\s-]?(?:investors?|backers?)|[Ii]nvestors?|[Bb]ackers?|[Ll]ead|[Ll]ed\sby|[Aa]lso(?:\s(?:in|investing|backing|taking\spart))?):\s(?=[A-Z])"
)
_END = re.compile(r"[.;!?](?:\s|$)")
_GIVE = re.compile(
    r"(?:(?:other|new|existing|lead|key|main)\s)?(?:investors?|backers?|buyers?|acquirers?|purchasers?|lenders?|funders?|donors?|"
    r"participants?|co-?investors?)|lead|led by|granted by|funded by|awarded by|funding (?:body|agency|source)",
    re.I,
)
_GET = re.compile(
    r"recipients?|borrowers?|targets?|start-?ups?|grantees?|awardees?|selectees?|beneficiar(?:y|ies)|winners?|"
    r"lead (?:partner|applicant)|sellers?|suppliers?|vendors?|contractors?",
    re.I,
)


def heads_of_entries(text: str, block: Block) -> Iterator[Mention]:
    """The name at the head of a block that tells a sum at once, which the parse may not see."""
    if not SUM.search(block.text[:_EARLY]):
        return
    line = text.rfind("\n", 0, block.start) + 1
    if day := _ON_A_DAY.match(text, line, block.end):
        line = day.end()
    head = _BOLD.match(text, line, block.end)
    if head is None:
        head = _SEATED.match(text, line, block.end)
        if head is None or place_at(head[2], head.start(2)) is None:
            return
    name = head[1].strip()
    if (
        name not in HEADS
        and not is_noise(name)
        and all(w[0].isupper() or w[0].isdigit() or w in _SMALL for w in name.split())
    ):
        at = head.start(1)
        yield Mention(at, at + len(name), name, name, type_of_name(name) or "Company")


def settle_entries(anchors: list[Anchor], found: Candidates, things: list[Thing], rows: list[Row]) -> None:
    """Take those out of an entry's deals who are named in other entries alone."""
    entries = _entries(found, things, rows)
    homes = {t.key: {_at(m.start, entries) for m in t.mentions} for t in things}
    for anchor in anchors:
        home = _at(anchor.start, entries)
        for key, parts in anchor.parts.items() if home is not None else ():
            if not homes[key] & {home, None}:
                parts *= _ELSEWHERE


def _entries(found: Candidates, things: list[Thing], rows: list[Row]) -> list[tuple[int, int]]:
    """Rows, and items set off by a mark that tell a sum and begin with a name that stands nowhere else."""
    named = sorted(((m.start, m.end, t) for t in things for m in t.mentions), key=lambda x: (x[0], -x[1]))
    starts = [a for a, _, _ in named]
    sums = sorted(m.start for m in found.money)
    told = {(r.start, r.end) for r in rows}
    for block in found.blocks:
        lead = LEADS.match(block.text)
        here = within(named, starts, block.start, block.start + (lead.end() if lead else 0) + 1)
        line = found.text.rfind("\n", 0, block.start) + 1
        if (
            here
            and here[0][2].type not in _PLACES
            and bisect_left(sums, block.start) < bisect_left(sums, block.end)
            and _SET_OFF.search(found.text, max(0, line - 1), here[0][0])
            and all(block.start <= m.start < block.end for m in here[0][2].mentions)
        ):
            told.add((block.start, block.end))
    return sorted({*told, *_unmarked(found, named, sums), *_going_on(found)})


def _going_on(found: Candidates) -> Iterator[tuple[int, int]]:
    """Two or more items in a row that go on with the sentence of their lead: "Vesta will:", "- build a plant in Oulu"."""
    run: list[tuple[int, int]] = []
    for block in [*found.blocks, None]:
        if block is not None and block.text[:1].islower():
            line = found.text.rfind("\n", 0, block.start) + 1
            if _SET_OFF.search(found.text, max(0, line - 1), block.start):
                run.append((block.start, block.end))
                continue
        if len(run) > 1:
            yield from run
        run = []


def _unmarked(
    found: Candidates, named: list[tuple[int, int, Thing]], sums: list[int]
) -> Iterator[tuple[int, int]]:
    """Three or more blocks in a row, short ones between them left out, each with a sum and a name of its own at its head."""
    bodies = [x for x in named if x[2].type not in _PLACES]
    starts = [a for a, _, _ in bodies]
    run: list[tuple[int, int]] = []
    for block in [*found.blocks, None]:
        if block is None:
            yield from run if len(run) >= _LINES else ()
            break
        head = next(
            iter(within(bodies, starts, block.start, min(block.end, block.start + _EARLY // 2))), None
        )
        if (
            head is not None
            and block.end - block.start < _LONG
            and bisect_left(sums, block.start) < bisect_left(sums, block.end)
            and all(block.start <= m.start < block.end for m in head[2].mentions)
        ):
            run.append((block.start, block.end))
        elif block.end - block.start >= _SHORT:
            yield from run if len(run) >= _LINES else ()
            run = []


def _at(place: int, entries: list[tuple[int, int]]) -> int | None:
    k = bisect_right(entries, (place, sys.maxsize)) - 1
    return k if k >= 0 and place < entries[k][1] else None


class _Line(NamedTuple):
    """A line "Label: …": its label, and where what it says stands."""

    label: str
    start: int
    end: int


def _bodies(things: list[Thing]) -> list[tuple[int, Thing]]:
    """Where all who may give or get are named, in the order of the text."""
    return sorted(
        ((m.start, t) for t in things if t.type not in _PLACES for m in t.mentions), key=lambda x: x[0]
    )


def _sums(anchors: list[Anchor]) -> list[Anchor]:
    return sorted((a for a in anchors if a.money is not None), key=lambda a: a.start)


def settle_fields(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Give the sums in a list of fields to all whom its fields name: "Lead: Point Nine", "Target: Juniper"."""
    told = _bodies(things)
    starts = [start for start, _ in told]
    for fields in _lists_of_fields(found.text):
        roles: dict[str, tuple[int, Thing]] = {}
        for line in fields:
            gives = _GIVE.fullmatch(line.label)
            if gives or _GET.fullmatch(line.label):
                for _, thing in within(told, starts, line.start, line.end):
                    roles.setdefault(thing.key, (INVESTOR if gives else RECIPIENT, thing))
        for anchor in anchors:
            if anchor.money is not None and fields[0].start <= anchor.start < fields[-1].end:
                for role, thing in roles.values():
                    give(anchor, thing, role)


def settle_recipients(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Give the sums of an entry in running text to whom it calls their recipient: "Gulf Hub. $5 million. Recipient: Vesta"."""
    told = _bodies(things)
    starts = [start for start, _ in told]
    sums = _sums(anchors)
    begins = [a.start for a in sums]
    for block in found.blocks:
        field = _INLINE.search(block.text)
        at = block.start + field.end() if field else 0
        who = next((t for _, t in within(told, starts, at, at + 5)), None) if field else None
        if who is None:
            continue
        for anchor in within(sums, begins, block.start, block.end):
            for _, other in within(told, starts, block.start, block.start + _SHORT // 2):
                if other is not who and other.key in anchor.parts:
                    anchor.parts[other.key][[INVESTOR, RECIPIENT]] *= _ELSEWHERE
            give(anchor, who, RECIPIENT)


def settle_investors(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Give the first sum of an entry in running text to whom it calls its backers: "€7m. Lead: Vesta. Also in: Kiln, Borea"."""
    told = _bodies(things)
    starts = [start for start, _ in told]
    sums = _sums(anchors)
    begins = [a.start for a in sums]
    for block in found.blocks:
        here = within(sums, begins, block.start, block.end)
        for field in _INLINE_BACKERS.finditer(block.text) if here and here[0].kind == "equity" else ():
            end = _END.search(block.text, field.end())
            stop = end.start() if end else len(block.text)
            if here[0].start < block.start + field.start():
                for _, thing in within(told, starts, block.start + field.end(), block.start + stop):
                    give(here[0], thing, INVESTOR)


def _lists_of_fields(text: str) -> Iterator[list[_Line]]:
    """Runs of lines with labels; a label that comes again begins the next list."""
    run: list[_Line] = []
    labels: set[str] = set()
    at = 0
    for raw in [*text.split("\n"), ""]:
        field = _FIELD.match(text, at, at + len(raw))
        label = field[1].lower() if field else ""
        if field is None or label in labels:
            if len(run) >= _LINES:
                yield run
            run, labels = [], set()
        if field is not None:
            labels.add(label)
            run.append(_Line(label, field.end(), at + len(raw)))
        at += len(raw) + 1
