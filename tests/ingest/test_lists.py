"""Names in a row that have one part in a deal."""

from __future__ import annotations

import pytest
from named import anchors_at_sums, candidates, thing

from graph.model import EntityType, Kind
from ingest.anchors import Anchor
from ingest.lists import coordinated, settle_lists, settle_rows_of_names
from ingest.parties import INVESTOR, RECIPIENT

NAMES = ("Arcwell", "Vesta", "Kiln", "Borea")
GIVES, GETS, UNSURE = (0.7, 0.1, 0.0), (0.1, 0.7, 0.0), (0.2, 0.2, 0.0)
Parts = dict[str, tuple[float, float, float]]


def have(told: Anchor) -> str:
    givers, takers = (
        "+".join(n for n in NAMES if n in told.parts and told.parts[n][role] > 0.8)
        for role in (INVESTOR, RECIPIENT)
    )
    return f"{givers} > {takers}"


def listed(text: str, parts: Parts, type_: EntityType = "Company") -> str:
    told, *_ = anchors_at_sums(text, "grant", parts)
    settle_lists([told, *_], candidates(text), [thing(text, n, type_) for n in NAMES if n in text])
    return have(told)


@pytest.mark.parametrize(
    ("text", "parts", "found"),
    [
        ("It gives $5 million to two firms: Arcwell and Vesta.", {"Arcwell": GETS}, " > Arcwell+Vesta"),
        ("It splits $5 million among its three old firms: the Arcwell, Vesta and Kiln.", {"Vesta": GETS}, " > Arcwell+Vesta+Kiln"),
        ("It splits $5 million between the 12 firms: Arcwell & Vesta.", {"Vesta": GETS}, " > Arcwell+Vesta"),
        ("It gets $5 million from several firms: Arcwell, Vesta, and Kiln.", {"Arcwell": GIVES}, "Arcwell+Vesta+Kiln > "),
        ("It gets $5 million by 3 firms: Arcwell, and Vesta.", {"Arcwell": GIVES}, "Arcwell+Vesta > "),
        ("It gives $5 million to two firms: Arcwell and Vesta.", {"Arcwell": UNSURE}, " > "),
        ("It gives $5 million to two firms: Arcwell and Vesta.", {"Arcwell": GIVES}, " > "),
        ("It gives $5 million to many firms: Arcwell and Vesta.", {"Arcwell": GETS}, " > "),
        ("It gives $5 million to two firms: in Arcwell and Vesta.", {"Arcwell": GETS}, " > "),
        ("It gives $5 million to two firms: Arcwell.", {"Arcwell": GETS}, " > "),
        ("It gives $5 million and $3 million to two firms: Arcwell and Vesta.", {"Arcwell": GETS}, " > "),
        ("A grant of $5 million is shared by Arcwell, Vesta and Kiln.", {}, " > Arcwell+Vesta+Kiln"),
        ("A prize of $5 million was split equally between the Arcwell and Vesta.", {}, " > Arcwell+Vesta"),
        ("Funding of $5 million is divided evenly amongst Arcwell and Vesta.", {}, " > Arcwell+Vesta"),
        ("Awards of $5 million are shared among Arcwell and Vesta.", {}, " > Arcwell+Vesta"),
        ("A plant of $5 million is shared by Arcwell and Vesta.", {}, " > "),
    ],
)  # fmt: skip
def test_whom_a_list_names_have_one_part(text: str, parts: Parts, found: str) -> None:
    assert listed(text, parts) == found


def test_places_in_a_list_have_none() -> None:
    assert listed("A grant of $5 million is shared by Arcwell and Vesta.", {}, "Place") == " > "


def in_a_row(text: str, parts: Parts, kind: Kind = "grant", type_: EntityType = "University") -> str:
    told, *others = anchors_at_sums(text, kind, parts)
    settle_rows_of_names(
        [told, *others], candidates(text), [thing(text, n, type_) for n in NAMES if n in text]
    )
    return have(told)


@pytest.mark.parametrize(
    ("text", "parts", "found"),
    [
        ("It gives $5 million to Arcwell, Vesta and Kiln.", {"Vesta": GETS}, " > Arcwell+Vesta+Kiln"),
        ("It gives $5 million to Arcwell, to Vesta, and to Kiln.", {"Vesta": GETS}, " > Arcwell+Vesta+Kiln"),
        ("It gives $5 million to Arcwell and to Vesta.", {"Vesta": GETS}, " > Arcwell+Vesta"),
        ("Arcwell and Vesta give $5 million.", {"Vesta": GIVES}, "Arcwell+Vesta > "),
        ("Arcwell and Vesta have $5 million.", {"Arcwell": GETS, "Vesta": (0.4, 0.1, 0.0)}, " > "),
        ("Arcwell and Vesta have $5 million.", {"Arcwell": GIVES, "Vesta": (0.1, 0.4, 0.0)}, " > "),
        ("Arcwell and Vesta have $5 million.", {"Arcwell": UNSURE, "Vesta": UNSURE}, " > "),
        ("It gives $5 million to Arcwell with Vesta and Kiln.", {"Kiln": GETS}, " > "),
        ("It gives $5 million to firms such as Vesta and Kiln.", {"Kiln": GETS}, " > "),
        ("It gives $5 million to partners Vesta and Kiln.", {"Kiln": GETS}, " > "),
        ("It gives $5 million; Vesta and Kiln grow.", {"Kiln": GETS}, " > "),
        ("It gives $5 million to Arcwell, Vesta, Kiln.", {"Vesta": GETS}, " > "),
        ("It gives $5 million to Arcwell, and Vesta.", {"Vesta": GETS}, " > "),
        ("It gives $5 million to Arcwell and Vesta, and $3 million to Kiln.", {"Vesta": GETS}, " > "),
        (f"It gives $5 million to Arcwell and Vesta, and {'in time ' * 9}$3 million.", {"Vesta": GETS}, " > Arcwell+Vesta"),
    ],
)  # fmt: skip
def test_names_in_a_row_have_the_part_of_one_of_them(text: str, parts: Parts, found: str) -> None:
    assert in_a_row(text, parts) == found


@pytest.mark.parametrize("kind", ["loan", "equity", "investment", "acquisition"])
def test_names_in_a_row_give_together(kind: Kind) -> None:
    assert (
        in_a_row("Arcwell, Vesta and Kiln put in $5 million.", {"Vesta": GIVES}, kind)
        == "Arcwell+Vesta+Kiln > "
    )
    assert in_a_row("It puts $5 million into Arcwell, Vesta and Kiln.", {"Vesta": GETS}, kind) == " > "


def test_only_bodies_in_a_row_get_a_grant() -> None:
    text = "It gives $5 million to Arcwell and Vesta."
    assert in_a_row(text, {"Vesta": GETS}, "loan") == " > "
    assert in_a_row(text, {"Vesta": GETS}, type_="Facility") == " > "
    assert in_a_row(text, {"Vesta": GETS}, type_="Government") == " > Arcwell+Vesta"


def test_descriptions_in_a_row_are_nobody() -> None:
    text = "It gives $5 million to Arcwell and Vesta."
    told = anchors_at_sums(text, "grant", {"Vesta": GETS})
    two = [thing(text, n, "Company") for n in ("Arcwell", "Vesta")]
    two[0].described = True
    settle_rows_of_names(told, candidates(text), two)
    assert have(told[0]) == " > "


def test_an_acronym_in_brackets_is_of_its_name() -> None:
    text = "Arcwell, Kelvorn Industries (KVI) and Vesta"
    one, two, three = (thing(text, n, "Company") for n in ("Arcwell", "Kelvorn Industries", "Vesta"))
    told = [(0, 7, one), (9, 27, two), (29, 32, two), (38, 43, three)]
    (row,) = coordinated(told, text)
    assert [text[a:b] for a, b, _ in row] == ["Arcwell", "Kelvorn Industries (KVI)", "Vesta"]
