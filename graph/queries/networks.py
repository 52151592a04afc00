"""The graph as a network: all of it, what is near an entity, the ways between two, who funds the same."""

from __future__ import annotations

import json
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx

from graph.errors import NotFoundError
from graph.queries.entities import entities, refs, the_entity
from graph.queries.events import events, views
from graph.queries.relations import relations
from graph.queries.views import CoFunder, PathStep, PathView, format_amount

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from graph.queries.views import EventView, RelationView
    from graph.store.base import Store

Network: TypeAlias = "nx.MultiDiGraph[str]"

_ALL = 10_000_000


def network(store: Store, *, min_confidence: float = 0) -> Network:
    """All direct edges as a networkx graph: nodes are keys of entities, with name, type and events.

    Edges rest on claims of at least `min_confidence`, or of none told.

    An edge's key is its name and what it rests on; it carries label, kind, amount, currency, status, years,
    announced, quote, article and event where they are known.
    """
    g: Network = nx.MultiDiGraph()
    for e in entities(store):
        g.add_node(e.key, name=e.name, type=e.type, events=e.events)
    told = {v.key: v for v in events(store, min_confidence=min_confidence, limit=_ALL)}
    stated = {r.claim: r for r in reversed(relations(store, min_confidence=min_confidence))}
    rows = store.index.rows(
        "select source, edge, target, basis from edge order by source, edge, target, basis"
    )
    _add_edges(store, g, rows, told, stated)
    return g


def _add_edges(
    store: Store,
    g: Network,
    rows: list[tuple[object, ...]],
    told: dict[str, EventView],
    stated: dict[str, RelationView],
) -> None:
    a = store.addresses
    for source, name, target, basis in rows:
        about: dict[str, Any] = {"label": name}
        view = told.get(str(basis).removeprefix("event/"))
        claim = "" if view else str(a.claim(*str(basis).rsplit("#", 1))) if "#" in str(basis) else ""
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
        elif claim in stated:
            about |= {"quote": stated[claim].quote, "article": stated[claim].article_key}
        else:
            continue
        rests_on = view.iri if view is not None else claim
        kept = {k: v for k, v in about.items() if v is not None}
        g.add_edge(str(source), str(target), key=f"{name} {rests_on}", **kept)


def neighbourhood(
    store: Store, key: str, *, depth: int = 1, limit: int = 150, min_confidence: float = 0
) -> Network:
    """The part of the network within `depth` edges of an entity, at most `limit` nodes, the nearest first."""
    index = store.index
    if index.entity(key) is None:
        raise NotFoundError(f"no entity has the key {key!r}")
    near, border = {key: 0}, [key]
    for distance in range(1, depth + 1):
        reached = {
            k
            for at in border
            for k in index.texts(
                "select target from edge where source = ?1 union select source from edge where target = ?1",
                at,
            )
        }
        border = sorted(reached - set(near))
        near.update(dict.fromkeys(border, distance))
    counts = {
        k: int(index.one("select count(distinct event) from event_entity where entity = ?", k) or 0)
        for k in near
    }
    kept = sorted(near, key=lambda k: (near[k], -counts[k], k))[:limit]
    return subnetwork(store, kept, min_confidence=min_confidence)


def subnetwork(
    store: Store, keys: Sequence[str], *, among: Collection[str] | None = None, min_confidence: float = 0
) -> Network:
    """The part of the network between some entities; with `among`, keys of events, only those and stated facts."""
    index = store.index
    g: Network = nx.MultiDiGraph()
    wanted = json.dumps(list(keys))
    counts = index.rows(
        "select entity, count(distinct event) from event_entity"
        " where entity in (select value from json_each(?)) group by entity",
        wanted,
    )
    known = {str(k): int(str(n)) for k, n in counts}
    for ref in sorted(refs(index, keys), key=lambda r: keys.index(r.key)):
        g.add_node(ref.key, name=ref.name, type=ref.type, events=known.get(ref.key, 0))
    rows = index.rows(
        "select source, edge, target, basis from edge where source in (select value from json_each(?1))"
        " and target in (select value from json_each(?1)) order by source, edge, target, basis",
        wanted,
    )
    rested = {str(row[3]).removeprefix("event/") for row in rows if str(row[3]).startswith("event/")}
    found = [e for k in sorted(rested) if (among is None or k in among) and (e := index.event(k))]
    told = {v.key: v for v in views(store, found)}
    told = {k: v for k, v in told.items() if v.confidence is None or v.confidence >= min_confidence}
    stated = {r.claim: r for k in keys for r in reversed(relations(store, k, min_confidence=min_confidence))}
    _add_edges(store, g, rows, told, stated)
    return g


def paths(store: Store, one: str, two: str, *, longest: int = 4, limit: int = 10) -> list[PathView]:
    """Ways along direct edges between two entities, the shortest first, each at most `longest` edges long.

    Raises:
        NotFoundError: if one of the two is not known.
    """
    index = store.index
    start, end = the_entity(store, one), the_entity(store, two)
    g: nx.Graph[str] = nx.Graph()
    g.add_nodes_from((start, end))
    g.add_edges_from((str(a), str(b)) for a, b in index.rows("select distinct source, target from edge"))
    found = []
    try:
        for way in islice(nx.shortest_simple_paths(g, start, end), limit * 5):
            if len(way) - 1 > longest:
                break
            found.append(PathView(steps=tuple(_step(store, a, b) for a, b in pairwise(way))))
            if len(found) >= limit:
                break
    except nx.NetworkXNoPath:
        return []
    return found


def _step(store: Store, a: str, b: str) -> PathStep:
    index = store.index
    rows = index.rows(
        "select edge, basis, 1 from edge where source = ?1 and target = ?2"
        " union all select edge, basis, 0 from edge where source = ?2 and target = ?1",
        a,
        b,
    )
    by_key = {r.key: r for r in refs(index, (a, b))}
    edges = sorted({(str(edge) if outward else f"{edge} (of)") for edge, _, outward in rows})
    keys = sorted(
        {str(basis).removeprefix("event/") for _, basis, _ in rows if str(basis).startswith("event/")}
    )
    return PathStep(source=by_key[a], target=by_key[b], edges=tuple(edges), events=tuple(keys))


def co_funders(store: Store, name_or_key: str, *, limit: int = 100) -> list[CoFunder]:
    """Who else puts resources into what an entity puts them into, those with the most shared recipients first.

    Raises:
        NotFoundError: if the entity is not known.
    """
    index = store.index
    key = the_entity(store, name_or_key)
    rows = index.rows(
        "select distinct og.entity, t.entity from event_entity g"
        " join event_entity t on t.event = g.event and t.role = 'recipients'"
        " join event_entity o on o.entity = t.entity and o.role = 'recipients'"
        " join event_entity og on og.event = o.event and og.role = 'investors'"
        " where g.entity = ?1 and g.role = 'investors' and og.entity <> ?1 and t.entity <> ?1 order by 1, 2",
        key,
    )
    shared: dict[str, list[str]] = {}
    for funder, taker in rows:
        shared.setdefault(str(funder), []).append(str(taker))
    found = [CoFunder(entity=ref, shared=refs(index, shared[ref.key])) for ref in refs(index, shared)]
    return sorted(found, key=lambda c: (-len(c.shared), c.entity.name, c.entity.key))[:limit]
