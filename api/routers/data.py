"""Entities and commitments as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.console import one_of
from api.cursors import make_cursor, read_cursor
from api.deps import Key, TheStore
from api.schemas import COMMITMENT, ENTITY, NEIGHBOUR, example, faults
from graph.model import EntityType, Kind, Status
from graph.queries import (
    CoFunder,
    EntityHit,
    EntityView,
    EventView,
    Neighbour,
    PathView,
    co_funders,
    entity_view,
    events,
    find_entities,
    neighbours,
    paths,
    the_entity,
)
from graph.queries.events import Sort
from graph.totals import DIMENSIONS, Allocation, Totals, totals

router = APIRouter()

Confidence = Annotated[
    float, Query(ge=0, le=1, description="Only claims of at least this confidence, or of none told.")
]
Day = Annotated[
    str | None,
    Query(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$", description="A year, month or day.", examples=["2024"]),
]
Party = Annotated[str | None, Query(max_length=200, description="Name, alias or key of an entity.")]


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


@router.get("/totals", tags=["data"], responses=faults(400, 404, 422))
def read_totals(
    store: TheStore,
    by: Annotated[
        str, Query(max_length=100, description="Groups, by comma.", examples=["investor,country"])
    ] = "",
    currency: Annotated[str, Query(pattern="^[A-Za-z]{3}$", description="Currency to convert to.")] = "USD",
    allocation: Annotated[Allocation, Query(description="What a sum counts for each of several.")] = "split",
    investor: Party = None,
    recipient: Party = None,
    place: Party = None,
    kind: Annotated[list[Kind] | None, Query(description="Only these kinds.")] = None,
    sector: Annotated[list[str] | None, Query(description="Only these sectors.")] = None,
    status: Annotated[list[Status] | None, Query(description="Announced and completed if left out.")] = None,
    since: Day = None,
    until: Day = None,
    min_confidence: Confidence = 0,
) -> Totals:
    """Sums that count each deal once, with what was counted, what was left out, and why."""
    keys = {
        role: None if name is None else the_entity(store, name)
        for role, name in (("investor", investor), ("recipient", recipient), ("place", place))
    }
    return totals(
        store.index,
        by=[one_of(g.strip(), DIMENSIONS) for g in by.split(",") if g.strip()],
        currency=currency.upper(),
        allocation=allocation,
        kinds=kind or (),
        sectors=sector or (),
        statuses=status or ("announced", "completed"),
        since=since,
        until=until,
        min_confidence=min_confidence,
        **keys,
    )


@router.get("/commitments", tags=["data"], responses=example([COMMITMENT]) | faults(404, 422))
def list_commitments(
    response: Response,
    store: TheStore,
    party: Party = None,
    investor: Party = None,
    recipient: Party = None,
    place: Party = None,
    kind: Annotated[Kind | None, Query(description="Only this kind.")] = None,
    sector: Annotated[str | None, Query(max_length=40, description="Only this sector.")] = None,
    status: Annotated[Status | None, Query(description="Only this status.")] = None,
    since: Day = None,
    until: Day = None,
    min_amount: Annotated[float | None, Query(ge=0, description="Least sum, in `currency`.")] = None,
    max_amount: Annotated[float | None, Query(ge=0, description="Largest sum, in `currency`.")] = None,
    currency: Annotated[str, Query(pattern="^[A-Za-z]{3}$", description="Of these two.")] = "USD",
    article: Annotated[
        str | None, Query(max_length=200, description="Key of an article that tells of it.")
    ] = None,
    disagreement: Annotated[bool | None, Query(description="Whether its sources disagree.")] = None,
    min_confidence: Confidence = 0,
    sort: Annotated[Sort, Query(description="The largest, or the latest, first.")] = "amount",
    limit: Annotated[int, Query(ge=1, le=1000, description="At most so many.")] = 100,
    cursor: Annotated[
        str | None, Query(max_length=40, description="Of the answer before, for what follows.")
    ] = None,
) -> list[EventView]:
    """Deals by parties, place (with all that lies in it), kind, sector, status, sum, time, source and confidence.

    If there are more, the header `X-Next-Cursor` has what to give as `cursor` for the next ones.
    """
    offset = read_cursor(cursor)
    found = events(
        store,
        party=party,
        investor=investor,
        recipient=recipient,
        place=place,
        kind=kind,
        sector=sector,
        status=status,
        since=since,
        until=until,
        min_amount=min_amount,
        max_amount=max_amount,
        currency=currency.upper(),
        article=article,
        disagreement=disagreement,
        min_confidence=min_confidence,
        sort=sort,
        limit=limit + 1,
        offset=offset,
    )
    if len(found) > limit:
        response.headers["X-Next-Cursor"] = make_cursor(offset + limit)
    return found[:limit]
