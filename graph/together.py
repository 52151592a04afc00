"""Records with the events that they tell of, put together without a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.ids import article_key
from graph.index import Index
from graph.judgements import Linker
from graph.resolve import Telling, update

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import Article, Record
    from graph.resolve.identity import Names


def with_events(told: Iterable[tuple[Record, Article]], names: Names) -> list[Record]:
    """The records, each commitment with the key of its event; the same deal in two articles has one key."""
    told = list(told)
    index = Index(None)
    keys = [article_key(article) for _, article in told]
    tellings = {key: Telling(r, a.text) for key, (r, a) in zip(keys, told, strict=True)}
    update(index, names, Linker(()), tellings)
    events = {str(ref): str(event) for ref, event in index.rows("select ref, event from claim")}
    index.close()
    return [
        record.model_copy(
            update={
                "commitments": tuple(
                    c.model_copy(update={"event": events.get(f"{key}#{c.id}", c.event)})
                    for c in record.commitments
                )
            }
        )
        for key, (record, _) in zip(keys, told, strict=True)
    ]
