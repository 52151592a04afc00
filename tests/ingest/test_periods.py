import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.periods import find_periods

DURATIONS = [
    ("over the next two years", 2),
    ("over the coming two years", 2),
    ("within the next three years", 3),
    ("over five years", 5),
    ("a five-year, $10 million plan", 5),
    ("for three years", 3),
    ("a two-year period", 2),
    ("over the next decade", 10),
    ("for a decade", 10),
    ("over 18 months", 1.5),
    ("a thirty-six-month period", 3),
    ("over the next three\n    years", 3),
    ("over two and a half years", 2.5),
    ("250MW, 21 years.", 21),
    ("The contract lasts 20 years.", 20),
    ("Construction is to last 30 months.", 2.5),
    ("a 10-year loan", 10),
]


@pytest.mark.parametrize(("text", "years"), DURATIONS)
def test_duration(text: str, years: float) -> None:
    (span,) = find_periods(text, published=None)
    assert (span.years, span.begin, span.finish, span.kind) == (years, None, None, "duration")


@pytest.mark.parametrize(
    "text",
    ["", "five years ago", "a 20-year-old company", "over the past five years", "for the first time in 10 years",
     "ten years of experience", "after two years", "every two years", "a two-year college", "three years later"],
)  # fmt: skip
def test_no_duration(text: str) -> None:
    assert find_periods(text, published="2024-04-09") == []


POINTS = [
    ("through 2028", "2028", "deadline"),
    ("by 2030", "2030", "deadline"),
    ("By 2030 it will", "2030", "deadline"),
    ("by the end of 2027", "2027", "deadline"),
    ("by the end of fiscal 2026", "2026", "deadline"),
    ("by late 2026", "2026", "deadline"),
    ("by end-2028", "2028", "deadline"),
    ("by December 2028", "2028-12", "deadline"),
    ("by March 31, 2027", "2027-03-31", "deadline"),
    ("by the end of the decade", "2030", "deadline"),
    ("by the end of next year", "2025", "deadline"),
    ("by year-end", "2024", "deadline"),
    ("by the end of the year", "2024", "deadline"),
    ("in three rounds ending in 2028", "2028", "deadline"),
    ("in the second half of 2027", "2027", "opening"),
    ("fully operational in H1, 2026", "2026", "opening"),
    ("RFS is Q3 2028", "2028", "opening"),
    ("SOP: 2028.", "2028", "opening"),
    ("goes live in January 2026", "2026-01", "opening"),
    ("with doors to open in July", "2024-07", "opening"),
    ("to open in February", "2025-02", "opening"),
    ("to open next year", "2025", "opening"),
    ("from the middle of 2027", "2027", "opening"),
    ("is to open in the spring of 2027", "2027", "opening"),
]


@pytest.mark.parametrize(("text", "finish", "kind"), POINTS)
def test_until_when(text: str, finish: str, kind: str) -> None:
    (span,) = find_periods(text, published="2024-04-09")
    assert (span.finish, span.kind, span.begin, span.years) == (finish, kind, None, None)


RANGES = [
    ("between 2024 and 2028", "2024", "2028"),
    ("2024-2028", "2024", "2028"),
    ("from January 2026 to December 2028", "2026-01", "2028-12"),
    ("2024–28", "2024", "2028"),
    ("from 2025 to 2027", "2025", "2027"),
    ("2025 through 2027", "2025", "2027"),
    ("in school year ‘25/’26", "2025", "2026"),
    ("a term of deliveries, starting in 2027", "2027", None),
    ("The contract starts in 2028.", "2028", None),
]


@pytest.mark.parametrize(("text", "begin", "finish"), RANGES)
def test_range(text: str, begin: str, finish: str | None) -> None:
    (span,) = find_periods(text, published="2024-04-09")
    assert (span.begin, span.finish, span.kind) == (begin, finish, "range")


def test_length_and_begin_together() -> None:
    length, begin = find_periods("Term: five years from April 2026", published="2025-11-01")
    assert (length.years, begin.begin) == (5, "2026-04")


@pytest.mark.parametrize("text", ["in 2021", "2019 and 2020", "the plant opened in 2019", "in 2025-2024"])
def test_the_past_is_no_period(text: str) -> None:
    assert find_periods(text, published="2024-04-09") == []


@pytest.mark.parametrize(
    "said", ["its head said", "Vesta says", "Kiln announced", "Kiln confirmed", "Kiln reported", "Kiln stated", "Kiln revealed",
             "Kiln disclosed", "Kiln unveiled", "Kiln told reporters", "its head told the local paper"],
)  # fmt: skip
def test_when_it_was_said_is_not_when_it_opens(said: str) -> None:
    assert find_periods(f"Arcwell will open a plant, {said} on 7 March 2027.", published="2024-04-09") == []


def test_a_day_on_which_it_opens_is_one() -> None:
    text = "Kiln said so. The plant will open on 7 March 2027."
    assert [(p.finish, p.kind) for p in find_periods(text, published="2024-04-09")] == [
        ("2027-03-07", "opening")
    ]


NUMBERS = {
    1: "one",
    2: "two",
    3: "three",
    5: "five",
    7: "seven",
    10: "ten",
    12: "twelve",
    20: "twenty",
    25: "twenty-five",
}


@given(
    st.sampled_from(
        ["over", "over the next", "within the next", "for", "over the coming", "over a period of"]
    ),
    st.sampled_from(sorted(NUMBERS)),
    st.booleans(),
)
def test_what_is_written_is_read(lead: str, n: int, in_words: bool) -> None:
    text = f"It will spend $5 million {lead} {NUMBERS[n] if in_words else n} years in Japan."
    (span,) = find_periods(text, published="2024-04-09")
    assert span.years == n
    assert text[span.start : span.end].endswith("years")


@given(
    st.text(),
    st.one_of(st.none(), st.text(max_size=10), st.dates().map(str), st.dates().map(lambda d: str(d)[:7])),
)
def test_any_text(text: str, published: str | None) -> None:
    spans = find_periods(text, published=published)
    assert all(0 <= p.start < p.end <= len(text) for p in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


PIECES = ["in ", "the end of ", "by the ", "start building ", "2024-", "one ", "two and a half years ", " ", "\n", "May ", "1 May ",
          "in 2027 ", "by next year ", "in the late early ", "decade ", "a ", "1,", "school year "]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_text_only(piece: str) -> None:
    began = time.process_time()
    find_periods(piece * (100_000 // len(piece)), published="2024-04-09")
    assert time.process_time() - began < 6
