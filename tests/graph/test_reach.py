"""What two commitments can come to at most: never less than they do."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from itertools import combinations
from typing import Any, get_args

import pytest

from graph.model import Commitment, Kind
from graph.resolve.deals import MAYBE_SAME_DEAL, SAME_DEAL, Deal, Party, compare_deals
from graph.resolve.reach import Reach, may_reach, reach

GIVERS = [Party("arcwell", "Company", None), Party("vesta", "Company", None), Party("us", "Government", "US")]
TAKERS = [
    Party("kiln", "Company", None),
    Party("plant", "Facility", None),
    Party("belmora", "University", None),
]
PLACES = [Party("ohio", "Place", "US"), Party("usa", "Country", "US"), Party("lyon", "Place", "FR")]


def random_deal(rng: random.Random, n: int) -> Deal:
    told: dict[str, Any] = {
        "id": "c1", "kind": rng.choice(get_args(Kind)), "investors": ["e1"], "evidence": ["it"],
        "announced": rng.choice([None, "2024", "2024-04-09", "2024-04-12", "2024-05-24", "2025-06-01"]),
        "amount": rng.choice([None, {"value": 1e9, "currency": "USD"}, {"value": 9.2e8, "currency": "EUR"}]),
        "period": rng.choice([None, {"years": 2}]),
        "target": rng.choice([None, {"quantity": 200, "unit": "jobs"}]),
    }  # fmt: skip

    def some(pool: list[Party]) -> frozenset[Party]:
        return frozenset(rng.sample(pool, rng.choice([0, 1, 1, 1, 2, 3])))

    claim = Commitment.model_validate(told)
    return Deal(f"a{n:02}#c1", f"a{n}", claim, some(GIVERS), some(TAKERS), some(PLACES), "2024-04-09")


def may_be(a: Deal, b: Deal, points: float) -> bool:
    columns = ", ".join(f"? as {name}" for name in Reach._fields)
    query = f"select {may_reach(points)} from (select {columns}) b, (select {columns}) o"
    with closing(sqlite3.connect(":memory:")) as db:
        return bool(db.execute(query, (*reach(a), *reach(b))).fetchone()[0])


@pytest.mark.parametrize("seed", range(8))
def test_what_comes_to_so_many_points_is_never_ruled_out(seed: int) -> None:
    rng = random.Random(seed)
    deals = [random_deal(rng, n) for n in range(60)]
    ruled_out = 0
    for a, b in combinations(deals, 2):
        points = compare_deals(a, b).points
        for needed in (SAME_DEAL, MAYBE_SAME_DEAL):
            assert may_be(a, b, needed) or points < needed, (a, b)
        ruled_out += not may_be(a, b, SAME_DEAL)
    assert ruled_out > 700, "most of such deals have nothing to do with one another"


def test_another_recipient_at_another_time_is_ruled_out() -> None:
    claim = {"id": "c1", "kind": "grant", "investors": ["e1"], "evidence": ["it"]}
    one, two, same = (
        Deal(
            f"{n}#c1", n, Commitment.model_validate({**claim, "announced": day, "amount": {"value": 1e9, "currency": "USD"}}),
            frozenset(GIVERS[:1]), frozenset({taker}), frozenset(), day,
        )
        for n, taker, day in (("a", TAKERS[0], "2024-04-09"), ("b", TAKERS[2], "2024-06-09"), ("c", TAKERS[0], "2024-06-09"))
    )  # fmt: skip
    assert not may_be(one, two, SAME_DEAL)
    assert may_be(one, same, SAME_DEAL)
