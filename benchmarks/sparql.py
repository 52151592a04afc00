"""The questions of `questions.py` by hand in SPARQL, over the resolved graph and that of the reference list."""

from __future__ import annotations

import pyoxigraph as ox

from graph.vocabulary import PREFIXES

RESOLVED = ox.NamedNode("http://localhost:8000/graph/resolved")
REFERENCE = ox.NamedNode("http://localhost:8000/graph/reference")

_HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_DEAL = "?e (ig:claim|(ig:claim/ig:article)|ig:investor|ig:recipient|ig:place)? ?s . ?s ?p ?o ."
TOTALS = f"""{_HEAD}
SELECT ?i ?country ?currency (SUM(?amount) AS ?sum) WHERE {{
  ?e a ig:Event ; ig:investor ?i ; ig:amount ?amount ; ig:currency ?currency ; ig:status ?status .
  FILTER(?status != "cancelled")
  OPTIONAL {{ ?e ig:place/schema:addressCountry ?country }} }} GROUP BY ?i ?country ?currency"""
FILTERS = f"""{_HEAD}
SELECT ?s ?p ?o WHERE {{ {{ SELECT ?e WHERE {{
  ?e a ig:Event ; ig:kind "equity" ; ig:status "completed" ; ig:announced ?day ; ig:amount ?amount .
  FILTER(?day >= "2020" && ?day < "2023" && ?amount >= 1e8) }} ORDER BY DESC(?amount) LIMIT 20 }} {_DEAL} }}"""
LATEST = f"""{_HEAD}
SELECT ?s ?p ?o WHERE {{ {{ SELECT ?e WHERE {{ ?e a ig:Event ; ig:announced ?day }} ORDER BY DESC(?day) LIMIT 20 }} {_DEAL} }}"""


def entity(iri: str) -> str:
    return f"{_HEAD}\nSELECT ?s ?p ?o WHERE {{ ?e ig:investor|ig:recipient|ig:place <{iri}> ; a ig:Event . {_DEAL} }}"


def neighbours(iri: str) -> str:
    return f"""{_HEAD}
SELECT ?edge ?other ?name (COUNT(?basis) AS ?n) WHERE {{
  {{ ?at ig:source <{iri}> ; ig:target ?other }} UNION {{ ?at ig:target <{iri}> ; ig:source ?other }}
  ?at ig:edge ?edge ; ig:basis ?basis . ?other schema:name ?name }}
GROUP BY ?edge ?other ?name ORDER BY DESC(?n) LIMIT 200"""


def co_funders(iri: str) -> str:
    return f"""{_HEAD}
SELECT ?other (COUNT(DISTINCT ?taker) AS ?n) (GROUP_CONCAT(DISTINCT ?name) AS ?names) WHERE {{
  {{ SELECT DISTINCT ?taker WHERE {{ ?e ig:investor <{iri}> ; ig:recipient ?taker }} }}
  ?f ig:recipient ?taker ; ig:investor ?other . ?taker schema:name ?name . FILTER(?other != <{iri}>) }}
GROUP BY ?other ORDER BY DESC(?n) LIMIT 100"""


def totals_of(iri: str) -> str:
    return TOTALS.replace("?e a ig:Event ;", f"?e ig:investor <{iri}> ; a ig:Event ;")


def place(iri: str, code: str) -> str:
    return f"""{_HEAD}
SELECT ?s ?p ?o WHERE {{ {{ SELECT DISTINCT ?e ?amount WHERE {{
  {{ ?e ig:place <{iri}> }} UNION {{ ?in schema:addressCountry "{code}" . ?e ig:place ?in }}
  ?e a ig:Event OPTIONAL {{ ?e ig:amount ?amount }} }} ORDER BY DESC(?amount) LIMIT 20 }} {_DEAL} }}"""


def search(text: str) -> str:
    return f"""{_HEAD}
SELECT ?s ?name WHERE {{ ?s ig:entityType ?t ; schema:name ?name FILTER(STRSTARTS(LCASE(?name), "{text.lower()}")) }} LIMIT 8"""


def deal(iri: str) -> str:
    return f"{_HEAD}\nSELECT ?s ?p ?o WHERE {{ {_DEAL} }}".replace("?e", f"<{iri}>")


def describe(iri: str) -> str:
    return f"{_HEAD}\nCONSTRUCT {{ <{iri}> ?p ?o }} WHERE {{ <{iri}> ?p ?o }}"


def lookup(iri: str) -> str:
    return f"{_HEAD}\nSELECT ?name ?type WHERE {{ <{iri}> schema:name ?name ; ig:entityType ?type }}"
