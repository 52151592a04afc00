import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.counts import find_counts

COUNTS = [
    ("train three million people", 3e6, "people", "exact"),
    ("train 3+ million people", 3e6, "people", "at_least"),
    ("over three million individuals", 3e6, "people", "at_least"),
    ("up to 10,000 workers", 10_000, "people", "up_to"),
    ("skill 2M learners by 2028", 2e6, "people", "exact"),
    ("train 300,000 Filipinos in data annotation", 300_000, "people", "exact"),
    ("teach a quarter of a million Kenyans", 250_000, "people", "exact"),
    ("coach 10 lakh young people", 1e6, "people", "exact"),
    ("Forty thousand coders will be trained", 40_000, "people", "exact"),
    ("reaching 400,000 US high school students", 400_000, "people", "exact"),
    ("to create 3,000 jobs", 3000, "jobs", "exact"),
    ("1,000 new high-tech jobs", 1000, "jobs", "exact"),
    ("33,000 direct and indirect jobs", 33_000, "jobs", "exact"),
    ("500 new full-time, high-paying jobs", 500, "jobs", "exact"),
    ("a 3,000-job plant", 3000, "jobs", "exact"),
    ("85 permanent positions", 85, "jobs", "exact"),
    ("120 employees to be hired", 120, "jobs", "exact"),
    ("to employ 900 workers", 900, "jobs", "exact"),
    ("70 people will be recruited", 70, "jobs", "exact"),
    ("Staff: 40.", 40, "jobs", "exact"),
    ("Headcount at full load: ~640.", 640, "jobs", "about"),
    ("a 500 megawatts plant", 500, "MW", "exact"),
    ("a 120 MW data center", 120, "MW", "exact"),
    ("a 160-megawatt plant", 160, "MW", "exact"),
    ("up to 1GW", 1000, "MW", "up_to"),
    ("1.2 GW of capacity", 1200, "MW", "exact"),
    ("Eleven megawatts", 11, "MW", "exact"),
    ("100,000 GPUs", 100_000, "units", "exact"),
    ("446 chargers", 446, "units", "exact"),
    ("more than 20,000 electric vehicles", 20_000, "units", "at_least"),
    ("seven of its natural gas turbines", 7, "units", "exact"),
    ("1,200 extra 5G masts", 1200, "units", "exact"),
    ("up to 10 U.S. SMRs", 10, "units", "up_to"),
    ("11,000 Nvidia GB200s", 11_000, "units", "exact"),
    ("3 C-390 aircraft", 3, "units", "exact"),
    *((f"train 4,000 {who}", 4000, "people", "exact") for who in (
        "Saudis", "Iraqis", "Emiratis", "Finns", "Swedes", "Danes", "Turks", "Thais", "Czechs", "Poles", "Greeks", "Serbs",
        "Croats", "Slovaks", "Scots", "Britons", "Uzbeks", "Kazakhs", "Vietnamese",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quantity", "unit", "qualifier"), COUNTS)
def test_one_count(text: str, quantity: float, unit: str, qualifier: str) -> None:
    (span,) = find_counts(text)
    assert (span.quantity, span.unit, span.qualifier) == (quantity, unit, qualifier)
    assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "in 2024 people said",
        "$5 million people",
        "two people",
        "500 megawatt-hours",
        "500 MWh",
        "a people",
        "GPT4 chips",
        "the C-390 aircraft",
        "B-52 aircraft",
    ],
)
def test_no_count(text: str) -> None:
    assert find_counts(text) == []


def test_those_trained_for_work_are_people() -> None:
    (span,) = find_counts("taking on six hundred people within two years to train as welders")
    assert (span.quantity, span.unit) == (600, "people")


@given(
    st.integers(5, 10**7),
    st.sampled_from([("students", "people"), ("new jobs", "jobs"), ("MW", "MW"), ("GPUs", "units")]),
)
def test_what_is_written_is_read(n: int, thing: tuple[str, str]) -> None:
    word, unit = thing
    (span,) = (
        find_counts(f"It promises {n:,} {word} there.")
        if n > 2100 or n < 1900
        else find_counts(f"{n:,} {word}")
    )
    assert (span.quantity, span.unit) == (n, unit)


@given(st.text())
def test_any_text(text: str) -> None:
    assert all(0 <= c.start < c.end <= len(text) and c.quantity > 0 for c in find_counts(text))


@pytest.mark.parametrize(
    "piece", ["1 ", "5 a ", "five hundred ", "5 x x x x ", "5 people ", "5-", " ", "employ 5 people "]
)
def test_time_grows_with_the_text_only(piece: str) -> None:
    began = time.process_time()
    find_counts(piece * (100_000 // len(piece)))
    assert time.process_time() - began < 6
