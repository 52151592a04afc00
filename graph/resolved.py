"""From the claims of all articles to one graph: entities, events and direct edges between them.

A pure function of the records. For now two mentions are the same entity if the reference list, or their
normalised names, say so; each commitment is an event of its own.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from rdflib import Literal

from graph.ids import slug
from graph.rdf import Quad, number
from graph.vocabulary import EDGES, IG, KIND_CLASS, RDF, RDFS, SCHEMA, SKOS, TYPE_CLASS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Identifier, URIRef

    from graph.ids import Addresses
    from graph.model import Commitment, Entity, Record

_VERBS = {
    "investment": "funds",
    "equity": "funds",
    "grant": "funds",
    "loan": "funds",
    "acquisition": "acquires",
    "purchase": "buys_from",
    "facility": "establishes",
    "training": "trains",
    "partnership": "supports",
}
_PLACED = frozenset({"investment", "facility", "training"})
_LEGAL = re.compile(r"[\s,]+(?:inc|corp|corporation|co|company|ltd|limited|plc|llc|ag|se|gmbh)\.?$", re.I)


class Names(Protocol):
    """What knows the usual names of things."""

    def canonical(self, name: str, type: str) -> tuple[str, str] | None:
        """Key and usual full name of the entity of that type that bears a name, or None."""


@dataclass
class Node:
    """An entity of the resolved graph."""

    key: str
    name: str
    type: str
    aliases: set[str] = field(default_factory=set)
    sources: set[URIRef] = field(default_factory=set)


def edges_of(c: Commitment) -> Iterator[tuple[str, str, str]]:
    """The direct edges that follow from a commitment: (entity id, edge, entity id)."""
    if c.kind in _PLACED:
        yield from ((giver, "invests_in", place) for giver in c.investors for place in c.places)
    yield from ((giver, _VERBS[c.kind], taker) for giver in c.investors for taker in c.recipients)
    if c.kind == "partnership":
        yield from ((a, "partner_of", b) for a, b in itertools.combinations(sorted(set(c.investors)), 2))


def resolve(records: Iterable[tuple[str, Record]], names: Names, addresses: Addresses) -> list[Quad]:
    """The resolved graph of records, each with its article's key; the same for any order of them."""
    ordered = sorted(records, key=lambda pair: pair[0])
    nodes, keys = _entities(ordered, names, addresses)
    triples = set(itertools.chain(_node_triples(nodes, addresses), _article_triples(ordered, addresses)))
    taken: set[str] = set()
    for key, record in ordered:
        events: dict[str, URIRef] = {}
        for c in record.commitments:
            events[c.id] = addresses.event(_event_key(c, key, keys, taken))
        for c in record.commitments:
            triples.update(_event_triples(c, key, events, keys, nodes, addresses))
        triples.update(_relation_triples(record, key, keys, addresses))
    g = addresses.resolved
    return sorted(Quad(s, p, o, g) for s, p, o in triples)


def _entities(
    records: list[tuple[str, Record]], names: Names, addresses: Addresses
) -> tuple[dict[str, Node], dict[tuple[str, str], str]]:
    found: dict[tuple[str, str], Node] = {}
    where: dict[tuple[str, str], tuple[str, str]] = {}
    for key, record in records:
        for e in record.entities:
            identity, name = _identity(e, names)
            node = found.setdefault(identity, Node("", name, e.type))
            node.aliases.update({e.name, *e.aliases} - {node.name})
            node.sources.add(addresses.claim(key, e.id))
            where[key, e.id] = identity
    by_slug: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for identity in sorted(found):
        by_slug[identity[0]].append(identity)
    taken = set(by_slug)  # a key with a type behind it may be another thing's own name: "Washington Place"
    for base, identities in sorted(by_slug.items()):
        for identity in identities:
            key = base if len(identities) == 1 else f"{base}-{identity[1].lower()}"
            while len(identities) > 1 and key in taken:
                key = f"{key}-{identity[1].lower()}"
            taken.add(key)
            found[identity].key = key
    return {n.key: n for n in found.values()}, {
        place: found[identity].key for place, identity in where.items()
    }


def _identity(e: Entity, names: Names) -> tuple[tuple[str, str], str]:
    for name in (e.name, *e.aliases):
        known = names.canonical(name, e.type)
        if known is not None:
            return (slug(known[1]), e.type), known[1]
    bare = e.name
    while (cut := _LEGAL.sub("", bare)) != bare and cut:
        bare = cut
    return (slug(bare.removeprefix("The ").removeprefix("the ")), e.type), bare


_Triple = tuple["URIRef", "URIRef", "Identifier"]


def _node_triples(nodes: dict[str, Node], addresses: Addresses) -> Iterator[_Triple]:
    for node in nodes.values():
        iri = addresses.entity(node.key)
        yield iri, RDF.type, TYPE_CLASS[node.type]
        yield iri, IG.entityType, Literal(node.type)
        yield iri, SCHEMA.name, Literal(node.name)
        yield iri, RDFS.label, Literal(node.name)
        for alias in node.aliases:
            yield iri, SKOS.altLabel, Literal(alias)
        for source in node.sources:
            yield iri, SKOS.exactMatch, source


def _article_triples(records: list[tuple[str, Record]], addresses: Addresses) -> Iterator[_Triple]:
    for key, record in records:
        iri, info = addresses.article(key), record.article
        yield iri, RDF.type, SCHEMA.NewsArticle
        yield iri, IG.id, Literal(info.id)
        for term, value in (
            (SCHEMA.headline, info.title),
            (SCHEMA.url, info.url),
            (SCHEMA.publisher, info.publisher),
            (SCHEMA.datePublished, info.published),
        ):
            if value is not None:
                yield iri, term, Literal(value)


def _event_key(c: Commitment, article: str, keys: dict[tuple[str, str], str], taken: set[str]) -> str:
    parties = [keys[article, ref] for ref in (*c.investors[:1], *c.recipients[:1], *c.places[:1])][:2]
    told = c.announced or (c.period.end if c.period and c.period.end else "")
    size = f"{c.amount.value:.3g}{c.amount.currency}".replace("+", "").lower() if c.amount else ""
    base = slug("-".join(x for x in (*parties, c.kind, size, told[:4]) if x), limit=80)
    # The article's own digest keeps the key the same whatever else is in the graph.
    key = f"{base}-{article.rpartition('-')[2][:6]}"
    n = 2
    while key in taken:
        key, n = f"{base}-{article.rpartition('-')[2][:6]}-{n}", n + 1
    taken.add(key)
    return key


def _label(c: Commitment, article: str, keys: dict[tuple[str, str], str], nodes: dict[str, Node]) -> str:
    givers = ", ".join(nodes[keys[article, r]].name for r in c.investors) or "?"
    takers = ", ".join(nodes[keys[article, r]].name for r in (c.recipients or c.places))
    return f"{givers} → {takers}: {c.kind}" if takers else f"{givers}: {c.kind}"


def _event_triples(
    c: Commitment,
    article: str,
    events: dict[str, URIRef],
    keys: dict[tuple[str, str], str],
    nodes: dict[str, Node],
    addresses: Addresses,
) -> Iterator[_Triple]:
    iri = events[c.id]
    yield iri, RDF.type, IG.Event
    yield iri, RDF.type, KIND_CLASS[c.kind]
    yield iri, IG.kind, Literal(c.kind)
    yield iri, RDFS.label, Literal(_label(c, article, keys, nodes))
    yield iri, IG.claim, addresses.claim(article, c.id)
    yield iri, IG.article, addresses.article(article)
    for role, term in (("investors", IG.investor), ("recipients", IG.recipient), ("places", IG.place)):
        for ref in getattr(c, role):
            yield iri, term, addresses.entity(keys[article, ref])
    for quote in c.evidence:
        yield iri, IG.quote, Literal(quote)
    for sector in c.sectors:
        yield iri, IG.sector, Literal(sector)
    period, amount, target = c.period, c.amount, c.target
    texts = {
        IG.status: c.status,
        IG.announced: c.announced,
        IG.currency: amount.currency if amount else None,
        IG.qualifier: amount.qualifier if amount else None,
        IG.start: period.start if period else None,
        IG.end: period.end if period else None,
        IG.unit: target.unit if target else None,
    }
    numbers = {
        IG.amount: amount.value if amount else None,
        IG.amountMax: amount.max if amount else None,
        IG.years: period.years if period else None,
        IG.quantity: target.quantity if target else None,
        IG.confidence: c.confidence,
    }
    yield from ((iri, term, Literal(text)) for term, text in texts.items() if text is not None)
    yield from ((iri, term, number(value)) for term, value in numbers.items() if value is not None)
    if c.part_of in events:
        yield iri, IG.partOf, events[c.part_of]
    for a, edge, b in edges_of(c):
        yield from _edge(keys[article, a], edge, keys[article, b], iri, addresses)


def _edge(a: str, edge: str, b: str, basis: URIRef, addresses: Addresses) -> Iterator[_Triple]:
    source, term, target = addresses.entity(a), EDGES[edge], addresses.entity(b)
    yield source, term, target
    node = addresses.entity(f"{a}/{edge}/{b}")
    yield node, RDF.type, IG.Edge
    yield node, IG.source, source
    yield node, IG.edge, term
    yield node, IG.target, target
    yield node, IG.basis, basis


def _relation_triples(
    record: Record, article: str, keys: dict[tuple[str, str], str], addresses: Addresses
) -> Iterator[_Triple]:
    for n, r in enumerate(record.relations):
        claim = addresses.claim(article, f"r{n + 1}-relation")
        yield claim, RDF.type, IG.Relation
        yield claim, IG.article, addresses.article(article)
        for quote in r.evidence:
            yield claim, IG.quote, Literal(quote)
        if r.confidence is not None:
            yield claim, IG.confidence, number(r.confidence)
        yield from _edge(keys[article, r.subject], r.predicate, keys[article, r.object], claim, addresses)
