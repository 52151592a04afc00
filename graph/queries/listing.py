"""Entities listed and counted: by name, type and country."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Literal, get_args

from graph.errors import NotFoundError
from graph.places import country_code, country_name, country_of, lying
from graph.queries.entities import find_entities, hit, the_entity
from graph.queries.views import EntityCounts, EntityHit, Facet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.store.base import Store

EntitySort = Literal["fit", "events", "name"]
ENTITY_SORTS: tuple[EntitySort, ...] = get_args(EntitySort)
_ORDER: dict[EntitySort, str] = {
    "fit": "e.events desc, e.name, e.key",
    "events": "e.events desc, e.name, e.key",
    "name": "e.name, e.key",
}
_FOUND = 1_000  # entities of a name that are looked at


def list_entities(
    store: Store,
    q: str = "",
    *,
    type: str | None = None,
    country: str | None = None,
    sort: EntitySort = "fit",
    limit: int = 100,
    offset: int = 0,
) -> list[EntityHit]:
    """Entities, by name if `q` is not empty, of a type, and in a country or place (by name, key or ISO 3166 code).

    Those whose name fits best come first, or those with the most events, or by name; without `q` every name fits.
    Of a name the 1,000 best are looked at.

    Raises:
        NotFoundError: if the country is not known.
    """
    where, values = ["1"], list[object]()
    if type is not None:
        where.append("e.type = ?")
        values.append(type)
    if country is not None:
        where.append("e.key in (select value from json_each(?))")
        values.append(json.dumps(sorted(located(store, country))))
    if q.strip():
        best = offset + limit if sort == "fit" and country is None else _FOUND
        found = {h.key: h for h in find_entities(store, q, type=type, limit=best)}
        where.append("e.key in (select value from json_each(?))")
        values.append(json.dumps(list(found)))
    rows = store.index.rows(
        f"select e.key, e.events from entity e where {' and '.join(where)} order by {_ORDER[sort]} limit ? offset ?",
        *values,
        *((-1, 0) if q.strip() else (limit, offset)),
    )
    if not q.strip():
        return [hit(store, str(key)) for key, _ in rows]
    hits = [found[str(key)] for key, _ in rows]
    if sort == "fit":
        order = list(found)
        hits.sort(key=lambda h: order.index(h.key))
    return hits[offset : offset + limit]


def located(store: Store, country: str) -> set[str]:
    """The keys of what is in a country or place, by the reference list and by what articles state; not its own.

    Raises:
        NotFoundError: if the country is not known.
    """
    coded = store.index.one(
        "select key from entity where type = 'Country' and country = ? order by known desc, key",
        country.upper(),
    )
    key = coded or the_place(store, country)
    return lying(store.index, key) - {key}


def the_place(store: Store, told: str) -> str:
    """The key of an entity, as `the_entity` finds it, or the code of a country that others lie in and that is none itself.

    Raises:
        NotFoundError: if there is neither.
    """
    try:
        return the_entity(store, told)
    except NotFoundError:
        code = country_code(told)
        if code is None or store.index.one("select key from entity where country = ? limit 1", code) is None:
            raise
        own = store.index.one(
            "select key from entity where type = 'Country' and country = ? order by key", code
        )
        return own or code


def count_entities(store: Store) -> EntityCounts:
    """How many entities there are, by type and by the country that they are or are in."""
    index = store.index
    types = Counter(index.texts("select type from entity"))
    coded = Counter(index.texts("select country from entity where country is not null"))
    countries = Counter({country_name(index, code): n for code, n in coded.items()})
    stated = index.texts(
        "select distinct s.source from edge s join entity e on e.key = s.source"
        " where s.edge = 'located_in' and e.country is null"
    )
    countries.update(name for key in stated if (name := country_of(index, key)))
    return EntityCounts(
        entities=types.total(), type=_facets(types.items()), country=_facets(countries.items())
    )


def _facets(counts: Iterable[tuple[str, int]]) -> tuple[Facet, ...]:
    return tuple(Facet(value=v, count=n) for v, n in sorted(counts, key=lambda x: (-x[1], x[0])))
