"""The write side: article records, judgements and corrections into the store, and the resolved graph after them.

What changes is noted in the index before it is written, and the note is taken away when index and resolved graph
show it. So whenever the process ends, the next `refresh` makes good what is missing.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeVar

from graph import corrections, judgements
from graph.errors import NotFoundError, RecordError, StoreError
from graph.ids import article_key, canonical_url
from graph.index import VERSION
from graph.judgements import Linker
from graph.model import Article
from graph.queries.shown import keep
from graph.rdf import Quad, check_shapes, from_quads, to_quads
from graph.resolve import Telling, Touched, update
from graph.resolved import Describer
from graph.stored import first_named, having, keys_of, stale
from graph.vocabulary import IG, PROV, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from graph.corrections import Corrected, Correction
    from graph.index import Index
    from graph.judgements import Judgement
    from graph.model import Record
    from graph.resolve.identity import Names
    from graph.store.base import Store

Outcome = Literal["added", "unchanged", "replaced"]
T = TypeVar("T")

_PART = 2000  # articles that are taken in at a time


class Archive:
    """Article records in a store. `names` knows the usual names of things, for the resolved graph.

    `index` is another opening of the store's index, for a thread that writes while others read.
    """

    def __init__(self, store: Store, names: Names, index: Index | None = None) -> None:
        self.store = store
        self.index = index if index is not None else store.index
        self._names = names
        self._listed = False

    def keys(self) -> list[str]:
        """The keys of all stored articles, in alphabetical order."""
        a = self.store.addresses
        return [a.key(g) for g in self.store.graphs() if a.is_article(g)]

    def store_record(
        self, record: Record, article: Article, *, origin: str | None, extractor: str, observed: str
    ) -> Outcome:
        """Store what an article says; `refresh` has to follow when all are stored.

        The same article with the same record changes nothing, not even the time. An article is known by its address,
        else by its content, and one without an address also takes the place of what was read from the same origin
        before. What differs in nothing but its name (id and source) is told by the first of its names, in whatever
        order they come; its origin is where it was last read.

        Raises:
            RecordError: if the record does not follow the SHACL shapes.
        """
        key, *former = self._keys_of(article)
        graph = self.store.addresses.article(key)
        made = partial(
            to_quads,
            text=article.text,
            addresses=self.store.addresses,
            key=key,
            origin=origin,
            extractor=extractor,
            observed=observed,
        )
        stored, quads = set(self.store.quads(graph)), made(record)
        if stored and _lasting(stored) != _lasting(quads):
            quads = made(first_named(record, article.text, stored))
        gone = sorted({*former, *stale(self.store, article, origin)} - {key})
        if _lasting(stored) == _lasting(quads):
            self._set_origin(stored, {q for q in quads if q.p == IG.origin})
            return "replaced" if self._drop(gone) else "unchanged"
        faults = check_shapes(quads)
        if faults:
            raise RecordError(
                f"record of article {record.article.id!r} does not follow the shapes: {'; '.join(faults)}"
            )
        self.index.expect([key])
        self.store.replace_graph(graph, quads)
        # Only now: if the process ends here, the next run finds the old one and removes it.
        return "replaced" if self._drop(gone) or stored else "added"

    def key_of(self, article: Article) -> str:
        """The key of an article: the one under which it is stored, whatever its title or name was then, or a new one."""
        return self._keys_of(article)[0]

    def _keys_of(self, article: Article) -> list[str]:
        """The key of an article, and others under which it is stored, as could happen once."""
        if not self._listed and self.index.about("made by") is None:
            self.index.expect(self.keys())  # an empty index does not know what is stored
        self._listed = True
        return keys_of(self.store, self.index, article) or [article_key(article)]

    def _set_origin(self, stored: set[Quad], now: set[Quad]) -> None:
        """Note where an article was read; what is sent over HTTP has no origin, and leaves the one that there is."""
        before = {q for q in stored if q.p == IG.origin}
        if now and now != before:
            self.store.change(before - now, now - before)

    def _drop(self, keys: list[str]) -> bool:
        self.index.expect(keys)
        for key in keys:
            self.store.remove_graph(self.store.addresses.article(key))
        return bool(keys)

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
        found = {
            k for p in (IG.id, IG.sourceName, IG.origin, SCHEMA.url) for k in having(self.store, p, name)
        }
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
        self._drop(keys)
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

    def judgements(self) -> list[Judgement]:
        """All that was judged, in the order of time."""
        a = self.store.addresses
        return judgements.from_quads(self.store.quads(a.judgements), a)

    def judge(self, new: Iterable[Judgement], *, unknown: bool = False) -> int:
        """Add judgements to the ledger, and say how many are new; `refresh` has to follow.

        With `unknown`, they may be about what is not in the graph: they count as soon as it is.

        Raises:
            NotFoundError: if there is no such entity or event; nothing is added then.
        """
        a = self.store.addresses
        added = {j.id: j for j in new}
        for known in self.judgements():
            added.pop(known.id, None)
        for j in added.values():
            for subject in () if unknown else j.pair:
                self._check_subject(subject)
        self.index.expect(f"judged:{s}" for j in added.values() for s in j.pair)
        self.store.change((), [q for j in added.values() for q in judgements.to_quads(j, a)])
        return len(added)

    def _check_subject(self, subject: str) -> None:
        sort, _, key = subject.partition("/")
        found = self.index.entity_key(key) if sort == "entity" else self.index.event_key(key)
        if found is None:
            raise NotFoundError(f"no {sort} has or had the key {key!r}")

    def corrections(self, article: str | None = None) -> list[Correction]:
        """What was corrected, in the order of time; of one article if its key is given."""
        a = self.store.addresses
        found = corrections.from_quads(self.store.quads(a.corrections, predicate=IG.content))
        return [c for c in found if article is None or c.article == article]

    def correct(self, new: Iterable[Correction]) -> int:
        """Add corrections, and say how many are new; `refresh` has to follow.

        Raises:
            NotFoundError: if an article is not stored; nothing is added then.
        """
        a = self.store.addresses
        added = {c.id: c for c in new}
        for known in self.corrections():
            added.pop(known.id, None)
        keys = set(self.keys())
        for c in added.values():
            if c.article not in keys:
                raise NotFoundError(f"no article {c.article!r}")
        self.index.expect(c.article for c in added.values())
        self.store.change((), [q for c in added.values() for q in corrections.to_quads(c, a)])
        return len(added)

    def corrected(self, key: str) -> Record:
        """The record under a key as it reads with its corrections. Raises NotFoundError if there is none."""
        return self.mended(key).record

    def mended(self, key: str) -> Corrected:
        """The same, with what became of each correction."""
        record, article = self.read(key)
        return corrections.apply(record, article.text, self.corrections(key))

    def lost(self, keys: Collection[str]) -> list[str]:
        """Of stored articles, in words, each correction that counts for nothing any more."""
        corrected = {c.article for c in self.corrections()} if keys else set[str]()
        return [
            f"the correction of {key}#{c.original.id} by {c.by} does not count: its passages do not stand in the text"
            for key in sorted(corrected.intersection(keys))
            for c in self.mended(key).lost
        ]

    def fill(self, told: Iterable[tuple[Record, Article]], *, extractor: str, observed: str) -> None:
        """Store many articles, each once, in a store without any, and bring index and resolved graph up to date.

        Many times faster than one by one: quads go in by the store's way for many, records straight into the index.
        The records are taken to follow the shapes.

        Raises:
            StoreError: if there are articles.
        """
        if self.keys():
            raise StoreError("articles are stored: only what holds none can be filled; store them one by one")

        def parts() -> Iterator[dict[str, Telling | None]]:
            a = self.store.addresses
            for part in _parts(told):
                quads, tellings = list[Quad](), dict[str, Telling | None]()
                for record, article in part:
                    key = article_key(article)
                    quads += to_quads(
                        record, article.text, a, key, origin=None, extractor=extractor, observed=observed
                    )
                    tellings[key] = Telling(record, article.text, observed=observed)
                self.store.load(quads)
                yield tellings

        self._make_anew(parts(), Linker(self.judgements()))

    def refresh(self) -> None:
        """Bring index and resolved graph up to date with all that changed; with everything if the index is new."""
        pending = set(self.index.pending())
        linker = Linker(self.judgements())
        if self.index.about("made by") != self._stamp:
            self._make_anew(map(self._tellings, _parts(self.keys())), linker)
        elif pending:
            judged = {p.removeprefix("judged:") for p in pending if p.startswith("judged:")}
            articles = sorted(p for p in pending if not p.startswith("judged:"))
            with self._changing():
                touched = Touched()
                for part in _parts(articles):
                    touched.add(update(self.index, self._names, linker, self._tellings(part), ()))
                touched.add(update(self.index, self._names, linker, {}, judged))
                # The store first: if the process ends before the commit, what is pending is done again, to the same end.
                self._describer.change(self.store, touched)
                keep(self.index, self.store.addresses, sorted(touched.events))
                self._finish(touched.entities | touched.parties)

    def _make_anew(self, parts: Iterable[dict[str, Telling | None]], linker: Linker) -> None:
        """Index and resolved graph of all that these parts tell, whatever was there."""
        revision = self.index.about("revision")
        self.index.clear()
        self.index.set_about("revision", revision or "0")
        a = self.store.addresses
        with self._changing():
            for part in parts:
                update(self.index, self._names, linker, part)
            for graph, quads in (
                (a.resolved, self._describer.all()),
                (a.reference, self._describer.listed(self.index.texts("select key from entity"))),
            ):
                self.store.remove_graph(graph)
                self.store.load(quads)
            keep(self.index, a, self.index.texts("select key from event order by key"))
            self._finish(None)
        self.index.db.execute("pragma wal_checkpoint(truncate)")  # the log of it is as large as the tables

    @property
    def _stamp(self) -> str:
        return f"{VERSION} {self._names.version}"

    @property
    def _describer(self) -> Describer:
        return Describer(self.index, self.store.addresses, self._names)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """A transaction of the index."""
        self.index.db.execute("begin immediate")
        try:
            yield
            self.index.db.execute("commit")
        except BaseException:
            self.index.db.execute("rollback")
            raise

    def _finish(self, renamed: Iterable[str] | None) -> None:
        """The names after the tables, and the note that both show everything; None: all names."""
        before = self.index.about("revision") or "0"
        now = str(int(before) + 1)
        self.index.names.update(renamed or (), before if renamed is not None else None, now)
        self.index.db.execute("delete from pending")
        self.index.set_about("made by", self._stamp)
        self.index.set_about("revision", now)

    def _tellings(self, keys: Iterable[str]) -> dict[str, Telling | None]:
        by_article: dict[str, list[Correction]] = defaultdict(list)
        for c in self.corrections():
            by_article[c.article].append(c)
        found: dict[str, Telling | None] = {}
        for key in keys:
            quads = list(self.store.quads(self.store.addresses.article(key)))
            if not quads:
                found[key] = None
                continue
            record, text = from_quads(quads)
            extracted = {c.id: c for c in record.commitments}
            record, made, *_ = corrections.apply(record, text, by_article[key])
            # Some stores write +00:00 as Z.
            told = (str(q.o).replace("+00:00", "Z") for q in quads if q.p == PROV.endedAtTime)
            observed = next(told, None)
            found[key] = Telling(record, text, {id_: extracted.get(id_) for id_ in made}, observed)
        return found


def _lasting(quads: Iterable[Quad]) -> set[Quad]:
    """What an article says, without when and from where it was read."""
    return {q for q in quads if q.p not in {PROV.endedAtTime, IG.origin}}


def _parts(items: Iterable[T]) -> Iterator[list[T]]:
    """So many at a time that memory does not grow with their number."""
    rest = iter(items)
    while part := list(islice(rest, _PART)):
        yield part


__all__ = ["Archive", "Outcome"]
