"""The graph as a network: all of it, what is near an entity, who funds the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx

from graph.edges import VERBS, sure
from graph.errors import NotFoundError
from graph.queries.entities import entities, named, refs, the_entity
from graph.queries.events import events
from graph.queries.relations import relations
from graph.queries.shown import shown
from graph.queries.views import CoFunder, format_amount

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from graph.queries.views import EventView, RelationView
    from graph.store.base import Store

Network: TypeAlias = "nx.MultiDiGraph[str]"

_ALL = 10_000_000
_SURE = sure("basis", "?2")


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
    """The part of the network within `depth` edges of an entity, at most `limit` nodes, the nearest first.

    Edges rest on claims of at least `min_confidence`, or of none told; so do those of all other networks here.

    Raises:
        NotFoundError: if there is no entity with this key.
    """
    index = store.index
    if index.entity(key) is None:
        raise NotFoundError(f"no entity has the key {key!r}")
    near, border = {key: 0}, [key]
    for distance in range(1, depth + 1):
        reached = {
            k
            for at in border
            for k in index.texts(
                f"select target from edge where source = ?1 and {_SURE}"
                f" union select source from edge where target = ?1 and {_SURE}",
                at,
                min_confidence,
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
    rows = store.index.rows(
        "select source, edge, target, basis from edge where source in (select value from json_each(?1))"
        " and target in (select value from json_each(?1)) order by source, edge, target, basis",
        json.dumps(list(keys)),
    )
    return _of_rows(store, keys, rows, among, min_confidence)


def _of_rows(
    store: Store,
    keys: Sequence[str],
    rows: list[tuple[object, ...]],
    among: Collection[str] | None,
    min_confidence: float,
) -> Network:
    index = store.index
    g: Network = nx.MultiDiGraph()
    counts = index.rows(
        "select entity, count(distinct event) from event_entity"
        " where entity in (select value from json_each(?)) group by entity",
        json.dumps(list(keys)),
    )
    known = {str(k): int(str(n)) for k, n in counts}
    order = {key: n for n, key in enumerate(keys)}
    for ref in sorted(refs(index, keys), key=lambda r: order[r.key]):
        g.add_node(ref.key, name=ref.name, type=ref.type, events=known.get(ref.key, 0))
    rested = {str(row[3]).removeprefix("event/") for row in rows if str(row[3]).startswith("event/")}
    found = shown(store, sorted(k for k in rested if among is None or k in among))
    told = {v.key: v for v in found if v.confidence is None or v.confidence >= min_confidence}
    stated = {r.claim: r for k in keys for r in reversed(relations(store, k, min_confidence=min_confidence))}
    _add_edges(store, g, rows, told, stated)
    return g


def closest(
    store: Store,
    key: str,
    *,
    nodes: int = 60,
    pairs: int = 300,
    facts: int = 5,
    min_confidence: float = 0,
) -> Network:
    """An entity with those that the most edges join it with, at most `nodes`, as one picture can hold it.

    Told are the pairs with it, and between the others those with the most money, `pairs` in all; of each
    pair, by direction, the `facts` with the most money. The graph's attributes say what is left out:
    `beyond` counts other entities that have edges with it, `unjoined` pairs, `untold` edges by pair.

    Raises:
        NotFoundError: if there is no entity with this key.
    """
    index = store.index
    if index.entity(key) is None:
        raise NotFoundError(f"no entity has the key {key!r}")
    near = index.texts(
        "select other from (select target as other from edge where source = ?1 and "
        f"{_SURE} union all select source from edge where target = ?1 and {_SURE})"
        " where other <> ?1 group by other order by count(*) desc, other",
        key,
        min_confidence,
    )
    kept = [key, *near[:nodes]]
    rows = index.rows(
        "select source, edge, target, basis, usd from edge left join event on event.key = substr(basis, 7)"
        " where source in (select value from json_each(?1)) and target in (select value from json_each(?1))"
        f" and {_SURE} order by source, target, usd is null, usd desc, basis, edge",
        json.dumps(kept),
        min_confidence,
    )
    joined: dict[tuple[str, str], list[tuple[object, ...]]] = {}
    for row in rows:
        joined.setdefault((str(row[0]), str(row[2])), []).append(row)
    worth = {pair: sum(float(str(row[4] or 0)) for row in found) for pair, found in joined.items()}
    order = sorted(joined, key=lambda pair: (key not in pair, -worth[pair], pair))
    last = max(pairs, sum(key in pair for pair in order))
    told = sorted(row[:4] for pair in order[:last] for row in joined[pair][:facts])
    g = _of_rows(store, kept, told, None, min_confidence)
    g.graph.update(
        beyond=max(0, len(near) - nodes),
        unjoined=max(0, len(order) - last),
        untold={pair: n for pair in order[:last] if (n := len(joined[pair]) - facts) > 0},
    )
    return g


def busiest(store: Store, *, nodes: int, edges: int, min_confidence: float = 0) -> Network:
    """The part of the network between the entities with the most events, none of them lone.

    There are at most `nodes` of them, and fewer if there would be more than `edges` edges between them.
    """
    index = store.index
    keys = index.texts("select key from entity order by events desc, name, key limit ?", nodes)
    between = (
        "select count(*) from edge where source in (select value from json_each(?1))"
        f" and target in (select value from json_each(?1)) and {_SURE}"
    )
    while len(keys) > 1 and int(index.one(between, json.dumps(keys), min_confidence) or 0) > edges:
        keys = keys[: len(keys) * 2 // 3]
    g = subnetwork(store, keys, min_confidence=min_confidence)
    g.remove_nodes_from([k for k in g if not g.degree(k)])
    return g


def co_funders(
    store: Store, name_or_key: str, *, limit: int = 100, min_confidence: float = 0
) -> list[CoFunder]:
    """Who else puts resources into what an entity puts them into, those with the most shared recipients first.

    Only events of at least `min_confidence`, or of none told, count.

    Raises:
        NotFoundError: if the entity is not known.
    """
    index = store.index
    key = the_entity(store, name_or_key)
    gives = json.dumps(sorted(set(VERBS.values())))
    rows = index.rows(
        "select distinct o.source, o.target from edge o where o.target in (select target from edge where source = ?1"
        f"  and target <> ?1 and basis like 'event/%' and edge in (select value from json_each(?3)) and {_SURE})"
        " and o.source <> ?1 and o.basis like 'event/%' and o.edge in (select value from json_each(?3))"
        f" and {sure('o.basis', '?2')} order by 1, 2",
        key,
        min_confidence,
        gives,
    )
    shared: dict[str, list[str]] = {}
    for funder, taker in rows:
        shared.setdefault(str(funder), []).append(str(taker))
    most = sorted(map(len, shared.values()), reverse=True)[:limit]
    least = most[-1] if most else 0
    likely = {funder: takers for funder, takers in shared.items() if len(takers) >= least}
    funders = named(index, likely).values()
    best = sorted(funders, key=lambda f: (-len(likely[f.key]), f.name, f.key))[:limit]
    return [CoFunder(entity=f, shared=refs(index, likely[f.key])) for f in best]
