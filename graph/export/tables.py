"""The graph as tables: the events in one CSV file, or all tables in a zip file of CSV or Parquet."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from graph.export.rows import TABLES
from graph.queries import every_event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.export.rows import Table
    from graph.queries import EntityRef, EventView
    from graph.store.base import Store

_AT_ONCE = 10_000  # rows of a Parquet table that are written at once
_COLUMNS = [
    "event",
    "kind",
    "investors",
    "recipients",
    "places",
    "amount",
    "amount_max",
    "currency",
    "qualifier",
    "years",
    "start",
    "end",
    "announced",
    "status",
    "quantity",
    "unit",
    "sectors",
    "quote",
    "article",
    "title",
    "publisher",
    "published",
    "url",
]


def events_csv(store: Store, stream: IO[bytes], min_confidence: float) -> None:
    """The events, the largest first, with the names of all that take part."""
    rows = (_row(e) for e in every_event(store, min_confidence=min_confidence))
    _write_csv(stream, _COLUMNS, rows)


def csv_zip(store: Store, stream: IO[bytes], min_confidence: float) -> None:
    """Each table as a CSV file, lists joined by "; "; `datapackage.json` says what the columns are."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for table in TABLES:
            with packed.open(_member(f"{table.name}.csv"), "w") as file:
                _write_csv(file, list(table.columns), table.rows(store, min_confidence))
        packed.writestr(_member("datapackage.json"), _described("csv"))


def parquet_zip(store: Store, stream: IO[bytes], min_confidence: float) -> None:
    """Each table as a Parquet file; `datapackage.json` says what the columns are."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as packed:
        for table in TABLES:
            with tempfile.TemporaryFile() as file:
                _write_parquet(table, store, file, min_confidence)
                file.seek(0)
                with packed.open(_member(f"{table.name}.parquet"), "w", force_zip64=True) as member:
                    while part := file.read(1 << 20):
                        member.write(part)
        packed.writestr(_member("datapackage.json"), _described("parquet"))


def _member(name: str) -> zipfile.ZipInfo:
    """A file in the zip file, always of the same time, so that the same graph is the same file."""
    made = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    made.compress_type = zipfile.ZIP_STORED if name.endswith(".parquet") else zipfile.ZIP_DEFLATED
    return made


def _write_csv(stream: IO[bytes], columns: list[str], rows: Iterable[dict[str, Any]]) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({k: _cell(v) for k, v in row.items()})
    text.flush()
    text.detach()  # the stream is its giver's to close


def _cell(value: object) -> object:
    """A list as one text, and a text that a spreadsheet would take for a formula marked as text."""
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{value}"
    return value


def _write_parquet(table: Table, store: Store, file: IO[bytes], min_confidence: float) -> None:
    schema = pa.schema([(name, _TYPES[kind]) for name, kind in table.columns.items()])
    rows = iter(table.rows(store, min_confidence))
    with pq.ParquetWriter(file, schema) as writer:
        while part := list(islice(rows, _AT_ONCE)):
            writer.write_table(pa.Table.from_pylist(part, schema))


_TYPES = {
    "string": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "array": pa.list_(pa.string()),
}


def _described(suffix: str) -> str:
    """The tables in the form of a Frictionless data package."""
    resources = [
        {
            "name": table.name,
            "description": table.meaning,
            "path": f"{table.name}.{suffix}",
            "schema": {
                "fields": [
                    {"name": name, "type": "string" if (kind, suffix) == ("array", "csv") else kind}
                    for name, kind in table.columns.items()
                ]
            },
        }
        for table in TABLES
    ]
    return json.dumps({"name": "investgraph", "resources": resources}, indent=1)


def _names(refs: tuple[EntityRef, ...]) -> str:
    return "; ".join(r.name for r in refs)


def _row(e: EventView) -> dict[str, Any]:
    return {
        **e.model_dump(include=set(_COLUMNS)),
        "event": e.iri,
        "investors": _names(e.investors),
        "recipients": _names(e.recipients),
        "places": _names(e.places),
        "quote": " … ".join(e.quotes),
        "article": e.article_key,
        "title": e.article_title,
        "url": e.article_url,
    }
