"""Entities and events as linked data, and the questions over HTTP that lead along edges."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asking import get
from building import archive_of, put
from rdflib import Graph, URIRef

from graph.archive import Archive
from graph.judgements import Judgement
from graph.model import parse_record
from graph.queries import entity_view
from graph.vocabulary import IG, SCHEMA


def deal(n: int, giver: str, taker: str, value: float, **more: Any) -> dict[str, Any]:
    things = [
        {"id": "a", "name": giver, "type": "Company"},
        {"id": "b", "name": taker, "type": "University"},
        {"id": "p", "name": "Belmora", "type": "Place"},
        {"id": "c", "name": "Spain", "type": "Country"},
    ]
    commitment = {
        "id": "c1",
        "kind": "grant",
        "investors": ["a"],
        "recipients": ["b"],
        "places": ["p"],
        "amount": {"value": value, "currency": "USD"},
        "evidence": [f"{giver} gave it"],
        **more,
    }
    relation = {"subject": "p", "predicate": "located_in", "object": "c", "evidence": ["Belmora, Spain"]}
    article = {"id": f"n{n}", "published": f"2024-0{n}-01", "publisher": f"Paper {n}"}
    return {"article": article, "entities": things, "commitments": [commitment], "relations": [relation]}


@pytest.fixture
def archive() -> Archive:
    made = archive_of()
    for n, (giver, taker, value) in enumerate(
        [
            ("Orlenda", "Norby College", 1e6),
            ("Vantor", "Norby College", 2e6),
            ("Vantor", "Sund College", 3e6),
            ("Wexler", "Sund College", 4e6),
        ],
        1,
    ):
        put(made, parse_record(deal(n, giver, taker, value)))
    made.refresh()
    return made


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/turtle", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("text/html;q=0.5, text/turtle;q=0.9", "text/turtle"),
        ("*/*", "text/html"),
        ("nonsense;q=x", "text/html"),
    ],
)
def test_an_address_answers_as_it_is_asked(archive: Archive, accept: str, media: str) -> None:
    for path in ("/entity/vantor", f"/event/{next(archive.index.events()).key}"):
        answer = get(archive.store, path, headers={"accept": accept})
        assert answer.status_code == 200
        assert answer.headers["content-type"].split(";")[0] == media
        assert answer.headers["vary"].split(",")[0] == "Accept"


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld"])
def test_all_forms_say_the_same_of_an_event(archive: Archive, suffix: str) -> None:
    e = next(archive.index.events())
    text = get(archive.store, f"/event/{e.key}.{suffix}").text
    g = Graph().parse(data=text, format={"ttl": "turtle", "nt": "nt", "jsonld": "json-ld"}[suffix])
    iri = archive.store.addresses.event(e.key)
    assert {str(o) for o in g.objects(iri, IG.investor)} == {
        str(archive.store.addresses.entity(k)) for k in e.investors
    }
    assert [float(str(o)) for o in g.objects(iri, IG.amount)] == [e.amount.value if e.amount else None]
    (claim,) = g.objects(iri, IG.claim)
    assert [str(o) for o in g.objects(claim, IG.quote)]


def test_json_ld_of_an_entity_is_rdf_without_the_network(archive: Archive) -> None:
    text = get(archive.store, "/entity/vantor.jsonld").text
    g = Graph().parse(data=text, format="json-ld")
    iri = archive.store.addresses.entity("vantor")
    assert str(g.value(iri, SCHEMA.name)) == "Vantor"
    assert len(set(g.subjects(IG.investor, iri))) == 2
    assert json.loads(text)["@context"]["@version"] == 1.1


def test_json_of_an_entity_is_what_is_known_of_it(archive: Archive) -> None:
    answer = get(archive.store, "/entity/vantor.json")
    assert answer.headers["vary"].split(",")[0] == "Accept"
    assert answer.json() == entity_view(archive.store, "vantor").model_dump(mode="json")


def test_what_was_merged_leads_on(archive: Archive) -> None:
    archive.judge(
        [Judgement(a="entity/vantor", b="entity/wexler", decision="same", by="t", at="2026-01-01T00:00:00Z")]
    )
    archive.refresh()
    now = archive.index.entity_key("wexler")
    assert now == "vantor"
    answer = get(archive.store, "/entity/wexler.ttl?x=1")
    assert (answer.status_code, answer.headers["location"]) == (308, "/entity/vantor.ttl?x=1")
    assert get(archive.store, "/entity/Orlenda").status_code == 307
    g = Graph().parse(data=get(archive.store, "/entity/vantor.nt").text, format="nt")
    assert "Wexler" in {
        str(o) for o in g.objects(URIRef(str(archive.store.addresses.entity("vantor"))), None)
    }


def test_neighbours_and_co_funders(archive: Archive) -> None:
    found = get(archive.store, "/entities/vantor/neighbours").json()
    assert {(n["edge"], n["outward"], n["entity"]["key"], n["count"]) for n in found} == {
        ("funds", True, "norby-college", 1),
        ("funds", True, "sund-college", 1),
    }
    assert get(archive.store, "/entities/vantor/neighbours", params={"edge": "trains"}).json() == []
    others = get(archive.store, "/entities/vantor/cofunders").json()
    assert [(c["entity"]["key"], [s["key"] for s in c["shared"]]) for c in others] == [
        ("orlenda", ["norby-college"]),
        ("wexler", ["sund-college"]),
    ]


def test_ways_between_two(archive: Archive) -> None:
    (way,) = get(archive.store, "/paths", params={"one": "Orlenda", "two": "wexler"}).json()
    assert [s["target"]["key"] for s in way["steps"]] == ["norby-college", "vantor", "sund-college", "wexler"]
    assert way["steps"][0]["edges"] == ["funds"]
    assert way["steps"][1]["edges"] == ["funds (of)"]
    assert all(s["events"] for s in way["steps"])
    short = {"one": "Orlenda", "two": "wexler", "longest": 3}
    assert get(archive.store, "/paths", params=short).json() == []
    assert get(archive.store, "/paths", params={"one": "Orlenda", "two": "nobody"}).status_code == 404


@pytest.mark.parametrize(
    ("filters", "amounts"),
    [
        ({"investor": "vantor"}, [3e6, 2e6]),
        ({"place": "spain"}, [4e6, 3e6, 2e6, 1e6]),
        ({"min_amount": 2.5e6}, [4e6, 3e6]),
        ({"max_amount": 2.5e6, "min_amount": 1.5e6, "currency": "usd"}, [2e6]),
        ({"since": "2024-03"}, [4e6, 3e6]),
        ({"until": "2024-02"}, [2e6, 1e6]),
        ({"until": "2024-02-01"}, [2e6, 1e6]),
        ({"sort": "date", "limit": 2}, [4e6, 3e6]),
        ({"status": "cancelled"}, []),
        ({"disagreement": True}, []),
        ({"kind": "grant", "party": "norby-college"}, [2e6, 1e6]),
        ({"sector": "space"}, []),
    ],
)
def test_deals_by_filters(archive: Archive, filters: dict[str, Any], amounts: list[float]) -> None:
    assert [e["amount"] for e in get(archive.store, "/commitments", params=filters).json()] == amounts


def test_long_answers_go_on_by_cursor(archive: Archive) -> None:
    seen: list[float] = []
    cursor = None
    for _ in range(3):
        answer = get(
            archive.store, "/commitments", params={"limit": 3, **({"cursor": cursor} if cursor else {})}
        )
        seen += [e["amount"] for e in answer.json()]
        cursor = answer.headers.get("x-next-cursor")
        if cursor is None:
            break
    assert seen == [4e6, 3e6, 2e6, 1e6]
    for wrong in ("zzz", "YWZ0ZXIgLTE", "ü"):
        assert get(archive.store, "/commitments", params={"cursor": wrong}).status_code == 422


def test_totals_over_http(archive: Archive) -> None:
    found = get(archive.store, "/totals", params={"by": "investor,country", "since": "2024-02"}).json()
    assert found["total"] == 9e6
    assert [(r["group"]["investor"], r["group"]["country"], r["total"]) for r in found["rows"]] == [
        ("Vantor", "Spain", 5e6),
        ("Wexler", "Spain", 4e6),
    ]
    assert get(archive.store, "/totals", params={"by": "colour"}).status_code == 400


def test_a_least_confidence_wherever_claims_are_shown() -> None:
    archive = archive_of()
    for n, (taker, confidence) in enumerate([("Norby College", 0.9), ("Sund College", 0.4)], 1):
        put(archive, parse_record(deal(n, "Orlenda", taker, 1e6 * n, confidence=confidence)))
    archive.refresh()
    for path in (
        "/entities/orlenda",
        "/entities/orlenda/neighbours",
        "/changes?since=2025",
        "/entity/orlenda.html",
        "/entity/orlenda.json",
        "/entity/orlenda.jsonld",
        "/entity/orlenda/graph.html",
        "/graph.html",
    ):
        sign = "&" if "?" in path else "?"
        both, sure = get(archive.store, path), get(archive.store, f"{path}{sign}min_confidence=0.6")
        assert both.status_code == sure.status_code == 200, sure.text
        assert "Sund College" in both.text
        assert "Sund College" not in sure.text, path
        assert "Norby College" in sure.text
    assert "1 of 2 commitments" in get(archive.store, "/entity/orlenda.html?min_confidence=0.6").text
    way = "/paths?one=Orlenda&two=Sund+College"
    assert get(archive.store, way).json()[0]["steps"][0]["edges"] == ["funds"]
    assert "funds" not in get(archive.store, f"{way}&min_confidence=0.6").text
    refused = get(archive.store, "/entity/orlenda.ttl?min_confidence=0.6")
    assert refused.status_code == 400
    assert "all that is recorded" in refused.json()["error"]["message"]
