"""Sums of money that count each deal once, and say what they counted, what they left out, and why.

The rules: an event counts once, however many articles tell of it; a part does not count beside its whole, nor a part of
a part, whatever becomes of the one between; what is considered or cancelled is left out unless asked for; of a range the lower end counts; sums are converted at the ECB's
rate of the day of announcement (else of publication), and what has no rate is listed and not guessed.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from pydantic import Field

from graph.columns import DIMENSIONS, UNKNOWN, Columns, Dimension, all_deals
from graph.errors import InputError, NotFoundError
from graph.exchange import asked_currency
from graph.grouping import Groups, beside_whole, grouped
from graph.instants import asked_day
from graph.model import KINDS, SECTORS, STATUSES
from graph.places import going_to, lying
from graph.tally import Counted, Frozen, LeftOut, Omissions, Teller

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from graph.columns import Codes, Numbers
    from graph.index import Index

Allocation = Literal["whole", "split", "lead"]
ALLOCATIONS: tuple[Allocation, ...] = get_args(Allocation)
_FEW = 500  # events among which sums are looked for: of more the columns of all are taken, which are kept


class Row(Frozen):
    """A group's sum in the asked currency, the same by native currency, and what it is made of, the largest first.

    The `group` tells parties by name, with the type where several of the groups would have one name. `keys`, which do
    not go into JSON, are the keys of these parties.
    """

    group: dict[str, str]
    total: float
    native: dict[str, float]
    events: int
    counted: tuple[Counted, ...]
    keys: dict[str, str] = Field({}, exclude=True)


class Totals(Frozen):
    """Sums by group, the largest first; `total` counts every event once, whatever the groups.

    Without groups there is one row, of all. `groups` says how many rows there are and `omitted` how many deals were left
    out, told or not.
    """

    by: tuple[str, ...]
    currency: str
    allocation: Allocation
    total: float
    events: int
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]
    groups: int
    omitted: int


def totals(
    index: Index,
    *,
    by: Sequence[Dimension] = (),
    currency: str = "USD",
    allocation: Allocation = "split",
    investor: str | None = None,
    recipient: str | None = None,
    place: str | None = None,
    kinds: Iterable[str] = (),
    sectors: Iterable[str] = (),
    statuses: Iterable[str] = ("announced", "completed"),
    since: str | None = None,
    until: str | None = None,
    min_confidence: float = 0,
    among: Collection[str] | None = None,
    rows: int | None = None,
    deals: int | None = None,
) -> Totals:
    """Sums of the events that fit all filters, by group.

    Parties are keys or former keys of entities; a place (also a country by name or code) counts with all that lies in
    it, and a deal without a place goes to where its recipients are. `since` and `until` are a
    year, month or day of announcement, else of publication; what is told by year or month fits if that overlaps the
    span, as for events. A sum that goes to several of a group counts `whole` for each, is `split` evenly, or counts for
    the one named first (`lead`). What is recorded without a confidence fits every `min_confidence`. With `among`, keys
    of events, no others are looked at. At most so many `rows` are told, and so many `deals` of each and of what was
    left out; all if None. Telling a deal, with its sentences, costs far more than counting it.

    Raises:
        InputError: for a group, kind, sector, status, currency or date that does not exist, or a group that is asked for twice.
        NotFoundError: for an entity that is not known.
    """
    _check_asked(by, allocation, since, until)
    currency = asked_currency(currency)
    columns = _columns(index, _parties(index, investor, recipient, place), among)
    worth, left = columns.worth(currency), Omissions(columns)
    asked = _among(columns, _asked(columns, list(kinds), list(sectors)), among)
    counted = left.unsure(left.undated(asked, since, until), min_confidence)
    counted = left.worthless(
        left.otherwise(counted, _check("status", list(statuses), STATUSES)), worth, currency
    )
    whole = counted[~beside_whole(columns.part_of, counted, np.zeros_like(counted))]
    groups = _groups(columns, counted, by, allocation)
    shown = np.zeros(len(columns), bool)
    shown[whole] = True
    shown[groups.deal] = True  # the same without groups
    left.parts(counted[~shown[counted]], shown)
    teller = Teller(index, columns, currency)
    return Totals(
        by=tuple(by),
        currency=currency,
        allocation=allocation,
        total=math.fsum(worth[whole].tolist()),
        events=len(whole),
        rows=_rows(teller, groups, worth, columns, by, rows, deals),
        left_out=_left_out(teller, left.first(deals)),
        groups=len(groups.codes),
        omitted=len(left),
    )


def dollars(index: Index, among: Collection[str]) -> dict[str, float]:
    """What each of some events, by key, adds to the sum of them all, in US dollars; none of those left out."""
    columns = _columns(index, {}, among)
    worth, left = columns.worth("USD"), Omissions(columns)
    counted = _among(columns, np.arange(len(columns)), among)
    counted = left.worthless(left.otherwise(counted, ("announced", "completed")), worth, "USD")
    whole = counted[~beside_whole(columns.part_of, counted, np.zeros_like(counted))]
    return {columns.keys[n]: usd for n, usd in zip(whole.tolist(), worth[whole].tolist(), strict=True)}


def _among(columns: Columns, deals: Codes, among: Collection[str] | None) -> Codes:
    """Those of some deals that are among these keys."""
    if among is None or len(columns) == len(among):
        return deals
    here = np.zeros(len(columns), bool)
    here[[n for key in among if (n := columns.place.get(key)) is not None]] = True
    return deals[here[deals]]


def _groups(columns: Columns, deals: Codes, by: Sequence[Dimension], allocation: Allocation) -> Groups:
    leads = _PARTIES if allocation == "lead" else ()
    return grouped(
        columns, deals, [columns.values(d, lead=d in leads) for d in by], split=allocation == "split"
    )


def _left_out(teller: Teller, left: list[tuple[int, str]]) -> tuple[LeftOut, ...]:
    teller.read(np.array([deal for deal, _ in left], np.int64))
    return tuple(teller.left(deal, reason) for deal, reason in left)


_PARTIES = {"investor", "recipient", "place"}


def _columns(index: Index, parties: dict[str, set[str]], among: Collection[str] | None) -> Columns:
    """The deals that are looked at: all (kept until the graph changes), those of some parties, or those among."""
    if not parties and (among is None or len(among) > _FEW):
        return all_deals(index)
    where, values = ["1"], list[object]()
    for role, keys in parties.items():
        if role == "places":
            goes, filled = going_to(index, keys)
            where.append(goes)
            values += filled
            continue
        where.append(
            "key in (select event from event_entity where role = ? and entity in (select value from json_each(?)))"
        )
        values += [role, json.dumps(sorted(keys))]
    if among is not None:
        where.append("key in (select value from json_each(?))")
        values.append(json.dumps(sorted(among)))
    return Columns(index, " and ".join(where), values)


def _asked(columns: Columns, kinds: list[str], sectors: list[str]) -> Codes:
    """The deals of these kinds and sectors; all if none are named."""
    _check("kind", kinds, KINDS)
    _check("sector", sectors, SECTORS)
    fits = np.ones(len(columns), bool)
    if kinds:
        fits &= np.array([label in kinds for label in columns.kind.labels], bool)[columns.kind.codes]
    if sectors:
        values = columns.values("sector")
        wanted = np.array([label in sectors for label in values.labels], bool)[values.codes]
        fits &= np.bincount(np.repeat(np.arange(len(columns)), np.diff(values.starts)), wanted) > 0
    return np.flatnonzero(fits)


def _parties(
    index: Index, investor: str | None, recipient: str | None, place: str | None
) -> dict[str, set[str]]:
    """By role, the entities of which an event has to have one; a place stands for all that lies in it."""
    parties = {
        role: {_entity(index, name)}
        for role, name in (("investors", investor), ("recipients", recipient))
        if name is not None
    }
    if place is not None:
        parties["places"] = lying(index, index.entity_key(place) or place) or {_entity(index, place)}
    return parties


def _check_asked(
    by: Sequence[Dimension], allocation: Allocation, since: str | None, until: str | None
) -> None:
    _check("group", by, DIMENSIONS)
    if len(set(by)) < len(by):
        raise InputError(f"groups {', '.join(by)}: expected each once")
    _check("allocation", (allocation,), ALLOCATIONS)
    for name, day in (("since", since), ("until", until)):
        if day is not None:
            asked_day(day, name)


def _check(what: str, values: Sequence[str], known: Sequence[str]) -> Sequence[str]:
    """The values. Raises InputError for one that is not known."""
    for value in values:
        if value not in known:
            raise InputError(f"{what} {value!r}: expected one of {', '.join(known)}")
    return values


def _entity(index: Index, key: str) -> str:
    found = index.entity_key(key)
    if found is None:
        raise NotFoundError(f"no entity has the key {key!r}; `investgraph show NAME` finds it by its name")
    return found


def _rows(
    teller: Teller,
    groups: Groups,
    worth: Numbers,
    columns: Columns,
    by: Sequence[Dimension],
    rows: int | None,
    deals: int | None,
) -> tuple[Row, ...]:
    sums, counts = groups.sums(worth)
    chosen = np.lexsort((np.arange(len(sums)), -sums))[:rows]
    found = []
    members = groups.members(chosen, worth)
    shown = np.unique(groups.deal[np.concatenate([m[:deals] for m in members])]) if members else groups.deal
    teller.read(shown)
    teller.read_quotes(shown)
    told = zip(groups.labels(chosen), groups.names(chosen), _native(columns, groups, chosen), strict=True)
    for g, of, (labels, names, native) in zip(chosen.tolist(), members, told, strict=True):
        largest = of[:deals]
        found.append(
            Row(
                group=dict(zip(by, names, strict=True)),
                keys={d: key for d, key in zip(by, labels, strict=True) if d in _PARTIES and key != UNKNOWN},
                total=float(sums[g]),
                native=native,
                events=int(counts[g]),
                counted=_told(teller, groups, worth, largest) if len(largest) else (),
            )
        )
    return tuple(found)


def _told(teller: Teller, groups: Groups, worth: Numbers, members: Codes) -> tuple[Counted, ...]:
    deals, shares = groups.deal[members].tolist(), groups.share[members].tolist()
    return tuple(
        teller.counted(deal, share, float(worth[deal]) * share)
        for deal, share in zip(deals, shares, strict=True)
    )


def _native(columns: Columns, groups: Groups, chosen: Codes) -> list[dict[str, float]]:
    """What each of the chosen groups adds up to in each of the currencies that its deals are told in."""
    labels, adds = columns.currency.labels, columns.amount[groups.deal] * groups.share
    pair = groups.group * len(labels) + columns.currency.codes[groups.deal]
    pairs, at = np.unique(pair, return_inverse=True)
    found: dict[int, dict[str, float]] = {}
    for n, total in zip(pairs.tolist(), np.bincount(at, adds, len(pairs)).tolist(), strict=True):
        group, code = divmod(n, len(labels))
        found.setdefault(group, {})[labels[code]] = total
    return [found.get(g, {}) for g in chosen.tolist()]
