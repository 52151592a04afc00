"""Commitments and what they add up to, as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.console import one_of
from api.deps import TheStore
from api.examples import CHANGES, COMMITMENT, CONTEXT, FACETS, TOTALS
from api.lists import Page, Picked, ThePart, page_of
from api.params import (
    Characters,
    Confidence,
    Currency,
    Day,
    EventKey,
    Party,
    TheFilters,
    Time,
    known_parameters,
)
from api.schemas import example, faults
from graph.columns import DIMENSIONS
from graph.model import Kind, Sector, Status
from graph.queries import (
    Changes,
    Context,
    EventView,
    Facets,
    changes,
    event,
    events_json,
    evidence,
    facets,
    the_entity,
)
from graph.queries.listing import the_place
from graph.queries.ordered import Sort
from graph.totals import Allocation, Totals, totals

router = APIRouter(tags=["data"], dependencies=[Depends(known_parameters)])

EventPage = Annotated[Page, Depends(page_of(EventView))]


@router.get(
    "/commitments",
    response_model=list[EventView] | list[Picked],
    responses=example([COMMITMENT]) | faults(400, 404, 422),
)
def list_commitments(
    store: TheStore,
    asked: TheFilters,
    page: EventPage,
    sort: Annotated[
        Sort, Query(description="The largest, latest, surest, or those of most sources first.")
    ] = "amount",
) -> Response:
    """Deals by parties, place (with all that lies in it), kind, sector, status, sum, time, source and confidence.

    `since` and `until` are of announcement; `period_from` and `period_to` of the time over which money is spent, which
    has to overlap. If there are more, the header `X-Next-Cursor` has what to give as `cursor` for the next ones.
    """
    return page.answer(events_json(store, sort=sort, **page.ask, **asked.filters))


@router.get("/commitments/facets", responses=example(FACETS) | faults(400, 404, 422))
def count_commitments(store: TheStore, asked: TheFilters) -> Facets:
    """How the deals that fit the same filters divide by kind, status, sector, year, country and currency."""
    return facets(store, **asked.filters)


@router.get("/commitments/{key}", responses=example(COMMITMENT) | faults(404, 422))
def read_commitment(store: TheStore, key: EventKey) -> EventView:
    """One deal with what every source says."""
    return event(store, key)


@router.get("/commitments/{key}/evidence", responses=example([CONTEXT]) | faults(404, 422))
def list_evidence(store: TheStore, key: EventKey, characters: Characters = 200) -> list[Context]:
    """The passages behind a deal, source by source, and what stands around each in its article."""
    return evidence(store, key, characters=characters)


@router.get("/changes", responses=example(CHANGES) | faults(400, 422))
def list_changes(
    response: Response, store: TheStore, part: ThePart, since: Time, min_confidence: Confidence = 0
) -> Changes:
    """Deals that appeared or changed since a time, by when articles were read and claims corrected.

    What an article said before it was read anew, or removed, is not kept, so it is not told either. If there are more
    deals, the header `X-Next-Cursor` has what to give as `cursor` for the next ones.
    """
    found = changes(store, since, limit=part.limit, offset=part.offset, min_confidence=min_confidence)
    response.headers.update(part.more(found.more))
    return found


@router.get("/totals", responses=example(TOTALS) | faults(400, 404, 422))
def read_totals(
    store: TheStore,
    by: Annotated[
        str, Query(max_length=100, description="Groups, by comma.", examples=["investor,country"])
    ] = "",
    currency: Currency = "USD",
    allocation: Annotated[Allocation, Query(description="What a sum counts for each of several.")] = "split",
    investor: Party = None,
    recipient: Party = None,
    place: Party = None,
    kind: Annotated[list[Kind] | None, Query(description="Only these kinds.")] = None,
    sector: Annotated[list[Sector] | None, Query(description="Only these sectors.")] = None,
    status: Annotated[list[Status] | None, Query(description="Announced and completed if left out.")] = None,
    since: Day = None,
    until: Day = None,
    min_confidence: Confidence = 0,
) -> Totals:
    """Sums that count each deal once, with what was counted, what was left out, and why."""
    giver, taker = (None if name is None else the_entity(store, name) for name in (investor, recipient))
    where = None if place is None else the_place(store, place)
    return totals(
        store.index,
        by=[one_of(g.strip(), DIMENSIONS, "group") for g in by.split(",") if g.strip()],
        currency=currency.upper(),
        allocation=allocation,
        kinds=kind or (),
        sectors=sector or (),
        statuses=status or ("announced", "completed"),
        since=since,
        until=until,
        min_confidence=min_confidence,
        investor=giver,
        recipient=taker,
        place=where,
    )
