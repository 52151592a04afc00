"""Who is said to work with whom."""

from __future__ import annotations

import pytest
from named import candidates, thing

from ingest.partners import links_of_partners


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Arcwell builds it in partnership with Kiln.", {("Arcwell", "Kiln")}),
        ("The alliance between Arcwell and Kiln grows.", {("Arcwell", "Kiln")}),
        ("Vesta is a joint venture between Arcwell and Kiln.", {("Arcwell", "Kiln")}),
        ("Vesta, a joint venture of Arcwell and Kiln, grows.", {("Arcwell", "Kiln")}),
        ("Arcwell competes with Kiln.", set()),
    ],
)
def test_partners_by_words(text: str, pairs: set[tuple[str, str]]) -> None:
    things = [thing(text, said, "Company") for said in ("Arcwell", "Kiln", "Vesta") if said in text]
    found = {(x.subject.name, x.object.name) for x in links_of_partners(candidates(text), things)}
    assert found == pairs
