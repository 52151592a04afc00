"""Whose dollars a bare "$" is."""

from __future__ import annotations

import pytest

from ingest.amounts import find_money
from ingest.dollars import dollar_of_context


def test_bare_dollar_is_the_callers() -> None:
    assert [s.currency for s in find_money("$5 million, US$3 million, 5 million dollars", dollar="CAD")] == [
        "CAD",
        "USD",
        "CAD",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ottawa gives Arcwell $5 million, PrairiesCan said.", "CAD"),
        ("FedDev Ontario and Investissement Québec give Arcwell $5 million.", "CAD"),
        ("Arcwell of Launceston gets $5 million from the Tasmanian state.", "AUD"),
        ("Arcwell of Perth gets $5 million, Breakthrough Victoria said.", "AUD"),
        ("Singtel pays Arcwell $5 million, IMDA said.", "SGD"),
        ("StarHub pays Arcwell $5 million, Enterprise Singapore said.", "SGD"),
        ("Arcwell of Auckland gets $5 million, MBIE said.", "NZD"),
        ("Arcwell of Cyberport gets $5 million, HKSTP said.", "HKD"),
        ("WELLINGTON, 4 July. Arcwell gets $5 million from Callaghan Innovation.", "NZD"),
        ("The WELLINGTON lamp. Arcwell gets $5 million from Callaghan Innovation.", "USD"),
        ("Arcwell of Sydney gets $5 million, ARENA said. Ohio pays as well.", "USD"),
        ("Arcwell of Sydney gets $5 million, ARENA said in Perth. Wyoming, Utah and Oregon pay.", "USD"),
        ("Arcwell of Sydney gets $5 million, ARENA said in Perth. Lyon pays.", "AUD"),
        ("Arcwell of Sydney gets $5 million.", "USD"),
        ("Cr Lindell said NBN Co would spend $5 million in Wagga Wagga.", "AUD"),
        ("KUALA LUMPUR, 4 July. Arcwell of Johor, backed by Temasek and Singtel, spends $5 million. Singtel agreed.", "USD"),
        ("Singtel of Singapore pays $5 million, IMDA said. Arcwell gets A$6 million ($4 million).", "USD"),
        ("Singtel of Singapore pays $5 million, IMDA said. ($1 = 1.53 Australian dollars)", "USD"),
        ("Singtel of Singapore pays $5 million, IMDA said. Arcwell gets A$6 million (1991).", "SGD"),
    ],
)  # fmt: skip
def test_a_bare_dollar_in_a_short_text(text: str, code: str) -> None:
    assert dollar_of_context(text, None) == code


CANADA = (
    "Ottawa gives the plant in Ontario $5 million, the federal government said. Canadian ministers were in Toronto. "
    "It costs US$9 million."
)


@pytest.mark.parametrize(
    ("text", "publisher", "code"),
    [
        (CANADA, None, "CAD"),
        (CANADA.replace("US$", "C$"), None, "USD"),
        (CANADA + " A mill costs C$7 million.", None, "CAD"),
        (CANADA + " A mill costs C$7 million ($5 million).", None, "USD"),
        (
            "Arcwell of Ottawa gets C$5 million and US$2 million. " + "Texas pays $9 million. " * 9,
            None,
            "USD",
        ),
        ("Microsoft will spend $5 billion in Canada.", None, "USD"),
        (
            "Whyalla in South Australia will get $8 million, ARENA said in Canberra.",
            "Australian news agency",
            "AUD",
        ),
        ("", None, "USD"),
    ],
)
def test_dollar_of_context(text: str, publisher: str | None, code: str) -> None:
    assert dollar_of_context(text, publisher) == code
