"""A graph of articles in one call, for notebooks and programs: read, extract, store, resolve."""

from __future__ import annotations

import datetime as dt
import warnings
from typing import TYPE_CHECKING

from graph.archive import Archive
from graph.errors import ArticleError, RecordError
from graph.ids import Addresses
from graph.settings import Settings
from graph.store.memory import MemoryStore
from ingest.pipeline import EXTRACTOR, extract
from ingest.reference import load_reference
from ingest.sources import Loaded, read_source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.store import Store


def build(
    sources: str | Iterable[str], store: Store | None = None, settings: Settings | None = None
) -> Store:
    """The store with what articles say added to it: a new one in memory if none is given.

    Sources are files, folders and addresses, as for `investgraph ingest`. An article that cannot be read or
    stored is told by a warning, and the others go on.
    """
    settings = settings or Settings()
    store = store if store is not None else MemoryStore(Addresses(settings.base))
    loaded = []
    for source in [sources] if isinstance(sources, str) else sources:
        for item in read_source(source, settings):
            if isinstance(item, Loaded):
                loaded.append(item)
            else:
                _tell(item)
    archive = Archive(store, load_reference())
    observed = dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()
    records = extract((x.article for x in loaded), settings)
    for x, record in zip(loaded, records, strict=True):
        try:
            archive.store_record(record, x.article, origin=x.origin, extractor=EXTRACTOR, observed=observed)
        except RecordError as error:
            _tell(ArticleError(x.article.info.id, str(error)))
    archive.refresh()
    return store


def _tell(error: ArticleError) -> None:
    warnings.warn(str(error), stacklevel=3)
