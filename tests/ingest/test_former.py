"""Who backed a firm before, and who backs it now."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest
from named import anchors_at_sums, thing

from ingest.former import settle_former
from ingest.parties import INVESTOR, RECIPIENT
from ingest.reader import KINDS

NAMES = ("Arcwell", "Vesta", "Kiln", "Loft")
ROUND = "Vesta raised $40 million from Arcwell. "


def sentences(text: str) -> Any:
    """Candidates whose sentences end in a point."""
    spans = [m.span() for m in re.finditer(r"[^.]+\.?\s?", text)]
    at = lambda k: next((s for s in spans if s[0] <= k < s[1]), (k, k))  # noqa: E731
    return cast("Any", SimpleNamespace(text=text, sentences=spans, sentence_at=at, warnings=()))


def settled(text: str) -> list[str]:
    """Who gives in each deal: "Arcwell > Vesta" with a sum, "(Kiln > Vesta)" without one."""
    everybody = {n: (0.9, 0.0, 0.0) for n in NAMES if n in text} | {"Vesta": (0.0, 0.9, 0.0)}
    anchors = anchors_at_sums(text, "equity", everybody)
    settle_former(anchors, sentences(text), [thing(text, n, "Company") for n in NAMES if n in text])
    made = []
    for a in anchors:
        assert a.kinds[1:].argmax() == KINDS.index("equity")
        givers = "+".join(n for n in NAMES if n in a.parts and a.parts[n][INVESTOR] > 0.5)
        takers = "+".join(n for n in NAMES if n in a.parts and a.parts[n][RECIPIENT] > 0.5)
        made.append(f"{givers} > {takers}" if a.money else f"({givers} > {takers})")
    return made


@pytest.mark.parametrize(
    "then",
    [
        "Its existing investors include Kiln and Loft.",
        "Its other investors include Kiln and Loft.",
        "Earlier backers of the company are Kiln and Loft.",
        "Previous investors in Vesta include the funds Kiln and Loft.",
        "The firm's shareholders also include Kiln and Loft.",
    ],
)
def test_backers_of_before_are_none_of_the_new_round(then: str) -> None:
    assert settled(ROUND + then) == ["Arcwell > Vesta", "(Kiln+Loft > Vesta)"]


@pytest.mark.parametrize(
    ("then", "new"),
    [
        ("Kiln, which led the previous round, did not invest again.", "Arcwell > Vesta"),
        ("Kiln, which had led its seed round in 2021, took part again.", "Arcwell+Kiln > Vesta"),
    ],
)
def test_who_led_an_earlier_round_backed_the_firm(then: str, new: str) -> None:
    assert settled(ROUND + then) == [new, "(Kiln > Vesta)"]


def test_whose_backers_are_told_by_a_relative_clause() -> None:
    assert settled("Vesta, whose backers include Kiln, opened an office.") == ["(Kiln > Vesta)"]


@pytest.mark.parametrize(
    "then",
    ["Investors in the round include Kiln and Loft.", "Existing investors Kiln and Loft took part."],
)
def test_who_takes_part_in_the_round_stays_in_it(then: str) -> None:
    assert settled(ROUND + then) == ["Arcwell+Kiln+Loft > Vesta"]


def test_what_was_raised_before_came_from_others() -> None:
    told = settled(ROUND + "It previously raised $3 million from Kiln.")
    assert told == ["Arcwell > Vesta", "Kiln > Vesta"]
    now = settled("Vesta said it had raised $40 million. Arcwell and Kiln gave $3 million each.")
    assert now == ["Arcwell+Kiln > Vesta"] * 2
