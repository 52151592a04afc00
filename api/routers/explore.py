"""Pages to look for deals and to add them up; every state of theirs is an address that can be kept and sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse

from api.deps import TheStore
from api.lists import make_cursor, read_cursor
from api.params import known_parameters
from api.web import page
from graph.columns import DIMENSIONS
from graph.errors import InputError
from graph.model import KINDS, SECTORS, STATUSES
from graph.queries import events, the_entity
from graph.queries.filters import Filters as DealFilters
from graph.queries.filters import fitting_keys
from graph.queries.listing import the_place
from graph.queries.ordered import SORTS
from graph.totals import ALLOCATIONS, totals

if TYPE_CHECKING:
    from graph.columns import Dimension
    from graph.queries import EventView
    from graph.queries.ordered import Sort
    from graph.store import Store
    from graph.totals import Allocation, Totals

router = APIRouter(include_in_schema=False, dependencies=[Depends(known_parameters)])

_PAGE = 50
_ROWS = 200  # groups on the page of sums
_DEALS = 50  # deals told of each of them, and of those left out
_DEALS_OF_PAIRS = 10  # the same if groups are by two things, of which there are many more
_CURRENCIES = ("USD", "EUR", "GBP", "JPY", "CNY", "INR", "KRW", "CHF", "CAD", "AUD", "SGD")


class Filters:
    """What the forms of both pages ask for; an empty field asks for nothing."""

    def __init__(
        self,
        investor: Annotated[str, Query(max_length=200)] = "",
        recipient: Annotated[str, Query(max_length=200)] = "",
        place: Annotated[str, Query(max_length=200)] = "",
        investor_in: Annotated[str, Query(max_length=200)] = "",
        recipient_in: Annotated[str, Query(max_length=200)] = "",
        kind: Annotated[str, Query(max_length=40)] = "",
        sector: Annotated[str, Query(max_length=40)] = "",
        status: Annotated[str, Query(max_length=40)] = "",
        since: Annotated[str, Query(max_length=10)] = "",
        until: Annotated[str, Query(max_length=10)] = "",
        min_confidence: Annotated[str, Query(max_length=10)] = "",
    ) -> None:
        told = {
            "investor": investor,
            "recipient": recipient,
            "place": place,
            "investor_in": investor_in,
            "recipient_in": recipient_in,
            "kind": kind,
            "sector": sector,
            "status": status,
            "since": since,
            "until": until,
            "min_confidence": min_confidence,
        }
        self.told = {name: value.strip() for name, value in told.items() if value.strip()}

    @property
    def least(self) -> float:
        """The confidence that claims have at least. Raises InputError for what is no share."""
        told = self.told.get("min_confidence", "0")
        try:
            if 0 <= float(told) <= 1:
                return float(told)
        except ValueError:
            pass
        raise InputError(f"confidence {told!r}: expected a number from 0 to 1")


TheFilters = Annotated[Filters, Depends()]


def _options() -> dict[str, Any]:
    return {"kinds": KINDS, "sectors": SECTORS, "statuses": STATUSES}


@router.get("/deals")
def deals_page(
    store: TheStore,
    filters: TheFilters,
    party: Annotated[str, Query(max_length=200)] = "",
    sort: Annotated[str, Query(max_length=10)] = "amount",
    disagreement: Annotated[str, Query(max_length=5)] = "",
    cursor: Annotated[str, Query(max_length=40)] = "",
) -> HTMLResponse:
    """Deals by filters, a page at a time."""
    told: dict[str, Any] = filters.told | ({"party": party.strip()} if party.strip() else {})
    order: Sort = "amount"
    found: list[EventView] = []
    wrong, offset = "", 0
    try:
        order, offset = _order(sort or "amount"), read_cursor(cursor or None)
        found = events(
            store,
            **{**told, "min_confidence": filters.least},
            disagreement=_yes_or_no(disagreement),
            sort=order,
            limit=_PAGE + 1,
            offset=offset,
        )
    except InputError as error:
        wrong = str(error)
    state = {**told, "sort": order, **({"disagreement": disagreement} if disagreement else {})}
    more = (
        f"/deals?{urlencode({**state, 'cursor': make_cursor(offset + _PAGE)})}" if len(found) > _PAGE else ""
    )
    return page(
        "deals.html",
        found=found[:_PAGE],
        told=told,
        sort=order,
        disagreement=disagreement == "yes",
        wrong=wrong,
        more=more,
        first=offset + 1,
        same=urlencode(filters.told),
        sorts=SORTS,
        **_options(),
    )


def _order(told: str) -> Sort:
    for known in SORTS:
        if known == told:
            return known
    raise InputError(f"sort {told!r}: expected one of {', '.join(SORTS)}")


def _yes_or_no(told: str) -> bool | None:
    """What a box says, None if it is empty. Raises InputError for anything else."""
    if told not in {"", "yes", "no"}:
        raise InputError(f"disagreement {told!r}: expected yes or no")
    return None if not told else told == "yes"


@router.get("/money")
def money_page(
    store: TheStore,
    filters: TheFilters,
    by: Annotated[str, Query(max_length=40)] = "country",
    then: Annotated[str, Query(max_length=40)] = "",
    currency: Annotated[str, Query(max_length=3)] = "USD",
    allocation: Annotated[str, Query(max_length=10)] = "split",
) -> HTMLResponse:
    """Sums by group, each deal once, with what was left out and why."""
    found: Totals | None = None
    wrong = ""
    try:
        found = _totals(store, filters, [x for x in (by, then) if x], currency, allocation)
    except InputError as error:
        wrong = str(error)
    most = max((r.total for r in found.rows), default=0) if found else 0
    return page(
        "money.html",
        found=found,
        most=most,
        told=filters.told,
        by=by,
        then=then,
        currency=currency,
        allocation=allocation,
        wrong=wrong,
        dimensions=DIMENSIONS,
        allocations=ALLOCATIONS,
        currencies=_CURRENCIES,
        same=urlencode(filters.told),
        **_options(),
    )


def _totals(store: Store, filters: Filters, by: list[str], currency: str, allocation: str) -> Totals:
    told = filters.told
    investor, recipient = (
        the_entity(store, told[role]) if role in told else None for role in ("investor", "recipient")
    )
    place = the_place(store, told["place"]) if "place" in told else None
    lying: DealFilters = {"investor_in": told.get("investor_in"), "recipient_in": told.get("recipient_in")}
    return totals(
        store.index,
        among=fitting_keys(store, lying) if any(lying.values()) else None,
        by=cast("list[Dimension]", by),
        currency=currency.upper(),
        allocation=cast("Allocation", allocation),
        kinds=[told["kind"]] if "kind" in told else (),
        sectors=[told["sector"]] if "sector" in told else (),
        statuses=[told["status"]] if "status" in told else ("announced", "completed"),
        since=told.get("since"),
        until=told.get("until"),
        min_confidence=filters.least,
        investor=investor,
        recipient=recipient,
        place=place,
        rows=_ROWS,
        deals=_DEALS if len(by) < 2 else _DEALS_OF_PAIRS,
    )
