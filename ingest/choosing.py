"""Which of the proposals of rules and reader are names, and which stand in others.

Where proposals overlap, the one wins that covers most of what the reader holds for names and least of what it does
not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.authorities import with_authorities
from ingest.coreference import acronym, bare
from ingest.generic import ends_before, is_generic
from ingest.heads import no_names
from ingest.layout import cells
from ingest.lexicon import HEADS
from ingest.mentions import after_what_leads, is_code_or_dateline, is_noise, is_source, type_of_name
from ingest.opening import mention_at, opened, share_of
from ingest.parents import with_parents
from ingest.plurals import of_two, with_shared_words
from ingest.reader import TYPES
from ingest.reference import load_reference, states
from ingest.reference.listed import plain
from ingest.shortened import with_short_forms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.candidates import Candidates
    from ingest.mentions import Mention
    from ingest.reader import Floats, Reading

# A piece counts for a name when the reader gives it this much; below one half, since the parts decide later.
_NAMED = 0.35
_OPENS = 0.3  # a piece that a new name likely begins with
_TICKER = re.compile(r"[(\[,;]\s*(?:[A-Z]{2,8}|Nasdaq|Euronext\s?\w*)\s?:\s?$")
_TITLED = re.compile(
    r"\b(?:President|Minister|Governor|Senator|Secretary|Chancellor|Premier|Chairman|Chairwoman|Mayor|Judge|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|"
    r"Prof\.?|Professor|CEO|CTO|CFO|[Bb]illionaire|[Pp]hilanthropists?|[Ee]ntrepreneur|[Tt]ycoon|[Bb]usinessm[ae]n|[Bb]usinesswoman|[Tt]rustee|[Aa]lumnus|[Aa]lumna)\s(?:[A-Z][\w.]*\s)?$"
)
# A street tells where in a town something stands: it is no place that is invested in, the town is.
_STREET = re.compile(
    r"\s(?:Road|Street|Avenue|Parkway|Boulevard|Expressway|Lane|Drive|Turnpike)$|\b(?:Highway|Route|Interstate)(?:\s\d{1,4})?$"
)
_BESIDE = re.compile(r"\b(?:on|off|along|at)\s(?:\d{1,6}\s)?(?:[NSEW]\.?\s)?$")
_SUM = re.compile(
    r"(?:[A-Z]{0,3}[$€£¥₩₹])?\s?\d[\d.,]*[\s-]?(?:(?:bn|mn|m|k|billion|million|trillion|[GMk]Wh?|%)\b)?"
)
_AN_OFFICE = re.compile(
    r"\s(?:Secretary|Undersecretary|Minister|Commissioner)\s[A-Z]"
)  # "Commerce Secretary Kiln"
_UNLIKELY = 0.2
_NO_DOUBT = 0.85
_THERE = re.compile(r"\b(?:in|at|near|of|from|outside|to|and)\s(?:the\s)?$|,\s$")
# What follows a person's name: "Brad Smith, its vice chair".
_IN_OFFICE = re.compile(
    r",\s(?:an?\s|the\s|its\s|their\s|our\s|[\w.]+['’]s\s)?(?:[\w-]+\s){0,4}?(?:chief|chair(?:man|woman)?|president|CEO|CTO|CFO|director|founder|"
    r"co-?founder|minister|head|professor|manager|officer|spokes\w+|governor|mayor|secretary|commissioner|partner|dean|rector|provost|"
    r"chancellor|analyst|economist)\b"
)
_SAID = re.compile(
    r"['’]s?\s(?:father|mother|wife|husband|brother|sister|family)\b|,\s\d\d,\s|\stold\s(?:reporters|us)\b"
    r"|\sand\s(?:his|her)\s(?:wife|husband|family|partner)\b|,\swho\s(?:co-?)?founded\b"
)
_CELLS = re.compile(r"(?:[^\S\n]{3,}|\t[^\S\n]*)")  # between the cells of a table
_PARTICLES = frozenset(
    {"do", "da", "de", "dos", "das", "del", "di", "du", "des", "della", "van", "von", "der"}
)
_AND_ONE = re.compile(r"\s(?:and|with)\s(?=[a-z]{3,}\s(?:[a-z-]+\s){0,3}[A-Z])|\swith\s(?=[A-Z])")
_COMPASS = re.compile(
    r"(?:West|East|North|South|New|Upper|Lower|Fort|Port|Mount|Great|Big|Little|San|Santa|Saint|St\.?|El|Los|Las)\s"
)
_NO_NOUNS = frozenset({"ADP", "CCONJ", "SCONJ", "DET", "ADV", "VERB", "AUX", "PART", "PRON", "ADJ"})
_COMMON = _NO_NOUNS | {"NOUN"}
_HEADING = re.compile(r"\W{0,3}[:|\t]|\sand\s")
_TOLD = re.compile(
    r"\b(?:told|tells|seen\sby|shown\sto|reviewed\sby|spoke\sto|interview\swith)\s(?:the\s)?$", re.I
)
_PERSON = 0.35  # up to which the reader holds the parts of a person's full name for a name
_THERES = re.compile(r"\b(?:at|of|by|from|in|into|with|for)\s(?:the\s)?$")
_NO_PERSON = 0.8  # what the parse takes for a person is none if the reader is so sure
_LEADING = re.compile(
    r"(?:(?:the|a|an|its|their|his|her|our|this|that)|[A-Z]{0,3}[$€£¥₩₹]\s?\d[\d.,]*(?:[\s-]?(?:bn|mn|m|billion|million|trillion))?)\s+",
    re.I,
)
_TRAILING = re.compile(
    r"(?:['’]s?|[.,;:\]\"”]+|-(?:based|backed|led|owned|made|born|listed|run|headquartered))$"
)
_BRIDGE = re.compile(r"\s?[&+]\s?|[-–.]")
_ABBREVIATED = re.compile(r"(?:\.\w+|\b(?:Inc|Corp|Ltd|Co|Bros|Pvt|St))\.$")


def chosen_mentions(found: Candidates, reading: Reading) -> list[Mention]:
    """The mentions of an article in their order, those that stand in others right after them."""
    chosen = _own_acronyms(_choose(found, reading), found.text)
    chosen = with_short_forms(_own_short_names(chosen, reading, found.text), found.text)
    named = opened(chosen, found, reading)
    named = with_parents(with_shared_words(of_two(named, found.text), found.text), found.text)
    return with_authorities(named, found.text, (m.currency for m in found.money))


def _choose(found: Candidates, reading: Reading) -> list[Mention]:
    tags = {start: tag for start, _, _, tag in found.words}
    proposals = {}
    sums = sorted(m.start for m in found.money)
    for m in _told_in_text(found):
        start, end = m.start, m.end
        if not m.known:
            end = ends_before(found.text, start, _before_sum(start, end, sums, found.text))
            start, end = _without_edges(found.text, start, end, tags)
        whole = (start, end) == (m.start, m.end)
        trimmed = m if whole else mention_at(found.text, start, end, reading)
        if trimmed is not None:
            proposals[start, end] = trimmed
    for at in _tagged(found.text, reading):
        start, end = _without_edges(found.text, at[0], _before_sum(*at, sums, found.text), tags)
        if (start, end) not in proposals:
            mention = mention_at(found.text, start, end, reading)
            if mention is not None:
                proposals[start, end] = mention
    chosen: list[Mention] = []
    breaks = reading.pieces.breaks
    surnames = _surnames(found, reading)
    empty = no_names(found.text)
    headings = [(b.start, b.end) for b in found.blocks if b.heading]
    likely = [
        m
        for m in proposals.values()
        if (m.known or not (_no_name(m, found, reading) or _is_person(m, found.text, surnames)))
        and breaks.isdisjoint(range(m.start + 1, m.end))
        and not _of_a_sum(m, found, sums)
        and not any(a <= m.start < b for a, b in empty)
        and not is_generic(m, found.text, headings)
        and "\t" not in found.text[m.start : m.end]
    ]
    for group in _overlapping(likely):
        chosen += _best_of(group, reading)
    return sorted(chosen, key=lambda m: m.start)


def _before_sum(start: int, end: int, sums: list[int], text: str) -> int:
    """Where a name ends that runs on into a sum: "Rocket Lab NZ" in "gave Rocket Lab NZ$20 million"."""
    at = bisect_right(sums, start)
    if at == len(sums) or sums[at] >= end:
        return end
    return start + len(text[start : sums[at]].rstrip())


def _of_a_sum(m: Mention, found: Candidates, sums: list[int]) -> bool:
    """Whether a name is a word of a sum: "Mrd" in "CHF 1.2 Mrd."."""
    at = bisect_right(sums, m.start) - 1
    return at >= 0 and sums[at] < m.start and m.end <= found.money[at].end


def _own_acronyms(chosen: list[Mention], text: str) -> list[Mention]:
    """The mentions, with a known acronym unknown where it is that of a name in the article: ASM is not always ASM International."""
    here = {acronym(m.name) for m in chosen if not m.known and not m.text.isupper()}
    return [
        replace(m, name=m.text, known=False)
        if m.known and m.text.isupper() and len(m.text) > 2 and m.text in here and m.name not in text
        else m
        for m in chosen
    ]


def _own_short_names(chosen: list[Mention], reading: Reading, text: str) -> list[Mention]:
    """The mentions, with a known place unknown where the article has a company of this name: Merida for Merida Compute.

    So also where the reader has no doubt, but no state: "Phoenix signed with Nexans".
    """
    begin = {m.name.split()[0] for m in chosen if not m.known and m.type == "Company" and " " in m.name}
    company, place = TYPES.index("Company"), TYPES.index("Place")

    def meant(m: Mention) -> bool:
        if not (m.known and m.type == "Place"):
            return False
        share = share_of(m.start, m.end, reading)
        if m.text in begin:
            return bool(share[company] > share[place])
        no_state = plain(m.name) not in states()
        return bool(
            no_state and share[company] > _NO_DOUBT and not _THERE.search(text, max(0, m.start - 12), m.start)
        )

    return [replace(m, name=m.text, type="Company", known=False) if meant(m) else m for m in chosen]


def _no_name(m: Mention, found: Candidates, reading: Reading) -> bool:
    """Whether what looks like a name is a ticker, a sum, a person, or nothing to the reader."""
    before = found.text[max(0, m.start - 24) : m.start]
    if _TICKER.search(before) or _TITLED.search(before) or _SUM.fullmatch(m.text):
        return True
    if is_noise(m.name) or is_code_or_dateline(m, found.text):
        return True
    if is_source(m, found.text) or _is_publisher(m, found):
        return True
    # "Science: Microsoft will give …", "Cloud and AI infrastructure"
    if m.text in HEADS and (" " in m.text or _HEADING.match(found.text, m.end)):
        return True
    if _AN_OFFICE.match(found.text, m.end):
        return True
    if m.type in {"Place", "Facility"} and _STREET.search(m.text) and _BESIDE.search(before):
        return True
    at = reading.pieces.within(m.start, m.end)
    if at is None:
        return False
    named = reading.named[at[0] : at[1] + 1]
    person = type_of_name(m.name) is None and any(a <= m.start and m.end <= b for a, b in found.people)
    if person and (_IN_OFFICE.match(found.text, m.end) or _SAID.match(found.text, m.end)):
        return True
    return float(named.max()) < _UNLIKELY or (person and float(named.mean()) < _NO_PERSON)


def _is_publisher(m: Mention, found: Candidates) -> bool:
    """Whether a name is that of the paper itself, which was told or shown something: "told the Vesta Standard"."""
    name = plain(m.name)
    if not name or not plain(found.info.publisher or "").startswith(name):
        return False
    return bool(_TOLD.search(found.text, max(0, m.start - 24), m.start))


def _surnames(found: Candidates, reading: Reading) -> set[str]:
    """The last names of people who are named in full, and whom the reader holds for nothing else."""
    told = set()
    for start, end in found.people:
        at = reading.pieces.within(start, end)
        if at is not None and float(reading.named[at[0] : at[1] + 1].max()) < _PERSON:
            told.add(found.text[start:end].split()[-1].removesuffix("'s").removesuffix("’s"))
    return told


def _is_person(m: Mention, text: str, surnames: set[str]) -> bool:
    """Whether a name is that of somebody who was named in full: "Bielak" after "Tomasz Bielak"; money "of Bielak" is a firm's."""
    alone = m.name in surnames and type_of_name(m.name) is None
    return alone and not _THERES.search(text, max(0, m.start - 12), m.start)


def _told_in_text(found: Candidates) -> list[Mention]:
    """The rules' mentions without those of headings alone: in a heading every word is a capital one."""
    headings = [(b.start, b.end) for b in found.blocks if b.heading and not cells(b)]
    above = {m for m in found.mentions if any(a <= m.start < b for a, b in headings)}
    told = {bare(m.name) for m in found.mentions if m not in above}
    return [m for m in found.mentions if m not in above or m.known or not told or bare(m.name) in told]


def _tagged(text: str, reading: Reading) -> list[tuple[int, int]]:
    """Runs of pieces that the reader holds for names, widened to whole words."""
    pieces, inside = reading.pieces, reading.named
    best = reading.types.argmax(1)
    found, k = [], 0
    while k < len(pieces):
        if inside[k] < _NAMED or pieces.starts[k] < 0:
            k += 1
            continue
        last = k
        while last + 1 < len(pieces) and inside[last + 1] >= _NAMED and pieces.starts[last + 1] >= 0:
            glued = (
                pieces.starts[last + 1] == pieces.ends[last] and pieces.starts[last + 1] not in pieces.breaks
            )
            if _CELLS.fullmatch(text, pieces.ends[last], pieces.starts[last + 1]):
                break
            # No name begins after "do" in "Banco do Nordeste".
            inner = text[pieces.starts[last] : pieces.ends[last]] in _PARTICLES and last > k
            opens = 0.0 if glued or inner else float(reading.opens[last + 1])
            if opens > inside[last + 1] / 2 or (best[last + 1] != best[last] and opens > _OPENS):
                break
            last += 1
        last = _bridged(last, inside, reading, text)
        start, end = pieces.starts[k], pieces.ends[last]
        while start > 0 and text[start - 1].isalnum() and start not in pieces.breaks:
            start -= 1
        while end < len(text) and text[end].isalnum() and end not in pieces.breaks:
            end += 1
        found += [_trimmed(text, a, b) for a, b in _several(text, start, end)]
        k = last + 1
    return [(a, b) for a, b in found if b > a]


def _several(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The names in a run that goes on with what another one is: "University of Oulu and robot maker Probot"."""
    stop = ends_before(text, start, end)
    if stop < end:
        # "KKR. Bankers guess": a single word that begins a sentence is hardly a name.
        more = _several(text, stop + 2, end) if " " in text[stop + 2 : end] else []
        return [*_several(text, start, stop), *more]
    places = [start]
    if text[start].isupper():
        for m in _AND_ONE.finditer(text, start, end):
            places += [m.start(), m.end()]
    places.append(end)
    return list(zip(places[::2], places[1::2], strict=True))


def _bridged(last: int, inside: Floats, reading: Reading, text: str) -> int:
    """The last piece of a name that goes on after "&" or a dash: "Johnson & Johnson"."""
    pieces = reading.pieces
    for k in (last + 2, last + 3):
        if k >= len(pieces) or pieces.starts[k] < 0 or inside[k] < _NAMED:
            continue
        if _BRIDGE.fullmatch(text, pieces.ends[last], pieces.starts[k]):
            while k + 1 < len(pieces) and inside[k + 1] >= _NAMED and reading.opens[k + 1] < _OPENS:
                k += 1
            return k if pieces.starts[k] >= 0 else last
    return last


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while (m := _LEADING.match(text, start, end)) and m.end() < end:
        start = m.end()
    said = text[start:end]
    m = _TRAILING.search(said)
    if m and m.start() > 1 and not _ABBREVIATED.search(said):
        end -= len(m.group())
    # In a squashed table the next cell's number sticks to a name: "University of Sussex3".
    stuck = re.search(r" \w*[a-z](\d{1,2})$", text[start:end])
    if stuck:
        end -= len(stuck[1])
    # A bracket that is opened and not closed, or closed and not opened, is no part of a name.
    said = text[start:end]
    if said.count("(") > said.count(")"):
        end = start + len(said[: said.rindex("(")].rstrip())
    elif said.count(")") > said.count("("):
        start += len(said) - len(said[said.index(")") + 1 :].lstrip())
    return start, end


def _without_edges(text: str, start: int, end: int, tags: dict[int, str]) -> tuple[int, int]:
    """A stretch without the words around a name: "chip designer Ampere Computing of" names Ampere Computing."""
    start = after_what_leads(text, start, end)
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", text[start:end])]
    if not any(ch.isupper() for ch in text[start:end]):
        return start, end
    if len(words) > 1 and words[0][1] - words[0][0] == 1 and text[start].islower():
        words.pop(0)  # a bullet "o", what a possessive left
    while len(words) > 1 and text[slice(*words[-1])].islower() and tags.get(words[-1][0], "X") in _NO_NOUNS:
        words.pop()
    if text[words[-1][0]].isupper():
        while len(words) > 1 and text[slice(*words[0])].islower() and tags.get(words[0][0]) in _COMMON:
            if load_reference().lookup(text[slice(*words[0])]):
                break
            words.pop(0)
    return words[0][0], words[-1][1]


def _overlapping(mentions: Iterable[Mention]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    reach = -1
    for m in sorted(mentions, key=lambda m: (m.start, m.end)):
        if m.start >= reach:
            groups.append([])
        groups[-1].append(m)
        reach = max(reach, m.end)
    return groups


def _best_of(group: list[Mention], reading: Reading) -> list[Mention]:
    """The set of mentions, none overlapping, that covers names best; the reference list has a bonus."""
    if len(group) == 1:
        return group
    inside = reading.named

    def worth(m: Mention) -> float:
        at = reading.pieces.within(m.start, m.end)
        if at is None:
            return -1.0
        gain = float((inside[at[0] : at[1] + 1] - _NAMED).sum())
        # A name that the reader cuts in two is less than the whole; each mention costs a little.
        return gain - 0.15 + (0.4 if m.known and m not in parts else 0.0)

    # Lafayette is no known place in "West Lafayette".
    parts = {
        m
        for m in group
        for o in group
        if o.end == m.end
        and (
            (m.type == "Place" and _COMPASS.fullmatch(o.text.removesuffix(m.text)))
            or (m.type == o.type == "Country" and o.known and o.start < m.start)  # Congo in "DR Congo"
        )
    }

    best: list[Mention] = []
    for m in sorted(group, key=lambda m: (-worth(m), m.start - m.end)):
        if not any(m.start < o.end and o.start < m.end for o in best):
            best.append(m)
    return best
