from __future__ import annotations

import io
from pathlib import Path

import pytest

from graph.archive import Archive
from graph.errors import NotFoundError
from graph.export import export
from graph.ids import article_key
from graph.model import Article, ArticleInfo
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
