"""Deals over time: one row for each of those who give most often, a mark for each deal, its area by its sum.

Of many deals, those of a period and status have one mark together, as `periods.py` draws it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from graph.exchange import as_day
from graph.figures.periods import MANY, bars, drawn, step
from graph.figures.svg import drawing, linked, short, tag, unsure, words
from graph.queries.views import format_amount

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.figures.periods import Bar, Dated, Period
    from graph.queries.selection import Deal, Selection

_WIDE, _NAMES, _ROW, _HEAD = 1100.0, 262.0, 34.0, 30.0
_EARLY = 0.1  # At most this share of the deals is left out as early,
_GAP = 5 * 366  # if after them nothing happens for so many days.
_ROWS = 24
_OTHERS = "all others"


def timeline(selection: Selection, made_of: str = "", adds: Mapping[str, float] | None = None) -> str:
    """The dated deals of a selection, empty if there is none; `not_on_it` tells what is left out.

    Of many, a mark leads to the deals that it stands for: to the address `made_of` with row, period, status.
    `adds` has what settled deals add to a sum in US dollars; of others, and without it, they add what they tell.
    """
    dated = _on_it(selection)
    if not dated:
        return ""
    rows = _rows(selection, [d for d, _ in dated])
    first, last = min(day for _, day in dated).year, max(day for _, day in dated).year + 1
    start, days = dt.date(first, 1, 1), (dt.date(last, 1, 1) - dt.date(first, 1, 1)).days
    across = _WIDE - _NAMES - 30

    def x_of(day: dt.date) -> float:
        return _NAMES + across * (day - start).days / days

    def middle_of(name: str) -> float:
        return _HEAD + _ROW * (order[name] + 0.5)

    height = _HEAD + _ROW * len(rows) + 8
    order = {name: n for n, name in enumerate(rows)}
    marks = _years(first, last, x_of, height)
    found = behind(selection, adds)
    sums: dict[str, float] = defaultdict(float)
    for bar in found:
        sums[bar.row] += 0.0 if unsure((bar.status,)) else bar.usd
    beside = []  # over the marks, since a narrow page moves these under the names
    for name in rows:
        y = middle_of(name)
        told = format_amount(sums[name] or None, "USD") if found else ""
        at = {"x": _NAMES - 24, "text_anchor": "end"}
        beside.append(words(short(name, 28), y=y - 3 if told else y + 4, **at))
        beside += [words(told, y=y + 12, class_="dim", **at)] if told else []
        marks.append(tag("path", class_="rule", d=f"M{_NAMES} {y + (13 if found else 0):.1f}H{_WIDE}"))
    if found:
        kinds = {_giver(selection, d): _kind(selection, d) for d, _ in dated}
        marks += drawn(found, middle_of, x_of, lambda row: kinds.get(row, ""), made_of)
    else:
        marks += _each(selection, dated, lambda d: middle_of(_row_of(selection, order, d)), x_of)
    back = tag("path", class_="back", d=f"M-30 0H{_NAMES - 22}V{height}H-30z")
    marks.append(tag("g", back, *beside, class_="beside"))
    return drawing(marks, _WIDE, height, f"{len(dated):,} deals from {first} to {last - 1}, by who gives")


def behind(selection: Selection, adds: Mapping[str, float] | None = None) -> list[Bar]:
    """The marks of a timeline of many deals with what stands behind each; none if each deal has its own."""
    dated = _on_it(selection)
    if len(dated) <= MANY:
        return []
    order = {name: n for n, name in enumerate(_rows(selection, [d for d, _ in dated]))}

    def usd_of(deal: Deal) -> float:
        settled = adds is not None and not unsure((deal.status,))
        return adds.get(deal.key, 0.0) if adds is not None and settled else deal.usd or 0.0

    return bars(dated, lambda d: _row_of(selection, order, d), usd_of, step(dated))


def in_periods(selection: Selection) -> Period | None:
    """By which periods the deals of a selection are put together; None if each has its own mark."""
    dated = _on_it(selection)
    return step(dated) if len(dated) > MANY else None


def _each(
    selection: Selection,
    dated: list[Dated],
    middle_of: Callable[[Deal], float],
    x_of: Callable[[dt.date], float],
) -> list[str]:
    marks = []
    most = max((d.usd or 0 for d, _ in dated), default=0) or 1
    for deal, day in sorted(dated, key=lambda x: -(x[0].usd or 0)):
        circle = tag(
            "circle",
            class_=f"mark {_kind(selection, deal)}",
            cx=x_of(day),
            cy=middle_of(deal),
            r=4 + 20 * math.sqrt((deal.usd or 0) / most),
            fill_opacity=0.6,
            stroke_dasharray="3 3" if unsure((deal.status,)) else None,
        )
        marks.append(linked(f"/event/{deal.key}", f"{day}: {in_words(selection, deal)}", circle))
    return marks


def not_on_it(selection: Selection) -> str:
    """In words, what the timeline of a selection leaves out; empty if it is nothing."""
    days = [day_of(d) for d in selection.deals]
    dated = _on_it(selection)
    undated, early = days.count(None), len(days) - days.count(None) - len(dated)
    parts = [f"{undated:,} without a day"] if undated else []
    if early:
        parts.append(f"{early:,} before {min(day for _, day in dated).year}: filter by Until to see them")
    return f"Deals left out: {'; '.join(parts)}." if parts else ""


def first_shown(days: list[dt.date]) -> dt.date | None:
    """The first of some days to show: a few that lie long before all others would leave those no room."""
    days = sorted(days)
    for n in range(min(max(1, int(len(days) * _EARLY)), len(days) - 1), 0, -1):
        if (days[n] - days[n - 1]).days > _GAP:
            return days[n]
    return days[0] if days else None


# Selections are kept for a while and asked for this several times, with many deals.
_known: WeakKeyDictionary[Selection, list[Dated]] = WeakKeyDictionary()


def _on_it(selection: Selection) -> list[Dated]:
    if selection not in _known:
        _known[selection] = _dated(selection)
    return _known[selection]


def _dated(selection: Selection) -> list[Dated]:
    dated = [(d, day) for d in selection.deals if (day := day_of(d)) is not None]
    first = first_shown([day for _, day in dated])
    return [(d, day) for d, day in dated if first is not None and day >= first]


def day_of(deal: Deal) -> dt.date | None:
    """The day of a deal."""
    return first_day(deal.day) if deal.day is not None else None


@lru_cache(maxsize=50_000)
def first_day(told: str) -> dt.date | None:
    """A day that is told; a month or year alone stands for its first day."""
    filled = {4: f"{told}-01-01", 7: f"{told}-01"}.get(len(told), told)
    return as_day(filled)


def in_words(selection: Selection, deal: Deal) -> str:
    """A deal in a few words."""
    givers, takers = (
        ", ".join(selection.names[k].name for k in keys if k in selection.names)
        for keys in (deal.investors, deal.recipients or deal.places)
    )
    parts = [f"{givers or '?'} → {takers or '?'}", deal.kind, format_amount(deal.usd, "USD"), deal.status]
    return ", ".join(p for p in parts if p)


def _giver(selection: Selection, deal: Deal) -> str:
    return selection.names[deal.investors[0]].name if deal.investors else _OTHERS


def _kind(selection: Selection, deal: Deal) -> str:
    return selection.names[deal.investors[0]].type.lower() if deal.investors else ""


def _row_of(selection: Selection, rows: Mapping[str, int], deal: Deal) -> str:
    giver = _giver(selection, deal)
    return giver if giver in rows else _OTHERS


def _rows(selection: Selection, deals: list[Deal]) -> list[str]:
    counts = Counter(_giver(selection, d) for d in deals)
    names = [n for n, _ in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n != _OTHERS]
    return names if len(names) == len(counts) and len(names) <= _ROWS else [*names[: _ROWS - 1], _OTHERS]


def _years(first: int, last: int, x_of: Callable[[dt.date], float], height: float) -> list[str]:
    step = max(1, (last - first) // 12)
    marks = []
    for year in range(first, last + 1, step):
        x = x_of(dt.date(year, 1, 1))
        marks.append(tag("path", class_="rule", d=f"M{x:.1f} {_HEAD - 6}V{height:.1f}"))
        marks.append(words(str(year), x=x, y=16, text_anchor="middle", class_="dim"))
    return marks
