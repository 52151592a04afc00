"""What the SPARQL endpoint can do, as RDF: the SPARQL 1.1 Service Description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal
from rdflib.term import URIRef

from api.results import FORMS, empty_graph
from graph.vocabulary import DCTERMS, RDF, RDFS, SD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph
    from rdflib.term import Node

    from graph.settings import Settings
    from graph.store import Store

_LISTED = 1000  # articles whose graphs are listed; the others answer as well


def describe_service(store: Store, settings: Settings) -> Graph:
    """The endpoint with its language, forms of results, default graph and named graphs."""
    g = empty_graph()
    g.bind("sd", SD)
    for triple in _service(store, settings):
        g.add(triple)
    return g


def _service(store: Store, settings: Settings) -> Iterator[tuple[Node, Node, Node]]:
    base = store.addresses.base
    endpoint = URIRef(f"{base}sparql")
    service, dataset, default = (URIRef(f"{endpoint}#{x}") for x in ("service", "dataset", "default"))
    yield service, RDF.type, SD.Service
    yield service, SD.endpoint, endpoint
    yield service, SD.supportedLanguage, SD.SPARQL11Query
    yield service, SD.defaultEntailmentRegime, URIRef("http://www.w3.org/ns/entailment/Simple")
    yield service, RDFS.seeAlso, URIRef(f"{base}dataset.ttl")
    for form in FORMS.values():
        yield service, SD.resultFormat, URIRef(f"http://www.w3.org/ns/formats/{form.name_of_w3c}")
    for name, about in _features(store, settings).items():
        feature = URIRef(f"{endpoint}#{name}")
        yield service, SD.feature, feature
        yield feature, RDF.type, SD.Feature
        yield feature, RDFS.comment, Literal(about, lang="en")
    yield service, SD.defaultDataset, dataset
    yield service, SD.availableGraphs, dataset
    yield dataset, RDF.type, SD.Dataset
    yield dataset, RDF.type, SD.GraphCollection
    yield dataset, SD.defaultGraph, default
    yield default, RDF.type, SD.Graph
    yield default, DCTERMS.title, Literal("What all articles together say", lang="en")
    for named in _named(store):
        node = URIRef(f"{endpoint}#{named.removeprefix(base)}")
        yield dataset, SD.namedGraph, node
        yield node, RDF.type, SD.NamedGraph
        yield node, SD.name, named
        if named == store.addresses.resolved:
            yield node, SD.graph, default


def _features(store: Store, settings: Settings) -> dict[str, str]:
    """What a client may want to know beforehand. None of the features that the W3C has names for is there.

    The default graph is one graph and no union, nothing is fetched, and there is no SERVICE.
    """
    articles = int(store.index.one("select count(*) from article") or 0)
    return {
        "limits": f"A query may take {settings.query_seconds:g} seconds and give {settings.query_rows:,} rows; "
        "an answer that was cut off there carries the header X-Truncated.",
        "reading": "It only reads: updates, LOAD and SERVICE are refused.",
        "datasets": "FROM, FROM NAMED, default-graph-uri and named-graph-uri choose among the graphs of this store; "
        f"nothing is fetched. Each of the {articles:,} articles has a named graph; the first {_LISTED:,} are listed.",
    }


def _named(store: Store) -> Iterator[URIRef]:
    a = store.addresses
    for name in (a.resolved, a.reference, a.judgements, a.corrections, a.ontology):
        if next(iter(store.quads(name)), None) is not None:
            yield name
    for key in store.index.texts(f"select key from article order by key limit {_LISTED}"):
        yield a.article(key)
