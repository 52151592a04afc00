"""Entities and commitments as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.deps import Key, TheStore
from api.schemas import COMMITMENT, ENTITY, Health, example, faults
from graph.model import EntityType, Kind, Status
from graph.queries import EntityHit, EntityView, EventView, entity_view, events, find_entities

router = APIRouter()

Confidence = Annotated[
    float, Query(ge=0, le=1, description="Only claims of at least this confidence, or of none told.")
]
Party = Annotated[str | None, Query(max_length=200, description="Name, alias or key of an entity.")]


@router.get("/healthz", tags=["service"])
def healthz(store: TheStore) -> Health:
    """Whether the service answers, and how many quads it holds."""
    return Health(quads=len(store))


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


@router.get(
    "/entities/{key}",
    tags=["data"],
    responses=example({"entity": ENTITY, "commitments": [COMMITMENT], "relations": []}) | faults(404, 422),
)
def read_entity(store: TheStore, key: Key, min_confidence: Confidence = 0) -> EntityView:
    """One entity with its commitments and relations, each with the sentences behind it."""
    return entity_view(store, key, min_confidence=min_confidence)


@router.get("/commitments", tags=["data"], responses=example([COMMITMENT]) | faults(404, 422))
def list_commitments(
    store: TheStore,
    investor: Party = None,
    recipient: Party = None,
    place: Party = None,
    kind: Annotated[Kind | None, Query(description="Only this kind.")] = None,
    status: Annotated[Status | None, Query(description="Only this status.")] = None,
    min_confidence: Confidence = 0,
    limit: Annotated[int, Query(ge=1, le=1000, description="At most so many.")] = 100,
) -> list[EventView]:
    """Commitments by parties, place, kind, status and confidence."""
    return events(
        store,
        investor=investor,
        recipient=recipient,
        place=place,
        kind=kind,
        status=status,
        min_confidence=min_confidence,
        limit=limit,
    )
