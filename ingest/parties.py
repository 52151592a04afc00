"""Which things take which part in a commitment: what the reader says of them, weighed, and what is possible."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.descriptions import tells_of_several
from ingest.governments import government_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import Kind
    from ingest.anchors import Anchor
    from ingest.reader import Floats
    from ingest.things import Thing

INVESTOR, RECIPIENT, PLACE = range(3)
PLACED = frozenset({"investment", "facility", "training", "grant", "loan", "equity"})
_ACTORS = frozenset({"Company", "University", "Government", "Organization", "Country", "Program"})
_PLACES = frozenset({"Country", "Place"})
_SITED = frozenset({"investment", "facility", "training"})  # kinds that nearly always have a place
_TO_BODIES = frozenset({"grant", "loan", "equity", "purchase"})
ALONE = frozenset({"equity", "acquisition"})  # kinds whose recipients are separate commitments
_TO_SEVERAL = frozenset({"grant", "purchase"})
_OWNER = 0.4
_LEGISLATURE = re.compile(
    r"\b(?:Parliament|Congress|Senate|Legislature|House of Representatives|(?:Legislative|National) Assembly|Legislative Council)$"
)


@dataclass(frozen=True)
class Thresholds:
    """From which probability on something counts; `first` ones hold for the best candidate if none reaches the other."""

    commitment: float = 0.4
    act: float = 0.5
    investor: float = 0.35
    first_investor: float = 0.1
    recipient: float = 0.35
    first_recipient: float = 0.35
    more_recipients: float = 0.5
    place: float = 0.5
    first_place: float = 0.1
    money_place: float = 0.6
    time: float = 0.5
    target: float = 0.3


def weighed(group: list[Anchor]) -> dict[str, Floats]:
    """The parts of each thing, averaged over the anchors that see it; surer anchors weigh more, titles less."""
    sums: dict[str, Floats] = {}
    weights: dict[str, float] = {}
    for a in group:
        for key, p in a.parts.items():
            sums[key] = sums.get(key, np.zeros(3, np.float32)) + p * a.weight
            weights[key] = weights.get(key, 0.0) + a.weight
    return {key: total / max(weights[key], 1e-6) for key, total in sums.items()}


def possible(parts: dict[str, Floats], by_key: dict[str, Thing]) -> dict[str, Floats]:
    """The parts with what is impossible put to what is meant: a company "in" which one invests is no place."""
    found = {}
    for key, p in parts.items():
        either = 1 - (1 - p[RECIPIENT]) * (1 - p[PLACE])
        place = by_key[key].type in _PLACES
        found[key] = np.array([p[0], p[1] if place else either, either if place else 0.0], np.float32)
    return found


def parties(
    kind: Kind, parts: dict[str, Floats], by_key: dict[str, Thing], limits: Thresholds, *, has_sum: bool
) -> tuple[list[Thing], list[Thing], list[Thing]]:
    """Investors, recipients and places of a commitment of a kind, from the probabilities of each thing's parts."""
    parts = _as_governments(parts, by_key, limits)

    def ranked(role: int, fits: Sequence[str]) -> list[tuple[float, str]]:
        return sorted(((float(parts[k][role]), k) for k in fits), reverse=True)

    actors = [k for k, p in parts.items() if by_key[k].type in _ACTORS and p[0] >= max(p[1], 0.8 * p[2])]
    givers = _above(ranked(INVESTOR, actors), limits.investor, limits.first_investor)
    # Under a programme others give: in 242 articles it was a giver beside a body 2 times, and no giver 20 times.
    givers = [k for k in givers if by_key[k].type != "Program"] or givers
    givers = _without_legislatures(givers, by_key)
    receiving = {"Country"} if kind in {"grant", "loan"} else set()
    fits = [k for k in parts if k not in givers and by_key[k].type not in _PLACES - receiving]
    ranking = ranked(RECIPIENT, fits)
    several = kind in _TO_SEVERAL or (kind in ALONE and not has_sum)
    takers = _takers(kind, ranking, by_key, limits, several=several)
    takers = [k for k in takers if not tells_of_several(by_key[k])]
    places = []
    if kind in PLACED:
        fits = [k for k in parts if by_key[k].type in _PLACES and k not in givers and k not in takers]
        sited = kind in _SITED
        places = _above(
            ranked(PLACE, fits),
            limits.place if sited else limits.money_place,
            limits.first_place if sited else 1.0,
        )
    return [by_key[k] for k in givers], [by_key[k] for k in takers], [by_key[k] for k in places]


def _without_legislatures(givers: list[str], by_key: dict[str, Thing]) -> list[str]:
    """The givers without a parliament beside a state: what it approves is its government's money."""
    others = [k for k in givers if not _LEGISLATURE.search(by_key[k].name)]
    return others if any(by_key[k].type in {"Government", "Country"} for k in others) else givers


def _as_governments(
    parts: dict[str, Floats], by_key: dict[str, Thing], limits: Thresholds
) -> dict[str, Floats]:
    """The parts with governments for the places that give: "Bavaria is putting €300 million into a park"."""
    found = {}
    for key, p in parts.items():
        gives = by_key[key].type == "Place" and p[INVESTOR] > max(limits.investor, p[RECIPIENT], p[PLACE])
        found[government_of(by_key[key], by_key).key if gives else key] = p
    return found


def _takers(
    kind: Kind,
    ranking: list[tuple[float, str]],
    by_key: dict[str, Thing],
    limits: Thresholds,
    *,
    several: bool,
) -> list[str]:
    """Who gets it: one, unless there may be several bodies; a site does not beside its owner."""
    if kind in _TO_BODIES:
        # Money for a company's plant goes to the company.
        bodies = [(p, k) for p, k in ranking if by_key[k].type != "Facility"]
        if bodies and bodies[0][0] > _OWNER * ranking[0][0]:
            ranking = bodies
    takers = _above(ranking, limits.recipient, limits.first_recipient)[:1]
    if takers and several:
        takers += [k for p, k in ranking if p > limits.more_recipients and k not in takers]
    return takers


def _above(ranked: list[tuple[float, str]], limit: float, first: float) -> list[str]:
    return [k for p, k in ranked if p > limit] or [k for p, k in ranked[:1] if p > first]


# the slots of the record ---------------------------------------------------------------------------------
