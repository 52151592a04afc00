"""Lasting facts between entities, with the passages that state them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Relation
from graph.queries.views import EntityRef, RelationView

if TYPE_CHECKING:
    from graph.store.base import Store


# By the indexes of both ends: an "or" over the joined tables would look through all relations.
_OF_ONE = """r.ref in (
  select ref from relation join identity on identity.key = subject where entity = ?1
  union select ref from relation join identity on identity.key = object where entity = ?1)"""


def relations(store: Store, key: str | None = None, *, min_confidence: float = 0) -> list[RelationView]:
    """Lasting facts between entities: all, or those of one entity by its key; as confident as asked for."""
    rows = store.index.rows(
        "select s.key, s.name, s.type, r.predicate, o.key, o.name, o.type, r.article, r.body, r.ref from relation r"
        " join identity si on si.key = r.subject join entity s on s.key = si.entity"
        " join identity oi on oi.key = r.object join entity o on o.key = oi.entity"
        f" where {_OF_ONE if key is not None else '?1 is null'} order by s.key, r.predicate, o.key, r.ref",
        key,
    )
    found = []
    for s, s_name, s_type, predicate, o, o_name, o_type, article, body, ref in rows:
        told = Relation.model_validate_json(str(body))
        if told.confidence is not None and told.confidence < min_confidence:
            continue
        found += [
            RelationView(
                subject=EntityRef(key=str(s), name=str(s_name), type=str(s_type)),
                predicate=str(predicate),
                object=EntityRef(key=str(o), name=str(o_name), type=str(o_type)),
                quote=quote,
                article_key=str(article),
                claim=str(store.addresses.claim(str(article), str(ref).rpartition("#")[2])),
            )
            for quote in sorted(told.evidence)
        ]
    return found
