"""Sums that are no commitment whatever the reader says."""

from __future__ import annotations

import pytest

from ingest.amounts import find_money
from ingest.anchors import barred


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Arcwell was given a fine of $40 million.", "the sum is a fine"),
        ("Tickets cost $25.", "the sum is a price or a fee"),
        ("The raise brings total capital to $157 million.", "the sum is what was raised so far"),
        ("To date, Arcwell has raised $33.4 million in total.", "the sum is what was raised so far"),
        ("Arcwell, founded in 2021, has raised CHF 31 million to date.", "the sum is what was raised so far"),
        ("Arcwell: $2,000\nTotal: $12 billion", "the sum is the total of a table"),
        ("Grand total | | $17.49bn", "the sum is the total of a table"),
        ("Total investment: $12 billion", None),
        ("Arcwell has raised $24 million in a Series A round.", None),
        ("Vesta announced its largest order to date, worth $24 million.", None),
        ("Arcwell was fined last year. It will invest $40 million.", None),
    ],
)
def test_why_a_sum_is_none(text: str, why: str | None) -> None:
    money = find_money(text)[-1]
    assert barred(money, text) == why
