"""Money from those who give to where it goes, as bands whose width is the sum (a Sankey diagram)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from graph.figures.svg import drawing, linked, short, tag
from graph.queries.views import format_amount

if TYPE_CHECKING:
    from graph.queries.views import EntityRef
    from graph.totals import Totals

_WIDE, _SIDE, _BAR, _TALL, _GAP = 1200.0, 330.0, 14.0, 560.0, 10.0
_MOST = 14
_OTHERS = "all others"


def flows(sums: Totals, named: dict[str, EntityRef], made_of: str) -> str:
    """Sums by two groups as bands; `named` has entities by group, for their type and address.

    The largest of each side have a bar of their own, the others share one. A band leads to what it is made of: to the
    address `made_of` with the two names as `source` and `target`.
    """
    left, right = sums.by
    pairs = [(r.group[left], r.group[right], r.total) for r in sums.rows if r.total > 0]
    if not pairs:
        return ""
    kept = [_largest(pairs, side) for side in (0, 1)]
    bands: dict[tuple[str, str], float] = defaultdict(float)
    for a, b, value in pairs:
        bands[a if a in kept[0] else _OTHERS, b if b in kept[1] else _OTHERS] += value
    heights = [_sums(bands, side) for side in (0, 1)]
    most = max(len(h) for h in heights)
    scale = (_TALL - _GAP * (most - 1)) / sum(bands.values())
    tops = [_tops(h, scale) for h in heights]
    marks = _bands(bands, heights, tops, scale, named, made_of)
    for side, x in ((0, _SIDE), (1, _WIDE - _SIDE - _BAR)):
        marks += [
            _bar(name, value, x, tops[side][name], scale, named, side)
            for name, value in heights[side].items()
        ]
    height = max(tops[side][n] + v * scale for side in (0, 1) for n, v in heights[side].items()) + 24
    title = f"{format_amount(sums.total, sums.currency)} from {left} to {right}"
    return drawing(marks, _WIDE, max(height, 80.0), title)


def sharing(sums: Totals) -> str:
    """In words, how many share a bar on each side, being smaller than those with one; empty if none do."""
    counts = [len({r.group[by] for r in sums.rows if r.total > 0}) for by in sums.by]
    sides = [
        f"{n - _MOST + 1:,} on the {side}"
        for n, side in zip(counts, ("left", "right"), strict=True)
        if n > _MOST
    ]
    return f"The smallest, {' and '.join(sides)}, share the bar “{_OTHERS}”." if sides else ""


def _largest(pairs: list[tuple[str, str, float]], side: int) -> set[str]:
    totals: dict[str, float] = defaultdict(float)
    for pair in pairs:
        totals[str(pair[side])] += pair[2]
    order = sorted(totals, key=lambda n: (-totals[n], n))
    return set(order if len(order) <= _MOST else order[: _MOST - 1])


def _sums(bands: dict[tuple[str, str], float], side: int) -> dict[str, float]:
    totals: dict[str, float] = defaultdict(float)
    for pair, value in bands.items():
        totals[pair[side]] += value
    return dict(sorted(totals.items(), key=lambda x: (x[0] == _OTHERS, -x[1], x[0])))


def _tops(heights: dict[str, float], scale: float) -> dict[str, float]:
    at, tops = 12.0, {}
    for name, value in heights.items():
        tops[name] = at
        at += max(value * scale, 14.0) + _GAP
    return tops


def _bands(
    bands: dict[tuple[str, str], float],
    heights: list[dict[str, float]],
    tops: list[dict[str, float]],
    scale: float,
    named: dict[str, EntityRef],
    made_of: str,
) -> list[str]:
    order = [{name: n for n, name in enumerate(h)} for h in heights]
    used = [dict(t) for t in tops]
    marks = []
    x1, x2 = _SIDE + _BAR, _WIDE - _SIDE - _BAR
    middle = (x1 + x2) / 2
    for (a, b), value in sorted(bands.items(), key=lambda x: (order[0][x[0][0]], order[1][x[0][1]])):
        wide = value * scale
        y1, y2 = used[0][a] + wide / 2, used[1][b] + wide / 2
        used[0][a] += wide
        used[1][b] += wide
        curve = f"M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        band = tag("path", class_=f"band {_type(a, named)}", d=curve, stroke_width=max(wide, 1.0))
        address = None if _OTHERS in {a, b} else f"{made_of}&{urlencode({'source': a, 'target': b})}"
        marks.append(linked(address, f"{a} → {b}: {format_amount(value, 'USD')}", band))
    return marks


def _bar(
    name: str, value: float, x: float, top: float, scale: float, named: dict[str, EntityRef], side: int
) -> str:
    height = max(value * scale, 2.0)
    bar = tag("rect", class_=f"mark {_type(name, named)}", x=x, y=top, width=_BAR, height=height, rx=2)
    where = {"x": x - 8, "text_anchor": "end"} if side == 0 else {"x": x + _BAR + 8}
    y = top + max(height, 8.0) / 2 + 4
    label = tag("text", *(_spans(short(name, 26), format_amount(value, "USD"))), y=y, **where)
    address = f"/entity/{named[name].key}" if name in named else None
    return linked(address, f"{name}: {format_amount(value, 'USD')}", bar, label)


def _spans(name: str, value: str) -> tuple[str, str]:
    from xml.sax.saxutils import escape

    return escape(name), tag("tspan", f" {escape(value)}", class_="dim")


def _type(name: str, named: dict[str, EntityRef]) -> str:
    return named[name].type.lower() if name in named else ""
