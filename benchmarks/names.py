"""How fast names are found, as one types and with typing errors, and how often the right one comes first.

    python benchmarks/names.py [NAMES...]

For each size: time and disk of making the index anew, then p50 and p95 of asking for the ten best.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.generator import invented
from graph.ids import slug
from graph.index import Index

ASKED = 200


def main() -> None:
    sizes = [int(x) for x in sys.argv[1:]] or [10_000, 100_000]
    table = Table("names", "made in, s", "MB", "asked for", "p50, ms", "p95, ms", "first", "in ten")
    for size in sizes:
        measure(size, table)
    Console().print(table)


def measure(size: int, table: Table) -> None:
    rng = random.Random(size)
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder) / "index.sqlite")
        names = invented(rng, size)
        fill(index, names, rng)
        began = time.perf_counter()
        index.names.find("x")
        made = time.perf_counter() - began
        disk = sum(p.stat().st_size for p in Path(folder, "names").iterdir()) / 1e6
        some = rng.sample(names, min(ASKED, size))
        few = some[: ASKED // 8]
        for what, questions in {
            "whole names": [(n, n) for n in some],
            "beginnings": [(n[:k], n) for n in few for k in range(1, len(n) + 1)],
            "one error": [(mistyped(n, rng), n) for n in some],
            "two errors": [(mistyped(mistyped(n, rng), rng), n) for n in some],
            "beginnings with an error": [
                (mistyped(n, rng)[:k], n) for n in few for k in range(3, len(n) + 1)
            ],
            "no name at all": [("".join(rng.choices("abcdefghijklmno ", k=14)), "") for _ in some],
        }.items():
            times, first, there = asked(index, questions)
            table.add_row(
                f"{size:,}", f"{made:.1f}", f"{disk:.0f}", what, f"{statistics.median(times):.1f}",
                f"{times[int(0.95 * len(times))]:.1f}", f"{first:.2f}", f"{there:.2f}",
            )  # fmt: skip
        index.close()


def fill(index: Index, names: list[str], rng: random.Random) -> None:
    """The tables that names are read from, with nothing else."""
    rows = [(slug(n), n, int(rng.paretovariate(1))) for n in names]
    db = index.db
    db.execute("begin")
    db.executemany("insert or ignore into entity values (?, ?, 'Company', 0, null, ?)", rows)
    db.executemany(
        "insert or ignore into identity values (?1, ?1, 'Company', ?2, 0, null, ?1)", (r[:2] for r in rows)
    )
    db.executemany("insert or ignore into bearing values (?1, 1, ?2, ?2, ?2, ?2, 1)", (r[:2] for r in rows))
    index.set_about("revision", "1")
    db.execute("commit")


def mistyped(name: str, rng: random.Random) -> str:
    """A name with a letter left out, another, doubled or turned with the next."""
    at = rng.randrange(1, len(name) - 1)
    a, b = name[at], name[at + 1]
    return name[:at] + rng.choice([b, rng.choice("aeinrst") + b, a + a + b, b + a]) + name[at + 2 :]


def asked(index: Index, questions: list[tuple[str, str]]) -> tuple[list[float], float, float]:
    """Milliseconds, sorted; the shares of names that came first and among ten."""
    times, first, there = [], 0, 0
    for text, meant in questions:
        began = time.perf_counter()
        found = [f.name for f in index.names.find(text, limit=10)]
        times.append(1000 * (time.perf_counter() - began))
        first += found[:1] == [meant]
        there += meant in found
    return sorted(times), first / len(questions), there / len(questions)


if __name__ == "__main__":
    main()
