"""The graph in the formats that other programs read, read again."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pyarrow.parquet as pq
import pytest
from rdflib import Dataset, Graph

from graph.errors import InputError
from graph.export import FORMATS, FORMS, Format, export, quads
from graph.model import parse_record
from graph.network import to_networkx
from graph.queries import entities, events, relations, stats
from graph.store.memory import MemoryStore
from graph.store.oxigraph import OxigraphStore


def written(store: Any, format: Format, **options: Any) -> bytes:
    stream = io.BytesIO()
    export(store, format, stream, **options)
    assert not stream.closed
    return stream.getvalue()


def members(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def rows(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode(), newline="")))


@pytest.mark.parametrize("format", ["trig", "nquads"])
def test_all_graphs_as_rdf(store: MemoryStore, format: Format) -> None:
    data = Dataset()
    data.parse(data=written(store, format), format=format)
    assert len(set(data.quads((None, None, None, None)))) == len(store)


@pytest.mark.parametrize(("format", "name"), [("turtle", "turtle"), ("jsonld", "json-ld")])
def test_the_resolved_graph_as_rdf(store: MemoryStore, format: Format, name: str) -> None:
    g = Graph().parse(data=written(store, format), format=name)
    assert len(g) == sum(1 for _ in store.quads(store.addresses.resolved))


def test_rdf_is_sorted_in_chunks_and_the_same_from_every_store(
    store: MemoryStore, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, trig = written(store, "nquads"), written(store, "trig")
    monkeypatch.setattr(quads, "_CHUNK", 500)
    assert written(store, "nquads") == whole
    with OxigraphStore(tmp_path, store.addresses.base) as kept:
        for graph in store.graphs():
            kept.replace_graph(graph, store.quads(graph))
        # Oxigraph writes the same time of day in another way.
        assert written(kept, "nquads") == whole.replace(b"+00:00", b"Z")
        assert written(kept, "trig") == trig.replace(b"+00:00", b"Z")


def test_networks(store: MemoryStore) -> None:
    assert ElementTree.fromstring(written(store, "graphml")).tag.endswith("graphml")
    told = written(store, "gexf")
    assert b"<meta>" in told
    assert b"lastmodifieddate" not in told
    g = nx.read_gexf(io.BytesIO(told))
    whole = to_networkx(store)
    assert set(g) == set(whole)
    assert g.nodes["microsoft"]["label"] == "Microsoft"
    assert g.nodes["microsoft"]["type"] == "Company"
    assert sum(about["weight"] for _, _, about in g.edges(data=True)) == whole.number_of_edges()
    days = [about for _, _, about in g.edges(data=True) if "first" in about]
    assert days
    assert all(about["first"] <= about["last"] for about in days)
    assert {about["label"] for _, _, about in g.edges(data=True)} >= {"invests_in", "located_in"}


def test_tables_join_by_their_keys(store: MemoryStore) -> None:
    told = members(written(store, "tables"))
    tables = {name.removesuffix(".csv"): rows(file) for name, file in told.items() if name.endswith(".csv")}
    about = json.loads(told["datapackage.json"])
    for resource in about["resources"]:
        named = [f["name"] for f in resource["schema"]["fields"]]
        assert told[resource["path"]].decode().splitlines()[0].split(",") == named
    keys = {name: {row["key"] for row in tables[name]} for name in ("articles", "entities", "events")}
    assert len(keys["events"]) == len(tables["events"]) == stats(store).events
    assert len(tables["entities"]) == len(entities(store))
    assert len(tables["relations"]) == len(relations(store))
    assert {p["event"] for p in tables["parties"]} == keys["events"]
    assert {p["entity"] for p in tables["parties"]} <= keys["entities"]
    assert {c["event"] for c in tables["claims"]} == keys["events"]
    assert {c["article"] for c in tables["claims"]} <= keys["articles"]
    assert len(tables["claims"]) == sum(len(e.sources) for e in events(store))
    assert next(e["country"] for e in tables["entities"] if e["key"] == "keio-university") == "JP"


def test_parquet_holds_what_the_tables_hold(store: MemoryStore) -> None:
    packed = written(store, "parquet")
    assert packed == written(store, "parquet")
    plain = members(written(store, "tables"))
    for name, file in members(packed).items():
        if name.endswith(".parquet"):
            table = pq.read_table(io.BytesIO(file))
            same = rows(plain[name.replace(".parquet", ".csv")])
            assert table.num_rows == len(same)
            assert table.column_names == list(same[0])
            if name == "events.parquet":
                assert table.column("amount").to_pylist() == [
                    float(r["amount"]) if r["amount"] else None for r in same
                ]
                assert any(len(sectors) > 1 for sectors in table.column("sectors").to_pylist())


def test_events_and_records(store: MemoryStore) -> None:
    assert len(rows(written(store, "csv"))) == stats(store).events
    assert len([parse_record(line) for line in written(store, "records").splitlines()]) == 17


@pytest.mark.parametrize("format", FORMATS)
def test_a_least_confidence(store: MemoryStore, format: Format) -> None:
    if FORMS[format].sure is None:
        with pytest.raises(InputError, match=f"{format}.* tables, parquet"):
            export(store, format, io.BytesIO(), min_confidence=0.5)
        return
    few, many = written(store, format, min_confidence=0.7), written(store, format)
    assert 0 < len(few) < len(many)
    if format == "csv":
        sure = events(store, min_confidence=0.7)
        assert [r["event"] for r in rows(few)] == [e.iri for e in sure]
