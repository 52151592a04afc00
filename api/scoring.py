"""The command that measures extraction: `investgraph evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.console import Json, MinConfidence, dumps, out, progress, readable, warn
from api.tables import scores_table, worst_table
from graph.errors import InputError
from graph.settings import Settings

if TYPE_CHECKING:
    from graph.model import Article, Record
    from ingest.evaluate import Scores

commands = typer.Typer()


@commands.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder with NAME.txt and NAME.json (the answers).")],
    predicted: Annotated[
        Path | None, typer.Argument(help="JSON lines to score; extracted anew if left out.")
    ] = None,
    worst: Annotated[
        int, typer.Option(min=0, help="Also list so many articles with the lowest F1 of facts.")
    ] = 0,
    baseline: Annotated[
        Path | None, typer.Option(help="JSON file with recorded F1 figures by folder; changes are shown.")
    ] = None,
    record: Annotated[bool, typer.Option("--record", help="Write the figures to the baseline.")] = False,
    min_confidence: MinConfidence = 0,
    as_json: Json = False,
) -> None:
    """Score extraction against hand-made answers."""
    from graph.model import confident
    from ingest.answers import load_baseline, load_gold, load_records, save_baseline
    from ingest.evaluate import evaluate as score

    if record and baseline is None:
        raise InputError("--record writes to a baseline: say which with --baseline FILE")

    answers, articles = load_gold(gold, Settings())
    records: dict[str, Record]
    if predicted is not None:
        records = load_records(readable(predicted, "JSON lines of records"))
    else:
        from ingest.pipeline import extract as run

        with progress() as bar:
            tracked = bar.track(run(articles, Settings()), len(articles), description="reading articles")
            records = {r.article.id: r for r in tracked}
        records = _with_events(records, articles)
    records = {key: confident(r, min_confidence) for key, r in records.items()}
    scores = score(answers, records, {a.info.id: a.text for a in articles})
    before = load_baseline(baseline).get(gold.name, {}) if baseline is not None else {}
    if record and baseline is not None:
        save_baseline(baseline, gold.name, scores)
    if as_json:
        print(dumps(_figures(scores, worst)))
    else:
        _print_scores(scores, before, worst)
    for key in scores.missing:
        warn(f"no prediction for {key}")


def _with_events(records: dict[str, Record], articles: list[Article]) -> dict[str, Record]:
    from graph.together import with_events
    from ingest.reference import load_reference

    told = [(records[a.info.id], a) for a in articles if a.info.id in records]
    return {r.article.id: r for r in with_events(told, load_reference())}


def _figures(scores: Scores, worst: int) -> dict[str, object]:
    tables = {
        name: {k: f._asdict() for k, f in getattr(scores, name).items()} for name in ("measures", "slots")
    }
    return {
        **tables,
        "grounded": scores.grounded,
        "calibration_error": scores.calibration_error,
        "missing": scores.missing,
        "articles": scores.articles,
        "worst": scores.worst(worst),
    }


def _print_scores(scores: Scores, before: dict[str, float], worst: int) -> None:
    out.print(scores_table(scores, before))
    if scores.grounded is not None:
        out.print(
            f"{scores.grounded:.1%} of the evidence stands letter for letter in its article", highlight=False
        )
    if scores.calibration_error is not None:
        out.print(f"expected calibration error of confidence {scores.calibration_error:.3f}", highlight=False)
    if worst:
        out.print(worst_table(scores, worst))
