"""What the heads of a table's columns say."""

from __future__ import annotations

from typing import Any, cast

import pytest
from named import anchor

from ingest.amounts import find_money
from ingest.heads import lines_of_tables, names_under_heads, no_names, settle_heads
from ingest.reader import STATUSES

BARS = "| Project | Promoter | Where | Loan | Total cost | Status |\n|---|---|---|---|---|---|\n| Dawn | Arcwell Power | Bangor | €2 million | €9 million | {} |"
TABS = "Lender\tBorrower\tLoan\nNorddal Bank\tArcwell\t€2 million\n\nVesta\tKelvorn\t€3 million\nAll is lent."


def test_columns_by_their_heads() -> None:
    (line,) = lines_of_tables(BARS.format("Approved"))
    assert {p: BARS[a:b] for p, (a, b) in line.cells.items() if p != "status"} == {
        "what": "Dawn", "gets": "Arcwell Power", "where": "Bangor", "sum": "€2 million", "whole": "€9 million"
    }  # fmt: skip
    assert [m.text for m in names_under_heads(TABS)] == ["Arcwell", "Norddal Bank", "Kelvorn", "Vesta"]
    assert [BARS.format("Paid")[a:b] for a, b in no_names(BARS.format("Paid"))][1:] == ["Dawn", "Paid"]
    assert lines_of_tables("Company\tTown\tStaff\nArcwell\tBangor\t20") == []
    assert lines_of_tables("Loan to whom, and where\nArcwell\tBangor\t€2 million") == []


@pytest.mark.parametrize(
    ("said", "status"),
    [("Approved", "announced"), ("Withdrawn", "cancelled"), ("Under review", "considered"), ("Disbursed", "completed")],
)  # fmt: skip
def test_sums_of_columns(said: str, status: str) -> None:
    text = BARS.format(said)
    anchors = [anchor(cast("Any", "grant"), {}, money=m, at=m.start) for m in find_money(text)]
    settle_heads(anchors, text)
    assert anchors[0].kind == "loan"
    assert STATUSES[int(anchors[0].statuses.argmax())] == status
    assert [a.barred for a in anchors] == [None, "the sum is what the whole costs"]
