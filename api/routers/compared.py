"""Two entities side by side, as a page: sums, deals of both, and whom and which countries both or one alone have to do with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from pydantic import BeforeValidator
from starlette.datastructures import Headers
from starlette.routing import Match

from api.deps import TheStore
from api.negotiation import choose
from api.params import Currency, One, Two, known_parameters
from api.web import page
from graph.columns import UNKNOWN
from graph.queries import compare, the_entity
from graph.queries.ties import common_countries, ties

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping

    from graph.queries import Comparison, EntityHit
    from graph.queries.ties import Tie
    from graph.queries.views import Pair, SideBySide

_PLACES = {"Country", "Place"}
_TOLD = 30  # of those whom both, or one alone, have to do with


# An empty field of a form asks for nothing.
Least = Annotated[float, BeforeValidator(lambda told: told or 0), Query(ge=0, le=1)]


class _ForPeople(APIRoute):
    """A route for those who would rather have a page than JSON; others are led past it."""

    def matches(self, scope: MutableMapping[str, Any]) -> tuple[Match, MutableMapping[str, Any]]:
        """Whether a request is for this route."""
        accept = Headers(scope=scope).get("accept")
        if choose(accept, ("application/json", "text/html")) != "text/html":
            return Match.NONE, {}
        return super().matches(scope)


router = APIRouter(include_in_schema=False, route_class=_ForPeople, dependencies=[Depends(known_parameters)])


@router.get("/compare")
def compared(
    store: TheStore, one: One, two: Two, currency: Currency = "USD", min_confidence: Least = 0
) -> HTMLResponse:
    """What `/compare` tells programs, and what each of the two has to do with others; every figure leads to its deals."""
    found = compare(store, one, two, currency=currency.upper(), min_confidence=min_confidence)
    a, b = found.one, found.two
    sums = (_sums(found, role, min_confidence) for role in ("given", "received"))
    linked = ties(store, a.key, b.key, min_confidence=min_confidence)
    others = [t for t in linked if t.entity.type not in {*_PLACES, "University"}]
    answer = page(
        "compared.html",
        a=a,
        b=b,
        names=[e.name if the_entity(store, e.name) == e.key else e.key for e in (a, b)],
        found=found,
        least=min_confidence,
        sums=[told for told in sums if told],
        groups=[
            _group(
                "Universities",
                "No university is linked with either",
                [t for t in linked if t.entity.type == "University"],
            ),
            _group(
                "Countries",
                "No article says where deals of either go",
                common_countries(store, a.key, b.key, min_confidence=min_confidence),
            ),
            _group("Partners and others", "Nobody else is linked with either", others),
        ],
    )
    answer.headers["Vary"] = "Accept"
    return answer


def _sums(found: Comparison, role: str, least: float) -> dict[str, Any]:
    """What the two gave or received, in all and by year, kind and country; nothing if neither did."""
    told: SideBySide = getattr(found, role)
    if not told.events_one and not told.events_two:
        return {}
    sides = [_role_of(side, role) for side in (found.one, found.two)]
    common = {"currency": found.currency, **({"min_confidence": least} if least else {})}

    def led(by: str, side: int, **more: str) -> str:
        return f"/money?{urlencode({'by': by, **sides[side], **more, **common})}"

    def rows(by: str, pairs: Iterable[Pair]) -> list[tuple[str, list[tuple[float, str]]]]:
        # What is told by year or kind alone is asked for by it; of several countries a sum may be split between them.
        narrow = {"year": ("since", "until"), "kind": ("kind",)}.get(by, ())
        found = []
        for pair in sorted(
            pairs, key=lambda p: (p.value == UNKNOWN, by != "year" and -p.one - p.two, p.value)
        ):
            more = {} if pair.value == UNKNOWN else dict.fromkeys(narrow, pair.value)
            sums = [(value, led(by, n, **more)) for n, value in enumerate((pair.one, pair.two))]
            found.append((pair.value, sums))
        return found

    return {
        "role": role,
        "title": " or ".join(dict.fromkeys(_verb(side, role) for side in (found.one, found.two))),
        "all": [
            (told.one, told.events_one, led("year", 0)),
            (told.two, told.events_two, led("year", 1)),
        ],
        "by": {by: rows(by, getattr(told, by)) for by in ("year", "kind", "country")},
        "most": max(told.one, told.two),
    }


def _verb(side: EntityHit, role: str) -> str:
    return "give" if role == "given" else "get, as places" if side.type in _PLACES else "receive"


def _role_of(side: EntityHit, role: str) -> dict[str, str]:
    gets = "place" if side.type in _PLACES else "recipient"
    return {"investor" if role == "given" else gets: side.key}


def _group(title: str, none: str, found: list[Tie]) -> dict[str, Any]:
    """Those of one sort: whom both have to do with, and whom one alone; `none` says that there are none."""
    parts = {
        "both": [t for t in found if t.shared],
        "one": [t for t in found if not t.two.size],
        "two": [t for t in found if not t.one.size],
    }
    return {
        "title": title,
        "none": none,
        "found": bool(found),
        "told": {part: ties[:_TOLD] for part, ties in parts.items()},
        "count": {part: len(ties) for part, ties in parts.items()},
    }
