"""Entities and events as linked data: RDF about one address, and JSON-LD that reads like the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rdflib.term import URIRef

from graph.vocabulary import DCTERMS, IG, PREFIXES, RDFS, SCHEMA, SKOS, XSD

if TYPE_CHECKING:
    from graph.queries import EntityView, EventView, SourceView
    from graph.store.base import Form, Store

_REF = {"@type": "@id"}
_NUMBER = {"@type": str(XSD.decimal)}
CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    **PREFIXES,
    "id": "@id",
    "type": "@type",
    "name": str(SCHEMA.name),
    "label": str(RDFS.label),
    "aliases": {"@id": str(SKOS.altLabel), "@container": "@set"},
    "kind": str(IG.kind),
    "status": str(IG.status),
    "investors": {"@id": str(IG.investor), **_REF, "@container": "@set"},
    "recipients": {"@id": str(IG.recipient), **_REF, "@container": "@set"},
    "places": {"@id": str(IG.place), **_REF, "@container": "@set"},
    "amount": {"@id": str(IG.amount), **_NUMBER},
    "amount_max": {"@id": str(IG.amountMax), **_NUMBER},
    "currency": str(IG.currency),
    "qualifier": str(IG.qualifier),
    "years": {"@id": str(IG.years), **_NUMBER},
    "start": str(IG.start),
    "end": str(IG.end),
    "announced": str(IG.announced),
    "quantity": {"@id": str(IG.quantity), **_NUMBER},
    "unit": str(IG.unit),
    "sectors": {"@id": str(IG.sector), "@container": "@set"},
    "confidence": {"@id": str(IG.confidence), **_NUMBER},
    "part_of": {"@id": str(IG.partOf), **_REF},
    "disagreements": {"@id": str(IG.disagreement), "@container": "@set"},
    "claims": {"@id": str(IG.claim), **_REF, "@container": "@set"},
    "article": {"@id": str(IG.article), **_REF},
    "quotes": {"@id": str(IG.quote), "@container": "@set"},
    "events": {"@reverse": str(IG.investor), "@container": "@set"},
    "published": str(SCHEMA.datePublished),
    "publisher": str(SCHEMA.publisher),
    "replaced_by": {"@id": str(DCTERMS.isReplacedBy), **_REF},
}
_PLAIN = (
    "kind", "status", "amount", "amount_max", "currency", "qualifier", "years", "start", "end", "announced",
    "quantity", "unit", "confidence",
)  # fmt: skip


def describe(store: Store, address: URIRef, form: Form) -> bytes:
    """What the resolved and the reference graph say of an address, and of the claims of an event; may be empty."""
    names = (store.addresses.resolved, store.addresses.reference)
    claims = sorted(q.o for name in names for q in store.quads(name, address, IG.claim))
    return store.statements([address, *map(URIRef, claims)], names, form, PREFIXES)


def event_jsonld(store: Store, e: EventView) -> dict[str, Any]:
    """An event as JSON-LD with its context."""
    a = store.addresses
    return {
        "@context": CONTEXT,
        "id": e.iri,
        "type": "ig:Event",
        "label": e.label,
        **_plain(e),
        **{
            role: [{"id": str(a.entity(p.key)), "name": p.name} for p in getattr(e, role)]
            for role in ("investors", "recipients", "places")
        },
        **({"sectors": list(e.sectors)} if e.sectors else {}),
        **({"disagreements": list(e.disagreements)} if e.disagreements else {}),
        **({"part_of": str(a.event(e.part_of))} if e.part_of else {}),
        "claims": [
            {
                "id": s.claim,
                "article": {
                    "id": str(a.article(s.article_key)),
                    **{k: v for k, v in (("publisher", s.publisher), ("published", s.published)) if v},
                },
                **{k: v for k, v in _plain(s).items() if k != "kind"},
                "quotes": list(s.quotes),
            }
            for s in e.sources
        ],
    }


def entity_jsonld(store: Store, view: EntityView) -> dict[str, Any]:
    """An entity as JSON-LD with its context; its events are named by their addresses."""
    e = view.entity
    events = [
        {"id": c.iri, "label": c.label, **{k: v for k, v in _plain(c).items() if k in {"amount", "currency"}}}
        for c in view.commitments
        if e.key in {p.key for p in c.investors}
    ]
    return {
        "@context": CONTEXT,
        "id": e.iri,
        "name": e.name,
        **({"aliases": list(e.aliases)} if e.aliases else {}),
        **({"events": events} if events else {}),
    }


def _plain(e: EventView | SourceView) -> dict[str, Any]:
    return {k: v for k in _PLAIN if (v := getattr(e, k, None)) is not None}
