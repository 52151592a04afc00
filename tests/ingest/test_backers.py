"""Who is backed by whom."""

from __future__ import annotations

import pytest
from named import candidates, thing

from graph.model import EntityType
from ingest.anchors import Anchor
from ingest.backers import settle_backers
from ingest.parties import INVESTOR, RECIPIENT

TYPED: dict[str, EntityType] = {"Lyon": "Place", "Norway": "Country", "Loft": "Organization"}
NAMES = ("Arcwell", "Vesta", "Kiln", *TYPED)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Arcwell-backed Vesta opened an office.", "Arcwell > Vesta"),
        ("Arcwell-backed Danish chipmaker Vesta opened an office.", "Arcwell > Vesta"),
        ("Vesta, the Arcwell-backed chipmaker, opened an office.", "Arcwell > Vesta"),
        ("Vesta, backed by Arcwell and Kiln, opened an office.", "Arcwell+Kiln > Vesta"),
        ("Vesta, which is backed by the Loft, opened an office.", "Loft > Vesta"),
        ("Norway-backed Vesta opened an office.", ""),
        ("Arcwell-backed Loft opened an office.", ""),
        ("An Arcwell-backed campus of Vesta opened.", ""),
        ("The loan of Vesta is backed by Arcwell.", ""),
        ("Vesta opened an office backed by Arcwell.", ""),
        ("Vesta, backed by a bank, bought Arcwell.", ""),
    ],
)
def test_who_backs_whom(text: str, found: str) -> None:
    anchors: list[Anchor] = []
    said = candidates(text)
    said.warnings = ()
    settle_backers(anchors, said, [thing(text, n, TYPED.get(n, "Company")) for n in NAMES if n in text])
    made = []
    for a in anchors:
        assert a.kind == "equity"
        givers, takers = (
            "+".join(n for n in NAMES if n in a.parts and a.parts[n][role] > 0.8)
            for role in (INVESTOR, RECIPIENT)
        )
        made.append(f"{givers} > {takers}")
    assert "; ".join(made) == found


def test_what_a_press_release_warns_of_tells_nothing() -> None:
    text = "Arcwell-backed Vesta opened an office."
    anchors: list[Anchor] = []
    said = candidates(text)
    said.warnings = ((0, len(text)),)
    settle_backers(anchors, said, [thing(text, n, "Company") for n in ("Arcwell", "Vesta")])
    assert anchors == []
