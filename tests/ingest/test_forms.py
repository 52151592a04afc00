"""Companies whose legal form has points or small letters."""

from __future__ import annotations

import pytest

from ingest.forms import names_with_forms
from ingest.layout import blocks
from ingest.mentions import clean_name


def names(text: str) -> list[str]:
    return [m.name for b in blocks(text, []) for m in names_with_forms(b)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Arc Lampy Sp. z o.o. got a loan.", "Arc Lampy Sp. z o.o"),
        ("In May, Vesta Luci S.p.A. grew.", "Vesta Luci S.p.A"),
        ("Lyon-based Arc y Vesta S.A., a maker, grew.", "Arc y Vesta S.A"),
        ("The Kiln Lampy a.s. grew.", "Kiln Lampy a.s"),
        ("A loan to Kiln d.o.o. of Split.", "Kiln d.o.o"),
        ("M/s Kiln Lamps Pvt. Ltd. grew.", "Kiln Lamps Pvt. Ltd"),
        ("A unit of Kiln GmbH & Co. KG grew.", "Kiln GmbH & Co. KG"),
    ],
)
def test_a_form_with_points_ends_a_name(text: str, name: str) -> None:
    assert names(text) == [name]


def test_a_form_alone_names_nobody() -> None:
    assert names("The S.A. grew. In a.s. it is so. An S.p.A. pays.") == []


def test_messrs_is_no_part_of_a_name() -> None:
    assert [clean_name(n) for n in ("M/s Kiln Ltd", "M/S. Kiln Ltd", "the M/s Kiln")] == [
        "Kiln Ltd",
        "Kiln Ltd",
        "Kiln",
    ]
