"""The derived index beside the store: what resolution needs to find fast, in SQLite.

Rows of mentions, names, claims and events with the keys to find them by. It can be made anew from the claims at
any time and is never the truth; `pending` names the articles whose claims in the store it does not show yet.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from graph.errors import StoreError
from graph.exchange import converted
from graph.model import Commitment
from graph.names import Names
from graph.resolve.deals import Deal, Party
from graph.resolve.fusion import Event, Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

T = TypeVar("T")

VERSION = "16"
"""Of the tables and of all rules that fill them: with another one the index is made anew."""

_CACHE = 1_000_000
"""Kilobytes of the tables that are kept in memory at most: of what is not, each insertion costs a reading."""

_TABLES = """
create table if not exists about(name text primary key, value text);
create table if not exists pending(article text primary key);
create index if not exists pending_digest on pending(substr(article, -8));
create table if not exists article(key text primary key, info text, signature blob, source text, observed text);
create index if not exists article_digest on article(substr(key, -8));
create table if not exists passage(id integer primary key, article text, start integer, text text);
create index if not exists passage_article on passage(article);
create virtual table if not exists passage_words using fts5(text, content='passage', content_rowid='id',
  tokenize='unicode61 remove_diacritics 2');
create trigger if not exists passage_added after insert on passage begin
  insert into passage_words(rowid, text) values (new.id, new.text); end;
create trigger if not exists passage_gone after delete on passage begin
  insert into passage_words(passage_words, rowid, text) values ('delete', old.id, old.text); end;
create table if not exists band(band integer, article text, primary key(band, article)) without rowid;
create index if not exists band_article on band(article);
create table if not exists copy(a text, b text, primary key(a, b)) without rowid;
create table if not exists mention(article text, id text, identity text, body text, primary key(article, id)) without rowid;
create index if not exists mention_identity on mention(identity);
create table if not exists bearing(identity text, own integer, text text, folded text, turned text, squeezed text, n integer,
  primary key(identity, own, text)) without rowid;
create index if not exists bearing_turned on bearing(turned);
create index if not exists bearing_squeezed on bearing(squeezed);
create table if not exists identity(key text primary key, slug text, type text, name text, known integer,
  country text, entity text) without rowid;
create index if not exists identity_slug on identity(slug);
create index if not exists identity_entity on identity(entity);
create table if not exists entity(key text primary key, name text, type text, known integer, country text,
  events integer not null default 0) without rowid;
create index if not exists entity_events on entity(events desc, name, key);
create index if not exists entity_name on entity(name);
create table if not exists alias(key text primary key, entity text) without rowid;
create index if not exists alias_entity on alias(entity);
create table if not exists entity_link(block text, a text, b text, score real, primary key(block, a, b)) without rowid;
create index if not exists entity_link_a on entity_link(a);
create index if not exists entity_link_b on entity_link(b);
create table if not exists claim(ref text primary key, article text, own_key text, body text, corrected integer, event text) without rowid;
create index if not exists claim_article on claim(article);
create index if not exists claim_own_key on claim(own_key);
create index if not exists claim_event on claim(event);
create table if not exists party(ref text, role text, identity text, primary key(ref, role, identity)) without rowid;
create index if not exists party_identity on party(identity);
create table if not exists block(key integer, weak integer, ref text, kind integer, kinds integer, takers integer, most real,
  day integer, primary key(key, weak, ref)) without rowid;
create index if not exists block_ref on block(ref);
create table if not exists deal_link(a text, b text, score real, primary key(a, b)) without rowid;
create index if not exists deal_link_b on deal_link(b);
create table if not exists event(key text primary key, body text, kind text, status text, usd real, rated text, day text,
  confidence real, sources integer, runs_from text, runs_to text, amount real, currency text, qualifier text, also text,
  sectors text, part_of text, disagreements integer) without rowid;
create index if not exists event_usd on event(usd desc, key);
create index if not exists event_day on event(day desc, key);
create index if not exists event_confidence on event(confidence desc, key);
create index if not exists event_sources on event(sources desc, key);
create index if not exists event_part_of on event(part_of) where part_of is not null;
create index if not exists event_columns on event(key, kind, status, usd, rated, day, confidence, sources, runs_from, runs_to,
  amount, currency, qualifier, also, sectors, part_of, disagreements);
create table if not exists event_entity(event text, role text, entity text, usd real, day text,
  primary key(event, role, entity)) without rowid;
create index if not exists event_entity_entity on event_entity(entity);
create index if not exists event_entity_usd on event_entity(entity, usd desc, event);
create index if not exists event_entity_day on event_entity(entity, day desc, event);
create table if not exists edge(source text, edge text, target text, basis text,
  primary key(source, edge, target, basis)) without rowid;
create index if not exists edge_basis on edge(basis);
create index if not exists edge_source on edge(source, target);
create index if not exists edge_target on edge(target, source);
create table if not exists relation(ref text primary key, article text, subject text, predicate text, object text, body text) without rowid;
create index if not exists relation_article on relation(article);
create index if not exists relation_subject on relation(subject);
create index if not exists relation_object on relation(object);
create table if not exists shown(event text primary key, view text);
"""

# `event.usd` is the first of a deal's sums that has a rate, in dollars, and `rated` the day of that rate if it is not in
# dollars itself; `event_entity` has `usd` and `day` as well, so that the deals of an entity are found in order.
# `also` and `sectors` are lists as JSON, null if empty. `event_columns` holds all but the body, so that
# what looks through all deals need not read those.


def _casefold(text: str | None) -> str | None:
    """A text without the case of any letter, for queries; SQLite itself knows only the case of ASCII."""
    return None if text is None else text.casefold()


def _in_currency(
    value: float | None, currency: str | None, also: str | None, to: str, day: str | None
) -> float | None:
    """A sum in another currency at the rate of a day, as `converted` takes it, for queries."""
    there = converted(value, currency, also, day, to) if currency is not None else None
    return there[0] if there is not None else None


class EntityRow(NamedTuple):
    """A canonical entity: a key, its usual name and type; `country` is an ISO 3166 code."""

    key: str
    name: str
    type: str
    known: bool
    country: str | None


class Index:
    """The tables, and the readings that more than one module needs."""

    def __init__(self, path: Path | None) -> None:
        """Open the index in a file, or a passing one in memory. Raises StoreError if the file is no index."""
        self._kept: dict[str, tuple[str | None, object]] = {}
        self.names = Names(self, path.with_name("names") if path is not None else None)
        try:
            self.db = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
            self.db.execute("pragma journal_mode = wal")
            self.db.execute("pragma synchronous = normal")
            self.db.execute("pragma journal_size_limit = 67108864")
            self.db.execute(f"pragma cache_size = -{_CACHE}")
            if self.one("pragma user_version") != VERSION:
                self.db.execute("drop table if exists passage_words")
                for name in self._tables():
                    self.db.execute(f"drop table {name}")
                self.db.execute(f"pragma user_version = {VERSION}")
            self.db.executescript(_TABLES)
            self.db.create_function("casefold", 1, _casefold, deterministic=True)
            self.db.create_function("in_currency", 5, _in_currency, deterministic=True)
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path}: no index ({error}); remove the file and it is made anew") from error

    def remembered(self, name: str, make: Callable[[], T]) -> T:
        """A value made from the whole index, kept until the graph's next revision."""
        revision = self.about("revision")
        kept = self._kept.get(name)
        if kept is None or kept[0] != revision or revision is None:
            kept = self._kept[name] = revision, make()
        return cast("T", kept[1])

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    def clear(self) -> None:
        """Empty all tables."""
        for name in self._tables():
            self.db.execute(f"delete from {name}")  # names of our own tables

    def _tables(self) -> list[str]:
        # The words of passages are kept in step by triggers, and their tables are SQLite's own.
        return self.texts(
            "select name from sqlite_master where type = 'table' and name not like 'passage_words%'"
        )

    def about(self, name: str) -> str | None:
        """A value kept about the index, or None."""
        return self.one("select value from about where name = ?", name)

    def set_about(self, name: str, value: str) -> None:
        """Keep a value about the index."""
        self.db.execute("insert or replace into about values (?, ?)", (name, value))

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """All rows of a query."""
        return self.db.execute(sql, values).fetchall()

    def texts(self, sql: str, *values: object) -> list[str]:
        """The first column of a query's rows, as texts."""
        return [str(row[0]) for row in self.db.execute(sql, values) if row[0] is not None]

    def one(self, sql: str, *values: object) -> str | None:
        """The first text that a query gives, or None."""
        row = self.db.execute(sql, values).fetchone()
        return None if row is None or row[0] is None else str(row[0])

    def expect(self, keys: Iterable[str]) -> None:
        """Note articles whose claims are about to change."""
        self.db.executemany("insert or ignore into pending values (?)", ((k,) for k in keys))

    def pending(self) -> list[str]:
        """The articles whose claims changed since the index was last brought up to date."""
        return self.texts("select article from pending order by 1")

    def is_current(self) -> bool:
        """Whether it shows all claims, by the rules of this version."""
        made_by = self.about("made by")
        return made_by is not None and made_by.split()[0] == VERSION and not self.pending()

    def articles_like(self, key: str) -> list[str]:
        """Keys of articles, shown or pending, that end as this one does: of the same article, but for chance."""
        return self.texts(
            "select key from article where substr(key, -8) = ?1"
            " union select article from pending where substr(article, -8) = ?1 order by 1",
            key[-8:],
        )

    def entity_key(self, key: str) -> str | None:
        """The canonical key for a key that an entity has or had, or None if there is none such."""
        if self.one("select key from entity where key = ?", key):
            return key
        return self.one("select entity from alias where key = ?", key)

    def event_key(self, key: str) -> str | None:
        """The canonical key for a key that an event has or had, or None if there is none such."""
        if self.one("select key from event where key = ?", key):
            return key
        return self.one("select event from claim where own_key = ?", key)

    def entity(self, key: str) -> EntityRow | None:
        """An entity by its canonical key."""
        for k, name, type_, known, country in self.rows(
            "select key, name, type, known, country from entity where key = ?", key
        ):
            return EntityRow(str(k), str(name), str(type_), bool(known), str(country) if country else None)
        return None

    def event(self, key: str) -> Event | None:
        """An event by its canonical key."""
        body = self.one("select body from event where key = ?", key)
        return None if body is None else Event.model_validate_json(body)

    def events(self, parties: Mapping[str, Iterable[str]] | None = None) -> Iterator[Event]:
        """All events, or those in which one of these entities has each of these roles, in the order of their keys."""
        among = "key in (select event from event_entity where role = ? and entity in (select value from json_each(?)))"
        where = " and ".join([among] * len(parties or {})) or "1"
        values = [v for role, keys in (parties or {}).items() for v in (role, json.dumps(sorted(keys)))]
        for (body,) in self.db.execute(f"select body from event where {where} order by key", values):
            yield Event.model_validate_json(body)

    def told(self, ref: str) -> Told:
        """A claim with its parties' entities. Raises KeyError if there is none."""
        row = self.db.execute(
            "select c.article, c.body, c.corrected, a.info, a.source from claim c join article a on a.key = c.article"
            " where c.ref = ?",
            (ref,),
        ).fetchone()
        if row is None:
            raise KeyError(ref)
        article, body, corrected, info, source = row
        roles: dict[str, set[Party]] = {"investors": set(), "recipients": set(), "places": set()}
        for role, key, type_, country in self.db.execute(
            "select p.role, e.key, e.type, e.country from party p join identity i on i.key = p.identity"
            " join entity e on e.key = i.entity where p.ref = ?",
            (ref,),
        ):
            roles[role].add(Party(key, type_, country))
        deal = Deal(
            ref=ref,
            article=article,
            claim=Commitment.model_validate_json(body),
            investors=frozenset(roles["investors"]),
            recipients=frozenset(roles["recipients"]),
            places=frozenset(roles["places"]),
            published=json.loads(info).get("published"),
        )
        return Told(deal, source or article, bool(corrected))

    def info(self, article: str) -> dict[str, str]:
        """What is known about an article beside its text."""
        found = self.one("select info from article where key = ?", article)
        return {} if found is None else dict(json.loads(found))
