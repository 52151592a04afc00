"""The SPARQL 1.1 Protocol as it applies to an endpoint that only reads, each case by itself, on both stores."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from fastapi import FastAPI
from rdflib import Dataset, Graph, Literal, URIRef

from api.app import create_app
from api.results import FORMS
from graph.ids import Addresses
from graph.rdf import Quad
from graph.settings import Settings
from graph.store import Store
from graph.store.memory import MemoryStore
from graph.store.oxigraph import OxigraphStore
from graph.vocabulary import RDF, RDFS, SD

BASE = "http://localhost:8000/"
A = Addresses(BASE)
ONE, TWO = A.article("one"), A.article("two")
NAME = URIRef("https://schema.org/name")
VALUES = "SELECT ?v WHERE { ?s <https://schema.org/name> ?v } ORDER BY ?v"
INSIDE = "SELECT ?v WHERE { GRAPH ?g { ?s <https://schema.org/name> ?v } } ORDER BY ?v"
MADE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
HOSTILE = 'tab\tquote"\nline\\\x01 </literal>ü'


@pytest.fixture(scope="module", params=["memory", "oxigraph"])
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    store: Store = (
        MemoryStore(A)
        if request.param == "memory"
        else OxigraphStore(tmp_path_factory.mktemp("protocol"), BASE)
    )
    with store:
        for graph, value in ((A.resolved, "resolved"), (ONE, "1"), (TWO, "2")):
            store.replace_graph(graph, [Quad(A.entity(value), NAME, Literal(value), graph)])
        hostile = URIRef("http://x.example/hostile")
        store.replace_graph(hostile, [Quad(A.entity("h"), NAME, Literal(HOSTILE), hostile)])
        made = create_app(store, Settings(query_rows=50))
        yield made
        made.state.workers.close()


def send(app: FastAPI, method: str = "GET", **options: Any) -> httpx.Response:
    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, "/sparql", **options)

    return asyncio.run(run())


def ask(app: FastAPI, query: str, accept: str = "*/*", **parameters: Any) -> httpx.Response:
    return send(app, params={"query": query, **parameters}, headers={"accept": accept})


def values(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [row["v"]["value"] for row in response.json()["results"]["bindings"]]


def refusal(response: httpx.Response, status: int) -> str:
    assert response.status_code == response.json()["error"]["status"] == status, response.text
    return str(response.json()["error"]["message"])


# How a query is sent.


def test_query_via_get(app: FastAPI) -> None:
    assert values(ask(app, VALUES)) == ["resolved"]


def test_query_via_post_form(app: FastAPI) -> None:
    assert values(send(app, "POST", data={"query": VALUES})) == ["resolved"]
    labelled = {"content-type": f"{FORM}; charset=UTF-8"}
    assert values(send(app, "POST", content=httpx.QueryParams(query=VALUES).__str__(), headers=labelled))


def test_query_via_post_direct(app: FastAPI) -> None:
    assert values(send(app, "POST", content=VALUES, headers={"content-type": DIRECT})) == ["resolved"]


def test_head_has_the_headers_alone(app: FastAPI) -> None:
    response = send(app, "HEAD", params={"query": VALUES}, headers={"accept": "text/csv"})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/csv")


def test_options_tell_the_methods(app: FastAPI) -> None:
    response = send(app, "OPTIONS")
    assert response.status_code == 204
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}


def test_pages_of_others_may_ask(app: FastAPI) -> None:
    asking = {"origin": "https://x.example", "access-control-request-method": "POST"}
    assert send(app, "OPTIONS", headers=asking).status_code == 200
    writing = {**asking, "access-control-request-headers": "authorization"}
    assert send(app, "OPTIONS", headers=writing).status_code == 400


# Over which graphs.


@pytest.mark.parametrize(
    ("query", "graphs", "found"),
    [
        (VALUES, {"default-graph-uri": [ONE]}, ["1"]),
        (VALUES, {"default-graph-uri": [ONE, TWO]}, ["1", "2"]),
        (VALUES, {"default-graph-uri": [ONE, A.resolved]}, ["1", "resolved"]),
        (VALUES, {"named-graph-uri": [ONE]}, []),
        (INSIDE, {"named-graph-uri": [ONE]}, ["1"]),
        (INSIDE, {"named-graph-uri": [ONE, TWO]}, ["1", "2"]),
        (INSIDE, {"default-graph-uri": [ONE]}, []),
        (INSIDE, {"default-graph-uri": [ONE], "named-graph-uri": [TWO]}, ["2"]),
        (VALUES, {"default-graph-uri": [ONE], "named-graph-uri": [TWO]}, ["1"]),
        (VALUES, {"default-graph-uri": ["http://nowhere.example/"]}, []),
        # What the protocol says wins over what the query says.
        (VALUES.replace("WHERE", f"FROM <{TWO}> WHERE"), {"default-graph-uri": [ONE]}, ["1"]),
        (INSIDE.replace("WHERE", f"FROM NAMED <{TWO}> WHERE"), {"named-graph-uri": [ONE]}, ["1"]),
        (VALUES.replace("WHERE", f"FROM <{TWO}> WHERE"), {}, ["2"]),
    ],
)
def test_graphs_by_protocol(app: FastAPI, query: str, graphs: dict[str, list[str]], found: list[str]) -> None:
    told = {k: [str(g) for g in v] for k, v in graphs.items()}
    direct = {"content-type": DIRECT}
    assert values(send(app, params={"query": query, **told})) == found
    assert values(send(app, "POST", data={"query": query, **told})) == found
    assert values(send(app, "POST", params=told, content=query, headers=direct)) == found


def test_a_graph_that_is_no_address(app: FastAPI) -> None:
    refusal(ask(app, VALUES, **{"default-graph-uri": "no address"}), 400)


# What is no protocol.


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_method(app: FastAPI, method: str) -> None:
    response = send(app, method, params={"query": VALUES})
    assert "GET, HEAD, POST" in refusal(response, 405)
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_several_queries(app: FastAPI) -> None:
    twice = {"query": [VALUES, INSIDE]}
    assert "2 times" in refusal(send(app, params=twice), 400)
    assert "2 times" in refusal(send(app, "POST", data=twice), 400)
    assert "two queries" in refusal(send(app, "POST", params={"query": VALUES}, data={"query": VALUES}), 400)
    refusal(ask(app, f"{VALUES} {VALUES}"), 400)


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data; boundary=x", None])
def test_bad_media_type(app: FastAPI, kind: str | None) -> None:
    headers = {"content-type": kind} if kind else {}
    told = refusal(send(app, "POST", content=VALUES, headers=headers), 415)
    assert FORM in told
    assert DIRECT in told


def test_bad_encoding(app: FastAPI) -> None:
    latin = VALUES.replace("?v }", '?v FILTER(?v != "é") }').encode("latin-1")
    refusal(send(app, "POST", content=latin, headers={"content-type": DIRECT}), 400)
    refusal(send(app, "POST", content=b"query=%E9", headers={"content-type": FORM}), 400)
    refusal(send(app, "POST", content=latin, headers={"content-type": f"{DIRECT}; charset=latin-1"}), 415)


@pytest.mark.parametrize(
    "query", ["SELECT nonsense", "SELECT * WHERE { ?s ?p", "ASK { ?s x:y ?o }", "\x00", "💰"]
)
def test_bad_query(app: FastAPI, query: str) -> None:
    refusal(ask(app, query), 400)
    refusal(send(app, "POST", data={"query": query}), 400)


def test_missing_query(app: FastAPI) -> None:
    assert "no query" in refusal(ask(app, ""), 400)
    assert "no query" in refusal(send(app, "POST", data={"other": "x"}), 400)
    assert "no query" in refusal(send(app, "POST", content=" ", headers={"content-type": DIRECT}), 400)
    assert "no query" in refusal(send(app, headers={"accept": "text/csv"}), 400)


def test_too_long(app: FastAPI) -> None:
    refusal(send(app, "POST", content="#" * 100_001, headers={"content-type": DIRECT}), 413)
    refusal(ask(app, "#" * 9000), 414)


UPDATE = "INSERT DATA { <http://x/a> <http://x/b> <http://x/c> }"


def test_updates_are_refused(app: FastAPI) -> None:
    told = [
        refusal(send(app, "POST", data={"update": UPDATE}), 400),
        refusal(send(app, params={"update": UPDATE}), 400),
        refusal(
            send(app, "POST", content=UPDATE, headers={"content-type": "application/sparql-update"}), 415
        ),
        refusal(ask(app, UPDATE), 400),
    ]
    assert all("only reads" in text for text in told)
    assert ask(app, "ASK FROM <http://x/a> { ?s ?p ?o }").json()["boolean"] is False


# In which form.


@pytest.mark.parametrize(
    ("accept", "table", "graph"),
    [
        ("*/*", "json", "turtle"),
        ("", "json", "turtle"),
        ("application/*", "json", "ntriples"),
        ("text/*", "csv", "turtle"),
        ("text/csv", "csv", None),
        ("TEXT/CSV", "csv", None),
        ("text/csv;q=0", None, None),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", "xml", None),
        ("application/sparql-results+xml, */*;q=0.1", "xml", "turtle"),
        ("application/sparql-results+xml, */*", "xml", "turtle"),
        ("*/*, application/sparql-results+json;q=0", "xml", "turtle"),
        ("application/json", "json", "jsonld"),
        ("application/rdf+xml, text/turtle;q=0.5", None, "rdfxml"),
        ("text/tab-separated-values, application/ld+json", "tsv", "jsonld"),
        ("application/trig", None, "trig"),
        ("application/n-quads;q=nonsense", None, None),
        ("image/png", None, None),
    ],
)
def test_negotiation(app: FastAPI, accept: str, table: str | None, graph: str | None) -> None:
    for query, name in ((VALUES, table), (MADE, graph)):
        response = ask(app, query, accept)
        if name is None:
            assert "expected one of" in refusal(response, 406)
            continue
        assert response.status_code == 200, response.text
        assert response.headers["vary"].startswith("Accept")
        media = response.headers["content-type"].partition(";")[0]
        assert media in {FORMS[name].media, *FORMS[name].also}


def test_what_there_is_is_listed(app: FastAPI) -> None:
    told = refusal(ask(app, VALUES, "image/png"), 406)
    assert all(form.media in told for form in FORMS.values())
    told = refusal(ask(app, VALUES, "text/turtle"), 406)
    assert "text/csv" in told
    assert "application/trig" not in told


@pytest.mark.parametrize("name", FORMS)
def test_every_form_says_the_same(app: FastAPI, name: str) -> None:
    graph = "http://x.example/hostile"
    query = VALUES if FORMS[name].sort == "table" else MADE
    text = ask(app, query, format=name, **{"default-graph-uri": graph}).text
    assert text
    tame = HOSTILE.replace("\x01", "\ufffd")
    if FORMS[name].sort == "graph":
        syntax = {"ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}.get(name, name)
        read = Dataset().parse(data=text, format=syntax)
        (found,) = {str(quad[2]) for quad in read.quads()}
        assert found == (tame if name == "rdfxml" else HOSTILE)
    elif name == "json":
        assert json.loads(text)["results"]["bindings"] == [{"v": {"type": "literal", "value": HOSTILE}}]
    elif name == "xml":
        assert [x.text for x in ElementTree.fromstring(text).iter() if x.tag.endswith("literal")] == [tame]
    elif name == "csv":
        assert list(csv.reader(io.StringIO(text, newline=""))) == [["v"], [HOSTILE]]
    else:
        head, row = text.splitlines()
        assert head == "?v"
        (triple,) = Graph().parse(data=f"<a:a> <a:b> {row} .", format="turtle")
        assert str(triple[2]) == HOSTILE


@pytest.mark.parametrize(
    ("name", "yes"),
    [("json", '"boolean":true'), ("xml", "<boolean>true</boolean>"), ("csv", "true"), ("tsv", "true")],
)
def test_truth_in_every_form(app: FastAPI, name: str, yes: str) -> None:
    assert yes in ask(app, "ASK { ?s ?p ?o }", format=name).text


def test_terms_of_every_sort(app: FastAPI) -> None:
    query = 'SELECT * WHERE { VALUES (?a ?b ?c) { (1.5 "x"@en UNDEF) } BIND(BNODE() AS ?d) BIND(<http://x/> AS ?e) }'
    row = ask(app, query).json()["results"]["bindings"][0]
    assert row["a"]["value"] == "1.5"
    assert row["a"]["datatype"].endswith("#decimal")
    assert row["b"]["xml:lang"] == "en"
    assert "c" not in row
    assert row["d"]["type"] == "bnode"
    lines = ask(app, query, "text/tab-separated-values").text.splitlines()
    told = dict(zip(lines[0].split("\t"), lines[1].split("\t"), strict=True))
    assert told["?b"] == '"x"@en'
    assert told["?c"] == ""
    assert told["?d"].startswith("_:")
    assert told["?e"] == "<http://x/>"


def test_describe(app: FastAPI) -> None:
    response = ask(app, f"DESCRIBE <{A.entity('resolved')}>")
    assert len(Graph().parse(data=response.text, format="turtle")) == 1


def test_a_format_that_there_is_not(app: FastAPI) -> None:
    assert "turtle" in refusal(ask(app, VALUES, format="docx"), 400)
    refusal(ask(app, VALUES, format="turtle"), 406)


@pytest.mark.parametrize(
    ("format", "table", "graph"),
    [
        ("json", "json", "jsonld"),
        ("xml", "xml", "rdfxml"),
        ("text/csv", "csv", None),
        ("RDF+XML", None, "rdfxml"),
        ("json-ld", None, "jsonld"),
        (["unknown", "application/ld+json"], None, "jsonld"),
    ],
)
def test_a_format_by_the_names_that_clients_use(
    app: FastAPI, format: str | list[str], table: str | None, graph: str | None
) -> None:
    for query, name in ((VALUES, table), (MADE, graph)):
        response = ask(app, query, "image/png", format=format)
        if name is None:
            refusal(response, 406)
        else:
            assert response.headers["content-type"].partition(";")[0] == FORMS[name].media


def test_a_cut_answer_says_so(app: FastAPI) -> None:
    response = ask(
        app, "SELECT * WHERE { VALUES ?a { 1 2 3 4 5 6 7 8 } VALUES ?b { 1 2 3 4 5 6 7 8 } }", "text/csv"
    )
    assert response.headers["x-truncated"] == "true"
    assert len(response.text.splitlines()) == 51


# What it says of itself.


@pytest.mark.parametrize("accept", ["*/*", "text/turtle", "application/rdf+xml", "application/ld+json"])
def test_service_description(app: FastAPI, accept: str) -> None:
    response = send(app, headers={"accept": accept})
    media = response.headers["content-type"].partition(";")[0]
    g = Graph().parse(data=response.text, format=media)
    (service,) = g.subjects(RDF.type, SD.Service)
    assert g.value(service, SD.endpoint) == URIRef(f"{BASE}sparql")
    assert set(g.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    formats = set(g.objects(service, SD.resultFormat))
    assert formats == {URIRef(f"http://www.w3.org/ns/formats/{form.name_of_w3c}") for form in FORMS.values()}
    features = set(g.objects(service, SD.feature))
    assert features == set(g.subjects(RDF.type, SD.Feature))
    about = " ".join(str(g.value(feature, RDFS.comment)) for feature in features)
    assert "10 seconds and give 50 rows" in about
    dataset = g.value(service, SD.defaultDataset)
    assert g.value(service, SD.availableGraphs) == dataset
    default = g.value(dataset, SD.defaultGraph)
    assert (default, RDF.type, SD.Graph) in g
    named = list(g.objects(dataset, SD.namedGraph))
    assert {g.value(n, SD.name) for n in named} == {A.resolved}
    assert [g.value(n, SD.graph) for n in named] == [default]


def test_only_what_is_true_is_said_of_it(app: FastAPI) -> None:
    g = Graph().parse(data=send(app).text, format="turtle")
    (service,) = g.subjects(RDF.type, SD.Service)
    own = set(g.objects(service, SD.feature))
    assert not any(
        str(feature).startswith(str(SD)) for feature in own
    )  # no union, nothing dereferenced, no SERVICE
    terms = {p for p in g.predicates() if str(p).startswith(str(SD))} | {
        o for o in g.objects(None, RDF.type) if str(o).startswith(str(SD))
    }
    standard = "Service Feature Dataset GraphCollection Graph NamedGraph endpoint supportedLanguage resultFormat feature "
    standard += "defaultDataset availableGraphs defaultGraph namedGraph name graph defaultEntailmentRegime"
    assert {str(t).removeprefix(str(SD)) for t in terms} <= set(standard.split())
