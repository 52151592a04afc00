"""What the heads of a table's columns say."""

from __future__ import annotations

from typing import Any, cast

import pytest
from named import anchor, thing

from ingest.amounts import find_money
from ingest.headed import settle_heads
from ingest.heads import lines_of_tables, names_under_heads, no_names
from ingest.parties import INVESTOR, RECIPIENT
from ingest.reader import STATUSES

BARS = "| Project | Promoter | Where | Loan | Total cost | Status |\n|---|---|---|---|---|---|\n| Dawn | Arcwell Power | Bangor | €2 million | €9 million | {} |"
TABS = "Lender\tBorrower\tLoan\nNorddal Bank\tArcwell\t€2 million\n\nVesta\tKelvorn\t€3 million\nAll is lent."


def test_columns_by_their_heads() -> None:
    (line,) = lines_of_tables(BARS.format("Approved"))
    assert {p: BARS[a:b] for p, (a, b) in line.cells.items() if p != "status"} == {
        "what": "Dawn", "gets": "Arcwell Power", "where": "Bangor", "sum": "€2 million", "whole": "€9 million"
    }  # fmt: skip
    assert [m.text for m in names_under_heads(TABS)] == ["Arcwell", "Norddal Bank", "Kelvorn", "Vesta"]
    assert [BARS.format("Paid")[a:b] for a, b in no_names(BARS.format("Paid"))][-2:] == ["Status", "Paid"]
    assert lines_of_tables("Company\tTown\tStaff\nArcwell\tBangor\t20") == []
    assert lines_of_tables("Loan to whom, and where\nArcwell\tBangor\t€2 million") == []


@pytest.mark.parametrize(
    ("said", "status"),
    [("Approved", "announced"), ("Withdrawn", "cancelled"), ("Under review", "considered"), ("Disbursed", "completed")],
)  # fmt: skip
def test_sums_of_columns(said: str, status: str) -> None:
    text = BARS.format(said)
    who, what = thing(text, "Arcwell Power", "Company"), thing(text, "Dawn", "Facility")
    parts = {who.key: (0.1, 0.9, 0), what.key: (0.5, 0.8, 0)}
    anchors = [anchor(cast("Any", "grant"), parts, money=m, at=m.start) for m in find_money(text)]
    settle_heads(anchors, text, [who, what])
    assert [a.kind for a in anchors] == ["loan", "investment"]
    assert STATUSES[int(anchors[0].statuses.argmax())] == status
    assert anchors[0].parts[what.key].max() < 0.1
    assert anchors[1].parts[who.key][INVESTOR] > 0.8 < anchors[1].parts[what.key][RECIPIENT]


@pytest.mark.parametrize(
    ("head", "own"),
    [
        ("Company\tWhere\tInvestment", True),
        ("Developer\tLocation\tPlanned investment, EUR", True),
        ("Company\tWhere\tGrant", False),
        ("Company\tFunded by\tInvestment", False),  # whose money it is stands beside
        ("Company\tProject\tInvestment", False),  # a fund's list as well
    ],
)
def test_firms_put_in_what_a_list_of_places_calls_investment(head: str, own: bool) -> None:
    (line,) = lines_of_tables(f"{head}\nArcwell\tBangor\t€2 million")
    assert ("whole" in line.cells, "sum" in line.cells) == (own, not own)


def test_who_gives_stands_at_the_head_or_before_the_sum() -> None:
    text = "Host\tTitle\tKelvorn award\tPartner and cash\nArcwell\tDawn\t€2 million\tVesta, €3 million"
    host, giver, partner = (thing(text, n, "Company") for n in ("Arcwell", "Kelvorn", "Vesta"))
    parts = {t.key: (0.6, 0.6, 0.0) for t in (host, giver, partner)}
    anchors = [anchor(cast("Any", "grant"), parts, money=m, at=m.start) for m in find_money(text)]
    settle_heads(anchors, text, [host, giver, partner])
    for one, who in zip(anchors, (giver, partner), strict=True):
        assert [k for k, p in one.parts.items() if p[INVESTOR] > 0.3] == [who.key]
        assert one.parts[host.key][RECIPIENT] > 0.8
