"""Sums that are no commitment whatever the reader says."""

from __future__ import annotations

import pytest

from ingest.amounts import find_money
from ingest.anchors import barred, tells_of_a_firm

NO_DEAL = "the sum is a fee, a loss, a saving, an average or what many deals come to"


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
        ("It brings Arcwell's total investment in Kiln to $12 billion.", "the sum is what was raised so far"),
        ("It brought lamps and a total commitment to $12 billion of lamps.", None),
        ("Arcwell has $12 billion in assets under management.", "the sum is what a firm is worth, sells or manages"),
        ("Total investment: $12 billion", None),
        ("Billionaire Ada Kiln and her husband gave $12 million to Vesta.", "a person gives the sum"),
        ("The philanthropist Ada Kiln has pledged $12 million.", "a person gives the sum"),
        ("Philanthropist Ada Kiln has pledged $12 million.", "a person gives the sum"),
        ("Entrepreneur Ada Kiln said Vesta gave $12 million.", None),
        ("Arcwell has raised $24 million in a Series A round.", None),
        ("Vesta announced its largest order to date, worth $24 million.", None),
        ("Arcwell was fined last year. It will invest $40 million.", None),
        ("Arcwell will pay Kiln a termination fee of $40 million.", NO_DEAL),
        ("Arcwell is to pay a $40 million break-up fee.", NO_DEAL),
        ("Write-down: DKK 40 million.", NO_DEAL),
        ("Arcwell took an impairment charge of about $40 million.", NO_DEAL),
        ("Arcwell cuts 300 jobs to save $40 million a year.", NO_DEAL),
        ("Arcwell earned $40 million in the year to March.", NO_DEAL),
        ("The median round this year: $40 million.", NO_DEAL),
        ("An average seed round is $40 million.", NO_DEAL),
        ("We logged 19 deals worth $40 million.", NO_DEAL),
        ("Twenty-one rounds were closed, $40 million in all.", NO_DEAL),
        ("Firms raised $40 million across 11 announced deals.", NO_DEAL),
        ("Arcwell raised $40 million in three rounds.", None),
        ("Arcwell saved the plant and invests $40 million.", None),
        ("Arcwell closed its round, $40 million in all.", None),
        ("Arcwell invests $40 million in a line that saves water.", None),
    ],
)  # fmt: skip
def test_why_a_sum_is_none(text: str, why: str | None) -> None:
    money = find_money(text)[-1]
    assert barred(money, text) == why


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Arcwell, valued at $6 billion, bought Kiln.", True),
        ("Arcwell is now valued at about $6 billion.", True),
        ("Arcwell is a startup valued at $6 billion.", True),
        ("Arcwell bought goods valued at $6 billion.", False),
        ("Arcwell raised money at a valuation of $6 billion.", True),
        ("The round values Arcwell of Lyon at more than $6 billion.", True),
        ("The round values Arcwell. Kiln is at $6 billion.", False),
        ("Arcwell has a market value of $6 billion.", True),
        ("Arcwell's market cap is $6 billion.", True),
        ("Arcwell manages $6 billion for others.", True),
        ("Arcwell is managing around $6 billion for others.", True),
        ("Arcwell, with revenue of $6 billion, grows.", True),
        ("Arcwell, with a turnover of $6 billion, grows.", True),
        ("Arcwell, with assets worth up to $6 billion, grows.", True),
        ("Arcwell holds $6 billion in client assets.", True),
        ("Arcwell has $6 billion under management.", True),
        ("Arcwell raised it at a $6 billion post-money valuation.", True),
        ("Arcwell makes $6 billion in annual revenue.", True),
        ("Arcwell makes $6 billion in sales.", True),
        ("Arcwell spends $6 billion in Lyon.", False),
        ("Arcwell spends $6 billion on sales.", False),
    ],
)
def test_what_a_firm_is_worth_sells_or_manages(text: str, told: bool) -> None:
    (money,) = find_money(text)
    assert tells_of_a_firm(money, text) is told
