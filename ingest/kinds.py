"""Which kinds of commitment are possible between whom: the rules of the record's format, as a table.

Money from a company to a company is no "investment" but equity, a loan, an order; to a university it is a grant; what
is built is an investment if it has a sum, else a facility.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.reader import KINDS

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from graph.model import EntityType, Kind
    from ingest.reader import Floats

_SMOOTH = 0.01
_WITHOUT_SUM = frozenset({"facility", "partnership"})
# What is called so is a body that gets grants, also where it is held for a programme.
_BODY = re.compile(r"\b(?:Hub|Centre|Center|Institute)(?:$|\s(?:for|of|in)\s)")


def fitting_kind(
    likely: Floats,
    investors: AbstractSet[EntityType],
    recipients: AbstractSet[EntityType],
    *,
    has_sum: bool,
    mixed: bool = False,
    sited: bool = False,
) -> tuple[Kind, float]:
    """The likeliest kind that is possible between these types, and its share among the possible ones.

    `likely` are the probabilities of KINDS. A sum of several forms (`mixed`) is an investment into whatever it goes to;
    what is spent in a town (`sited`) by somebody and goes to nobody buys no shares.
    """
    excluded = _excluded(investors, recipients) - ({"investment"} if mixed else set())
    if sited and investors and not recipients:
        excluded |= {"equity"}
    if has_sum:
        excluded |= _WITHOUT_SUM
    elif "Facility" in recipients:
        excluded |= {"investment"}
    possible = [k for k, kind in enumerate(KINDS) if kind not in excluded]
    best = max(possible, key=lambda k: float(likely[k]))
    total = sum(float(likely[k]) + _SMOOTH for k in possible)
    return KINDS[best], (float(likely[best]) + _SMOOTH) / total


def sort_of(type_: EntityType, name: str) -> EntityType:
    """What somebody counts as for the kind: a programme that is called a hub, centre or institute is an organization."""
    return "Organization" if type_ == "Program" and _BODY.search(name) else type_


def _excluded(investors: AbstractSet[EntityType], recipients: AbstractSet[EntityType]) -> set[str]:
    if "University" in recipients:
        return {"investment", "equity", "facility"}
    if "Facility" in recipients:
        return {"equity", "training", "partnership"}
    if "Program" in recipients:
        return {"grant"} if "Government" in investors or "Country" in investors else set()
    if "Company" in recipients:
        excluded = {"investment", "facility", "training"}
        return excluded | ({"grant"} if investors == {"Company"} else set())
    if "Organization" in recipients:
        return {"investment", "facility"} if "Company" not in investors else set()
    if not recipients:
        return {"acquisition"}
    return set()
