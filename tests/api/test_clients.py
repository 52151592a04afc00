"""Clients as people use them, over a socket: SPARQLWrapper, rdflib's SPARQLStore, pandas."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pandas as pd
import pytest
import uvicorn
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from api.app import create_app
from graph.settings import Settings
from graph.store.memory import MemoryStore
from graph.vocabulary import SCHEMA

NAMES = "PREFIX schema: <https://schema.org/> SELECT ?s ?name WHERE { ?s schema:name ?name } ORDER BY ?name LIMIT 5"
MADE = (
    "PREFIX schema: <https://schema.org/> CONSTRUCT { ?s schema:name ?name } WHERE { ?s schema:name ?name }"
)


@pytest.fixture(scope="module")
def endpoint(store: MemoryStore) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(create_app(store, Settings()), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql"
        server.should_exit = True
        thread.join()


def wrapper(endpoint: str, query: str, form: str) -> SPARQLWrapper:
    asked = SPARQLWrapper(endpoint, returnFormat=form)
    asked.setQuery(query)
    return asked


def test_sparqlwrapper_reads_every_form_of_rows(endpoint: str) -> None:
    rows = wrapper(endpoint, NAMES, JSON).queryAndConvert()["results"]["bindings"]
    assert len(rows) == 5
    names = [row["name"]["value"] for row in rows]
    parsed = wrapper(endpoint, NAMES, XML).queryAndConvert()
    assert [x.firstChild.data for x in parsed.getElementsByTagName("literal")] == names
    assert wrapper(endpoint, NAMES, CSV).queryAndConvert().decode().splitlines()[0] == "s,name"
    assert wrapper(endpoint, NAMES, TSV).queryAndConvert().decode().splitlines()[0] == "?s\t?name"


@pytest.mark.parametrize("form", [TURTLE, RDFXML, JSONLD])
def test_sparqlwrapper_reads_graphs(endpoint: str, form: str) -> None:
    found = wrapper(endpoint, MADE, form).queryAndConvert()
    g = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert "Microsoft" in {str(o) for o in g.objects()}


@pytest.mark.parametrize("way", [None, POSTDIRECTLY])
def test_sparqlwrapper_posts(endpoint: str, store: MemoryStore, way: str | None) -> None:
    asked = wrapper(endpoint, "ASK { ?s a <https://schema.org/NewsArticle> }", JSON)
    asked.setMethod(POST)
    if way:
        asked.setRequestMethod(way)
    assert asked.queryAndConvert()["boolean"] is True
    asked.addParameter("default-graph-uri", str(store.addresses.reference))
    assert asked.queryAndConvert()["boolean"] is False


def test_rdflib_asks_it_like_a_graph(endpoint: str, store: MemoryStore) -> None:
    g = Graph(SPARQLStore(endpoint))
    microsoft = store.addresses.entity("microsoft")
    assert str(g.value(microsoft, SCHEMA.name)) == "Microsoft"
    assert len(list(g.query(NAMES))) == 5
    assert g.query("ASK { ?s ?p ?o }").askAnswer
    one = URIRef(store.addresses.article(store.index.texts("select key from article")[0]))
    assert len(Graph(SPARQLStore(endpoint, context_aware=True), identifier=one)) > 0


def test_pandas_reads_rows(endpoint: str) -> None:
    frame = pd.read_csv(f"{endpoint}?{urlencode({'query': NAMES, 'format': 'csv'})}")
    assert list(frame.columns) == ["s", "name"]
    assert len(frame) == 5
