"""Keys by which deals that may be one are found: of which one of two must not be weak."""

from __future__ import annotations

from typing import Any

import pytest

from graph.model import Commitment
from graph.resolve.deals import Deal, Party, blocks


def deal(
    value: float | None = None,
    *,
    to: str | None = None,
    by: str | None = "arcwell",
    currency: str = "USD",
    kind: str = "investment",
    **amount: Any,
) -> Deal:
    """A deal in Ohio."""
    told: dict[str, Any] = {"id": "c1", "kind": kind, "investors": ["e1"], "evidence": ["it"]}
    if value is not None:
        told["amount"] = {"value": value * 1e6, "currency": currency, **amount}

    def parties(key: str | None, type_: str) -> frozenset[Party]:
        return frozenset({Party(key, type_, "US")} if key else ())

    claim = Commitment.model_validate(told)
    return Deal(
        "a#c1", "a", claim, parties(by, "Company"), parties(to, "Company"), parties("ohio", "Place"), "2024-04-09"
    )  # fmt: skip


def keys(a: Deal, b: Deal) -> dict[str, bool]:
    """The shared keys, and whether they are weak for both."""
    one, two = blocks(a), blocks(b)
    return {k: one[k] and two[k] for k in one.keys() & two.keys()}


def test_other_sums_of_one_giver_in_one_place_share_weak_keys_alone() -> None:
    assert keys(deal(5), deal(9)) == {"arcwell|ohio": True}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (deal(5, to="kiln"), deal(9, to="kiln")),  # a shared recipient
        (deal(5), deal(5.2)),  # about the same sum
        (deal(5), deal()),  # one without a sum
        (deal(5, max=9e6), deal(7)),  # a range and a sum between its ends
        (deal(5, currency="GHS"), deal(5.1, currency="GHS")),
        (deal(5, to="kiln", by=None, kind="equity"), deal(9, to="kiln", kind="equity")),
    ],
)
def test_what_may_be_one_deal_shares_a_key_that_counts(a: Deal, b: Deal) -> None:
    assert not all(keys(a, b).values())
    assert not all(keys(b, a).values())


def test_a_sum_without_a_rate_cannot_tell_deals_apart() -> None:
    assert keys(deal(5, currency="CUP"), deal(9)) == {"arcwell|ohio": False}


@pytest.mark.parametrize(
    ("value", "meets"), [(5, True), (6, True), (7.5, True), (9, True), (20, False), (2, False)]
)
def test_a_range_meets_the_sums_between_its_ends(value: float, meets: bool) -> None:
    shared = keys(deal(5, max=9e6), deal(value))
    assert any(k.startswith("arcwell~") for k in shared) is meets


def test_a_wide_range_has_not_too_many_keys() -> None:
    assert len(blocks(deal(1, max=1e15))) < 60


@pytest.mark.parametrize(("value", "weak"), [(5, False), (9, True)])
def test_a_takers_shares_are_one_round_if_the_sum_is_the_same(value: float, weak: bool) -> None:
    one, two = deal(5, to="kiln", kind="equity"), deal(value, to="kiln", by="vesta", kind="equity")
    assert all(keys(one, two).values()) is weak
