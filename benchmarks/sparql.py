"""The questions of `questions.py` by hand in SPARQL, over the resolved graph and that of the reference list."""

from __future__ import annotations

import pyoxigraph as ox

from graph.vocabulary import PREFIXES

RESOLVED = ox.NamedNode("http://localhost:8000/graph/resolved")
REFERENCE = ox.NamedNode("http://localhost:8000/graph/reference")

_HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
TOTALS = f"""{_HEAD}
SELECT ?i ?country ?currency (SUM(?amount) AS ?sum) WHERE {{
  ?e a ig:Event ; ig:investor ?i ; ig:amount ?amount ; ig:currency ?currency ; ig:status ?status .
  FILTER(?status != "cancelled")
  OPTIONAL {{ ?e ig:place/schema:addressCountry ?country }} }} GROUP BY ?i ?country ?currency"""
FILTERS = f"""{_HEAD}
SELECT ?e WHERE {{
  ?e ig:kind "equity" ; a ig:Event ; ig:status "completed" ; ig:announced ?day ; ig:amount ?amount .
  FILTER(?day >= "2020" && ?day < "2023" && ?amount >= 1e8) }} ORDER BY DESC(?amount) LIMIT 20"""
LATEST = f"{_HEAD}\nSELECT ?e WHERE {{ ?e a ig:Event ; ig:announced ?day }} ORDER BY DESC(?day) LIMIT 20"


def deals(pattern: str) -> str:
    """All that is said of the deals `?e` that fit a pattern: themselves, their claims and articles, names of parties."""
    return f"""{_HEAD}
SELECT ?s ?p ?o WHERE {{
  {{ {pattern} ?e ?p ?o BIND(?e AS ?s) }} UNION {{ {pattern} ?e ig:claim ?s . ?s ?p ?o }}
  UNION {{ {pattern} ?e ig:claim/ig:article ?s . ?s ?p ?o }}
  UNION {{ {pattern} ?e ig:investor|ig:recipient|ig:place ?s . ?s schema:name ?o BIND(schema:name AS ?p) }} }}"""


def these(keys: list[str]) -> str:
    """All that is said of the deals with these addresses."""
    return deals(f"VALUES ?e {{ {' '.join(f'<{key}>' for key in keys)} }}")


def entity(iri: str) -> str:
    return deals(f"?e ig:investor|ig:recipient|ig:place <{iri}> .")


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
SELECT DISTINCT ?e ?amount WHERE {{
  {{ ?e ig:place <{iri}> }} UNION {{ ?in schema:addressCountry "{code}" . ?e ig:place ?in }}
  OPTIONAL {{ ?e ig:amount ?amount }} }} ORDER BY DESC(?amount) LIMIT 20"""


def search(text: str) -> str:
    return f"""{_HEAD}
SELECT ?s ?name WHERE {{ ?s ig:entityType ?t ; schema:name ?name FILTER(STRSTARTS(LCASE(?name), "{text.lower()}")) }} LIMIT 8"""


def describe(iri: str) -> str:
    return f"{_HEAD}\nCONSTRUCT {{ <{iri}> ?p ?o }} WHERE {{ <{iri}> ?p ?o }}"


def lookup(iri: str) -> str:
    return f"{_HEAD}\nSELECT ?name ?type WHERE {{ <{iri}> schema:name ?name ; ig:entityType ?type }}"
