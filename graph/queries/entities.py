"""Entities: found by their names, and looked at with all that is known of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graph.edges import sure
from graph.errors import NotFoundError
from graph.ids import slug
from graph.names import fold
from graph.queries.views import EntityHit, EntityRef, Neighbour

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.index import Index
    from graph.store.base import Store


def entities(store: Store, *, type: str | None = None, limit: int | None = None) -> list[EntityHit]:
    """Entities, those with the most events first: all, or of one type, or at most so many."""
    keys = store.index.texts(
        "select key from entity where ?1 is null or type = ?1 order by events desc, name, key limit ?2",
        type,
        -1 if limit is None else limit,
    )
    return [hit(store, key) for key in keys]


def hit(store: Store, key: str, score: float = 100.0) -> EntityHit:
    """One entity by its canonical key. Raises NotFoundError if there is none."""
    index = store.index
    found = index.rows(
        "select e.name, e.type, e.events, b.text from entity e left join identity i on i.entity = e.key"
        " left join bearing b on b.identity = i.key where e.key = ?",
        key,
    )
    if not found:
        raise NotFoundError(f"no entity has the key {key!r}")
    name, type_, events, _ = found[0]
    return EntityHit(
        key=key,
        iri=str(store.addresses.entity(key)),
        name=str(name),
        type=str(type_),
        aliases=tuple(sorted({str(text) for *_, text in found if text is not None} - {str(name)})),
        events=int(str(events)),
        score=score,
    )


def find_entities(store: Store, text: str, *, type: str | None = None, limit: int = 20) -> list[EntityHit]:
    """Entities whose name or alias fits a text, case, accents and small typing errors apart; the best first.

    An empty text finds those with the most events, one without any letter or digit (as "???") none.
    """
    if not text.strip():
        return entities(store, type=type, limit=limit)
    if not fold(text):
        return []
    found = store.index.names.find(text, type=type, limit=limit)
    return [hit(store, f.key, f.score) for f in found if store.index.entity(f.key)]


def entity_called(store: Store, name_or_key: str) -> str | None:
    """The canonical key of an entity by key (also a former one), address, name or other name, or None."""
    index = store.index
    told = name_or_key.removeprefix(f"{store.addresses.base}entity/")
    return (
        index.entity_key(told)
        or index.one("select key from entity where name = ? order by known desc, key", told)
        or next((key for key in index.names.called(told) if index.entity(key)), None)
        or index.one("select key from entity where key = ?", slug(told))
    )


def the_entity(store: Store, name_or_key: str) -> str:
    """The canonical key of an entity, told as `entity_called` takes it.

    Raises:
        NotFoundError: with the nearest names, if there is none.
    """
    found = entity_called(store, name_or_key)
    if found is not None:
        return found
    near = store.index.names.near(name_or_key)
    hint = (
        f"; did you mean {', '.join(map(repr, near))}?"
        if near
        else "; `investgraph stats` says what there is"
    )
    raise NotFoundError(f"no entity is called {name_or_key!r}{hint}", name_or_key, near)


def refs(index: Index, keys: Iterable[str]) -> tuple[EntityRef, ...]:
    """Entities named, in the order of their names."""
    return ordered(named(index, keys).values())


def named(index: Index, keys: Iterable[str]) -> dict[str, EntityRef]:
    """Entities by their keys; those that are not there are left out."""
    rows = index.rows(
        "select key, name, type from entity where key in (select value from json_each(?))",
        json.dumps(sorted(set(keys))),
    )
    return {str(k): EntityRef(key=str(k), name=str(name), type=str(type_)) for k, name, type_ in rows}


def ordered(found: Iterable[EntityRef]) -> tuple[EntityRef, ...]:
    """Entities in the order of their names."""
    return tuple(sorted(found, key=lambda e: (e.name, e.key)))


def neighbours(
    store: Store,
    name_or_key: str,
    *,
    edge: str | None = None,
    limit: int = 200,
    min_confidence: float = 0,
) -> list[Neighbour]:
    """What an entity has direct edges with, edge by edge, those that rest on the most events and relations first.

    Only events and relations of at least `min_confidence`, or of none told, count.

    Raises:
        NotFoundError: if the entity is not known.
    """
    index = store.index
    key = the_entity(store, name_or_key)
    rows = index.rows(
        "select edge, other, outward, count(distinct basis) as n from ("
        " select edge, target as other, 1 as outward, basis from edge where source = ?1"
        " union all select edge, source, 0, basis from edge where target = ?1)"
        f" where (?2 is null or edge = ?2) and {sure('basis', '?4')} group by edge, other, outward order by n desc, edge, other limit ?3",
        key,
        edge,
        limit,
        min_confidence,
    )
    there = named(index, (str(other) for _, other, *_ in rows))
    return [
        Neighbour(edge=str(name), outward=bool(outward), entity=ref, count=int(str(n)))
        for name, other, outward, n in rows
        if (ref := there.get(str(other)))
    ]
