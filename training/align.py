"""Where in an article the entities and commitments of its answer stand: the labels for training.

Answers name entities and quote passages but do not say which words are which. Names are looked up in the text;
a sum of the answer is found among the sums that the grammar reads; a commitment without a sum is anchored at the
word of its evidence that most tells of such an act.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.anchors import spans_of
from ingest.reader import KINDS, PREDICATES, STATUSES, TYPES
from ingest.reference import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import Commitment, Entity, Record
    from ingest.amounts import MoneySpan
    from ingest.candidates import Candidates
    from ingest.pieces import Pieces
    from ingest.things import Thing

# Words that most often tell of an act without a sum; only a hint for where to put the label.
ACT_WORDS = {
    "equity": "back invest stake investor round funding raise equity shareholding shareholder venture lead",
    "acquisition": "acquire acquisition buy takeover bought purchase merger bid merge swallow absorb",
    "grant": "grant donate donation award gift scholarship give fund subsidy donor free giver lend",
    "loan": "loan lend guarantee debt credit borrow",
    "purchase": "purchase order contract buy deal supply agreement procure customer offtake procurement",
    "facility": "open opening build construction construct launch establish set inaugurate expand expansion site "
    "break ground unveil plan begin start locate house",
    "training": "train training upskill skill course teach reskill certify educate instruct retrain learner graduate",
    "partnership": "partnership partner collaboration collaborate mou memorandum agreement alliance team cooperate "
    "cooperation joint venture agree sign work pact tie",
    "investment": "invest investment spend fund build",
}
_WORDS = {kind: frozenset(words.split()) for kind, words in ACT_WORDS.items()}
ANY_ACT = frozenset().union(*_WORDS.values())
_CONTENT = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "AUX"})
_ARTICLE = re.compile(r"(?:the|a|an|its|their)\s+", re.I)
_PLACED = re.compile(r"\s+(?:in|at|near|outside|on|of|that|for|within|by)\s")


@dataclass
class Label:
    """What is true of one anchor: `kind` 0 for no commitment; parts by entity key; numbers of time and count spans."""

    kind: int = 0
    status: int = -1
    parts: dict[str, set[int]] = field(default_factory=dict)
    periods: set[int] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    counts: set[int] = field(default_factory=set)


@dataclass
class Anchor:
    """A sum (`sort` 1) or a word (2) with its label."""

    first: int
    last: int
    sort: int
    label: Label


@dataclass
class Example:
    """An article in pieces with all its labels; spans are (first piece, last piece, sort, key)."""

    key: str
    ids: list[int]
    cases: list[int]
    tags: list[int]
    acts: list[int]
    spans: list[tuple[int, int, str, str | int]]
    anchors: list[Anchor]
    idle: list[tuple[int, int]]  # act words that stand for no commitment of the answer
    relations: set[tuple[str, str, int]]
    types: dict[str, str]
    written: dict[tuple[int, int], str]


@dataclass(frozen=True)
class Named:
    """A naming of an entity of the answer: characters, its local id and its type."""

    start: int
    end: int
    entity: str
    type: str


def find_named(record: Record, text: str) -> list[Named]:
    """Where the entities of an answer are named, none overlapping another."""
    found = [Named(a, b, e.id, e.type) for e in record.entities for a, b in _places_of(e, text)]
    cut = {_narrowed(n, found, text) for n in found if not _is_address(n, found, text)}
    taken: list[Named] = []
    for n in sorted(cut, key=lambda n: (n.start - n.end, n.start, n.entity)):
        if n.end > n.start and not any(n.start < t.end and t.start < n.end for t in taken):
            taken.append(n)
    return sorted(taken, key=lambda n: n.start)


def _surfaces(entity: Entity) -> set[str]:
    names = {n.strip() for n in (entity.name, *entity.aliases) if n.strip()}
    return names | {bare for n in names if len(bare := _ARTICLE.sub("", n, count=1)) > 2}


def _places_of(entity: Entity, text: str) -> set[tuple[int, int]]:
    found = set()
    for name in sorted(_surfaces(entity)):
        words = (re.sub("[’']", "['’]", re.escape(w)) for w in name.split())
        loose = re.I if " " in name and len(name) > 6 else 0
        for m in re.finditer(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", text, loose):
            found.add((m.start(), m.end()))
    if found:
        return found
    wanted = {plain(n) for n in (entity.name, *entity.aliases)}
    words_at = [(m.start(), m.end()) for m in re.finditer(r"[\w’'&.-]+", text)]
    for i, (start, _) in enumerate(words_at):
        for _, end in words_at[i : i + 10]:
            if plain(text[start:end]) in wanted:
                found.add((start, end))
    return found


def _is_address(n: Named, all_named: list[Named], text: str) -> bool:
    """Whether "Taylor, Texas" stands for what "Taylor" alone already marks."""
    return (
        n.type in {"Place", "Country"}
        and "," in text[n.start : n.end]
        and any(o.entity == n.entity and o.start == n.start and o.end < n.end for o in all_named)
    )


def _narrowed(n: Named, all_named: list[Named], text: str) -> Named:
    """A described site without its place and its owner: "battery plant" of "Kore's battery plant in Buckeye"."""
    start, end = n.start, n.end
    if n.type == "Facility":
        said = text[start:end]
        m = _PLACED.search(said)
        if m and re.search(r"[a-z]\w*$", said[: m.start()]):
            after = start + m.end() - 1
            if any(o.entity != n.entity and after <= o.start and o.end <= end for o in all_named):
                end = start + m.start()
        owners = [o.end for o in all_named if o.entity != n.entity and o.start == start and o.end < end]
        if owners:
            rest = re.match(r"(?:['’]s?)?\s+(?:new\s+|planned\s+)?", text[max(owners) : end])
            if rest and text[max(owners) + rest.end() : end][:1].islower():
                start = max(owners) + rest.end()
    m = _ARTICLE.match(text[start:end])
    return Named(start + m.end() if m else start, end, n.entity, n.type)


def same_sum(money: MoneySpan, c: Commitment) -> bool:
    """Whether a sum of the text is that of a commitment, in any currency."""
    if c.amount is None:
        return False
    told = [(c.amount.value, c.amount.currency), *((o.value, o.currency) for o in c.amount.also)]
    read = [(money.value, money.currency), *money.also]
    return any(x == y and abs(a - b) <= 0.005 * max(a, b) for a, x in told for b, y in read)


def align(
    record: Record, text: str, pieces: Pieces, found: Candidates, things: list[Thing] | None = None
) -> Example:
    """The labelled example of an article, given its answer and what the rules find in it.

    With `things`, what the rules and a reader made of its names, these are what takes part, as in use.
    """
    named = find_named(record, text)
    types: dict[str, str] = {e.id: e.type for e in record.entities}
    if things is None:
        spans, written = _spans(record, named, pieces, found, text)
        for m in found.mentions:
            types.setdefault("#" + m.name, m.type)
    else:
        spans, written = _own_spans(record, named, pieces, found, things)
        for t in things:
            types.setdefault("#" + t.key, t.type)
    tags = [0] * len(pieces)
    for n in named:
        at = pieces.within(n.start, n.end)
        if at:
            number = TYPES.index(n.type)  # type: ignore[arg-type]
            tags[at[0] : at[1] + 1] = [2 + 2 * number] * (at[1] + 1 - at[0])
            tags[at[0]] = 1 + 2 * number
    anchors, acts = _anchors(record, text, named, pieces, found)
    taken = {(a.first, a.last) for a in anchors}
    idle = [
        at
        for start, end, lemma, pos in found.words
        if pos in {"VERB", "NOUN"}
        and lemma in ANY_ACT
        and (at := pieces.within(start, end))
        and at not in taken
    ]
    relations = {(r.subject, r.object, PREDICATES.index(r.predicate)) for r in record.relations}
    partner = PREDICATES.index("partner_of")
    relations |= {(b, a, p) for a, b, p in relations if p == partner}
    return Example(
        record.article.id or "", pieces.ids, pieces.cases, tags, acts, spans, anchors, idle, relations, types, written
    )  # fmt: skip


def _spans(
    record: Record, named: list[Named], pieces: Pieces, found: Candidates, text: str
) -> tuple[list[tuple[int, int, str, str | int]], dict[tuple[int, int], str]]:
    spans: list[tuple[int, int, str, str | int]] = []
    written = {}
    names = {e.id: {plain(n) for n in (e.name, *e.aliases)} for e in record.entities}
    known: dict[str, str] = {}
    for m in found.mentions:
        for key, own in names.items():
            if own & {plain(m.name), plain(m.text)}:
                known.setdefault(m.name, key)
    for n in named:
        at = pieces.within(n.start, n.end)
        if at:
            spans.append((*at, "mention", n.entity))
            written[at] = text[n.start : n.end]
    for m in found.mentions:
        at = pieces.within(m.start, m.end)
        if at and not any(m.start < n.end and n.start < m.end for n in named):
            spans.append((*at, "mention", known.get(m.name, "#" + m.name)))
            written[at] = m.text
    for sort, told in (("period", found.periods), ("day", found.days), ("count", found.counts)):
        for number, x in enumerate(told):
            at = pieces.within(x.start, x.end)
            if at:
                spans.append((*at, sort, number))
    return spans, written


def _own_spans(
    record: Record, named: list[Named], pieces: Pieces, found: Candidates, things: list[Thing]
) -> tuple[list[tuple[int, int, str, str | int]], dict[tuple[int, int], str]]:
    """The spans as they are in use, with the answer's entity where a thing is one, and those that were not found."""
    keys = {t.key: _entity_of(t, record, named) for t in things}
    spans: list[tuple[int, int, str, str | int]] = []
    written: dict[tuple[int, int], str] = {}
    told, whose = spans_of(found, pieces, things)
    for (at, sort, number), key in zip(told, whose, strict=True):
        if sort == "mention":
            spans.append((*at, sort, keys[key] or "#" + key))
        else:
            spans.append((*at, "count" if sort == "target" else sort, number))
    for t in things:
        for m in t.mentions:
            at = pieces.within(m.start, m.end)
            if at:
                written[at] = m.text
    taken = [s[:2] for s in spans if s[2] == "mention"]
    for n in named:
        at = pieces.within(n.start, n.end)
        if at and not any(a <= at[1] and at[0] <= b for a, b in taken):
            spans.append((*at, "mention", n.entity))
            written[at] = found.text[n.start : n.end]
    return spans, written


def _entity_of(thing: Thing, record: Record, named: list[Named]) -> str | None:
    """The answer's entity that a thing is: by its names, else by where most of its mentions stand."""
    own = {plain(n) for n in (thing.name, *thing.names)}
    for e in record.entities:
        if own & {plain(n) for n in (e.name, *e.aliases)}:
            return e.id
    at: Counter[str] = Counter()
    for m in thing.mentions:
        at.update(n.entity for n in named if (n.start, n.end) == (m.start, m.end))
    best = at.most_common(1)
    return best[0][0] if best and 2 * best[0][1] > len(thing.mentions) else None


def _anchors(
    record: Record, text: str, named: list[Named], pieces: Pieces, found: Candidates
) -> tuple[list[Anchor], list[int]]:
    anchors: list[Anchor] = []
    evidence = [[_where(q, text) for q in c.evidence] for c in record.commitments]
    with_sum: set[int] = set()
    for money in found.money:
        at = pieces.within(money.start, money.end)
        if at is None:
            continue
        hits = [k for k, c in enumerate(record.commitments) if same_sum(money, c)]
        if len(hits) > 1:
            near = [k for k in hits if any(a <= money.start < b for a, b in evidence[k])]
            hits = near or hits
        with_sum.update(hits)
        anchors.append(Anchor(*at, 1, _label([record.commitments[k] for k in hits], found)))
    acts = [0] * len(pieces)
    at_word: dict[tuple[int, int], list[int]] = defaultdict(list)
    for k, c in enumerate(record.commitments):
        if k not in with_sum:
            word = _act_word(c, evidence[k], named, found)
            at = pieces.within(*word) if word else None
            if at:
                at_word[at].append(k)
    for at, hits in at_word.items():
        anchors.append(Anchor(*at, 2, _label([record.commitments[k] for k in hits], found)))
        acts[at[0]] = 1 + KINDS.index(record.commitments[hits[0]].kind)
    return anchors, acts


def _where(quote: str, text: str) -> tuple[int, int]:
    m = re.search(r"\s+".join(map(re.escape, quote.split())), text)
    return (m.start(), m.end()) if m else (0, 0)


def _act_word(
    c: Commitment, evidence: list[tuple[int, int]], named: list[Named], found: Candidates
) -> tuple[int, int] | None:
    best: tuple[float, int, int] | None = None
    for start, end, lemma, pos in found.words:
        passage = next((n for n, (a, b) in enumerate(evidence) if a <= start < b), None)
        if passage is None or pos not in _CONTENT or not lemma.isalpha():
            continue
        inside = any(n.start <= start < n.end for n in named)
        score = 4.0 * (lemma in _WORDS[c.kind]) + (pos == "VERB") - 3 * inside - 0.3 * passage
        score -= 0.001 * (start - evidence[passage][0])
        if best is None or score > best[0]:
            best = (score, start, end)
    return best[1:] if best else None


def _label(commitments: Iterable[Commitment], found: Candidates) -> Label:
    label = Label()
    for c in commitments:
        if not label.kind:
            label.kind, label.status = 1 + KINDS.index(c.kind), STATUSES.index(c.status or "announced")
        for number, role in enumerate((c.investors, c.recipients, c.places)):
            for key in role:
                label.parts.setdefault(key, set()).add(number)
        if c.period is not None:
            years, end = c.period.years, (c.period.end or "")[:4]
            label.periods |= {
                n
                for n, p in enumerate(found.periods)
                if (p.years and years and abs(p.years - years) < 0.02)
                or (p.finish and end == str(p.finish)[:4])
            }
        if c.announced:
            label.days |= {n for n, d in enumerate(found.days) if d.date == c.announced}
        if c.target is not None:
            label.counts |= {
                n
                for n, x in enumerate(found.counts)
                if (x.quantity, x.unit) == (c.target.quantity, c.target.unit)
            }
    return label
