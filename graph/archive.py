"""The write side: article records into the store, replaced and removed whole, and the resolved graph after them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from graph.errors import NotFoundError, RecordError
from graph.ids import article_key, canonical_url
from graph.model import Article
from graph.rdf import check_shapes, from_quads, to_quads
from graph.resolved import resolve
from graph.vocabulary import IG, PROV, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import Record
    from graph.resolved import Names
    from graph.store.base import Store

Outcome = Literal["added", "unchanged", "replaced"]


class Archive:
    """Article records in a store. `names` knows the usual names of things, for the resolved graph."""

    def __init__(self, store: Store, names: Names) -> None:
        self.store = store
        self._names = names

    def keys(self) -> list[str]:
        """The keys of all stored articles, in alphabetical order."""
        a = self.store.addresses
        return [a.key(g) for g in self.store.graphs() if a.is_article(g)]

    def store_record(
        self, record: Record, article: Article, *, origin: str | None, extractor: str, observed: str
    ) -> Outcome:
        """Store what an article says; `refresh` has to follow when all are stored.

        The same article with the same record changes nothing, not even the time or the origin. An article
        without an address takes the place of what was read from the same origin before.

        Raises:
            RecordError: if the record does not follow the SHACL shapes.
        """
        key = article_key(article)
        quads = to_quads(
            record,
            article.text,
            self.store.addresses,
            key,
            origin=origin,
            extractor=extractor,
            observed=observed,
        )
        graph = self.store.addresses.article(key)
        circumstances = {PROV.endedAtTime, IG.origin}
        before = {q for q in self.store.quads(graph) if q.p not in circumstances}
        stale = self._stale(key, article, origin)
        if before == {q for q in quads if q.p not in circumstances}:
            return "replaced" if self._drop(stale) else "unchanged"
        faults = check_shapes(quads)
        if faults:
            raise RecordError(
                f"record of article {record.article.id!r} does not follow the shapes: {'; '.join(faults)}"
            )
        self.store.replace_graph(graph, quads)
        # Only now: if the process ends here, the next run finds the old one and removes it.
        return "replaced" if self._drop(stale) or before else "added"

    def _stale(self, key: str, article: Article, origin: str | None) -> list[str]:
        """The keys of what was read before from the origin of an article without an address."""
        if origin is None or article.info.url is not None:
            return []
        return [old for old in self._by_value(IG.origin, origin) if old != key]

    def _drop(self, keys: list[str]) -> bool:
        for key in keys:
            self.store.remove_graph(self.store.addresses.article(key))
        return bool(keys)

    def _by_value(self, predicate: object, value: str) -> list[str]:
        from rdflib import Literal as Text

        a = self.store.addresses
        found = self.store.quads(predicate=predicate, object=Text(value))  # type: ignore[arg-type]
        return sorted({a.key(q.g) for q in found if a.is_article(q.g)})

    def find(self, name: str) -> list[str]:
        """The keys of articles by key, address in the graph, given id, web address or file name.

        Raises:
            NotFoundError: if no article goes by that name.
        """
        keys = set(self.keys())
        if name in keys:
            return [name]
        a = self.store.addresses
        if name.startswith(a.base) and a.is_article(name) and a.key(name) in keys:
            return [a.key(name)]
        found = {k for p in (IG.id, IG.sourceName, IG.origin, SCHEMA.url) for k in self._by_value(p, name)}
        if not found and "://" in name:
            found = {
                a.key(q.g)
                for q in self.store.quads(predicate=SCHEMA.url)
                if a.is_article(q.g) and canonical_url(str(q.o)) == canonical_url(name)
            }
        if not found:
            raise NotFoundError(
                f"no article {name!r}: expected its key, id, web address or file name (`investgraph stats` lists them)"
            )
        return sorted(found)

    def remove(self, name: str) -> list[str]:
        """Remove the articles that go by a name (see `find`), and give their keys; `refresh` has to follow."""
        keys = self.find(name)
        for key in keys:
            self.store.remove_graph(self.store.addresses.article(key))
        return keys

    def read(self, key: str) -> tuple[Record, Article]:
        """The record and the article under a key. Raises NotFoundError if there is none."""
        quads = list(self.store.quads(self.store.addresses.article(key)))
        if not quads:
            raise NotFoundError(f"no article {key!r}")
        record, text = from_quads(quads)
        return record, Article(info=record.article, text=text)

    def records(self) -> Iterator[tuple[str, Record]]:
        """All stored records with their articles' keys, in the order of the keys."""
        for key in self.keys():
            yield key, from_quads(self.store.quads(self.store.addresses.article(key)))[0]

    def refresh(self) -> None:
        """Make the resolved graph anew from all stored records."""
        a = self.store.addresses
        self.store.replace_graph(a.resolved, resolve(self.records(), self._names, a))


__all__ = ["Archive", "Outcome"]
