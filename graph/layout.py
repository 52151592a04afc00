"""Where things stand in a picture of a graph: computed by igraph, the same each time.

Each connected part is laid out by itself, then all are packed into rows, the largest first.
"""

from __future__ import annotations

import math
import random
import threading
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import igraph

_EDGE = 175.0  # The usual length of an edge, in the picture's units.
_GAP = 120.0  # Between parts of the graph that are not connected.
_FITTED = 150  # Parts with more nodes than this get a faster layout, and their names may overlap.
_GRID = 500  # With more than this, forces are reckoned on a grid, where what is far apart does not count.
_EVENED = 1000  # Up to so many, a few rounds of all forces follow, which even out what stands too close.
_MANY = 2000  # With more than this, fewer rounds on the grid: later ones move little and cost as much.
_igraph_random = threading.Lock()  # igraph has one source of chance for the whole process.

Positions = dict[str, tuple[float, float]]


def positions(names: Mapping[str, str], links: Iterable[tuple[str, str]], *, wide: float = 2.9) -> Positions:
    """Places for nodes, given by key with the names that stand below them, and the links between them.

    The picture is about `wide` times as wide as high.
    """
    import igraph

    if not names:
        return {}
    keys = sorted(names)
    number = {k: n for n, k in enumerate(keys)}
    ends = np.array([number[key] for link in links for key in link], np.int64).reshape(-1, 2)
    low, high = np.minimum(*ends.T), np.maximum(*ends.T)
    pairs = np.unique((low * len(keys) + high)[low != high])  # far faster than rows of two
    graph = igraph.Graph(n=len(keys), edges=np.stack(np.divmod(pairs, len(keys)), axis=1).tolist())
    parts = sorted(graph.connected_components(), key=lambda part: (-len(part), part[0]))
    laid = [_part(graph.induced_subgraph(part), [names[keys[n]] for n in part]) for part in parts]
    sizes = [(max(x for x, _ in p) + _GAP, max(y for _, y in p) + _GAP) for p in laid]
    across = max([math.sqrt(sum(w * h for w, h in sizes) * wide), *(w for w, _ in sizes)])
    places: Positions = {}
    left = top = tall = 0.0
    for part, points, (w, h) in zip(parts, laid, sizes, strict=True):
        if left and left + w > across:
            left, top, tall = 0.0, top + tall, 0.0
        for n, (x, y) in zip(part, points, strict=True):
            places[keys[n]] = (round(left + x, 1), round(top + y, 1))
        left, tall = left + w, max(tall, h)
    return places


def _part(graph: igraph.Graph, names: list[str]) -> list[tuple[float, float]]:
    """Positions of one connected part, the uppermost and leftmost at 0."""
    layout = np.array(_forces(graph))
    ends = np.array(graph.get_edgelist(), np.int64).reshape(-1, 2)
    lengths = np.sort(np.hypot(*(layout[ends[:, 0]] - layout[ends[:, 1]]).T))
    # Around a node with many neighbours there has to be room for all their names.
    length = max(_EDGE, 22.0 * min(max(graph.degree(), default=0), 40))
    scale = length / (lengths[len(lengths) // 2] or 1) if len(lengths) else 1.0
    points: list[tuple[float, float]] = [(x, y) for x, y in (layout * scale).tolist()]
    wide, high = (max(p[axis] for p in points) - min(p[axis] for p in points) for axis in (0, 1))
    if high > wide:
        points = [(y, x) for x, y in points]  # lying rather than standing: screens are wide
    points = [(x * 1.25, y * 0.75) for x, y in points]  # names are wider than high
    if len(names) <= _FITTED:
        points = _apart(points, [_room(name) for name in names])
    x0, y0 = min(x for x, _ in points), min(y for _, y in points)
    return [(x - x0, y - y0) for x, y in points]


def _forces(graph: igraph.Graph) -> list[list[float]]:
    import igraph

    size = graph.vcount()
    with _igraph_random:
        igraph.set_random_number_generator(random.Random(7))  # the same picture each time
        if size <= _FITTED:
            layout = graph.layout_kamada_kawai()
        elif size <= _GRID:
            layout = graph.layout_fruchterman_reingold(niter=200, grid=False)
        else:
            layout = graph.layout_fruchterman_reingold(
                niter=100 if size <= _EVENED or size > _MANY else 200, grid=True
            )
            if size <= _EVENED:
                layout = graph.layout_fruchterman_reingold(niter=15, grid=False, seed=layout, start_temp=0.5)
    return [list(point) for point in layout]


def _room(name: str) -> tuple[float, float]:
    """Width and height that a node takes with its name below it, which is broken into lines."""
    width = 8.5 * len(name)
    return min(width, 150.0) + 20, 60 + 18.0 * math.ceil(width / 150)


def _apart(points: list[tuple[float, float]], rooms: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Push nodes whose names overlap apart, along the way that is the shorter."""
    at = [list(p) for p in points]
    for _ in range(60):
        moved = False
        for i, (w, h) in enumerate(rooms):
            for j in range(i):
                dx, dy = at[i][0] - at[j][0], at[i][1] - at[j][1]
                over_x, over_y = (w + rooms[j][0]) / 2 - abs(dx), (h + rooms[j][1]) / 2 - abs(dy)
                if over_x <= 0.5 or over_y <= 0.5:
                    continue
                moved = True
                axis, push = (
                    (0, math.copysign(over_x / 2, dx))
                    if over_x < over_y
                    else (1, math.copysign(over_y / 2, dy))
                )
                at[i][axis] += push
                at[j][axis] -= push
        if not moved:
            break
    return [(x, y) for x, y in at]
