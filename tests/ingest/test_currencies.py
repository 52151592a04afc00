"""Which currency a sum is in that does not say it itself."""

import pytest

from ingest.amounts import find_money


def test_a_sum_takes_its_currency_from_the_one_before() -> None:
    first, second = find_money(
        "It borrows 60 million dollars from one bank and another 15 million from the other."
    )
    assert (second.value, second.currency) == (15e6, first.currency)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It pays 50 million euros, while the subsidy amounts to 12 million.", [50e6, 12e6]),
        ("It puts in 50 million euros, against 12 million announced a year ago.", [50e6, 12e6]),
        ("It pays 50 million euros, and asked for 12 million more.", [50e6, 12e6]),
        ("It pays 50 million euros, and asked for 12 million more people.", [50e6]),
    ],
)
def test_a_sum_of_its_own_words_goes_on(text: str, values: list[float]) -> None:
    assert [(s.value, s.currency) for s in find_money(text)] == [(v, "EUR") for v in values]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Arcwell paid $300 million, Vesta 200 million and Kiln 100 million for it.", [300e6, 200e6, 100e6]),
        ("Arcwell paid $300 million, and Vesta has 200 million users.", [300e6]),
        ("Arcwell paid $300 million. Vesta 200 million.", [300e6]),
    ],
)
def test_several_who_pay_share_a_currency(text: str, values: list[float]) -> None:
    assert [(s.value, s.currency) for s in find_money(text)] == [(v, "USD") for v in values]


@pytest.mark.parametrize(
    "text", ["It has 12 crowns.", "the 3 million Crown employees", "In 2021 crown princess Ada opened it."]
)
def test_some_crowns_are_no_money(text: str) -> None:
    assert find_money(text) == []


def test_the_old_sum_behind_a_new_one_is_in_its_currency() -> None:
    spans = find_money(
        "Oslo: it cut the budget to 6 billion crowns from 8.6 billion, and has orders from 2 million users."
    )
    assert [(s.value, s.currency) for s in spans] == [(6e9, "NOK"), (8.6e9, "NOK")]


def test_words_shared_by_countries_follow_the_text() -> None:
    (span,) = find_money("A mill in Brno, in the Czech Republic, costs 250 million crowns.")
    assert span.currency == "CZK"
    (span,) = find_money("The foundation in Copenhagen, Denmark, gives 250 million kroner.")
    assert span.currency == "DKK"
