"""Short forms of names that an article told in full."""

from __future__ import annotations

import pytest
from named import rule, thing, things

from ingest.mentions import is_code_or_dateline
from ingest.shortened import is_blend, is_without_sort, tickers, with_short_forms


@pytest.mark.parametrize(
    ("short", "full", "is_one"),
    [
        ("FinCom", "Finley Compute", True),
        ("FinCom", "Compute Finley", False),
        ("FinCom", "Finley Compute Works", False),
        ("Finley", "Finley Compute", False),
        ("FC", "Finley Compute", False),
        ("FinleyCompute", "FinleyCompute", False),
    ],
)
def test_blends(short: str, full: str, is_one: bool) -> None:
    assert is_blend(short, full) == is_one


@pytest.mark.parametrize(
    ("short", "full", "is_one"),
    [
        ("Arden Hill", "Arden Hill Solar Farm", True),
        ("Arden Hill", "Arden Hill Energy Center", True),
        ("Arden Hill", "Arden Hill Foundation", False),
        ("Arden", "Arden Solar Farm", False),
        ("Arden Hill", "Arden Hill", False),
    ],
)
def test_without_the_words_for_its_sort(short: str, full: str, is_one: bool) -> None:
    assert is_without_sort(short, full) == is_one


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Arcwell Metals (ASX: AWM) grows.", {"AWM": "Arcwell Metals"}),
        ("Arcwell Metals (NYSE American: AWM; TSX: AM) grows.", {"AWM": "Arcwell Metals"}),
        ("Arcwell Metals (founded in 2020) grows.", {}),
        ("Arcwell Metals grows (ASX: AWM).", {}),
    ],
)
def test_tickers(text: str, found: dict[str, str]) -> None:
    assert tickers(thing(text, "Arcwell Metals", "Company").mentions, text) == found


def test_a_ticker_names_its_firm() -> None:
    text = "Arcwell Metals (ASX: LMG) builds a mine. LMG pays $5 million."
    found = things(text, [("Arcwell Metals", "Company"), ("LMG", "Company")])
    assert [(t.name, [m.text for m in t.mentions]) for t in found] == [
        ("Arcwell Metals", ["Arcwell Metals", "LMG"])
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Arden Oak Foundation pays. Arden Oak gives more.", ["Arden Oak"]),
        ("The Arden Oak Foundation pays. Then Arden Oak Valley gives more.", []),
        ("The Arden Oak Foundation pays. The Great Arden Oak gives more.", []),
        ("The Arden Oak Foundation pays. An Arden Oak-based firm gives more.", []),
        ("Arden Oak gives. The Arden Oak Foundation pays.", []),
    ],
)
def test_first_words(text: str, found: list[str]) -> None:
    full = thing(text, "Arden Oak Foundation", "Organization").mentions
    assert [m.text for m in with_short_forms(full, text) if m not in full] == found


def test_first_words_are_no_description() -> None:
    text = "The Arden Oak Foundation pays. Arden Oak chips in $5 million."
    told = [
        *thing(text, "Arden Oak Foundation", "Organization").mentions,
        *thing(text, "Arden Oak chips", "Company").mentions,
    ]
    assert [m.text for m in with_short_forms(told, text)] == ["Arden Oak Foundation", "Arden Oak"]


@pytest.mark.parametrize(
    ("text", "said", "type_"),
    [
        ("Arcwell joined the SoLiST project. SoLiST was awarded a grant.", "SoLiST", "Program"),
        ("Kiln joined the Arcwell project. Arcwell was awarded a grant.", "Arcwell", "Company"),
    ],
)
def test_a_project_written_in_capitals(text: str, said: str, type_: str) -> None:
    found = things(text, [(f"{said} project", "Program"), (said, "Company")])
    assert [t.type for t in found if t.name == said] == [type_]


def test_an_acronym_in_brackets_is_not_another_name_that_begins_with_it() -> None:
    text = "Arcwell Kiln Metals (AKM) grows. AKM Solar grows."
    found = things(text, [("Arcwell Kiln Metals", "Company"), ("AKM", "Company"), ("AKM Solar", "Company")])
    assert [(t.name, [m.text for m in t.mentions]) for t in found] == [
        ("Arcwell Kiln Metals", ["Arcwell Kiln Metals", "AKM"]),
        ("AKM Solar", ["AKM Solar"]),
    ]


@pytest.mark.parametrize(
    ("text", "is_code"), [("Arcwell (QSE: AWM) grows.", True), ("Arcwell (QSE) grows.", False)]
)
def test_the_exchange_before_a_ticker_names_nobody(text: str, is_code: bool) -> None:
    assert is_code_or_dateline(rule(text, "QSE", "Company"), text) == is_code
