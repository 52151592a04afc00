"""The pipeline as loaded says of each word what spaCy's own components say of it; phrases are found in it."""

import pytest

from graph.model import Article, ArticleInfo
from graph.settings import Settings
from ingest.language import Phrases, lemma_of, load_pipeline
from ingest.pipeline import extract

_TEXT = (
    "Kelvorn has acquired two plants that it's been operating; there are nothin' but debts, y'all. "
    "Its owners didn't raise  $20 million to build the better one, which isn't theirs.\n \nIt ain't gonna "
    "be financed by itself: let's see who'd lend more to those running it."
)


def test_words_get_what_the_own_components_of_the_pipeline_give_them() -> None:
    import spacy

    name = Settings().model
    texts = [_TEXT, *(part for part in _TEXT.split("; ")), "", " ", "Kelvorn buys a plant"]
    nlp = load_pipeline(name)
    for own, quick in zip(spacy.load(name).pipe(texts), nlp.pipe(texts), strict=True):
        assert [(t.text, t.tag_, t.pos_, str(t.morph), t.dep_, t.ent_type_) for t in own] == [
            (t.text, t.tag_, t.pos_, str(t.morph), t.dep_, t.ent_type_) for t in quick
        ]
        assert [t.lemma_ for t in own] == [lemma_of(t, nlp) for t in quick]


def test_lemmas_are_set_where_they_are_asked_for() -> None:
    doc = load_pipeline(Settings().model, lemmas=True)("Kelvorn acquired two plants")
    assert [t.lemma_ for t in doc] == ["Kelvorn", "acquire", "two", "plant"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Orro-Vale and Orro. Vale", ["Orro", "Orro-Vale", "Orro"]),
        ("Orro - Vale builds", ["Orro"]),  # other spaces are another name
        ("Orrovale, Orro's plant", ["Orro"]),
        ("N.V. Pell; the N.V. and (Pell)", ["N.V. Pell"]),
        ("", []),
    ],
)
def test_phrases_are_found_letter_for_letter_where_words_begin_and_end(text: str, found: list[str]) -> None:
    doc = load_pipeline(Settings().model).make_doc(text)
    told = list(Phrases(["Orro", "Orro-Vale", "N.V. Pell"]).within(doc))
    assert sorted(p for p, _, _ in told) == sorted(found)
    assert all(doc[start:end].text == phrase for phrase, start, end in told)


def test_a_known_name_with_other_spaces_is_read() -> None:
    article = Article(info=ArticleInfo(id="a"), text="Rolls - Royce will invest $50 million in Derby.")
    (record,) = extract([article], Settings())
    assert "Derby" in {e.name for e in record.entities}
