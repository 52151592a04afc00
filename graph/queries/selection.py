"""A part of the graph that somebody looks at: the entities shown, the lines between them, and the deals behind those.

What is shown follows from a few words (`Shown`) that fit into an address, so that every picture is a link.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict

from graph.links import Links, Pairs, all_links, links_of
from graph.queries.entities import entity_called, named, the_entity
from graph.queries.filters import Filters, fitting
from graph.queries.shown import shown as shown_as_kept
from graph.queries.views import EntityRef, View
from graph.queries.ways import paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from graph.columns import Codes, Columns
    from graph.index import Index
    from graph.links import Line
    from graph.queries.views import EventView
    from graph.store.base import Store

AROUND = 40
"""Neighbours shown of an entity that one starts from."""

MOST = 10_000
"""Entities in one picture."""

LONGEST = 6
"""Links of a way between two entities, at most."""

_KEPT = 4  # A page, what its script asks for, and each panel show the same selection.
_COUNTED = 1_000  # With more entities than this, it is not counted what more each is linked with.


class LineFilters(BaseModel):
    """Which deals are looked at; what is not told asks for nothing. Sums are in US dollars."""

    model_config = ConfigDict(frozen=True)

    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    sector: str | None = None
    place: str | None = None
    investor_in: str | None = None
    recipient_in: str | None = None
    publisher: str | None = None
    since: str | None = None
    until: str | None = None
    min_amount: float | None = None
    max_amount: float | None = None
    min_confidence: float = 0
    facts: bool = True
    """Whether lasting facts (part of, located in, partner of) are lines too."""


class Shown(BaseModel):
    """Which entities are shown: those around `of`, the `whole` of so many with the most deals, some more, some less."""

    model_config = ConfigDict(frozen=True)

    of: tuple[str, ...] = ()
    whole: int = 0
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class Node(EntityRef):
    """An entity shown: in how many deals it takes part, and with how many more entities it has links not shown."""

    events: int
    hidden: int | None


class Deal(NamedTuple):
    """A deal of the selection, with its parties by key."""

    key: str
    kind: str
    status: str
    usd: float | None
    day: str | None
    investors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]


class Selection:
    """What is shown; `left_out` counts entities beyond a limit, `unknown` has names that nobody has.

    Lines and deals are told when they are asked for.
    """

    def __init__(
        self, index: Index, nodes: tuple[Node, ...], pairs: Pairs, left_out: int, unknown: tuple[str, ...]
    ) -> None:
        self._index, self.nodes, self.pairs, self.left_out = index, nodes, pairs, left_out
        self.unknown = unknown

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What joins the entities, by the keys of both ends."""
        return tuple(self.pairs.line(n) for n in range(len(self.pairs)))

    @cached_property
    def deals(self) -> tuple[Deal, ...]:
        """The deals behind the lines, the largest first."""
        return _deals(self.pairs.columns, self.pairs.deals)

    @cached_property
    def names(self) -> dict[str, EntityRef]:
        """The entities shown, and parties of deals that are not."""
        parties = {k for d in self.deals for k in (*d.investors, *d.recipients, *d.places)}
        return named(self._index, {*(n.key for n in self.nodes), *parties})


class Opening(View):
    """A relation along which an entity can be opened: how many entities stand there, and how many of them are shown."""

    edge: str
    outward: bool
    count: int
    shown: int


@dataclass(frozen=True)
class _Condition:
    """A condition on rows of the table `event`, empty if all fit, and whether stated facts of a confidence fit too."""

    index: Index
    deals: str
    values: list[object]
    facts: bool
    least: float

    @cached_property
    def keys(self) -> list[str]:
        """The deals that fit."""
        return self.index.texts(f"select key from event where {self.deals or '1'}", *self.values)

    def of(self, links: Links) -> NDArray[np.bool_]:
        """Of each edge, whether it fits."""
        fits = np.full(len(links.deals) + 1, not self.deals)
        fits[-1] = self.facts  # at -1, where the deal of a fact stands
        if self.deals:
            fits[[n for key in self.keys if (n := links.deals.place.get(key)) is not None]] = True
        unsure: NDArray[np.bool_] = links.confidence < self.least
        return fits[links.deal] & ~unsure


def select(store: Store, shown: Shown, filters: LineFilters) -> Selection:
    """The selection for what is shown and looked at; the last few are kept until the graph changes.

    Raises:
        NotFoundError: if an entity is not known.
    """
    kept = store.index.remembered("selections", dict[tuple[Shown, LineFilters], Selection])
    asked = shown, filters
    found = kept.get(asked)
    if found is None:
        found = _selected(store, shown, filters)
        for old in list(kept)[: len(kept) + 1 - _KEPT]:
            kept.pop(old, None)
        kept[asked] = found
    return found


def check(store: Store, shown: Shown, filters: LineFilters) -> None:
    """Raise as `select` does, without selecting."""
    _fits(store, filters)
    for name in shown.of:
        the_entity(store, name)


def _selected(store: Store, shown: Shown, filters: LineFilters) -> Selection:
    index = store.index
    fits = _fits(store, filters)
    called = {name: entity_called(store, name) for name in (*shown.added, *shown.removed)}
    keys, left_out = _keys(store, shown, fits, called)
    links = links_of(index, keys)
    fitting_ = fits.of(links)
    whole = bool(shown.whole and not shown.of)
    # Who is asked for by their deals is not shown for lasting facts alone.
    pairs = Pairs(links, links.between(keys, fitting_, dealing=whole and bool(fits.deals)))
    if whole:
        kept = {k for ends in pairs.ends for k in ends} | {called[name] for name in shown.added}
        keys = [k for k in keys if k in kept]  # lone points tell nothing
    hidden = links.beyond(keys, fitting_) if len(keys) <= _COUNTED else None
    counts, names = _counts(index, keys), named(index, keys)
    nodes = tuple(
        Node(
            **names[k].model_dump(),
            events=counts.get(k, 0),
            hidden=hidden.get(k, 0) if hidden is not None else None,
        )
        for k in keys
        if k in names
    )
    unknown = tuple(name for name, key in called.items() if key is None)
    return Selection(index, nodes, pairs, left_out, unknown)


def deals_with(store: Store, key: str, filters: LineFilters, limit: int) -> tuple[list[EventView], int]:
    """An entity's deals that are looked at, whoever else takes part: the largest, at most `limit`; and how many there are."""
    fits = _fits(store, filters)
    keys = store.index.texts(
        "select key from event where key in (select event from event_entity where entity = ?)"
        f" and {fits.deals or '1'} order by usd desc, key",
        key,
        *fits.values,
    )
    return list(shown_as_kept(store, keys[:limit])), len(keys)


def openings(store: Store, key: str, shown: Iterable[str], filters: LineFilters) -> list[Opening]:
    """Along which relations an entity can be opened, those with the most entities first."""
    there, found = set(shown), defaultdict[tuple[str, bool], set[str]](set)
    for edge, other, outward in _around(store.index, key, _fits(store, filters)):
        found[edge, outward].add(other)
    rows = [Opening(edge=e, outward=o, count=len(k), shown=len(k & there)) for (e, o), k in found.items()]
    return sorted(rows, key=lambda o: (-o.count, o.edge, o.outward))


def opened(
    store: Store,
    key: str,
    shown: Iterable[str],
    filters: LineFilters,
    *,
    edge: str | None = None,
    outward: bool | None = None,
    limit: int = 20,
) -> list[str]:
    """The entities that opening an entity adds, those with the most deals first, at most `limit`."""
    there = {*shown, key}
    found = {
        other
        for name, other, out in _around(store.index, key, _fits(store, filters))
        if other not in there and edge in {None, name} and outward in {None, out}
    }
    return _foremost(store.index, found)[:limit]


def ways(store: Store, one: str, two: str, min_confidence: float = 0) -> list[str]:
    """The entities on the shortest ways between two, both included; empty if there is no way.

    Raises:
        NotFoundError: if one of the two is not known.
    """
    found = paths(store, one, two, longest=LONGEST, limit=5, min_confidence=min_confidence)
    shortest = min((len(p.steps) for p in found), default=0)
    return sorted(
        {k.key for p in found if len(p.steps) == shortest for s in p.steps for k in (s.source, s.target)}
    )


def _fits(store: Store, f: LineFilters) -> _Condition:
    """The condition that filters mean. Raises NotFoundError if an entity is not known."""
    asked: Filters = {
        "place": f.place,
        "investor_in": f.investor_in,
        "recipient_in": f.recipient_in,
        "sector": f.sector,
        "publisher": f.publisher,
        "since": f.since,
        "until": f.until,
        "min_amount": f.min_amount,
        "max_amount": f.max_amount,
    }
    if f.min_confidence:
        asked["min_confidence"] = f.min_confidence
    where, values = fitting(store, asked)
    parts = [where] if where != "1" else []
    for column, told in (("kind", f.kinds), ("status", f.statuses)):
        if told:
            parts.append(f"{column} in (select value from json_each(?))")
            values.append(json.dumps(told))
    return _Condition(store.index, " and ".join(parts), values, f.facts, f.min_confidence)


def _keys(
    store: Store, shown: Shown, fits: _Condition, called: Mapping[str, str | None]
) -> tuple[list[str], int]:
    """The keys of what is shown, in a fixed order, and how many were left out; `called` has what is added or removed."""
    index = store.index
    removed = {called[name] for name in shown.removed}
    found: dict[str, None] = {}
    left_out = 0
    for name in shown.of:
        key = the_entity(store, name)
        near = _foremost(index, {other for _, other, _ in _around(index, key, fits)} - {key})
        left_out += max(0, len(near) - AROUND)
        found |= dict.fromkeys([key, *near[:AROUND]])
    if shown.whole:
        wanted = min(shown.whole, MOST)
        # Those with a direct edge; parties of deals that lead nowhere would be lone points.
        rows = _most_deals(index, fits)
        left_out += max(0, len(rows) - wanted)
        found |= dict.fromkeys(rows[:wanted])
    found |= {now: None for name in shown.added if (now := called[name]) is not None}
    return [k for k in found if k not in removed][:MOST], left_out


def _most_deals(index: Index, fits: _Condition) -> list[str]:
    """The entities of deals that fit, those with the most of them first."""
    if not fits.deals:

        def read() -> list[str]:
            return index.texts(
                "select key from entity where events > 0 and (exists (select 1 from edge where source = key)"
                " or exists (select 1 from edge where target = key)) order by events desc, key"
            )

        return index.remembered("most deals", read)
    links = all_links(index)
    counts = links.deals.takes_part([links.deals.place[key] for key in fits.keys])
    return sorted(counts.keys() & links.place.keys(), key=lambda key: (-counts[key], key))


def _around(index: Index, key: str, fits: _Condition) -> list[tuple[str, str, bool]]:
    """The edges of an entity that fit: name, the entity at the other end, and whether it leads there."""
    links = Links(index, [key])
    return links.around(key, fits.of(links))


def _foremost(index: Index, keys: Iterable[str]) -> list[str]:
    counts = _counts(index, sorted(keys))
    return sorted(keys, key=lambda k: (-counts.get(k, 0), k))


def _counts(index: Index, keys: Sequence[str]) -> dict[str, int]:
    rows = index.rows(
        "select key, events from entity where events > 0 and key in (select value from json_each(?))",
        json.dumps(keys),
    )
    return {str(k): int(str(n)) for k, n in rows}


def _deals(columns: Columns, keys: Sequence[str]) -> tuple[Deal, ...]:
    """The deals of these keys, in their order, from columns that have them."""
    found = np.array([columns.place[key] for key in keys], np.int64)
    kinds, statuses, days = columns.kind, columns.status, columns.day
    told = zip(
        keys,
        (kinds.labels[n] for n in kinds.codes[found].tolist()),
        (statuses.labels[n] for n in statuses.codes[found].tolist()),
        (None if usd != usd else usd for usd in columns.worth("USD")[found].tolist()),
        (days.labels[n] or None for n in days.codes[found].tolist()),
        *(_parties(columns, found, role) for role in ("investors", "recipients", "places")),
        strict=True,
    )
    return tuple(Deal(*about) for about in told)


def _parties(columns: Columns, found: Codes, role: str) -> list[tuple[str, ...]]:
    """Those who stand in a role of each of some deals."""
    deals, keys = columns.parties(role)
    ends = (np.searchsorted(deals, found, side).tolist() for side in ("left", "right"))
    return [tuple(keys[start:end]) for start, end in zip(*ends, strict=True)]
