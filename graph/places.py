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
    """A place and all places that lie in it: by the reference list, which goes first, and by what articles state."""
    return _below(index, {key}, _code(index, key), {"Place", "Country"})


def lying(index: Index, key: str) -> set[str]:
    """As `inside`, with all else that lies there: companies, facilities and what is in those.

    Instead of a key, the name or ISO 3166 code of a country is one too, if something in it is known; else nothing is
    found.
    """
    if index.entity(key) is not None:
        return _below(index, {key}, _code(index, key), None)
    code = country_code(key)
    return _below(index, set(), code, None) if code is not None else set()


def _code(index: Index, key: str) -> str | None:
    row = index.entity(key)
    return row.country if row is not None else None


def _below(index: Index, start: set[str], code: str | None, types: set[str] | None) -> set[str]:
    """What lies in places with the code of a country, or none: of some types, or of all."""
    found, new = set[str](), set(start)
    among = json.dumps(sorted(types)) if types is not None else None
    whole = not start or any(
        (row := index.entity(key)) is not None and row.type == "Country" for key in start
    )
    if code is not None and whole:
        new |= set(
            index.texts(
                "select key from entity where country = ?1 and (?2 is null or type in (select value from json_each(?2)))",
                code,
                among,
            )
        )
    for _ in range(_DEEP):
        found |= new
        # What the reference list says of an entity goes before what an article states.
        new = set(
            index.texts(
                "select n.key from edge e join entity n on n.key = e.source where e.edge = 'located_in'"
                " and e.target in (select value from json_each(?1))"
                " and (?2 is null or n.country is null or n.country = ?2)"
                " and (?3 is null or n.type in (select value from json_each(?3)))",
                json.dumps(sorted(new)),
                code,
                among,
            )
        )
        new -= found
        if not new:
            break
    return found


GOES = (
    "case when exists (select 1 from event_entity p where p.event = event.key and p.role = 'places')"
    " then exists (select 1 from event_entity p where p.event = event.key and p.role = 'places'"
    " and +p.entity in (select value from json_each(?)))"
    " else exists (select 1 from event_entity p where p.event = event.key and p.role = 'recipients'"
    " and +p.entity in (select value from json_each(?))) end"
)
"""The condition of `going_to` as a test of one row: for what looks through events in an order."""


def going_to(index: Index, keys: Collection[str]) -> tuple[str, list[object]]:
    """The condition on rows of the table `event` that a deal goes to one of these, and its values.

    It goes to its places, and if it has none to its recipients, as it is grouped by country.
    """
    where = (
        "(key in (select event from event_entity where role = 'places' and entity in (select value from json_each(?)))"
        " or key in (select event from event_entity r where role = 'recipients'"
        " and entity in (select value from json_each(?))"
        " and not exists (select 1 from event_entity p where p.event = r.event and p.role = 'places')))"
    )
    return where, [json.dumps(sorted(keys))] * 2


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


def country_code(told: str) -> str | None:
    """The ISO 3166 code of a country by its name, key or code."""
    import pycountry

    for name in (told, told.replace("-", " ")):
        try:
            return str(pycountry.countries.lookup(name).alpha_2)
        except LookupError:
            continue
    return None
