"""Confidence: from the reader's raw likelihood of a claim to how often such claims are right.

The reader is surer of itself than it should be. `weights/calibration.json`, measured on articles that it was not
trained on, holds for each sort of claim the likelihoods at which it was looked and the share that was right there;
between them the line is straight.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import numpy as np

_UNMEASURED = ([0.0, 1.0], [0.0, 1.0])  # while a new reader is being measured


@lru_cache(maxsize=1)
def _curves() -> dict[str, tuple[list[float], list[float]]]:
    measured = files("ingest") / "weights" / "calibration.json"
    raw = json.loads(measured.read_text(encoding="utf-8")) if measured.is_file() else {}
    return {sort: (points["likelihood"], points["right"]) for sort, points in raw.items()}


def confidence_of(sort: Literal["commitment", "relation"], likelihood: float) -> float:
    """How often claims of this raw likelihood are right, 0 to 1, in two digits."""
    at, right = _curves().get(sort, _UNMEASURED)
    return round(float(np.interp(likelihood, at, right)), 2)
