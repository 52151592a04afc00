"""Pictures of the graph: one self-contained HTML file, by pyvis's bundled vis-network; pyvis's one importer.

Positions are computed here by igraph and the physics of the browser stays off, so that a picture is there at
once and the same each time. Nothing is loaded from elsewhere, and all text is data, never markup.
"""

from __future__ import annotations

import html
import json
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.queries import Network

# Shape tells the type as well as colour does, for those who see colours differently.
STYLES: dict[str, tuple[str, str]] = {
    "Company": ("dot", "#2563eb"),
    "University": ("triangle", "#b45309"),
    "Country": ("square", "#047857"),
    "Place": ("square", "#34a37f"),
    "Government": ("diamond", "#7c3aed"),
    "Program": ("star", "#be185d"),
    "Facility": ("hexagon", "#475569"),
    "Organization": ("triangleDown", "#0e7490"),
}
_MARKS = {
    "dot": "●",
    "triangle": "▲",
    "square": "■",
    "diamond": "◆",
    "star": "★",
    "hexagon": "⬢",
    "triangleDown": "▼",
}
_SPREAD = 190.0


@lru_cache(maxsize=1)
def vis_network() -> str:
    """The source of vis-network as pyvis ships it."""
    import pyvis

    folder = files(pyvis).joinpath("lib")
    return folder.joinpath("vis-9.1.2").joinpath("vis-network.min.js").read_text("utf-8")


def _positions(g: Network) -> dict[str, tuple[float, float]]:
    import random

    import igraph

    nodes = list(g.nodes)
    number = {n: i for i, n in enumerate(nodes)}
    ends = sorted({(min(number[a], number[b]), max(number[a], number[b])) for a, b in g.edges() if a != b})
    igraph.set_random_number_generator(random.Random(7))  # the same picture each time
    layout = igraph.Graph(n=len(nodes), edges=ends).layout_fruchterman_reingold(niter=500, grid=False)
    layout.center(0, 0)
    return {
        n: (round(x * _SPREAD, 1), round(y * _SPREAD, 1)) for n, (x, y) in zip(nodes, layout, strict=True)
    }


def _data(g: Network, links: str | None) -> dict[str, Any]:
    places = _positions(g) if g.number_of_nodes() else {}
    nodes = []
    for key, about in g.nodes(data=True):
        shape, colour = STYLES[about["type"]]
        x, y = places[key]
        nodes.append(
            {
                "id": key,
                "label": about["name"],
                "shape": shape,
                "color": colour,
                "x": x,
                "y": y,
                "size": 12 + 3 * min(about.get("events", 0), 6),
                "tip": [about["name"], about["type"]],
                "link": f"{links}{key}" if links else None,
            }
        )
    edges = []
    for n, (a, b, about) in enumerate(g.edges(data=True)):
        told = " ".join(str(about.get("quote", "")).split())
        tip = [
            f"{g.nodes[a]['name']} {about['label'].replace('_', ' ')} {g.nodes[b]['name']}",
            " · ".join(str(x) for x in (about.get("text"), about.get("status"), about.get("announced")) if x),
            f"“{told[:280]}{'…' if len(told) > 280 else ''}”" if told else "",
        ]
        edges.append(
            {
                "id": n,
                "from": a,
                "to": b,
                "label": about.get("text") or about["label"].replace("_", " "),
                "dashes": about.get("status") in {"considered", "cancelled"},
                "tip": [t for t in tip if t],
            }
        )
    return {"nodes": nodes, "edges": edges}


def draw(g: Network, *, title: str = "Graph", links: str | None = None) -> str:
    """A graph of `graph.network` as one HTML page that needs nothing else.

    With `links`, a node opens the address that its key makes with it.
    """
    data = json.dumps(_data(g, links), ensure_ascii=False)
    # In a script element "</" could end it and "<!--" could start a comment: written so, it is the same JSON.
    data = data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    legend = "".join(
        f'<span><b style="color:{colour}" aria-hidden="true">{_MARKS[shape]}</b> {html.escape(name)}</span>'
        for name, (shape, colour) in STYLES.items()
        if any(about["type"] == name for _, about in g.nodes(data=True))
    )
    page = files("graph").joinpath("templates").joinpath("network.html").read_text("utf-8")
    for mark, text in (
        ("{{title}}", html.escape(title)),
        ("{{legend}}", legend),
        ("{{data}}", data),
        ("{{vis}}", vis_network().replace("</script", "<\\/script")),
    ):
        page = page.replace(mark, text, 1)
    return page
