"""Entities, and how they are connected, as JSON."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from starlette.concurrency import run_in_threadpool

from api.deps import Key, TheStore
from api.examples import (
    CO_FUNDER,
    COMPARISON,
    ENTITY,
    ENTITY_COUNTS,
    ENTITY_VIEW,
    NEIGHBOUR,
    PATH,
    TIMELINE,
)
from api.lists import Page, Picked, page_of
from api.params import Confidence, Currency, One, Two, known_parameters
from api.schemas import example, faults
from graph.model import EntityType
from graph.queries import (
    CoFunder,
    Comparison,
    EntityCounts,
    EntityHit,
    EntityView,
    Neighbour,
    PathView,
    Timeline,
    co_funders,
    compare,
    count_entities,
    entity_json,
    find_entities,
    neighbours,
    paths,
    timeline,
)
from graph.queries import list_entities as listed
from graph.queries.listing import EntitySort
from graph.queries.timeline import Step

router = APIRouter(tags=["data"], dependencies=[Depends(known_parameters)])

EntityPage = Annotated[Page, Depends(page_of(EntityHit))]

_FEW = 50  # deals, read in less than a millisecond


@router.get(
    "/entities",
    response_model=list[EntityHit] | list[Picked],
    responses=example([ENTITY]) | faults(400, 404, 422),
)
def list_entities(
    store: TheStore,
    page: EntityPage,
    q: Annotated[
        str, Query(max_length=200, description="Name or a part of it.", examples=["microsoft"])
    ] = "",
    type: Annotated[EntityType | None, Query(description="Only this type.", examples=["Company"])] = None,
    country: Annotated[
        str | None, Query(max_length=200, description="Only in this country or place: name, key or ISO code.")
    ] = None,
    sort: Annotated[EntitySort, Query(description="Best fit, most events, or name first.")] = "fit",
) -> Response:
    """Entities by name, alias or prefix (small typing errors allowed), type and country."""
    found = listed(store, q, type=type, country=country, sort=sort, **page.ask)
    return page.answer([x.model_dump_json() for x in found])


@router.get("/entities/counts", responses=example(ENTITY_COUNTS) | faults(422))
def read_entity_counts(store: TheStore) -> EntityCounts:
    """How many entities there are, by type and by country."""
    return count_entities(store)


@router.get("/suggest", responses=example([ENTITY]) | faults(422))
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
    response_model=EntityView,
    responses=example(ENTITY_VIEW) | faults(404, 422),
)
async def read_entity(store: TheStore, key: Key, min_confidence: Confidence = 0) -> Response:
    """One entity with its commitments and relations, each with the sentences behind it."""
    read = partial(entity_json, store, key, min_confidence=min_confidence)
    deals = store.index.one("select events from entity where key = ?", key)
    # A change of threads costs more than reading a few deals; many, or a name to be looked for, hold nobody up.
    text = read() if deals is not None and int(deals) <= _FEW else await run_in_threadpool(read)
    return Response(text, media_type="application/json")


@router.get("/entities/{key}/neighbours", responses=example([NEIGHBOUR]) | faults(404, 422))
def list_neighbours(
    store: TheStore,
    key: Key,
    edge: Annotated[
        str | None, Query(max_length=40, description="Only this edge.", examples=["funds"])
    ] = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="At most so many.")] = 200,
    min_confidence: Confidence = 0,
) -> list[Neighbour]:
    """What an entity has direct edges with, and on how many events and relations each rests."""
    return neighbours(store, key, edge=edge, limit=limit, min_confidence=min_confidence)


@router.get("/entities/{key}/timeline", responses=example(TIMELINE) | faults(400, 404, 422))
def read_timeline(
    store: TheStore,
    key: Key,
    by: Annotated[Step, Query(description="How long a step is.")] = "year",
    currency: Currency = "USD",
    min_confidence: Confidence = 0,
) -> Timeline:
    """An entity's deals in the order of time, with number and sums for each step; every sum counts a deal once."""
    return timeline(store, key, by=by, currency=currency.upper(), min_confidence=min_confidence)


@router.get("/compare", responses=example(COMPARISON) | faults(400, 404, 422))
def read_comparison(
    store: TheStore,
    response: Response,
    one: One,
    two: Two,
    currency: Currency = "USD",
    min_confidence: Confidence = 0,
) -> Comparison:
    """Two entities side by side: sums by year, kind and country, whom and which places they share, their own deals."""
    response.headers["Vary"] = "Accept"  # people get a page
    return compare(store, one, two, currency=currency.upper(), min_confidence=min_confidence)


@router.get("/entities/{key}/cofunders", responses=example([CO_FUNDER]) | faults(404, 422))
def list_co_funders(
    store: TheStore,
    key: Key,
    limit: Annotated[int, Query(ge=1, le=1000, description="At most so many.")] = 100,
    min_confidence: Confidence = 0,
) -> list[CoFunder]:
    """Who else funds what an entity funds, those with the most shared recipients first."""
    return co_funders(store, key, limit=limit, min_confidence=min_confidence)


@router.get("/paths", responses=example([PATH]) | faults(404, 422, 503))
def list_paths(
    store: TheStore,
    one: One,
    two: Two,
    longest: Annotated[int, Query(ge=1, le=6, description="Edges of a way, at most.")] = 4,
    limit: Annotated[int, Query(ge=1, le=50, description="At most so many ways.")] = 10,
    min_confidence: Confidence = 0,
) -> list[PathView]:
    """Ways along direct edges between two entities, the shortest first, with the events behind each step."""
    return paths(store, one, two, longest=longest, limit=limit, min_confidence=min_confidence)
