"""Parameters that several addresses share."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, get_args, get_origin

from fastapi import Depends, HTTPException, Path, Query, Request
from fastapi.dependencies.utils import get_dependant
from pydantic import BaseModel

from graph.instants import DAY, TIME
from graph.model import Kind, Sector, Status
from graph.queries import Filters

if TYPE_CHECKING:
    from collections.abc import Callable

Confidence = Annotated[
    float, Query(ge=0, le=1, description="Only claims of at least this confidence, or of none told.")
]
Day = Annotated[
    str | None,
    Query(pattern=f"^{DAY}$", description="A year, month or day.", examples=["2024"]),
]
Time = Annotated[
    str,
    Query(
        pattern=f"^({TIME})$",
        description="A year, month, day or time (UTC).",
        examples=["2026-06-01"],
    ),
]
Party = Annotated[str | None, Query(max_length=200, description="Name, alias or key of an entity.")]
Where = Annotated[
    str | None,
    Query(max_length=200, description="Country or place that it lies in: name, key or ISO 3166 code."),
]
Currency = Annotated[str, Query(pattern="^[A-Za-z]{3}$", description="Currency of sums.", examples=["USD"])]
One = Annotated[str, Query(max_length=200, description="Name or key of an entity.", examples=["microsoft"])]
Two = Annotated[str, Query(max_length=200, description="Of another.", examples=["keio-university"])]
EventKey = Annotated[str, Path(max_length=300, description="Key of a commitment, also a former one.")]
Characters = Annotated[int, Query(ge=0, le=2000, description="So many before and after each passage.")]


async def known_parameters(request: Request) -> None:
    """Refuse parameters that an address does not have, and several of one that it has once.

    To let them pass would answer another question than was meant: all deals for `investr=Microsoft`.

    Raises:
        HTTPException: with status 422, naming the parameter and those that there are.
    """
    if not request.scope["query_string"]:
        return
    known = _parameters(request.scope["route"].path, request.scope["endpoint"])
    for name, times in Counter(name for name, _ in request.query_params.multi_items()).items():
        if name not in known:
            there = f"expected {', '.join(known)}" if known else "there is none"
            raise HTTPException(422, f"no parameter {name[:100]!r}: {there}")
        if times > 1 and not known[name]:
            raise HTTPException(422, f"{name} stands {times} times: send it once")


@lru_cache(maxsize=1000)
def _parameters(path: str, endpoint: Callable[..., object]) -> dict[str, bool]:
    """The parameters of an address, and whether each may be repeated."""
    known: dict[str, bool] = {}
    waiting = [get_dependant(path=path, call=endpoint)]
    while waiting:
        asked = waiting.pop()
        for field in asked.query_params:
            known |= _told_by(field.alias, field.field_info.annotation)
        waiting += asked.dependencies
    return known


def _told_by(name: str, kind: object) -> dict[str, bool]:
    """A parameter, or all those that a model has."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {f.alias or n: _several(f.annotation) for n, f in kind.model_fields.items()}
    return {name: _several(kind)}


def _several(kind: object) -> bool:
    return get_origin(kind) in {list, tuple} or any(map(_several, get_args(kind)))


class Asked:
    """The filters of commitments."""

    def __init__(
        self,
        party: Party = None,
        investor: Party = None,
        recipient: Party = None,
        place: Party = None,
        investor_in: Where = None,
        recipient_in: Where = None,
        kind: Annotated[Kind | None, Query(description="Only this kind.")] = None,
        sector: Annotated[Sector | None, Query(description="Only this sector.")] = None,
        status: Annotated[Status | None, Query(description="Only this status.")] = None,
        since: Day = None,
        until: Day = None,
        period_from: Day = None,
        period_to: Day = None,
        min_amount: Annotated[float | None, Query(ge=0, description="Least sum, in `currency`.")] = None,
        max_amount: Annotated[float | None, Query(ge=0, description="Largest sum, in `currency`.")] = None,
        currency: Currency = "USD",
        article: Annotated[
            str | None, Query(max_length=200, description="Key of an article that tells of it.")
        ] = None,
        publisher: Annotated[
            str | None, Query(max_length=200, description="Publisher of an article that tells of it.")
        ] = None,
        disagreement: Annotated[bool | None, Query(description="Whether its sources disagree.")] = None,
        min_confidence: Confidence = 0,
    ) -> None:
        self.filters = Filters(
            party=party,
            investor=investor,
            recipient=recipient,
            place=place,
            investor_in=investor_in,
            recipient_in=recipient_in,
            kind=kind,
            sector=sector,
            status=status,
            since=since,
            until=until,
            period_from=period_from,
            period_to=period_to,
            min_amount=min_amount,
            max_amount=max_amount,
            currency=currency.upper(),
            article=article,
            publisher=publisher,
            disagreement=disagreement,
            min_confidence=min_confidence,
        )


TheFilters = Annotated[Asked, Depends()]
