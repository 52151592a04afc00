"""The resolved graph: canonical entities, events and direct edges, described from the index.

Each description stands under one subject, so that what changed can be taken out and put in again by itself.
"""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING

from rdflib import Literal

from graph.ids import slug
from graph.model import Commitment, Relation
from graph.rdf import Quad, number
from graph.resolve.fusion import Event
from graph.vocabulary import DCTERMS, EDGES, IG, KIND_CLASS, RDF, RDFS, SCHEMA, SKOS, TYPE_CLASS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Identifier, URIRef

    from graph.ids import Addresses
    from graph.index import Index
    from graph.model import Amount, Period, Target
    from graph.resolve import Touched
    from graph.resolve.identity import Names
    from graph.store.base import Store

_Pair = tuple["URIRef", "Identifier"]
_ROLES = {"investors": IG.investor, "recipients": IG.recipient, "places": IG.place}
_LISTED = {
    "alias": SKOS.altLabel,
    "country": SCHEMA.addressCountry,
    "parent": SCHEMA.parentOrganization,
    "website": SCHEMA.url,
    "ticker": SCHEMA.tickerSymbol,
    "isin": IG.isin,
}
_DIRECT = frozenset(EDGES.values())


class Describer:
    """Describes what an index holds as quads of the resolved graph."""

    def __init__(self, index: Index, addresses: Addresses, names: Names) -> None:
        self._index, self._a, self._names = index, addresses, names
        self._name_of = lru_cache(maxsize=100_000)(self._named)

    def all(self) -> Iterator[Quad]:
        """The whole graph, read in the order in which what belongs together is found together."""
        index, a, g = self._index, self._a, self._a.resolved
        for key in _keys(index, "select key from article order by key"):
            yield from self._quads(a.article(key), self._article(key))
        for article, id_, entity in index.db.execute(
            "select m.article, m.id, i.entity from mention m join identity i on i.key = m.identity"
        ):
            yield Quad(a.claim(article, id_), SKOS.exactMatch, a.entity(entity), g)
        for key in _keys(index, "select key from entity union select key from alias"):
            yield from self._quads(a.entity(key), self._entity(key))
        for ref, own, event in index.db.execute("select ref, own_key, event from claim order by event, ref"):
            yield from self._quads(self._claim_address(ref), self._claim(ref))
            if own != event:
                yield from self._quads(a.event(own), self._event(own))
        for key in _keys(index, "select key from event order by key"):
            yield from self._quads(a.event(key), self._event(key))
        for ref in _keys(index, "select ref from relation"):
            yield from self._quads(self._claim_address(ref), self._relation(ref))
        rows = index.db.execute("select source, edge, target, basis from edge order by source, edge, target")
        for (source, edge, target), same in itertools.groupby(rows, key=lambda row: tuple(row[:3])):
            yield from self._edge(source, edge, target, [basis for *_, basis in same])

    def listed(self, keys: Iterable[str]) -> Iterator[Quad]:
        """What the reference list says of these entities, as quads of its own graph."""
        for key in keys:
            row = self._index.entity(key)
            if row is None or not row.known:
                continue
            iri, g = self._a.entity(key), self._a.reference
            for name, values in self._names.about(row.name, row.type).items():
                for value in values:
                    told = self._a.entity(slug(value)) if name == "parent" else Literal(value)
                    yield Quad(iri, _LISTED[name], told, g)
            yield Quad(iri, SCHEMA.name, Literal(row.name), g)

    def change(self, store: Store, touched: Touched) -> None:
        """Describe what was touched anew in a store, all at once."""
        a, g = self._a, self._a.resolved
        described: dict[URIRef, set[Quad]] = {}
        for key in touched.articles:
            described[a.article(key)] = set(self._quads(a.article(key), self._article(key)))
        for ref in touched.mentions:
            described[self._claim_address(ref)] = set(
                self._quads(self._claim_address(ref), self._mention(*_parted(ref)))
            )
        for key in touched.entities:
            described[a.entity(key)] = set(self._quads(a.entity(key), self._entity(key)))
        for ref in touched.claims:
            described[self._claim_address(ref)] = set(self._quads(self._claim_address(ref), self._claim(ref)))
        for key in touched.events:
            described[a.event(key)] = set(self._quads(a.event(key), self._event(key)))
        for ref in touched.relations:
            described[self._claim_address(ref)] = set(
                self._quads(self._claim_address(ref), self._relation(ref))
            )
        old: set[Quad] = set()
        for subject in described:
            old |= {q for q in store.quads(g, subject) if q.p not in _DIRECT}
        new = set().union(*described.values()) if described else set()
        for source, edge, target in touched.edges:
            node = a.entity(f"{source}/{edge}/{target}")
            old |= set(store.quads(g, node))
            old |= set(store.quads(g, a.entity(source), EDGES[edge], a.entity(target)))
            bases = self._index.texts(
                "select basis from edge where source = ? and edge = ? and target = ?", source, edge, target
            )
            new |= set(self._edge(source, edge, target, bases))
        for key in touched.entities:
            old |= set(store.quads(a.reference, a.entity(key)))
        new |= set(self.listed(touched.entities))
        store.change(old - new, new - old)

    def _quads(self, subject: URIRef, pairs: Iterator[_Pair]) -> Iterator[Quad]:
        return (Quad(subject, p, o, self._a.resolved) for p, o in pairs)

    def _claim_address(self, ref: str) -> URIRef:
        return self._a.claim(*_parted(ref))

    def _article(self, key: str) -> Iterator[_Pair]:
        info = self._index.info(key)
        if not info:
            return
        yield RDF.type, SCHEMA.NewsArticle
        yield IG.id, Literal(info["id"])
        for term, name in (
            (SCHEMA.headline, "title"),
            (SCHEMA.url, "url"),
            (SCHEMA.publisher, "publisher"),
            (SCHEMA.datePublished, "published"),
        ):
            if name in info:
                yield term, Literal(info[name])
        source = self._index.one("select source from article where key = ?", key)
        if source is not None and source != key:
            yield IG.copyOf, self._a.article(source)

    def _mention(self, article: str, id_: str) -> Iterator[_Pair]:
        found = self._index.texts(
            "select i.entity from mention m join identity i on i.key = m.identity where m.article = ? and m.id = ?",
            article,
            id_,
        )
        yield from ((SKOS.exactMatch, self._a.entity(key)) for key in found)

    def _entity(self, key: str) -> Iterator[_Pair]:
        row = self._index.entity(key)
        if row is None:
            now = self._index.one("select entity from alias where key = ?", key)
            # The typed key of an entity that has its bare one needs no word: "microsoft--company".
            if now is not None and now not in {key, key.rpartition("--")[0]}:
                yield DCTERMS.isReplacedBy, self._a.entity(now)
            return
        yield RDF.type, TYPE_CLASS[row.type]
        yield IG.entityType, Literal(row.type)
        yield SCHEMA.name, Literal(row.name)
        yield RDFS.label, Literal(row.name)
        names = self._index.texts(
            "select distinct b.text from bearing b join identity i on i.key = b.identity where i.entity = ?",
            key,
        )
        yield from ((SKOS.altLabel, Literal(name)) for name in names if name != row.name)

    def _event(self, key: str) -> Iterator[_Pair]:
        event = self._index.event(key)
        if event is None:
            now = self._index.event_key(key)
            if now is not None:
                yield DCTERMS.isReplacedBy, self._a.event(now)
            return
        yield RDF.type, IG.Event
        yield RDF.type, KIND_CLASS[event.kind]
        yield IG.kind, Literal(event.kind)
        yield RDFS.label, Literal(self._label(event))
        for ref in event.claims:
            yield IG.claim, self._claim_address(ref)
            yield IG.article, self._a.article(ref.rpartition("#")[0])
            yield from ((IG.quote, Literal(q)) for q in self._commitment(ref).evidence)
        yield IG.mainClaim, self._claim_address(event.main)
        yield IG.sources, Literal(event.sources)
        for role, term in _ROLES.items():
            yield from ((term, self._a.entity(k)) for k in getattr(event, role))
        yield from ((IG.sector, Literal(s)) for s in event.sectors)
        yield from ((IG.disagreement, Literal(s)) for s in event.disagreements)
        yield IG.status, Literal(event.status)
        if event.announced is not None:
            yield IG.announced, Literal(event.announced)
        yield from _values(event.amount, event.period, event.target)
        if event.confidence is not None:
            yield IG.confidence, number(event.confidence)
        if event.part_of is not None:
            yield IG.partOf, self._a.event(event.part_of)

    def _label(self, event: Event) -> str:
        def names(keys: tuple[str, ...]) -> str:
            return ", ".join(sorted(filter(None, map(self._name_of, keys))))

        givers, takers = names(event.investors) or "?", names(event.recipients or event.places)
        return f"{givers} → {takers}: {event.kind}" if takers else f"{givers}: {event.kind}"

    def _named(self, key: str) -> str | None:
        row = self._index.entity(key)
        return row.name if row is not None else None

    def _commitment(self, ref: str) -> Commitment:
        return Commitment.model_validate_json(
            self._index.one("select body from claim where ref = ?", ref) or ""
        )

    def _claim(self, ref: str) -> Iterator[_Pair]:
        for body, corrected, event in self._index.rows(
            "select body, corrected, event from claim where ref = ?", ref
        ):
            claim = Commitment.model_validate_json(str(body))
            yield RDF.type, IG.Claim
            yield IG.article, self._a.article(ref.rpartition("#")[0])
            yield IG.tellsOf, self._a.event(str(event))
            yield IG.status, Literal(claim.status)
            yield from ((IG.quote, Literal(q)) for q in claim.evidence)
            if claim.announced is not None:
                yield IG.announced, Literal(claim.announced)
            if claim.confidence is not None:
                yield IG.confidence, number(claim.confidence)
            if corrected:
                yield IG.corrected, Literal(True)
            yield from _values(claim.amount, claim.period, claim.target)

    def _relation(self, ref: str) -> Iterator[_Pair]:
        for article, body in self._index.rows("select article, body from relation where ref = ?", ref):
            relation = Relation.model_validate_json(str(body))
            yield RDF.type, IG.Relation
            yield IG.article, self._a.article(str(article))
            yield from ((IG.quote, Literal(q)) for q in relation.evidence)
            if relation.confidence is not None:
                yield IG.confidence, number(relation.confidence)

    def _edge(self, source: str, edge: str, target: str, bases: list[str]) -> Iterator[Quad]:
        if not bases:
            return
        a, g = self._a, self._a.resolved
        node = a.entity(f"{source}/{edge}/{target}")
        yield Quad(a.entity(source), EDGES[edge], a.entity(target), g)
        yield Quad(node, RDF.type, IG.Edge, g)
        yield Quad(node, IG.source, a.entity(source), g)
        yield Quad(node, IG.edge, EDGES[edge], g)
        yield Quad(node, IG.target, a.entity(target), g)
        for basis in bases:
            is_event = basis.startswith("event/")
            rests_on = a.event(basis.removeprefix("event/")) if is_event else self._claim_address(basis)
            yield Quad(node, IG.basis, rests_on, g)


def _keys(index: Index, sql: str) -> Iterator[str]:
    """The keys that a query gives, one after the other: there may be millions."""
    return (str(key) for (key,) in index.db.execute(sql))


def _parted(ref: str) -> tuple[str, str]:
    article, _, id_ = ref.rpartition("#")
    return article, id_


def _values(amount: Amount | None, period: Period | None, target: Target | None) -> Iterator[_Pair]:
    texts = {
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
    }
    yield from itertools.chain(
        ((term, Literal(text)) for term, text in texts.items() if text is not None),
        ((term, number(value)) for term, value in numbers.items() if value is not None),
    )
