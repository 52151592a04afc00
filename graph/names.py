"""Names of entities, found as one types and with small typing errors: a tantivy index beside the tables.

It is a pure function of the tables, and holds the revision of the graph that it shows in the same commit as what it
shows. One that is missing, broken, half-written or of another revision is made anew.
"""

from __future__ import annotations

import re
import shutil
import threading
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import tantivy
from rapidfuzz import fuzz

from graph.letters import plain_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from graph.index import Index

GOOD = 72.0  # Below this similarity (0 to 100) a name is not what was meant.
_NEAR = 60.0  # From here on it may be what was meant.
_CANDIDATES = 100  # names that are compared letter by letter
_SPARE = 10  # names looked at beyond twice as many as are wanted: some entities have several
_WHOLE, _WORD = 16, 8  # letters of the beginnings of names and of words that are kept as such
_FUZZY = 4  # a shorter word with an error in it is another word
_MARK = "*"  # the key of the entry that tells the revision; no entity has such a key
_HEAP = 64_000_000
_BETWEEN = re.compile(r"[\W_]+")
_ROWS = (
    "select e.key, e.type, e.name, e.events, b.text from entity e join identity i on i.entity = e.key"
    " join bearing b on b.identity = i.key"
)


class Found(NamedTuple):
    """An entity that a text may mean: how well it fits (0 to 100), its events, its usual name, its key."""

    score: float
    events: int
    name: str
    key: str


def fold(text: str) -> str:
    """A text as names are compared when one looks for them: no case, no accents, no punctuation."""
    return _BETWEEN.sub(" ", plain_letters(text)).strip()


def score(wanted: str, name: str) -> float:
    """How well a name fits what is wanted, both folded: 100 for the same, 95 and 90 for a beginning, 80 for a part."""
    if wanted == name:
        return 100.0
    if name.startswith(wanted):
        return 95.0
    if any(word.startswith(wanted) for word in name.split()):
        return 90.0
    if wanted in name and len(wanted) > 2:
        return 80.0
    likeness = fuzz.ratio(wanted, name)
    return likeness if likeness <= 89 else 89 + (likeness - 89) / 20  # below 90, in their order


def _schema() -> tantivy.Schema:
    made = tantivy.SchemaBuilder()
    for field in ("key", "type", "whole"):
        made.add_text_field(field, stored=True, tokenizer_name="raw", index_option="basic")
    made.add_text_field("words", tokenizer_name="words", index_option="basic")
    made.add_text_field("starts", tokenizer_name="starts", index_option="basic")
    made.add_text_field("begins", tokenizer_name="begins", index_option="basic")
    made.add_text_field("name", stored=True, tokenizer_name="raw", index_option="basic")
    made.add_unsigned_field("events", stored=True, fast=True)
    return made.build()


_SCHEMA = _schema()


def _tokenizers(index: tantivy.Index) -> tantivy.Index:
    for name, tokenizer in (
        ("words", tantivy.Tokenizer.whitespace()),
        ("starts", tantivy.Tokenizer.ngram(1, _WHOLE, prefix_only=True)),
        ("begins", tantivy.Tokenizer.ngram(1, _WORD, prefix_only=True)),
    ):
        index.register_tokenizer(name, tantivy.TextAnalyzerBuilder(tokenizer).build())
    return index


class Names:
    """The names of all entities of an index; in a folder, or in memory if there is none."""

    def __init__(self, index: Index, folder: Path | None) -> None:
        self._index, self._folder = index, folder
        self._lock = threading.Lock()
        self._opened: tantivy.Index | None = None
        self._revision: str | None = None

    def find(self, text: str, *, type: str | None = None, limit: int = 20) -> list[Found]:
        """Entities with a name that fits a text, the best first, of equals those with the most events."""
        return self._ranked(fold(text), type, limit, GOOD)[:limit]

    def called(self, text: str) -> list[str]:
        """The keys of the entities that go by a name, case and accents apart; those named so first, then the busiest."""
        wanted = fold(text)
        found = self._search(self._current(), _term("whole", wanted), None, _CANDIDATES) if wanted else ()
        hits = sorted((fold(usual) != wanted, -events, key) for _, events, usual, key in found)
        return list(dict.fromkeys(key for _, _, key in hits))

    def near(self, text: str, limit: int = 3) -> dict[str, str]:
        """Names that may have been meant, with their keys."""
        return {f.name: f.key for f in self._ranked(fold(text), None, limit, _NEAR)[:limit]}

    def _ranked(self, wanted: str, type: str | None, limit: int, least: float) -> list[Found]:
        searcher, best = self._current(), dict[str, Found]()
        if not wanted:
            return []
        for queries, most in (
            (_beginnings(wanted), 90.0),
            (_parts(wanted), 80.0),
            (_likenesses(wanted), 0.0),
        ):
            for query, by_events in queries:
                several = 2 * limit + _SPARE if by_events else _CANDIDATES
                for name, events, usual, key in self._search(
                    searcher, query, type, several, by_events=by_events
                ):
                    fit = round(score(wanted, name), 1)
                    if fit >= least and (key not in best or best[key].score < fit):
                        best[key] = Found(fit, events, usual, key)
            if sum(f.score >= most for f in best.values()) >= limit:
                break  # what comes later fits less well
        return sorted(best.values(), key=lambda f: (-f.score, -f.events, f.name, f.key))

    def _search(
        self,
        searcher: tantivy.Searcher,
        query: tantivy.Query,
        type: str | None,
        limit: int,
        *,
        by_events: bool = True,
    ) -> Iterator[tuple[str, int, str, str]]:
        """Folded name, events, usual name and key of entries."""
        if type is not None:
            query = query.and_must_match(_term("type", type))
        order = "events" if by_events else None
        for _, address in searcher.search(query, limit, count=False, order_by_field=order).hits:
            entry = searcher.doc(address)
            yield tuple(entry.get_first(f) for f in ("whole", "events", "name", "key"))  # type: ignore[misc]

    # in step with the tables --------------------------------------------------------------------------------

    def update(self, keys: Iterable[str], before: str | None, revision: str) -> None:
        """Show these entities as the tables have them now, in place of what was shown at the revision `before`."""
        with self._lock:
            index = self._open()
            if index is None or before is None or _shown(index) != before:
                self._make(revision)
                return
            writer = index.writer(_HEAP, 1)
            for key in sorted(set(keys)):
                writer.delete_documents_by_term("key", key)
                _add(writer, self._index.rows(f"{_ROWS} where e.key = ? order by b.text", key))
            writer.delete_documents_by_term("key", _MARK)
            _finish(writer, revision)
            self._take(index, revision)

    def _current(self) -> tantivy.Searcher:
        """What shows the newest revision that is there."""
        revision = self._index.about("revision") or "0"
        with self._lock:
            if self._opened is None or self._revision != revision:
                index = self._open()
                if index is None or (shown := _shown(index)) is None or int(shown) < int(revision):
                    self._make(revision)
                else:  # it may be ahead for the moment in which another writes
                    self._take(index, shown)
            assert self._opened is not None
            return self._opened.searcher()

    def _open(self) -> tantivy.Index | None:
        if self._folder is None:
            return self._opened
        try:
            return _tokenizers(tantivy.Index.open(str(self._folder))) if self._folder.exists() else None
        except ValueError:
            return None

    def _make(self, revision: str) -> None:
        """All anew, beside what is there, and then in its place; in memory where nothing can be written."""
        new = self._folder and self._folder.with_name(f"{self._folder.name}.new")
        if new is not None:
            shutil.rmtree(new, ignore_errors=True)
            try:
                new.mkdir()
            except OSError:
                new = None
        index = _tokenizers(tantivy.Index(_SCHEMA, path=str(new) if new else None))
        writer = index.writer(_HEAP, 1)
        _add(writer, self._index.db.execute(f"{_ROWS} order by e.key, b.text"))
        _finish(writer, revision)
        if new is not None and self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            new.rename(self._folder)
            index = _tokenizers(tantivy.Index.open(str(self._folder)))
        self._take(index, revision)

    def _take(self, index: tantivy.Index, revision: str) -> None:
        index.config_reader("manual", 0)
        index.reload()
        self._opened, self._revision = index, revision


def _term(field: str, text: str) -> tantivy.Query:
    return tantivy.Query.term_query(_SCHEMA, field, text, "basic")


def _fuzzy(field: str, text: str, distance: int, *, prefix: bool = False) -> tantivy.Query:
    return tantivy.Query.fuzzy_term_query(_SCHEMA, field, text, distance, True, prefix)


def _beginning(field: str, kept: int, whole: str, text: str) -> tantivy.Query:
    return _term(field, text) if len(text) <= kept else _fuzzy(whole, text, 0, prefix=True)


def _beginnings(wanted: str) -> Iterator[tuple[tantivy.Query, bool]]:
    """The name itself, names that begin so, names with a word that begins so."""
    yield _term("whole", wanted), True
    yield _beginning("starts", _WHOLE, "whole", wanted), True
    if " " not in wanted:
        yield _beginning("begins", _WORD, "words", wanted), True


def _parts(wanted: str) -> Iterator[tuple[tantivy.Query, bool]]:
    """Names with all these words, the last of which may be a beginning."""
    *words, last = wanted.split()
    if words:
        all_ = [_term("words", w) for w in words] + [_beginning("begins", _WORD, "words", last)]
        yield tantivy.Query.boolean_query([(tantivy.Occur.Must, q) for q in all_]), True


def _likenesses(wanted: str) -> Iterator[tuple[tantivy.Query, bool]]:
    """Names with most of these words, a letter apart; then names that are as a whole a letter or two apart."""
    *words, last = wanted.split()
    likely = [_fuzzy("words", w, 1) if len(w) >= _FUZZY else _term("words", w) for w in words]
    likely.append(
        _fuzzy("words", last, 1, prefix=True)
        if len(last) >= _FUZZY
        else _beginning("begins", _WORD, "words", last)
    )
    yield tantivy.Query.boolean_query([(tantivy.Occur.Should, q) for q in likely]), False
    if len(wanted) >= _FUZZY:
        yield _fuzzy("whole", wanted, 2 if len(wanted) > 2 * _FUZZY else 1), False


def _shown(index: tantivy.Index) -> str | None:
    """The revision that an index shows, or None if it is not whole."""
    searcher = index.searcher()
    for _, address in searcher.search(_term("key", _MARK), 1, count=False).hits:
        return str(searcher.doc(address).get_first("name"))
    return None


def _add(writer: tantivy.IndexWriter, rows: Iterable[tuple[object, ...]]) -> None:
    """Add entities from their rows, one entry for each of their names; rows of one entity stand together."""
    for key, entity in groupby(rows, key=lambda row: str(row[0])):
        same = list(entity)
        _, type_, name, events, _ = same[0]
        texts = {fold(str(text)) for *_, text in same} | {fold(str(name)), fold(key)}
        for whole in sorted(texts - {""}):
            entry = tantivy.Document()
            entry.add_text("key", key)
            entry.add_text("type", str(type_))
            entry.add_text("name", str(name))
            entry.add_unsigned("events", int(str(events)))
            for field in ("whole", "words", "starts"):
                entry.add_text(field, whole)
            for word in whole.split():
                entry.add_text("begins", word)
            writer.add_document(entry)


def _finish(writer: tantivy.IndexWriter, revision: str) -> None:
    """Write it out, with the revision in the same commit."""
    mark = tantivy.Document()
    mark.add_text("key", _MARK)
    mark.add_text("name", revision)
    writer.add_document(mark)
    writer.commit()
    writer.wait_merging_threads()
