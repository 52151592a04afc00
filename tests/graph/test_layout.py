"""Where nodes stand: the same each time, none on another, whatever the size of the picture."""

from __future__ import annotations

import math
import random

import pytest

from graph.layout import positions


def _made(size: int) -> tuple[dict[str, str], list[tuple[str, str]]]:
    chance = random.Random(5)
    links = [(f"n{n}", f"n{chance.randrange(n)}") for n in range(1, size)]
    links += [(f"n{chance.randrange(size)}", f"n{chance.randrange(size)}") for _ in range(size)]
    return {f"n{n}": f"Entity {n}" for n in range(size)}, links


@pytest.mark.parametrize("size", [1, 20, 200, 600, 1100, 2100])
def test_a_picture_of_any_size_is_the_same_each_time_and_spread_out(size: int) -> None:
    names, links = _made(size)
    places = positions(names, links)
    assert places == positions(dict(reversed(names.items())), reversed(links))
    assert len(set(places.values())) == size == len(places)
    assert all(x >= 0 and y >= 0 for x, y in places.values())
    if size > 1:
        # What is linked stands nearer than what is not.
        pairs = [(random.Random(n).choice(list(names)), "n0") for n in range(100)]
        near, far = (
            sorted(math.dist(places[a], places[b]) for a, b in some if a != b) for some in (links, pairs)
        )
        assert near[len(near) // 2] < far[len(far) // 2]


def test_a_loop_is_no_link() -> None:
    assert positions({"a": "A"}, [("a", "a")]) == {"a": (0.0, 0.0)}
    assert positions({}, []) == {}
