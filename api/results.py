"""Results of queries in the forms that programs read, written by rdflib but for TSV."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rdflib import Graph
from rdflib.query import Result
from rdflib.term import Literal as RDFLiteral
from rdflib.term import URIRef, Variable

from graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from rdflib.term import Identifier

    from graph.store import QueryResult

Sort = Literal["table", "graph"]


@dataclass(frozen=True)
class Form:
    """A form of results: rows and truth values are tables, triples are graphs."""

    name: str
    sort: Sort
    media: str
    suffix: str
    title: str
    name_of_w3c: str
    """Its name in http://www.w3.org/ns/formats/."""
    also: tuple[str, ...] = ()
    """Media types that clients ask for and mean this one."""


_XML_ALSO = ("application/xml", "text/xml")
_ALL = (
    Form(
        "json",
        "table",
        "application/sparql-results+json",
        "srj",
        "JSON",
        "SPARQL_Results_JSON",
        ("application/json",),
    ),
    Form(
        "xml",
        "table",
        "application/sparql-results+xml",
        "srx",
        "XML",
        "SPARQL_Results_XML",
        _XML_ALSO,
    ),
    Form("csv", "table", "text/csv", "csv", "CSV", "SPARQL_Results_CSV"),
    Form("tsv", "table", "text/tab-separated-values", "tsv", "TSV", "SPARQL_Results_TSV"),
    Form("turtle", "graph", "text/turtle", "ttl", "Turtle", "Turtle"),
    Form("ntriples", "graph", "application/n-triples", "nt", "N-Triples", "N-Triples"),
    Form("jsonld", "graph", "application/ld+json", "jsonld", "JSON-LD", "JSON-LD", ("application/json",)),
    Form("rdfxml", "graph", "application/rdf+xml", "rdf", "RDF/XML", "RDF_XML", _XML_ALSO),
    Form("trig", "graph", "application/trig", "trig", "TriG", "TriG"),
    Form("nquads", "graph", "application/n-quads", "nq", "N-Quads", "N-Quads"),
)
FORMS: dict[str, Form] = {form.name: form for form in _ALL}


def sort_of(result: QueryResult) -> Sort:
    """Whether a result is a table or a graph."""
    return "graph" if result.kind == "graph" else "table"


def medias(sort: Sort) -> dict[str, Form]:
    """The media types of a sort, each with its form; those that only stand for another at the end."""
    forms = [form for form in _ALL if form.sort == sort]
    return {f.media: f for f in forms} | {media: f for f in forms for media in f.also}


def write(result: QueryResult, form: Form) -> bytes:
    """A result in a form of its sort."""
    if form.sort == "graph":
        return write_graph(_graph(result), form)
    if form.name == "tsv" or (form.name == "csv" and result.kind == "ask"):
        return _tsv(result).encode()
    text = _result(result).serialize(format=form.name)
    assert text is not None
    return _xml(text) if form.name == "xml" else text


def write_graph(graph: Graph, form: Form) -> bytes:
    """Triples in a form of graphs."""
    if form.name == "jsonld":
        return graph.serialize(format="json-ld", context=PREFIXES, indent=1, encoding="utf-8")
    if form.name == "rdfxml":
        return _xml(graph.serialize(format="xml", encoding="utf-8"))
    # Triples are quads of the default graph: all N-Triples is N-Quads, all Turtle is TriG.
    syntax = "turtle" if form.name in {"turtle", "trig"} else "nt"
    return graph.serialize(format=syntax, encoding="utf-8")


def empty_graph() -> Graph:
    """A graph that knows the prefixes of ours."""
    g = Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        g.bind(prefix, iri)
    return g


def _graph(result: QueryResult) -> Graph:
    g = empty_graph()
    for triple in result.triples:
        g.add(triple)
    return g


def _result(result: QueryResult) -> Result:
    if result.kind == "ask":
        made = Result("ASK")
        made.askAnswer = result.boolean
        return made
    made = Result("SELECT")
    made.vars = [Variable(name) for name in result.columns]
    made.bindings = [
        {name: term for name, term in zip(made.vars, row, strict=True) if term is not None}
        for row in result.rows
    ]
    return made


_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _xml(text: bytes) -> bytes:
    """XML without the characters that it cannot hold in any form."""
    return _NO_XML.sub("\ufffd", text.decode()).encode()


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def _tsv(result: QueryResult) -> str:
    """SPARQL 1.1 Query Results TSV; a truth value, for which there is no rule, as its word."""
    if result.kind == "ask":
        return "true\n" if result.boolean else "false\n"
    lines = ["\t".join(f"?{name}" for name in result.columns)]
    lines += ["\t".join(_turtle(term) for term in row) for row in result.rows]
    return "\n".join(lines) + "\n"


def _turtle(term: Identifier | None) -> str:
    if isinstance(term, URIRef):
        return f"<{term}>"
    if isinstance(term, RDFLiteral):
        text = f'"{str(term).translate(_ESCAPES)}"'
        return (
            f"{text}@{term.language}"
            if term.language
            else text + (f"^^<{term.datatype}>" if term.datatype else "")
        )
    return "" if term is None else term.n3()
