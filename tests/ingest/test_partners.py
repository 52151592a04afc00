"""What a partnership is for, by the words before a programme's name."""

from __future__ import annotations

import pytest
from named import anchor, candidates, thing

from graph.model import EntityType
from ingest.parties import INVESTOR, RECIPIENT
from ingest.partners import settle_programs

TYPED: dict[str, EntityType] = {"Starnet": "Program", "Sunnet": "Program", "Star Fund": "Program"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Arcwell and Vesta will work together under the Starnet programme.", "Starnet"),
        ("Arcwell and Vesta have launched Starnet.", "Starnet"),
        ("Arcwell teamed up with Vesta on a project called Starnet.", "Starnet"),
        ("Arcwell and Vesta have renewed their Starnet agreement.", "Starnet"),
        ("Arcwell, which got money from Starnet, teamed up with Vesta.", ""),
        ("Arcwell and Vesta have launched Starnet under Sunnet.", ""),
        ("Arcwell and Vesta teamed up under the Star Fund.", ""),
    ],
)
def test_a_partnership_is_for_the_programme_of_its_sentence(text: str, what: str) -> None:
    names = [n for n in ("Arcwell", "Vesta", *TYPED) if n in text]
    told = anchor("partnership", dict.fromkeys(names, (0.6, 0.1, 0.0)))
    settle_programs([told], candidates(text), [thing(text, n, TYPED.get(n, "Company")) for n in names])
    assert "+".join(n for n, p in told.parts.items() if p[RECIPIENT] > p[INVESTOR]) == what
