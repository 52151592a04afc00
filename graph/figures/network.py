"""The network itself as SVG, as it stands on the canvas of the explorer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from graph.figures.svg import drawing, linked, short, tag, unsure, words
from graph.marks import MARKS
from graph.queries.views import format_amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.layout import Positions
    from graph.links import Line
    from graph.queries.selection import Selection

_EDGE = 90.0


def width_of(usd: float | None) -> float:
    """How wide a line is, by its sum in dollars: one more for each power of ten above a hundred thousand."""
    return 1.2 if usd is None or usd < 1e5 else min(7.0, 1.2 + math.log10(usd / 1e5))


def told(names: Mapping[str, str], line: Line) -> str:
    """A line in words, with the names of entities by their keys."""
    verbs = ", ".join(edge.replace("_", " ") for edge in line.edges)
    sums = f": {format_amount(line.usd, 'USD')}" if line.usd is not None else ""
    open_ = " (only considered or cancelled)" if unsure(line.statuses) else ""
    return f"{names[line.source]} {verbs} {names[line.target]}{sums}{open_}"


def network_picture(selection: Selection, places: Positions, *, links: str = "/entity/") -> str:
    """Entities at their places, with the lines between them; `links` is what an entity's address begins with."""
    left, top = (min((p[axis] for p in places.values()), default=0.0) for axis in (0, 1))
    right, low = (max((p[axis] for p in places.values()), default=0.0) for axis in (0, 1))
    at = {k: (x - left + _EDGE, y - top + _EDGE / 2) for k, (x, y) in places.items()}
    names = {n.key: n.name for n in selection.nodes}
    marks = []
    for line in selection.lines:
        (x1, y1), (x2, y2) = at[line.source], at[line.target]
        kind = f"line{' unsure' if unsure(line.statuses) else ''}"
        marks.append(
            linked(
                None,
                told(names, line),
                tag(
                    "path",
                    class_=kind,
                    d=f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}",
                    stroke_width=width_of(line.usd),
                ),
            )
        )
    for node in selection.nodes:
        x, y = at[node.key]
        size = 9 + 1.5 * min(node.events, 8)
        shape = tag(
            "path",
            class_=f"mark {node.type.lower()}",
            d=MARKS[node.type].path,
            transform=f"translate({x:.1f} {y:.1f}) scale({size:.1f})",
            vector_effect="non-scaling-stroke",
        )
        name = words(short(node.name), x=x, y=y + size + 14, text_anchor="middle", class_="halo")
        marks.append(
            linked(f"{links}{node.key}", f"{node.name}, {node.type}, {node.events} deals", shape, name)
        )
    told_ = f"{len(selection.nodes)} entities, {len(selection.lines)} links"
    return drawing(marks, right - left + 2 * _EDGE, low - top + 1.5 * _EDGE, told_)
