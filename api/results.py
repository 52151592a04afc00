"""Results of queries in the forms that programs read: SPARQL JSON, CSV and Turtle."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from rdflib import BNode, Graph, Literal, URIRef

from graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from rdflib.term import Identifier

    from graph.store import QueryResult


def to_json(result: QueryResult) -> str:
    """SPARQL 1.1 Query Results JSON."""
    if result.kind == "ask":
        return json.dumps({"head": {}, "boolean": result.boolean})
    rows = [
        {name: _term(term) for name, term in zip(result.columns, row, strict=True) if term is not None}
        for row in result.rows
    ]
    return json.dumps(
        {"head": {"vars": list(result.columns)}, "results": {"bindings": rows}}, ensure_ascii=False
    )


def _term(term: Identifier) -> dict[str, Any]:
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    if isinstance(term, BNode):
        return {"type": "bnode", "value": str(term)}
    about: dict[str, Any] = {"type": "literal", "value": str(term)}
    if isinstance(term, Literal) and term.language:
        about["xml:lang"] = term.language
    elif isinstance(term, Literal) and term.datatype:
        about["datatype"] = str(term.datatype)
    return about


def to_csv(result: QueryResult) -> str:
    """SPARQL 1.1 Query Results CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    if result.kind == "ask":
        return "true\r\n" if result.boolean else "false\r\n"
    writer.writerow(result.columns)
    writer.writerows(["" if t is None else str(t) for t in row] for row in result.rows)
    return stream.getvalue()


def to_turtle(result: QueryResult) -> str:
    """The triples of a CONSTRUCT or DESCRIBE as Turtle."""
    g = Graph()
    for prefix, iri in PREFIXES.items():
        g.bind(prefix, iri)
    for triple in result.triples:
        g.add(triple)
    return g.serialize(format="turtle")
