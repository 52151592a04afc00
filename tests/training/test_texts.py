from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import parse_record
from training.texts import TextError, read_texts

ROOT = Path(__file__).parent.parent.parent
ARTICLE = """##### one
published: 2025-03-04
publisher: Nordic Wire

Aurora Photonics, based in Helsinki, raised about €40 million from Lakestar on Tuesday.
%%
E | Aurora Photonics | Company | Aurora
E | Lakestar | Company |
E | Helsinki | Place |
C | equity | Lakestar | Aurora Photonics | | ~40000000 EUR | completed | announced=2025-03-04 | raised about €40 million from Lakestar
R | Aurora Photonics | located_in | Helsinki | Aurora Photonics, based in Helsinki
"""


def test_an_article_with_what_it_says(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    ((raw, text),) = read_texts(file)
    record = parse_record(raw)
    assert text.startswith("Aurora Photonics, based")
    assert (record.article.id, record.article.published) == ("one", "2025-03-04")
    (c,) = record.commitments
    assert c.amount
    assert (c.kind, c.amount.value, c.amount.qualifier, c.status) == ("equity", 4e7, "about", "completed")
    assert record.entity(c.investors[0]).name == "Lakestar"
    assert [r.predicate for r in record.relations] == ["located_in"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("| Company | Aurora", "| Firm | Aurora", "the type one of"),
        ("E | Lakestar | Company |\n", "", "'Lakestar' has no E line"),
        ("~40000000 EUR", "40 million EUR", "amount '40 million EUR'"),
        ("| raised about", "| gathered about", "evidence does not stand in the text"),
        ("| completed |", "| done |", "expected C | kind"),
        ("R | Aurora Photonics | located_in", "R | Aurora Photonics | lies_in", "expected R | subject"),
        ("E | Lakestar", "E | Nokia | Company |\nE | Lakestar", "'Nokia'"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    file = tmp_path / "a.txt"
    assert old in ARTICLE
    file.write_text(ARTICLE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TextError, match="one") as caught:
        read_texts(file)
    assert told in str(caught.value)


@pytest.mark.parametrize("file", sorted((ROOT / "training" / "texts").glob("*.txt")), ids=lambda p: p.stem)
def test_the_training_texts_are_well_formed(file: Path) -> None:
    assert read_texts(file)
