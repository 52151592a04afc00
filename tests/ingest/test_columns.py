"""Sums whose unit stands in the head of their column."""

from __future__ import annotations

import pytest
from named import anchor, candidates, thing

from graph.model import ArticleInfo, Commitment, Entity, Record, Span
from ingest.amounts import find_money
from ingest.columns import sums_in_columns
from ingest.grounding import ground
from ingest.layout import blocks
from ingest.reader import KINDS
from ingest.tables import Row, settle_rows

TABS = "Firm\tSeat\tGrant (EUR m)\nArcwell\tBangor\t1.8\nVesta\tLyon\t2.15\n"


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        (TABS, [(1.8e6, "EUR"), (2.15e6, "EUR")]),
        ("| Firm | Amount (US$ million) |\n|---|---|\n| Arcwell | 1,200 |\n| Vesta | n/a |\n", [(1.2e9, "USD")]),
        ("Firm    Grant, EUR    Jobs\nArcwell    1 840 000    12\nVesta    2 150 000    7\n", [(1.84e6, "EUR"), (2.15e6, "EUR")]),
        ("Firm\tJobs (full time)\nArcwell\t350\n", []),
        ("Firm\tGrant (EUR m)\n\nArcwell got 350 letters and Vesta 12.\n", []),
        ("Arcwell spent much (EUR 3 million).\nArcwell\t350\n", []),
    ],
)  # fmt: skip
def test_the_head_tells_the_unit(text: str, sums: list[tuple[float, str]]) -> None:
    assert [(round(c.value), c.currency) for c in sums_in_columns(text)] == sums


def test_such_a_sum_is_of_the_kind_that_the_head_says_and_the_rows_own() -> None:
    money = find_money(TABS)
    assert [m.column for m in money] == ["Grant (EUR m)"] * 2
    firms = [thing(TABS, n, "Company") for n in ("Arcwell", "Vesta")]
    anchors = [anchor("equity", {"Arcwell": (0.9, 0.0, 0.0)}, sure=0.05, money=m, at=m.start) for m in money]
    starts = [TABS.index(f.name) for f in firms]
    settle_rows(
        anchors,
        [Row(s, TABS.index("\n", s), f, []) for s, f in zip(starts, firms, strict=True)],
        candidates(TABS),
        [],
    )
    assert all(a.sure > 0.7 and a.kinds[1:].argmax() == KINDS.index("grant") for a in anchors)
    assert anchors[1].parts["Vesta"][1] > 0.8 > 0.3 > anchors[1].parts["Arcwell"][0]


def test_it_is_borne_out_by_its_row() -> None:
    row = TABS.index("Arcwell"), TABS.index("\n", TABS.index("Arcwell"))
    told = Commitment.model_validate(
        {
            "id": "c1", "kind": "grant", "recipients": ["e1"], "amount": {"value": 1.8e6, "currency": "EUR"},
            "evidence": [TABS[slice(*row)]], "spans": [Span(start=row[0], end=row[1])],
        }
    )  # fmt: skip
    record = Record(
        article=ArticleInfo(id="a"),
        entities=(Entity(id="e1", name="Arcwell", type="Company"),),
        commitments=(told,),
        relations=(),
    )
    assert len(ground(record, TABS)[0].commitments) == 1
    assert not ground(record, TABS.replace("EUR m", "jobs"))[0].commitments


def test_rows_stay_rows_however_long() -> None:
    line = "Arcwell Photonics and Sons    Bangor upon the river    Lamps without glare    1 840 000"
    assert len(blocks(f"{line}\n{line.replace('Arcwell', 'Vesta')}\n", [])) == 2
