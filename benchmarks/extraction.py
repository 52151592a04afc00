"""How fast extraction is beside the bare spaCy pipeline on the same text: seconds, ratio and memory, one process."""

from __future__ import annotations

import resource
import time
from pathlib import Path

from graph.model import Article
from graph.settings import Settings
from ingest.language import BATCH, load_pipeline
from ingest.pipeline import extract
from ingest.sources import Loaded, read_source

ROUNDS, COPIES = 3, 12
EXAMPLES = Path(__file__).parent.parent / "examples" / "articles"


def main() -> None:
    settings = Settings()
    loaded = [x.article for x in read_source(str(EXAMPLES), settings) if isinstance(x, Loaded)]
    articles: list[Article] = loaded * COPIES
    nlp = load_pipeline(settings.model)
    list(extract(articles[:20], settings))  # what is loaded once is loaded now
    words = sum(len(a.text.split()) for a in articles)
    bare, whole = [], []
    for _ in range(ROUNDS):  # in turn, so that a busy neighbour slows both
        start = time.perf_counter()
        for _doc in nlp.pipe((a.text for a in articles), batch_size=BATCH):
            pass
        middle = time.perf_counter()
        for _record in extract(articles, settings):
            pass
        bare.append(middle - start)
        whole.append(time.perf_counter() - middle)
    a, b = sorted(bare)[ROUNDS // 2], sorted(whole)[ROUNDS // 2]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(articles)} articles, {words} words")
    print(f"bare spaCy  {a:6.2f} s  {words / a:8.0f} words/s")
    print(
        f"extraction  {b:6.2f} s  {words / b:8.0f} words/s  {b / a:.2f} x bare spaCy, peak memory {peak:.0f} MB"
    )


if __name__ == "__main__":
    main()
