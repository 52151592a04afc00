from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.queries import format_amount
from ingest.amounts import dollar_of_context, find_money
from ingest.counts import find_counts
from ingest.periods import find_dateline, find_days, find_periods

MONEY = [
    ("invest $2.9 billion", 2.9e9, "USD", "exact"),
    ("US$2.9bn", 2.9e9, "USD", "exact"),
    ("some $110m", 1.1e8, "USD", "about"),
    ("a $5.8M grant", 5.8e6, "USD", "exact"),
    ("nearly ¥440 billion", 4.4e11, "JPY", "about"),
    ("440 billion yen", 4.4e11, "JPY", "exact"),
    ("Rs 2,500 crore", 2.5e10, "INR", "exact"),
    ("₹25,000 crore", 2.5e11, "INR", "exact"),
    ("Rs 1.25 lakh crore", 1.25e12, "INR", "exact"),
    ("up to €30 million", 3e7, "EUR", "up_to"),
    ("more than A$5 billion", 5e9, "AUD", "at_least"),
    ("NT$100 billion", 1e11, "TWD", "exact"),
    ("1.3 trillion won", 1.3e12, "KRW", "exact"),
    ("500 million Swedish kronor", 5e8, "SEK", "exact"),
    ("R5.4 billion", 5.4e9, "ZAR", "exact"),
    ("USD 2.9 billion", 2.9e9, "USD", "exact"),
    ("fifty million dollars", 5e7, "USD", "exact"),
    ("half a billion dollars", 5e8, "USD", "exact"),
    ("$500 million-plus", 5e8, "USD", "at_least"),
    ("a $50-million gift", 5e7, "USD", "exact"),
]


@pytest.mark.parametrize(("text", "value", "currency", "qualifier"), MONEY)
def test_money(text: str, value: float, currency: str, qualifier: str) -> None:
    (found,) = find_money(text)
    assert (found.value, found.currency, found.qualifier) == (value, currency, qualifier)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("€1.2–1.5 billion", 1.2e9, 1.5e9),
        ("$1.2 billion to $1.5 billion", 1.2e9, 1.5e9),
        ("between $1 billion and $2 billion", 1e9, 2e9),
    ],
)
def test_ranges(text: str, low: float, high: float) -> None:
    (found,) = find_money(text)
    assert (found.value, found.max) == (low, high)


@pytest.mark.parametrize("text", ["A$5 billion (US$3.2 billion)", "A$5 billion, or US$3.2 billion,"])
def test_one_sum_in_two_currencies(text: str) -> None:
    (found,) = find_money(text)
    assert (found.value, found.currency, found.also) == (5e9, "AUD", ((3.2e9, "USD"),))


@pytest.mark.parametrize(
    "text", ["in 2024", "3 nm", "Series B", "5G networks", "a 10% stake", "M4 chip", "R2-D2"]
)
def test_what_is_no_money(text: str) -> None:
    assert find_money(text) == []


def test_prices_and_yearly_sums_are_marked() -> None:
    assert find_money("$10 per share")[0].per
    assert find_money("$5 billion a year")[0].yearly


def test_a_bare_dollar_is_foreign_only_with_much_evidence() -> None:
    canadian = "Ottawa and Ontario will give $100 million. Canadian ministers said so in Toronto; it is US$73 million."
    assert dollar_of_context(canadian, None) == "CAD"
    assert dollar_of_context("Microsoft will invest $1 billion in Canada.", None) == "USD"
    assert find_money("$1 billion", dollar="CAD")[0].currency == "CAD"


@given(
    st.integers(1, 999),
    st.sampled_from([1e6, 1e9, 1e12]),
    st.sampled_from(["USD", "EUR", "JPY", "GBP", "CHF", "SEK"]),
    st.sampled_from(["exact", "about", "up_to", "at_least"]),
)
def test_what_is_written_is_read_again(n: int, size: float, currency: str, qualifier: str) -> None:
    text = f"They pledged {format_amount(n * size, currency, qualifier)} in all."
    (found,) = find_money(text)
    assert (found.value, found.currency, found.qualifier) == (n * size, currency, qualifier)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for span in (
        *find_money(text),
        *find_counts(text),
        *find_periods(text, published="2024-04-10"),
        *find_days(text, None),
    ):
        assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "quantity", "unit"),
    [
        ("train over three million people", 3e6, "people"),
        ("Training 3+ Million individuals".replace("Million", "million"), 3e6, "people"),
        ("create 3,000 new high-tech jobs", 3000, "jobs"),
        ("a 1.2 GW site", 1200, "MW"),
        ("500 megawatts", 500, "MW"),
        ("some 750 public Type 2 car chargers", 750, "units"),
    ],
)
def test_counts(text: str, quantity: float, unit: str) -> None:
    assert (quantity, unit) in [(c.quantity, c.unit) for c in find_counts(text)]


@pytest.mark.parametrize(
    ("text", "years", "begin", "finish"),
    [
        ("over the next two years", 2, None, None),
        ("over the coming two years", 2, None, None),
        ("within the next three years", 3, None, None),
        ("a five-year programme", 5, None, None),
        ("over 18 months", 1.5, None, None),
        ("over the next decade", 10, None, None),
        ("by 2030", None, None, "2030"),
        ("through 2028", None, None, "2028"),
        ("by the end of 2027", None, None, "2027"),
        ("by the end of the decade", None, None, "2030"),
        ("between 2024 and 2028", None, "2024", "2028"),
        ("is to open in the second half of 2027", None, None, "2027"),
        ("to be ready next year", None, None, "2025"),
    ],
)
def test_periods(text: str, years: float | None, begin: str | None, finish: str | None) -> None:
    found = find_periods(text, published="2024-04-10")
    assert [(p.years, p.begin, p.finish) for p in found] == [(years, begin, finish)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("said on Tuesday", "2024-04-09"),
        ("announced today", "2024-04-10"),
        ("said yesterday", "2024-04-09"),
        ("signed on April 2", "2024-04-02"),
        ("on December 3", "2023-12-03"),
        ("in June", "2023-06"),
        ("in January 2022", "2022-01"),
        ("last year", "2023"),
        ("on 5 March 2024", "2024-03-05"),
    ],
)
def test_days_count_back_from_the_article(text: str, date: str) -> None:
    assert [d.date for d in find_days(text, "2024-04-10")] == [date]


def test_datelines() -> None:
    assert find_dateline("TOKYO, April 9, 2024 (Wire) - Somebody") == "2024-04-09"
    assert find_dateline("No date here") is None
