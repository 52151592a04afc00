"""Hand-made answers, records to compare with them, and recorded figures: what evaluation reads and writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graph.errors import ArticleError, RecordError
from graph.model import Article, ArticleInfo, parse_record
from graph.settings import Settings
from ingest.sources import read_source

if TYPE_CHECKING:
    from pathlib import Path

    from graph.model import Record
    from ingest.evaluate import Scores


def load_gold(folder: Path, settings: Settings | None = None) -> tuple[dict[str, Record], list[Article]]:
    """The answers of a folder by article id, and the articles themselves.

    The folder holds NAME.txt beside NAME.json for each article, or all articles (in any form that can be
    ingested) in `articles` and the answers, named by the articles' ids, in `answers`.

    Raises:
        RecordError: if the folder holds no answer, or an answer has no article.
        ArticleError: if an article cannot be read.
    """
    apart = (folder / "answers").is_dir()
    answers = load_answers(folder / "answers" if apart else folder)
    if not answers:
        raise RecordError(f"{folder} holds no answers: expected NAME.json beside NAME.txt for each article")
    if apart:
        texts = _read_all(folder / "articles", settings or Settings())
    else:
        texts = {p.stem: p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.txt"))}
    articles = []
    for key, record in answers.items():
        if key not in texts:
            raise RecordError(f"answer {key}.json has no article: expected one with the id {key!r} beside it")
        info = record.article.model_dump(include=set(ArticleInfo.model_fields) - {"source"})
        articles.append(Article(info=ArticleInfo(**info), text=texts[key]))
    return answers, articles


def _read_all(folder: Path, settings: Settings) -> dict[str, str]:
    texts = {}
    for item in read_source(str(folder), settings):
        if isinstance(item, ArticleError):
            raise item
        texts[item.article.info.id] = item.article.text
    return texts


def load_answers(folder: Path) -> dict[str, Record]:
    """The answers of a folder by article id, which is the file's name without its ending."""
    answers = {}
    for path in sorted(folder.glob("*.json")):
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise RecordError(f"answer {path.name} is not JSON: {error}") from error
        if isinstance(raw, dict) and isinstance(raw.get("article"), dict):
            raw["article"]["id"] = path.stem
        answers[path.stem] = parse_record(raw)
    return answers


def load_records(path: Path) -> dict[str, Record]:
    """Records from JSON lines, by article id."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {r.article.id: r for r in (parse_record(line) for line in lines if line.strip())}


def load_baseline(path: Path) -> dict[str, dict[str, float]]:
    """Recorded F1 figures by folder and measure; empty if nothing is recorded yet.

    Raises:
        RecordError: if the file is no such record.
    """
    if not path.exists():
        return {}
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return {str(k): {str(m): float(f) for m, f in v.items()} for k, v in raw.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise RecordError(
            f"{path} is no baseline: expected JSON such as {{folder: {{measure: F1}}}}"
        ) from error


def save_baseline(path: Path, name: str, scores: Scores) -> None:
    """Record the F1 figures of a folder beside those of others."""
    figures = {k: round(f.f1, 4) for k, f in {**scores.measures, **scores.slots}.items()}
    path.write_text(
        json.dumps(load_baseline(path) | {name: figures}, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
