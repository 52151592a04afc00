"""Labelled examples from answers: folders of NAME.json with NAME.txt beside it, and files of training texts."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from graph.model import Article, ArticleInfo, Record, parse_record
from graph.settings import Settings
from ingest.answers import load_gold
from ingest.candidates import article_blocks, find_candidates
from ingest.language import BATCH, load_pipeline
from ingest.pieces import cut
from ingest.reader import load_reader
from ingest.things import find_things
from training.align import Example, align
from training.texts import read_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def load_answers(sources: Iterable[Path]) -> list[tuple[Record, Article]]:
    """All answers with their articles; a source is a folder with answers or a file of training texts.

    Raises:
        TextError: if a file of training texts has mistakes.
        RecordError: if a folder holds no answers.
    """
    found: list[tuple[Record, Article]] = []
    for source in sources:
        if source.is_dir():
            answers, articles = load_gold(source)
            found += [(answers[a.info.id or ""], a) for a in articles]
        else:
            for raw, text in read_texts(source):
                record = parse_record(raw)
                info = record.article.model_dump(include=set(ArticleInfo.model_fields) - {"source"})
                found.append((record, Article(info=ArticleInfo(**info), text=text)))
    return found


def label(answers: Iterable[tuple[Record, Article]], *, own: bool = False) -> Iterator[Example]:
    """The labelled examples of answers; with `own`, what takes part is what the reader in use finds, as in use."""
    nlp = load_pipeline(Settings().model, lemmas=True)
    stream = iter(answers)
    while batch := list(islice(stream, BATCH)):
        for record, article in batch:
            parts = article_blocks(article.text)
            docs = list(nlp.pipe([b.text for b in parts], batch_size=BATCH))
            found = find_candidates(article, parts, docs, nlp)
            pieces = cut(parts)
            things = find_things(found, load_reader().read(pieces)) if own else None
            yield align(record, article.text, pieces, found, things)
