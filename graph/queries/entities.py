"""Entities: found by their names, and looked at with all that is known of them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from graph.errors import NotFoundError
from graph.ids import slug
from graph.queries.views import EntityHit, EntityRef, Neighbour

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.index import Index
    from graph.store.base import Store

_GOOD = 72.0  # Below this similarity (0 to 100) a name is not what was meant.


def fold(text: str) -> str:
    """A text as names are compared when one looks for them: no case, no accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(ch for ch in plain if not unicodedata.combining(ch)).casefold().strip()


def entities(store: Store) -> list[EntityHit]:
    """All entities, those with the most events first."""
    index, a = store.index, store.addresses
    counts = {str(k): int(str(n)) for k, n in index.rows(
        "select entity, count(distinct event) from event_entity group by entity")}  # fmt: skip
    names: dict[str, set[str]] = {}
    for key, text in index.rows(
        "select distinct i.entity, b.text from bearing b join identity i on i.key = b.identity"
    ):
        names.setdefault(str(key), set()).add(str(text))
    hits = [
        EntityHit(
            key=str(key),
            iri=str(a.entity(str(key))),
            name=str(name),
            type=str(type_),
            aliases=tuple(sorted(names.get(str(key), set()) - {str(name)})),
            events=counts.get(str(key), 0),
        )
        for key, name, type_ in index.rows("select key, name, type from entity")
    ]
    return sorted(hits, key=lambda h: (-h.events, h.name, h.key))


def hit(store: Store, key: str) -> EntityHit:
    """One entity by its canonical key. Raises NotFoundError if there is none."""
    index = store.index
    row = index.entity(key)
    if row is None:
        raise NotFoundError(f"no entity has the key {key!r}")
    names = index.texts(
        "select distinct b.text from bearing b join identity i on i.key = b.identity where i.entity = ?", key
    )
    events = index.one("select count(distinct event) from event_entity where entity = ?", key)
    return EntityHit(
        key=key,
        iri=str(store.addresses.entity(key)),
        name=row.name,
        type=row.type,
        aliases=tuple(sorted(set(names) - {row.name})),
        events=int(events or 0),
    )


def find_entities(store: Store, text: str, *, type: str | None = None, limit: int = 20) -> list[EntityHit]:
    """Entities whose name or alias fits a text, case, accents and small typing errors apart; the best first.

    An empty text finds those with the most events.
    """
    wanted = fold(text)
    if not wanted:
        return [e for e in entities(store) if type is None or e.type == type][:limit]
    folded, hits = _folded_names(store)
    best: dict[int, float] = {}
    likely = process.extract(
        wanted, folded, scorer=fuzz.ratio, processor=None, score_cutoff=_GOOD, limit=None
    )
    for name, _, place in likely:
        best[hits[place][0]] = max(best.get(hits[place][0], 0.0), _score(wanted, name))
    for place, name in enumerate(folded):
        if wanted in name:
            best[hits[place][0]] = max(best.get(hits[place][0], 0.0), _score(wanted, name))
    pool = store.index.remembered("entities", lambda: entities(store))
    scored = [
        pool[n].model_copy(update={"score": round(score, 1)})
        for n, score in best.items()
        if score >= _GOOD and (type is None or pool[n].type == type)
    ]
    return sorted(scored, key=lambda h: (-h.score, -h.events, h.name, h.key))[:limit]


def _folded_names(store: Store) -> tuple[list[str], list[tuple[int, str]]]:
    """All names as they are compared, and beside each the place of its entity in `entities`; kept per revision."""

    def made() -> tuple[list[str], list[tuple[int, str]]]:
        pool = store.index.remembered("entities", lambda: entities(store))
        rows = [(fold(name), (n, e.key)) for n, e in enumerate(pool) for name in {e.name, *e.aliases, e.key}]
        rows.sort()
        return [name for name, _ in rows], [about for _, about in rows]

    return store.index.remembered("names", made)


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


def the_entity(store: Store, name_or_key: str) -> str:
    """The canonical key of an entity by key (also a former one), address, name or other name.

    Raises:
        NotFoundError: with the nearest names, if there is none.
    """
    index = store.index
    told = name_or_key.removeprefix(f"{store.addresses.base}entity/")
    found = index.entity_key(told) or index.one(
        "select key from entity where name = ? order by known desc, key", told
    )
    if found is not None:
        return found
    wanted = fold(name_or_key)
    pool = {str(k): fold(str(n)) for k, n in index.rows("select key, name from entity order by key")}
    named = [k for k, n in pool.items() if n == wanted]
    if not named and slug(name_or_key) in pool:
        named = [slug(name_or_key)]
    if not named:
        others = index.rows(
            "select i.entity, b.text from bearing b join identity i on i.key = b.identity order by 1"
        )
        named = [str(k) for k, text in others if fold(str(text)) == wanted]
    if named:
        return max(named, key=lambda k: (int(index.one(_EVENTS_OF, k) or 0), k))
    close = process.extract(wanted, pool, scorer=fuzz.WRatio, limit=3, score_cutoff=60)
    names = [row.name for _, _, k in close if (row := index.entity(k))]
    hint = (
        f"; did you mean {', '.join(map(repr, names))}?"
        if names
        else "; `investgraph stats` says what there is"
    )
    raise NotFoundError(f"no entity is called {name_or_key!r}{hint}")


_EVENTS_OF = "select count(distinct event) from event_entity where entity = ?"


def refs(index: Index, keys: Iterable[str]) -> tuple[EntityRef, ...]:
    """Entities named, in the order of their names."""
    found = [EntityRef(key=row.key, name=row.name, type=row.type) for k in keys if (row := index.entity(k))]
    return tuple(sorted(found, key=lambda e: (e.name, e.key)))


def neighbours(
    store: Store, name_or_key: str, *, edge: str | None = None, limit: int = 200
) -> list[Neighbour]:
    """What an entity has direct edges with, edge by edge, those that rest on the most events and relations first."""
    index = store.index
    key = the_entity(store, name_or_key)
    rows = index.rows(
        "select edge, other, outward, count(distinct basis) as n from ("
        " select edge, target as other, 1 as outward, basis from edge where source = ?1"
        " union all select edge, source, 0, basis from edge where target = ?1)"
        " where ?2 is null or edge = ?2 group by edge, other, outward order by n desc, edge, other limit ?3",
        key,
        edge,
        limit,
    )
    found = []
    for name, other, outward, n in rows:
        (ref,) = refs(index, [str(other)]) or (None,)
        if ref is not None:
            found.append(Neighbour(edge=str(name), outward=bool(outward), entity=ref, count=int(str(n))))
    return found
