"""How the deals of a selection go over the map of places, and which of them are behind a place or a line of it."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from graph.figures.world import Flow, in_sum
from graph.places import country_code, country_name, country_of, region_of
from graph.totals import Row, dollars, totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.index import Index
    from graph.queries.selection import Deal, Selection
    from graph.store import Store


class Leg(NamedTuple):
    """A deal's share on its way from the country of one who gives (its code, or None) to one place."""

    deal: str
    source: str | None
    spot: Spot
    share: float


def legs(index: Index, deals: Iterable[Deal]) -> Iterator[Leg]:
    """The ways that deals go on a map, each split evenly over its ways. What is no place counts for its country."""
    spot_of, code_of = cache(partial(_spot, index)), cache(partial(_country_code, index))
    for deal in deals:
        if deal.status == "cancelled":
            continue
        found = {spot for k in (deal.places or deal.recipients) if (spot := spot_of(k)) is not None}
        ends = sorted(found, key=lambda spot: spot.key)
        sources = [code_of(giver) for giver in deal.investors] or [None]
        for source in sources:
            for end in ends:
                yield Leg(deal.key, source, end, 1 / len(sources) / len(ends))


def flows_to_places(store: Store, selection: Selection) -> list[Flow]:
    """The selection's money by the country of who gives and the place it goes to."""
    adds = dollars(store.index, selection.pairs.deals)
    usd: dict[tuple[str | None, Spot], float] = defaultdict(float)
    deals: dict[tuple[str | None, Spot], set[str]] = defaultdict(set)
    for leg in legs(store.index, selection.deals):
        usd[leg.source, leg.spot] += leg.share * adds.get(leg.deal, 0.0)
        deals[leg.source, leg.spot].add(leg.deal)
    return [
        Flow(source, country_name(store.index, source) if source else None, *spot, total, frozenset(among))
        for (source, spot), total in sorted(usd.items(), key=lambda x: (-x[1], x[0][1].name, str(x[0][0])))
        if (among := deals[source, spot])
    ]


def spots(flows: Iterable[Flow]) -> list[tuple[str, str, str]]:
    """The places that money goes to by key, name and in words how much, the largest first."""
    names: dict[str, str] = {}
    usd: dict[str, float] = defaultdict(float)
    deals: dict[str, frozenset[str]] = defaultdict(frozenset)
    for flow in flows:
        names[flow.key] = flow.name
        usd[flow.key] += flow.usd
        deals[flow.key] |= flow.deals
    order = sorted(names, key=lambda key: (-usd[key], -len(deals[key]), names[key]))
    return [(key, names[key], in_sum(usd[key], deals[key])) for key in order]


def unplaced(selection: Selection, flows: Iterable[Flow]) -> list[str]:
    """The deals of which no place is told, nor where those are who get them: not on the map; those cancelled apart."""
    placed = {key for flow in flows for key in flow.deals}
    return [d.key for d in selection.deals if d.status != "cancelled" and d.key not in placed]


class Behind(NamedTuple):
    """What a place or a line of the map is made of: a sum with its deals, and the deals that add nothing to it."""

    row: Row
    others: list[str]


def behind(store: Store, selection: Selection, source: str, target: str, most: int) -> Behind:
    """The deals that go to a place, by its key, from a country, by its code; from anywhere if that is empty.

    Of those that are counted the largest are told, at most so many.
    """
    adds = dollars(store.index, selection.pairs.deals)
    shares: dict[str, float] = defaultdict(float)
    for leg in legs(store.index, selection.deals):
        if leg.spot.key == target and source in {"", leg.source}:
            shares[leg.deal] += leg.share
    sums = {key: adds[key] * share for key, share in shares.items() if key in adds}
    largest = sorted(sums, key=lambda key: (-sums[key], key))[:most]
    told = {c.event: c for row in totals(store.index, among=largest).rows for c in row.counted}
    counted = tuple(
        told[key].model_copy(update={"adds": sums[key], "share": told[key].share * shares[key]})
        for key in largest
    )
    row = Row(group={}, total=sum(sums.values()), native={}, events=len(sums), counted=counted)
    return Behind(row, [key for key in shares if key not in adds])


class Spot(NamedTuple):
    """A place on a map, by name, type, the code of its country, the name of its state, and its key.

    A country of which no article speaks has its code for a key.
    """

    name: str
    type: str
    country: str | None
    region: str | None
    key: str


def _country_code(index: Index, key: str) -> str | None:
    row = index.entity(key)
    return row.country if row else None


def _spot(index: Index, key: str) -> Spot | None:
    row = index.entity(key)
    if row is None:
        return None
    if row.type in {"Place", "Country"}:
        return Spot(row.name, row.type, row.country, region_of(index, key), row.key)
    name = country_of(index, key)
    country = index.one("select key from entity where type = 'Country' and name = ? order by key", name or "")
    there = index.entity(country) if country else None
    if there is None:
        code = country_code(name) if name else None
        return Spot(name, "Country", code, None, code) if name and code else None
    return Spot(there.name, "Country", there.country, None, there.key)
