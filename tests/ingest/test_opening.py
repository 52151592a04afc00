"""Names that stand in what was taken for one."""

from __future__ import annotations

import pytest
from named import Named, rule, things, told

from ingest.layout import blocks
from ingest.mentions import Mention
from ingest.opening import deals_in, is_description, regions_in

C, P, G, U, F, N = "Company", "Place", "Government", "University", "Facility", "Country"


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("Money for lender Paisaway came.", [("lender Paisaway", C)], "Paisaway"),
        ("Dresden-based Elbmark grows.", [("Dresden-based Elbmark", C)], "Dresden, Elbmark"),
        ("Danish pension fund PenDan pays.", [("Danish pension fund PenDan", C)], "PenDan"),
        ("U.S. memory maker Arcwell pays.", [("U.S. memory maker Arcwell", C)], "Arcwell"),
        ("The university's Bernal Lab pays.", [("university's Bernal Lab", F)], "Bernal Lab"),
        ("Nivala-based firm pays Arcwell.", [("Nivala-based firm", C), ("Arcwell", C)], "Nivala, Arcwell"),
        ("Teltra of Australia pays.", [("Teltra of Australia", C)], "Teltra, Australia"),
        ("Bank of China pays.", [("Bank of China", C)], "Bank of China"),
        ("University of Maine pays.", [("University of Maine", U)], "University of Maine"),
        ("Plants in Reno, Nevada open.", [("Reno, Nevada", P)], "Reno, Nevada"),
        ("A lab in Princeton, N.J. opens.", [("Princeton", U)], "Princeton"),
        ("A lab in Stanford, California opens.", [("Stanford", U)], "Stanford"),
        ("A lab of Stanford opens.", [("Stanford", U)], "Stanford University"),
        ("Money for Edmonton's Preciso came.", [("Edmonton's Preciso", C)], "Edmonton, Preciso"),
        ("Money for France's École Polytechnique came.", [("France's École Polytechnique", U)], "France, École Polytechnique"),
        ("Lindell Ceramics Phoenix, Arizona $2 million", [("Lindell Ceramics Phoenix", C), ("Arizona", P)], "Lindell Ceramics, Phoenix, Arizona"),
        ("The state of Thuringia has paid.", [("Thuringia", P)], "State of Thuringia"),
        ("A plant in the state of Thuringia grows.", [("Thuringia", P)], "Thuringia"),
        ("Merida Compute pays. Merida grows.", [("Merida Compute", C), ("Merida", C)], "Merida Compute"),
        ("Money for Germany's Infinara came.", [("Germany's Infinara", C)], "Germany, Infinara"),
        ("Centre national de la recherche scientifique pays.", [("Centre national de la recherche scientifique", "Organization")], "Centre national de la recherche scientifique"),
        ("Agence nationale pour la chaleur pays.", [("Agence nationale pour la chaleur", G)], "Agence nationale pour la chaleur"),
        *((f"{w} Arcwell pays.", [(f"{w} Arcwell", C)], "Arcwell") for w in (
            "Rival", "Lender", "Retailer", "Miner", "Airline", "Utility", "Startup", "Start-up", "Developer", "Builder", "Shipbuilder",
            "Contractor", "Operator", "Insurer", "Biotech", "Telco", "Carrier", "Architects", "Engineers", "Supplier",
            "Manufacturer", "Lampmaker",
        )),
        ("Rival of Arcwell pays.", [("Rival of Arcwell", C)], "Rival of Arcwell"),
        ("Money for Polish games studio Techla came.", [("Polish games studio Techla", C)], "Techla"),
        ("Money for Cairo e-grocery Techla came.", [("Cairo e-grocery Techla", C)], "Techla"),
        ("Money for Sri Lankan lamp firm 42Techla came.", [("Sri Lankan lamp firm 42Techla", C)], "42Techla"),
        ("Money for Arcwell games studio Techla came.", [("Arcwell games studio Techla", C)], "Arcwell games studio Techla"),
        ("Money for Polish games y Techla came.", [("Polish games y Techla", C)], "Polish games y Techla"),
        ("University of Oulu and robot maker Probot pay.", [("University of Oulu and robot maker Probot", U)], "University of Oulu, Probot"),
    ],
)  # fmt: skip
def test_names_are_opened(text: str, names: Named, found: str) -> None:
    assert ", ".join(told(things(text, names))) == found


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("South Korea's harbour ministry has paid.", [("South Korea", N)], "Harbour ministry of South Korea"),
        ("South Korea's science ministry has paid.", [("South Korea", N)], "Ministry of Science and ICT"),
        ("Japan's government has paid.", [("Japan", N)], "Government of Japan"),
        ("New York state gave $2 million.", [("New York", P)], "State of New York"),
        ("The German state of Lower Saxony will give $2 million.", [("Lower Saxony", P)], "State of Lower Saxony"),
        ("Money comes from the German state of Lower Saxony.", [("Lower Saxony", P)], "State of Lower Saxony"),
        ("The Australian and Queensland governments pay.", [("Australian", N), ("Queensland", P)], "Government of Australia, Government of Queensland"),
    ],
)  # fmt: skip
def test_governments(text: str, names: Named, found: str) -> None:
    assert {t.name: t.type for t in things(text, names)} == dict.fromkeys(found.split(", "), G)


def test_two_that_are_joined_are_two_where_each_is_known() -> None:
    text = "Norfin and Seedlab Africa pay. Norfin grows. Seedlab Africa grows."
    assert list(told(things(text, [("Norfin and Seedlab Africa", C)]))) == ["Norfin and Seedlab Africa"]
    apart: Named = [("Norfin", C), ("Seedlab Africa", C)]
    assert set(told(things(text, apart))) == {"Norfin", "Seedlab Africa"}


def test_the_type_of_a_state_that_acts() -> None:
    (state,) = things("The state of Thuringia has paid.", [("Thuringia", P)])
    assert state.type == G


def test_a_mention_of_many_words_is_looked_at_in_no_time() -> None:
    text = "bank " * 400 + "Arcwell pays."
    assert things(text, [(text[:-6].strip(), C)]) is not None


@pytest.mark.parametrize(
    ("said", "named", "place"),
    [("A plant in New York state", "New York", "New York"), ("A plant in the German state of Lower Saxony", "Lower Saxony", "Lower Saxony")],
)  # fmt: skip
def test_a_state_in_which_something_lies_is_a_place(said: str, named: str, place: str) -> None:
    assert {t.name: t.type for t in things(f"{said} grows.", [(named, P)])} == {place: P}


def test_georgia_state_is_not_the_country() -> None:
    text = "Georgia state gave $2 million."
    georgia = rule(text, "Georgia", N, "Georgia")
    assert list(told(things(text, [("Georgia", P)], rules=(georgia,)))) == ["State of Georgia"]


@pytest.mark.parametrize(
    ("state", "type_"),
    [("Indiana", P), ("Ontario", P), ("Bavaria", N), ("Georgia", N), ("but", N)],
)
def test_towns_may_be_called_like_countries(state: str, type_: str) -> None:
    text = f"A plant in Lebanon, {state} grows."
    lebanon = rule(text, "Lebanon", N, "Lebanon")
    found = things(text, [("Lebanon", N)], rules=(lebanon,), sure=0.5)
    (mention,) = (m for t in found if "Lebanon" in t.surfaces for m in t.mentions)
    assert (mention.type, mention.known) == (type_, type_ == N)


@pytest.mark.parametrize(
    ("owner", "body", "name"),
    [
        ("Arizona", "Department of Commerce", "Arizona Department of Commerce"),
        ("Arizona", "Commerce Department", "United States Department of Commerce"),
        ("Ghana", "Department of Energy", "Ghana Department of Energy"),
        ("America", "Department of Energy", "United States Department of Energy"),
        ("Washington", "Department of Energy", "United States Department of Energy"),
    ],
)
def test_whose_department_it_is(owner: str, body: str, name: str) -> None:
    text = f"Money from {owner}'s {body} came."
    assert name in told(things(text, [(f"{owner}'s {body}", G)]))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A plant in the German state of Saarland grows.", ["Saarland"]),
        ("A plant in the region of Lower Saxony grows.", ["Lower Saxony"]),
        ("A plant in Uruguay's Canelones department grows.", ["Canelones"]),
        ("A plant in Bahia state grows.", ["Bahia"]),
        ("A plant in Kiln, Bahia state, grows.", ["Bahia"]),
        ("A plant of Bahia state grows.", []),
        ("A plant in Bahia grows.", []),
        ("A plant in the state of Kilnland grows.", []),
        *((f"A plant in the {rank} of Bahia grows.", ["Bahia"]) for rank in (
            "province", "canton", "prefecture", "county", "department", "oblast", "governorate", "voivodeship",
        )),
    ],
)  # fmt: skip
def test_states_and_provinces_are_called_so(text: str, found: list[str]) -> None:
    (block,) = blocks(f"\n\n{text}", [])
    told_ = list(regions_in(block))
    assert [(m.text, m.type) for m in told_] == [(n, P) for n in found]
    assert all(f"\n\n{text}"[m.start : m.end] == m.text for m in told_)


@pytest.mark.parametrize(
    ("text", "deals"),
    [
        ("The Arden and Kelso Growth Deal gave Vesta £3 million.", ["Arden and Kelso Growth Deal"]),
        ("In the Arden, Kelso and South Ryde City Region Deal", ["Arden, Kelso and South Ryde City Region Deal"]),
        ("Arden and the Kelso Growth Deal gave £3 million.", []),
        ("The Arden Council and Kelso Growth Deal", []),
    ],
)  # fmt: skip
def test_a_deal_for_two_regions_is_one(text: str, deals: list[str]) -> None:
    assert [m.text for block in blocks(text, []) for m in deals_in(block)] == deals


@pytest.mark.parametrize(
    ("said", "described"),
    [("Nordpac Group plc", False), ("Vesta llc", False), ("the Hamburg firm", True), ("chip maker", True)],
)
def test_a_legal_form_in_small_letters_is_no_noun(said: str, described: bool) -> None:
    assert is_description(Mention(0, len(said), said, said, "Company")) is described
