from __future__ import annotations

from pathlib import Path

import pytest
from building import archive_of, put

from graph.errors import InputError, NotFoundError
from graph.index import Index
from graph.model import parse_record
from graph.passages import passages
from graph.queries import article, articles, events, evidence
from graph.store.memory import MemoryStore


def test_articles_are_listed_and_filtered(store: MemoryStore) -> None:
    found = articles(store)
    assert len(found) == 17
    days = [a.published or "" for a in found]
    assert days == sorted(days, reverse=True)
    assert {a.observed for a in found} == {"2026-01-01T00:00:00Z"}
    year = articles(store, since="2024", until="2024")
    assert year == [a for a in found if (a.published or "").startswith("2024")]
    one = next(a for a in found if a.publisher)
    assert one in articles(store, publisher=str(one.publisher).upper())
    assert articles(store, limit=5, offset=3) == found[3:8]


def test_text_is_searched_by_words_and_phrases(store: MemoryStore) -> None:
    (first, *_) = articles(store, "magdeburg")
    assert "magdeburg" in first.key
    for hit in first.passages:
        assert article(store, first.key).text[hit.start :].startswith(hit.text)
        assert "magdeburg" in hit.text.lower()
    assert articles(store, '"billion in Japan"')
    assert not articles(store, '"Japan billion in"')
    with pytest.raises(InputError, match="expected words"):
        articles(store, '"*^')


@pytest.mark.parametrize("q", ['"', "japan AND (", "japan*", "text:japan", "japan\x00", "NEAR(a b)", "a'b\\"])
def test_what_is_looked_for_is_never_a_query(store: MemoryStore, q: str) -> None:
    try:
        found = articles(store, q)
    except InputError:
        found = []
    assert len(found) <= 17


def test_titles_are_searched_too(store: MemoryStore) -> None:
    title = next(a.title for a in articles(store) if a.title)
    assert title in {a.title for a in articles(store, f'"{title}"')}


def test_an_article_is_read_with_its_claims(store: MemoryStore) -> None:
    e = events(store, investor="microsoft", place="japan")[0]
    told = article(store, e.article_key)
    assert e.key in {c.event for c in told.record.commitments}
    assert told.article.commitments == len(told.record.commitments)
    with pytest.raises(NotFoundError):
        article(store, "nothing")


def test_evidence_stands_in_its_text(store: MemoryStore) -> None:
    e = events(store, investor="microsoft", place="japan")[0]
    found = evidence(store, e.key, characters=50)
    assert {c.article_key for c in found} == {s.article_key for s in e.sources}
    for c in found:
        text = article(store, c.article_key).text
        assert text[c.start - len(c.before) : c.end + len(c.after)] == c.before + c.quote + c.after
        assert len(c.before) <= 50
    one = e.sources[0].claim.removeprefix(f"{store.addresses.base}article/")
    assert evidence(store, one, characters=50) == [c for c in found if c.claim == e.sources[0].claim]
    assert len(evidence(store, one, characters=10**6)[0].after) <= 2000
    with pytest.raises(NotFoundError):
        evidence(store, "nothing#c1")


def test_the_words_follow_the_store() -> None:
    archive = archive_of()
    record = parse_record({"article": {"id": "a", "title": "Ein Übermut"}})
    key = put(archive, record, words="gadgets")
    archive.refresh()
    assert [a.key for a in articles(archive.store, "GADGETS ubermut")] == []
    assert [a.key for a in articles(archive.store, "GADGETS")] == [key]
    assert [a.key for a in articles(archive.store, "ubermut")] == [key]
    put(archive, record, words="gardens")
    archive.refresh()
    assert articles(archive.store, "gadgets") == []
    assert len(articles(archive.store, "gardens")) == 1
    archive.index.clear()
    assert articles(archive.store, "gardens") == []
    archive.refresh()
    assert len(articles(archive.store, "gardens")) == 1


def test_an_index_of_another_version_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    index = Index(path)
    index.db.execute("insert into passage(article, start, text) values ('a', 0, 'words')")
    index.db.execute("pragma user_version = 1")
    index.close()
    again = Index(path)
    assert again.rows("select * from passage_words where text match 'words'") == []
    again.close()


def test_passages_are_paragraphs_or_pieces_of_whole_words() -> None:
    assert list(passages(" One\ntwo.\n \n\nThree ")) == [(1, "One\ntwo."), (13, "Three")]
    text = "word " * 1000 + "x" * 2000
    found = list(passages(text))
    assert all(text[start:].startswith(piece) and len(piece) <= 800 for start, piece in found)
    assert "".join(piece for _, piece in found).replace(" ", "") == text.replace(" ", "")


def test_an_article_whose_graph_is_gone_is_not_there() -> None:
    archive = archive_of()
    record = parse_record({"article": {"id": "a", "title": "Ein Übermut"}})
    key = put(archive, record)
    archive.refresh()
    archive.store.remove_graph(archive.store.addresses.article(key))
    with pytest.raises(NotFoundError):
        article(archive.store, key)
