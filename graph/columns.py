"""What sums need of deals, as columns of numbers, read from the columns of the index and not from whole events.

Of all deals they are read once for each revision of the graph, of a few each time. What belongs to a deal once is an
array with a number for each deal, in the order of their keys; what may belong to it several times is `Values`.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast, get_args

import numpy as np
from numpy.typing import NDArray

from graph.exchange import converted
from graph.places import countries_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from graph.index import Index

Dimension = Literal[
    "investor", "recipient", "place", "country", "kind", "sector", "status", "year", "quarter", "month"
]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
UNKNOWN = "(not told)"
Numbers = NDArray[np.float64]
Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]

_ROLES = {"investor": "investors", "recipient": "recipients", "place": "places"}
_COLUMNS = "key, kind, status, day, confidence, amount, currency, usd, also, sectors, part_of"


class Coded(NamedTuple):
    """A text for each deal, as its place among all such texts in alphabetical order."""

    codes: Codes
    labels: list[str]


class Values(NamedTuple):
    """One or more texts for each deal: those of the n-th are `codes[starts[n]:starts[n + 1]]`, places in `labels`.

    The labels of parties are their keys, in the alphabetical order of `names`; several may bear one name.
    """

    starts: Codes
    codes: Codes
    labels: list[str]
    names: tuple[Name, ...] = ()
    doubtful: Codes = np.zeros(0, np.int64)  # the labels whose name others bear, too


class Name(NamedTuple):
    """What a party is called, and if another is called the same: also what tells the two apart, its type or its key."""

    name: str
    apart: str | None


def all_deals(index: Index) -> Columns:
    """The columns of all deals, kept until the graph changes."""
    return index.remembered("columns", lambda: Columns(index))


class Columns:
    """The columns of all deals, or of those that fit a condition on rows of the table `event`."""

    def __init__(self, index: Index, where: str = "1", values: Sequence[object] = ()) -> None:
        self._index, self._where, self._filled = index, where, values
        rows = index.rows(f"select {_COLUMNS} from event where {where} order by key", *values)
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * 11
        self._told: dict[str, Sequence[Any]] = dict(zip(_COLUMNS.split(", "), columns, strict=True))
        self.keys: Sequence[str] = self._told["key"]
        self.place = {key: n for n, key in enumerate(self.keys)}
        self.kind, self.status = self._coded("kind"), self._coded("status")
        self.day, self.currency = self._coded("day"), self._coded("currency")
        self.confidence, self.amount = self._numbers("confidence"), self._numbers("amount")
        self.part_of = self._wholes()
        self.values = cache(self._values)
        self.worth = cache(self._worth)

    def __len__(self) -> int:
        return len(self.keys)

    def _wholes(self) -> Codes:
        """The place of the next deal here that each is a part of, also by others that are not here; -1 if none is."""
        rows = zip(self.keys, self._told["part_of"], self._told["usd"], strict=True)
        parts = {key: (str(whole), usd) for key, whole, usd in rows if whole}
        told = without_circles(
            parts | wholes_of(self._index, {w for w, _ in parts.values()} - self.place.keys())
        )
        part_of = np.full(len(self), -1, np.int64)
        for key in parts:
            whole = told.get(key)
            while whole is not None and whole not in self.place:
                whole = told.get(whole)
            if whole is not None:
                part_of[self.place[key]] = self.place[whole]
        return part_of

    def _numbers(self, name: str) -> Numbers:
        return np.array(self._told[name], np.float64)  # None is not a number

    def _coded(self, name: str) -> Coded:
        return coded([str(v or "") for v in self._told[name]])

    def _worth(self, currency: str) -> Numbers:
        """Each deal's sum in a currency, the first of its sums that has a rate; not a number if none has."""
        if currency == "USD":
            return self._numbers("usd")
        told = zip(*(self._told[name] for name in ("amount", "currency", "also", "day")), strict=True)
        found = (converted(a, c, also, day, currency) for a, c, also, day in told)
        return np.array([worth[0] if worth else None for worth in found], np.float64)

    def _values(self, dimension: Dimension, *, lead: bool = False) -> Values:
        """The groups of a dimension that each deal belongs to; with `lead`, of several parties the one named first."""
        if dimension == "kind" or dimension == "status":
            return self._once(self.kind if dimension == "kind" else self.status, lambda label: [label])
        if dimension == "year" or dimension == "quarter" or dimension == "month":
            return self._once(self.day, lambda day: [step_of(day, dimension)])
        if dimension == "sector":
            return self._once(self._coded("sectors"), lambda told: json.loads(told or "[]"))
        if dimension == "country":
            return self._countries()
        role = _ROLES[dimension]
        deals, parties = self._lead(role) if lead else self.parties(role)
        names = _named(self._index, set(parties)) | {UNKNOWN: Name(UNKNOWN, None)}
        found = self._several(deals, [key if key in names else None for key in parties])
        order = sorted(range(len(found.labels)), key=lambda n: (names[found.labels[n]].name, n))
        labels = [found.labels[n] for n in order]
        told = tuple(names[label] for label in labels)
        doubtful = np.flatnonzero(np.array([name.apart is not None for name in told], bool))
        return Values(found.starts, np.argsort(order)[found.codes], labels, told, doubtful)

    def _once(self, column: Coded, of: Callable[[str], list[str]]) -> Values:
        """The groups that follow from a deal's text in a column."""
        groups = [of(label) for label in column.labels]
        sizes = np.array([len(g) for g in groups], np.int64)[column.codes]
        found = [label for code in column.codes.tolist() for label in groups[code]]
        return self._several(np.repeat(np.arange(len(self)), sizes), found)

    def _several(self, deals: Codes, labels: Sequence[str | None]) -> Values:
        """The groups of deals, told in the order of deals: None is no group, and without any a deal's is not told."""
        kept = np.array([label is not None for label in labels], bool)
        deals = deals[kept]
        lone = np.flatnonzero(np.bincount(deals, minlength=len(self)) == 0)
        codes, known = coded([*(label for label in labels if label is not None), *[UNKNOWN] * len(lone)])
        deals = np.concatenate([deals, lone])
        order = np.argsort(deals, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(deals, minlength=len(self)))])
        return Values(starts.astype(np.int64), codes[order], known)

    @cached_property
    def _by_role(self) -> dict[str, tuple[Codes, list[str]]]:
        return {}

    def parties(self, role: str) -> tuple[Codes, list[str]]:
        """Deals and the parties that they have in a role, deal by deal and in the order of the parties' keys."""
        if role not in self._by_role:
            among = "" if self._where == "1" else f" and event in (select key from event where {self._where})"
            rows = self._index.rows(
                f"select event, entity from event_entity where role = ?{among} order by event, entity",
                role,
                *self._filled,
            )
            found = [(n, str(key)) for event, key in rows if (n := self.place.get(str(event))) is not None]
            self._by_role[role] = np.array([n for n, _ in found], np.int64), [key for _, key in found]
        return self._by_role[role]

    @cached_property
    def _partakers(self) -> tuple[Codes, Coded]:
        """Deals and those who take part in them, in whichever role."""
        told = [self.parties(role) for role in _ROLES.values()]
        return np.concatenate([deals for deals, _ in told]), coded([key for _, keys in told for key in keys])

    def takes_part(self, deals: Sequence[int]) -> dict[str, int]:
        """In how many of some deals, told by place, each entity takes part."""
        among = np.zeros(len(self), bool)
        among[list(deals)] = True
        at, (codes, keys) = self._partakers
        pairs = np.unique((codes * len(self) + at)[among[at]])
        told, counts = np.unique(pairs // max(len(self), 1), return_counts=True)
        return {keys[n]: count for n, count in zip(told.tolist(), counts.tolist(), strict=True)}

    def _lead(self, role: str) -> tuple[Codes, list[str]]:
        """As `parties`; but of several parties of a deal only the one that its first claim names first."""
        deals, parties = self.parties(role)
        counts = np.bincount(deals, minlength=len(self))
        first = self._first_named(role, [self.keys[n] for n in np.flatnonzero(counts > 1).tolist()])
        chosen: dict[int, str] = {}
        for deal, key in zip(deals.tolist(), parties, strict=True):
            if deal not in chosen or first.get(self.keys[deal]) == key:
                chosen[deal] = key
        return np.array(list(chosen), np.int64), list(chosen.values())

    def _first_named(self, role: str, deals: Sequence[str]) -> dict[str, str]:
        rows = self._index.rows(
            "select e.key, i.entity from event e join claim c on c.ref = json_extract(e.body, '$.main')"
            " join mention m on m.article = c.article and m.id = json_extract(c.body, '$.' || ? || '[0]')"
            " join identity i on i.key = m.identity where e.key in (select value from json_each(?))",
            role,
            json.dumps(deals),
        )
        return {str(deal): str(entity) for deal, entity in rows}

    def _countries(self) -> Values:
        """The countries of a deal's places, else of its recipients, each once."""
        places, recipients = self.parties("places"), self.parties("recipients")
        placed = np.bincount(places[0], minlength=len(self)) > 0
        there = list(zip(places[0].tolist(), places[1], strict=True))
        there += [
            (n, key) for n, key in zip(recipients[0].tolist(), recipients[1], strict=True) if not placed[n]
        ]
        country = countries_of(self._index, {key for _, key in there})
        pairs = sorted({(n, name) for n, key in there if (name := country[key]) is not None})
        return self._several(np.array([n for n, _ in pairs], np.int64), [name for _, name in pairs])


def coded(texts: Sequence[str]) -> Coded:
    """Texts as places in the list of all different ones, which is in alphabetical order."""
    labels = sorted(set(texts))
    place = {label: n for n, label in enumerate(labels)}
    return Coded(np.fromiter((place[text] for text in texts), np.int64, len(texts)), labels)


def step_of(day: str | None, by: Literal["year", "quarter", "month"]) -> str:
    """The year, quarter (2024-Q2) or month of a day, month or year."""
    if not day or (by != "year" and len(day) < 7):
        return UNKNOWN
    if by == "year":
        return day[:4]
    return day[:7] if by == "month" else f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


def wholes_of(index: Index, keys: Iterable[str]) -> dict[str, tuple[str, float | None]]:
    """What deals, and all that these are parts of, are directly parts of, with what they are worth in dollars."""
    if not keys:
        return {}
    rows = index.rows(
        "with recursive up(key, whole, usd) as ("
        " select key, part_of, usd from event where part_of is not null and key in (select value from json_each(?))"
        " union select e.key, e.part_of, e.usd from up join event e on e.key = up.whole"
        " where e.part_of is not null) select key, whole, usd from up",
        json.dumps(sorted(keys)),
    )
    return {str(key): (str(whole), cast("float | None", usd)) for key, whole, usd in rows}


def without_circles(parts: Mapping[str, tuple[str, float | None]]) -> dict[str, str]:
    """What each deal is directly a part of; of those that are parts of one another the largest is a part of none.

    The first by key, if several are.
    """
    told = {key: whole for key, (whole, _) in parts.items()}
    seen: set[str] = set()
    for start in parts:
        way: dict[str, None] = {}
        key = start
        while key in told and key not in seen and key not in way:
            way[key] = None
            key = told[key]
        if key in way:
            circle = [*way][[*way].index(key) :]
            del told[min(circle, key=lambda k: (-(parts[k][1] or 0), k))]
        seen |= way.keys()
    return told


def _named(index: Index, keys: Iterable[str]) -> dict[str, Name]:
    rows = index.rows(
        "select key, name, type from entity where key in (select value from json_each(?))",
        json.dumps(sorted(keys)),
    )
    called, exactly = Counter(name for _, name, _ in rows), Counter((name, type_) for _, name, type_ in rows)
    return {
        str(key): Name(
            str(name), None if called[name] == 1 else str(type_ if exactly[name, type_] == 1 else key)
        )
        for key, name, type_ in rows
    }


def names_of(index: Index, keys: Iterable[str]) -> dict[str, str]:
    """The usual names of entities by their keys."""
    rows = index.rows(
        "select key, name from entity where key in (select value from json_each(?))", json.dumps(sorted(keys))
    )
    return {str(key): str(name) for key, name in rows}
