from __future__ import annotations

import time

import pytest

from graph.model import ArticleInfo
from ingest.text import boilerplate_spans, guess_metadata, page_to_text

PROSE = "Alpha Works will put money into a new plant in Ghent, where three hundred people are to build pumps for ships.\n"


@pytest.mark.parametrize(
    "line",
    [
        "The firm will design in Japan a new chip.",
        "A backlog in orders grew to $4 billion at Alpha.",
        "Alpha, which last year changed its privacy policy, invests $5 million in Beta.",
        "The cookie settings start-up Beta raised $9 million from Alpha and Gamma in May.",
    ],
)
def test_sentences_of_the_article_are_no_boilerplate(line: str) -> None:
    assert boilerplate_spans(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Privacy Policy",
        "Privacy Policy | Terms of Use",
        "Image credit: Alpha Works",
        "Sign in",
        "Required fields are marked *",
        "We use cookies to make this site better for you.",
    ],
)
def test_left_over_lines(line: str) -> None:
    assert boilerplate_spans(line) == [(0, len(line))]


def test_the_article_goes_on_after_a_read_more_list() -> None:
    text = (
        PROSE * 5
        + "Read more:\n\nBeta buys Gamma\n\n"
        + PROSE.strip().replace("pumps", "large pumps")
        + "\n"
        + PROSE
    )
    ((start, end),) = boilerplate_spans(text)
    assert text[start:end].split() == ["Read", "more:", "Beta", "buys", "Gamma"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Home | Deals | About\n\n# Alpha builds a plant\nText.", "Alpha builds a plant"),
        ("OPINION | December 6, 2024\nAlpha builds a plant\n", "Alpha builds a plant"),
        ("By Jane Roe, Staff Writer\nAlpha builds a plant\n", "Alpha builds a plant"),
        ("TOKYO, April 9, 2024 (Newswire) - Alpha will build", None),
        ("", None),
    ],
)
def test_title_is_the_first_line_that_can_be_one(text: str, title: str | None) -> None:
    assert guess_metadata(text, ArticleInfo(id="x")).title == title


def test_what_is_known_is_kept_and_late_dates_do_not_count() -> None:
    info = ArticleInfo(id="x", title="T", published="2020", author="A")
    assert guess_metadata("Alpha builds\nBy Jane Roe\nMay 1, 2023\n", info) == info
    late = guess_metadata("Alpha builds\n" + "word " * 150 + "\nMay 1, 2023", ArticleInfo(id="x"))
    assert late.published is None


def test_a_page_without_layout_keeps_its_text() -> None:
    assert "Ghent" in page_to_text("<p>Alpha invests $5 million in Ghent.</p>")[0]
    page = "<html><body><div>Alpha invests in Ghent.</div><ul><li>one plant</li></ul><table><tr><td>Alpha</td><td>$5m</td></tr></table></body></html>"
    body = page_to_text(page)[0].splitlines()
    assert any("one plant" in line for line in body)
    assert any("Alpha" in line and "$5m" in line for line in body)
    assert page_to_text("<html></html>")[0].strip() == ""


@pytest.mark.parametrize("piece", ["a ", "the post ", "ab | ", "\n", "read more\n", "privacy ", "* "])
def test_long_hostile_text_is_searched_in_linear_time(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    begun = time.process_time()
    boilerplate_spans(text)
    assert time.process_time() - begun < 3
