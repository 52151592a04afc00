import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.days import find_dateline, find_days

# 9 April 2024 is a Tuesday.
DAYS = [
    ("said on Tuesday", "2024-04-09"),
    ("said on Monday", "2024-04-08"),
    ("said on Wednesday", "2024-04-03"),
    ("signed last Tuesday", "2024-04-02"),
    ("It said today", "2024-04-09"),
    ("It said yesterday", "2024-04-08"),
    ("said last night", "2024-04-08"),
    ("said on April 9", "2024-04-09"),
    ("said on April 10", "2023-04-10"),
    ("said on 3 April", "2024-04-03"),
    ("On the afternoon of March 29, it", "2024-03-29"),
    ("said on April 9, 2024", "2024-04-09"),
    ("said on 9 April 2024", "2024-04-09"),
    ("said on Feb. 3rd, 2024", "2024-02-03"),
    ("said in April 2024", "2024-04"),
    ("the November 2023 agreement", "2023-11"),
    ("said in June", "2023-06"),
    ("said in mid-March", "2024-03"),
    ("opened this January", "2024-01"),
    ("in November of last year", "2023-11"),
    ("said last month", "2024-03"),
    ("said earlier this month", "2024-04"),
    ("said last week", "2024-04"),
    ("said last year", "2023"),
    ("opened this spring", "2024"),
    ("opened earlier this year", "2024"),
    ("bought two years ago", "2022"),
    ("bought a year ago", "2023"),
    ("paid in June last year", "2023-06"),
    ("agreed two weeks ago", "2024-03"),
    ("agreed ten months ago", "2023-06"),
    ("agreed three days ago", "2024-04-06"),
    ("bought in 2023", "2023"),
    ("in the fourth quarter of 2023", "2023"),
    ("in late 2023", "2023"),
]


@pytest.mark.parametrize(("text", "date"), DAYS)
def test_one_day(text: str, date: str) -> None:
    (span,) = find_days(text, "2024-04-09")
    assert span.date == date
    assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "in 2030",
        "in June 2027",
        "may 2024",
        "on May 7, 2024",
        "USA Today",
        "We march on 3",
        "April 31, 2024",
    ],
)
def test_no_day(text: str) -> None:
    assert find_days(text, "2024-04-09") == []


def test_without_an_anchor_only_full_dates_count() -> None:
    assert find_days("on Tuesday, today, in June, last year", None) == []
    assert [d.date for d in find_days("It said so on April 9, 2024.", None)] == ["2024-04-09"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("TOKYO, April 9, 2024 (Reuters) — Microsoft", "2024-04-09"),
        ("Apr 28, 2024\nMicrosoft", "2024-04-28"),
        ("December 6, 2024", "2024-12-06"),
        ("LONDON, 6 December 2024 –", "2024-12-06"),
        ("2024-12-06 | News", "2024-12-06"),
        ("February 30, 2024. March 1, 2024", "2024-03-01"),
        ("No date here", None),
        ("", None),
    ],
)
def test_dateline(text: str, date: str | None) -> None:
    assert find_dateline(text) == date


@given(st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2090, 1, 1)))
def test_what_is_written_is_read(day: dt.date) -> None:
    for form in (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}", day.isoformat()):
        (span,) = find_days(f"It said so on {form} there.", day.isoformat())
        assert span.date == day.isoformat()
        assert find_dateline(f"OSLO, {form} –") == day.isoformat()


@given(st.dates(min_value=dt.date(1950, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_the_last_one(published: dt.date, back: int) -> None:
    day = published - dt.timedelta(days=back)
    (span,) = find_days(f"It said so on {day:%A}.", published.isoformat())
    assert span.date == day.isoformat()


@given(st.text(), st.one_of(st.none(), st.text(max_size=10), st.dates().map(str)))
def test_any_text(text: str, published: str | None) -> None:
    assert all(0 <= d.start < d.end <= len(text) for d in find_days(text, published))


@given(st.dates())
def test_first_and_last_days_of_the_calendar(published: dt.date) -> None:
    text = "on Monday, yesterday, last month, last week, nine years ago, on February 29, last year, in June"
    find_days(text, published.isoformat())


@pytest.mark.parametrize(
    "piece", ["April ", "9 ", "in ", "on Monday ", "2024-", "in 2023 ", "last year ", "1 April ", " "]
)
def test_time_grows_with_the_text_only(piece: str) -> None:
    began = time.process_time()
    find_days(piece * (100_000 // len(piece)), "2024-04-09")
    assert time.process_time() - began < 6


@pytest.mark.parametrize(
    "text",
    [
        "Tesla will open a lab in Austin in May.",
        "The council is set to vote on Thursday on a grant.",
        "The deal closes on June 3.",
        "Arm, founded two years ago in Leeds, raised money.",
    ],
)
def test_what_is_to_come_is_not_past(text: str) -> None:
    assert find_days(text, "2025-03-14") == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("It said on Monday it would open in spring.", "2025-03-10"),
        ("It said that in May it had to pay.", "2024-05"),
        ("The plant will be built in Ohio, according to a filing on Monday.", "2025-03-10"),
    ],
)
def test_what_was_said_is_past(text: str, date: str) -> None:
    assert [d.date for d in find_days(text, "2025-03-14")] == [date]


@pytest.mark.parametrize(
    "line",
    [
        "Published: Tuesday, 2 April 2024",
        "Last updated on April 3, 2024",
        "Oslo | Updated: 3 April 2024",
        "**Posted**: 3 April 2024",
    ],
)
def test_the_day_of_publication_is_no_day_of_a_deal(line: str) -> None:
    assert find_days(f"Vesta buys Kiln\n{line}\nVesta buys its rival.", "2024-04-09") == []
    assert find_days("It said in a report published on 3 April 2024 that", "2024-04-09")


def test_today_is_the_day_of_the_release_that_was_printed_later() -> None:
    for wire in ("/NewsLine/ –", "(Agency) -", "--(TRADE WIRE)--"):
        text = f"OSLO, April 5, 2024 {wire} Vesta announced today that"
        assert [d.date for d in find_days(text, "2024-04-08")][-1] == "2024-04-05"
        assert [d.date for d in find_days(text, "2024-05-08")][-1] == "2024-05-08"
    assert [d.date for d in find_days("Oslo, April 5, 2024: Vesta said today", "2024-04-08")][
        -1
    ] == "2024-04-08"


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("bought in January 2023, and sold in the same year", ["2023-01", "2023"]),
        ("opened on 3 April and closed that same day", ["2024-04-03", "2024-04-03"]),
        ("opened in February; the second hall followed the same month", ["2024-02", "2024-02"]),
        ("opened in 2022 and closed the same month", ["2022"]),
        ("sold as many as in the same month last year", ["2023"]),
        ("in the same year", []),
    ],
)
def test_the_same_day_is_that_of_before(text: str, dates: list[str]) -> None:
    assert [d.date for d in find_days(text, "2024-04-09")] == dates
