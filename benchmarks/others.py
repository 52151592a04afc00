"""Datasette and rdflib-endpoint over the same data: servers to compare ours with, if they are installed."""

from __future__ import annotations

import contextlib
import itertools
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from benchmarks import sparql
from graph.store.oxigraph import OxigraphStore, to_lines

LARGEST_RDFLIB = 5_000  # claims: rdflib takes minutes to read more, and the query is the same

Command = tuple[list[str], dict[str, Iterator[str]]]
"""How to start a server, for a port to be put behind it, and what it is asked, by the name of the question."""


def commands(folder: Path, keys: list[str], place: Path) -> Iterator[Command]:
    """The servers that are there, over copies put into `place`; why one is left out is told."""
    for make, program in ((_datasette, "datasette"), (_rdflib_endpoint, "rdflib-endpoint")):
        there = shutil.which(program, path=str(Path(sys.executable).parent)) or shutil.which(program)
        if there is None:
            print(f"{program} is not installed and left out: it is in requirements-bench.lock")
        elif (made := make(there, folder, keys, place)) is not None:
            yield made


def _datasette(program: str, folder: Path, keys: list[str], place: Path) -> Command:
    copy = place / "index.sqlite"
    with (
        contextlib.closing(sqlite3.connect(folder / "index.sqlite")) as source,
        contextlib.closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("pragma journal_mode = delete")
    plain = [
        key for key in keys if re.fullmatch(r"[a-z0-9-]+", key)
    ]  # no letter that Datasette writes otherwise
    asked = {
        "Datasette, row of an entity as JSON": (
            f"/index/entity/{key}.json" for key in itertools.cycle(plain)
        ),
        "Datasette, its page": (f"/index/entity/{key}" for key in itertools.cycle(plain)),
    }
    return [program, "serve", "--immutable", str(copy), "--port"], asked


def _rdflib_endpoint(program: str, folder: Path, keys: list[str], place: Path) -> Command | None:
    with OxigraphStore(folder, "http://localhost:8000/", read_only=True) as store:
        claims = int(store.index.one("select count(*) from claim") or 0)
        if claims > LARGEST_RDFLIB:
            print(f"rdflib-endpoint is left out: {claims:,} claims are more than {LARGEST_RDFLIB:,}")
            return None
        file = place / "resolved.nq"
        with file.open("wb") as out:
            for graph in (store.addresses.resolved, store.addresses.reference):
                out.writelines(to_lines(store.quads(graph)))
        queries = [sparql.entity(store.addresses.entity(key)) for key in keys]
    asked = {"rdflib-endpoint": (f"/?query={quote(query)}" for query in itertools.cycle(queries))}
    return [program, "serve", str(file), "--host", "127.0.0.1", "--port"], asked
