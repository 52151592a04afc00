"""What hand-written records become in the resolved graph and its exports."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from graph.archive import Archive
from graph.export import FORMATS, export
from graph.ids import Addresses
from graph.model import Article, ArticleInfo, Record, parse_record
from graph.queries import entities, events, network, relations
from graph.store.memory import MemoryStore
from ingest.reference import load_reference


def record(article: str, entities_: list[tuple[str, str]], **claims: list[dict[str, object]]) -> Record:
    things = [{"id": f"e{n}", "name": name, "type": type_} for n, (name, type_) in enumerate(entities_, 1)]
    return parse_record({"article": {"id": article}, "entities": things, **claims})


def filled(*records: Record) -> MemoryStore:
    store = MemoryStore(Addresses("https://graph.example/"))
    archive = Archive(store, load_reference())
    for r in records:
        text = " ".join(q for c in (*r.commitments, *r.relations) for q in c.evidence) or r.article.id
        article = Article(info=ArticleInfo(id=r.article.id), text=text)
        archive.store_record(r, article, origin=None, extractor="hand/1", observed="2026-01-01T00:00:00Z")
    archive.refresh()
    return store


def located(article: str, quote: str) -> Record:
    relation = {"subject": "e1", "predicate": "located_in", "object": "e2", "evidence": [quote]}
    return record(article, [("Alpha Works", "Company"), ("Ghent", "Place")], relations=[relation])


def given(n: int, value: float, quote: str = "gave it") -> dict[str, object]:
    amount = {"value": value, "currency": "USD"}
    return {
        "id": f"c{n}",
        "kind": "grant",
        "investors": ["e1"],
        "recipients": ["e2"],
        "amount": amount,
        "evidence": [quote],
    }


PARTIES = [("Alpha Works", "Company"), ("Beta College", "University")]


def test_each_edge_leads_to_its_own_article() -> None:
    store = filled(located("one", "Alpha Works of Ghent"), located("two", "Ghent-based Alpha Works"))
    edges = network(store).get_edge_data("alpha-works", "ghent")
    assert {(e["quote"], e["article"].rpartition("-")[0]) for e in edges.values()} == {
        ("Alpha Works of Ghent", "one"),
        ("Ghent-based Alpha Works", "two"),
    }
    assert len({r.claim for r in relations(store)}) == 2


def test_no_two_things_share_a_key() -> None:
    named = [
        ("Veldora", "Place"),
        ("Veldora", "University"),
        ("Veldora Place", "Company"),
        ("Veldora Place", "Facility"),
    ]
    grants = [{**given(n, 1e6), "investors": [f"e{n}"], "recipients": ["e5"]} for n in range(1, 5)]
    store = filled(record("a", [*named, ("Beta College", "University")], commitments=grants))
    found = entities(store)
    assert {(e.name, e.type) for e in found} >= set(named)
    assert len({e.key for e in found}) == len(found) == 5


def test_a_limit_keeps_the_largest() -> None:
    store = filled(record("a", PARTIES, commitments=[given(1, 1e6), given(2, 9e6), given(3, 3e6)]))
    assert [e.amount for e in events(store, limit=2)] == [9e6, 3e6]


@pytest.mark.parametrize("quote", ["a \x0b b \x01 c", "line\u2028two\x85three", '@prefix ex: <x> .\n"""\\'])
@pytest.mark.parametrize("format", FORMATS)
def test_hostile_text_goes_through_every_export(format: str, quote: str) -> None:
    store = filled(record("a", PARTIES, commitments=[given(1, 1e6, quote)]))
    stream = io.BytesIO()
    export(store, format, stream)  # type: ignore[arg-type]
    told = stream.getvalue()
    if zipfile.is_zipfile(stream):
        with zipfile.ZipFile(stream) as packed:
            told = b"".join(packed.read(name) for name in packed.namelist())
    assert b"beta-college" in told or b"Beta College" in told


_DIGEST = """
import hashlib, io, sys
sys.path.insert(0, {here!r})
from test_resolved import FORMATS, PARTIES, export, filled, given, located, record
store = filled(located("one", "Alpha Works of Ghent"), record("a", PARTIES, commitments=[given(n, n * 1e6) for n in range(1, 9)]))
for format in FORMATS:
    stream = io.BytesIO()
    export(store, format, stream)
    print(format, hashlib.sha256(stream.getvalue()).hexdigest())
"""


def test_exports_do_not_depend_on_hashing() -> None:
    def run(seed: str) -> str:
        code = _DIGEST.format(here=str(Path(__file__).parent))
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    assert run("1") == run("2")


def test_where_it_was_read_does_not_make_an_article_another() -> None:
    store = MemoryStore(Addresses("https://graph.example/"))
    archive = Archive(store, load_reference())
    article = Article(info=ArticleInfo(id="a"), text="gave it")
    one = record("a", PARTIES, commitments=[given(1, 1e6)])
    outcomes = [
        archive.store_record(one, article, origin=origin, extractor="hand/1", observed="2026-01-01T00:00:00Z")
        for origin in ("/x/a.txt", "/y/a.txt")
    ]
    assert outcomes == ["added", "unchanged"]
