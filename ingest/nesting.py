"""Places within places, as they are written: "Muskogee, Oklahoma", "Gummersbach (Germany)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.reference import states
from ingest.reference.listed import plain
from ingest.relations import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.candidates import Candidates
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
                yield Link(thing, "located_in", larger, *found.sentence_at(mention.start), 0.9)
                break


def _beside(one: Thing, two: Thing) -> bool:
    """Whether both are states of a country, or both countries: in "Ohio, Texas and Oregon" none lies in another."""
    known = states()
    shared = known.get(plain(one.name), frozenset()) & known.get(plain(two.name), frozenset())
    return bool(shared) or one.type == two.type == "Country"
