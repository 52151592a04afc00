"""Measure how often claims of a likelihood are right, on articles that the reader was not trained on.

    python -m training.calibrate SOURCE... [--to FOLDER]

Writes calibration.json: for commitments and relations the points of a rising curve from likelihood to share right.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from graph.settings import Settings
from ingest.evaluate import judged_claims
from ingest.pipeline import extract
from training.examples import load_answers

_FEWEST = 25  # claims behind each point of the curve


def curve(claims: list[tuple[float, bool]]) -> tuple[list[float], list[float]]:
    """Points of the isotonic regression of being right on likelihood, each from at least `_FEWEST` claims."""
    alike: dict[float, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])  # likelihoods, right ones, claims
    for likelihood, right in claims:
        alike[likelihood] = [a + b for a, b in zip(alike[likelihood], (likelihood, right, 1), strict=True)]
    steps: list[list[float]] = []
    for _, claimed in sorted(alike.items()):
        steps.append(claimed)
        while len(steps) > 1 and (
            steps[-2][2] < _FEWEST or steps[-2][1] / steps[-2][2] >= steps[-1][1] / steps[-1][2]
        ):
            last = steps.pop()
            steps[-1] = [a + b for a, b in zip(steps[-1], last, strict=True)]
    if len(steps) > 1 and steps[-1][2] < _FEWEST:  # a handful of claims, all right, is no certainty
        last = steps.pop()
        steps[-1] = [a + b for a, b in zip(steps[-1], last, strict=True)]
    return [round(s / n, 4) for s, _, n in steps], [round(r / n, 4) for _, r, n in steps]


def main() -> None:
    """Calibrate on the sources of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--to", type=Path, default=Path("ingest/weights"))
    options = parser.parse_args()
    target = options.to / "calibration.json"
    target.unlink(missing_ok=True)
    answers = load_answers(options.sources)
    gold = {record.article.id: record for record, _ in answers}
    predicted = {r.article.id: r for r in extract([article for _, article in answers], Settings())}
    claims = judged_claims(gold, predicted)
    curves = {}
    for sort in ("commitment", "relation"):
        at, right = curve([(c, r) for s, c, r in claims if s == sort])
        curves[sort] = {"likelihood": at, "right": right}
        print(f"{sort}: {sum(s == sort for s, _, _ in claims)} claims, {list(zip(at, right, strict=True))}")
    target.write_text(json.dumps(curves, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
