"""The direct edges that follow from a commitment or an event."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

VERBS = {
    "investment": "funds",
    "equity": "funds",
    "grant": "funds",
    "loan": "funds",
    "acquisition": "acquires",
    "purchase": "buys_from",
    "facility": "establishes",
    "training": "trains",
    "partnership": "supports",
}
_PLACED = frozenset({"investment", "facility", "training"})


class Deal(Protocol):
    """What has a kind and parties, these as ids or keys of entities."""

    @property
    def kind(self) -> str:
        """One of the kinds of commitments."""

    @property
    def investors(self) -> tuple[str, ...]:
        """Who gives."""

    @property
    def recipients(self) -> tuple[str, ...]:
        """Who gets."""

    @property
    def places(self) -> tuple[str, ...]:
        """Where it goes."""


def edges_of(c: Deal) -> Iterator[tuple[str, str, str]]:
    """The edges of a commitment or event: (entity, edge, entity)."""
    if c.kind in _PLACED:
        yield from ((giver, "invests_in", place) for giver in c.investors for place in c.places)
    yield from ((giver, VERBS[c.kind], taker) for giver in c.investors for taker in c.recipients)
    if c.kind == "partnership":
        yield from ((a, "partner_of", b) for a, b in itertools.combinations(sorted(set(c.investors)), 2))


def sure(basis: str, least: str) -> str:
    """The condition that what an edge rests on, an event or a claim, is so confident, or was recorded with no confidence.

    `basis` and `least` are the column and the parameter in the query.
    """
    return (
        f"({least} <= 0 or coalesce(case when {basis} like 'event/%'"
        f" then (select confidence from event where key = substr({basis}, 7))"
        f" else (select json_extract(body, '$.confidence') from relation where ref = {basis}) end, 1) >= {least})"
    )
