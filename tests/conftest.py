"""A small graph that tests ask: the shipped examples, read once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.archive import Archive
from graph.ids import Addresses
from graph.model import Article, Record
from graph.settings import Settings
from graph.store.memory import MemoryStore
from ingest.pipeline import EXTRACTOR, extract
from ingest.reference import load_reference
from ingest.sources import Loaded, read_source

EXAMPLES = Path(__file__).parent.parent / "examples" / "articles"
OBSERVED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).isoformat()


@pytest.fixture(scope="session")
def examples() -> list[tuple[Loaded, Record]]:
    loaded = [x for x in read_source(str(EXAMPLES), Settings()) if isinstance(x, Loaded)]
    return list(zip(loaded, extract((x.article for x in loaded), Settings()), strict=True))


def filled(examples: list[tuple[Loaded, Record]]) -> MemoryStore:
    made = MemoryStore(Addresses("http://localhost:8000/"))
    archive = Archive(made, load_reference())
    for loaded, record in examples:
        archive.store_record(
            record, loaded.article, origin=loaded.origin, extractor=EXTRACTOR, observed=OBSERVED
        )
    archive.refresh()
    return made


@pytest.fixture(scope="session")
def store(examples: list[tuple[Loaded, Record]]) -> Iterator[MemoryStore]:
    """The examples, for all tests that only read."""
    made = filled(examples)
    yield made
    made.close()


@pytest.fixture(scope="module")
def written(examples: list[tuple[Loaded, Record]]) -> Iterator[MemoryStore]:
    """The examples, for the tests of one module that write."""
    made = filled(examples)
    yield made
    made.close()


@pytest.fixture
def article() -> Article:
    from graph.model import ArticleInfo

    text = "Microsoft will invest $2.9 billion in Japan over two years.\n"
    return Article(info=ArticleInfo(id="a1", published="2024-04-10"), text=text)
