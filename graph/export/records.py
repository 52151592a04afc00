"""The articles' records as JSON lines."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING

from graph import corrections
from graph.model import confident, dump_record
from graph.rdf import from_quads
from graph.vocabulary import IG

if TYPE_CHECKING:
    from graph.store.base import Store


def jsonl(store: Store, stream: IO[bytes], min_confidence: float) -> None:
    """The records, corrected, each commitment with the key of the event that it was found to tell of."""
    a = store.addresses
    mended = corrections.from_quads(store.quads(a.corrections, predicate=IG.content))
    events_of = {q.s: a.key(str(q.o)) for q in store.quads(a.resolved, predicate=IG.tellsOf)}
    for graph in store.graphs():
        if a.is_article(graph):
            record, text = from_quads(store.quads(graph))
            record = corrections.apply(record, text, (c for c in mended if c.article == a.key(graph))).record
            told = [
                c.model_copy(update={"event": events_of.get(a.claim(a.key(graph), c.id), c.event)})
                for c in record.commitments
            ]
            record = record.model_copy(update={"commitments": tuple(told)})
            if min_confidence > 0:
                record = confident(record, min_confidence)
            stream.write((json.dumps(dump_record(record), ensure_ascii=False) + "\n").encode())
