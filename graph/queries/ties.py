"""Whom two entities have to do with, and to which countries their deals go: both, or one of them alone."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from graph.columns import UNKNOWN, Columns
from graph.edges import sure
from graph.queries.entities import named, the_entity
from graph.queries.views import EntityRef

if TYPE_CHECKING:
    from graph.index import Index
    from graph.store.base import Store


class Behind(NamedTuple):
    """What a tie rests on: deals, by key, and how many stated facts."""

    deals: tuple[str, ...] = ()
    facts: int = 0

    @property
    def size(self) -> int:
        """How many deals and facts that is."""
        return len(self.deals) + self.facts


class Tie(NamedTuple):
    """An entity, and what each of the two has to do with it."""

    entity: EntityRef
    one: Behind
    two: Behind

    @property
    def shared(self) -> bool:
        """Whether both have."""
        return bool(self.one.size and self.two.size)


def ties(store: Store, one: str, two: str, *, min_confidence: float = 0) -> list[Tie]:
    """Whom two entities have direct edges with, but one another: those that rest on most first.

    Raises:
        NotFoundError: if one of the two is not known.
    """
    keys = the_entity(store, one), the_entity(store, two)
    one_has, two_has = (_linked(store.index, key, min_confidence) for key in keys)
    return _side_by_side(named(store.index, {*one_has, *two_has}), keys, one_has, two_has)


def common_countries(store: Store, one: str, two: str, *, min_confidence: float = 0) -> list[Tie]:
    """To which countries the deals of two entities go, as sums are grouped by country; raises as `ties` does.

    The key of a country that is no entity is empty.
    """
    keys = the_entity(store, one), the_entity(store, two)
    one_has, two_has = (_countries(store.index, key, min_confidence) for key in keys)
    names = {*one_has, *two_has}
    rows = store.index.rows(
        "select name, min(key) from entity where type = 'Country' and name in (select value from json_each(?))"
        " group by name",
        json.dumps(sorted(names)),
    )
    known = {str(name): str(key) for name, key in rows}
    there = {name: EntityRef(key=known.get(name, ""), name=name, type="Country") for name in names}
    return _side_by_side(there, keys, one_has, two_has)


def _side_by_side(
    refs: dict[str, EntityRef], keys: tuple[str, str], one: dict[str, Behind], two: dict[str, Behind]
) -> list[Tie]:
    told = (Tie(ref, one.get(k, Behind()), two.get(k, Behind())) for k, ref in refs.items())
    others = (tie for tie in told if tie.entity.key not in keys)
    return sorted(others, key=lambda t: (-t.one.size - t.two.size, t.entity.name, t.entity.key))


def _linked(index: Index, key: str, least: float) -> dict[str, Behind]:
    rows = index.rows(
        "select other, basis from (select target as other, basis from edge where source = ?1"
        f" union select source, basis from edge where target = ?1) where {sure('basis', '?2')} order by basis",
        key,
        least,
    )
    deals: dict[str, list[str]] = defaultdict(list)
    facts: dict[str, int] = defaultdict(int)
    for other, basis in rows:
        sort, _, rest = str(basis).partition("/")
        if sort == "event":
            deals[str(other)].append(rest)
        else:
            facts[str(other)] += 1
    return {k: Behind(tuple(deals.get(k, ())), facts.get(k, 0)) for k in {*deals, *facts}}


def _countries(index: Index, key: str, least: float) -> dict[str, Behind]:
    columns = Columns(
        index,
        "key in (select event from event_entity where entity = ?) and coalesce(confidence, 1) >= ?",
        [key, least],
    )
    values = columns.values("country")
    found: dict[str, list[str]] = defaultdict(list)
    for n, deal in enumerate(columns.keys):
        for code in values.codes[values.starts[n] : values.starts[n + 1]].tolist():
            found[values.labels[code]].append(deal)
    return {name: Behind(tuple(deals)) for name, deals in found.items() if name != UNKNOWN}
