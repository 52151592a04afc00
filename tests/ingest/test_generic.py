"""What looks like a name and names nothing by its words."""

from __future__ import annotations

import pytest
from named import rule, things

from ingest.coreference import cluster
from ingest.generic import ends_before, is_generic
from ingest.mentions import Mention, is_noise


@pytest.mark.parametrize(
    ("said", "title", "generic"),
    [
        ("Power Plant", True, True),
        ("Third Project", True, True),
        ("New Battery Factory", True, True),
        ("Campus Expansion", True, True),
        ("Velden Power Plant", True, False),
        ("Research Center", False, False),
        ("1,400 m²", False, True),
        ("30 acres", False, True),
        ("Phase 2", False, False),
    ],
)
def test_what_sort_of_site_a_title_is_about_is_no_name(said: str, title: bool, generic: bool) -> None:
    m = Mention(0, len(said), said, said, "Facility")
    assert is_generic(m, f"{said} here", [(0, 60)] if title else []) is generic


def test_a_verb_that_begins_a_sentence_is_no_name() -> None:
    text = "Managed by the ministry, it pays. Managed Futures pays by the year."
    first, second = (
        Mention(0, 7, "Managed", "Managed", "Company"),
        Mention(34, 41, "Managed", "Managed", "Company"),
    )
    assert is_generic(first, text, [])
    assert not is_generic(second, text, [])


@pytest.mark.parametrize("said", ["The", "SOP", "RFS"])
def test_articles_and_terms_of_a_trade_are_noise(said: str) -> None:
    assert is_noise(said)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("EQT. Bankers", "EQT"),
        ("Arcwell Co., Ltd. Vesta Securities", "Arcwell Co., Ltd"),
        ("Arcwell Co. Ltd. Group", "Arcwell Co. Ltd. Group"),
        ("Vesta Inc", "Vesta Inc"),
        ("Warner Bros. Discovery", "Warner Bros. Discovery"),
        ("U.S. Steel", "U.S. Steel"),
        ("St. Velden", "St. Velden"),
    ],
)
def test_a_name_ends_with_its_sentence(text: str, name: str) -> None:
    assert text[: ends_before(text, 0, len(text))] == name


@pytest.mark.parametrize(
    ("whole", "noun"),
    [("Ocean Hub", "Hub"), ("Carbon Division", "Division"), ("Harbor Plant", "Plant")],
)
def test_what_sort_of_site_it_is_stands_for_the_last_name_with_this_word(whole: str, noun: str) -> None:
    text = f"The {whole} opens. Then the {noun} trains 40 people."
    told_in_full = rule(text, whole, "Facility", whole)
    found = {
        t.name: [m.text for m in t.mentions]
        for t in things(text, [(noun, "Facility")], rules=(told_in_full,))
    }
    assert found[whole] == [whole, noun]


@pytest.mark.parametrize(
    ("full", "one"),
    [
        ("Finnish Ministry of Mines", True),
        ("Former Ministry of Mines", False),
        ("Swedish Ministry of Ports", False),
    ],
)
def test_a_ministry_is_the_one_that_was_named_with_its_country(full: str, one: bool) -> None:
    short, text = "Ministry of Mines", f"The {full} pays."
    mentions = [
        Mention(4, 4 + len(full), full, full, "Government"),
        Mention(90, 107, short, short, "Government"),
    ]
    leaders = cluster(mentions, {full: "Government", short: "Government"}, text)
    assert (leaders[short] == full) is one
