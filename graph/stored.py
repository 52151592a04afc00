"""Which stored article one is: known by its address, else by its content, whatever its title or file name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal as Text

from graph.ids import article_key, known_by
from graph.rdf import from_quads
from graph.vocabulary import IG, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import URIRef

    from graph.index import Index
    from graph.model import Article, Record
    from graph.rdf import Quad
    from graph.store.base import Store


def keys_of(store: Store, index: Index, article: Article) -> list[str]:
    """The keys under which an article is stored, that of its present title first; what is pending counts as well."""
    own, new = known_by(article.info.url, article.text), article_key(article)
    found = set(index.articles_like(new))
    if article.info.url is not None:  # keys of former versions may end otherwise
        found |= set(having(store, SCHEMA.url, article.info.url))
    return sorted((key for key in found if _known_by(store, key) == own), key=lambda k: (k != new, k))


def _known_by(store: Store, key: str) -> str | None:
    """What a stored article is known by; None if there is none under this key."""
    a = store.addresses.article(key)
    url, text = (next((str(q.o) for q in store.quads(a, a, p)), "") for p in (SCHEMA.url, SCHEMA.text))
    return known_by(url, text) if text else None


def having(store: Store, predicate: URIRef, value: str) -> list[str]:
    """The keys of articles of which something is told: of their id, source, origin or address."""
    a = store.addresses
    found = store.quads(predicate=predicate, object=Text(value))
    return sorted({a.key(q.g) for q in found if a.is_article(q.g)})


def first_named(record: Record, text: str, stored: Iterable[Quad]) -> Record:
    """A record as told, or with the name that its article is stored by if that comes first and nothing else differs.

    So a text under two names is one article by one name, in whatever order they are read.
    """
    before, same = from_quads(stored)
    names = {"id": before.article.id, "source": before.article.source}
    named = record.model_copy(update={"article": record.article.model_copy(update=names)})
    if (named, text) != (before, same):
        return record
    return min(record, named, key=lambda r: (r.article.id, str(r.article.source)))


def stale(store: Store, article: Article, origin: str | None) -> list[str]:
    """The keys of what was read before from an article's origin, if that is all that one of the two is known by."""
    found = having(store, IG.origin, origin) if origin is not None else []
    if article.info.url is None:
        return found
    return [key for key in found if not any(store.quads(store.addresses.article(key), predicate=SCHEMA.url))]
