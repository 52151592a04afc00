"""Rows of tables and lists of fields."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from named import anchor, thing

from graph.model import EntityType
from ingest.amounts import find_money
from ingest.anchors import Anchor
from ingest.layout import blocks
from ingest.parties import INVESTOR, PLACE, RECIPIENT
from ingest.tables import find_rows, links_of_rows, names_in_cells, settle_rows
from ingest.things import Thing

C, G, N, P = "Company", "Government", "Country", "Place"
Told = tuple[str, EntityType]


def read(text: str, named: list[Told], verbs: tuple[str, ...] = ()) -> tuple[Any, list[Thing]]:
    words = [(text.find(v), text.find(v) + len(v), v, "VERB") for v in verbs]
    found = SimpleNamespace(text=text, blocks=blocks(text, []), money=find_money(text), words=words)
    return cast("Any", found), [thing(text, name, type_) for name, type_ in named]


def settled(text: str, named: list[Told], kind: str = "grant", parts: Any = None) -> list[Anchor]:
    found, things = read(text, named)
    anchors = [anchor(cast("Any", kind), dict(parts or {}), money=m, at=m.start) for m in found.money]
    settle_rows(anchors, find_rows(found, things), found, things)
    return anchors


@pytest.mark.parametrize(
    ("text", "named", "rows"),
    [
        ("Arcwell | Bangor | $2 million\nVesta | Marseille | $3 million", [("Arcwell", C), ("Vesta", C), ("Bangor", P)], "Arcwell in Bangor; Vesta"),
        ("Arcwell\tBangor\t$2 million\nVesta\tMarseille\t$3 million", [("Arcwell", C), ("Vesta", C), ("Bangor", P)], "Arcwell in Bangor; Vesta"),
        ("Arcwell    wide ships    $2 million", [("Arcwell", C)], "Arcwell"),
        ("ArcwellBangorLight$2m\nVestaMarseilleHeat$3m", [("Arcwell", C), ("Vesta", C), ("Marseille", P)], "Arcwell; Vesta in Marseille"),
        ("Arcwell Bangor up to $2 million\nVesta Marseille $3 million", [("Arcwell", C), ("Vesta", C), ("Bangor", P), ("Marseille", P)], "Arcwell in Bangor; Vesta in Marseille"),
        ("• Arcwell: $2 million\n• Portugal: €3 million", [("Arcwell", C), ("Portugal", N)], "Arcwell; Portugal"),
        ("Arcwell Bangor $2 million", [("Arcwell", C), ("Bangor", P)], ""),
        ("Recipient: Arcwell\nLocation: Bangor\nAmount: $2 million\n\nRecipient: Vesta\nAmount: $3 million\n\nBangor grows.", [("Arcwell", C), ("Vesta", C), ("Bangor", P)], "Arcwell in Bangor; Vesta"),
        ("Recipient: Arcwell\nAmount: $2 million", [("Arcwell", C)], ""),
    ],
)  # fmt: skip
def test_rows(text: str, named: list[Told], rows: str) -> None:
    found = find_rows(*read(text, named))
    assert "; ".join(" in ".join([r.who.name, *(p.name for p in r.places[:1])]) for r in found) == rows


def test_a_headline_that_is_told_again_is_no_table() -> None:
    text = "Arcwell puts $2 million in Bangor\nArcwell puts $2 million in Bangor"
    assert find_rows(*read(text, [("Arcwell", C), ("Bangor", P)])) == []
    others = "Arcwell puts $2 million in Bangor\nVesta puts $3 million in Bangor"
    assert find_rows(*read(others, [("Arcwell", C), ("Vesta", C), ("Bangor", P)], ("puts",)))[:1] == []


def test_a_sum_goes_to_who_stands_in_its_row() -> None:
    text = "Arcwell | Bangor | $2 million\nVesta | Marseille | $3 million"
    named: list[Told] = [("Arcwell", C), ("Vesta", C), ("Bangor", P), ("Marseille", P), ("Ministry", G)]
    parts = {
        "Arcwell": (0.0, 0.6, 0.0),
        "Vesta": (0.0, 0.5, 0.0),
        "Ministry": (0.9, 0.1, 0.0),
        "Bangor": (0.0, 0.0, 0.5),
    }
    first, second = settled(text, named, parts=parts)
    assert first.parts["Arcwell"][RECIPIENT] > 0.8 > 0.2 > first.parts["Vesta"][RECIPIENT]
    assert second.parts["Vesta"][RECIPIENT] > 0.8 > 0.2 > second.parts["Arcwell"][RECIPIENT]
    assert first.parts["Bangor"][PLACE] > 0.8 > second.parts["Bangor"][PLACE]
    assert first.parts["Ministry"][INVESTOR] > 0.8


def test_states_in_rows_give() -> None:
    anchors = settled("• Portugal: €2 million\n• Romania: €3 million", [("Portugal", N), ("Romania", N)])
    assert [a.parts[k][INVESTOR] > 0.8 for a, k in zip(anchors, ("Portugal", "Romania"), strict=True)] == [
        True,
        True,
    ]


def test_who_invests_in_a_row() -> None:
    text = "Arcwell | Bangor | $2 million\nVesta | Marseille | $3 million"
    first, _ = settled(text, [("Arcwell", C), ("Vesta", C)], "investment")
    assert first.parts["Arcwell"][INVESTOR] > 0.8


def test_where_those_in_rows_lie() -> None:
    text = "ArcwellBergenNorway\nVestaMarseilleFrance"
    found, things = read(
        text, [("Arcwell", C), ("Vesta", C), ("Bergen", P), ("Norway", N), ("Marseille", P), ("France", N)]
    )
    links = [f"{x.subject.name} in {x.object.name}" for x in links_of_rows(found, find_rows(found, things))]
    assert links == ["Arcwell in Bergen", "Bergen in Norway", "Vesta in Marseille", "Marseille in France"]


def test_names_that_fill_cells() -> None:
    (block,) = blocks("Arcwell CellsBergenNorway$2m", [])
    assert [(m.text, m.type, m.known) for m in names_in_cells(block)] == [
        ("Arcwell Cells", "Company", False),
        ("Bergen", "Place", True),
        ("Norway", "Country", True),
    ]
    (plain,) = blocks("Arcwell builds in Norway", [])
    assert list(names_in_cells(plain)) == []


def test_states_under_a_line_on_grants_get() -> None:
    text = "The Commission has awarded these grants to states\n• Portugal: €3 million\n• Spain: €2 million"
    (first, second) = settled(text, [("Commission", G), ("Portugal", N), ("Spain", N)])
    assert first.parts["Portugal"][RECIPIENT] > 0.8
    assert second.parts["Spain"][RECIPIENT] > 0.8 > second.parts["Spain"][INVESTOR]


def test_an_entry_may_say_who_gives() -> None:
    text = "Recipient: Arcwell\nFunder: Vesta\nAmount: $2 million\n\nRecipient: Kiln\nFunder: Borea\nAmount: $3 million"
    names: list[Told] = [("Arcwell", C), ("Vesta", C), ("Kiln", C), ("Borea", C)]
    (first, second) = settled(text, names, parts={"Borea": np.array([0.9, 0, 0], np.float32)})
    assert first.parts["Vesta"][INVESTOR] > 0.8 > 0.2 > first.parts["Borea"][INVESTOR]
    assert second.parts["Borea"][INVESTOR] > 0.8
    assert second.parts["Kiln"][RECIPIENT] > 0.8


def test_bars_are_found_in_bounded_time() -> None:
    assert find_rows(*read(f"Arcwell{' ' * 200_000}$5 million", [("Arcwell", C)])) == []


@pytest.mark.parametrize(
    ("head", "found"), [("Firm | HQ | Sum", ["Arcwell in Bangor"]), ("Firm | Plant | Sum", [])]
)
def test_the_head_of_a_column_says_whose_place_it_is(head: str, found: list[str]) -> None:
    text = f"{head}\nArcwell | Bangor | $2 million\nVesta | Oslo | $3 million"
    told, things = read(text, [("Arcwell", C), ("Vesta", C), ("Bangor", P)])
    links = links_of_rows(told, find_rows(told, things))
    assert [f"{x.subject.name} in {x.object.name}" for x in links] == found


GIVES, GETS = np.array([0.7, 0.1, 0.0], np.float32), np.array([0.1, 0.7, 0.0], np.float32)
TWO = "• Arcwell: $5 million\n• Vesta: $3 million"
ELM: tuple[str, EntityType] = ("Elm University", "University")


def sides(told: Anchor) -> str:
    givers, takers = (
        "+".join(n for n, p in told.parts.items() if p[role] > 0.8) for role in (INVESTOR, RECIPIENT)
    )
    return f"{givers} > {takers}"


@pytest.mark.parametrize(
    ("lead", "first"),
    [
        ("Elm University gets money from these:", "Arcwell > Elm University"),
        ("The sources of Elm University are:", "Arcwell > Elm University"),
        ("The backers of Elm University:", "Arcwell > Elm University"),
        ("Elm University is funded by:", "Arcwell > Elm University"),
        ("The awards that Elm University has are paid for by:", "Arcwell > Elm University"),
        ("Elm University gets money from these.", "Arcwell > "),
        ("The awards that Elm University gives are:", " > Arcwell"),
    ],
)
def test_the_lead_to_a_list_of_sources_says_who_gets_the_money(lead: str, first: str) -> None:
    told = settled(f"{lead}\n\n{TWO}", [("Arcwell", C), ("Vesta", C), ELM], parts={"Arcwell": GIVES.copy()})
    assert sides(told[0]) == first


@pytest.mark.parametrize(
    ("named", "takers"),
    [
        ([("Elm plant", "Facility"), ELM], " > Elm University"),
        ([("Elm plant", "Facility")], " > Elm plant"),
        ([("Elm plant", "Place")], " > "),
    ],
)
def test_of_those_in_a_lead_a_site_gets_it_last(named: list[Told], takers: str) -> None:
    text = f"The Elm plant of Elm University gets money from these:\n\n{TWO}"
    told = settled(
        text, [("Arcwell", C), ("Vesta", C), *named], parts={n: GIVES.copy() for n in ("Arcwell", "Vesta")}
    )
    assert sides(told[0]).endswith(takers)


def test_who_stands_in_a_row_gets_nothing_from_the_others() -> None:
    text = f"Arcwell gets money from these:\n\n{TWO}"
    told = settled(
        text, [("Arcwell", C), ("Vesta", C)], parts={n: GIVES.copy() for n in ("Arcwell", "Vesta")}
    )
    assert [sides(a) for a in told] == ["Arcwell > ", "Vesta > "]


def test_towns_may_head_the_rows_of_sources_alone() -> None:
    named: list[Told] = [("Bangor", P), ("Oslo", P)]
    rows = "• Bangor: $5 million\n• Oslo: $3 million"
    assert len(find_rows(*read(f"The money comes from these:\n\n{rows}", named))) == 2
    assert find_rows(*read(f"It spends there:\n\n{rows}", named)) == []


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("a grant of", " > Arcwell Hall"),
        ("a small federal loan of", " > Arcwell Hall"),
        ("contributions of", " > Arcwell Hall"),
        ("a plan of", "Arcwell Hall > "),
    ],
)
def test_who_is_given_something_in_its_row_gets_it(said: str, first: str) -> None:
    text = f"Arcwell Hall (Bangor): {said} $5 million\nVesta Hall (Oslo): {said} $3 million"
    named: list[Told] = [("Arcwell Hall", C), ("Vesta Hall", C), ("Bangor", P), ("Oslo", P)]
    told = settled(text, named, parts={n: GIVES.copy() for n in ("Arcwell Hall", "Vesta Hall")})
    assert sides(told[0]) == first


@pytest.mark.parametrize(
    "head",
    ["Recipient", "Lead company", "Grant recipients", "Lead", "Applicants", "Awardee", "Grantees", "Beneficiaries", "Organisation",
     "Borrower", "Winners", "Selectee", "main COMPANIES"],
)  # fmt: skip
def test_the_head_of_a_column_says_who_gets_the_sums(head: str) -> None:
    text = f"Town | {head} | Sum\nBangor | Arcwell | $2 million\nOslo | Vesta | $3 million"
    named: list[Told] = [("Arcwell", C), ("Vesta", C), ("Bangor", P), ("Oslo", P)]
    rows = find_rows(*read(text, named))
    assert [(r.who.name, [p.name for p in r.places], r.takes) for r in rows] == [
        ("Arcwell", ["Bangor"], True),
        ("Vesta", ["Oslo"], True),
    ]
    told = settled(text, named, "investment", {"Arcwell": GIVES.copy()})
    assert told[0].parts["Arcwell"][RECIPIENT] > 0.8


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Town | Recipient | Sum\nBangor | Oslo | $2 million\nOslo | Vesta | $3 million", ["Vesta"]),
        ("Town | Recipient $1 | Sum\nArcwell | Kiln | $2 million\nVesta | Kiln | $3 million", ["Arcwell", "Vesta"]),
        ("Town | Firm | Recipient\nArcwell | Kiln\nIt grows.\nVesta | Kiln | $3 million", ["Vesta"]),
        ("Recipient | Town | Sum\nArcwell | Kiln | $2 million", ["Arcwell"]),
    ],
)  # fmt: skip
def test_only_under_such_a_head(text: str, who: list[str]) -> None:
    named: list[Told] = [("Arcwell", C), ("Vesta", C), ("Kiln", C), ("Bangor", P), ("Oslo", P)]
    assert [r.who.name for r in find_rows(*read(text, named))] == who


def test_a_bare_name_in_such_a_column_is_no_place() -> None:
    text = "Town | Recipient | Sum\nBangor | Arcwell | $2 million"
    (row,) = find_rows(*read(text, [("Arcwell", P), ("Bangor", P)]))
    assert (row.who.name, row.who.type) == ("Arcwell", C)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("| 12 | Arcwell Lamps | Oslo | 2024 | $2 million |", [("Arcwell Lamps", C)]),
        ("| 12 | Elm University | $2 million |", [("Elm University", "University")]),
        ("| 12 | lamps of all sorts | $2 million |", []),
        ("| 12 | Arcwell Lamps | 2024 |", []),
        ("| 12 | USD | $2 million |", []),
    ],
)
def test_what_fills_a_cell_between_bars_is_a_name(text: str, names: list[Told]) -> None:
    (block,) = blocks(text, [])
    found = list(names_in_cells(block))
    assert [(m.text, m.type) for m in found if "|" not in m.text] == names
    assert all(text[m.start : m.end] == m.text for m in found)


@pytest.mark.parametrize(
    "said",
    ["their sources are:", "its contributions are:", "its contributors:", "its funders:", "its donors:", "its backers:", "its financiers:",
     "are funded by:", "are financed by:", "are supported by:", "are contributed by:", "are backed by:"],
)  # fmt: skip
def test_a_lead_that_tells_of_sources_does_not_tell_who_gets(said: str) -> None:
    text = f"The grants to Elm University and {said}\n\n{TWO}"
    told = settled(text, [("Arcwell", C), ("Vesta", C), ELM], parts={"Arcwell": GIVES.copy()})
    assert sides(told[0]) == "Arcwell > Elm University"
