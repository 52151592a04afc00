"""From claims to entities and events: in whatever order, step by step or at once, the same graph."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from building import archive_of, article_of, put, resolved

from graph.archive import Archive
from graph.errors import StoreError
from graph.index import Index
from graph.judgements import Judgement
from graph.model import Article, Commitment, Record, parse_record
from graph.queries import entities, events
from graph.resolve.deals import Deal, Party, compare_deals
from graph.store.oxigraph import OxigraphStore
from ingest.reference import load_reference

NAMES = [
    ("Orlenda Systems", "Company", ["OS", "Orlenda"]),
    ("Orlenda Systems, Inc.", "Company", []),
    ("Orlenda", "Company", []),
    ("Microsoft", "Company", ["the software maker"]),
    ("Microsoft Corp.", "Company", []),
    ("Belmora", "Place", []),
    ("Belmora", "University", ["Belmora"]),
    ("Belmora University", "University", []),
    ("University of Belmora", "University", ["UB"]),
    ("Japan", "Country", []),
    ("Ministry of Trade of Belmora", "Government", ["Ministry of Trade"]),
    ("Ministry of Trade", "Government", []),
    ("Ministry of Trade of Astoria", "Government", ["Ministry of Trade"]),
]


def random_record(rng: random.Random, name: str) -> Record:
    chosen = rng.sample(NAMES, rng.randint(2, 6))
    things = [
        {"id": f"e{n}", "name": name_, "type": type_, "aliases": aliases}
        for n, (name_, type_, aliases) in enumerate(chosen, 1)
    ]
    places = [e["id"] for e in things if e["type"] in {"Place", "Country"}]
    givers = [e["id"] for e in things if e["id"] not in places]
    commitments: list[dict[str, Any]] = []
    for n in range(1, rng.randint(1, 4)):
        if not givers:
            break
        commitments.append(
            {
                "id": f"c{n}",
                "kind": rng.choice(["grant", "investment", "partnership"]),
                "investors": rng.sample(givers, 1),
                "recipients": rng.sample(givers, rng.randint(0, 1)),
                "places": rng.sample(places, min(len(places), rng.randint(0, 1))),
                "amount": rng.choice(
                    [
                        None,
                        {"value": 1e9, "currency": "USD"},
                        {"value": 1.02e9, "currency": "USD", "qualifier": "about"},
                    ]
                ),
                "status": rng.choice(["announced", "completed", "cancelled"]),
                "announced": rng.choice([None, "2024", "2024-04-09"]),
                "part_of": f"c{n - 1}" if n > 1 and rng.random() < 0.3 else None,
                "evidence": [f"gave it {n}"],
            }
        )
    relations = []
    if len(things) > 1:
        relations = [
            {"subject": "e1", "predicate": "partner_of", "object": "e2", "evidence": ["are partners"]}
        ]
    published = rng.choice([None, "2024-04-10", "2024-05-01"])
    return parse_record(
        {
            "article": {"id": name, "published": published},
            "entities": things,
            "commitments": commitments,
            "relations": relations,
        }
    )


def shown(archive: Archive) -> list[tuple[object, ...]]:
    """How events are shown, as it was written down."""
    return archive.index.rows("select event, view from shown order by event")


COPIES = "a text that several papers print word for word from the same agency and that is long enough to tell"


@pytest.mark.parametrize("seed", range(25))
def test_step_by_step_gives_the_same_as_all_at_once(seed: int) -> None:
    rng = random.Random(seed)
    archive, now = archive_of(), {}
    for step in range(14):
        name = f"a{rng.randint(1, 6)}"
        if name in now and rng.random() < 0.3:
            archive.remove(name)
            del now[name]
        else:
            now[name] = random_record(rng, name), COPIES if rng.random() < 0.4 else f"{name} by itself {step}"
            put(archive, *now[name])
        if rng.random() < 0.3:
            judge_something(archive, rng, step)
        if rng.random() < 0.7:
            archive.refresh()
    archive.refresh()
    anew = archive_of()
    for name in rng.sample(sorted(now), len(now)):
        put(anew, *now[name])
    anew.refresh()
    anew.judge(archive.judgements(), unknown=True)
    anew.refresh()
    assert resolved(archive) == resolved(anew)
    assert shown(archive) == shown(anew)
    afresh = Archive(archive.store, load_reference())
    afresh.refresh()  # with an index of its own, made anew
    assert resolved(archive) == resolved(anew)


def test_filled_at_once_is_the_same_as_stored_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.archive._PART", 3)
    rng = random.Random(1)
    told = [(record, article_of(record)) for n in range(20) for record in [random_record(rng, f"a{n}")]]
    one_by_one = archive_of()
    for record, _ in told:
        put(one_by_one, record)
    one_by_one.refresh()
    with OxigraphStore(tmp_path, "https://graph.example/") as store:
        archive = Archive(store, load_reference())
        archive.fill(told, extractor="hand/1", observed="2026-01-01T00:00:00Z")
        assert resolved(archive) == resolved(one_by_one)
        assert dict(archive.records()) == dict(one_by_one.records())
        assert store.index.is_current()
        with pytest.raises(StoreError, match="articles are stored"):
            archive.fill(told, extractor="hand/1", observed="2026-01-01T00:00:00Z")


def test_filling_that_ends_midway_is_made_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.archive._PART", 3)
    rng = random.Random(2)
    told = [(record, article_of(record)) for n in range(10) for record in [random_record(rng, f"a{n}")]]

    def breaks_off() -> Iterator[tuple[Record, Article]]:
        yield from told[:7]
        raise KeyboardInterrupt

    with OxigraphStore(tmp_path, "https://graph.example/") as store:
        archive = Archive(store, load_reference())
        with pytest.raises(KeyboardInterrupt):
            archive.fill(breaks_off(), extractor="hand/1", observed="2026-01-01T00:00:00Z")
        assert not store.index.is_current()
        archive.refresh()
        whole = archive_of()
        for key, record in archive.records():
            assert put(whole, record) == key
        whole.refresh()
        assert resolved(archive) == resolved(whole) != set()


def test_comparing_two_deals_does_not_hang_on_which_is_first() -> None:
    giver, taker = Party("belmora", "Company", None), Party("orlenda", "Company", None)
    deals = [
        Deal(
            ref=f"{day}#c1",
            article=day,
            claim=Commitment.model_validate(
                {
                    "id": "c1", "kind": "grant", "investors": ["e1"], "recipients": ["e2"], "evidence": ["it"],
                    "amount": {"value": value, "currency": currency},
                }
            ),
            investors=frozenset({giver}), recipients=frozenset({taker}), places=frozenset(), published=day,
        )
        for day, value, currency in (("2017-01-03", 9.1e8, "USD"), ("2022-01-03", 7.9e8, "EUR"))
    ]  # fmt: skip
    assert compare_deals(*deals) == compare_deals(*reversed(deals))


def judge_something(archive: Archive, rng: random.Random, step: int) -> None:
    archive.refresh()
    things = sorted(e.key for e in entities(archive.store))
    deals = sorted(e.key for e in events(archive.store))
    for sort, pool in (("entity", things), ("event", deals)):
        if len(pool) > 1:
            a, b = rng.sample(pool, 2)
            decision = rng.choice(["same", "different", "withdrawn"])
            archive.judge(
                [
                    Judgement(
                        a=f"{sort}/{a}",
                        b=f"{sort}/{b}",
                        decision=decision,  # type: ignore[arg-type]
                        by="tester",
                        at=f"2026-01-01T00:00:{step:02}Z",
                    )
                ]
            )


def test_an_index_of_other_rules_is_made_anew(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path, "http://localhost:8000/") as store:
        archive = Archive(store, load_reference())
        put(archive, random_record(random.Random(3), "a1"))
        archive.refresh()
        before = resolved(archive)
        assert before
        assert store.index.is_current()
    with closing(sqlite3.connect(tmp_path / "index.sqlite")) as db:
        db.executescript("drop table event; create table event(other text); pragma user_version = 999")
    with OxigraphStore(tmp_path, "http://localhost:8000/") as store:
        assert not store.index.is_current()
        archive = Archive(store, load_reference())
        archive.refresh()
        assert store.index.is_current()
        assert resolved(archive) == before


def test_what_is_no_index_is_told(tmp_path: Path) -> None:
    (tmp_path / "index.sqlite").write_text(
        "this is no database, but long enough to look like a file of one" * 20
    )
    with pytest.raises(StoreError, match="no index"):
        Index(tmp_path / "index.sqlite")


def test_a_process_that_ends_midway_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(5)
    first, second = random_record(rng, "a1"), random_record(rng, "a2")
    with OxigraphStore(tmp_path, "http://localhost:8000/") as store:
        archive = Archive(store, load_reference())
        put(archive, first)
        archive.refresh()
        put(archive, second)
        changed = store.change

        def dies(*args: Any) -> None:
            changed(*args)
            raise KeyboardInterrupt

        monkeypatch.setattr(store, "change", dies)
        with pytest.raises(KeyboardInterrupt):
            archive.refresh()
    with OxigraphStore(tmp_path, "http://localhost:8000/") as store:
        assert not store.index.is_current()
        archive = Archive(store, load_reference())
        archive.refresh()
        anew = archive_of()
        put(anew, first)
        put(anew, second)
        anew.refresh()
        relative = {
            tuple(x.replace("http://localhost:8000/", "https://graph.example/") for x in q)
            for q in resolved(archive)
        }
        assert relative == resolved(anew)
