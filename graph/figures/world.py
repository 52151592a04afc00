"""Where money comes from and goes to, on a map whose land is drawn by the towns on it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from graph.figures.svg import drawing, linked, short, tag, words
from graph.gazetteer import land, point_of
from graph.queries.views import format_amount

if TYPE_CHECKING:
    from graph.gazetteer import Point

_WIDE, _NORTH, _SOUTH = 1100.0, 75.0, -56.0
_HIGH = _WIDE * (_NORTH - _SOUTH) / 360


class Flow(NamedTuple):
    """A sum in US dollars that goes from a country (its ISO 3166 code, or None) to a place or country, told by name.

    `country` is the code of the country that the place lies in, `key` the place's as an entity, if it is one.
    """

    source: str | None
    name: str
    type: str
    country: str | None
    key: str | None
    usd: float
    deals: int


class _Spot(NamedTuple):
    point: Point
    flow: Flow
    usd: float
    deals: int


def world(flows: list[Flow]) -> tuple[str, list[str]]:
    """The map of flows, and the names of the places that are not on it."""
    dots = "".join(f"M{x:.0f} {y:.0f}h3v3h-3z" for x, y in map(_at, land()))
    marks = [tag("path", class_="land", d=dots)]
    spots: dict[tuple[str, str], _Spot] = {}
    lost: set[str] = set()
    arcs = []
    most = max((f.usd for f in flows), default=1.0) or 1.0
    for flow in flows:
        end = point_of(flow.name, flow.type, flow.country)
        if end is None:
            lost.add(flow.name)
            continue
        before = spots.get((flow.type, flow.name), _Spot(end, flow, 0.0, 0))
        spots[flow.type, flow.name] = _Spot(
            end, before.flow, before.usd + flow.usd, before.deals + flow.deals
        )
        begin = point_of("", "Country", flow.source)
        if begin is not None and begin != end:
            arcs.append(_arc(begin, end, 1 + 7 * math.sqrt(flow.usd / most), flow))
    order = sorted(spots.values(), key=lambda s: (-s.usd, -s.deals, s.flow.name))
    top = max((s.usd for s in order), default=1.0) or 1.0
    taken: list[tuple[float, float, float]] = []
    points = [_place(spot, top, taken) for spot in order]
    title = f"{len(order)} places on a map, sized by what goes there"
    # The largest are drawn first, so that small ones stay visible on them.
    return drawing([*marks, *arcs, *points], _WIDE, _HIGH, title), sorted(lost)


def _at(point: Point) -> Point:
    x, y = point
    return (x + 180) / 360 * _WIDE, (_NORTH - min(max(y, _SOUTH), _NORTH)) / 360 * _WIDE


def _arc(begin: Point, end: Point, wide: float, flow: Flow) -> str:
    (x1, y1), (x2, y2) = _at(begin), _at(end)
    lift = 0.25 * math.dist((x1, y1), (x2, y2))
    curve = f"M{x1:.1f} {y1:.1f}Q{(x1 + x2) / 2:.1f} {(y1 + y2) / 2 - lift:.1f} {x2:.1f} {y2:.1f}"
    told = f"{flow.source} → {flow.name}: {format_amount(flow.usd or None, 'USD') or f'{flow.deals} deals'}"
    return linked(None, told, tag("path", class_="band company", d=curve, stroke_width=wide))


def _place(spot: _Spot, top: float, taken: list[tuple[float, float, float]]) -> str:
    """A spot, with its name if there is room: `taken` has the names already put, each as left, right and line."""
    x, y = _at(spot.point)
    flow, radius = spot.flow, 3.5 + 12 * math.sqrt(spot.usd / top)
    shape = tag("circle", class_=f"mark {flow.type.lower()}", cx=x, cy=y, r=radius, fill_opacity=0.8)
    text = short(flow.name, 22)
    left, right = x + radius + 3, x + radius + 3 + 7.2 * len(text)
    free = right < _WIDE and all(right < a or left > b or abs(y - line) > 14 for a, b, line in taken)
    if free:
        taken.append((left, right, y))
    name = [words(text, x=left, y=y + 4, class_="halo")] if free else []
    told = f"{flow.name}: {format_amount(spot.usd or None, 'USD') or 'no sum told'}, {spot.deals} deals"
    return linked(f"/entity/{flow.key}" if flow.key else None, told, shape, *name)
