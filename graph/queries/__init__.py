"""Questions to the graph as typed functions; each stands on a query of its own in this folder."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import networkx as nx
from rapidfuzz import fuzz, process
from rdflib import Literal, URIRef

from graph.errors import NotFoundError
from graph.ids import slug
from graph.queries.views import (
    EntityHit,
    EntityRef,
    EntityView,
    EventView,
    RelationView,
    SourceView,
    Stats,
    format_amount,
    format_period,
)
from graph.vocabulary import EDGES, IG, KIND_CLASS, RDFS, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.store.base import Store

__all__ = [
    "EntityHit",
    "EntityRef",
    "EntityView",
    "EventView",
    "Network",
    "RelationView",
    "SourceView",
    "Stats",
    "entities",
    "entity_view",
    "event",
    "events",
    "find_entities",
    "format_amount",
    "format_period",
    "neighbourhood",
    "network",
    "relations",
    "stats",
]

Network: TypeAlias = "nx.MultiDiGraph[str]"

_GOOD = 72.0  # Below this similarity (0 to 100) a name is not what was meant.
_EDGE_NAMES = {str(term): name for name, term in EDGES.items()}
_TEXT = {
    RDFS.label: "label",
    IG.kind: "kind",
    IG.currency: "currency",
    IG.qualifier: "qualifier",
    IG.start: "start",
    IG.end: "end",
    IG.announced: "announced",
    IG.status: "status",
    IG.unit: "unit",
}
_NUMBER = {
    IG.amount: "amount",
    IG.amountMax: "amount_max",
    IG.years: "years",
    IG.quantity: "quantity",
    IG.confidence: "confidence",
}
_PARTY = {IG.investor: "investors", IG.recipient: "recipients", IG.place: "places"}
_LISTED = {IG.sector: "sectors", IG.disagreement: "disagreements"}
_ABOUT = {
    SCHEMA.headline: "article_title",
    SCHEMA.url: "article_url",
    SCHEMA.publisher: "publisher",
    SCHEMA.datePublished: "published",
}


@lru_cache
def _text(name: str) -> str:
    return files("graph.queries").joinpath(f"{name}.rq").read_text("utf-8")


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(ch for ch in plain if not unicodedata.combining(ch)).casefold().strip()


def entities(store: Store) -> list[EntityHit]:
    """All entities, those with the most events first."""
    a = store.addresses
    counts = {str(iri): int(str(n)) for iri, n in store.query(_text("entity_events")).rows if iri is not None}
    named: dict[str, tuple[str, str, set[str]]] = {}
    for iri, name, type_, other in store.query(_text("entities")).rows:
        _, _, others = named.setdefault(str(iri), (str(name), str(type_), set()))
        others.update({str(other)} if other is not None else ())
    hits = [
        EntityHit(
            key=a.key(iri),
            iri=iri,
            name=name,
            type=type_,
            aliases=tuple(sorted(others)),
            events=counts.get(iri, 0),
        )
        for iri, (name, type_, others) in named.items()
    ]
    return sorted(hits, key=lambda h: (-h.events, h.name))


def find_entities(store: Store, text: str, *, type: str | None = None, limit: int = 20) -> list[EntityHit]:
    """Entities whose name or alias fits a text, case, accents and small typing errors apart; the best first.

    An empty text finds those with the most events.
    """
    pool = [e for e in entities(store) if type is None or e.type == type]
    wanted = _fold(text)
    if not wanted:
        return pool[:limit]
    scored = []
    for hit in pool:
        score = max(_score(wanted, _fold(name)) for name in (hit.name, *hit.aliases, hit.key))
        if score >= _GOOD:
            scored.append(hit.model_copy(update={"score": round(score, 1)}))
    return sorted(scored, key=lambda h: (-h.score, -h.events, h.name))[:limit]


def _score(wanted: str, name: str) -> float:
    if wanted == name:
        return 100.0
    if name.startswith(wanted):
        return 95.0
    if any(word.startswith(wanted) for word in name.split()):
        return 90.0
    if wanted in name and len(wanted) > 2:
        return 80.0
    return min(89.0, fuzz.ratio(wanted, name))


def _the_entity(store: Store, name_or_key: str) -> EntityHit:
    pool = entities(store)
    wanted, key = _fold(name_or_key), slug(name_or_key)
    now = _replaced(store, store.addresses.entity(name_or_key)) if " " not in name_or_key else None
    exact = [e for e in pool if e.key == name_or_key or e.iri in {name_or_key, now}]
    named = [e for e in pool if wanted == _fold(e.name)] or [e for e in pool if e.key == key]
    other = [e for e in pool if wanted in {_fold(x) for x in e.aliases}]
    for found in (exact, named, other):
        if found:
            return found[0]
    close = process.extract(
        wanted, {e.name: _fold(e.name) for e in pool}, scorer=fuzz.WRatio, limit=3, score_cutoff=60
    )
    hint = (
        f"; did you mean {', '.join(repr(c[2]) for c in close)}?"
        if close
        else "; `investgraph stats` says what there is"
    )
    raise NotFoundError(f"no entity is called {name_or_key!r}{hint}")


def _replaced(store: Store, old: URIRef) -> str | None:
    """The address that an old one leads to, or None."""
    try:
        rows = store.query(_text("replaced").replace("{old}", old.n3())).rows
    except Exception:  # no address at all
        return None
    return str(rows[0][0]) if rows else None


def events(
    store: Store,
    *,
    party: str | None = None,
    investor: str | None = None,
    recipient: str | None = None,
    place: str | None = None,
    kind: str | None = None,
    status: str | None = None,
    min_confidence: float = 0,
    limit: int = 1000,
) -> list[EventView]:
    """Events that fit all filters, at most `limit`, those with the largest figures first.

    Parties and places are names or keys of entities, `party` is one in any role. Figures are compared as they
    stand, whatever their currency. What was recorded without a confidence fits every `min_confidence`.

    Raises:
        NotFoundError: if an entity is not known.
    """
    filters = []
    for path, name in (
        ("ig:investor", investor),
        ("ig:recipient", recipient),
        ("ig:place", place),
        ("ig:investor|ig:recipient|ig:place", party),
    ):
        if name is not None:
            entity = store.addresses.entity(_the_entity(store, name).key)
            filters.append(f"?event {path} {entity.n3()} .")
    for path, value in (("ig:kind", kind), ("ig:status", status)):
        if value is not None:
            filters.append(f"?event {path} {Literal(value).n3()} .")
    filters += _confident("?event", min_confidence)
    found = store.query(_text("events").replace("{filters}", "\n  ".join(filters)), rows=limit)
    return _views(store, [str(row[0]) for row in found.rows])


def _confident(variable: str, least: float) -> list[str]:
    """The pattern for claims of at least this confidence, or of none told."""
    if least <= 0:
        return []
    return [
        f"OPTIONAL {{ {variable} ig:confidence ?sure }} FILTER(!BOUND(?sure) || ?sure >= {float(least)!r})"
    ]


def event(store: Store, key: str) -> EventView:
    """One event by its key. Raises NotFoundError if there is none."""
    iri = store.addresses.event(slug(key, limit=200))
    found = _views(store, [_replaced(store, iri) or str(iri)])
    if not found:
        raise NotFoundError(f"no event {key!r}")
    return found[0]


def _articles(store: Store) -> dict[str, dict[str, str]]:
    about: dict[str, dict[str, str]] = defaultdict(dict)
    for iri, property_, value in store.query(_text("articles")).rows:
        term = cast("URIRef", property_)
        if term in _ABOUT:
            about[str(iri)][_ABOUT[term]] = str(value)
    return about


def _views(store: Store, iris: list[str]) -> list[EventView]:
    if not iris:
        return []
    values = " ".join(URIRef(i).n3() for i in iris)
    rows = store.query(_text("event_values").replace("{events}", values)).rows
    found: dict[str, dict[str, Any]] = {}
    for event_, property_, value, name, type_ in rows:
        term = cast("URIRef", property_)
        slots = found.setdefault(str(event_), defaultdict(list))
        if term in _TEXT:
            slots[_TEXT[term]] = str(value)
        elif term in _NUMBER:
            slots[_NUMBER[term]] = float(str(value))
        elif term in _PARTY and name is not None:
            slots[_PARTY[term]].append(
                EntityRef(key=store.addresses.key(str(value)), name=str(name), type=str(type_))
            )
        elif term in _LISTED:
            slots[_LISTED[term]].append(str(value))
        elif term == IG.mainClaim:
            slots["main"] = str(value)
        elif term == IG.sources:
            slots["independent"] = int(str(value))
        elif term == IG.partOf:
            slots["part_of"] = store.addresses.key(str(value))
    articles = _articles(store)
    sources = _sources(store, values, articles)
    views = [_view(store, iri, found[iri], sources[iri]) for iri in iris if found.get(iri, {}).get("kind")]
    return sorted(views, key=lambda v: (-(v.amount or 0), v.key))


def _sources(
    store: Store, events_: str, articles: dict[str, dict[str, str]]
) -> dict[str, tuple[SourceView, ...]]:
    """What each article says of events (addresses for VALUES), by event, in the order of their days."""
    claims: dict[tuple[str, str], dict[str, Any]] = {}
    for claim, event_, property_, value in store.query(_text("claims").replace("{events}", events_)).rows:
        term = cast("URIRef", property_)
        slots = claims.setdefault((str(event_), str(claim)), {"quotes": []})
        if term in _TEXT:
            slots[_TEXT[term]] = str(value)
        elif term in _NUMBER:
            slots[_NUMBER[term]] = float(str(value))
        elif term == IG.quote:
            slots["quotes"].append(str(value))
        elif term == IG.corrected:
            slots["corrected"] = True
        elif term == IG.article:
            slots |= {"article_key": store.addresses.key(str(value)), **articles.get(str(value), {})}
    found: dict[str, list[SourceView]] = defaultdict(list)
    for (of_event, by_claim), slots in claims.items():
        quotes = tuple(sorted(slots.pop("quotes")))
        found[of_event].append(SourceView(claim=by_claim, quotes=quotes, **slots))
    return {
        e: tuple(sorted(views, key=lambda v: (v.announced or v.published or "9999", v.claim)))
        for e, views in found.items()
    }


def _view(store: Store, iri: str, slots: dict[str, Any], sources: tuple[SourceView, ...]) -> EventView:
    main = next(s for s in sources if s.claim == slots["main"])
    del slots["main"]
    lists = {name: tuple(sorted(slots.pop(name, []), key=str)) for name in _LISTED.values()}
    parties = {
        n: tuple(sorted(slots.pop(n, []), key=lambda e: e.name))
        for n in ("investors", "recipients", "places")
    }
    return EventView(
        key=store.addresses.key(iri),
        iri=iri,
        article_key=main.article_key,
        article_title=main.article_title,
        article_url=main.article_url,
        publisher=main.publisher,
        published=main.published,
        quotes=main.quotes,
        sources=sources,
        **slots,
        **lists,
        **parties,
    )


def relations(store: Store, key: str | None = None, *, min_confidence: float = 0) -> list[RelationView]:
    """Lasting facts between entities: all, or those of one entity by its key; as confident as asked for."""
    a = store.addresses
    which = ""
    if key is not None:
        iri = a.entity(key).n3()
        which = f"{{ ?node ig:source {iri} }} UNION {{ ?node ig:target {iri} }}"
    found = []
    sure = "\n  ".join(_confident("?basis", min_confidence))
    text = _text("relations").replace("{entity}", which).replace("{filters}", sure)
    for row in store.query(text).rows:
        s, s_name, s_type, edge, t, t_name, t_type, article, quote, claim = (str(x) for x in row)
        found.append(
            RelationView(
                subject=EntityRef(key=a.key(s), name=s_name, type=s_type),
                predicate=_EDGE_NAMES[edge],
                object=EntityRef(key=a.key(t), name=t_name, type=t_type),
                quote=quote,
                article_key=a.key(article),
                claim=claim,
            )
        )
    return found


def entity_view(store: Store, name_or_key: str, *, min_confidence: float = 0) -> EntityView:
    """An entity by name, alias, key or address, with its commitments and relations that are so confident.

    Raises:
        NotFoundError: with the nearest names, if there is none.
    """
    entity = _the_entity(store, name_or_key)
    return EntityView(
        entity=entity,
        commitments=tuple(events(store, party=entity.key, min_confidence=min_confidence)),
        relations=tuple(relations(store, entity.key, min_confidence=min_confidence)),
    )


def network(store: Store, *, min_confidence: float = 0) -> Network:
    """All direct edges as a networkx graph: nodes are keys of entities, with name, type and events.

    Edges rest on claims of at least `min_confidence`, or of none told.

    An edge's key is its name and what it rests on; it carries label, kind, amount, currency, status, years,
    announced, quote, article and event where they are known.
    """
    g: Network = nx.MultiDiGraph()
    known = {e.iri: e for e in entities(store)}
    for e in known.values():
        g.add_node(e.key, name=e.name, type=e.type, events=e.events)
    views = {v.iri: v for v in events(store, min_confidence=min_confidence, limit=1_000_000)}
    stated = {r.claim: r for r in reversed(relations(store, min_confidence=min_confidence))}
    for source, edge, target, basis in store.query(_text("edges")).rows:
        a, b = known[str(source)].key, known[str(target)].key
        name = _EDGE_NAMES[str(edge)]
        about: dict[str, Any] = {"label": name}
        view = views.get(str(basis))
        if view is not None:
            about |= {
                "kind": view.kind,
                "amount": view.amount,
                "currency": view.currency,
                "status": view.status,
                "years": view.years,
                "announced": view.announced,
                "quote": view.quotes[0] if view.quotes else None,
                "article": view.article_key,
                "event": view.key,
                "text": format_amount(view.amount, view.currency, view.qualifier, view.amount_max),
            }
        elif str(basis) in stated:
            about |= {"quote": stated[str(basis)].quote, "article": stated[str(basis)].article_key}
        else:
            continue
        g.add_edge(a, b, key=f"{name} {basis}", **{k: v for k, v in about.items() if v is not None})
    return g


def neighbourhood(
    store: Store, key: str, *, depth: int = 1, limit: int = 150, min_confidence: float = 0
) -> Network:
    """The part of the network within `depth` edges of an entity, at most `limit` nodes, the nearest first."""
    g = network(store, min_confidence=min_confidence)
    if key not in g:
        raise NotFoundError(f"no entity has the key {key!r}")
    near = nx.single_source_shortest_path_length(g.to_undirected(as_view=True), key, cutoff=depth)
    kept = sorted(near, key=lambda k: (near[k], -g.nodes[k]["events"], k))[:limit]
    return g.subgraph(kept).copy()


def stats(store: Store) -> Stats:
    """How much the graph holds."""
    all_entities = entities(store)
    kinds = Counter(
        {
            kind: len(
                store.query(
                    _text("events").replace("{filters}", f"?event ig:kind {Literal(kind).n3()} .")
                ).rows
            )
            for kind in KIND_CLASS
        }
    )
    a = store.addresses
    keys = tuple(a.key(g) for g in store.graphs() if a.is_article(g))
    return Stats(
        articles=len(keys),
        entities=len(all_entities),
        events=sum(kinds.values()),
        relations=len(relations(store)),
        quads=len(store),
        entities_by_type=_counted(e.type for e in all_entities),
        events_by_kind={k: n for k, n in kinds.most_common() if n},
        article_keys=keys,
    )


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())
