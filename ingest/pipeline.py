"""The order of steps from articles to records; the steps themselves are in the modules that it names."""

from __future__ import annotations

from collections import defaultdict
from importlib.metadata import version
from itertools import islice
from typing import TYPE_CHECKING

from graph.model import Commitment, Entity, Record, Relation, Span
from ingest.acts import find_frames
from ingest.amounts import dollar_of_context, find_money
from ingest.commitments import Draft, Thing, amount_of, assemble, day_of, period_of, sectors_of, target_of
from ingest.counts import find_counts
from ingest.grounding import ground
from ingest.language import BATCH, load_pipeline
from ingest.layout import Block, blocks
from ingest.periods import find_days, find_periods
from ingest.relations import Link, find_links
from ingest.sentences import Sentence, read_blocks, read_sentences
from ingest.text import about_spans, boilerplate_spans, guess_metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.model import Article
    from graph.settings import Settings
    from ingest.language import Doc, Language
    from ingest.mentions import Mention

EXTRACTOR = f"investgraph-rules/{version('investgraph')}"


def extract(articles: Iterable[Article], settings: Settings) -> Iterator[Record]:
    """The records of articles, in their order; articles are parsed in batches and not all held at once."""
    nlp = load_pipeline(settings.model)
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        cut = [blocks(a.text, boilerplate_spans(a.text)) for a in batch]
        docs = nlp.pipe((b.text for parts in cut for b in parts), batch_size=BATCH)
        for article, parts in zip(batch, cut, strict=True):
            yield read_article(article, parts, list(islice(docs, len(parts))), nlp)


def read_article(article: Article, parts: list[Block], docs: list[Doc], nlp: Language) -> Record:
    """The grounded record of one article whose blocks are parsed."""
    text = article.text
    info = guess_metadata(text, article.info)
    published = info.published
    parsed = read_blocks(parts, docs, nlp)
    sentences = list(
        read_sentences(
            parsed,
            find_money(text, dollar=dollar_of_context(text, info.publisher)),
            find_counts(text),
            find_periods(text, published=published),
            find_days(text, published),
        )
    )
    about = about_spans(text)
    told = [s for s in sentences if not any(a <= s.start < b for a, b in about)]
    surface: dict[str, set[str]] = defaultdict(set)
    for part in parsed:
        for m in part.mentions:
            if not m.adjective:
                surface[m.name].add(m.text)
    frames = [frame for s in told for frame in find_frames(s)]
    drafts = assemble(frames, surface, _main_actor(sentences))
    record = _record(article.model_copy(update={"info": info}), drafts, find_links(sentences, drafts))
    return ground(record, text)[0]


def _main_actor(sentences: list[Sentence]) -> Mention | None:
    """The company named first."""
    return next((m for s in sentences for m in s.mentions if m.type == "Company"), None)


class _Entities:
    """Numbers the entities of a record in the order in which they are needed."""

    def __init__(self) -> None:
        self._things: dict[str, Thing] = {}
        self._ids: dict[str, str] = {}

    def id_of(self, thing: Thing) -> str:
        key = thing.name
        if key not in self._ids:
            self._ids[key] = f"e{len(self._ids) + 1}"
            self._things[key] = thing
        return self._ids[key]

    def ids_of(self, things: Iterable[Thing]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.id_of(t) for t in things))

    def entities(self) -> tuple[Entity, ...]:
        return tuple(
            Entity(id=self._ids[k], name=t.name, type=t.type, aliases=t.aliases)
            for k, t in self._things.items()
        )


def _record(article: Article, drafts: list[Draft], links: list[Link]) -> Record:
    entities = _Entities()
    commitments = tuple(_commitment(f"c{n}", d, entities, article.text) for n, d in enumerate(drafts, 1))
    relations = tuple(
        Relation(
            subject=entities.id_of(link.subject),
            predicate=link.predicate,
            object=entities.id_of(link.object),
            evidence=(article.text[link.start : link.end],),
            spans=(Span(start=link.start, end=link.end),),
        )
        for link in links
    )
    return Record(
        article=article.info, entities=entities.entities(), commitments=commitments, relations=relations
    )


def _commitment(local_id: str, d: Draft, entities: _Entities, text: str) -> Commitment:
    spans = []
    for s in d.sentences[:3]:
        quote = text[s.start : s.end]
        start = s.start + len(quote) - len(quote.lstrip())
        spans.append(Span(start=start, end=start + len(quote.strip())))
    return Commitment(
        id=local_id,
        kind=d.frame.kind,
        investors=entities.ids_of(d.investors),
        recipients=entities.ids_of(d.recipients),
        places=entities.ids_of(t for t in d.places if t.type in {"Country", "Place"}),
        amount=amount_of(d),
        period=period_of(d),
        announced=day_of(d),
        status=d.frame.status,
        sectors=sectors_of(d),
        target=target_of(d),
        evidence=tuple(text[s.start : s.end] for s in spans),
        spans=tuple(spans),
    )
