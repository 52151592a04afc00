"""Pictures of the graph: one self-contained HTML file, by pyvis's bundled vis-network.

Positions are computed beforehand (`layout.py`) and the physics of the browser stays off, so that a picture is there at
once and the same each time. Nothing is loaded from elsewhere, and all text is data, never markup; the page's own
rule (Content-Security-Policy) names its scripts by their hashes, so that no other could run.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import lru_cache
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.layout import positions
from graph.marks import MARKS

if TYPE_CHECKING:
    from graph.queries import Network

_LABELLED = 80  # With more edges than this, their texts are shown on pointing only.
_LINES = 5  # Facts that the note of one edge tells.


@lru_cache(maxsize=1)
def vis_network() -> str:
    """The source of vis-network as pyvis ships it."""
    # Its file, not its module: that would take in IPython as well, while somebody waits for a picture.
    found = distribution("pyvis").locate_file("pyvis/lib/vis-9.1.2/vis-network.min.js")
    return Path(str(found)).read_text("utf-8")


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


def _nodes(g: Network, links: str | None) -> list[dict[str, Any]]:
    places = positions({k: str(g.nodes[k].get("name", k)) for k in g}, g.edges())
    nodes = []
    for key, about in g.nodes(data=True):
        mark = MARKS.get(about.get("type", ""), MARKS["Facility"])
        name, events = str(about.get("name", key)), int(about.get("events", 0))
        deals = f" · {events} commitment{'' if events == 1 else 's'}" if events else ""
        nodes.append(
            {
                "id": key,
                "label": name,
                "shape": mark.shape,
                "color": mark.colour,
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
    edges, untold = [], g.graph.get("untold", {})
    for n, ((a, b), facts) in enumerate(pairs.items()):
        facts = sorted(facts, key=lambda f: -(f.get("amount") or 0))
        count = len(facts) + untold.get((a, b), 0)
        label = str(facts[0].get("text") or facts[0].get("label", "")).replace("_", " ")
        more = count - _LINES
        tip = [line for f in facts[:_LINES] for line in _fact(g, a, b, f)]
        edges.append(
            {
                "id": n,
                "from": a,
                "to": b,
                "label": label + (f" +{count - 1}" if count > 1 else ""),
                "width": 1 + min(count, 5) * 0.6,
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
        f'<li><svg viewBox="-1 -1 2 2" aria-hidden="true"><path fill="{mark.colour}" d="{mark.path}"/></svg>'
        f"{html.escape(name)}</li>"
        for name, mark in MARKS.items()
        if name in there
    )


def _left(g: Network) -> str:
    """In words, what is not on the picture of a graph that tells it in its attributes, as `closest` does."""
    beyond, unjoined = g.graph.get("beyond", 0), g.graph.get("unjoined", 0)
    parts = [f"{beyond:,} more are linked with it"] if beyond else []
    parts += [f"{unjoined:,} smaller lines between others are not drawn"] if unjoined else []
    return "".join(f"; {part}" for part in parts)


def draw(g: Network, *, title: str = "Graph", links: str | None = None) -> str:
    """A graph of `graph.network` as one HTML page that needs nothing else.

    With `links`, a node opens the address that its key makes with it.
    """
    edges = g.number_of_edges() + sum(g.graph.get("untold", {}).values())
    told = f"{title}: {g.number_of_nodes():,} entities, {edges:,} connections{_left(g)}"
    fills = {
        "title": html.escape(title),
        "told": html.escape(told),
        "legend": _legend(g) + (f"<li>{_left(g)[2:]}</li>" if _left(g) else ""),
        "data": _json({"nodes": _nodes(g, links), "edges": _edges(g)}),
    }
    # In one pass, so that a name that looks like a mark stays what it is.
    return re.sub(r"\{\{(title|told|legend|data)\}\}", lambda m: fills[m[1]], _frame())
