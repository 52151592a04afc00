"""Everything in an article that may take part in a commitment: names, sums, counts, periods and days, sentences.

These are proposals, found by rules and by the parse; the trained reader decides what becomes of them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.amounts import dollar_of_context, find_money
from ingest.authorities import ministries_in
from ingest.cards import names_in_cards
from ingest.counts import find_counts
from ingest.entries import heads_of_entries
from ingest.forms import names_with_forms
from ingest.heads import names_under_heads
from ingest.layout import blocks
from ingest.lowercase import firms_in, universities_in
from ingest.mentions import Mention, find_mentions
from ingest.opening import deals_in, regions_in
from ingest.periods import find_days, find_periods
from ingest.tables import names_in_cells
from ingest.text import boilerplate_spans, guess_metadata, warning_spans

if TYPE_CHECKING:
    from graph.model import Article, ArticleInfo
    from ingest.amounts import MoneySpan
    from ingest.counts import CountSpan
    from ingest.language import Doc, Language
    from ingest.layout import Block
    from ingest.periods import DaySpan, PeriodSpan


@dataclass(frozen=True)
class Candidates:
    """What the rules find; all places are characters of the article's text.

    `words` are (start, end, lemma, part of speech), lemmas being empty if the pipeline was loaded without them;
    `warnings` are those of a press release, whose sums count for nothing;
    `people` is what the parse takes for full names of people, which is often wrong.
    """

    info: ArticleInfo
    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[tuple[int, int], ...]
    words: tuple[tuple[int, int, str, str], ...]
    mentions: tuple[Mention, ...]
    money: tuple[MoneySpan, ...]
    counts: tuple[CountSpan, ...]
    periods: tuple[PeriodSpan, ...]
    days: tuple[DaySpan, ...]
    warnings: tuple[tuple[int, int], ...]
    people: tuple[tuple[int, int], ...] = ()

    def sentence_at(self, place: int) -> tuple[int, int]:
        """The sentence that holds a character; the character alone if there is none."""
        at = bisect_right(self.sentences, place, key=lambda s: s[0]) - 1
        found = self.sentences[at] if at >= 0 else (place, place)
        return found if place < found[1] else (place, place + 1)


def article_blocks(text: str) -> list[Block]:
    """The blocks of an article that are worth reading."""
    return blocks(text, boilerplate_spans(text))


def find_candidates(article: Article, parts: list[Block], docs: list[Doc], nlp: Language) -> Candidates:
    """All candidates of an article whose blocks are parsed."""
    text = article.text
    info = guess_metadata(text, article.info)
    sentences, words, mentions, people = [], [], [], []
    for block, doc in zip(parts, docs, strict=True):
        at = block.start
        sentences += [(at + s.start_char, at + s.end_char) for s in doc.sents]
        words += [(at + t.idx, at + t.idx + len(t.text), t.lemma_.lower(), t.pos_) for t in doc]
        told = find_mentions(doc, nlp, at)
        known = [(m.start, m.end) for m in told if m.known]
        heads = [
            h for h in heads_of_entries(text, block) if not any(a < h.end and h.start < b for a, b in known)
        ]
        others = [
            r
            for r in (*regions_in(block), *ministries_in(block))
            if not any(a < r.end and r.start < b for a, b in known)
        ]
        mentions += [
            *told,
            *names_in_cells(block),
            *heads,
            *others,
            *universities_in(block),
            *names_with_forms(block),
            *deals_in(block),
        ]
        people += [
            (at + e.start_char, at + e.end_char) for e in doc.ents if e.label_ == "PERSON" and len(e) > 1
        ]
    known = [(m.start, m.end) for m in mentions if m.known]
    heads_and_cards = (*names_under_heads(text), *names_in_cards(text), *firms_in(text))
    mentions += [m for m in heads_and_cards if not any(a < m.end and m.start < b for a, b in known)]
    return Candidates(
        info,
        text,
        tuple(parts),
        tuple(sentences),
        tuple(words),
        tuple(mentions),
        tuple(find_money(text, dollar=dollar_of_context(text, info.publisher))),
        tuple(find_counts(text)),
        tuple(find_periods(text, published=info.published)),
        tuple(find_days(text, info.published)),
        tuple(warning_spans(text)),
        tuple(people),
    )
