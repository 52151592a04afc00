"""Whom "the university", "the department", "the company" stand for."""

from __future__ import annotations

import pytest
from named import things

from graph.model import EntityType

NAMED: dict[str, EntityType] = {
    "Kelvorn": "Company",
    "Arcwell": "Company",
    "Arcwell Capital": "Company",
    "Vesta": "Company",
    "Halden University": "University",
    "Lund School of Mines": "University",
    "Asker University": "University",
    "Sorva College": "University",
    "Department of Works": "Government",
    "Ministry of Rivers": "Government",
    "State of Norrby": "Government",
}


def whom(text: str, said: str, type_: EntityType) -> list[str]:
    names: list[tuple[str, EntityType]] = [(n, t) for n, t in NAMED.items() if n in text]
    return [t.name for t in things(text, [*names, (said, type_)]) if said in t.surfaces]


@pytest.mark.parametrize(
    ("text", "said", "type_", "who"),
    [
        ("Halden University pays. Lund School of Mines grows. The university waits.", "university", "University", "Halden University"),
        ("Lund School of Mines pays. Halden University grows. The school waits.", "school", "University", "Lund School of Mines"),
        ("Sorva College pays. Halden University grows. The college waits.", "college", "University", "Sorva College"),
        ("Department of Works pays. State of Norrby grows. The department waits.", "department", "Government", "Department of Works"),
        ("Ministry of Rivers pays. Department of Works grows. The ministry waits.", "ministry", "Government", "Ministry of Rivers"),
        ("Halden University pays. Halden University grows, as does Asker University.\n\nNow the university waits.", "university", "University", "Halden University"),
        ("Halden University pays.\n\nAsker University grows, and now the university waits.", "university", "University", "Asker University"),
    ],
)  # fmt: skip
def test_who_is_called_so(text: str, said: str, type_: EntityType, who: str) -> None:
    assert whom(text, said, type_) == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Kelvorn builds a plant.\n\nKelvorn grows. So did Vesta.\n\nNow the company waits.", "Kelvorn"),
        ("Kelvorn builds a plant.\n\nSo did Vesta, and Vesta too.\n\nNow the company waits.", "Vesta"),
        ("Kelvorn builds a plant.\n\nKelvorn grows. So did Vesta, and now the company waits.", "Vesta"),
        ("Lamps\n\nKelvorn grows. Kelvorn pays.\n\nVesta\n\nNow the company waits, too.", "Vesta"),
        ("Kelvorn grows. Vesta awarded the company a deal.", "Kelvorn"),
        ("Kelvorn grows. Vesta waits, and Arcwell awarded the company a deal.", "Vesta"),
        ("Kelvorn grows. Vesta waits, but investors gave the company a loan.", "Vesta"),
        ("Vesta gave the company a loan.", "Vesta"),
        ("Kelvorn signed with Vesta. The company pays.", "Kelvorn"),
        ("Kelvorn, which belongs to Vesta, waits. Now the company pays.", "Kelvorn"),
        ("Kelvorn, owned by the Danish group Vesta, waits. Now the company pays.", "Kelvorn"),
        ("Kelvorn, which met Vesta, waits. Now the company pays.", "Vesta"),
        ("Kelvorn grows. Vesta, the company's computing arm, pays.", "Kelvorn"),
        ("Kelvorn grows. Vesta, the company's rival, pays.", "Vesta"),
        ("Kelvorn signed with Vesta, and the company pays.", "Vesta"),
        ("Kelvorn got it. It came from Arcwell Capital. The company pays.", "Kelvorn"),
        ("Arcwell Capital opens an office. The company pays.", "Arcwell Capital"),
    ],
)
def test_whom_the_company_stands_for(text: str, who: str) -> None:
    assert whom(text, "company", "Company") == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Sorva Park opens.\n\nSorva Park makes lamps.\n\nSo does Tarn Park.\n\nNow the plant waits.", "Sorva Park"),
        ("Sorva Park opens.\n\nSorva Park makes lamps.\n\nSo does Tarn Park, and now the plant waits.", "Tarn Park"),
    ],
)  # fmt: skip
def test_which_site_the_plant_is(text: str, who: str) -> None:
    names: list[tuple[str, EntityType]] = [(n, "Facility") for n in ("Sorva Park", "Tarn Park", "plant")]
    assert [t.name for t in things(text, names) if "plant" in t.surfaces] == [who]


def test_the_group_is_whom_the_sentence_before_is_about() -> None:
    assert whom("Kelvorn bought Vesta. The group pays.", "group", "Company") == ["Kelvorn"]
