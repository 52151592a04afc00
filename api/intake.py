"""From sources to stored records: what `extract` and `ingest` do, one article's failure stopping no other."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from api.console import readable, warn
from graph.errors import ArticleError, RecordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from graph.archive import Archive, Outcome
    from graph.model import Article, ArticleInfo, Record
    from graph.settings import Settings
    from graph.store import Store
    from ingest.sources import Loaded


class Ready(NamedTuple):
    """An article with its record and who made the record (name and version)."""

    article: Article
    origin: str | None
    record: Record
    extractor: str


def fail(failed: list[ArticleError], name: str, reason: str) -> None:
    """Tell of an article that cannot be taken, and remember it."""
    failed.append(ArticleError(name, reason))
    warn(f"{name}: {reason}")


def load(sources: Iterable[str], settings: Settings, failed: list[ArticleError]) -> Iterator[Loaded]:
    """The articles of all sources; what cannot be read is told and put to `failed`."""
    from ingest.sources import read_source

    for source in sources:
        for item in read_source(source, settings):
            if isinstance(item, ArticleError):
                fail(failed, item.source, f"not read: {item.reason}")
            else:
                yield item


def extracted(loaded: list[Loaded], settings: Settings, min_confidence: float = 0) -> Iterator[Ready]:
    """Articles with what extraction finds in them and is so confident of."""
    from graph.model import confident
    from ingest.pipeline import EXTRACTOR, extract

    records = extract((x.article for x in loaded), settings)
    for x, record in zip(loaded, records, strict=True):
        yield Ready(x.article, x.origin, confident(record, min_confidence), EXTRACTOR)


def given(loaded: list[Loaded], file: Path, failed: list[ArticleError]) -> Iterator[Ready]:
    """Articles with ready records from JSON lines, by article id; what the text does not bear out is left out."""
    from ingest.answers import load_records
    from ingest.grounding import ground

    known = load_records(readable(file, "JSON lines of records"))
    for article, origin in ((x.article, x.origin) for x in loaded):
        name = article.info.id
        if name not in known:
            fail(failed, name, f"has no record in {file}: expected a line with this article id")
            continue
        record, rejected = ground(known[name], article.text)
        for reason in rejected:
            warn(f"{name}: left out: {reason}")
        about = _about(record, article)
        article = article.model_copy(update={"info": about})
        yield Ready(article, origin, record.model_copy(update={"article": about}), "given")


def _about(record: Record, article: Article) -> ArticleInfo:
    """What a record tells of title, address, publisher, author and day, with what only the article itself tells."""
    from graph.model import ArticleInfo

    told = article.info.model_dump(exclude_none=True) | record.article.model_dump(exclude_none=True)
    return ArticleInfo(**told)


def archive_of(store: Store) -> Archive:
    """The write side of a store, with the reference list of names."""
    from graph.archive import Archive
    from ingest.reference import load_reference

    return Archive(store, load_reference())


def store_all(
    store: Store, ready: Iterable[Ready], failed: list[ArticleError]
) -> Iterator[tuple[str, Outcome | None]]:
    """Store records; of each, its article's key and what became of it, None if it was kept aside."""
    archive = archive_of(store)
    observed = dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()
    for article, origin, record, extractor in ready:
        outcome: Outcome | None = None
        try:
            outcome = archive.store_record(
                record, article, origin=origin, extractor=extractor, observed=observed
            )
        except RecordError as error:
            fail(failed, article.info.id, f"kept aside: {error}")
        yield archive.key_of(article), outcome
