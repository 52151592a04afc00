"""What the search box suggests as one types: shared questions, entities, questions about the first of them, its deals."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlencode

from api.questions import named
from graph.queries import events, find_entities
from graph.queries.listing import list_entities

if TYPE_CHECKING:
    from api.questions import Question
    from graph.queries import EntityHit
    from graph.store import Store

_SHARED, _ENTITIES, _DEALS, _SCHOOLS = 3, 6, 3, 20


class Suggestion(NamedTuple):
    """A line of the list: what it says, where it leads, and what kind of thing it is."""

    title: str
    address: str
    what: str


def suggestions(store: Store, text: str, shared: tuple[Question, ...] = ()) -> list[Suggestion]:
    """Suggestions for what was typed so far: what was named by people before what the graph names."""
    hits = find_entities(store, text, limit=_ENTITIES)
    found = [Suggestion(q.name, q.address, "shared") for q in named(shared, text)[:_SHARED]]
    found += [Suggestion(h.name, f"/entity/{quote(h.key)}", h.type) for h in hits]
    if hits:
        found += questions(store, hits[0])
        deals = events(store, party=hits[0].key, limit=_DEALS)
        found += [Suggestion(e.label, f"/event/{quote(e.key)}", "deal") for e in deals]
    return found


def questions(store: Store, hit: EntityHit) -> list[Suggestion]:
    """Questions that people ask about an entity of its type, as addresses that answer them."""
    name = hit.name

    def asked(title: str, path: str, **about: str) -> Suggestion:
        return Suggestion(title, f"{path}?{urlencode(about)}", "question")

    network = asked(f"Network around {name}", "/explore", of=hit.key)
    if hit.type in {"Country", "Place"}:
        schools = (
            list_entities(store, country=hit.key, type="University", sort="events", limit=_SCHOOLS)
            if hit.type == "Country"
            else []
        )
        keys = ",".join(s.key for s in schools if s.events)
        return [
            *(
                [asked(f"Who funds universities in {name}?", "/explore", of=keys, facts="no", view="table")]
                if keys
                else []
            ),
            asked(f"Who puts how much into {name}?", "/money", by="investor", place=hit.key),
            asked(f"Which deals go to {name}?", "/deals", place=hit.key),
            network,
        ]
    if hit.type in {"University", "Program", "Facility"}:
        return [
            asked(f"Who funds {name}, and since when?", "/deals", recipient=hit.key, sort="date"),
            network,
        ]
    return [
        asked(f"What has {name} put where?", "/money", by="country", investor=hit.key),
        asked(f"Deals of {name}, the latest first", "/deals", investor=hit.key, sort="date"),
        network,
    ]
