from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ids import Addresses, article_key, canonical_url, slug
from graph.model import Article, ArticleInfo

A = Addresses("https://graph.example/")


@given(st.text())
def test_a_slug_fits_into_an_address_whatever_the_text(text: str) -> None:
    made = slug(text)
    assert 1 <= len(made) <= 60
    assert not set(made) & set(" /#?%<>\"{}|\\^`'_\n\t")
    assert "--" not in made


def test_a_long_slug_ends_with_a_whole_word() -> None:
    assert slug("alpha " * 20).endswith("-alpha")
    assert len(slug("a" * 200)) == 60


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ørsted", "orsted"),
        ("Łódź", "lodz"),
        ("Großröhrsdorf", "grossrohrsdorf"),
        ("東京大学", "東京大学"),
        ("Nord™", "nordtm"),
    ],
)
def test_letters_of_other_languages_are_written_plainly(name: str, key: str) -> None:
    assert slug(name) == slug(name.upper()) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.com/a", "https://www.example.com/a/"),
        ("https://EXAMPLE.com:443/a#part", "https://example.com/a"),
        ("https://example.com/a?y=2&x=1&utm_medium=m", "https://example.com/a?x=1&y=2"),
        ("https://example.com/a?x=&fbclid&y=2", "https://example.com/a?y=2"),
    ],
)
def test_addresses_of_the_same_page_are_the_same(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(
    "other", ["https://example.com/b", "https://example.com:8080/a", "https://example.com/a?id=2"]
)
def test_addresses_of_other_pages_differ(other: str) -> None:
    assert canonical_url("https://example.com/a") != canonical_url(other)


def test_a_query_without_a_value_is_part_of_the_address() -> None:
    one, two = (canonical_url(f"https://example.com/view?{day}") for day in ("20240401", "20240402"))
    assert one != two
    assert canonical_url("http://www.example.com/view?20240401#top") == one


def test_an_article_key_reads_like_its_title() -> None:
    titled = Article(info=ArticleInfo(id="7", title="Microsoft invests in Japan"), text="t")
    assert article_key(titled).startswith("microsoft-invests-in-japan-")
    assert article_key(Article(info=ArticleInfo(id="a 7"), text="t")).startswith("a-7-")


def test_addresses_lead_back_to_keys() -> None:
    for iri in (A.article("k"), A.claim("k", "c1"), A.entity("k"), A.event("k")):
        assert A.key(iri) == "k"
    assert A.is_article(A.article("k"))
    assert not A.is_article(A.claim("k", "c1"))
    assert not A.is_article(A.resolved)
    with pytest.raises(ValueError, match="no address"):
        A.key("https://elsewhere.example/entity/k")


@pytest.mark.parametrize("base", ["", "graph.example/", "https://graph.example", "ftp://x/", "https://a b/"])
def test_a_base_that_cannot_be_one_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match="slash"):
        Addresses(base)
