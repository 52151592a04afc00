"""One suite that every store has to pass."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Identifier

from graph.errors import QueryError, StoreError
from graph.ids import Addresses
from graph.rdf import Quad
from graph.store.base import Scope, Store
from graph.store.memory import MemoryStore
from graph.store.oxigraph import OxigraphStore
from graph.vocabulary import PREFIXES

BASE = "https://graph.example/"
A = Addresses(BASE)
P = URIRef("https://schema.org/name")
AWAY = "<http://127.0.0.1:9/x> { ?a ?b ?c }"
NAMES = "PREFIX : <http://127.0.0.1:9/> PREFIX ex: <https://x.example/>"


@pytest.fixture(params=["memory", "oxigraph"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store = MemoryStore(A) if request.param == "memory" else OxigraphStore(tmp_path / "data", BASE)
    with made:
        yield made


def quad(graph: URIRef, name: str, value: str) -> Quad:
    return Quad(A.entity(name), P, Literal(value), graph)


def test_a_graph_is_replaced_whole(store: Store) -> None:
    g = A.article("one")
    store.replace_graph(g, [quad(g, "a", "A"), quad(g, "b", 'B "quoted"\n\\ line')])
    store.replace_graph(g, [quad(g, "b", 'B "quoted"\n\\ line'), quad(g, "c", "C")])
    assert {str(q.o) for q in store.quads(g)} == {'B "quoted"\n\\ line', "C"}
    assert len(store) == 2


def test_a_snapshot_is_read_while_the_store_goes_on(store: Store, tmp_path: Path) -> None:
    g = A.article("one")
    store.replace_graph(g, [quad(g, "a", "A")])
    store.snapshot(tmp_path / "data" / "then")
    store.replace_graph(g, [quad(g, "a", "B")])
    with OxigraphStore(tmp_path / "data" / "then", BASE, read_only=True) as then:
        assert [str(q.o) for q in then.quads(g)] == ["A"]
    assert [str(q.o) for q in store.quads(g)] == ["B"]


def test_removing_a_graph_leaves_the_others(store: Store) -> None:
    one, two = A.article("one"), A.article("two")
    store.replace_graph(one, [quad(one, "a", "A")])
    store.replace_graph(two, [quad(two, "a", "A")])
    assert store.remove_graph(one)
    assert not store.remove_graph(one)
    assert store.graphs() == [two]


def test_quads_by_pattern(store: Store) -> None:
    g = A.article("one")
    store.replace_graph(g, [quad(g, "a", "A"), quad(g, "b", "B")])
    assert [q.s for q in store.quads(g, object=Literal("B"))] == [A.entity("b")]
    assert [str(q.o) for q in store.quads(subject=A.entity("a"))] == ["A"]


def test_the_default_graph_is_the_resolved_one(store: Store) -> None:
    g = A.article("one")
    store.replace_graph(g, [quad(g, "a", "in the article")])
    store.replace_graph(A.resolved, [quad(A.resolved, "a", "resolved")])
    values = lambda r: sorted(str(row[0]) for row in r.rows)  # noqa: E731
    ask = "SELECT ?n WHERE { ?s <https://schema.org/name> ?n }"
    assert values(store.query(ask)) == ["resolved"]
    assert values(store.query(ask, union=True)) == ["in the article", "resolved"]
    named = store.query("SELECT ?g ?n WHERE { GRAPH ?g { ?s <https://schema.org/name> ?n } }")
    assert named.columns == ("g", "n")
    assert g in {row[0] for row in named.rows}


def test_ask_and_construct(store: Store) -> None:
    store.replace_graph(A.resolved, [quad(A.resolved, "a", "x")])
    assert store.query("ASK { ?s ?p 'x' }").boolean is True
    made = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert made.triples == ((A.entity("a"), P, Literal("x")),)


def test_a_row_limit_cuts_and_says_so(store: Store) -> None:
    store.replace_graph(A.resolved, [quad(A.resolved, f"n{i}", str(i)) for i in range(20)])
    result = store.query("SELECT ?o WHERE { ?s ?p ?o }", rows=5)
    assert len(result.rows) == 5
    assert result.truncated
    assert not store.query("SELECT ?o WHERE { ?s ?p ?o }", rows=20).truncated


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "select * where { ?s ?p ?o . sErViCe silent <http://127.0.0.1:9/> { ?a ?b ?c } }",
        "LOAD <http://127.0.0.1:9/x>",
        "DROP ALL",
        "# SELECT\nCLEAR ALL",
        "PREFIX a: <b:>DELETE WHERE { ?s ?p ?o }",
        "SELECT * WHERE { ?s ?p",
        "",
        # What one engine or another reads otherwise than it looks.
        f"SELECT * {{ # hi\rSERVICE {AWAY} }}",
        f"{NAMES} SELECT * {{ ex:a ex:p ex:c\\# SERVICE {AWAY} }}",
        f"{NAMES} SELECT * {{ VALUES ?z {{ ex:c\\' }} SERVICE {AWAY} VALUES ?y {{ ex:c\\' }} }}",
        f"SELECT * {{ SERV\\u0049CE {AWAY} }}",
        f"{NAMES} SELECT * {{ SERVICE:x {{ ?a ?b ?c }} }}",
        f"SELECT * {{ ?s ?p trueSERVICE{AWAY} }}",
        f"SELECT * {{ ?s ?p 5SERVICE{AWAY} }}",
        f"SELECT * {{ SERVICESILENT{AWAY} }}",
        f"SELECT * {{ VALUES ?z {{ <http://a\u00a0#> }} SERVICE {AWAY} }}",
        f"SELECT * {{ VALUES ?z {{ <http://a\\u0041#> }} SERVICE {AWAY} }}",
        f"{NAMES} SELECT * {{ BIND(1 AS ?a) FILTER(?a<?b)SERVICE:y#>\n{{ ?c ?d ?e }} }}",
        f"SELECT * {{ BIND('a' AS ?a) FILTER(?a<'>' ) SERVICE {AWAY} FILTER('a'='b') }}",
        f"SELECT * {{ VALUES ?z {{ <urn:\\u003E'a> }} SERVICE {AWAY} VALUES ?y {{ 'a' }} }}",
        f"SELECT * {{ BIND(1 AS ?a) FILTER(?a<?a#> '''\n) SERVICE {AWAY} #'''\n }}",
        f"{NAMES} SELECT * FROM:x WHERE {{ ?s ?p ?o }}",
    ],
)
def test_anything_but_reading_is_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryError) as refused:
        store.query(query)
    if "127.0.0.1" in query:
        assert "is not allowed: this endpoint" in str(refused.value)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * WHERE { ?s ?p "SERVICE <http://x/> LOAD" }',
        "# please LOAD nothing\nSELECT ?load WHERE { ?load ?p ?service }",
        "PREFIX x: <https://x.example/service#> SELECT ?x WHERE { ?x x:service ?y }",
        "SELECT ?from WHERE { ?from <https://x.example/a(b)/c> 'it\\'s a LOAD' FILTER(?from != <https://x/SERVICE#from>) }",
        "SELECT * WHERE { ?s ?p ?o FILTER((?o<5)&&(?o>3)||?o<=<urn:a:b>) }",
        'SELECT * WHERE { ?s ?p """a "quoted" SERVICE # from""", ?copy }',
    ],
)
def test_harmless_uses_of_the_same_words_are_answered(store: Store, query: str) -> None:
    assert store.query(query).rows == ()


ONE, TWO = A.article("one"), A.article("two")
NAMES_OF = "SELECT ?n {} WHERE {{ ?s <https://schema.org/name> ?n }}"
NAMES_IN = "SELECT ?n {} WHERE {{ GRAPH ?g {{ ?s <https://schema.org/name> ?n }} }}"


@pytest.mark.parametrize(
    ("query", "scope", "found"),
    [
        (NAMES_OF.format(""), None, ["r"]),
        (NAMES_OF.format(f"FROM <{ONE}>"), None, ["1"]),
        (NAMES_OF.format(f"FROM <{ONE}> FROM <{TWO}>"), None, ["1", "2"]),
        (NAMES_OF.format(f"FROM NAMED <{ONE}>"), None, []),
        (NAMES_IN.format(f"FROM <{ONE}> FROM NAMED <{TWO}>"), None, ["2"]),
        (NAMES_IN.format(f"FROM <{ONE}>"), None, []),
        (NAMES_OF.format(""), Scope((TWO,)), ["2"]),
        (NAMES_OF.format(""), Scope((ONE, A.resolved)), ["1", "r"]),
        (NAMES_OF.format(""), Scope((), (ONE,)), []),
        (NAMES_IN.format(""), Scope((ONE,), (TWO, A.resolved)), ["2", "r"]),
        (NAMES_IN.format(""), Scope((ONE,)), []),
        # What is asked from outside wins over what the query says.
        (NAMES_OF.format(f"FROM <{ONE}>"), Scope((TWO,)), ["2"]),
        (NAMES_IN.format(f"FROM NAMED <{ONE}>"), Scope((TWO,)), []),
    ],
)
def test_graphs_are_chosen(store: Store, query: str, scope: Scope | None, found: list[str]) -> None:
    for graph, name in ((ONE, "1"), (TWO, "2"), (A.resolved, "r")):
        store.replace_graph(graph, [quad(graph, name, name)])
    assert sorted(str(row[0]) for row in store.query(query, scope=scope).rows) == found


def test_graphs_that_are_named_are_never_fetched(store: Store) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        away = f"<http://127.0.0.1:{server.getsockname()[1]}/x>"
        for query in (
            f"ASK FROM {away} {{ ?s ?p ?o }}",
            f"ASK FROM NAMED {away} {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        ):
            assert store.query(query).boolean is False
        assert store.query("ASK FROM <file:///etc/passwd> { ?s ?p ?o }").boolean is False
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_wrong_query_is_told_with_its_place(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path / "d", BASE) as made:
        for query, told in (
            ("SELECT ?s\nWHERE { ?s ?p }", "line 2, column 16: not understood up to"),
            ("SELECT ?s WHERE { ?s ?p ?o } LIMIT 5 LIMIT 6", "not understood from '6' on"),
            ("SELECT ?s WHERE { ?s foo:bar ?o }", "Prefix not found"),
        ):
            with pytest.raises(QueryError, match=told) as wrong:
                made.query(query)
            assert "u{00" not in str(wrong.value)


def test_a_folder_keeps_its_quads_and_base(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path / "d", BASE) as first:
        first.replace_graph(A.resolved, [quad(A.resolved, "a", "x")])
    with OxigraphStore(tmp_path / "d", "https://other.example/") as again:
        assert again.addresses.base == BASE
        assert len(again) == 1


def test_a_folder_in_use_is_refused_with_advice(tmp_path: Path) -> None:
    with OxigraphStore(tmp_path / "d", BASE), pytest.raises(StoreError, match="stop that one"):
        OxigraphStore(tmp_path / "d", BASE)


def test_statements_are_written_once_and_in_order(store: Store) -> None:
    one, two, more = A.resolved, A.reference, A.article("one")
    a, b, ig = A.entity("a"), A.entity("b"), PREFIXES["ig"]
    said: list[tuple[URIRef, Identifier]] = [
        (P, Literal('Zürich "AG"\n\\ <x> {y}')),
        (P, Literal("Zurich", lang="en")),
        (RDF.type, URIRef(f"{ig}Event")),
        (URIRef(f"{ig}amount"), Literal("1.5", datatype=XSD.decimal)),
        (URIRef(f"{ig}sources"), Literal(3)),
        (URIRef(f"{ig}claim"), URIRef("https://x.example/%20a/b#c.")),
    ]
    store.replace_graph(one, [Quad(a, p, o, one) for p, o in said] + [quad(one, "c", "not asked for")])
    store.replace_graph(two, [Quad(a, *said[0], two), quad(two, "b", "B")])
    store.replace_graph(more, [quad(more, "a", "in another graph")])
    expected = {(a, p, o) for p, o in said} | {(b, P, Literal("B"))}
    for form in ("turtle", "nt"):
        text = store.statements([a, b], [one, two], form, PREFIXES)
        assert text == store.statements([a, b], [two, one], form, PREFIXES)
        assert set(Graph().parse(data=text, format=form)) == expected, form
        assert text.index(b"entity/a>") < text.index(b"entity/b>")
    lines = store.statements([a, b], [one, two], "nt", PREFIXES).splitlines()
    assert len(lines) == len(expected)
    assert b"#type>" in lines[0]
    told = store.statements([b], [one, two], "turtle", PREFIXES).decode()
    assert re.findall(r"@prefix (\w+):", told) == ["schema"]
    assert "schema:name" in told
    assert store.statements([A.entity("nobody")], [one], "turtle", PREFIXES).strip() == b""
