"""Confidence: from the reader's raw likelihood of a claim to how often such claims are right.

The reader is surer of itself than it should be. `weights/calibration.json`, measured on articles that it was not
trained on, holds for each sort of claim the likelihoods at which it was looked and the share that was right there;
between them the line is straight.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from graph.model import Record


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


def confident(record: Record, least: float) -> Record:
    """The record without claims of a lower confidence than `least`, and without what then takes part in nothing."""
    commitments = tuple(c for c in record.commitments if c.confidence is None or c.confidence >= least)
    relations = tuple(r for r in record.relations if r.confidence is None or r.confidence >= least)
    kept = {c.id for c in commitments}
    commitments = tuple(
        c if c.part_of in kept else c.model_copy(update={"part_of": None}) for c in commitments
    )
    used = {ref for c in commitments for ref in (*c.investors, *c.recipients, *c.places)}
    used |= {ref for r in relations for ref in (r.subject, r.object)}
    entities = tuple(e for e in record.entities if e.id in used)
    return record.model_copy(
        update={"entities": entities, "commitments": commitments, "relations": relations}
    )
