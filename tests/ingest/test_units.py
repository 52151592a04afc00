"""Units and whose they are; who acts where both are named."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from named import anchors_at_sums, candidates, thing

from graph.model import EntityType
from ingest.parties import INVESTOR
from ingest.relations import TOLD, Link
from ingest.units import leave_out_parents, links_of_units, settle_units

C, G, N, P = "Company", "Government", "Country", "Place"
Told = tuple[str, EntityType]
KILN, VESTA, ORLA = ("Kiln", C), ("Vesta", C), ("Orla", C)


@pytest.mark.parametrize(
    ("text", "things", "found"),
    [
        ("Vesta said its U.S. subsidiary Kiln won.", [VESTA, KILN], "Kiln of Vesta"),
        ("Vesta, through its wholly-owned unit, Kiln, buys Orla.", [VESTA, KILN, ORLA], "Kiln of Vesta"),
        ("Orla met Vesta and its unit Kiln.", [ORLA, VESTA, KILN], "Kiln of Vesta"),
        ("Through its venture arm, Kiln, Vesta paid Orla.", [KILN, VESTA, ORLA], "Kiln of Vesta"),
        ("Norway, through its agency Kiln, pays Orla.", [("Norway", N), ("Kiln", G), ORLA], "Kiln of Norway"),
        ("Vesta, via its Kiln Agency, pays Orla.", [VESTA, ("Kiln Agency", G), ORLA], "Kiln Agency of Vesta"),
        ("Vesta, via its Kiln Academy, pays Orla.", [VESTA, ("Kiln Academy", C), ORLA], ""),
        ("Vesta sold chips to Orla, and its unit Kiln grew.", [VESTA, ORLA, KILN], "Kiln of Vesta"),
        ("Our German arm, Vesta Kiln, opens.", [("Vesta Kiln", C), ORLA], ""),
        (
            "Vesta grows. Our German arm, Vesta Kiln, opens.",
            [VESTA, ("Vesta Kiln", C)],
            "Vesta Kiln of Vesta",
        ),
        ("National Rail met its unit National Sugar.", [("National Sugar", C)], ""),
        ("Kiln, a Vesta company, pays.", [KILN, VESTA], "Kiln of Vesta"),
        ("Kiln (the Vesta subsidiary) pays.", [KILN, VESTA], "Kiln of Vesta"),
        ("Kiln, a Vesta partner, pays.", [KILN, VESTA], ""),
        ("Kiln, a Bavaria company, pays.", [KILN, ("Bavaria", P)], ""),
        ("Vesta's Kiln unit pays.", [VESTA, KILN], "Kiln of Vesta"),
        ("Vesta said its Kiln robotics division pays.", [VESTA, KILN], "Kiln of Vesta"),
        ("Vesta and its rival Kiln pay.", [VESTA, KILN], ""),
    ],
)
def test_whose_a_unit_is(text: str, things: list[Told], found: str) -> None:
    links = links_of_units(candidates(text), [thing(text, name, type_) for name, type_ in things])
    told = {f"{x.subject.name} of {x.object.name}" for x in links if x.subject.name != x.object.name}
    assert ", ".join(sorted(told)) == found


@pytest.mark.parametrize(
    ("between", "acts"),
    [
        ("through its unit", True),
        ("acting through its agency", True),
        ("next to its unit", False),
        ("and its unit", False),
    ],
)
def test_the_unit_through_which_somebody_acts_gives(between: str, acts: bool) -> None:
    text = f"Vesta, {between} Kiln, pays Orla $5 million."
    named = [thing(text, name, C) for name in ("Vesta", "Kiln", "Orla")]
    (anchor,) = anchors_at_sums(
        text, "grant", {"Vesta": (0.8, 0, 0), "Kiln": (0.3, 0, 0), "Orla": (0, 0.9, 0)}
    )
    settle_units([anchor], candidates(text), named)
    assert bool(anchor.parts["Vesta"][INVESTOR] < anchor.parts["Kiln"][INVESTOR]) == acts


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Vesta said that its unit Kiln pays.", ["Kiln"]),
        ("Vesta and its unit Kiln pay.", ["Vesta", "Kiln"]),
        ("Kiln pays. Vesta's unit grows.", ["Vesta", "Kiln"]),  # "Vesta's unit" may be another
    ],
)
def test_a_parent_is_no_party_beside_its_unit(text: str, left: list[str]) -> None:
    vesta, kiln = thing(text, "Vesta", C), thing(text, "Kiln", C)
    draft = cast("Any", SimpleNamespace(investors=[vesta, kiln], recipients=[]))
    leave_out_parents(
        [draft], [Link(kiln, "subsidiary_of", vesta, text.find("Vesta"), len(text), TOLD)], text
    )
    assert [x.name for x in draft.investors] == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Vesta Ventures pays. Its robots go to Vesta.", ["Vesta Ventures"]),
        ("Vesta and Vesta Ventures pay.", ["Vesta", "Vesta Ventures"]),
        ("Vesta Ventures and Vesta pay.", ["Vesta", "Vesta Ventures"]),
        ("Vesta and its venture arm Vesta Ventures pay.", ["Vesta", "Vesta Ventures"]),
        ("Vesta Growth Capital pays. Vesta buys.", ["Vesta Growth Capital"]),
        ("Vesta Robotics pays. Vesta buys.", ["Vesta", "Vesta Robotics"]),
    ],
)
def test_a_company_is_no_party_beside_its_fund(text: str, left: list[str]) -> None:
    fund = next(n for n in ("Vesta Ventures", "Vesta Growth Capital", "Vesta Robotics") if n in text)
    unit, vesta = thing(text, fund, C), thing(text, "Vesta", C)
    starts = {m.start for m in unit.mentions}
    vesta.mentions = [m for m in vesta.mentions if m.start not in starts]
    draft = cast("Any", SimpleNamespace(investors=[vesta, unit], recipients=[]))
    leave_out_parents([draft], [], text)
    assert [x.name for x in draft.investors] == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Vesta builds in Oulu\n\nVesta Energy will pay $2 million.", ["Vesta Energy"]),
        ("Vesta builds in Oulu\n\nVesta Energy will pay $2 million, and Vesta as much.", ["Vesta", "Vesta Energy"]),
        ("Vesta builds in Oulu.\n\nVesta Energy will pay $2 million.", ["Vesta", "Vesta Energy"]),
        ("Vestal builds in Oulu\n\nVesta Energy will pay $2 million.", ["Vestal", "Vesta Energy"]),
    ],
)  # fmt: skip
def test_the_short_name_of_a_headline_is_no_other_party(text: str, left: list[str]) -> None:
    full = thing(text, "Vesta Energy", C)
    short = thing(text, "Vestal" if "Vestal" in text else "Vesta", C)
    short.mentions = [m for m in short.mentions if not text.startswith("Vesta Energy", m.start)]
    draft = cast("Any", SimpleNamespace(investors=[short, full], recipients=[]))
    leave_out_parents([draft], [], text)
    assert [x.name for x in draft.investors] == left
