"""Deals that several articles tell of: one event, its variants, its history; judged, corrected, summed up."""

from __future__ import annotations

from typing import Any

import pytest
from building import archive_of, put, resolved

from graph.archive import Archive
from graph.corrections import Correction
from graph.errors import InputError, NotFoundError
from graph.judgements import Judgement, Linker, read_lines, to_line
from graph.model import Amount, Entity, Record, parse_record
from graph.queries import entity_view, event, events
from graph.resolve.fusion import Event
from graph.resolve.review import pairs
from graph.totals import totals

THINGS = [
    {"id": "a", "name": "Orlenda Systems", "type": "Company"},
    {"id": "b", "name": "Belmora University", "type": "University"},
    {"id": "j", "name": "Japan", "type": "Country"},
    {"id": "s", "name": "Spain", "type": "Country"},
    {"id": "v", "name": "Vantor", "type": "Company"},
    {"id": "ga", "name": "Government of Australia", "type": "Government"},
    {"id": "gq", "name": "Government of Queensland", "type": "Government"},
    {"id": "us", "name": "Federal government of the United States", "type": "Government"},
    {"id": "doc", "name": "United States Department of Commerce", "type": "Government"},
]


def deal(id_: str = "c1", **values: Any) -> dict[str, Any]:
    told = {
        "id": id_,
        "kind": "investment",
        "investors": ["a"],
        "places": ["j"],
        "evidence": [f"so it is told {id_}"],
    }
    return {**told, **values}


def usd(value: float, **more: Any) -> dict[str, Any]:
    return {"value": value, "currency": "USD", **more}


def record(name: str, *commitments: dict[str, Any], published: str | None = "2024-04-10") -> Record:
    used = {r for c in commitments for role in ("investors", "recipients", "places") for r in c.get(role, ())}
    things = [e for e in THINGS if e["id"] in used]
    article = {"id": name, "published": published, "publisher": f"The {name}"}
    return parse_record({"article": article, "entities": things, "commitments": list(commitments)})


def filled(*records: Record, words: dict[str, str] | None = None) -> Archive:
    archive = archive_of()
    for r in records:
        put(archive, r, (words or {}).get(r.article.id, ""))
    archive.refresh()
    return archive


def the_events(archive: Archive) -> list[Event]:
    return list(archive.index.events())


THREE = (
    record("one", deal(amount=usd(2.9e9, qualifier="exact"), announced="2024-04-09")),
    record("two", deal(amount={"value": 440e9, "currency": "JPY"}), published="2024-04-11"),
    record("three", deal(amount=usd(3e9, qualifier="about"), period={"years": 2}), published="2024-04-12"),
)


def test_three_articles_on_one_deal_are_one_event() -> None:
    archive = filled(*THREE)
    (found,) = the_events(archive)
    assert found.sources == 3
    assert found.amount is not None
    assert (found.amount.value, found.amount.currency) == (2.9e9, "USD")
    assert found.announced == "2024-04-09"
    assert found.period is not None
    assert found.disagreements == ()
    sums = {(v.value["value"], v.value["currency"], v.sources) for v in found.variants if v.slot == "amount"}
    assert sums == {(2.9e9, "USD", 1), (440e9, "JPY", 1), (3e9, "USD", 1)}
    view = events(archive.store)[0]
    assert [s.publisher for s in view.sources] == ["The one", "The two", "The three"]
    assert totals(archive.index).total == 2.9e9


def test_a_judgement_splits_and_another_takes_it_back() -> None:
    archive = filled(*THREE)
    before = resolved(archive)
    keys = archive.index.texts("select own_key from claim order by article")
    by_article = dict(
        zip(archive.index.texts("select article from claim order by article"), keys, strict=True)
    )
    one, two = (next(k for a, k in by_article.items() if a.startswith(n)) for n in ("one", "two"))
    judged = {"a": f"event/{one}", "b": f"event/{two}", "by": "tester"}
    archive.judge(
        [Judgement.model_validate({**judged, "decision": "different", "at": "2026-01-01T00:00:00Z"})]
    )
    archive.refresh()
    assert len(the_events(archive)) == 2
    assert event(archive.store, two).key == two
    archive.judge(
        [Judgement.model_validate({**judged, "decision": "withdrawn", "at": "2026-01-02T00:00:00Z"})]
    )
    archive.refresh()
    assert resolved(archive) == before
    assert event(archive.store, two).key == one, "the old address leads to the event that it is part of"


def test_what_is_judged_the_same_is_merged_and_counted_once() -> None:
    other = record("far", deal(amount=usd(7e9)), published="2021-01-01")
    archive = filled(THREE[0], other)
    assert len(the_events(archive)) == 2
    a, b = (f"event/{e.key}" for e in the_events(archive))
    archive.judge([Judgement(a=a, b=b, decision="same", by="tester", at="2026-01-01T00:00:00Z")])
    archive.refresh()
    (found,) = the_events(archive)
    assert found.disagreements == ("amount",)
    assert totals(archive.index).events == 1


def test_a_plan_that_goes_on_is_one_event_with_a_history() -> None:
    archive = filled(
        record("plan", deal(amount=usd(1e9), status="considered"), published="2024-01-10"),
        record("pledge", deal(amount=usd(1e9)), published="2024-03-10"),
        record("done", deal(amount=usd(1.02e9), status="completed"), published="2025-03-10"),
        record("looks back", deal(amount=usd(1e9)), published="2025-04-10"),
    )
    (found,) = the_events(archive)
    assert [s.status for s in found.history] == ["considered", "announced", "completed", "announced"]
    assert found.status == "completed"
    put(archive, record("end", deal(amount=usd(1e9), status="cancelled"), published="2025-09-01"))
    archive.refresh()
    (found,) = the_events(archive)
    assert found.status == "cancelled"
    assert totals(archive.index).total == 0
    assert totals(archive.index, statuses=["cancelled"]).total == pytest.approx(1e9, rel=0.03)


def test_copies_of_one_text_are_one_source() -> None:
    text = "the agency wrote this at length, word for word, and every paper printed it just as it came over the wire"
    records = [record(n, deal(amount=usd(1e9))) for n in ("one", "two")]
    archive = filled(*records, words={"one": text, "two": text})
    (found,) = the_events(archive)
    assert (len(found.claims), found.sources) == (2, 1)


def test_deals_of_one_article_stay_apart() -> None:
    archive = filled(record("one", deal("c1", amount=usd(1e9)), deal("c2", amount=usd(1e9))))
    assert len(the_events(archive)) == 2


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ({"amount": usd(1e9)}, {"amount": usd(2e9)}, False),
        ({"amount": usd(1e9)}, {"amount": usd(1e9), "places": ["s"]}, False),
        ({"amount": usd(1e9)}, {"amount": usd(1e9), "investors": ["v"]}, False),
        ({"amount": usd(1e9)}, {"amount": usd(1e9), "kind": "training"}, False),
        ({"amount": usd(1e9)}, {"amount": {"value": 1e9, "currency": "TWD"}}, False),
        ({"amount": usd(1e9, max=2e9)}, {"amount": usd(1.5e9)}, True),
        ({"amount": usd(9.4e8)}, {"amount": usd(1e9, qualifier="about")}, True),
        ({"amount": usd(1e9)}, {"amount": usd(1e9), "kind": "facility"}, True),
        (
            {"amount": usd(1e9), "announced": "2022-01-05"},
            {"amount": usd(1e9), "announced": "2024-04-09"},
            False,
        ),
        (
            {"kind": "training", "target": {"quantity": 3e6, "unit": "people"}},
            {"kind": "training", "target": {"quantity": 3e6, "unit": "people"}},
            True,
        ),
        (
            {"kind": "training", "target": {"quantity": 3e6, "unit": "people"}},
            {"kind": "training", "target": {"quantity": 1e6, "unit": "people"}},
            False,
        ),
    ],
)
def test_what_is_one_deal(one: dict[str, Any], two: dict[str, Any], same: bool) -> None:
    archive = filled(record("one", deal(**one)), record("two", deal(**two)))
    assert (len(the_events(archive)) == 1) is same


@pytest.mark.parametrize(("one", "two", "same"), [("us", "doc", True), ("ga", "gq", False)])
def test_a_ministrys_grant_may_be_its_countrys_but_not_a_states(one: str, two: str, same: bool) -> None:
    told = {"kind": "grant", "recipients": ["v"], "places": [], "amount": usd(4.7e8)}
    archive = filled(
        record("one", deal(**told, investors=[one])), record("two", deal(**told, investors=[two]))
    )
    assert (len(the_events(archive)) == 1) is same


def test_totals_say_what_they_count_and_leave_out() -> None:
    archive = filled(
        record(
            "one",
            deal("c1", amount=usd(10e9), places=["j", "s"]),
            deal("c2", amount=usd(4e9), places=["s"], part_of="c1"),
            deal("c3", amount={"value": 5e9, "currency": "TWD"}, places=["s"]),
            deal("c4", amount=usd(1e9), status="considered"),
            deal("c5", kind="training", target={"quantity": 5, "unit": "people"}),
        )
    )
    whole = totals(archive.index, by=["country"], allocation="whole")
    assert (whole.total, whole.events) == (10e9, 1)
    assert {r.group["country"]: r.total for r in whole.rows} == {"Japan": 10e9, "Spain": 10e9}
    assert {x.reason.split(" of event")[0].split(" of ")[0] for x in whole.left_out} == {
        "a part",
        "no rate",
        "no sum is told",
        "only considered",
    }
    split = totals(archive.index, by=["country"])
    assert {r.group["country"]: r.total for r in split.rows} == {"Japan": 5e9, "Spain": 5e9}
    lead = totals(archive.index, by=["place"], allocation="lead")
    assert {r.group["place"]: r.total for r in lead.rows} == {"Japan": 10e9, "Spain": 4e9}
    assert split.rows[0].counted[0].quotes == ("so it is told c1",)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"by": ["colour"]}, InputError),
        ({"statuses": ["done"]}, InputError),
        ({"since": "soon"}, InputError),
        ({"investor": "nobody"}, NotFoundError),
    ],
)
def test_totals_of_what_is_not_there(wrong: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        totals(filled(THREE[0]).index, **wrong)


def test_totals_within_dates() -> None:
    archive = filled(
        *THREE[:1], record("old", deal(amount=usd(1e9), investors=["v"]), published="2020-02-01")
    )
    assert totals(archive.index, since="2024").total == 2.9e9
    assert totals(archive.index, until="2023-12").total == 1e9


@pytest.mark.parametrize(
    ("until", "inside"),
    [("2024-02", True), ("2024", True), ("2024-02-28", False), ("2024-01", False), ("2023", False)],
)
def test_totals_until_a_month_count_its_last_day(until: str, inside: bool) -> None:
    archive = filled(record("leap", deal(amount=usd(1e9), investors=["v"]), published="2024-02-29"))
    assert totals(archive.index, until=until).total == (1e9 if inside else 0)


def test_a_deal_keeps_its_address_when_its_sum_is_corrected() -> None:
    archive = filled(THREE[0])
    key, (before,) = archive.keys()[0], the_events(archive)
    original = archive.corrected(key).commitments[0]
    new = original.model_copy(update={"amount": Amount(value=7e8, currency="EUR")})
    named = {*original.investors, *original.recipients, *original.places}
    archive.correct(
        [
            Correction(
                article=key,
                original=original,
                corrected=new,
                entities=tuple(e for e in archive.corrected(key).entities if e.id in named),
                by="tester",
                at="2026-01-01T00:00:00Z",
            )
        ]
    )
    archive.refresh()
    (after,) = the_events(archive)
    assert after.amount == new.amount
    assert archive.index.event_key(before.key) == after.key


def test_corrections_win_and_survive() -> None:
    archive = filled(THREE[0])
    key = archive.keys()[0]
    original = archive.corrected(key).commitments[0]
    spain = Entity(id="x1", name="Spain", type="Country")
    japan = next(e for e in archive.corrected(key).entities if e.name == "Japan")
    giver = next(e for e in archive.corrected(key).entities if e.name == "Orlenda Systems")
    new = original.model_copy(update={"places": ("x1",), "status": "completed"})
    correction = Correction(
        article=key,
        original=original,
        corrected=new,
        entities=(spain, japan, giver),
        by="tester",
        at="2026-01-01T00:00:00Z",
        reason="the text says so",
    )
    assert archive.correct([correction]) == 1
    assert archive.correct([correction]) == 0
    archive.refresh()
    (found,) = the_events(archive)
    assert (found.places, found.status) == (("spain",), "completed")
    assert archive.read(key)[0].commitments[0] == original, "what was extracted stays"
    again = record("one", deal("c9", amount=usd(2.9e9), evidence=["so it is told c1"]))
    put(archive, again)  # extracted anew: another id, nothing about the day
    archive.refresh()
    (found,) = the_events(archive)
    assert (found.places, found.status, found.announced) == (("spain",), "completed", "2024-04-09")
    assert events(archive.store)[0].sources[0].corrected


def test_what_is_no_commitment_goes_and_comes_back() -> None:
    archive = filled(record("one", deal("c1", amount=usd(1e9)), deal("c2", amount=usd(4e8), part_of="c1")))
    key = archive.keys()[0]
    original = archive.corrected(key).commitments[0]
    entities = archive.corrected(key).entities
    about = {"article": key, "original": original, "entities": entities, "by": "tester"}
    archive.correct([Correction(**about, corrected=None, at="2026-01-01T00:00:00Z")])
    archive.refresh()
    assert [e.amount.value for e in the_events(archive) if e.amount] == [4e8]
    archive.correct([Correction(**about, corrected=original, at="2026-01-02T00:00:00Z")])
    archive.refresh()
    assert {e.amount.value for e in the_events(archive) if e.amount} == {1e9, 4e8}


def test_nothing_implied_is_asked() -> None:
    named = [("Orlenda Northern Grid", "Company"), ("ONG", "Company"), ("Orlenda Northern Grit", "Company")]
    archive = archive_of()
    for n, (name, type_) in enumerate(named):
        things = [
            {"id": "a", "name": name, "type": type_},
            {"id": "b", "name": "Belmora University", "type": "University"},
        ]
        c = deal(
            "c1",
            kind="grant",
            places=[],
            recipients=["b"],
            amount=usd((n + 1) * 1e9),
            announced=f"20{n}0-01-01",
        )
        put(archive, parse_record({"article": {"id": f"n{n}"}, "entities": things, "commitments": [c]}))
    archive.refresh()

    def asked() -> set[frozenset[str]]:
        found = pairs(archive.index, Linker(archive.judgements()))
        return {frozenset((p.a, p.b)) for p in found if p.sort == "entity"}

    full, short, typo = "orlenda-northern-grid", "ong", "orlenda-northern-grit"
    assert asked() >= {frozenset((full, short)), frozenset((full, typo))}
    for b, decision, second in ((short, "same", 1), (typo, "different", 2)):
        at = f"2026-01-01T00:00:0{second}Z"
        archive.judge([Judgement(a=f"entity/{full}", b=f"entity/{b}", decision=decision, by="t", at=at)])  # type: ignore[arg-type]
        archive.refresh()
    assert asked() == set()
    view = entity_view(archive.store, short)
    assert "Orlenda Northern Grid" in {view.entity.name, *view.entity.aliases}


def test_the_ledger_goes_out_and_in() -> None:
    made = Judgement(
        a="entity/a", b="entity/b", decision="same", by="tester", at="2026-01-01T00:00:00Z", score=0.5
    )
    assert list(read_lines([to_line(made), ""])) == [made]
    with pytest.raises(InputError, match="line 1"):
        list(read_lines(['{"a": "entity/a", "b": "event/b"}']))
    archive = filled(THREE[0])
    assert archive.judge([made], unknown=True) == 1
    assert archive.judge([made], unknown=True) == 0
    assert archive.judgements() == [made]
    with pytest.raises(NotFoundError):
        archive.judge([made.model_copy(update={"by": "another"})])


def test_judgements_do_not_depend_on_their_order() -> None:
    def made(a: str, b: str, decision: str, second: int) -> Judgement:
        at = f"2026-01-01T00:00:0{second}Z"
        return Judgement(a=f"entity/{a}", b=f"entity/{b}", decision=decision, by="t", at=at)  # type: ignore[arg-type]

    told = [made("a", "b", "same", 1), made("b", "c", "different", 2), made("b", "a", "different", 3)]
    for order in (told, told[::-1]):
        linker = Linker(order)
        assert linker.implied("entity/a", "entity/b") == "different"
        assert linker.implied("entity/a", "entity/c") is None
    assert Linker(told[:2]).implied("entity/a", "entity/c") == "different"
