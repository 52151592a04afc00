"""Who takes a loan, and from whom."""

from __future__ import annotations

import pytest
from named import anchors_at_sums, candidates, thing

from graph.model import EntityType, Kind
from ingest.borrowers import settle_borrowers
from ingest.parties import INVESTOR, RECIPIENT

TYPED: dict[str, EntityType] = {"Lyon": "Place", "plant": "Facility"}
NAMES = ("Arcwell", "Vesta", "Kiln Bank", "Loft Bank", *TYPED)


def lent(text: str, kind: Kind = "loan") -> str:
    here = [n for n in NAMES if n in text]
    (told,) = anchors_at_sums(text, kind, dict.fromkeys(here, (0.5, 0.5, 0.0)))
    settle_borrowers([told], candidates(text), [thing(text, n, TYPED.get(n, "Company")) for n in here])
    givers, takers = (
        "+".join(n for n, p in told.parts.items() if p[role] > 0.8) for role in (INVESTOR, RECIPIENT)
    )
    return f"{givers} > {takers}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Arcwell took a $5 million loan from Kiln Bank and Loft Bank.", "Kiln Bank+Loft Bank > Arcwell"),
        ("Arcwell took a $5 million loan last year, from Vesta.", "Vesta > Arcwell"),
        ("Arcwell has secured $5 million of debt led by Vesta.", "Vesta > Arcwell"),
        ("Arcwell, which obtained a term facility of $5 million from Vesta, opened.", "Vesta > Arcwell"),
        ("Arcwell signed a loan of $5 million last week with Loft Bank.", "Loft Bank > Arcwell"),
        ("Arcwell has closed a green financing of $5 million.", " > Arcwell"),
        ("Kiln Bank obtained a $5 million loan from Vesta.", "Vesta > Kiln Bank"),
        ("Kiln Bank signed a $5 million loan with Arcwell.", " > "),
        ("Arcwell signed a $5 million loan with Vesta.", " > "),
        ("Kiln Bank and Loft Bank signed a $5 million loan to Arcwell.", " > "),
        ("Kiln Bank has closed a $5 million financing.", " > "),
        ("Arcwell took a loan. Vesta gave $5 million for the plant in Lyon that stands there.", " > "),
        ("Arcwell took $5 million from Vesta.", " > "),
    ],
)
def test_who_lends_to_whom(text: str, found: str) -> None:
    assert lent(text) == found


def test_what_is_hardly_a_loan_is_left_as_it_was() -> None:
    assert lent("Arcwell took a $5 million loan from Vesta.", "purchase") == " > "
