"""Namespaces and terms of the graph, spelt nowhere else."""

from __future__ import annotations

import rdflib
from rdflib.term import URIRef

__all__ = [
    "DCTERMS",
    "EDGES",
    "IG",
    "KIND_CLASS",
    "OA",
    "PREDICATE_EDGE",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SD",
    "SKOS",
    "TYPE_CLASS",
    "XSD",
    "URIRef",
]


class Namespace(rdflib.Namespace):
    """A namespace that makes each of its terms once: millions of quads have them."""

    def __getattr__(self, name: str) -> URIRef:
        """The term of that name."""
        term: URIRef = super().__getattr__(name)
        self.__dict__[name] = term
        return term


IG = Namespace("https://w3id.org/investgraph/ontology#")
SCHEMA = Namespace("https://schema.org/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
OA = Namespace("http://www.w3.org/ns/oa#")
DCTERMS, PROV, RDF, RDFS, SKOS, XSD = (
    Namespace(str(n)) for n in (rdflib.DCTERMS, rdflib.PROV, rdflib.RDF, rdflib.RDFS, rdflib.SKOS, rdflib.XSD)
)

PREFIXES: dict[str, str] = {
    "ig": str(IG),
    "schema": str(SCHEMA),
    "oa": str(OA),
    "prov": str(PROV),
    "skos": str(SKOS),
    "dcterms": str(DCTERMS),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "xsd": str(XSD),
}

KIND_CLASS: dict[str, URIRef] = {
    "investment": IG.Investment,
    "equity": IG.EquityInvestment,
    "acquisition": IG.Acquisition,
    "grant": IG.Grant,
    "loan": IG.Loan,
    "purchase": IG.Purchase,
    "facility": IG.FacilityOpening,
    "training": IG.Training,
    "partnership": IG.Partnership,
}
TYPE_CLASS: dict[str, URIRef] = {
    "Company": SCHEMA.Corporation,
    "University": SCHEMA.CollegeOrUniversity,
    "Country": SCHEMA.Country,
    "Place": SCHEMA.Place,
    "Government": SCHEMA.GovernmentOrganization,
    "Program": IG.Program,
    "Facility": IG.Facility,
    "Organization": SCHEMA.Organization,
}
PREDICATE_EDGE: dict[str, URIRef] = {
    "member_of": IG.memberOf,
    "partner_of": IG.partnerOf,
    "subsidiary_of": IG.subsidiaryOf,
    "located_in": IG.locatedIn,
}
EDGES: dict[str, URIRef] = {
    "invests_in": IG.investsIn,
    "funds": IG.funds,
    "acquires": IG.acquires,
    "buys_from": IG.buysFrom,
    "establishes": IG.establishes,
    "trains": IG.trains,
    "supports": IG.supports,
    **PREDICATE_EDGE,
}
