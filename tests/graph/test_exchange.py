"""Sums at the rate of a day."""

from __future__ import annotations

import pytest

from graph.exchange import convert


@pytest.mark.parametrize(
    ("value", "currency", "day", "dollars"),
    [
        (440e9, "JPY", "2024-04-09", 2.898e9),
        (1.0, "EUR", "2024-03-30", 1.0811),
        (1.0, "TWD", "2024-03-30", None),
        (1.0, "EUR", None, None),
        (1.0, "RUB", "2024-01-01", None),
        (1.0, "EUR", "2024-06-31", None),
    ],
)
def test_exchange(value: float, currency: str, day: str | None, dollars: float | None) -> None:
    found = convert(value, currency, "USD", day)
    assert (found and found.value) == (pytest.approx(dollars, rel=1e-3) if dollars else None)
