"""Questions to the graph as typed functions, answered from the index beside the store.

Every function takes the store; what it gives are frozen models (`views.py`) that `model_dump` turns into rows.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graph.queries.articles import article, articles, evidence, telling
from graph.queries.changes import changes
from graph.queries.entities import entities, find_entities, hit, neighbours, the_entity
from graph.queries.events import count_by_kind, count_events, event, events, events_json, every_event, facets
from graph.queries.filters import Filters
from graph.queries.listing import count_entities, list_entities
from graph.queries.networks import Network, co_funders, neighbourhood, network
from graph.queries.relations import relations
from graph.queries.shown import uncollected
from graph.queries.timeline import compare, timeline
from graph.queries.views import (
    ArticleRecord,
    ArticleView,
    Change,
    Changes,
    CoFunder,
    Comparison,
    Context,
    EntityCounts,
    EntityHit,
    EntityRef,
    EntityView,
    EventView,
    Facet,
    Facets,
    Neighbour,
    PassageHit,
    PathStep,
    PathView,
    RelationView,
    SourceView,
    Stats,
    Timeline,
    format_amount,
    format_period,
)
from graph.queries.ways import paths

if TYPE_CHECKING:
    from graph.store.base import Store

__all__ = [
    "ArticleRecord",
    "ArticleView",
    "Change",
    "Changes",
    "CoFunder",
    "Comparison",
    "Context",
    "EntityCounts",
    "EntityHit",
    "EntityRef",
    "EntityView",
    "EventView",
    "Facet",
    "Facets",
    "Filters",
    "Neighbour",
    "Network",
    "PassageHit",
    "PathStep",
    "PathView",
    "RelationView",
    "SourceView",
    "Stats",
    "Timeline",
    "article",
    "articles",
    "changes",
    "co_funders",
    "compare",
    "count_entities",
    "count_events",
    "entities",
    "entity_json",
    "entity_view",
    "event",
    "events",
    "events_json",
    "every_event",
    "evidence",
    "facets",
    "find_entities",
    "format_amount",
    "format_period",
    "hit",
    "list_entities",
    "neighbourhood",
    "neighbours",
    "network",
    "paths",
    "relations",
    "stats",
    "telling",
    "the_entity",
    "timeline",
]


def entity_view(
    store: Store, name_or_key: str, *, min_confidence: float = 0, limit: int = 1000
) -> EntityView:
    """An entity by name, alias, key or address, with its events and relations that are so confident.

    Raises:
        NotFoundError: with the nearest names, if there is none.
    """
    text = entity_json(store, name_or_key, min_confidence=min_confidence, limit=limit)
    with uncollected():
        return EntityView.model_validate_json(text)


def entity_json(store: Store, name_or_key: str, *, min_confidence: float = 0, limit: int = 1000) -> str:
    """The same as JSON text, put together from what is kept as such; raises as `entity_view` does."""
    key = the_entity(store, name_or_key)
    deals = ",".join(events_json(store, party=key, min_confidence=min_confidence, limit=limit))
    facts = ",".join(r.model_dump_json() for r in relations(store, key, min_confidence=min_confidence))
    return f'{{"entity":{hit(store, key).model_dump_json()},"commitments":[{deals}],"relations":[{facts}]}}'


_RELATIONS = "select count(*) from relation where coalesce(json_extract(body, '$.confidence'), 1) >= ?"


def stats(store: Store, *, min_confidence: float = 0) -> Stats:
    """How much the graph holds; of events and relations those of at least this confidence, or of none told."""
    return store.index.remembered(f"stats {min_confidence}", lambda: _stats(store, min_confidence))


def _stats(store: Store, least: float) -> Stats:
    index = store.index
    kinds = count_by_kind(index, least)
    types = Counter(index.texts("select type from entity"))
    keys = tuple(index.texts("select key from article order by key"))
    return Stats(
        articles=len(keys),
        entities=sum(types.values()),
        events=sum(kinds.values()),
        relations=int(index.one(_RELATIONS, least) or 0),
        quads=len(store),
        entities_by_type=dict(types.most_common()),
        events_by_kind=kinds,
        article_keys=keys,
    )
