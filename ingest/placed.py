"""Where money goes that is given or lent for a site whose place another sentence tells: "a loan of $40 million for the plant"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.commitments import Draft
    from ingest.relations import Link
    from ingest.things import Thing

_GIVEN = frozenset({"grant", "loan"})
_BUILT = frozenset({"investment", "facility"})
_PLACES = frozenset({"Country", "Place"})
_FAR = 160  # characters from a sum to the site
_FOR = re.compile(
    r"\b(?:for|towards?|to\s(?:build|fund|finance|expand|construct|set\sup|equip|support|complete|open))\s"
    r"(?:(?:the|its|their|this|that|an?|his|your|our)\s)?(?:(?!(?:of|in|at|by|for|to|from|with)\s)[\w'’-]+\s){0,4}$"
)
# "for the project": the one that whoever gets it has
_PROJECT = re.compile(
    r"[^.;:\n]{0,80}?\b(?:for|towards?|to\s(?:build|fund|finance|support|complete))\s(?:the|its|this)\s(?:[a-z-]+\s){0,2}?"
    r"(?:project|site|plant|factory|fab|laboratory|lab|facility|works|campus|building|data\scent(?:er|re)|centre|center|mill|gigafactory|line)(?![\w'’-]|\s(?:operators?|owners?|makers?|builders?|workers?|managers?)\b)"
)
_CLAUSE = re.compile(
    r"[.;:!?]\s|\n|\b(?:but|while|which|who|after|when|and\s(?:will|would|has|have|is|was|it|they))\s"
)


def place_money(drafts: Sequence[Draft], links: Iterable[Link], text: str, things: list[Thing]) -> None:
    """Give grants and loans without a place that of the site that they are said to be for."""
    bare = [d for d in drafts if d.kind in _GIVEN and d.money is not None and not d.places]
    if not bare:
        return
    sites = [x for x in in_order(things) if x.thing.type == "Facility"]
    starts = [x.mention.start for x in sites]
    where, builds = _where(drafts, links), _builds(drafts)
    for draft in bare:
        for anchor in (a for a in draft.anchors if a.money is not None and not a.title):
            near = sites[bisect_left(starts, anchor.end) : bisect_left(starts, anchor.end + _FAR)]
            for site in near:
                between = text[anchor.end : site.mention.start]
                if _CLAUSE.search(between):
                    break
                there = where.get(site.thing.key)
                if there and _FOR.search(between) and not draft.places:
                    draft.places = list(there)
            project = _PROJECT.match(text, anchor.end)
            if project and not draft.places and not _CLAUSE.search(project.group()):
                draft.places = _only_one([p for t in draft.recipients for p in builds.get(t.key, ())])


def _builds(drafts: Iterable[Draft]) -> dict[str, list[Thing]]:
    """Where somebody builds something, by who does."""
    found: dict[str, dict[str, Thing]] = defaultdict(dict)
    for draft in drafts:
        for builder in draft.investors if draft.kind in _BUILT and len(draft.places) == 1 else ():
            found[builder.key][draft.places[0].key] = draft.places[0]
    return {key: list(places.values()) for key, places in found.items()}


def _only_one(places: list[Thing]) -> list[Thing]:
    return places[:1] if len({p.key for p in places}) == 1 else []


def _where(drafts: Iterable[Draft], links: Iterable[Link]) -> dict[str, list[Thing]]:
    """The places of sites, by their keys: where it is told to be built, else where it lies."""
    found: dict[str, list[Thing]] = {}
    for draft in drafts:
        if draft.kind in _BUILT and len(draft.places) == 1:
            for site in draft.recipients:
                found.setdefault(site.key, draft.places)
    lies: dict[str, list[Thing]] = defaultdict(list)
    for link in links:
        if link.predicate == "located_in" and link.object.type in _PLACES:
            lies[link.subject.key].append(link.object)
    for key, places in lies.items():
        if len(places) == 1:
            found.setdefault(key, places)
    return found
