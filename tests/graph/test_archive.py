from __future__ import annotations

import io
from pathlib import Path

import pytest

from graph.archive import Archive
from graph.errors import NotFoundError
from graph.export import export
from graph.ids import article_key
from graph.model import Article, ArticleInfo
from graph.queries import events
from graph.rdf import to_quads
from graph.settings import Settings
from graph.store.oxigraph import OxigraphStore
from ingest.pipeline import extract
from ingest.reference import load_reference

BASE = "http://localhost:8000/"


def put(
    archive: Archive,
    article: Article,
    origin: str | None = "/x/a.txt",
    observed: str = "2026-01-01T00:00:00Z",
) -> str:
    (record,) = extract([article], Settings())
    outcome = archive.store_record(record, article, origin=origin, extractor="t/1", observed=observed)
    archive.refresh()
    return outcome


def nquads(archive: Archive) -> str:
    stream = io.BytesIO()
    export(archive.store, "nquads", stream)
    return stream.getvalue().decode()


def test_twice_the_same_changes_nothing(tmp_path: Path, article: Article) -> None:
    with OxigraphStore(tmp_path, BASE) as store:
        archive = Archive(store, load_reference())
        assert put(archive, article) == "added"
        before, size = nquads(archive), len(store)
        assert put(archive, article, observed="2027-01-01T00:00:00Z") == "unchanged"
        assert (nquads(archive), len(store)) == (before, size)


def test_a_changed_article_takes_the_place_of_the_old(tmp_path: Path, article: Article) -> None:
    with OxigraphStore(tmp_path, BASE) as store:
        archive = Archive(store, load_reference())
        put(archive, article)
        text = "Google will invest $1 billion in Malaysia over four years.\n"
        assert put(archive, article.model_copy(update={"text": text})) == "replaced"
        out = nquads(archive)
        assert "Malaysia" in out
        assert "Microsoft" not in out
        assert "Japan" not in out


def test_an_address_is_the_same_article_wherever_it_is_read(tmp_path: Path, article: Article) -> None:
    with OxigraphStore(tmp_path, BASE) as store:
        archive = Archive(store, load_reference())
        info = article.info.model_copy(update={"url": "https://example.com/a"})
        put(archive, article.model_copy(update={"info": info}), origin="/one")
        text = "Microsoft will invest $3 billion in Japan over two years.\n"
        assert put(archive, Article(info=info, text=text), origin="/two") == "replaced"
        assert len(archive.keys()) == 1


def test_an_address_keeps_its_key_under_another_title(tmp_path: Path, article: Article) -> None:
    with OxigraphStore(tmp_path, BASE) as store:
        archive = Archive(store, load_reference())
        info = article.info.model_copy(update={"url": "https://example.com/a", "title": "Billions for Japan"})
        put(archive, article.model_copy(update={"info": info}))
        (key,) = archive.keys()
        info = info.model_copy(update={"title": "Corrected: for Malaysia", "url": "https://example.com/a/"})
        new = Article(info=info, text="Google will invest $1 billion in Malaysia over four years.\n")
        assert put(archive, new) == "replaced"
        assert archive.keys() == [key] == [archive.key_of(new)]
        assert "Japan" not in nquads(archive)


@pytest.mark.parametrize("url", ["http://www.example.com/a/?utm_source=x", None])
def test_another_title_makes_no_other_article(tmp_path: Path, article: Article, url: str | None) -> None:
    with OxigraphStore(tmp_path, BASE) as store:
        archive = Archive(store, load_reference())
        info = article.info.model_copy(update={"url": url and "https://example.com/a", "title": "To Japan"})
        put(archive, Article(info=info, text=article.text), origin=None)
        (key,) = archive.keys()
        (deal,) = events(store)
        other = info.model_copy(update={"title": "Corrected: to Japan", "url": url})
        assert put(archive, Article(info=other, text=article.text), origin=None) == "replaced"
        assert (archive.keys(), [e.key for e in events(store)]) == ([key], [deal.key])
        assert archive.read(key)[1].info == other


def test_another_title_before_the_index_knows_of_the_first(tmp_path: Path, article: Article) -> None:
    with OxigraphStore(tmp_path, BASE) as store:
        for title in ("One", "Two", "Three"):
            info = article.info.model_copy(update={"url": "https://example.com/a", "title": title})
            told = Article(info=info, text=article.text)
            (record,) = extract([told], Settings())
            archive = Archive(store, load_reference())
            archive.store_record(record, told, origin=None, extractor="t/1", observed="2026-01-01T00:00:00Z")
            if title == "Two":
                archive.index.clear()
        (key,) = archive.keys()
        assert archive.read(key)[1].info.title == "Three"


def test_what_was_stored_twice_is_one_when_it_is_read_again(tmp_path: Path, article: Article) -> None:
    with OxigraphStore(tmp_path, BASE) as store:
        archive = Archive(store, load_reference())
        info = article.info.model_copy(update={"url": "https://example.com/a", "title": "One"})
        told = Article(info=info, text=article.text)
        put(archive, told)
        (key,) = archive.keys()
        (record,) = extract([told], Settings())
        beside = key.replace("one", "two")  # as former versions did
        store.load(
            to_quads(record, told.text, store.addresses, beside, origin=None, extractor="t", observed="2025")
        )
        archive.index.clear()
        archive.refresh()
        assert put(archive, told) == "replaced"
        assert archive.keys() == [key]


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_a_text_under_two_names_is_one_article_by_the_first_of_them(
    tmp_path: Path, article: Article, order: str
) -> None:
    with OxigraphStore(tmp_path, BASE) as store:
        archive = Archive(store, load_reference())
        for name in order * 2:
            info = article.info.model_copy(update={"id": name, "source": f"{name}.txt"})
            outcome = put(archive, Article(info=info, text=article.text), origin=f"/x/{name}.txt")
        assert outcome == "unchanged"
        (key,) = archive.keys()
        assert (archive.read(key)[1].info.id, archive.find("a.txt")) == ("a", [key])


def test_a_file_that_gets_another_name_takes_its_article_along(tmp_path: Path, article: Article) -> None:
    with OxigraphStore(tmp_path, BASE) as store:
        archive = Archive(store, load_reference())
        put(archive, article, origin="/x/a1.txt")
        renamed = article.model_copy(update={"info": article.info.model_copy(update={"id": "b1"})})
        assert put(archive, renamed, origin="/x/b1.txt") == "unchanged"
        text = article.text.replace("2.9", "3.1")
        assert put(archive, renamed.model_copy(update={"text": text}), origin="/x/b1.txt") == "replaced"
        assert [e.amount for e in events(store)] == [3.1e9]


def test_an_article_that_gets_an_address_takes_the_place_of_what_was_read_there(
    tmp_path: Path, article: Article
) -> None:
    with OxigraphStore(tmp_path, BASE) as store:
        archive = Archive(store, load_reference())
        put(archive, article)
        for n, outcome in ((1, "replaced"), (2, "added")):  # a file that holds another article each time
            info = article.info.model_copy(update={"url": f"https://example.com/{n}"})
            assert put(archive, article.model_copy(update={"info": info})) == outcome
        assert len(archive.keys()) == 2


@pytest.mark.parametrize("name", ["a1", "/x/a.txt", "key"])
def test_removing_takes_all_that_only_it_says(tmp_path: Path, article: Article, name: str) -> None:
    with OxigraphStore(tmp_path, BASE) as store:
        archive = Archive(store, load_reference())
        put(archive, article)
        other = Article(info=ArticleInfo(id="a2"), text="Google will invest $1 billion in Malaysia.\n")
        put(archive, other, origin="/x/b.txt")
        archive.remove(article_key(article) if name == "key" else name)
        archive.refresh()
        assert "Microsoft" not in nquads(archive)
        assert "Malaysia" in nquads(archive)
        with pytest.raises(NotFoundError, match="a1"):
            archive.remove("a1")


def test_the_order_of_articles_does_not_matter(tmp_path: Path, article: Article) -> None:
    other = Article(info=ArticleInfo(id="a2"), text="Microsoft Corp. will invest $1 billion in Malaysia.\n")
    results = []
    for n, order in enumerate(([article, other], [other, article])):
        with OxigraphStore(tmp_path / str(n), BASE) as store:
            archive = Archive(store, load_reference())
            for a in order:
                put(archive, a, origin=f"/{a.info.id}")
            results.append(nquads(archive))
    assert results[0] == results[1]
