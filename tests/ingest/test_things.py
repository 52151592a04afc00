"""From proposals to things, with a reader that says what the test tells it."""

from __future__ import annotations

import pytest
from named import Named, rule, things, told

from ingest.mentions import Mention

C, P, G, U, F, R = "Company", "Place", "Government", "University", "Facility", "Program"


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        (
            "Firebird Labs pays. Firebird grows.",
            [("Firebird Labs", C), ("Firebird", C)],
            {"Firebird Labs": {"Firebird Labs", "Firebird"}},
        ),
        (
            "Arc Clean Tech Inc pays. ACT grows.",
            [("Arc Clean Tech Inc", C), ("ACT", C)],
            {"Arc Clean Tech Inc": {"Arc Clean Tech Inc", "ACT"}},
        ),
        (
            "Spotify AB pays. Spotify grows.",
            [("Spotify AB", C), ("Spotify", C)],
            {"Spotify": {"Spotify AB", "Spotify"}},
        ),
        (
            "Gilda Perú pays. Gilda Peru grows.",
            [("Gilda Perú", C), ("Gilda Peru", C)],
            {"Gilda Peru": {"Gilda Perú", "Gilda Peru"}},
        ),
        (
            "Wolfgate, formerly known as Creel, pays.",
            [("Wolfgate", C), ("Creel", C)],
            {"Wolfgate": {"Wolfgate", "Creel"}},
        ),
        (
            "Funding Authority for Studies (Finep) pays. Finep gave.",
            [("Funding Authority for Studies", G), ("Finep", G)],
            {"Finep": {"Funding Authority for Studies", "Finep"}},
        ),
        (
            'Frontier North America ("Fronta") pays.',
            [("Frontier North America", C), ("Fronta", C)],
            {"Frontier North America": {"Frontier North America", "Fronta"}},
        ),
        (
            "The Vesta’s Bright Fund pays. Vesta grows.",
            [("Vesta’s Bright Fund", C), ("Vesta", C)],
            {"Vesta": {"Vesta"}, "Bright Fund": {"Vesta’s Bright Fund"}},
        ),
    ],
)
def test_names_of_one_thing_are_put_together(text: str, names: Named, found: dict[str, set[str]]) -> None:
    assert told(things(text, names)) == found


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["Olx Group", "Olx"], ["Olx Group"]),
        (["OLX Group", "OLX"], ["OLX Group"]),
        (["OLX Uzbekistan", "OLX Group"], ["OLX Uzbekistan", "OLX Group"]),
        (["Ox Lamps", "Ox"], ["Ox Lamps", "Ox"]),
    ],
)
def test_a_name_of_three_letters_is_short_for_a_longer_one(names: list[str], found: list[str]) -> None:
    text = " ".join(f"{n} pays. {n} grows." for n in names)
    assert sorted(told(things(text, [(n, C) for n in names]))) == sorted(found)


def test_a_short_name_stands_for_the_one_named_most() -> None:
    text = "TBX Bank pays. TBX Bank grows. TBX Uzbekistan pays. TBX grows."
    found = told(things(text, [("TBX Bank", C), ("TBX Uzbekistan", C), ("TBX", C)]))
    assert found["TBX Bank"] == {"TBX Bank", "TBX"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Arcwell (NASDAQ: ARWL) pays.", [("Arcwell", C), ("ARWL", C)]),
        ("President Oduya visits Arcwell.", [("Arcwell", C), ("Oduya", C)]),
        ("Arcwell pays $55 now.", [("Arcwell", C), ("$55", C)]),
        ("Arcwell makes HBM chips.", [("Arcwell", C), ("HBM", C)]),
        ("Arcwell makes SUVs.", [("Arcwell", C), ("SUVs", C)]),
        ("We pay Arcwell.", [("Arcwell", C), ("We", C)]),
        ("Arcwell pays Prof. Oduya now.", [("Arcwell", C), ("Prof. Oduya", C)]),
        *((f"{w} pays Arcwell.", [("Arcwell", C), (w, C)]) for w in (
            "Miner", "Airline", "Utility", "Startup", "Developer", "Builder", "Contractor", "Operator", "Insurer", "Lampmaker",
            "Key Facts", "Fast Facts", "Quick Facts",
        )),
    ],
)  # fmt: skip
def test_what_is_no_name_is_no_thing(text: str, names: Named) -> None:
    assert list(told(things(text, names))) == ["Arcwell"]


def test_people_are_no_things_unless_the_reader_is_sure() -> None:
    text = "Maria Oduya leads Arcwell."
    names: Named = [("Maria Oduya", C), ("Arcwell", C)]
    assert list(told(things(text, names, people=("Maria Oduya",), sure=0.7))) == ["Arcwell"]
    assert "Maria Oduya" in told(things(text, names, people=("Maria Oduya",)))
    for more in (
        ", its vice chair, leads Arcwell.",
        ", Arcwell's head, waits.",
        "'s wife left Arcwell.",
        " and her husband pay Arcwell.",
        " and his family pay Arcwell.",
        ", who co-founded Arcwell, pays.",
        ", who founded Arcwell, pays.",
    ):
        assert list(told(things(f"Maria Oduya{more}", names, people=("Maria Oduya",)))) == ["Arcwell"]


def test_what_the_reader_holds_for_nothing_is_nothing() -> None:
    text = "Arcwell makes LED lamps and Gadgets."
    proposed = (rule(text, "Gadgets", C),)
    assert list(told(things(text, [("Arcwell", C)], rules=proposed))) == ["Arcwell"]


def test_a_known_acronym_may_be_that_of_a_name_in_the_article() -> None:
    text = "Austral Special Minerals pays. ASM grows."
    known = rule(text, "ASM", C, "ASM International")
    names: Named = [("Austral Special Minerals", C), ("ASM", C)]
    assert list(told(things(text, names, rules=(known,)))) == ["Austral Special Minerals"]
    alone = "Arcwell pays. ASM grows."
    found = told(
        things(alone, [("Arcwell", C), ("ASM", C)], rules=(rule(alone, "ASM", C, "ASM International"),))
    )
    assert "ASM International" in found


def test_a_name_may_begin_with_a_small_word() -> None:
    assert list(told(things("Money for inDrive of Almaty.", [("inDrive", C)]))) == ["inDrive"]


def test_a_place_in_a_description_is_a_thing() -> None:
    text = "The Durham-based chipmaker Arcwell grows."
    found = things(
        text,
        [("Durham-based chipmaker", C), ("Arcwell", C)],
        rules=(rule(text, "Durham", P, "Durham"),),
    )
    assert {t.name: t.type for t in found}["Durham"] == P


def test_a_country_may_be_a_state() -> None:
    text = "A plant in Coweta County, Georgia."
    known = rule(text, "Georgia", "Country", "Georgia")
    (state,) = (t for t in things(text, [("Georgia", P)], rules=(known,)) if t.name == "Georgia")
    assert state.type == P
    (country,) = (t for t in things(text, [("Georgia", "Country")], rules=(known,)) if t.name == "Georgia")
    assert country.type == "Country"


def test_cells_of_a_squashed_row_are_names_of_their_own() -> None:
    text = "CompanyInvestorCity\n\nOxbowGreyfield PartnersDresden€45 million"
    found = told(things(text, [("Oxbow", C), ("Greyfield Partners", C), ("Dresden", P)]))
    assert set(found) == {"Oxbow", "Greyfield Partners", "Dresden"}


@pytest.mark.parametrize(
    ("text", "names", "sites"),
    [
        (
            "Groq builds a data center in Oxagon. Humain expands its inference center in Dammam. The inference center grows.",
            [
                ("Groq", C),
                ("Humain", C),
                ("Oxagon", P),
                ("Dammam", P),
                ("data center", F),
                ("inference center", F),
            ],
            [["data center"], ["inference center"] * 2],
        ),
        (
            "Eaton builds a plant in Jonesville. Corning has a plant in Hickory. The Hickory plant is large.",
            [("Eaton", C), ("Corning", C), ("Jonesville", P), ("Hickory", P), ("plant", F)],
            [["plant"], ["plant"] * 2],
        ),
        (
            "Lenovo builds a factory in Riyadh. A factory in Riyadh is what Lenovo wants. It opens the factory soon.",
            [("Lenovo", C), ("Riyadh", P), ("factory", F)],
            [["factory"] * 3],
        ),
        (
            "Vestas has a factory in Szczecin. It plans a second factory in Szczecin. The second factory is large.",
            [("Vestas", C), ("Szczecin", P), ("factory", F)],
            [["factory"], ["factory"] * 2],
        ),
        (
            "Intel builds a second fab in Leixlip. The first fab is old.",
            [("Intel", C), ("Leixlip", P), ("fab", F)],
            [["fab"], ["fab"]],
        ),
        (
            "Rivian builds its first fab in Leixlip. A fab in Leixlip is large.",
            [("Rivian", C), ("Leixlip", P), ("fab", F)],
            [["fab"] * 2],
        ),
        (
            "Bosch opens a fab in Dresden. Another fab in Dresden follows.",
            [("Bosch", C), ("Dresden", P), ("fab", F)],
            [["fab"], ["fab"]],
        ),
    ],
)
def test_sites_of_another_kind_place_or_owner_are_others(
    text: str, names: Named, sites: list[list[str]]
) -> None:
    found = [t for t in things(text, names) if t.type == "Facility"]
    assert [[m.text for m in t.mentions] for t in found] == sites


def test_what_stands_before_a_colon_is_a_heading() -> None:
    text = "Science: Arcwell pays.\n\nScience pays."
    names: Named = [("Arcwell", C), ("Science", "Program")]
    assert {t.name: [m.start for m in t.mentions] for t in things(text, names)} == {
        "Arcwell": [9],
        "Science": [text.rfind("Science")],
    }


def test_a_bare_word_is_the_last_name_that_has_it() -> None:
    text = (
        "The Commerce Department pays. The Smith Foundation helps. The Department says so, the Council not."
    )
    names: Named = [("Smith Foundation", "Organization"), ("Council", G), ("Department", G)]
    told_in_full = rule(text, "Commerce Department", G, "United States Department of Commerce")
    found = {t.name: [m.text for m in t.mentions] for t in things(text, names, rules=(told_in_full,))}
    assert found["United States Department of Commerce"] == ["Commerce Department", "Department"]
    assert "Council" not in found  # by itself it names nobody


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("The state of Ohio pays. A lab of the state government grows.", "State of Ohio"),
        ("The city of Ottawa pays. A lab of the provincial government grows.", None),
    ],
)
def test_a_rank_stands_for_a_government_of_that_rank(text: str, whose: str | None) -> None:
    said = "state government" if whose else "provincial government"
    place = "Ohio" if whose else "Ottawa"
    found = things(text, [(place, P), (said, "Government")])
    named = {t.name: [m.text for m in t.mentions] for t in found if t.type == "Government"}
    assert any(said in mentions for mentions in named.values()) is bool(whose)


def test_a_county_that_acts_is_its_government() -> None:
    text = "Oltech builds in Reno County. Reno County has paid $2 million and the county will lend it more."
    (county,) = [
        t for t in things(text, [("Oltech", C), ("Reno County", "Government")]) if t.type == "Government"
    ]
    assert [m.text for m in county.mentions][-2:] == ["Reno County", "county"]


@pytest.mark.parametrize(
    ("text", "name", "tags", "found"),
    [
        ("Money for chip designer Velox Computing of came.", "chip designer Velox Computing of", {"of": "ADP"}, "Velox Computing"),
        ("Money for global leader Velox came.", "global leader Velox", {"global": "ADJ"}, "Velox"),
        ("Meanwhile Technology Board pays.", "Meanwhile Technology Board", {}, "Technology Board"),
        ("Lyon made inDrive pay.", "inDrive", {"inDrive": "PROPN"}, "inDrive"),
    ],
)  # fmt: skip
def test_names_stand_without_the_words_around_them(
    text: str, name: str, tags: dict[str, str], found: str
) -> None:
    assert told(things(text, [(name, C)], tags=tags)) == {found: {found}}


def test_no_name_begins_after_a_particle() -> None:
    text = "Money from Banco do Nordeste came."
    assert list(told(things(text, [("Banco do", C), ("Nordeste", P)]))) == ["Banco do Nordeste"]


@pytest.mark.parametrize("between", ["    ", "\t"])
def test_names_end_with_their_cells(between: str) -> None:
    text = f"Milrem{between}Elmtown{between}$5 million"
    assert list(told(things(text, [(f"Milrem{between}Elmtown", C)]))) == ["Milrem", "Elmtown"]


def test_a_known_place_is_no_part_of_another() -> None:
    text = "West Lafayette grows."
    known = rule(text, "Lafayette", P, "Lafayette")
    assert list(told(things(text, [("West Lafayette", P)], rules=(known,), sure=0.5))) == ["West Lafayette"]


@pytest.mark.parametrize(
    ("text", "name", "is_program"),
    [
        ("Lumora, a new European project that Arcwell leads, grows.", "Lumora", True),
        ("Lumora, the state's training program, grows.", "Lumora", True),
        ("Money for a scheme to teach welders called Lumora came.", "Lumora", True),
        ("Work in the programme Lumora, which grows.", "Lumora", True),
        ("Work in the research project LUMORA began.", "LUMORA", True),
        ("The project, Lumora, is one of nine.", "Lumora", True),
        ("They work on lamps under the LUMOR program.", "LUMOR", True),
        ("They work on lamps at the LUM project.", "LUM", False),
        ("The project Lumora announced is one of nine.", "Lumora", False),
        ("Under the deal with Lumora, the project in Leipzig grows.", "Lumora", False),
        ("Lumora, a project developer, grows.", "Lumora", False),
        ("Lumora, a company with a project in Chile, grows.", "Lumora", False),
    ],
)
def test_what_is_told_to_be_a_programme_is_one(text: str, name: str, is_program: bool) -> None:
    (found,) = [t for t in things(text, [(name, C), ("Arcwell", C)]) if t.name == name]
    assert found.type == ("Program" if is_program else "Company")


def test_what_a_programme_is_is_no_part_of_its_name() -> None:
    text = "Money for European project TERRA came."
    assert list(told(things(text, [("European project TERRA", R)]))) == ["TERRA"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Lumora, a project, grows. Arcwell pays. The project ends.", "project"),
        ("The programme, called Lumora, grows. The programme ends.", "programme"),
    ],
)
def test_a_description_beside_a_programme_is_the_programme(text: str, said: str) -> None:
    assert told(things(text, [("Lumora", C), (said, R)]))["Lumora"] == {"Lumora", said}


@pytest.mark.parametrize(
    ("text", "short", "full", "apart"),
    [
        ("Teal Rail said its U.S. unit Teal Rail Lines won.", "Teal Rail", "Teal Rail Lines", True),
        ("Teal Rail Co. pays. Teal Rail Vietnam opens.", "Teal Rail", "Teal Rail Vietnam", True),
        ("Teal Rail pays. Teal Rail grows. Teal Rail Europe too.", "Teal Rail", "Teal Rail Europe", True),
        ("Teal Rail pays. Teal Rail Europe grows.", "Teal Rail", "Teal Rail Europe", False),
        ("Teal Rail Europe pays. Teal Rail grows. Teal Rail won.", "Teal Rail", "Teal Rail Europe", False),
        ("Teal Rail pays. Teal Rail grows. Teal Rail Lines too.", "Teal Rail", "Teal Rail Lines", False),
        ("Teal to build\nVesta said its unit Teal Rail won.", "Teal", "Teal Rail", False),
    ],
)
def test_a_parent_is_not_its_unit(text: str, short: str, full: str, apart: bool) -> None:
    formal = short + " Co." if "Co." in text else short
    found = things(text, [(full, C), (formal, C), (short, C)])
    assert (len([t for t in found if t.name.startswith("Teal")]) == 2) == apart


@pytest.mark.parametrize(
    ("full", "short"),
    [("Teal Rail Works Co., Ltd.", "TRW"), ("Teal Rail Corporation", "TRC"), ("Teal Rail Works Inc", "TRW")],
)
def test_acronyms_with_and_without_legal_forms(full: str, short: str) -> None:
    text = f"{full} pays. Money from {short} came."
    (found,) = things(text, [(full, C), (short, C)])
    assert len(found.mentions) == 2


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Teal and the Teal Foundation pay.", True),
        ("The Teal Foundation pays. Teal gives more.", False),
    ],
)
def test_a_company_is_not_its_foundation_that_is_named_after_it(text: str, apart: bool) -> None:
    found = things(text, [("Teal Foundation", "Organization"), ("Teal", C)])
    assert (len(found) == 2) == apart


def test_a_short_name_is_the_parent_not_its_unit() -> None:
    text = "Teal Asia grows. Its first subsidiary, Teal Lines, opened. Teal Lines hires. Teal Lines won. Teal pays."
    found = things(text, [("Teal Asia", C), ("Teal Lines", C), ("Teal", C)])
    assert [m.start for t in found if t.name == "Teal Asia" for m in t.mentions] == [
        0,
        text.index("Teal pays"),
    ]


@pytest.mark.parametrize(
    ("lead", "names"),
    [("The", {"Marle Energy Center"}), ("Then", {"Marle Energy Center", "Energy Center"})],
)
def test_the_end_of_a_name_stands_for_it(lead: str, names: set[str]) -> None:
    text = f"Marle Energy Center opens. {lead} Energy Center grows."
    end = text.rindex("Energy Center")
    short = Mention(end, end + 13, "Energy Center", "Energy Center", "Facility")
    rules = (rule(text, "Marle Energy Center", F), short)
    assert (
        set(told(things(text, [(f"{lead} Energy Center", F), ("Marle Energy Center", F)], rules=rules)))
        == names
    )
