"""Who belongs to a programme, as a few words tell it."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest
from named import thing

from graph.model import EntityType
from ingest.layout import blocks
from ingest.membership import links_of_members

C, N, B, R, U = "Company", "Country", "Organization", "Program", "University"
Told = tuple[str, EntityType]


def members(text: str, named: list[Told]) -> str:
    found = SimpleNamespace(
        text=text,
        blocks=blocks(text, []),
        sentences=[m.span() for m in re.finditer(r"[^.\s][^.\n]*\.?", text)],
        sentence_at=lambda _: (0, len(text)),
    )
    links = links_of_members(cast("Any", found), [thing(text, name, type_) for name, type_ in named])
    return ", ".join(f"{x.subject.name} of {x.object.name}" for x in links)


@pytest.mark.parametrize(
    ("text", "named", "found"),
    [
        ("Members of Starnet are Arcwell and Keio.", [("Starnet", R), ("Arcwell", C), ("Keio", U)], "Arcwell of Starnet, Keio of Starnet"),
        ("Arcwell and Keio are among the ten members of Starnet.", [("Starnet", R), ("Arcwell", C), ("Keio", U)], "Arcwell of Starnet, Keio of Starnet"),
        ("Money goes to Starnet, of which both Arcwell and Keio are members.", [("Starnet", R), ("Arcwell", C), ("Keio", U)], "Arcwell of Starnet, Keio of Starnet"),
        ("Starnet, a partnership of Arcwell and Keio, grows.", [("Starnet", R), ("Arcwell", C), ("Keio", U)], "Arcwell of Starnet, Keio of Starnet"),
        ("Starnet begins. It is led by Keio in partnership with Arcwell.", [("Starnet", R), ("Arcwell", C), ("Keio", U)], "Keio of Starnet, Arcwell of Starnet"),
        ("Starnet begins. The plant is run by Keio together with Arcwell.", [("Starnet", R), ("Arcwell", C), ("Keio", U)], ""),
        ("Arcwell, a member of the Vesta Group, pays.", [("Arcwell", C), ("Vesta Group", C)], "Arcwell of Vesta Group"),
        ("Starnet begins. Previous partners include Arcwell.", [("Starnet", R), ("Arcwell", C)], ""),
        ("Starnet begins. Its partners include Arcwell.", [("Starnet", R), ("Arcwell", C)], ""),
        ("Starnet begins. Nokia's partners are Arcwell and Keio.", [("Starnet", R), ("Nokia", C), ("Arcwell", C), ("Keio", U)], ""),
        ("Starnet begins. Team members are from Arcwell and Keio.", [("Starnet", R), ("Arcwell", C), ("Keio", U)], ""),
        ("Partners in the Chips Act are Arcwell and Keio.", [("Chips Act", R), ("Arcwell", C), ("Keio", U)], ""),
        ("Members of Starnet are Belgium's imec and Keio.", [("Starnet", R), ("Belgium", N), ("imec", C), ("Keio", U)], "imec of Starnet, Keio of Starnet"),
        ("Starnet begins. The consortium consists of two universities (Keio and Tohoku) and the institute CNR of Italy.", [("Starnet", R), ("Keio", U), ("Tohoku", U), ("CNR", B), ("Italy", N)], "Keio of Starnet, Tohoku of Starnet, CNR of Starnet"),
        ("Starnet begins. Its catalogue consists of Arcwell.", [("Starnet", R), ("Arcwell", C)], ""),
        ("Starnet begins. Joining it in the project are Keio and Arcwell.", [("Starnet", R), ("Keio", U), ("Arcwell", C)], "Keio of Starnet, Arcwell of Starnet"),
        ("Starnet begins. Joining Vesta in the round are Keio and Arcwell.", [("Starnet", R), ("Vesta", C), ("Keio", U), ("Arcwell", C)], ""),
        ("Starnet begins. Two schools belong to it, including Keio.", [("Starnet", R), ("Keio", U)], "Keio of Starnet"),
        ("Starnet got money, with Keio and Arcwell as partners.", [("Starnet", R), ("Keio", U), ("Arcwell", C)], "Keio of Starnet, Arcwell of Starnet"),
        ("Starnet begins. Keio leads. Arcwell is in the team, as is Tohoku.", [("Starnet", R), ("Keio", U), ("Arcwell", C), ("Tohoku", U)], "Arcwell of Starnet, Tohoku of Starnet"),
        ("Starnet begins. Keio and Arcwell take part in the project.", [("Starnet", R), ("Keio", U), ("Arcwell", C)], "Keio of Starnet, Arcwell of Starnet"),
        ("Starnet begins. Keio and Arcwell took part in talks.", [("Starnet", R), ("Keio", U), ("Arcwell", C)], ""),
        ("Keio and Tohoku are founding members of Starnet, along with Arcwell.", [("Starnet", R), ("Keio", U), ("Tohoku", U), ("Arcwell", C)], "Keio of Starnet, Tohoku of Starnet, Arcwell of Starnet"),
        ("Starnet got money, Turing said. The partners are Keio and Arcwell.", [("Starnet", R), ("Turing", B), ("Keio", U), ("Arcwell", C)], "Keio of Starnet, Arcwell of Starnet"),
        ("Money comes from the Star Fund. The partners are Keio and Arcwell.", [("Star Fund", R), ("Keio", U), ("Arcwell", C)], ""),
    ],
)  # fmt: skip
def test_memberships(text: str, named: list[Told], found: str) -> None:
    assert members(text, named) == found


def test_a_list_under_the_programme() -> None:
    text = "Starnet begins.\n\nThe lead institutions are:\n\n- Keio: light\n- Tohoku: sound\n- Osaka: heat\n\nArcwell pays."
    named: list[Told] = [("Starnet", R), ("Keio", U), ("Tohoku", U), ("Osaka", U), ("Arcwell", C)]
    assert members(text, named) == "Keio of Starnet, Tohoku of Starnet, Osaka of Starnet"
    assert members(text.replace("- Osaka: heat\n", ""), named) == ""
    short = "Starnet begins.\n\nPartners:\nKeio\nTohoku\nOsaka\n\nArcwell pays."
    assert members(short, named) == "Keio of Starnet, Tohoku of Starnet, Osaka of Starnet"


def test_under_the_heading_of_a_programme() -> None:
    text = "**Starnet (£4 million)**\nLed by Keio, with Arcwell.\n\n**Sunnet**\nLed by: Osaka\nAward: £3 million\nMembers include: Tohoku."
    named: list[Told] = [
        ("Starnet", R),
        ("Keio", U),
        ("Arcwell", C),
        ("Sunnet", R),
        ("Osaka", U),
        ("Tohoku", U),
    ]
    assert members(text, named) == "Keio of Starnet, Arcwell of Starnet, Osaka of Sunnet, Tohoku of Sunnet"
