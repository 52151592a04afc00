from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ids import Addresses, article_key, canonical_url, slug
from graph.model import (
    KINDS,
    SECTORS,
    STATUSES,
    Amount,
    Article,
    ArticleInfo,
    Commitment,
    Entity,
    OtherAmount,
    Period,
    Record,
    Relation,
    Span,
    Target,
)
from graph.rdf import check_shapes, from_quads, to_quads

A = Addresses("https://graph.example/")
TEXT = "Zürich’s lab gets “10 million francs” \\ from a\tfund.\nNew line."

words = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(str.strip)
numbers = st.floats(min_value=0.01, max_value=1e13, allow_nan=False)
spans = st.integers(0, 20).flatmap(lambda a: st.builds(Span, start=st.just(a), end=st.integers(a + 1, 40)))


@st.composite
def commitments(draw: st.DrawFn, local_id: str) -> Commitment:
    found = draw(st.lists(spans, min_size=1, max_size=3))
    order = draw(st.permutations(["e1", "e2", "e3"]))
    return Commitment(
        id=local_id,
        kind=draw(st.sampled_from(KINDS)),
        investors=tuple(order[:2]),
        recipients=tuple(order[2:]),
        places=draw(st.sampled_from([(), ("e4",)])),
        amount=draw(
            st.none()
            | st.builds(
                Amount,
                value=numbers,
                currency=st.just("JPY"),
                max=st.none() | numbers,
                qualifier=st.just("about"),
                also=st.lists(st.builds(OtherAmount, value=numbers, currency=st.just("USD")), max_size=2).map(
                    tuple
                ),
            )
        ),
        period=draw(
            st.none()
            | st.builds(Period, years=st.none() | numbers, end=st.sampled_from([None, "2030", "2030-05"]))
        ),
        announced=draw(st.sampled_from([None, "2024", "2024-04-10"])),
        status=draw(st.sampled_from(STATUSES)),
        sectors=tuple(draw(st.lists(st.sampled_from(SECTORS), max_size=3, unique=True))),
        target=draw(st.none() | st.builds(Target, quantity=numbers, unit=st.just("MW"))),
        event=draw(st.none() | words),
        confidence=draw(st.none() | st.floats(0, 1)),
        evidence=tuple(TEXT[s.start : s.end] for s in found),
        spans=tuple(found),
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    things = [
        Entity(id=f"e{n}", name=draw(words), type=t, aliases=tuple(draw(st.lists(words, max_size=3))))  # type: ignore[arg-type]
        for n, t in enumerate(("Company", "University", "Program", "Place"), 1)
    ]
    return Record(
        article=ArticleInfo(
            id="a", title=draw(st.none() | words), source=draw(st.sampled_from([None, "f.txt"]))
        ),
        entities=tuple(things),
        commitments=tuple(draw(commitments(f"c{n}")) for n in range(draw(st.integers(0, 3)))),
        relations=(
            Relation(
                subject="e1",
                predicate="located_in",
                object="e4",
                evidence=(TEXT[0:6],),
                spans=(Span(start=0, end=6),),
            ),
        ),
    )


@settings(max_examples=60, deadline=None)
@given(records())
def test_a_record_comes_back_from_its_quads(record: Record) -> None:
    quads = to_quads(record, TEXT, A, "k", origin="/x", extractor="t/1", observed="2026-01-01T00:00:00Z")
    assert from_quads(quads) == (record, TEXT)
    assert from_quads(reversed(quads)) == (record, TEXT)
    assert {q.g for q in quads} == {A.article("k")}


@settings(max_examples=5, deadline=None)
@given(records())
def test_every_valid_record_follows_the_shapes(record: Record) -> None:
    quads = to_quads(record, TEXT, A, "k", origin=None, extractor="t/1", observed="2026-01-01T00:00:00Z")
    assert check_shapes(quads) == []


def test_shapes_tell_what_is_missing() -> None:
    record = Record(
        article=ArticleInfo(id="a"),
        entities=(Entity(id="e1", name="X", type="Company"),),
        commitments=(Commitment(id="c1", kind="grant", investors=("e1",), evidence=("Zürich",)),),
    )
    quads = to_quads(record, TEXT, A, "k", origin=None, extractor="t/1", observed="2026-01-01T00:00:00Z")
    faults = check_shapes(q for q in quads if not str(q.p).endswith("#evidence"))
    assert len(faults) == 1
    assert "c1" in faults[0]
    assert "evidence" in faults[0]


def test_slugs_and_addresses() -> None:
    assert slug("Université Paris-Saclay’s AI & Data") == "universite-paris-saclays-ai-data"
    assert slug("日本") == "日本"
    assert slug("!!!") == "x"
    assert A.key(str(A.entity("microsoft"))) == "microsoft"
    assert A.key(str(A.claim("k", "c1"))) == "k"


def test_an_article_is_its_address_else_its_content() -> None:
    url = "http://www.example.com/a/?utm_source=x&id=3#top"
    assert canonical_url(url) == canonical_url("https://example.com/a?id=3")
    one = Article(info=ArticleInfo(id="1", url=url, title="T"), text="old")
    two = Article(info=ArticleInfo(id="2", url="https://example.com/a?id=3", title="T"), text="new")
    assert article_key(one) == article_key(two)
    assert article_key(one.model_copy(update={"info": ArticleInfo(id="1")})) != article_key(
        two.model_copy(update={"info": ArticleInfo(id="1")})
    )
