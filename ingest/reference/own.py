"""A user's own file of entities, which comes before the shipped list.

CSV with a head line, or JSON lines; columns or keys are name, type (as in the article record), aliases (separated
by "|", or a list), country (ISO 3166 alpha-2), parent (a name), website, ticker and isin. Only name and type are needed.
"""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, Any

from graph.errors import InputError
from graph.model import ENTITY_TYPES
from ingest.reference.listed import RefEntity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph.settings import Settings

COLUMNS = ("name", "type", "aliases", "country", "parent", "website", "ticker", "isin")


def own_file(settings: Settings) -> Path:
    """Where the user's own entities stand: the file of the setting, else `reference.csv` in the data folder."""
    return settings.reference or settings.data / "reference.csv"


def read_own(file: Path) -> Iterator[RefEntity]:
    """The entities of a file; none if it is not there. Raises InputError naming the line and what was expected."""
    if not file.is_file():
        return
    with file.open(encoding="utf-8", newline="") as stream:
        if file.suffix in {".jsonl", ".json", ".ndjson"}:
            for n, line in enumerate(stream, 1):
                if line.strip():
                    yield _entity(_parsed(line, file, n), f"{file}, line {n}")
        else:
            for n, row in enumerate(csv.DictReader(stream), 2):
                yield _entity(row, f"{file}, line {n}")


def _parsed(line: str, file: Path, n: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"{file}, line {n}: no JSON ({error})") from error
    if not isinstance(row, dict):
        raise InputError(f"{file}, line {n}: expected an object with {', '.join(COLUMNS)}")
    return row


def _entity(row: dict[str, Any], where: str) -> RefEntity:
    name, type_ = str(row.get("name") or "").strip(), str(row.get("type") or "")
    country = row.get("country") or None
    if not name or type_ not in ENTITY_TYPES:
        raise InputError(
            f"{where}: {name!r} of type {type_!r}; expected a name and one of {', '.join(ENTITY_TYPES)}"
        )
    if country is not None and not re.fullmatch(r"[A-Z]{2}", str(country)):
        raise InputError(f"{where}: country {country!r}; expected an ISO 3166 code of two letters")
    return RefEntity(
        name,
        type_,
        _several(row.get("aliases")),
        country,
        row.get("parent") or None,
        website=row.get("website") or None,
        tickers=_several(row.get("ticker")),
        isins=_several(row.get("isin")),
    )


def _several(value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else str(value or "").split("|")
    return tuple(dict.fromkeys(str(p).strip() for p in parts if str(p).strip()))


def add_own(file: Path, e: RefEntity) -> None:
    """Add an entity to the end of a file, which is made if it is not there; one of JSON lines stays one."""
    row = {
        "name": e.name,
        "type": e.type,
        "aliases": "|".join(e.aliases),
        "country": e.country or "",
        "parent": e.parent or "",
        "website": e.website or "",
        "ticker": "|".join(e.tickers),
        "isin": "|".join(e.isins),
    }
    _entity(row, f"not added to {file}")
    file.parent.mkdir(parents=True, exist_ok=True)
    new = not file.exists() or file.stat().st_size == 0
    with file.open("a", encoding="utf-8", newline="") as stream:
        if file.suffix in {".jsonl", ".json", ".ndjson"}:
            stream.write(json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False) + "\n")
            return
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        if new:
            writer.writeheader()
        writer.writerow(row)
