from __future__ import annotations

import named
import numpy as np
import pytest

from graph.model import EntityType
from ingest.commitments import Draft
from ingest.mentions import Mention
from ingest.naming import names_of
from ingest.reader import TYPES
from ingest.relations import Link
from ingest.things import Thing


def thing(name: str, type_: EntityType, *said: str, described: bool = False) -> Thing:
    votes = np.zeros(len(TYPES), np.float32)
    votes[TYPES.index(type_)] = 1
    mentions = [Mention(0, len(s), s, s, type_) for s in said or (name,)]
    return Thing(name, name, mentions, votes, described=described)


def test_descriptions_are_no_other_names() -> None:
    microsoft = thing(
        "Microsoft", "Company", "Microsoft", "Microsoft Corp", "cloud and AI business", "company"
    )
    assert names_of(microsoft, [], []) == ("Microsoft", ("Microsoft Corp",))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Norwegian Green Compute Programme", "Green Compute Programme"),
        ("UK Green Compute Programme", "Green Compute Programme"),
        ("Norwegian Compute Programme", None),  # two words may be anybody's
        ("Nordic Green Compute Programme", None),
        ("British CHIPS and Science Act", None),  # known to be another's
    ],
)
def test_a_programme_is_also_called_without_its_country(name: str, other: str | None) -> None:
    assert names_of(thing(name, "Program"), [], [])[1] == tuple(n for n in (other, name) if n and n != name)
    assert names_of(thing(name, "Company"), [], [])[1] == ()


@pytest.mark.parametrize("sum_", ["EUR 300 mio", "EUR 300 million", "CHF 3 Mrd.", "300 bn"])
def test_a_site_is_not_called_by_its_price(sum_: str) -> None:
    site, town = thing(f"{sum_} battery plant", "Facility", described=True), thing("Buckeye", "Place")
    name, _ = names_of(site, [], [Link(site, "located_in", town, 0, 9, 0.9)])
    assert name == "battery plant in Buckeye"


def test_a_described_site_is_called_by_what_and_where() -> None:
    site, buckeye = thing("battery plant", "Facility", described=True), thing("Buckeye", "Place")
    link = Link(site, "located_in", buckeye, 0, 9, 0.9)
    name, others = names_of(site, [], [link])
    assert name == "battery plant in Buckeye"
    assert {"battery plant", "plant in Buckeye", "Buckeye battery plant"} <= set(others)


def test_a_site_of_two_is_called_after_both() -> None:
    lenovo, alat, riyadh = thing("Lenovo", "Company"), thing("Alat", "Company"), thing("Riyadh", "Place")
    site = thing("factories", "Facility", described=True)
    deal = Draft("investment", "announced", [lenovo, alat], [site], [riyadh], None, [], 0.5)
    name, others = names_of(site, [deal], [])
    assert name == "Lenovo and Alat factories in Riyadh"
    assert {"Alat and Lenovo factories in Riyadh", "Alat factories", "Lenovo factories at Riyadh"} <= set(
        others
    )


def test_a_thing_of_a_hundred_names_does_not_get_a_million() -> None:
    one, two, where = (
        thing(n, t, *(f"{n} {k}" for k in range(100)))
        for n, t in (("Lenovo", "Company"), ("Alat", "Company"), ("Riyadh", "Place"))
    )
    site = thing("plant", "Facility", *(f"line {k} plant" for k in range(100)), described=True)
    deal = Draft("investment", "announced", [one, two], [site], [where], None, [], 0.5)
    assert len(names_of(site, [deal], [])[1]) < 10_000


def test_what_a_description_tells_already_is_not_told_again() -> None:
    arizona, lab = (
        thing("Arizona", "Place"),
        thing("Arcwell Research\nlaboratory", "Facility", described=True),
    )
    fabs, arcwell = thing("Arizona fabs", "Facility", described=True), thing("Arcwell", "Company")
    assert names_of(fabs, [], [Link(fabs, "located_in", arizona, 0, 9, 0.9)])[0] == "Arizona fabs"
    deal = Draft("facility", "announced", [arcwell], [lab], [], None, [], 0.5)
    assert names_of(lab, [deal], [])[0] == "Arcwell Research laboratory"
    arm = thing("Arm", "Company")
    hall = thing("Armoury hall", "Facility", described=True)
    assert (
        names_of(hall, [Draft("facility", "announced", [arm], [hall], [], None, [], 0.5)], [])[0]
        == "Arm Armoury hall"
    )


def test_the_code_of_a_currency_is_no_name() -> None:
    from ingest.mentions import is_noise

    assert is_noise("EUR")
    assert is_noise("FR DE")
    assert is_noise("Home About News")
    assert is_noise("City")
    assert not is_noise("News Robotics")
    assert not is_noise("Euronext")


def built(site: Thing, *owners: Thing) -> Draft:
    return Draft("facility", "announced", list(owners), [site], [], None, [], 0.5)


@pytest.mark.parametrize(
    ("said", "name", "other"),
    [
        ("plant for EV chargers", "Arcwell EV charger plant", "plant for EV chargers"),
        ("data centre for weather", "Arcwell weather data centre", "data centre"),
        ("factory for glass", "Arcwell glass factory", "Arcwell factory"),
        ("another flagship plant", "Arcwell plant", "flagship plant"),
    ],
)
def test_what_a_site_is_for_may_stand_before_it(said: str, name: str, other: str) -> None:
    site = thing(said, "Facility", described=True)
    called, others = names_of(site, [built(site, thing("Arcwell", "Company"))], [])
    assert (called, other in others) == (name, True)


@pytest.mark.parametrize(
    ("owner", "short"),
    [
        ("Shinko Electric Industries", "Shinko Electric plant"),
        ("Amazon Web Services", "AWS plant"),
        ("Industries", "Industries plant"),
    ],
)
def test_a_sites_owner_may_be_called_for_short(owner: str, short: str) -> None:
    site = thing("plant", "Facility", described=True)
    name, others = names_of(site, [built(site, thing(owner, "Company"))], [])
    assert name == f"{owner} plant"
    assert short in {name, *others}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A plant near Clay grows.", "plant near Clay"),
        ("A plant on the Clay grows.", "plant on Clay"),
        ("A plant that Clay wants near a lake grows.", "plant in Clay"),
    ],
)
def test_a_site_lies_where_the_text_says(text: str, name: str) -> None:
    site, clay = named.thing(text, "plant", "Facility"), named.thing(text, "Clay", "Place")
    site.described = True
    called, others = names_of(site, [], [Link(site, "located_in", clay, 0, 9, 0.9)], text)
    assert called == name
    assert "plant in Clay" in {called, *others}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("5G lab", "Arcwell 5G lab"),
        ("3D printing hall", "Arcwell 3D printing hall"),
        ("28nm chip plant", "Arcwell 28nm chip plant"),
        ("400-ton glass plant", "Arcwell glass plant"),
        ("300 million krone glass plant", "Arcwell glass plant"),
        ("2 trillion rupiah glass plant", "Arcwell glass plant"),
        ("40 million zloty glass plant", "Arcwell glass plant"),
    ],
)
def test_a_site_is_called_by_what_it_is_without_its_price(said: str, name: str) -> None:
    site = thing(said, "Facility", described=True)
    assert names_of(site, [built(site, thing("Arcwell", "Company"))], [])[0] == name


@pytest.mark.parametrize(
    ("name", "type_", "others"),
    [
        ("New York State", "Place", ("New York",)),
        ("New York State", "Company", ()),
        ("Kiln State", "Place", ()),
        ("New York", "Place", ()),
    ],
)
def test_a_state_is_called_without_its_rank(name: str, type_: EntityType, others: tuple[str, ...]) -> None:
    assert names_of(thing(name, type_), [], []) == (name, others)


@pytest.mark.parametrize(
    ("text", "type_", "others"),
    [
        ("Money from Vesta Group’s Bright Fund came.", "Program", ("Vesta Group Bright Fund",)),
        ("Money from Vesta's Bright Fund came.", "Company", ("Vesta Bright Fund",)),
        ("Money from Vesta's Bright Fund came.", "Place", ()),
        ("Money from the Bright Fund of Vesta came.", "Program", ()),
    ],
)
def test_what_is_an_owners_is_also_called_after_it(
    text: str, type_: EntityType, others: tuple[str, ...]
) -> None:
    assert names_of(named.thing(text, "Bright Fund", type_), [], [], text)[1] == others


def test_who_is_written_with_messrs_is_also_called_without_its_form() -> None:
    told = thing("Kiln Lamps Pvt Ltd", "Company", "M/s Kiln Lamps Pvt Ltd")
    assert names_of(told, [], []) == ("Kiln Lamps Pvt Ltd", ("Kiln Lamps",))
