"""Each question of docs/questions.md gives the same answer over HTTP, in Python and in SPARQL."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from building import archive_of, put
from rdflib import Literal, URIRef

from api.app import create_app
from graph.judgements import Judgement
from graph.model import parse_record
from graph.queries import events
from graph.settings import Settings
from graph.store.base import Store
from graph.store.memory import MemoryStore

TEXT = (Path(__file__).parent.parent / "docs" / "questions.md").read_text(encoding="utf-8")
SECTIONS = {s.partition("\n")[0]: s for s in TEXT.split("\n## ")[1:]}
PREFIXES = "".join(f"PREFIX {name} {iri}\n" for name, iri in re.findall(r"`(\w+:) (<[^>]+>)`", TEXT))
Rows = set[tuple[Any, ...]]

# What of the JSON a query gives as rows.
READ: dict[str, Callable[[Any], Rows]] = {
    "Who has pledged what to whom, where, over which years?": lambda found: {
        (e["key"], e["amount"], e["years"]) for e in found
    },
    "Who gives to one university, and in which words is it said?": lambda found: {
        (e["key"], i["name"], q)
        for e in found
        for i in e["investors"]
        for s in e["sources"]
        for q in s["quotes"]
    },
    "What stands around the sentence?": lambda found: {
        (c["article_key"], c["start"], c["end"]) for c in found
    },
    "How much has somebody put into a country, each deal once?": lambda found: {(found["total"],)},
    "How did it go over time?": lambda found: {(s["step"], s["events"]) for s in found["steps"]},
    "How do two compare, and where do both go?": lambda found: {(p["key"],) for p in found["shared_places"]},
    "How are two organizations connected?": lambda found: {
        (w["steps"][0]["target"]["key"],) for w in found if len(w["steps"]) == 2
    },
    "Who else funds the same universities?": lambda found: {
        (c["entity"]["key"], s["key"]) for c in found for s in c["shared"]
    },
    "What does it have to do with others?": lambda found: {(n["entity"]["key"],) for n in found},
    "Who is there in a country?": lambda found: {(e["key"],) for e in found},
    "How do the deals divide?": lambda found: {(f["value"], f["count"]) for f in found["kind"]},
    "What changed since June?": lambda found: {(c["event"]["key"],) for c in found["events"]},
    "Where do the sources disagree?": lambda found: {
        (e["key"], d) for e in found for d in e["disagreements"]
    },
    "Which articles speak of it?": lambda found: {(a["key"],) for a in found},
    "What does one article say?": lambda found: {
        (q,) for c in found["record"]["commitments"] for q in c["evidence"]
    },
}


def over_http(store: Store, address: str) -> Any:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=create_app(store, Settings()))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(address)

    answer = asyncio.run(ask())
    assert answer.status_code == 200, answer.text
    return answer.json()


def in_python(store: Store, block: str) -> Any:
    names: dict[str, Any] = {"store": store}
    exec("from graph.frames import *\nfrom graph.queries import *\nfrom graph.totals import totals", names)
    exec(block, names)
    found = names["found"]
    return (
        [x.model_dump(mode="json") for x in found]
        if isinstance(found, list)
        else found.model_dump(mode="json")
    )


def in_sparql(store: Store, query: str) -> Rows:
    def value(term: Any) -> Any:
        if isinstance(term, URIRef):
            return term.rpartition("/")[2]
        python = term.toPython() if isinstance(term, Literal) else None
        return python if python is None or isinstance(python, str | int) else float(python)

    return {tuple(map(value, row)) for row in store.query(PREFIXES + query).rows}


def parts(title: str, store: MemoryStore) -> tuple[str, str, str]:
    """The three ways of a section, with the keys of a deal and of its article."""
    e = next(e for e in events(store, investor="Microsoft", place="Japan") if e.amount == 2.9e9)
    of_article = title == "What does one article say?"
    return blocks(SECTIONS[title].replace("KEY", e.article_key if of_article else e.key))


def blocks(section: str) -> tuple[str, str, str]:
    (address,) = re.findall(r"curl 'localhost:8000([^']+)'", section)
    (python,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    (sparql,) = re.findall(r"```sparql\n(.*?)```", section, re.DOTALL)
    return address, python, sparql


DISPUTED = "Where do the sources disagree?"  # not in the examples


@pytest.mark.parametrize("title", [title for title in READ if title != DISPUTED])
def test_each_question_has_one_answer(store: MemoryStore, title: str) -> None:
    check(store, title, *parts(title, store))


def test_a_dispute_has_one_answer() -> None:
    archive = archive_of()
    things = [
        {"id": "a", "name": "Orlenda Systems", "type": "Company"},
        {"id": "j", "name": "Japan", "type": "Country"},
    ]
    told = {
        "id": "c1",
        "kind": "investment",
        "investors": ["a"],
        "places": ["j"],
        "evidence": ["so it is told"],
    }
    for name, value in (("one", 2e9), ("two", 7e9)):
        deal = {**told, "amount": {"value": value, "currency": "USD"}}
        put(archive, parse_record({"article": {"id": name}, "entities": things, "commitments": [deal]}))
    archive.refresh()
    a, b = (f"event/{e.key}" for e in events(archive.store))
    archive.judge([Judgement(a=a, b=b, decision="same", by="me", at="2026-01-01T00:00:00Z")])
    archive.refresh()
    address, python, sparql = blocks(SECTIONS[DISPUTED])
    check(archive.store, DISPUTED, address, python, sparql)


def check(store: Store, title: str, address: str, python: str, sparql: str) -> None:
    found = over_http(store, address)
    assert found == in_python(store, python)
    told = READ[title](found)
    assert told
    assert told == in_sparql(store, sparql)


def test_every_question_is_tried() -> None:
    assert set(READ) == set(SECTIONS) - {"All of it"}
