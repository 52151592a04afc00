"""Which of the proposed names count, and where they end."""

from __future__ import annotations

import pytest
from named import Named, rule, things, told

from graph.model import EntityType
from ingest.mentions import type_of_name

C, P, B = "Company", "Place", "Organization"


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("Maine gave Arcwell NZ$20 million.", "Arcwell NZ", "Arcwell"),
        ("Maine gave Arcwell Labs $20 million.", "Arcwell Labs", "Arcwell Labs"),
        ("Maine gave Arcwell NZ to Kiln for $20 million.", "Arcwell NZ", "Arcwell NZ"),
        ("Money for Kiln.ai came.", "Kiln.ai", "Kiln.ai"),
        ("Money for Kiln-Borea came.", "Kiln-Borea", "Kiln-Borea"),
    ],
)
@pytest.mark.parametrize("proposed", [True, False])
def test_where_a_name_ends(text: str, said: str, name: str, proposed: bool) -> None:
    rules = (rule(text, said, C),) if proposed else ()
    assert name in told(things(text, [(said, C)], rules=rules))


@pytest.mark.parametrize(
    ("text", "said", "names"),
    [
        ("UPDATE 2-Arcwell ends its deal.", "UPDATE 2-Arcwell", {"Arcwell"}),
        ("FACTBOX-Arcwell and its deals.", "FACTBOX-Arcwell", {"Arcwell"}),
        ("06:58 OSLO – Arcwell buys it.", "OSLO – Arcwell", {"Arcwell"}),
        ("06:58 OSLO – Arcwell buys it.", "OSLO", set()),
        ("It raised a Series B. Arcwell Capital led it.", "B. Arcwell Capital", {"Arcwell Capital"}),
        ("It is led by B. Arcwell Capital.", "B. Arcwell Capital", {"B. Arcwell Capital"}),
        ("Arcwell-Kiln buys it.", "Arcwell-Kiln", {"Arcwell-Kiln"}),
        ("Money of Vesta (017670.KS) came.", "KS", set()),
        ("Shares on the NYSE (ARCW) fell.", "ARCW", set()),
        ("Money of Vesta Works (ARCW) came.", "ARCW", {"ARCW"}),
    ],
)
def test_what_stands_before_a_name_and_codes_of_shares_are_no_names(
    text: str, said: str, names: set[str]
) -> None:
    assert set(told(things(text, [(said, C)]))) == names


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The newspaper Kiln Novo put the price at half.", True),
        ("The news site Kiln Novo reported it.", True),
        ("It is so, according to the business daily Kiln Novo.", True),
        ("Arcwell is in talks, as Kiln Novo had reported.", True),
        ("Arcwell bought the newspaper Kiln Novo in May.", False),
        ("Kiln Novo put the price at half.", False),
        ("As well as Kiln Novo it was Arcwell.", False),
    ],
)
def test_a_paper_that_tells_something_is_no_name(text: str, source: bool) -> None:
    assert ("Kiln Novo" in told(things(text, [("Kiln Novo", C)]))) is not source


def test_words_of_a_sum_are_no_names() -> None:
    text = "Arcwell gave CHF 1.2 Mrd. in Basel to Mrd Labs."
    named: Named = [("Mrd", C), ("Basel", P), ("Mrd Labs", C)]
    assert set(told(things(text, named))) == {"Basel", "Mrd Labs"}


@pytest.mark.parametrize(
    ("text", "said", "sure", "type_"),
    [
        ("Phoenix signs with Kiln.", "Phoenix", 0.95, C),
        ("Phoenix signs with Kiln.", "Phoenix", 0.8, P),
        ("Arizona signs with Kiln.", "Arizona", 0.95, P),
        *((f"It signs {w} Phoenix.", "Phoenix", 0.95, P) for w in ("in", "at", "near", "of", "from", "outside", "to", "and", "in the")),
        ("It is there, Phoenix.", "Phoenix", 0.95, P),
    ],
)  # fmt: skip
def test_a_company_may_be_called_like_a_place(text: str, said: str, sure: float, type_: str) -> None:
    known = rule(text, said, P, said)
    (found,) = (t for t in things(text, [(said, C)], rules=(known,), sure=sure) if t.name == said)
    assert found.mentions[0].type == type_


@pytest.mark.parametrize(
    "before",
    [
        "billionaire",
        "philanthropists",
        "entrepreneur",
        "Tycoon",
        "businessman",
        "businesswoman",
        "trustee",
        "alumnus",
        "alumna",
    ],
)
def test_donors_are_people(before: str) -> None:
    names: Named = [("Oduya", C), ("Kiln", C)]
    assert list(told(things(f"Money from {before} Oduya for Kiln.", names))) == ["Kiln"]
    assert list(told(things(f"Money from {before} Maria Oduya for Kiln.", names))) == ["Kiln"]


@pytest.mark.parametrize(
    "head",
    ["Agency", "Applicant", "Beneficiary", "Borrower", "Budget", "Buyer", "Country", "Customer", "Developer", "Funder", "Grantee", "Host",
     "Lender", "Owner", "Partner", "Plant", "Sponsor", "Supplier", "Target", "Timeline"],
)  # fmt: skip
def test_labels_are_no_names(head: str) -> None:
    names: Named = [(head, B), ("Kiln", C)]
    assert list(told(things(f"{head}: Kiln.", names))) == ["Kiln"]


@pytest.mark.parametrize(
    ("said", "named", "name"),
    [
        ("the Anne and Gustaf Ander Foundation", ["Gustaf Ander Foundation"], "Anne and Gustaf Ander Foundation"),
        ("The Anne and Gustaf Ander Trust", ["Anne", "Gustaf Ander Trust"], "Anne and Gustaf Ander Trust"),
        ("the Anne and Gustaf Ander School", ["Gustaf Ander School"], "Anne and Gustaf Ander School"),
        ("the Anne and Gustaf Ander Lamps", ["Gustaf Ander Lamps"], "Gustaf Ander Lamps"),
        ("the Anne and Gustaf Foundation", ["Gustaf Foundation"], "Gustaf Foundation"),
        ("money, Anne and Gustaf Ander Foundation", ["Gustaf Ander Foundation"], "Gustaf Ander Foundation"),
    ],
)  # fmt: skip
def test_a_foundation_of_two_is_called_after_both(said: str, named: list[str], name: str) -> None:
    found = told(things(f"It got {said}.", [(n, B) for n in named]))
    assert name in found
    assert "Anne" not in found


def test_what_is_known_stays_as_it_is_called() -> None:
    text = "It is by the Anne and Gustaf Ander Foundation."
    known = rule(text, "Gustaf Ander Foundation", B, "Ander Foundation")
    found = told(things(text, [("Gustaf Ander Foundation", B)], rules=(known,)))
    assert list(found) == ["Ander Foundation"]


@pytest.mark.parametrize("name", ["Central Bank of Kilnland", "Reserve Bank of Kilnland"])
def test_central_banks_are_governments(name: str) -> None:
    assert type_of_name(name) == "Government"
    assert type_of_name("Old Bank of Kilnland") != "Government"


@pytest.mark.parametrize(
    ("text", "said", "named"),
    [
        ("Commerce Secretary Ada Kiln came.", "Commerce", False),
        ("Investment Minister Ada Kiln came.", "Investment", False),
        ("Commerce paid the secretary.", "Commerce", True),
    ],
)
def test_an_office_names_nobody(text: str, said: str, named: bool) -> None:
    assert (said in told(things(text, [(said, "Government")]))) == named


def test_a_country_in_the_name_of_another_is_none() -> None:
    text = "DR Congo gave Kiln $2 million."
    rules = (
        rule(text, "DR Congo", "Country", "Democratic Republic of the Congo"),
        rule(text, "Congo", "Country", "Republic of the Congo"),
    )
    names = told(things(text, [("Congo", "Country")], rules=rules))
    assert "Democratic Republic of the Congo" in names
    assert "Republic of the Congo" not in names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Maria Oduya, who runs Kiln, pays. Kiln thanks Oduya.", ["Kiln"]),
        ("Maria Oduya, who runs Kiln, pays. Money came from Oduya.", ["Kiln", "Oduya"]),
        ("Kiln pays. Kiln thanks Oduya.", ["Kiln", "Oduya"]),
    ],
)
def test_a_last_name_is_that_of_who_was_named_in_full(text: str, found: list[str]) -> None:
    people = ("Maria Oduya",) if "Maria" in text else ()
    assert list(told(things(text, [("Oduya.", C), ("Kiln", C)], people=people))) == found


@pytest.mark.parametrize("said", ["Cllr Oduya", "JV"])
def test_what_rules_propose_is_noise_as_what_the_reader_does(said: str) -> None:
    text = f"{said} pays Kiln."
    assert list(told(things(text, [(said, C), ("Kiln", C)], rules=(rule(text, said, C),)))) == ["Kiln"]


@pytest.mark.parametrize(
    ("text", "publisher", "found"),
    [
        ("Kiln told Vesta Standard so.", "Vesta Standard", ["Kiln"]),
        ("Papers seen by the Vesta Standard name Kiln.", "Vesta Standard", ["Kiln"]),
        ("Kiln told Vesta Standard so.", "Borea Times", ["Kiln", "Vesta Standard"]),
        ("Kiln pays Vesta Standard.", "Vesta Standard", ["Kiln", "Vesta Standard"]),
    ],
)
def test_the_paper_that_was_told_something_is_nobody(text: str, publisher: str, found: list[str]) -> None:
    assert list(told(things(text, [("Vesta Standard", C), ("Kiln", C)], publisher=publisher))) == found


@pytest.mark.parametrize(
    ("text", "street", "type_", "named"),
    [
        ("Kiln builds a works on Orchard Lane.", "Orchard Lane", "Place", False),
        ("Kiln builds a works at 4200 W. Orchard Avenue.", "Orchard Avenue", "Place", False),
        ("Kiln builds a works off Highway 24.", "Highway 24", "Facility", False),
        ("Kiln builds a works in Orchard Street.", "Orchard Street", "Place", True),
        ("Kiln sold stakes on Orchard Drive.", "Orchard Drive", "Company", True),
        ("Kiln builds a works at Roadford.", "Roadford", "Place", True),
    ],
)
def test_a_street_is_no_place(text: str, street: str, type_: EntityType, named: bool) -> None:
    assert (street in told(things(text, [("Kiln", C), (street, type_)]))) == named
