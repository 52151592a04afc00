"""Where things are: places with all that lies in them, and the country of an entity."""

from __future__ import annotations

import json
from functools import cache, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.index import Index

_DEEP = 8  # located_in edges followed down from a place
_STEPS = 4  # located_in edges followed up to find a country


def inside(index: Index, key: str) -> set[str]:
    """A place and all places that lie in it, by the reference list and by what articles state."""
    row = index.entity(key)
    found, new = {key}, {key}
    if row is not None and row.type == "Country" and row.country:
        new |= set(index.texts("select key from entity where type = 'Place' and country = ?", row.country))
    for _ in range(_DEEP):
        found |= new
        new = {
            str(s)
            for place in new
            for s, type_ in index.rows(
                "select e.source, n.type from edge e join entity n on n.key = e.source"
                " where e.edge = 'located_in' and e.target = ?",
                place,
            )
            if type_ in {"Place", "Country"}
        } - found
        if not new:
            break
    return found


def region_of(index: Index, key: str) -> str | None:
    """The name of the place, not a country, that articles say a place lies in: the first by key of several."""
    return index.one(
        "select n.name from edge e join entity n on n.key = e.target"
        " where e.source = ? and e.edge = 'located_in' and n.type = 'Place' order by e.target",
        key,
    )


def country_of(index: Index, key: str) -> str | None:
    """The name of the country that an entity is, or is in: by the reference list, else by what articles state."""
    seen: list[str] = []
    waiting = [key]
    while waiting and len(seen) < _STEPS:
        here = waiting.pop(0)
        row = index.entity(here)
        if row is None or here in seen:
            continue
        seen.append(here)
        if row.type == "Country":
            return row.name
        if row.country is not None:
            return country_name(index, row.country)
        waiting += index.texts(
            "select target from edge where source = ? and edge = 'located_in' order by target", here
        )
    return None


def countries_of(index: Index, keys: Collection[str]) -> dict[str, str | None]:
    """As `country_of`, of many entities; only those of which articles have to say it are looked at one by one."""
    found: dict[str, str | None] = dict.fromkeys(keys)
    name = cache(partial(country_name, index))
    rows = index.rows(
        "select key, name, type, country, exists (select 1 from edge where source = key and edge = 'located_in')"
        " from entity where key in (select value from json_each(?))",
        json.dumps(sorted(keys)),
    )
    for key, called, type_, code, stated in rows:
        if type_ == "Country":
            found[str(key)] = str(called)
        elif code is not None:
            found[str(key)] = name(str(code))
        elif stated:
            found[str(key)] = country_of(index, str(key))
    return found


def country_name(index: Index, code: str) -> str:
    """The name of a country by its ISO 3166 code."""
    import pycountry

    known = index.one("select name from entity where type = 'Country' and country = ? order by key", code)
    found = pycountry.countries.get(alpha_2=code)
    usual = getattr(found, "common_name", None) or getattr(found, "name", code)
    return known or str(usual)
