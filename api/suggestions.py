"""What the search box suggests as one types: shared questions, entities, questions about the first of them, its deals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlencode

from api.questions import named
from graph.queries import entities, events, find_entities
from graph.queries.entities import hit
from graph.queries.listing import list_entities

if TYPE_CHECKING:
    from api.questions import Question
    from graph.queries import EntityHit
    from graph.store import Store

_SHARED, _ENTITIES, _DEALS, _SCHOOLS, _WORDS = 3, 6, 3, 20, 24


class Suggestion(NamedTuple):
    """A line of the list: what it says, where it leads, and what kind of thing it is."""

    title: str
    address: str
    what: str


def suggestions(store: Store, text: str, shared: tuple[Question, ...] = ()) -> list[Suggestion]:
    """Suggestions for what was typed so far: what was named by people before what the graph names."""
    hits = found_in(store, text, limit=_ENTITIES)
    found = [Suggestion(q.name, q.address, "shared") for q in named(shared, text)[:_SHARED]]
    found += [Suggestion(h.name, f"/entity/{quote(h.key)}", h.type) for h in hits]
    if hits:
        found += questions(store, hits[0])
        deals = events(store, party=hits[0].key, limit=_DEALS)
        found += [Suggestion(e.label, f"/event/{quote(e.key)}", "deal") for e in deals]
    return found


def found_in(store: Store, text: str, *, limit: int) -> list[EntityHit]:
    """Entities that a text names; if none goes by all of it, those that some of its words name, as in a question."""
    hits = find_entities(store, text, limit=limit)
    if hits:
        return hits
    words, taken = re.findall(r"[\w.&'’-]+", text)[:_WORDS], set[int]()
    found: dict[int, EntityHit] = {}
    for length in range(min(4, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            here = set(range(at, at + length))
            keys = [] if here & taken else store.index.names.called(" ".join(words[at : at + length]))
            known = next((key for key in keys if store.index.entity(key)), None)
            if known:
                taken |= here
                found[at] = hit(store, known)
    return [found[at] for at in sorted(found)][:limit]


def first_questions(store: Store) -> list[Suggestion]:
    """Questions to begin with: about the country, the company and the university that most is known of."""
    asked: list[Suggestion] = []
    for type_, most in (("Country", 2), ("Company", 2), ("University", 1)):
        for about in entities(store, type=type_, limit=1):
            asked += questions(store, about)[:most]
    return asked


def questions(store: Store, about: EntityHit) -> list[Suggestion]:
    """Questions that people ask about an entity of its type, as addresses that answer them."""
    name = about.name

    def asked(title: str, path: str, **fields: str) -> Suggestion:
        return Suggestion(title, f"{path}?{urlencode(fields)}", "question")

    network = asked(f"Network around {name}", "/explore", of=about.key)
    if about.type in {"Country", "Place"}:
        schools = (
            list_entities(store, country=about.key, type="University", sort="events", limit=_SCHOOLS)
            if about.type == "Country"
            else []
        )
        keys = ",".join(s.key for s in schools if s.events)
        return [
            *(
                [asked(f"Who funds universities in {name}?", "/explore", of=keys, facts="no", view="table")]
                if keys
                else []
            ),
            asked(f"Who puts how much into {name}?", "/money", by="investor", place=about.key),
            asked(f"Which deals go to {name}?", "/deals", place=about.key),
            network,
        ]
    if about.type in {"University", "Program", "Facility"}:
        return [
            asked(f"Who funds {name}, and since when?", "/deals", recipient=about.key, sort="date"),
            network,
        ]
    return [
        asked(f"What has {name} put where?", "/money", by="country", investor=about.key),
        asked(f"Deals of {name}, the latest first", "/deals", investor=about.key, sort="date"),
        network,
    ]
