"""Deals by groups, in arrays: which deal stands in which group, with what share, and what each group adds up to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.columns import Codes, Columns, Flags, Numbers, Values

_SPARSE = 16  # so many times as many numbers as codes are marked at most


class Groups(NamedTuple):
    """Members of groups, a member being a deal in a group; each group has a code in every one of the dimensions.

    Groups are in the alphabetical order of their names.
    """

    dimensions: Sequence[Values]
    codes: Codes
    deal: Codes
    group: Codes
    share: Numbers

    def labels(self, chosen: Codes) -> list[list[str]]:
        """What chosen groups are groups by: of parties their keys."""
        return [
            [d.labels[code] for d, code in zip(self.dimensions, codes, strict=True)]
            for codes in self.codes[chosen].tolist()
        ]

    def names(self, chosen: Codes) -> list[list[str]]:
        """The names of chosen groups; where groups would have one name, the type goes with it, else the key."""
        columns = [self._names(n, chosen) for n in range(len(self.dimensions))]
        return [[column[row] for column in columns] for row in range(len(chosen))]

    def _names(self, n: int, chosen: Codes) -> list[str]:
        dimension, codes = self.dimensions[n], self.codes[:, n]
        if not dimension.names:
            return [dimension.labels[code] for code in codes[chosen].tolist()]
        doubtful = dimension.doubtful[np.isin(dimension.doubtful, codes)] if len(dimension.doubtful) else ()
        times = Counter(dimension.names[code].name for code in doubtful)
        told = [dimension.names[code] for code in codes[chosen].tolist()]
        return [f"{x.name} ({x.apart})" if times[x.name] > 1 else x.name for x in told]

    def sums(self, worth: Numbers) -> tuple[Numbers, Codes]:
        """What each group adds up to, and of how many deals."""
        size = len(self.codes)
        totals = np.bincount(self.group, weights=worth[self.deal] * self.share, minlength=size)
        return totals.astype(np.float64), np.bincount(self.group, minlength=size)

    def members(self, chosen: Codes, worth: Numbers) -> list[Codes]:
        """Of each chosen group its members, those that add the most first."""
        if not len(chosen):
            return []
        rank = np.full(len(self.codes), -1)
        rank[chosen] = np.arange(len(chosen))
        shown = np.flatnonzero(rank[self.group] >= 0)
        adds = worth[self.deal[shown]] * self.share[shown]
        # Of those that add the same the first by key come first: they stand in that order, and it is kept.
        order = shown[np.lexsort((-adds, rank[self.group[shown]]))]
        ends = np.cumsum(np.bincount(rank[self.group[order]], minlength=len(chosen)))
        return np.split(order, ends[:-1])


def grouped(columns: Columns, deals: Codes, dimensions: Sequence[Values], *, split: bool) -> Groups:
    """The groups of some deals, by dimensions; no part stands in a group in which its whole does.

    If a deal has several values of a dimension, it stands under each, in full or `split` evenly.
    """
    deal, share = deals, np.ones(len(deals))
    group = np.zeros(len(deals), np.int64)
    codes = np.zeros((min(len(deals), 1), 0), np.int64)
    for values in dimensions:
        counts = values.starts[deal + 1] - values.starts[deal]
        if (counts == 1).all():
            value = values.codes[values.starts[deal]]
            group, codes = _subdivided(group, value, codes, values)
            continue
        member = np.repeat(np.arange(len(deal)), counts)
        within = np.arange(len(member)) - np.repeat(np.cumsum(counts) - counts, counts)
        value = values.codes[values.starts[deal][member] + within]
        share = share[member] * (1 / counts[member] if split else 1.0)
        group, codes = _subdivided(group[member], value, codes, values)
        deal = deal[member]
    kept = ~beside_whole(columns.part_of, deal, group)
    return Groups(dimensions, codes, deal[kept], group[kept], share[kept])


def _subdivided(group: Codes, value: Codes, codes: Codes, values: Values) -> tuple[Codes, Codes]:
    """The group of each member by one dimension more, and the codes of all these groups."""
    found, group = _numbered(group * len(values.labels) + value)
    return group, np.column_stack([codes[found // len(values.labels)], found % len(values.labels)])


def _numbered(codes: Codes) -> tuple[Codes, Codes]:
    """The different codes in ascending order, and the place of each code among these."""
    size = int(codes.max(initial=-1)) + 1
    if size > _SPARSE * len(codes):
        return np.unique(codes, return_inverse=True)
    there = np.zeros(size, bool)  # marking is several times as fast as sorting
    there[codes] = True
    place = np.cumsum(there, dtype=np.int32) - 1
    return np.flatnonzero(there), place[codes].astype(np.int64)


def beside_whole(part_of: Codes, deal: Codes, group: Codes) -> Flags:
    """Of deals in groups, whether each is a part of another in the same group, or a part of a part, and so on."""
    size = len(part_of)
    found = np.zeros(len(deal), bool)
    wholes = np.zeros(size, bool)
    wholes[part_of[part_of >= 0]] = True
    wholes = wholes[deal]  # only these can be what others are parts of
    here = group[wholes] * size + deal[wholes]
    below, whole = np.arange(len(deal)), part_of[deal]
    while len(below := below[whole >= 0]):
        whole = whole[whole >= 0]
        beside = np.isin(group[below] * size + whole, here)
        found[below[beside]] = True
        below, whole = below[~beside], part_of[whole[~beside]]
    return found
