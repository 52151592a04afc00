"""An article record as RDF quads and back; pure, and without blank nodes, so that exports are the same each time.

All that an article says stands in one named graph whose name is the article's address. Entities, commitments,
relations and passages are addressed below it (`…/article/KEY#c1`). What the order of a list was is kept in
`ig:order` where it is not the alphabetical one.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from rdflib import Graph, Literal
from rdflib.term import Identifier, Node, URIRef

from graph.errors import StoreError
from graph.model import Record, parse_record
from graph.vocabulary import IG, KIND_CLASS, OA, PREDICATE_EDGE, PROV, RDF, SCHEMA, SKOS, TYPE_CLASS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.ids import Addresses
    from graph.model import Claim, Commitment, Relation

_CONTEXT = 40  # Characters before and after a passage that help to find it again.
_INFO = {
    "title": SCHEMA.headline,
    "url": SCHEMA.url,
    "publisher": SCHEMA.publisher,
    "author": SCHEMA.author,
    "published": SCHEMA.datePublished,
    "language": SCHEMA.inLanguage,
}
_ROLES = {"investors": IG.investor, "recipients": IG.recipient, "places": IG.place}
_PLAIN = {"status": IG.status, "announced": IG.announced, "event": IG.eventKey}


class Quad(NamedTuple):
    """A statement and the named graph that it stands in."""

    s: URIRef
    p: URIRef
    o: Identifier
    g: URIRef


def number(value: float) -> Literal:
    """A number as xsd:decimal: exact, and the same in every store."""
    text = format(Decimal(repr(value)), "f")
    return Literal(text.rstrip("0").rstrip(".") if "." in text else text, datatype=XSD.decimal)


def to_quads(
    record: Record,
    text: str,
    addresses: Addresses,
    key: str,
    *,
    origin: str | None,
    extractor: str,
    observed: str,
) -> list[Quad]:
    """A record and its article's text as quads of the article's named graph.

    `origin` is where the article was read from, `extractor` who made the record (name and version) and
    `observed` when (ISO 8601).
    """
    g = addresses.article(key)
    return [
        Quad(s, p, o, g) for s, p, o in _triples(record, text, addresses, key, origin, extractor, observed)
    ]


_Triple = tuple[URIRef, URIRef, Identifier]


def _triples(
    record: Record,
    text: str,
    addresses: Addresses,
    key: str,
    origin: str | None,
    extractor: str,
    observed: str,
) -> Iterator[_Triple]:
    article, run = addresses.article(key), addresses.claim(key, "extraction")
    yield article, RDF.type, SCHEMA.NewsArticle
    yield article, IG.id, Literal(record.article.id)
    for name, term in _INFO.items():
        value = getattr(record.article, name)
        if value is not None:
            yield article, term, Literal(value)
    source = record.article.source
    if isinstance(source, dict):
        yield article, IG.sourceDetails, Literal(json.dumps(source, ensure_ascii=False, sort_keys=True))
    elif source is not None:
        yield article, IG.sourceName, Literal(source)
    yield article, SCHEMA.text, Literal(text)
    if origin is not None:
        yield article, IG.origin, Literal(origin)
    yield run, RDF.type, PROV.Activity
    yield run, IG.extractor, Literal(extractor)
    # Written in one way, whatever libraries do with times: "Z" for UTC.
    at = observed.replace("+00:00", "Z")
    yield run, PROV.endedAtTime, Literal(at, datatype=XSD.dateTime, normalize=False)
    yield article, PROV.wasGeneratedBy, run
    for n, e in enumerate(record.entities):
        iri = addresses.claim(key, e.id)
        yield iri, RDF.type, TYPE_CLASS[e.type]
        yield iri, IG.entityType, Literal(e.type)
        yield iri, SCHEMA.name, Literal(e.name)
        yield iri, IG.position, Literal(n)
        yield iri, IG.mentionedIn, article
        for alias in e.aliases:
            yield iri, SKOS.altLabel, Literal(alias)
        yield from _order(iri, aliases=e.aliases)
    for n, c in enumerate(record.commitments):
        yield from _commitment(c, n, text, addresses, key)
    for n, r in enumerate(record.relations):
        yield from _relation(r, n, text, addresses, key)


def _order(iri: URIRef, **lists: tuple[str, ...]) -> Iterator[_Triple]:
    kept = {name: list(values) for name, values in lists.items() if list(values) != sorted(set(values))}
    if kept:
        yield iri, IG.order, Literal(json.dumps(kept, ensure_ascii=False, sort_keys=True))


def _claim(claim: Claim, iri: URIRef, article: URIRef, text: str) -> Iterator[_Triple]:
    yield iri, PROV.wasDerivedFrom, article
    if claim.confidence is not None:
        yield iri, IG.confidence, number(claim.confidence)
    for k, quote in enumerate(claim.evidence):
        passage = URIRef(f"{iri}-q{k + 1}")
        yield iri, IG.evidence, passage
        yield passage, RDF.type, OA.TextQuoteSelector
        yield passage, OA.exact, Literal(quote)
        yield passage, IG.position, Literal(k)
        yield passage, OA.hasSource, article
        if claim.spans:
            span = claim.spans[k]
            yield passage, RDF.type, OA.TextPositionSelector
            yield passage, OA.start, Literal(span.start)
            yield passage, OA.end, Literal(span.end)
            yield passage, OA.prefix, Literal(text[max(0, span.start - _CONTEXT) : span.start])
            yield passage, OA.suffix, Literal(text[span.end : span.end + _CONTEXT])


def _commitment(c: Commitment, n: int, text: str, addresses: Addresses, key: str) -> Iterator[_Triple]:
    iri = addresses.claim(key, c.id)
    yield iri, RDF.type, KIND_CLASS[c.kind]
    yield iri, IG.kind, Literal(c.kind)
    yield iri, IG.position, Literal(n)
    for role, term in _ROLES.items():
        for ref in getattr(c, role):
            yield iri, term, addresses.claim(key, ref)
    for name, term in _PLAIN.items():
        value = getattr(c, name)
        if value is not None:
            yield iri, term, Literal(value)
    for sector in c.sectors:
        yield iri, IG.sector, Literal(sector)
    yield from _order(iri, investors=c.investors, recipients=c.recipients, places=c.places, sectors=c.sectors)
    yield from _values(c, iri)
    if c.part_of is not None:
        yield iri, IG.partOf, addresses.claim(key, c.part_of)
    yield from _claim(c, iri, addresses.article(key), text)


def _values(c: Commitment, iri: URIRef) -> Iterator[_Triple]:
    """Amount, period and target."""
    if c.amount is not None:
        yield iri, IG.amount, number(c.amount.value)
        yield iri, IG.currency, Literal(c.amount.currency)
        yield iri, IG.qualifier, Literal(c.amount.qualifier)
        if c.amount.max is not None:
            yield iri, IG.amountMax, number(c.amount.max)
        for k, other in enumerate(c.amount.also):
            node = URIRef(f"{iri}-also{k + 1}")
            yield iri, IG.also, node
            yield node, RDF.type, SCHEMA.MonetaryAmount
            yield node, IG.position, Literal(k)
            yield node, IG.amount, number(other.value)
            yield node, IG.currency, Literal(other.currency)
    if c.period is not None:
        yield iri, IG.hasPeriod, Literal(True)
        if c.period.years is not None:
            yield iri, IG.years, number(c.period.years)
        if c.period.start is not None:
            yield iri, IG.start, Literal(c.period.start)
        if c.period.end is not None:
            yield iri, IG.end, Literal(c.period.end)
    if c.target is not None:
        yield iri, IG.quantity, number(c.target.quantity)
        yield iri, IG.unit, Literal(c.target.unit)


def _relation(r: Relation, n: int, text: str, addresses: Addresses, key: str) -> Iterator[_Triple]:
    iri = addresses.claim(key, f"r{n + 1}-relation")
    yield iri, RDF.type, IG.Relation
    yield iri, IG.position, Literal(n)
    yield iri, IG.source, addresses.claim(key, r.subject)
    yield iri, IG.edge, PREDICATE_EDGE[r.predicate]
    yield iri, IG.target, addresses.claim(key, r.object)
    yield from _claim(r, iri, addresses.article(key), text)


# back ----------------------------------------------------------------------------------------------------


class _Reader:
    """Looks values up in the quads of one article."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._values: dict[Node, dict[Node, list[Identifier]]] = {}
        for s, p, o, _ in quads:
            self._values.setdefault(s, {}).setdefault(p, []).append(o)

    def all(self, s: Node, p: Node) -> list[Any]:
        return [v.toPython() if isinstance(v, Literal) else v for v in self._values.get(s, {}).get(p, [])]

    def one(self, s: Node, p: Node) -> Any:
        found = self.all(s, p)
        return found[0] if found else None

    def having(self, p: Node, o: Node | None = None) -> list[Node]:
        return [s for s, values in self._values.items() if p in values and (o is None or o in values[p])]

    def listed(self, s: Node, p: Node, name: str) -> list[str]:
        values = sorted(_local(v) for v in self.all(s, p))
        kept = json.loads(self.one(s, IG.order) or "{}").get(name)
        return list(kept) if kept is not None else values

    def by_position(self, nodes: Iterable[Node]) -> list[Node]:
        return sorted(nodes, key=lambda n: (self.one(n, IG.position), str(n)))


def _local(value: Any) -> str:
    return value.rpartition("#")[2] if isinstance(value, URIRef) else str(value)


def from_quads(quads: Iterable[Quad]) -> tuple[Record, str]:
    """The record and the article's text from the quads of its named graph.

    Raises:
        StoreError: if the quads are not those of one article.
    """
    read = _Reader(quads)
    articles = read.having(RDF.type, SCHEMA.NewsArticle)
    if len(articles) != 1:
        raise StoreError(f"{len(articles)} articles in one named graph, expected exactly one")
    article = articles[0]
    info = {"id": read.one(article, IG.id)} | {name: read.one(article, term) for name, term in _INFO.items()}
    details = read.one(article, IG.sourceDetails)
    info["source"] = json.loads(details) if details is not None else read.one(article, IG.sourceName)
    entities = [
        {
            "id": _local(e),
            "name": read.one(e, SCHEMA.name),
            "type": read.one(e, IG.entityType),
            "aliases": read.listed(e, SKOS.altLabel, "aliases"),
        }
        for e in read.by_position(read.having(IG.entityType))
    ]
    commitments = [_read_commitment(read, c) for c in read.by_position(read.having(IG.kind))]
    edge_names = {term: name for name, term in PREDICATE_EDGE.items()}
    relations = [
        {
            "subject": _local(read.one(r, IG.source)),
            "predicate": edge_names[read.one(r, IG.edge)],
            "object": _local(read.one(r, IG.target)),
            **_read_claim(read, r),
        }
        for r in read.by_position(read.having(RDF.type, IG.Relation))
    ]
    record = parse_record(
        {"article": info, "entities": entities, "commitments": commitments, "relations": relations},
        stored=True,
    )
    return record, str(read.one(article, SCHEMA.text))


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _read_claim(read: _Reader, claim: Node) -> dict[str, Any]:
    passages = read.by_position(read.all(claim, IG.evidence))
    spans = [
        {"start": read.one(q, OA.start), "end": read.one(q, OA.end)} for q in passages if read.one(q, OA.end)
    ]
    return {
        "evidence": [read.one(q, OA.exact) for q in passages],
        "spans": spans,
        "confidence": _float(read.one(claim, IG.confidence)),
    }


def _read_commitment(read: _Reader, c: Node) -> dict[str, Any]:
    out: dict[str, Any] = {"id": _local(c), "kind": read.one(c, IG.kind), **_read_claim(read, c)}
    for role, term in _ROLES.items():
        out[role] = read.listed(c, term, role)
    out |= {name: read.one(c, term) for name, term in _PLAIN.items()}
    out["sectors"] = read.listed(c, IG.sector, "sectors")
    if read.one(c, IG.amount) is not None:
        out["amount"] = {
            "value": _float(read.one(c, IG.amount)),
            "currency": read.one(c, IG.currency),
            "qualifier": read.one(c, IG.qualifier),
            "max": _float(read.one(c, IG.amountMax)),
            "also": [
                {"value": _float(read.one(n, IG.amount)), "currency": read.one(n, IG.currency)}
                for n in read.by_position(read.all(c, IG.also))
            ],
        }
    if read.one(c, IG.hasPeriod):
        out["period"] = {
            "years": _float(read.one(c, IG.years)),
            "start": read.one(c, IG.start),
            "end": read.one(c, IG.end),
        }
    if read.one(c, IG.quantity) is not None:
        out["target"] = {"quantity": _float(read.one(c, IG.quantity)), "unit": read.one(c, IG.unit)}
    part = read.one(c, IG.partOf)
    out["part_of"] = _local(part) if part is not None else None
    return out


# shapes --------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _shapes() -> Graph:
    return Graph().parse(
        data=files("graph.ontology").joinpath("shapes.ttl").read_text("utf-8"), format="turtle"
    )


def ontology() -> Graph:
    """The ontology that comes with the package."""
    return Graph().parse(
        data=files("graph.ontology").joinpath("ontology.ttl").read_text("utf-8"), format="turtle"
    )


def check_shapes(quads: Iterable[Quad]) -> list[str]:
    """What in an article's quads does not follow the SHACL shapes, one readable line each; empty if all is well."""
    import pyshacl

    data = Graph()
    for s, p, o, _ in quads:
        data.add((s, p, o))
    conforms, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), advanced=False, inference="none")
    if conforms:
        return []
    sh = "http://www.w3.org/ns/shacl#"
    faults = []
    for result in report.subjects(RDF.type, URIRef(f"{sh}ValidationResult")):
        node, path = (
            report.value(result, URIRef(f"{sh}focusNode")),
            report.value(result, URIRef(f"{sh}resultPath")),
        )
        message = report.value(result, URIRef(f"{sh}resultMessage"))
        faults.append(f"{_local(node)} {_local(path) if path else ''}: {message}")
    return sorted(faults)
