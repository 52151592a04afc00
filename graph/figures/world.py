"""Where money comes from and goes to, on a map whose land is drawn by the towns on it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from graph.figures.svg import drawing, linked, short, tag, words
from graph.gazetteer import land, point_of
from graph.queries.views import format_amount

if TYPE_CHECKING:
    from graph.gazetteer import Point

_WIDE, _NORTH, _SOUTH = 1100.0, 75.0, -56.0
_PLACES, _LINES, _NAMED = 250, 400, 20  # drawn and told at most: of more, nobody could point at one
_SEEN = 5.0  # of a mark at least so much stays free of smaller ones on it, so that it can be hit
_TURNS = 24  # places tried around a point that others lie at, too
_HIGH = _WIDE * (_NORTH - _SOUTH) / 360
_Box = tuple[float, float, float, float]  # left, top, right, bottom


class Flow(NamedTuple):
    """A sum in US dollars that goes from a country (its ISO 3166 code and name, or None) to a place or country.

    `name` and `type` tell the place, `country` is the code of the country that it lies in and `region` the name of the
    state, `key` is its own as an entity; `deals` are the keys of the deals behind it.
    """

    source: str | None
    giver: str | None
    name: str
    type: str
    country: str | None
    region: str | None
    key: str
    usd: float
    deals: frozenset[str]


class _Spot(NamedTuple):
    point: Point
    flow: Flow
    usd: float
    deals: frozenset[str]


class _Mark(NamedTuple):
    x: float
    y: float
    radius: float
    spot: _Spot


def world(flows: list[Flow], made_of: str) -> tuple[str, str]:
    """The map of the largest flows, empty if none can be drawn, and in words what is not on it: places nobody knows, smaller places and lines.

    A place and a line lead to the deals behind them: to the address `made_of` with the place's key as `target`, and the
    code of the country that the line comes from as `source`.
    """
    dots = "".join(f"M{x:.0f} {y:.0f}h3v3h-3z" for x, y in map(_at, land()))
    marks = [tag("path", class_="land", d=dots)]
    spots: dict[str, _Spot] = {}
    givers: dict[Point, str] = {}
    lost: set[str] = set()
    lines: list[tuple[Point, Point, Flow]] = []
    most = max((f.usd for f in flows), default=1.0) or 1.0
    for flow in flows:
        end = point_of(flow.name, flow.type, flow.country, flow.region)
        if end is None:
            lost.add(flow.name)
            continue
        before = spots.get(flow.key, _Spot(end, flow, 0.0, frozenset()))
        spots[flow.key] = _Spot(end, before.flow, before.usd + flow.usd, before.deals | flow.deals)
        begin = point_of("", "Country", flow.source)
        if begin is not None and begin != end:
            givers[begin] = flow.giver or ""
            lines.append((begin, end, flow))
    order = sorted(spots.values(), key=lambda s: (-s.usd, -len(s.deals), s.flow.name))
    lines.sort(key=lambda line: -line[2].usd)
    left = _left_out(sorted(lost), len(order) - _PLACES, len(lines) - _LINES)
    if not order:
        return "", left
    order, lines = order[:_PLACES], lines[:_LINES]
    arcs = [_arc(a, b, 1 + 7 * math.sqrt(flow.usd / most), flow, made_of) for a, b, flow in lines]
    drawn = _spread(order)
    ends = {spot.point for spot in order}
    begins = {point: name for point, name in sorted(givers.items()) if point not in ends}
    taken = [_around(m.x, m.y, m.radius) for m in drawn] + [_around(*_at(p), 4.0) for p in begins]
    points = [_place(mark, taken, made_of) for mark in drawn]
    begun = [_giver(point, name, taken) for point, name in begins.items()]
    title = f"{len(order)} places on a map, sized by what goes there"
    # The largest are drawn first, so that small ones stay visible on them.
    return drawing([*marks, *arcs, *begun, *points], _WIDE, _HIGH, title), left


def _left_out(lost: list[str], places: int, lines: int) -> str:
    """In words: names that are not known as places, and how many places and lines are smaller than those drawn."""
    parts = []
    if lost:
        more = f" and {len(lost) - _NAMED:,} more" if len(lost) > _NAMED else ""
        parts.append(f"Not on the map: {', '.join(lost[:_NAMED])}{more}.")
    counts = [(n, what) for n, what in ((places, "place"), (lines, "line")) if n > 0]
    if counts:
        told = " and ".join(f"{n:,} smaller {what}{'' if n == 1 else 's'}" for n, what in counts)
        parts.append(f"{told} {'is' if sum(n for n, _ in counts) == 1 else 'are'} not drawn.")
    return " ".join(parts)


def _at(point: Point) -> Point:
    x, y = point
    return (x + 180) / 360 * _WIDE, (_NORTH - min(max(y, _SOUTH), _NORTH)) / 360 * _WIDE


def in_sum(usd: float, deals: frozenset[str]) -> str:
    """A sum with how many deals it is made of, in words."""
    count = f"{len(deals)} deal{'s' if len(deals) != 1 else ''}"
    return f"{format_amount(usd or None, 'USD') or 'no sum told'}, {count}"


def _arc(begin: Point, end: Point, wide: float, flow: Flow, made_of: str) -> str:
    (x1, y1), (x2, y2) = _at(begin), _at(end)
    lift = 0.25 * math.dist((x1, y1), (x2, y2))
    curve = f"M{x1:.1f} {y1:.1f}Q{(x1 + x2) / 2:.1f} {(y1 + y2) / 2 - lift:.1f} {x2:.1f} {y2:.1f}"
    return linked(
        f"{made_of}&{urlencode({'source': flow.source, 'target': flow.key})}",
        f"{flow.giver} → {flow.name}: {in_sum(flow.usd, flow.deals)}",
        tag("path", class_="reach", d=curve),  # thin lines can be hit as well
        tag("path", class_="band company", d=curve, stroke_width=wide),
    )


def _spread(order: list[_Spot]) -> list[_Mark]:
    """The marks of spots, the largest first: where others would cover one, as a capital its country, they move aside."""
    top = max((s.usd for s in order), default=1.0) or 1.0
    marks: list[_Mark] = []
    for spot in order:
        (x, y), radius = _at(spot.point), 3.5 + 12 * math.sqrt(spot.usd / top)
        near = [m for m in marks if math.dist((x, y), (m.x, m.y)) < 2 * m.radius + 30]
        for turn in range(_TURNS):  # along a spiral
            away, angle = 3 * math.sqrt(turn), 2.4 * turn
            at = x + away * math.cos(angle), y + away * math.sin(angle)
            if all(m.radius + math.dist(at, (m.x, m.y)) - radius >= _SEEN for m in near):
                break
        marks.append(_Mark(*at, radius, spot))
    return marks


def _around(x: float, y: float, radius: float) -> _Box:
    return x - radius, y - radius, x + radius, y + radius


def _place(mark: _Mark, taken: list[_Box], made_of: str) -> str:
    """A spot, with its name if there is room: `taken` has all marks and the names already put."""
    x, y, radius, spot = mark
    flow = spot.flow
    shape = tag("circle", class_=f"mark {flow.type.lower()}", cx=x, cy=y, r=radius, fill_opacity=0.8)
    address = f"{made_of}&{urlencode({'target': flow.key})}"
    told = f"{flow.name}: {in_sum(spot.usd, spot.deals)}"
    return linked(address, told, shape, *_name(flow.name, x, y, radius + 3, taken))


def _giver(point: Point, name: str, taken: list[_Box]) -> str:
    """Where money comes from and none goes to: a ring."""
    x, y = _at(point)
    ring = tag("circle", class_="ring", cx=x, cy=y, r=4)
    return linked(None, f"{name}: money comes from there", ring, *_name(name, x, y, 7, taken))


def _name(name: str, x: float, y: float, room: float, taken: list[_Box]) -> list[str]:
    """The name of a mark, so far beside it as `room` says: on its right, else on its left, else nowhere."""
    text = short(name, 22)
    wide = 7.2 * len(text)
    for left, at, anchor in ((x + room, x + room, "start"), (x - room - wide, x - room, "end")):
        right = left + wide
        box = left, y - 7, right, y + 7
        free = all(right < a or left > c or box[3] < b or box[1] > d for a, b, c, d in taken)
        if left > 0 and right < _WIDE and free:
            taken.append(box)
            return [words(text, x=at, y=y + 4, class_="halo", text_anchor=anchor)]
    return []
