"""Where money goes that is given or lent for a site whose place another sentence tells."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from named import anchors_at_sums, thing

from graph.model import EntityType
from ingest.placed import place_money
from ingest.relations import Link
from ingest.things import Thing

TYPED: dict[str, EntityType] = {"Lyon": "Place", "Graz": "Place", "plant": "Facility", "Arcwell": "Company"}


def placed(after: str, *, built: bool = True, lies: bool = True, title: bool = False) -> list[str]:
    """Where a loan to Arcwell goes by the words after its sum, in an article in which it has a plant in Lyon."""
    text = f"Arcwell has a plant in Lyon, not in Graz. The bank lends Arcwell $5 million{after}"
    things = {n: thing(text, n, t) for n, t in TYPED.items()}
    (anchor,) = anchors_at_sums(text, "loan", {})
    anchor.title = title

    def draft(kind: str, **parts: list[Thing]) -> Any:
        return SimpleNamespace(**{"kind": kind, "money": None, "places": [], "anchors": [], **parts})

    loan = draft("loan", recipients=[things["Arcwell"]], investors=[])
    loan.money, loan.anchors = anchor.money, [anchor]
    plan = draft("facility", recipients=[], investors=[things["Arcwell"]], places=[things["Lyon"]])
    links = [Link(things["plant"], "located_in", things["Lyon"], 0, 9, 0.9)] if lies else []
    place_money([loan, *([plan] if built else [])], cast("Any", links), text, list(things.values()))
    return [t.name for t in loan.places]


@pytest.mark.parametrize(
    "after",
    [
        " for the plant.",
        " towards its new plant.",
        " in cash and tax breaks to build the plant.",
    ],
)
def test_money_for_a_site_goes_where_it_lies(after: str) -> None:
    assert placed(after, built=False) == ["Lyon"]


@pytest.mark.parametrize("after", [" for the project.", " over ten years towards the large factory."])
def test_money_for_the_project_goes_where_the_only_one_is(after: str) -> None:
    assert placed(after, lies=False) == ["Lyon"]
    assert placed(after, lies=False, built=False) == []


@pytest.mark.parametrize(
    "after",
    [
        ".",
        " for its clients.",
        ". It is for the plant.",
        ", which is for the plant.",
        " for the project's owner.",
        " for a study of lamps in the plant.",
    ],
)
def test_other_money_goes_nowhere(after: str) -> None:
    assert placed(after) == []


def test_a_title_tells_no_place() -> None:
    assert placed(" for the plant.", title=True) == []
