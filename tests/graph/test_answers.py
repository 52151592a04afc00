"""The same question gets the same answer from every function that may be asked."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import pytest
from building import archive_of, put

from graph.errors import InputError, NotFoundError
from graph.export import export
from graph.frames import events_frame
from graph.model import parse_record
from graph.queries import (
    articles,
    co_funders,
    compare,
    count_entities,
    events,
    facets,
    list_entities,
    timeline,
)
from graph.queries.entities import find_entities
from graph.queries.selection import LineFilters, Shown, select
from graph.store.base import Store
from graph.totals import totals

_THINGS = {
    "a": ("Orlenda Systems", "Company"), "v": ("Vantor", "Company"), "b": ("Belmora University", "University"),
    "j": ("Japan", "Country"), "t": ("Tokyo", "Place"), "bd": ("Bangladesh", "Country"), "u": ("United States", "Country"),
    "cam": ("Cambridge", "Place"), "inf": ("Infineon Technologies", "Company"), "sil": ("Silicon Saxony", "Place"),
    "p": ("Orlenda Belmora Plant", "Facility"), "n": ("Belmora", "Place"), "w": ("Wexler", "Company"),
}  # fmt: skip


def _deal(id_: str = "c1", **values: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "kind": "investment",
        "investors": ["a"],
        "places": ["j"],
        "amount": {"value": 1e9, "currency": "USD"},
        "evidence": [f"so it is told {id_}"],
        **values,
    }


def _store(*deals: dict[str, Any], located: tuple[tuple[str, str], ...] = (), **told: Any) -> Store:
    relations = [
        {"subject": s, "predicate": "located_in", "object": o, "evidence": [f"{s} lies in {o}"]}
        for s, o in located
    ] + list(told.pop("relations", ()))
    used = {k for d in deals for role in ("investors", "recipients", "places") for k in d.get(role, ())}
    used |= {k for r in relations for k in (r["subject"], r["object"])}
    archive = archive_of()
    record = {
        "article": {"id": "one", "published": "2024-04-10", "publisher": "Süd Zeitung", **told},
        "entities": [{"id": k, "name": n, "type": t} for k, (n, t) in _THINGS.items() if k in used],
        "commitments": list(deals),
        "relations": relations,
    }
    put(archive, parse_record(record))
    archive.refresh()
    return archive.store


@pytest.mark.parametrize("day", ["2024", "2024-04", "2024-04-20", "2024-02-30"])
@pytest.mark.parametrize("name", ["since", "until"])
def test_a_span_of_time_means_the_same_deals_in_sums_and_lists(day: str, name: str) -> None:
    store = _store(_deal(announced=day))
    for asked in ("2023", "2024", "2024-03", "2024-04", "2024-08", "2024-04-10", "2024-04-20", "2025"):
        assert len(events(store, **{name: asked})) == totals(store.index, **{name: asked}).events, asked  # type: ignore[arg-type,misc]


def test_a_year_or_month_fits_a_span_that_it_overlaps() -> None:
    store = _store(_deal(announced="2024"), published="2024")
    for spans, fits in (({"since": "2024-03"}, 1), ({"until": "2024-03-31"}, 1), ({"since": "2025"}, 0)):
        assert len(events(store, **spans)) == totals(store.index, **spans).events == fits  # type: ignore[arg-type]
        assert len(articles(store, **spans)) == fits  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "asked",
    [{"kind": "foo"}, {"sector": "foo"}, {"status": "foo"}, {"since": "foo"}, {"until": "2024-02-31"},
     {"period_from": "2024-13"}, {"min_amount": 1, "currency": "XYZ"}],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="expected"):
        events(_store(_deal()), **asked)


def test_currencies() -> None:
    store = _store(_deal())
    assert totals(store.index, currency="usd").total == 1e9
    assert timeline(store, "Orlenda Systems", currency="usd").steps[0].given == 1e9
    assert len(events(store, min_amount=1, currency="eur")) == 1
    for ask in (
        lambda: totals(store.index, currency="XYZ"),
        lambda: timeline(store, "Orlenda Systems", currency="XYZ"),
        lambda: compare(store, "Orlenda Systems", "Japan", currency="XYZ"),
        lambda: events_frame(store, currency="XYZ"),
    ):
        with pytest.raises(InputError, match="currency 'XYZ'"):
            ask()
    assert totals(store.index, currency="TWD").left_out[0].reason == "no rate of TWD on 2024-04-10"


def test_least_confidence_holds_for_what_two_share_and_for_facts() -> None:
    fact = {
        "subject": "a", "predicate": "partner_of", "object": "v", "evidence": ["a with v"], "confidence": 0.1
    }  # fmt: skip
    store = _store(
        _deal("c1", recipients=["b"], confidence=0.2),
        _deal("c2", investors=["v"], recipients=["b"], confidence=0.9),
        relations=[fact],
    )
    found = compare(store, "Orlenda Systems", "Vantor", min_confidence=0.5)
    assert (found.shared_recipients, found.shared_places) == ((), ())
    assert compare(store, "Orlenda Systems", "Vantor").shared_places
    for least, facts in ((0.0, 1), (0.5, 0)):
        lines = select(store, Shown(of=("Vantor",)), LineFilters(min_confidence=least)).lines
        assert sum(line.facts for line in lines) == facts


def test_a_deal_without_a_place_goes_to_its_recipient() -> None:
    store = _store(_deal(kind="loan", recipients=["bd"], places=[]))
    assert totals(store.index, by=["country"]).rows[0].group == {"country": "Bangladesh"}
    assert totals(store.index, place="bangladesh").total == 1e9
    assert len(events(store, place="Bangladesh")) == 1
    assert [f.value for f in facets(store).country] == ["Bangladesh"]
    assert timeline(store, "Bangladesh").steps[0].received == 1e9
    assert compare(store, "Bangladesh", "Orlenda Systems").received.one == 1e9


def test_a_country_without_an_entity_is_asked_for_by_name_or_code() -> None:
    store = _store(_deal(places=["t"]))
    assert totals(store.index, by=["country"]).rows[0].group == {"country": "Japan"}
    assert totals(store.index, place="japan").total == 1e9
    for told in ("Japan", "JP", "japan"):
        assert len(events(store, place=told)) == 1
        assert [e.name for e in list_entities(store, country=told)] == ["Tokyo"]
        assert events(store, recipient_in=told) == []
    with pytest.raises(NotFoundError):
        events(store, place="France")


def test_the_reference_list_goes_before_what_an_article_states() -> None:
    store = _store(_deal(places=["cam"]), located=(("cam", "u"),))
    assert totals(store.index, by=["country"]).rows[0].group == {"country": "United Kingdom"}
    assert totals(store.index, place="united-states").total == 0


def test_what_lies_in_a_place_without_a_code_and_what_is_in_a_facility() -> None:
    store = _store(_deal(investors=["inf"]), located=(("inf", "sil"),))
    assert [e.name for e in list_entities(store, country="Silicon Saxony")] == ["Infineon Technologies"]
    store = _store(_deal(investors=["w"]), located=(("w", "p"), ("p", "n"), ("n", "j")))
    assert {e.name for e in list_entities(store, country="Japan")} == {
        "Wexler",
        "Belmora",
        "Orlenda Belmora Plant",
    }
    assert count_entities(store).country[0].count == 4  # with the country itself


def test_a_sum_in_a_currency_without_rates_counts_by_what_it_was_also_told_as() -> None:
    amount = {"value": 32e9, "currency": "TWD", "also": [{"value": 1e9, "currency": "USD"}]}
    store = _store(_deal(amount=amount))
    for currency in ("USD", "EUR", "TWD"):
        assert len(events(store, min_amount=1, currency=currency)) == 1
    assert events_frame(store).value.tolist() == [totals(store.index).total] == [1e9]
    made = io.BytesIO()
    export(store, "tables", made)
    rows = csv.DictReader(io.StringIO(zipfile.ZipFile(made).read("events.csv").decode()))
    assert [float(row["usd"]) for row in rows] == [1e9]


def test_nothing_asked_for_or_found() -> None:
    store = _store(_deal("c1", recipients=["b"]), _deal("c2", investors=["v"], recipients=["b"]))
    assert list(events_frame(store, [])) == list(events_frame(store))
    assert co_funders(store, "Orlenda Systems", limit=0) == []
    assert find_entities(store, "???") == []
    assert find_entities(store, "😀") == []
    assert len(find_entities(store, " ")) == 4


def test_publishers_fit_whatever_the_case_of_any_letter() -> None:
    store = _store(_deal())
    assert len(events(store, publisher="SÜD ZEITUNG")) == len(articles(store, publisher="sÜd zeitung")) == 1
