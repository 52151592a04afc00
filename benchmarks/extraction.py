"""How fast extraction is beside the bare spaCy pipeline on the same text, one core; how long a start takes.

python benchmarks/extraction.py                 speed
python benchmarks/extraction.py --memory 10000  resident memory while so many (short) articles are read
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from graph.model import Article, ArticleInfo
from graph.settings import Settings
from ingest.language import BATCH, load_pipeline
from ingest.pipeline import extract
from ingest.sources import Loaded, read_source

ROUNDS, COPIES = 3, 4
EXAMPLES = Path(__file__).parent.parent / "examples" / "articles"
SHORT = 600  # characters of the articles of the memory run
WORDS = 400  # words of the article by which the rate is told


def examples(settings: Settings) -> list[Article]:
    return [x.article for x in read_source(str(EXAMPLES), settings) if isinstance(x, Loaded)]


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def speed() -> None:
    settings = Settings()
    articles = examples(settings) * COPIES
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
    print(f"{len(articles)} articles, {words} words")
    print(f"bare spaCy  {a:6.2f} s  {words / a:8.0f} words/s")
    print(
        f"extraction  {b:6.2f} s  {words / b:8.0f} words/s, {words / WORDS / b:.1f} articles of {WORDS} words/s, "
        f"{b / a:.2f} x bare spaCy, {resident():.0f} MB resident"
    )
    start = time.perf_counter()
    code = (
        "from graph.settings import Settings; from ingest.pipeline import extract; "
        "from graph.model import Article, ArticleInfo; "
        "list(extract([Article(info=ArticleInfo(id='a'), text='Intel will invest $5 billion in Ohio.')], Settings()))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    print(f"start with one sentence {time.perf_counter() - start:.2f} s")


def memory(count: int) -> None:
    settings = Settings()
    texts = [a.text[:SHORT].rsplit(" ", 1)[0] + ".\n" for a in examples(settings)]
    stream = (
        Article(info=ArticleInfo(id=f"a{n}"), text=f"{text}\nStory {n}.\n")
        for n, text in enumerate(islice(cycle(texts), count))
    )
    step = max(1, count // 10)
    for n, _record in enumerate(extract(stream, settings), 1):
        if n % step == 0 or n == 100:
            print(f"{n:7} articles  {resident():6.0f} MB resident", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--memory", type=int, metavar="ARTICLES")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if options.memory:
        memory(options.memory)
    else:
        speed()


if __name__ == "__main__":
    main()
