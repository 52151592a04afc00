"""Lasting facts between two things: part of, partner of, subsidiary of, located in."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ingest.confidence import confidence_of
from ingest.descriptions import head_of, tells_of_several
from ingest.reader import PREDICATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.model import EntityType, Predicate
    from ingest.candidates import Candidates
    from ingest.commitments import Draft
    from ingest.mentions import Mention
    from ingest.reader import Reader, Reading
    from ingest.things import Thing

_NEAR = 60  # how many pieces two mentions may stand apart
_PLACES = frozenset({"Country", "Place"})
_BODIES = frozenset({"Company", "University", "Organization", "Government"})
# How likely a relation must be: what the reader says of partners is wrong more often than the rest.
_LIMITS: dict[Predicate, float] = {
    "located_in": 0.8,
    "member_of": 0.8,
    "partner_of": 0.95,
    "subsidiary_of": 0.8,
}
_WORKS = frozenset([
    "plant", "factory", "facility", "fab", "lab", "laboratory", "center", "line", "headquarter",
    "refinery", "datacenter",
])  # fmt: skip
_RIVAL = re.compile(r"\b(?:rival|competitor|peer|partner|supplier|customer|client)s?\s(?:of|to)\s(?:the\s)?$")
# Half of a firm, or what several own together, is nobody's unit: "half owned by Kelvorn", "49% owned by".
_PARTLY = re.compile(
    r"\b(?:half|part|partly|partially|minority|jointly|equally|(?:[1-4]?\d|50)(?:\.\d{1,2})?\s?(?:%|per\s?cent))[\s-]owned\sby\s(?:the\s)?$"
)
_UNIT_OF = re.compile(
    r",\s(?:an?|the|now\san?)\s(?:[\w-]+\s){0,3}?(?:subsidiary|unit|arm|division|affiliate|part)\sof\s(?:the\s)?$"
)
_BESIDE = 40  # characters from somebody to the words that tell whose rival they are
# "U.S. operator", "UK-listed developer"; "in the U.S." is a place whatever follows.
_LETTERS = re.compile(r"(?:U\.?S\.?|U\.?K\.?|E\.?U\.?|U\.?A\.?E\.?)")
_NOUN = re.compile(
    r"(?:-listed)?\s(?!(?:and|or|but|as|at|by|for|from|in|into|is|it|of|on|that|the|to|under|was|were|when|where|which|while|will|with|"
    r"since|has|have|had|would|after|before|until|over|during|through)\b)[a-z]"
)
_INSIDE = re.compile(r"\b(?:in|to|from|across|within|outside|throughout|of|into)\sthe\s$", re.I)
TOLD = 1.0
"""The likelihood of what words tell by a rule, which is right more often than what the reader is surest of."""
_SUREST = 0.99


@dataclass(frozen=True)
class Link:
    """A relation in the making, with the stretch of the article that states it and how likely it is."""

    subject: Thing
    predicate: Predicate
    object: Thing
    start: int
    end: int
    likelihood: float
    for_party: bool = (
        False  # whether it only counts if its subject takes part in a deal: else it may be a product
    )

    @property
    def confidence(self) -> float:
        """How often relations of this likelihood are right."""
        return confidence_of("relation", self.likelihood)


def find_links(found: Candidates, reading: Reading, things: list[Thing], reader: Reader) -> list[Link]:
    """All relations of an article that are likely enough."""
    pairs = list(_pairs(reading, things))
    scores = reader.relate(reading, [(a[0], b[0]) for a, b in pairs])
    by_things: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, (a, b) in enumerate(pairs):
        by_things[a[1].key, b[1].key].append(row)
    likely: dict[tuple[str, str, int], tuple[float, int]] = {}
    for (one, two), rows in by_things.items():
        logits = np.logaddexp.reduce(scores[rows], 0)
        for p in range(len(PREDICATES)):
            likely[one, two, p] = (
                _sigmoid(float(logits[p])),
                rows[int(scores[rows, p].argmax())],
            )
    links = []
    for (one, two, p), (likelihood, row) in likely.items():
        predicate = PREDICATES[p]
        (at, subject), (to, object_) = pairs[row]
        back = likely[two, one, p][0]
        if likelihood < _LIMITS[predicate] or not _fits(predicate, subject.type, object_.type):
            continue
        if back > likelihood or (back == likelihood and two < one):
            continue  # one direction of each pair
        if predicate != "partner_of" and _beside_it(predicate, subject, object_, things, found):
            continue
        start = min(reading.pieces.starts[at[0]], reading.pieces.starts[to[0]])
        end = max(reading.pieces.ends[at[1]], reading.pieces.ends[to[1]])
        low, high = found.sentence_at(start)
        links.append(Link(subject, predicate, object_, low, max(high, end), likelihood))
    return [replace(x, likelihood=min(_SUREST, x.likelihood)) for x in _one_place_each(links)]


def _beside_it(
    predicate: Predicate, subject: Thing, object_: Thing, things: list[Thing], found: Candidates
) -> bool:
    """Whether a relation is read across what speaks against it.

    A nationality is no seat ("Peruvian startup Favo"), a rival or who has half of it no owner, and who joins one body in its own sentence does not join the
    next sentence's.
    """
    of_subject = {found.sentence_at(m.start) for m in subject.mentions}
    if predicate == "located_in":
        there = [m for m in object_.mentions if found.sentence_at(m.start) in of_subject] or object_.mentions
        return all(m.adjective or _nationality(m, found.text) for m in there)
    if predicate == "subsidiary_of":
        return (
            _rivals(subject, object_, found.text)
            or _anothers_owner(subject, object_, things, found.text)
            or any(_PARTLY.search(found.text, max(0, m.start - _BESIDE), m.start) for m in object_.mentions)
        )
    if of_subject & {found.sentence_at(m.start) for m in object_.mentions}:
        return False
    bodies = (t for t in things if t.type == object_.type and t is not object_ and t is not subject)
    return any(found.sentence_at(m.start) in of_subject for t in bodies for m in t.mentions)


def _rivals(one: Thing, two: Thing, text: str) -> bool:
    """Whether one is told to be a rival, customer or supplier of another: "Vesta, an Oulu-based rival of Kelvorn"."""
    ends = [m.end for m in one.mentions]
    for m in two.mentions:
        of = _RIVAL.search(text, max(0, m.start - 40), m.start)
        if of and any(0 <= of.start() - end <= _BESIDE for end in ends):
            return True
    return False


def _anothers_owner(one: Thing, owner: Thing, things: list[Thing], text: str) -> bool:
    """Whether another one is told to be an owner's unit, in all that is said: "Vesta bought Kelvorn, a unit of Arcwell"."""
    told = [_UNIT_OF.search(text, max(0, m.start - 80), m.start) for m in owner.mentions]
    named = [t for t in things if t.type not in _PLACES]  # "the centre in Oulu, a part of Kelvorn"
    units = {t.key for of in told if of for t in named if any(m.end == of.start() for m in t.mentions)}
    return bool(units) and one.key not in units and all(told)


def _nationality(m: Mention, text: str) -> bool:
    """Whether a country's letters only say whose what follows is: "U.S. operator Kelvorn", but not "in the U.S. since"."""
    letters = _LETTERS.fullmatch(m.text) is not None and _NOUN.match(text, m.end) is not None
    return letters and not _INSIDE.search(text, max(0, m.start - 16), m.start)


def _one_place_each(links: list[Link]) -> list[Link]:
    """The links with only the likeliest place of each thing: what is said to lie in two lies in one of them."""
    best: dict[str, float] = {}
    for link in links:
        if link.predicate == "located_in":
            best[link.subject.key] = max(best.get(link.subject.key, 0.0), link.likelihood)
    return [x for x in links if x.predicate != "located_in" or x.likelihood == best[x.subject.key]]


def telling(links: Iterable[Link], drafts: Iterable[Draft]) -> list[Link]:
    """The links without those of sites that have no name and are in no deal: "a hall in Brisbane" is nobody's question.

    Of works and laboratories it is. Nor is what is somebody's own, and may be a product, unless it is in a deal.
    """
    used = {t.key for d in drafts for t in (*d.investors, *d.recipients, *d.places)}
    return [
        link
        for link in links
        if (link.subject.key in used or not link.for_party)
        and not any(
            t.described
            and t.type == "Facility"
            and t.key not in used
            and (head_of(t.name) not in _WORKS or tells_of_several(t))
            for t in (link.subject, link.object)
        )
    ]


def without_other_wholes(links: Iterable[Link]) -> list[Link]:
    """The links without those to which the reader reads a member whose programme the words of the same stretch tell."""
    links = list(links)
    told: dict[str, list[Link]] = defaultdict(list)
    for x in links:
        if x.predicate == "member_of" and x.likelihood >= TOLD:
            told[x.subject.key].append(x)
    return [
        x
        for x in links
        if x.predicate != "member_of"
        or x.likelihood >= TOLD
        or not any(
            t.object is not x.object and t.start < x.end and x.start < t.end
            for t in told.get(x.subject.key, ())
        )
    ]


def once(links: Iterable[Link]) -> list[Link]:
    """The links without those that say again what one before them says, or that an owner belongs to what it owns."""
    told: dict[tuple[str, str, str], Link] = {}
    for link in links:
        turned = (link.object.key, link.predicate, link.subject.key)
        if not (link.predicate == "subsidiary_of" and turned in told):
            told.setdefault((link.subject.key, link.predicate, link.object.key), link)
    return list(told.values())


def _pairs(
    reading: Reading, things: list[Thing]
) -> Iterator[tuple[tuple[tuple[int, int], Thing], tuple[tuple[int, int], Thing]]]:
    spans = sorted(
        (
            (at, thing)
            for thing in things
            for m in thing.mentions
            if (at := reading.pieces.within(m.start, m.end)) is not None
        ),
        key=lambda s: s[0],
    )
    for k, one in enumerate(spans):
        for two in spans[k + 1 :]:
            if two[0][0] - one[0][1] > _NEAR:
                break
            if one[1] is not two[1]:
                yield one, two
                yield two, one


def _fits(predicate: Predicate, subject: EntityType, object_: EntityType) -> bool:
    """Whether things of these types can be so related."""
    if predicate == "located_in":
        return subject not in _PLACES and object_ in _PLACES
    if "Place" in {subject, object_}:
        return False
    if predicate == "member_of":
        return object_ in {"Program", "Organization"}
    if predicate == "subsidiary_of":
        return subject != "Country" and object_ in _BODIES
    return {subject, object_} <= _BODIES


def _sigmoid(x: float) -> float:
    return float(1 / (1 + np.exp(-np.float64(max(x, -30.0)))))
