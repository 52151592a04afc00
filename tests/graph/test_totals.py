"""The fast sums are those that counting event by event gives, also after the graph changed."""

from __future__ import annotations

import random
from typing import Any

import pytest
from building import archive_of, put
from plain_totals import plain

from graph.archive import Archive
from graph.columns import DIMENSIONS
from graph.errors import InputError
from graph.model import Record, parse_record
from graph.totals import ALLOCATIONS, totals

GIVERS = [
    ("Orlenda", "Company"),
    ("Vantor", "Company"),
    ("Microsoft", "Company"),
    ("Ministry of Trade", "Government"),
]
PLACES = [
    ("Japan", "Country"),
    ("Spain", "Country"),
    ("Tokyo", "Place"),
    ("Belmora", "Place"),
    ("Texas", "Place"),
    ("Georgia", "Country"),
    ("Georgia", "Place"),
]
DAYS = [None, "2023", "2024-04", "2024-04-09", "2025-01-31", "1990-05-01"]
SECTORS: list[list[str]] = [[], [], ["semiconductors"], ["cloud computing", "data centers"]]


def random_record(rng: random.Random, name: str) -> Record:
    things = [{"id": f"e{n}", "name": of, "type": type_} for n, (of, type_) in enumerate(GIVERS + PLACES)]
    givers, places = ([t["id"] for t in things[a:b]] for a, b in ((0, len(GIVERS)), (len(GIVERS), None)))
    commitments = []
    for n in range(1, rng.randint(2, 6)):
        parties = rng.sample(givers, rng.randint(1, 3))
        also = [{"value": 7e6, "currency": rng.choice(["USD", "EUR", "TWD"])}] if rng.random() < 0.3 else []
        sum_ = {
            "value": rng.randint(1, 90) * 1e6,
            "currency": rng.choice(["USD", "EUR", "TWD", "JPY"]),
            "also": also,
        }
        told: dict[str, Any] = {
            "id": f"c{n}",
            "kind": rng.choice(["grant", "investment", "partnership"]),
            "investors": parties[:-1] or parties,
            "recipients": parties[-1:] if len(parties) > 1 and rng.random() < 0.6 else [],
            "places": rng.sample(places, rng.randint(0, 3)),
            "amount": sum_ if rng.random() < 0.8 else None,
            "status": rng.choice(["announced", "announced", "completed", "considered", "cancelled"]),
            "announced": rng.choice(DAYS),
            "sectors": rng.choice(SECTORS),
            "part_of": f"c{rng.randint(1, n - 1)}" if n > 1 and rng.random() < 0.6 else None,
            "confidence": rng.choice([None, 0.3, 0.9]),
            "evidence": [f"gave it {n}", f"so {name} says"],
        }
        commitments.append(told)
    used = {k for c in commitments for role in ("investors", "recipients", "places") for k in c[role]}
    relations = []
    if {"e6", "e7"} & used:
        used |= {"e4", "e5", "e7"}
        relations = [{"subject": "e7", "predicate": "located_in", "object": "e5", "evidence": ["lies there"]}]
    about = {"id": name, "published": rng.choice([None, "2024-04-10"]), "publisher": "The Paper"}
    entities = [t for t in things if t["id"] in used]
    return parse_record(
        {"article": about, "entities": entities, "commitments": commitments, "relations": relations}
    )


def random_question(rng: random.Random) -> dict[str, Any]:
    return {
        "by": tuple(rng.sample(DIMENSIONS, rng.randint(0, 3))),
        "currency": rng.choice(["USD", "USD", "EUR"]),
        "allocation": rng.choice(ALLOCATIONS),
        "investor": rng.choice([None, None, None, "microsoft"]),
        "place": rng.choice([None, None, "spain"]),
        "sectors": rng.choice([(), (), ("semiconductors", "data centers")]),
        "statuses": rng.choice([("announced", "completed"), ("considered",)]),
        "since": rng.choice([None, "2024-01-01"]),
        "min_confidence": rng.choice([0, 0.5]),
    }


def agree(archive: Archive, asked: dict[str, Any]) -> None:
    found, expected = totals(archive.index, **asked), plain(archive.index, **asked)
    assert found.total == pytest.approx(expected["total"], rel=1e-12)
    assert (found.events, found.groups) == (expected["events"], len(expected["groups"]))
    assert {x.event: x.reason for x in found.left_out} == expected["left"]
    assert found.omitted == len(found.left_out)
    assert len(found.rows) == found.groups
    for row in found.rows:
        total, native, members = expected["groups"][tuple(row.group.values())]
        assert row.total == pytest.approx(total, rel=1e-12)
        assert row.native == pytest.approx(native, rel=1e-12)
        assert row.events == len(row.counted)
        assert {(c.event, c.share) for c in row.counted} == set(members)
        for c in row.counted:
            e = archive.index.event(c.event)
            assert e is not None
            assert c.quotes == tuple(
                q for ref in e.claims for q in archive.index.told(ref).deal.claim.evidence
            )
    short = totals(archive.index, **asked, rows=2, deals=1)
    assert [r.total for r in short.rows] == [r.total for r in found.rows[:2]]
    assert [r.counted for r in short.rows] == [r.counted[:1] for r in found.rows[:2]]
    assert short.left_out == found.left_out[:1]
    assert (short.total, short.groups, short.omitted) == (found.total, found.groups, found.omitted)


@pytest.mark.parametrize("seed", range(4))
def test_the_fast_sums_are_the_plain_ones(seed: int) -> None:
    rng = random.Random(seed)
    archive = archive_of()
    for part in range(3):
        for n in range(4):
            put(archive, random_record(rng, f"a{n}" if part == 2 else f"a{part}{n}"))
        archive.refresh()
        for _ in range(25):
            try:
                agree(archive, asked := random_question(rng))
            except AssertionError as error:
                raise AssertionError(f"{asked}: {error}") from error


def test_sums_of_nothing() -> None:
    found = totals(archive_of().index, by=["country", "sector"])
    assert (found.total, found.rows, found.left_out) == (0, (), ())


def told(name: str, *commitments: dict[str, Any]) -> Record:
    things = [
        {"id": "a", "name": "Orlenda", "type": "Company"},
        {"id": "v", "name": "Vantor", "type": "Company"},
        {"id": "j", "name": "Japan", "type": "Country"},
        {"id": "s", "name": "Spain", "type": "Country"},
        {"id": "g", "name": "Georgia", "type": "Country"},
        {"id": "h", "name": "Georgia", "type": "Place"},
    ]
    used = {r for c in commitments for role in ("investors", "recipients", "places") for r in c.get(role, ())}
    return parse_record(
        {
            "article": {"id": name, "published": "2024-04-10"},
            "entities": [t for t in things if t["id"] in used],
            "commitments": list(commitments),
        }
    )


def deal(id_: str, millions: float | None = None, **more: Any) -> dict[str, Any]:
    plain = {"id": id_, "kind": "investment", "investors": ["a"], "places": ["j"], "evidence": [f"so {id_}"]}
    sum_ = {"value": millions * 1e6, "currency": "USD"} if millions else None
    return {**plain, "amount": sum_, **more}


def filled(*records: Record) -> Archive:
    archive = archive_of()
    for r in records:
        put(archive, r)
    archive.refresh()
    return archive


@pytest.mark.parametrize(
    "between",
    [{}, {"millions": 4, "status": "cancelled"}, {"millions": 4, "investors": ["v"]}],
    ids=["without a sum", "cancelled", "another's"],
)
def test_a_part_of_a_part_does_not_count_beside_the_whole(between: dict[str, Any]) -> None:
    archive = filled(
        told("one", deal("c1", 10), deal("c2", **{**between, "part_of": "c1"}), deal("c3", 2, part_of="c2"))
    )
    found = totals(archive.index, investor="orlenda")
    assert (found.total, found.events) == (10e6, 1)
    (whole,) = (k for k in archive.index.texts("select key from event") if "1e07" in k)
    assert f"a part of {whole}, which is counted" in {x.reason for x in found.left_out}


def test_of_deals_that_are_parts_of_one_another_the_largest_counts() -> None:
    archive = filled(
        told("one", deal("c1", 10), deal("c2", 4, places=["s"], part_of="c1")),
        told("two", deal("c1", 10, part_of="c2"), deal("c2", 4, places=["s"])),
    )
    found = totals(archive.index)
    assert len(list(archive.index.events())) == 2
    assert (found.total, found.events) == (10e6, 1)
    assert totals(archive.index, place="spain").total == 4e6


def test_two_of_one_name_are_two_groups() -> None:
    archive = filled(
        told(
            "one",
            deal("c1", 10, places=["g"], announced="2023"),
            deal("c2", 2, places=["h"]),
            deal("c3", 6, places=["g", "h"], kind="grant"),
        )
    )
    found = totals(archive.index, by=["place"], allocation="whole")
    assert [(r.group["place"], r.total, r.events) for r in found.rows] == [
        ("Georgia (Country)", 16e6, 2),
        ("Georgia (Place)", 8e6, 2),
    ]
    for row in found.rows:
        assert totals(archive.index, place=row.keys["place"]).events >= row.events
    assert "keys" not in found.rows[0].model_dump()
    (alone,) = totals(archive.index, by=["place"], since="2023", until="2023").rows
    assert alone.group == {"place": "Georgia"}


@pytest.mark.parametrize(
    "wrong",
    [{"by": ["investor", "investor"]}, {"since": "2024-W10-1"}, {"until": "٢٠٢٤"}, {"since": "2024-02-30"}],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        totals(filled(told("one", deal("c1", 1))).index, **wrong)
