"""What it costs to bring the resolved graph up to date, at growing sizes, on disk.

    python benchmarks/resolution.py [CLAIMS...]

For each size: all at once into an empty folder, then one article more at a time (the median and the slowest of 30), and one removed.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.generator import records
from graph.archive import Archive
from graph.ids import article_key
from graph.store.oxigraph import OxigraphStore
from ingest.reference import load_reference

MORE = 30


def main() -> None:
    sizes = [int(x) for x in sys.argv[1:]] or [1_000, 5_000]
    table = Table("deals", "claims", "all at once, s", "one more, ms", "slowest", "one less, ms", "index, MB")
    for size in sizes:
        table.add_row(*measure(size))
        Console().print(table)


def measure(size: int) -> tuple[str, ...]:
    with (
        tempfile.TemporaryDirectory() as folder,
        OxigraphStore(Path(folder), "http://localhost:8000/") as store,
    ):
        archive = Archive(store, load_reference())
        made = records(size + 200, seed=1)
        first, later = [], []
        for n, (record, article) in enumerate(made):
            (later if n % 50 == 7 and len(later) < MORE else first).append((record, article))
        claims = sum(len(record.commitments) for record, _ in first)
        began = time.perf_counter()
        archive.fill(first, extractor="generator/1", observed="2026-01-01T00:00:00Z")
        whole = time.perf_counter() - began
        added = []
        for record, article in later:
            archive.store_record(
                record, article, origin=None, extractor="generator/1", observed="2026-01-01T00:00:00Z"
            )
            began = time.perf_counter()
            archive.refresh()
            added.append(time.perf_counter() - began)
        removed = []
        for _, article in later[:10]:
            archive.remove(article_key(article))
            began = time.perf_counter()
            archive.refresh()
            removed.append(time.perf_counter() - began)
        size_on_disk = sum(p.stat().st_size for p in Path(folder).glob("index.sqlite*")) / 1e6
        events = archive.index.one("select count(*) from event") or "0"
        archive.index.close()
        return (
            f"{int(events):,}",
            f"{claims:,}",
            f"{whole:.1f}",
            f"{1000 * statistics.median(added):.0f}",
            f"{1000 * max(added):.0f}",
            f"{1000 * statistics.median(removed):.0f}",
            f"{size_on_disk:.0f}",
        )


if __name__ == "__main__":
    main()
