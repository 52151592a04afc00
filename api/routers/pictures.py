"""Pictures of the graph, each a page of its own that pages show in an isolated frame."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.deps import Key, TheStore
from api.params import Confidence
from graph.draw import content_policy, draw
from graph.queries import the_entity
from graph.queries.networks import busiest, closest

router = APIRouter(include_in_schema=False)

WHOLE, EDGES = 400, 2500  # More than that is no picture.


def picture_page(text: str) -> HTMLResponse:
    """A picture as a page of its own."""
    # Sandboxed also when opened by itself: its script belongs to no origin and reaches nothing of ours.
    rule = (
        f"{content_policy()}; frame-ancestors 'self'; "
        "sandbox allow-scripts allow-top-navigation-by-user-activation"
    )
    # Browsers may refuse a sandboxed page that also asks for an opener policy.
    headers = {"Content-Security-Policy": rule, "Cross-Origin-Opener-Policy": "unsafe-none"}
    return HTMLResponse(text, headers=headers)


@router.get("/graph.html")
def whole(store: TheStore, min_confidence: Confidence = 0) -> HTMLResponse:
    """The whole graph, or of a large one the entities with the most commitments."""
    g = busiest(store, nodes=WHOLE, edges=EDGES, min_confidence=min_confidence)
    return picture_page(draw(g, title="The whole graph", links="/entity/"))


@router.get("/entity/{key}/graph.html")
def around(store: TheStore, key: Key, min_confidence: Confidence = 0) -> HTMLResponse:
    """An entity and what it has the most connections with."""
    now = the_entity(store, key)
    g = closest(store, now, min_confidence=min_confidence)
    return picture_page(draw(g, title=f"Around {g.nodes[now]['name']}", links="/entity/"))
