"""Pictures of the graph: one self-contained HTML file, by pyvis's bundled vis-network; pyvis's one importer.

Positions are computed here by igraph and the physics of the browser stays off, so that a picture is there at
once and the same each time. Nothing is loaded from elsewhere, and all text is data, never markup; the page's own
rule (Content-Security-Policy) names its scripts by their hashes, so that no other could run.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import math
import random
import re
import threading
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.queries import Network

# Shape tells the type as well as colour does, for those who see colours differently; the colours stand out
# from a light ground and from a dark one.
STYLES: dict[str, tuple[str, str]] = {
    "Company": ("dot", "#3b82f6"),
    "University": ("triangle", "#c2700c"),
    "Country": ("square", "#15803d"),
    "Place": ("square", "#0d9488"),
    "Government": ("diamond", "#8b5cf6"),
    "Program": ("star", "#db2777"),
    "Facility": ("hexagon", "#64748b"),
    "Organization": ("triangleDown", "#0891b2"),
}
_MARKS = {  # Paths in a square from -1 to 1.
    "dot": "M-.8 0a.8.8 0 1 0 1.6 0a.8.8 0 1 0-1.6 0z",
    "triangle": "M0-.9L.9.75H-.9z",
    "square": "M-.75-.75H.75V.75H-.75z",
    "diamond": "M0-1L1 0L0 1L-1 0z",
    "star": "M0-1L.27-.35L.95-.31L.43.13L.59.81L0 .44L-.59.81L-.43.13L-.95-.31L-.27-.35z",
    "hexagon": "M-.5-.87H.5L1 0L.5.87H-.5L-1 0z",
    "triangleDown": "M0 .9L.9-.75H-.9z",
}
_EDGE = 175.0  # The usual length of an edge, in the picture's units.
_GAP = 120.0  # Between parts of the graph that are not connected.
_WIDE = 2.9  # A picture's width by its height.
_PUSHED = 150  # Parts with more nodes than this get the faster layout, and their names may overlap.
_LABELLED = 80  # With more edges than this, their texts are shown on pointing only.
_LINES = 5  # Facts that the note of one edge tells.
_igraph_random = threading.Lock()  # igraph has one source of chance for the whole process.


@lru_cache(maxsize=1)
def vis_network() -> str:
    """The source of vis-network as pyvis ships it."""
    import pyvis

    folder = files(pyvis).joinpath("lib")
    return folder.joinpath("vis-9.1.2").joinpath("vis-network.min.js").read_text("utf-8")


@lru_cache(maxsize=1)
def _frame() -> str:
    """The page with its scripts and its rule, without what differs from picture to picture."""
    page = files("graph").joinpath("templates").joinpath("network.html").read_text("utf-8")
    # The reading of a page ends a script element at the first "</script", wherever it stands.
    page = page.replace("{{vis}}", vis_network().replace("</script", "<\\/script"), 1)
    return page.replace("{{policy}}", _policy(page), 1)


def _policy(page: str) -> str:
    def hashes(tag: str) -> str:
        parts = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digests = (hashlib.sha256(part.encode()).digest() for part in parts)
        return " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)

    return (
        f"default-src 'none'; script-src {hashes('script')}; style-src {hashes('style')}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def content_policy() -> str:
    """The Content-Security-Policy of every picture, for servers that send it as a header too."""
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', _frame())
    return found[1] if found else "default-src 'none'"


Positions = dict[str, tuple[float, float]]


def _positions(g: Network) -> Positions:
    """Each connected part laid out by itself, then all packed into rows, the largest first."""
    import networkx as nx

    parts = sorted(nx.weakly_connected_components(g), key=lambda part: (-len(part), min(part)))
    laid = [_part(g, sorted(part)) for part in parts]
    sizes = [(max(x for x, _ in p.values()) + _GAP, max(y for _, y in p.values()) + _GAP) for p in laid]
    across = max([math.sqrt(sum(w * h for w, h in sizes) * _WIDE), *(w for w, _ in sizes)])
    places: Positions = {}
    left = top = tall = 0.0
    for part_places, (w, h) in zip(laid, sizes, strict=True):
        if left and left + w > across:
            left, top, tall = 0.0, top + tall, 0.0
        places |= {n: (round(left + x, 1), round(top + y, 1)) for n, (x, y) in part_places.items()}
        left, tall = left + w, max(tall, h)
    return places


def _part(g: Network, nodes: list[str]) -> Positions:
    """Positions of one connected part, the uppermost and leftmost at 0."""
    import igraph

    number = {n: i for i, n in enumerate(nodes)}
    ends = sorted({tuple(sorted((number[a], number[b]))) for a, b in g.subgraph(nodes).edges() if a != b})
    with _igraph_random:
        igraph.set_random_number_generator(random.Random(7))  # the same picture each time
        graph = igraph.Graph(n=len(nodes), edges=ends)
        if len(nodes) <= _PUSHED:
            layout = graph.layout_kamada_kawai()
        else:
            layout = graph.layout_fruchterman_reingold(niter=500, grid=False)
    lengths = sorted(math.dist(layout[a], layout[b]) for a, b in ends)
    # Around a node with many neighbours there has to be room for all their names.
    length = max(_EDGE, 22.0 * max(graph.degree(), default=0))
    scale = length / (lengths[len(lengths) // 2] or 1) if lengths else 1.0
    points = [(x * scale, y * scale) for x, y in layout]
    if max(y for _, y in points) - min(y for _, y in points) > max(x for x, _ in points) - min(
        x for x, _ in points
    ):
        points = [(y, x) for x, y in points]  # lying rather than standing: screens are wide
    points = [(x * 1.25, y * 0.75) for x, y in points]  # names are wider than high
    if len(nodes) <= _PUSHED:
        points = _apart(points, [_room(g, n) for n in nodes])
    x0, y0 = min(x for x, _ in points), min(y for _, y in points)
    return {n: (x - x0, y - y0) for n, (x, y) in zip(nodes, points, strict=True)}


def _room(g: Network, node: str) -> tuple[float, float]:
    """Width and height that a node takes with its name below it, which is broken into lines."""
    width = 8.5 * len(str(g.nodes[node].get("name", node)))
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


def _nodes(g: Network, links: str | None) -> list[dict[str, Any]]:
    places = _positions(g) if g.number_of_nodes() else {}
    nodes = []
    for key, about in g.nodes(data=True):
        shape, colour = STYLES.get(about.get("type", ""), ("dot", "#64748b"))
        name, events = str(about.get("name", key)), int(about.get("events", 0))
        deals = f" · {events} commitment{'' if events == 1 else 's'}" if events else ""
        nodes.append(
            {
                "id": key,
                "label": name,
                "shape": shape,
                "color": colour,
                "x": places[key][0],
                "y": places[key][1],
                "size": 13 + 2 * min(events, 8),
                "tip": [name, f"{about.get('type', '')}{deals}"],
                "link": f"{links}{key}" if links else None,
            }
        )
    return nodes


def _fact(g: Network, a: str, b: str, about: dict[str, Any]) -> list[str]:
    told = " ".join(str(about.get("quote") or "").split())
    words = str(about.get("label", "")).replace("_", " ")
    details = (about.get("text"), about.get("status"), about.get("announced"))
    lines = (
        f"{g.nodes[a].get('name', a)} {words} {g.nodes[b].get('name', b)}",
        " · ".join(str(x) for x in details if x),
        f"“{told[:280]}{'…' if len(told) > 280 else ''}”" if told else "",
    )
    return [line for line in lines if line]


def _edges(g: Network) -> list[dict[str, Any]]:
    """One line for each pair and direction; its note tells all that stands behind it."""
    pairs: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for a, b, about in g.edges(data=True):
        pairs.setdefault((a, b), []).append(about)
    edges = []
    for n, ((a, b), facts) in enumerate(pairs.items()):
        facts = sorted(facts, key=lambda f: -(f.get("amount") or 0))
        label = str(facts[0].get("text") or facts[0].get("label", "")).replace("_", " ")
        more = len(facts) - _LINES
        tip = [line for f in facts[:_LINES] for line in _fact(g, a, b, f)]
        edges.append(
            {
                "id": n,
                "from": a,
                "to": b,
                "label": label + (f" +{len(facts) - 1}" if len(facts) > 1 else ""),
                "width": 1 + min(len(facts), 5) * 0.6,
                "dashes": all(f.get("status") in {"considered", "cancelled"} for f in facts),
                "tip": tip + ([f"and {more} more"] if more > 0 else []),
            }
        )
    if len(edges) > _LABELLED:
        edges = [{**e, "label": ""} for e in edges]
    return edges


def _json(value: object) -> str:
    # In a script element "</" could end it and "<!--" could start a comment: written so, it is the same JSON.
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _legend(g: Network) -> str:
    there = {about.get("type") for _, about in g.nodes(data=True)}
    return "".join(
        f'<li><svg viewBox="-1 -1 2 2" aria-hidden="true"><path fill="{colour}" d="{_MARKS[shape]}"/></svg>'
        f"{html.escape(name)}</li>"
        for name, (shape, colour) in STYLES.items()
        if name in there
    )


def draw(g: Network, *, title: str = "Graph", links: str | None = None) -> str:
    """A graph of `graph.network` as one HTML page that needs nothing else.

    With `links`, a node opens the address that its key makes with it.
    """
    told = f"{title}: {g.number_of_nodes()} entities, {g.number_of_edges()} connections"
    fills = {
        "title": html.escape(title),
        "told": html.escape(told),
        "legend": _legend(g),
        "data": _json({"nodes": _nodes(g, links), "edges": _edges(g)}),
    }
    # In one pass, so that a name that looks like a mark stays what it is.
    return re.sub(r"\{\{(title|told|legend|data)\}\}", lambda m: fills[m[1]], _frame())
