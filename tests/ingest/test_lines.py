"""Lines of business that change hands."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest
from named import anchors_at_sums, thing

from ingest.lines import find_lines, links_of_lines, settle_lines, without_buyers
from ingest.parties import INVESTOR, RECIPIENT
from ingest.relations import TOLD, Link

NAMES = ("Arcwell", "Vesta", "Kiln")


def sentences(text: str) -> Any:
    spans = [m.span() for m in re.finditer(r"[^.]+\.?\s?", text)]
    at = lambda k: next((s for s in spans if s[0] <= k < s[1]), (k, k))  # noqa: E731
    return cast("Any", SimpleNamespace(text=text, sentences=spans, sentence_at=at, warnings=()))


def settled(text: str) -> list[str]:
    """What becomes of a text: "acquisition: Arcwell > Vesta lamp business"."""
    found = sentences(text)
    things, lines = find_lines(found, [thing(text, n, "Company") for n in NAMES if n in text])
    named = {t.key: t.name for t in things}
    assert {x.subject.name for x in links_of_lines(found, lines)} <= set(named.values())
    anchors = anchors_at_sums(text, "acquisition", {"Arcwell": (0.9, 0, 0), "Vesta": (0, 0.6, 0)})
    settle_lines(anchors, lines, found, things)
    made = []
    for a in anchors:
        givers, takers = (
            "+".join(named[k] for k, p in a.parts.items() if k in named and p[role] > 0.5)
            for role in (INVESTOR, RECIPIENT)
        )
        made.append(f"{a.kind}: {givers} > {takers}")
    return made


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Arcwell bought the lamp business of Vesta for $4 million.", "acquisition: Arcwell > Vesta lamp business"),
        ("Arcwell paid $4 million in May for the street lamp unit of Danish rival Vesta.", "acquisition: Arcwell > Vesta street lamp unit"),
        ("Arcwell is buying Vesta's lamp division for $4 million.", "acquisition: Arcwell > Vesta lamp division"),
        ("Vesta sold its LED arm to Arcwell for $4 million.", "acquisition: Arcwell > Vesta LED arm"),
        ("Vesta sold half of its lamp business to Arcwell for $4 million.", "equity: Arcwell > Vesta lamp business"),
        ("Vesta's lamp business is to be bought by Arcwell for $4 million.", "acquisition: Arcwell > Vesta lamp business"),
        ("Vesta sold its Danish subsidiary to Arcwell for $4 million.", "acquisition: Arcwell > Vesta Danish subsidiary"),
        ("Arcwell snaps up the lamp business of Vesta.", "acquisition: Arcwell > Vesta lamp business"),
    ],
)  # fmt: skip
def test_a_line_of_business_is_what_is_bought(text: str, told: str) -> None:
    assert settled(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "Arcwell bought Vesta for $4 million to expand its lamp business.",
        "Arcwell bought the lamp business Vesta, for $4 million.",  # it has a name
        "Arcwell bought Kiln's Danish subsidiary Vesta for $4 million.",
        "Kiln sold its wholly owned subsidiary, Vesta, to Arcwell for $4 million.",
        "Arcwell bought Vesta for $4 million. The lamp business of Kiln grows.",
        "Arcwell bought Vesta for $4 million. Kiln runs the business of lamps.",
    ],
)
def test_a_line_that_stays_with_its_owner_is_no_thing(text: str) -> None:
    assert settled(text) == ["acquisition: Arcwell > Vesta"]


def test_who_buys_a_line_is_no_unit_of_its_owner() -> None:
    text = "Arcwell bought the lamp business of Vesta."
    found = sentences(text)
    things, lines = find_lines(found, [thing(text, n, "Company") for n in ("Arcwell", "Vesta")])
    arcwell, vesta = (next(t for t in things if t.name == n) for n in ("Arcwell", "Vesta"))
    wrong = Link(arcwell, "subsidiary_of", vesta, 0, len(text), TOLD)
    right = list(links_of_lines(found, lines))
    assert without_buyers([wrong, *right], lines) == right
    assert [(x.subject.name, x.object.name) for x in right] == [("Vesta lamp business", "Vesta")]
