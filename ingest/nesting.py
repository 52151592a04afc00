"""Places within places, as they are written: "Muskogee, Oklahoma", "Gummersbach (Germany)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.reference import load_reference, states
from ingest.reference.listed import plain
from ingest.relations import TOLD, Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.candidates import Candidates
    from ingest.commitments import Draft
    from ingest.things import Thing

_PLACES = frozenset({"Country", "Place"})
_BETWEEN = re.compile(r"(?:,\s|\s\()\s?")


def links_of_places(found: Candidates, things: list[Thing], used: Iterable[Thing]) -> Iterator[Link]:
    """The larger place that is written right after each place that is used: one for each, the one written first."""
    begins = {m.start: t for t in things if t.type in _PLACES for m in t.mentions if not m.adjective}
    wanted = {t.key: t for t in used if t.type == "Place"}
    for thing in wanted.values():
        for mention in sorted(thing.mentions, key=lambda m: m.start):
            between = _BETWEEN.match(found.text, mention.end)
            larger = begins.get(between.end()) if between else None
            if larger is not None and larger is not thing and not _beside(thing, larger):
                yield Link(thing, "located_in", larger, *found.sentence_at(mention.start), TOLD)
                break


def leave_out_larger(drafts: Iterable[Draft], links: Iterable[Link]) -> None:
    """Take from the places of each draft those in which another one of them lies: "Arizona" is enough for "Arizona, U.S."."""
    inside = {(x.subject.key, x.object.key) for x in links if x.predicate == "located_in"}
    for draft in drafts:
        draft.places = [
            large
            for large in draft.places
            if not any((p.key, large.key) in inside or _in_country(p, large) for p in draft.places)
        ]


def _in_country(place: Thing, country: Thing) -> bool:
    """Whether the reference list says that a place lies in a country."""
    reference = load_reference()
    code = reference.country(country.name, "Country") if country.type == "Country" else None
    if code is None or place.type == "Country":
        return False
    return code in states().get(plain(place.name), ()) or reference.country(place.name, "Place") == code


def _beside(one: Thing, two: Thing) -> bool:
    """Whether both are states of a country, or both countries: in "Ohio, Texas and Oregon" none lies in another."""
    known = states()
    shared = known.get(plain(one.name), frozenset()) & known.get(plain(two.name), frozenset())
    return bool(shared) or one.type == two.type == "Country"
