"""Articles: listed, searched in full text, read with their claims; and the passages behind a claim or event."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from graph import corrections
from graph.errors import InputError, NotFoundError
from graph.instants import asked_day
from graph.model import Commitment
from graph.passages import around
from graph.queries.views import ArticleRecord, ArticleView, Context, PassageHit
from graph.rdf import from_quads
from graph.vocabulary import IG, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.index import Index
    from graph.model import Record
    from graph.store.base import Store

WIDEST = 2_000
"""Characters that are given before and after a passage, at most."""
_SHOWN = 3  # passages of an article that a search found
_COLUMNS = (
    "a.key, a.info, a.observed, a.source, (select count(*) from claim c where c.article = a.key) as claims"
)


def articles(
    store: Store,
    q: str = "",
    *,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 100,
    offset: int = 0,
) -> list[ArticleView]:
    """Articles, the latest first; with `q` those whose title or text has all its words, the best fitting first.

    Words in double quotes have to stand side by side. `since` and `until` are a year, month or day of
    publication: what is told by year or month fits if that overlaps the span.

    Raises:
        InputError: if `q` has no word in it, or there is no such day.
    """
    where, values = _conditions(publisher, since, until)
    if not q.strip():
        rows = store.index.rows(
            f"select {_COLUMNS} from article a where {where}"
            " order by json_extract(a.info, '$.published') desc nulls last, a.key limit ? offset ?",
            *values,
            limit,
            offset,
        )
        return [_view(store, row) for row in rows]
    match = _match(q)
    rows = store.index.rows(
        f"select {_COLUMNS} from article a join ("
        " select p.article, min(w.rank) as best from passage_words w join passage p on p.id = w.rowid"
        " where w.text match ? group by p.article) f on f.article = a.key"
        f" where {where} order by f.best, a.key limit ? offset ?",
        match,
        *values,
        limit,
        offset,
    )
    return [_view(store, row, _passages(store.index, str(row[0]), match)) for row in rows]


def telling(
    store: Store, key: str, *, min_confidence: float = 0, limit: int = 100
) -> tuple[list[ArticleView], int]:
    """The articles that tell of an entity's events, the latest first, at most `limit`; and how many there are.

    Only events of at least `min_confidence`, or of none told, count.
    """
    rows = store.index.rows(
        f"select {_COLUMNS}, count(*) over () from article a where a.key in ("
        " select c.article from event_entity p join event e on e.key = p.event join claim c on c.event = e.key"
        " where p.entity = ? and (e.confidence is null or e.confidence >= ?))"
        " order by json_extract(a.info, '$.published') desc nulls last, a.key limit ?",
        key,
        min_confidence,
        limit,
    )
    return [_view(store, row[:-1]) for row in rows], int(str(rows[0][-1])) if rows else 0


def _passages(index: Index, article: str, match: str) -> tuple[PassageHit, ...]:
    """The passages of an article that fit best."""
    rows = index.rows(
        "select p.start, p.text from passage_words w join passage p on p.id = w.rowid"
        " where w.text match ? and p.article = ? and p.start is not null order by w.rank, p.id limit ?",
        match,
        article,
        _SHOWN,
    )
    return tuple(PassageHit(start=int(str(start)), text=str(text)) for start, text in rows)


def _conditions(publisher: str | None, since: str | None, until: str | None) -> tuple[str, list[object]]:
    where, values = ["1"], list[object]()
    for name, day in (("since", since), ("until", until)):
        if day is not None:
            asked_day(day, name)
    for condition, value in (
        ("casefold(json_extract(a.info, '$.publisher')) = casefold(?)", publisher),
        (
            "json_extract(a.info, '$.published') >= substr(?, 1, length(json_extract(a.info, '$.published')))",
            since,
        ),
        ("substr(json_extract(a.info, '$.published'), 1, length(?)) <= ?", until),
    ):
        if value is not None:
            where.append(condition)
            values += [value] * condition.count("?")
    return " and ".join(where), values


def _match(q: str) -> str:
    """What was asked for as a query of SQLite's full text: nothing but words in quotes."""
    parts = [
        " ".join(re.findall(r"[^\W_]+", quoted or word)) for quoted, word in re.findall(r'"([^"]*)"|(\S+)', q)
    ]
    told = " ".join(f'"{part}"' for part in parts if part)
    if not told:
        raise InputError(f"q {q!r}: expected words to look for")
    return told


def _view(store: Store, row: tuple[object, ...], passages: tuple[PassageHit, ...] = ()) -> ArticleView:
    key, info, observed, source, claims = row
    about = json.loads(str(info))
    return ArticleView(
        key=str(key),
        iri=str(store.addresses.article(str(key))),
        **{
            name: about.get(name) for name in ("title", "url", "publisher", "author", "published", "language")
        },
        observed=None if observed is None else str(observed),
        copy_of=str(source) if source is not None and source != key else None,
        commitments=int(str(claims)),
        passages=passages,
    )


def article(store: Store, key: str) -> ArticleRecord:
    """One article with its record, corrected, each commitment with the key of its event; and its text.

    Raises:
        NotFoundError: if there is no article with this key.
    """
    rows = store.index.rows(f"select {_COLUMNS} from article a where a.key = ?", key)
    if not rows:
        raise NotFoundError(f"no article has the key {key!r}; `investgraph stats` lists them")
    record, text = _read(store, key)
    return ArticleRecord(article=_view(store, rows[0]), record=record, text=text)


def _read(store: Store, key: str) -> tuple[Record, str]:
    quads = list(store.quads(store.addresses.article(key)))
    if not quads:  # removed just now, and the index is about to follow
        raise NotFoundError(f"no article {key!r}")
    record, text = from_quads(quads)
    mended = corrections.from_quads(store.quads(store.addresses.corrections, predicate=IG.content))
    record = corrections.apply(record, text, (c for c in mended if c.article == key)).record
    events = {str(ref): str(event) for ref, event in store.index.rows(
        "select ref, event from claim where article = ?", key)}  # fmt: skip
    told = tuple(
        c.model_copy(update={"event": events.get(f"{key}#{c.id}", c.event)}) for c in record.commitments
    )
    return record.model_copy(update={"commitments": told}), text


def evidence(store: Store, key: str, *, characters: int = 200) -> list[Context]:
    """The passages behind an event, source by source, with so many characters (at most 2,000) around each.

    `key` is an event's, also a former one, or a claim's (`ARTICLE#ID`).

    Raises:
        NotFoundError: if there is neither such an event nor such a claim.
    """
    index = store.index
    event = index.event_key(key)
    refs = index.texts(
        "select ref from claim where ref = ?1 or event = ?2 order by ref",
        key,
        event if "#" not in key else None,
    )
    if not refs:
        raise NotFoundError(f"no event or claim has the key {key!r}")
    return [found for ref in refs for found in _contexts(store, ref, min(characters, WIDEST))]


def _text(store: Store, key: str) -> str:
    a = store.addresses.article(key)
    return next((str(q.o) for q in store.quads(a, a, SCHEMA.text)), "")


def _places(claim: Commitment, text: str) -> Iterator[tuple[int, int]]:
    """Where the passages of a claim stand; records of others need not say it, or not rightly."""
    for n, quote in enumerate(claim.evidence):
        at = claim.spans[n].start if claim.spans else 0
        if not text.startswith(quote, at):
            at = text.find(quote)
        if at >= 0:
            yield at, at + len(quote)


def _contexts(store: Store, ref: str, characters: int) -> list[Context]:
    index, (key, _, id_) = store.index, ref.rpartition("#")
    claim = Commitment.model_validate_json(index.one("select body from claim where ref = ?", ref) or "")
    text = _text(store, key)
    info = index.info(key)
    found = []
    for start, end in sorted(_places(claim, text)):
        before, after = around(text, start, end, characters)
        found.append(
            Context(
                claim=str(store.addresses.claim(key, id_)),
                article_key=key,
                article_title=info.get("title"),
                publisher=info.get("publisher"),
                published=info.get("published"),
                start=start,
                end=end,
                before=before,
                quote=text[start:end],
                after=after,
            )
        )
    return found
