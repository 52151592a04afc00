"""Small graphs built from hand-written records."""

from __future__ import annotations

from graph.archive import Archive
from graph.ids import Addresses, article_key
from graph.model import Article, Record
from graph.store.memory import MemoryStore
from ingest.reference import load_reference


def article_of(record: Record, words: str = "") -> Article:
    quotes = " ".join(q for c in (*record.commitments, *record.relations) for q in c.evidence)
    return Article(info=record.article, text=f"{record.article.id} {words} {quotes}")


def archive_of() -> Archive:
    return Archive(MemoryStore(Addresses("https://graph.example/")), load_reference())


def put(archive: Archive, record: Record, words: str = "") -> str:
    article = article_of(record, words)
    archive.store_record(
        record, article, origin=record.article.id, extractor="hand/1", observed="2026-01-01T00:00:00Z"
    )
    return article_key(article)


def resolved(archive: Archive) -> set[tuple[str, str, str]]:
    a = archive.store.addresses
    return {(str(q.s), str(q.p), str(q.o)) for q in archive.store.quads(a.resolved)}
