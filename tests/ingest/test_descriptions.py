"""Whom descriptions stand for: "the lender", "the Swedish group", "chip designer Kelvorn"."""

from __future__ import annotations

import pytest
from named import rule, things

NAMED = ("Norbank", "Volvo", "Siemens", "Arcwell", "Kelvorn", "Halden Institute", "Norrland Foundation")


@pytest.mark.parametrize(
    ("text", "said", "who"),
    [
        ("Volvo pays. Siemens pays. The Swedish group grows.", "Swedish group", "Volvo"),
        ("Volvo pays. Siemens pays. The group grows.", "group", "Siemens"),
        ("Arcwell pays. Volvo pays. The Japanese group grows.", "Japanese group", "Arcwell"),
        ("Volvo pays. The Japanese group grows.", "Japanese group", None),
        ("Norbank pays. Arcwell grows. The lender waits.", "lender", "Norbank"),
        ("Norbank pays. Arcwell grows. The company waits.", "company", "Arcwell"),
        ("Volvo pays. Arcwell grows. The lender waits.", "lender", "Arcwell"),
        ("Arcwell pays chip designer Kelvorn.", "chip designer", "Kelvorn"),
        ("Arcwell pays a chip designer, Kelvorn says.", "chip designer", "Arcwell"),
        ("Arcwell pays. A rival waits.", "rival", None),
        ("Kelvorn, based in Oulu, pays. Siemens pays. The Finnish group grows.", "Finnish group", "Kelvorn"),
        ("Kelvorn, headquartered in Oulu, pays. Arcwell pays. The Oulu-based group grows.", "Oulu-based group", "Kelvorn"),
        ("Kelvorn of Finland pays. Arcwell pays. The Finnish group grows.", "Finnish group", "Kelvorn"),
        ("It is Finland’s Kelvorn that pays. Arcwell pays. The Finnish group grows.", "Finnish group", "Kelvorn"),
        ("It is Finnish lamp maker Kelvorn that pays. Arcwell pays. The Finnish group grows.", "Finnish group", "Kelvorn"),
        ("It is Oulu-based Kelvorn that pays. Arcwell pays. The Finnish group grows.", "Finnish group", "Kelvorn"),
        ("It is Finnish Kelvorn that pays. Siemens pays. The Oulu group grows.", "Oulu group", "Kelvorn"),
        ("It is Oulu-based Kelvorn, and Finnish Arcwell. The Oulu group grows.", "Oulu group", "Kelvorn"),
        ("It is Finnish Kelvorn that pays. Arcwell pays. The Japanese group grows.", "Japanese group", "Arcwell"),
        ("It is Finnish Kelvorn that pays. Arcwell pays. The group grows.", "group", "Arcwell"),
        ("Kelvorn was bought by Arcwell. The Oulu firm grows.", "Oulu firm", "Kelvorn"),
        ("Kelvorn was bought by Arcwell, and the Oulu firm grows.", "Oulu firm", "Arcwell"),
        ("Arcwell, the Oulu firm, met Kelvorn.", "Oulu firm", "Arcwell"),
        ("Halden Institute pays. Arcwell grows. The institute waits.", "institute", "Halden Institute"),
        ("Norrland Foundation pays. Arcwell grows. The foundation waits.", "foundation", "Norrland Foundation"),
    ],
)  # fmt: skip
def test_whom_a_description_stands_for(text: str, said: str, who: str | None) -> None:
    names = [(n, "Company") for n in (*NAMED, said) if n in text]
    found = things(text, names)  # type: ignore[arg-type]
    assert [t.name for t in found if said in t.surfaces] == ([who] if who else [])


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Arcwell grows in Poland. Japan's Volvo left the country in May.", "Poland"),
        ("Arcwell grows in Poland. Japan's Volvo came in May. Siemens left the country.", "Poland"),
        ("Poland's Arcwell grows. Japan's Volvo left the country in May.", "Poland"),
        ("Poland's Arcwell grows. Siemens left the country in May.", "Poland"),
        ("Arcwell grows in Poland. Volvo left Japan in May. Siemens loves the country.", "Japan"),
        ("Japan's Volvo left the country in May.", "Japan"),
    ],
)
def test_the_country_is_hardly_that_of_who_acts_in_it(text: str, where: str) -> None:
    names = [(n, "Company") for n in NAMED if n in text]
    names += [(n, "Country") for n in ("Poland", "Japan", "country") if n in text]
    found = things(text, names)  # type: ignore[arg-type]
    assert [t.name for t in found if "country" in t.surfaces] == [where]


@pytest.mark.parametrize(
    ("text", "said", "where"),
    [
        ("It grows in Lund Park, near Graz. Another plant is in the same park.", "same park", "Lund Park"),
        ("It grows in Lund. Arcwell, of Graz, which has promised the city a plant, waits.", "city", "Lund"),
        ("It grows in Lund, on Graz Street. Now the city waits.", "city", "Lund"),
        ("It grows in Graz. A plant is in Lund district.", "Lund district", "Lund"),
        ("It grows in Lund, near Graz. Now the city waits.", "city", "Graz"),
    ],
)
def test_which_place_a_description_stands_for(text: str, said: str, where: str) -> None:
    places = ("Lund Park", "Graz Street", "Graz", "Lund")
    names = [(n, "Place") for n in (*(p for p in places if p in text), said)]
    if said == "Lund district":
        names = [("Graz", "Place"), ("Lund district", "Place")]
    found = things(text, names, rules=(rule(text, "Lund", "Place", "Lund"),))  # type: ignore[arg-type]
    assert [t.name for t in found if said in t.surfaces] == [where]
