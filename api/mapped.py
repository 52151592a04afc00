"""How the deals of a selection go over the map of places, and which of them are behind a place or a line of it."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from api.explorer import sums_of
from graph.figures.world import Flow
from graph.places import country_name, country_of, region_of
from graph.totals import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.index import Index
    from graph.queries.selection import Deal, Selection
    from graph.store import Store
    from graph.tally import Counted


class Leg(NamedTuple):
    """A deal's share on its way from the country of one who gives (its code, or None) to one place."""

    deal: str
    source: str | None
    spot: Spot
    share: float


def legs(index: Index, deals: Iterable[Deal]) -> Iterator[Leg]:
    """The ways that deals go on a map, each split evenly over its ways. What is no place counts for its country."""
    spot_of, country_code = cache(partial(_spot, index)), cache(partial(_country_code, index))
    for deal in deals:
        if deal.status == "cancelled":
            continue
        found = {spot for k in (deal.places or deal.recipients) if (spot := spot_of(k)) is not None}
        ends = sorted(found, key=lambda spot: spot.key)
        sources = [country_code(giver) for giver in deal.investors] or [None]
        for source in sources:
            for end in ends:
                yield Leg(deal.key, source, end, 1 / len(sources) / len(ends))


def flows_to_places(store: Store, selection: Selection) -> list[Flow]:
    """The selection's money by the country of who gives and the place it goes to."""
    adds = _adds(store, selection)
    usd: dict[tuple[str | None, Spot], float] = defaultdict(float)
    deals: dict[tuple[str | None, Spot], set[str]] = defaultdict(set)
    for leg in legs(store.index, selection.deals):
        usd[leg.source, leg.spot] += leg.share * (adds[leg.deal].adds if leg.deal in adds else 0.0)
        deals[leg.source, leg.spot].add(leg.deal)
    return [
        Flow(source, country_name(store.index, source) if source else None, *spot, total, frozenset(among))
        for (source, spot), total in sorted(usd.items(), key=lambda x: (-x[1], x[0][1].name, str(x[0][0])))
        if (among := deals[source, spot])
    ]


class Behind(NamedTuple):
    """What a place or a line of the map is made of: a sum with its deals, and the deals that add nothing to it."""

    row: Row
    others: list[str]


def behind(store: Store, selection: Selection, source: str, target: str) -> Behind:
    """The deals that go to a place, by its key, from a country, by its code; from anywhere if that is empty."""
    adds = _adds(store, selection)
    shares: dict[str, float] = defaultdict(float)
    for leg in legs(store.index, selection.deals):
        if leg.spot.key == target and source in {"", leg.source}:
            shares[leg.deal] += leg.share
    counted = [
        c.model_copy(update={"adds": c.adds * share, "share": c.share * share})
        for key, share in shares.items()
        if (c := adds.get(key)) is not None
    ]
    counted.sort(key=lambda c: (-c.adds, c.event))
    total = sum(c.adds for c in counted)
    row = Row(group={}, total=total, native={}, events=len(counted), counted=tuple(counted))
    return Behind(row, [key for key in shares if key not in adds])


def _adds(store: Store, selection: Selection) -> dict[str, Counted]:
    return {c.event: c for row in sums_of(store, selection, (), deals=None).rows for c in row.counted}


class Spot(NamedTuple):
    """A place on a map, by name, type, the code of its country, the name of its state, and its key."""

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
    return Spot(there.name, "Country", there.country, None, there.key) if there else None
