"""One sentence as the later steps see it: its words, who is named where, its money, counts, periods and days."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.coreference import Salience, bare, cluster
from ingest.mentions import Mention, find_mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.amounts import MoneySpan
    from ingest.counts import CountSpan
    from ingest.language import Doc, Language, Span, Token
    from ingest.layout import Block
    from ingest.periods import DaySpan, PeriodSpan

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


@dataclass
class Sentence:
    """A sentence with what was found in it; `start` and `end` are characters of the article."""

    span: Span
    offset: int
    heading: bool
    mentions: list[Mention]
    referred: dict[int, Mention] = field(default_factory=dict)
    money: list[MoneySpan] = field(default_factory=list)
    counts: list[CountSpan] = field(default_factory=list)
    periods: list[PeriodSpan] = field(default_factory=list)
    days: list[DaySpan] = field(default_factory=list)
    actor: Mention | None = None  # who acted in the sentences before
    country: Mention | None = None  # the country spoken of before

    @property
    def start(self) -> int:
        """Where the sentence begins in the article."""
        return self.offset + self.span.start_char

    @property
    def end(self) -> int:
        """Where the sentence ends in the article."""
        return self.offset + self.span.end_char

    def at(self, token: Token) -> Mention | None:
        """The mention that a token belongs to or refers to."""
        for m in self.mentions:
            if m.first <= token.i <= m.last:
                return m
        return self.referred.get(token.i)

    def head_of(self, start: int, end: int) -> Token | None:
        """The highest token among those between two characters of the article."""
        tokens = [t for t in self.span if start <= self.offset + t.idx < end]
        inside = {t.i for t in tokens}
        return next(
            (t for t in tokens if t.head.i not in inside or t.head is t), tokens[0] if tokens else None
        )

    def things(self, token: Token, depth: int = 0) -> list[Mention]:
        """Everything that a noun phrase with this head names: "Bosch, Infineon and NXP", "chipmaker Intel"."""
        found: list[Mention] = []
        here = self.at(token)
        if here is not None:
            found.append(here)
        elif depth < 3:
            for child in token.children:
                if child.dep_ in {"appos", "compound", "nmod"} or (child.dep_ == "amod" and self.at(child)):
                    found += [
                        m
                        for m in self.things(child, depth + 1)
                        if not (m.type == "Country" and child.dep_ != "appos")
                    ]
            if not found:
                for child in token.children:
                    if child.dep_ == "prep" and child.lower_ in {"of", "including", "between", "among"}:
                        for pobj in child.children:
                            if pobj.dep_ == "pobj":
                                found += self.things(pobj, depth + 1)
        for child in token.children:
            if child.dep_ == "conj" and depth < 12 and child.pos_ != "VERB":
                found += self.things(child, depth + 1)
        return _unique(found)

    def subject(self, verb: Token) -> tuple[list[Mention], bool]:
        """Who does (or, second value true, undergoes) what a verb says; inherited from the verbs above it."""
        seen = 0
        token = verb
        while seen < 6:
            for child in token.children:
                if child.dep_ in SUBJECTS:
                    things = self.things(child)
                    if child.lower_ in {"which", "that", "who"} and token.dep_ == "relcl":
                        things = self.things(token.head) or things
                    return things, child.dep_ == "nsubjpass" and token is verb
            if token.dep_ in {"relcl", "acl"}:
                passive = token.dep_ == "acl" and token.tag_ == "VBN"
                return self.things(token.head), passive and token is verb
            if token.dep_ in {
                "xcomp",
                "conj",
                "advcl",
                "ccomp",
                "pcomp",
                "prep",
                "aux",
                "dobj",
                "pobj",
                "acomp",
                "dep",
            }:
                token = token.head
                seen += 1
                continue
            break
        return [], False


def _unique(mentions: Iterable[Mention]) -> list[Mention]:
    found: dict[str, Mention] = {}
    for m in mentions:
        found.setdefault(m.name, m)
    return list(found.values())


@dataclass(frozen=True)
class Parsed:
    """A block with its parse and its mentions."""

    block: Block
    doc: Doc
    mentions: tuple[Mention, ...]


def read_blocks(blocks: list[Block], docs: list[Doc], nlp: Language) -> list[Parsed]:
    """Find the mentions of each block, the same name standing for the same thing in all of them."""
    raw = [find_mentions(doc, nlp, block.start) for block, doc in zip(blocks, docs, strict=True)]
    # In a heading every word is a capital one: what is named there alone and not known is mostly no name.
    told = {
        bare(m.name) for block, found in zip(blocks, raw, strict=True) if not block.heading for m in found
    }
    if told:
        raw = [
            [m for m in found if not block.heading or m.known or bare(m.name) in told]
            for block, found in zip(blocks, raw, strict=True)
        ]
    leaders = cluster(m for mentions in raw for m in mentions)
    types = _types(m for mentions in raw for m in mentions)
    return [
        Parsed(block, doc, tuple(_led(m, leaders, types) for m in mentions))
        for block, doc, mentions in zip(blocks, docs, raw, strict=True)
    ]


def _types(mentions: Iterable[Mention]) -> dict[str, Mention]:
    best: dict[str, Mention] = {}
    for m in mentions:
        if m.name not in best or (m.known and not best[m.name].known):
            best[m.name] = m
    return best


def _led(m: Mention, leaders: dict[str, str], types: dict[str, Mention]) -> Mention:
    lead = types[leaders[m.name]]
    return Mention(
        m.first,
        m.last,
        m.start,
        m.end,
        m.text,
        lead.name,
        lead.type,
        lead.known,
        lead.country,
        lead.parent,
        m.adjective,
    )


def read_sentences(
    parsed: list[Parsed],
    money: list[MoneySpan],
    counts: list[CountSpan],
    periods: list[PeriodSpan],
    days: list[DaySpan],
) -> Iterator[Sentence]:
    """All sentences in their order, with references resolved by what was named before."""
    salience = Salience()
    for part in parsed:
        for span in part.doc.sents:
            s = Sentence(
                span,
                part.block.start,
                part.block.heading,
                [m for m in part.mentions if span.start <= m.first < span.end],
            )
            s.actor = salience.last(["Company", "University", "Government", "Organization"])
            s.country = salience.last(["Country"], subject=False)
            named = {m.first for m in s.mentions}
            covered = {i for m in s.mentions for i in range(m.first, m.last + 1)}
            for token in span:
                if token.i in named:
                    m = next(m for m in s.mentions if m.first == token.i)
                    root = part.doc[m.first : m.last + 1].root
                    salience.see(m, subject=root.dep_ in SUBJECTS or root.dep_ == "ROOT")
                elif token.i not in covered:
                    reference = salience.refer(token)
                    if reference is not None:
                        s.referred[token.i] = reference
            s.money = [x for x in money if s.start <= x.start < s.end]
            s.counts = [x for x in counts if s.start <= x.start < s.end]
            s.periods = [x for x in periods if s.start <= x.start < s.end]
            s.days = [x for x in days if s.start <= x.start < s.end]
            yield s
