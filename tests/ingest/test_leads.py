"""What leads to a list, and what says that a sum is lost or paid back."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from named import anchors_at_sums

from ingest.layout import blocks
from ingest.leads import settle_leads
from ingest.reader import STATUSES


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Terminated projects\n\nArcwell: $2 million\nVesta: $3 million", "grant cancelled, grant cancelled"),
        ("The cancelled grants are:\n\n- $2 million for Arcwell\n\nKept grants\n\n- $3 million for Vesta", "grant cancelled, grant announced"),
        ("Among those losing money are Arcwell ($2 million) and Vesta ($3 million).", "grant cancelled, grant cancelled"),
        ("Arcwell and Vesta each lose a grant of $2 million.", "grant cancelled"),
        ("Investors lost money on Vesta, which gets $2 million.", "grant announced"),
        ("Repayable contributions\n\n- Arcwell: $2 million\n\nNon-repayable\n\n- Vesta: $3 million", "loan announced, grant announced"),
        ("Loans and grants\n\n- Arcwell: $2 million", "grant announced"),
        ("Ottawa gave Arcwell a repayable contribution of $2 million.", "loan announced"),
        ("Ottawa gave Arcwell a non-repayable contribution of $2 million.", "grant announced"),
        ("Ottawa gives Arcwell $2 million, which the company will repay from 2027.", "loan announced"),
        ("Ottawa gives Arcwell $2 million, to be repaid over ten years.", "loan announced"),
        ("Ottawa gives Arcwell $2 million, which does not have to be repaid.", "grant announced"),
    ],
)  # fmt: skip
def test_what_leads_to_sums(text: str, told: str) -> None:
    anchors = anchors_at_sums(text, "grant", {})
    lines = [m for m in text.split("\n") if m]
    spans = [(text.index(m), text.index(m) + len(m)) for m in lines]
    found = SimpleNamespace(
        text=text,
        blocks=blocks(text, []),
        sentence_at=lambda at: next((a, b) for a, b in spans if a <= at < b),
    )
    settle_leads(anchors, cast("Any", found))
    assert ", ".join(f"{a.kind} {STATUSES[int(a.statuses.argmax())]}" for a in anchors) == told
