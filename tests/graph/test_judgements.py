"""Judgements are told in time."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from graph.judgements import Judgement, Linker


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2026-01-01T10:00:00Z", "2026-01-01T10:00:00.001Z"),
        ("2026-01-01T10:00:00+09:00", "2026-01-01T02:00:00Z"),
        ("2026-01-01T10:00:00", "2026-01-01T10:00:01+00:00"),
    ],
)
def test_the_later_judgement_counts_however_its_time_is_written(earlier: str, later: str) -> None:
    same = Judgement(a="entity/a", b="entity/b", decision="same", by="t", at=earlier)
    apart = Judgement(a="entity/a", b="entity/b", decision="different", by="t", at=later)
    assert Linker([apart, same]).implied("entity/a", "entity/b") == "different"


@pytest.mark.parametrize("at", ["yesterday", "2026-02-30T10:00:00Z", "2026-01-01T10:00:00Z and so on"])
def test_a_judgement_needs_a_time_that_exists(at: str) -> None:
    with pytest.raises(ValidationError):
        Judgement(a="entity/a", b="entity/b", decision="same", by="t", at=at)
