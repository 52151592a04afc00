"""The graph in the formats that other programs read."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Literal, NamedTuple, get_args

from graph.errors import InputError
from graph.export import networks, quads, records, tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.store.base import Store

Format = Literal[
    "trig", "nquads", "turtle", "jsonld", "graphml", "gexf", "csv", "tables", "parquet", "records"
]
FORMATS: tuple[Format, ...] = get_args(Format)


class Form(NamedTuple):
    """How a format is sent and named, and how it is written: all of it, or what is so confident."""

    media: str
    suffix: str
    whole: Callable[[Store, IO[bytes]], None] | None = None
    sure: Callable[[Store, IO[bytes], float], None] | None = None


FORMS: dict[Format, Form] = {
    "trig": Form("application/trig", "trig", whole=quads.trig),
    "nquads": Form("application/n-quads", "nq", whole=quads.nquads),
    "turtle": Form("text/turtle", "ttl", whole=quads.turtle),
    "jsonld": Form("application/ld+json", "jsonld", whole=quads.jsonld),
    "graphml": Form("application/graphml+xml", "graphml", sure=networks.graphml),
    "gexf": Form("application/gexf+xml", "gexf", sure=networks.gexf),
    "csv": Form("text/csv", "csv", sure=tables.events_csv),
    "tables": Form("application/zip", "zip", sure=tables.csv_zip),
    "parquet": Form("application/zip", "zip", sure=tables.parquet_zip),
    "records": Form("application/jsonl", "jsonl", sure=records.jsonl),
}


def export(store: Store, format: Format, stream: IO[bytes], *, min_confidence: float = 0) -> None:
    """Write the graph to a stream, a part after the other; only what is so confident, or tells no confidence.

    trig and nquads hold all named graphs, turtle and jsonld the resolved one: all that is recorded. graphml holds its
    direct edges, gexf the same with an edge for all deals of a kind between two; csv the events, tables and parquet
    all tables in a zip file, and records the article records as JSON lines.

    Raises:
        InputError: for a least confidence of a format that holds all that is recorded.
    """
    form = FORMS[format]
    if form.sure is not None:
        form.sure(store, stream, min_confidence)
    elif form.whole is not None:
        if min_confidence > 0:
            fit = ", ".join(name for name, other in FORMS.items() if other.sure)
            raise InputError(
                f"format {format!r} holds all that is recorded: for a least confidence take one of {fit}"
            )
        form.whole(store, stream)
