"""Entities, and how they are connected, as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.deps import Key, TheStore
from api.params import Confidence
from api.schemas import COMMITMENT, ENTITY, NEIGHBOUR, example, faults
from graph.model import EntityType
from graph.queries import (
    CoFunder,
    EntityHit,
    EntityView,
    Neighbour,
    PathView,
    co_funders,
    entity_view,
    find_entities,
    neighbours,
    paths,
)

router = APIRouter()


@router.get("/entities", tags=["data"], responses=example([ENTITY]) | faults(422))
def list_entities(
    store: TheStore,
    q: Annotated[
        str, Query(max_length=200, description="Name or a part of it.", examples=["microsoft"])
    ] = "",
    type: Annotated[EntityType | None, Query(description="Only this type.", examples=["Company"])] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="At most so many.")] = 20,
) -> list[EntityHit]:
    """Entities by name, alias or prefix, small typing errors allowed; the best first."""
    return find_entities(store, q, type=type, limit=limit)


@router.get("/suggest", tags=["data"], responses=example([ENTITY]) | faults(422))
def suggest(
    store: TheStore,
    q: Annotated[
        str, Query(min_length=1, max_length=100, description="What was typed so far.", examples=["micr"])
    ],
    limit: Annotated[int, Query(ge=1, le=20, description="At most so many.")] = 8,
) -> list[EntityHit]:
    """Entities as one types: the best fitting names first."""
    return find_entities(store, q, limit=limit)


@router.get(
    "/entities/{key}",
    tags=["data"],
    responses=example({"entity": ENTITY, "commitments": [COMMITMENT], "relations": []}) | faults(404, 422),
)
def read_entity(store: TheStore, key: Key, min_confidence: Confidence = 0) -> EntityView:
    """One entity with its commitments and relations, each with the sentences behind it."""
    return entity_view(store, key, min_confidence=min_confidence)


@router.get("/entities/{key}/neighbours", tags=["data"], responses=example([NEIGHBOUR]) | faults(404, 422))
def list_neighbours(
    store: TheStore,
    key: Key,
    edge: Annotated[
        str | None, Query(max_length=40, description="Only this edge.", examples=["funds"])
    ] = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="At most so many.")] = 200,
) -> list[Neighbour]:
    """What an entity has direct edges with, and on how many events and relations each rests."""
    return neighbours(store, key, edge=edge, limit=limit)


@router.get("/entities/{key}/cofunders", tags=["data"], responses=faults(404, 422))
def list_co_funders(
    store: TheStore,
    key: Key,
    limit: Annotated[int, Query(ge=1, le=1000, description="At most so many.")] = 100,
) -> list[CoFunder]:
    """Who else funds what an entity funds, those with the most shared recipients first."""
    return co_funders(store, key, limit=limit)


@router.get("/paths", tags=["data"], responses=faults(404, 422))
def list_paths(
    store: TheStore,
    one: Annotated[
        str, Query(max_length=200, description="Name or key of an entity.", examples=["microsoft"])
    ],
    two: Annotated[str, Query(max_length=200, description="Of another.", examples=["keio-university"])],
    longest: Annotated[int, Query(ge=1, le=6, description="Edges of a way, at most.")] = 4,
    limit: Annotated[int, Query(ge=1, le=50, description="At most so many ways.")] = 10,
) -> list[PathView]:
    """Ways along direct edges between two entities, the shortest first, with the events behind each step."""
    return paths(store, one, two, longest=longest, limit=limit)
