"""Parameters that several addresses share."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Query

from graph.model import Kind, Sector, Status
from graph.queries import Filters

Confidence = Annotated[
    float, Query(ge=0, le=1, description="Only claims of at least this confidence, or of none told.")
]
Day = Annotated[
    str | None,
    Query(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$", description="A year, month or day.", examples=["2024"]),
]
Time = Annotated[
    str,
    Query(
        pattern=r"^\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\dZ?)?)?)?$",
        description="A year, month, day or time (UTC).",
        examples=["2026-06-01"],
    ),
]
Party = Annotated[str | None, Query(max_length=200, description="Name, alias or key of an entity.")]
Currency = Annotated[str, Query(pattern="^[A-Za-z]{3}$", description="Currency of sums.", examples=["USD"])]
EventKey = Annotated[str, Path(max_length=300, description="Key of a commitment, also a former one.")]
Characters = Annotated[int, Query(ge=0, le=2000, description="So many before and after each passage.")]


class Asked:
    """The filters of commitments."""

    def __init__(
        self,
        party: Party = None,
        investor: Party = None,
        recipient: Party = None,
        place: Party = None,
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
