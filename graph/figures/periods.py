"""Many deals over time: by giver, year or month, and status, a column for what those of one period add up to."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlencode

from graph.figures.svg import linked, tag, unsure
from graph.model import STATUSES
from graph.queries.views import format_amount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from graph.queries.selection import Deal

Period = Literal["year", "month"]
Dated = tuple["Deal", dt.date]
MANY = 400
"""With more deals than this, a timeline has columns for periods instead of a mark for each deal."""

_STATUSES: tuple[str, ...] = STATUSES
_MONTHS = 3  # Over so many years at most, periods are months.
_TALL, _LEAST = 26.0, 2.5
_FAINT = {"announced": 0.55, "considered": 0.35, "cancelled": 0.2}


class Bar(NamedTuple):
    """The deals of a row, period ("2024", "2024-05") and status, and what they add up to in US dollars."""

    row: str
    period: str
    status: str
    deals: tuple[Deal, ...]
    usd: float


def step(dated: Sequence[Dated]) -> Period:
    """By which periods deals are put together: by months if they lie within a few years."""
    years = [day.year for _, day in dated]
    return "month" if max(years) - min(years) < _MONTHS else "year"


def bars(
    dated: Iterable[Dated], row_of: Callable[[Deal], str], usd_of: Callable[[Deal], float], by: Period
) -> list[Bar]:
    """The deals put together, in the order of rows, periods and statuses."""
    found: dict[tuple[str, str, str], list[Deal]] = defaultdict(list)
    for deal, day in dated:
        found[row_of(deal), day.isoformat()[: 4 if by == "year" else 7], deal.status].append(deal)
    order = sorted(found, key=lambda key: (key[0], key[1], _STATUSES.index(key[2])))
    return [Bar(*key, tuple(found[key]), sum(map(usd_of, found[key]))) for key in order]


def drawn(
    found: Sequence[Bar],
    middle_of: Callable[[str], float],
    x_of: Callable[[dt.date], float],
    kind_of: Callable[[str], str],
    made_of: str,
) -> list[str]:
    """The columns as marks, each leading to its deals.

    Each row has a scale of its own: `middle_of` gives where it stands, `kind_of` its class, `x_of` where a day is.
    An address is `made_of` with the row as `source`, the period as `target`, and the status as `told`.
    """
    most: dict[str, float] = defaultdict(float)
    for bar in found:
        most[bar.row] = max(most[bar.row], bar.usd)
    marks = []
    for bar in found:
        left, right = (x_of(day) for day in _ends(bar.period))
        wide = (right - left) * 0.84 / len(_STATUSES)
        x = left + (right - left) * 0.08 + wide * _STATUSES.index(bar.status)
        high = max(_LEAST, _TALL * bar.usd / most[bar.row]) if most[bar.row] else _LEAST
        column = tag(
            "rect",
            class_=f"mark {kind_of(bar.row)}",
            x=x,
            y=middle_of(bar.row) + _TALL / 2 - high,
            width=max(wide - 0.5, 0.8),
            height=high,
            fill_opacity=_FAINT.get(bar.status, 0.9),
            stroke_dasharray="3 3" if unsure((bar.status,)) else None,
        )
        count = f"{len(bar.deals):,} deal{'s' if len(bar.deals) != 1 else ''}"
        sums = format_amount(bar.usd or None, "USD") or "no sum told"
        address = f"{made_of}&{urlencode({'source': bar.row, 'target': bar.period, 'told': bar.status})}"
        marks.append(linked(address, f"{bar.row}, {bar.period}: {count} {bar.status}, {sums}", column))
    return marks


def _ends(period: str) -> tuple[dt.date, dt.date]:
    """The first day of a year or month, and that of the next one."""
    first = dt.date.fromisoformat(f"{period}-01-01" if len(period) == 4 else f"{period}-01")
    if len(period) == 4:
        return first, first.replace(year=first.year + 1)
    return first, (first + dt.timedelta(days=31)).replace(day=1)
