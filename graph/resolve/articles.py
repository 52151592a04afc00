"""Rows of articles: what they name, claim and relate; and which are near-copies of one another."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from graph.ids import short, slug
from graph.passages import passages
from graph.resolve import identity, syndication
from graph.resolve.clusters import Link, clusters, component

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.model import Commitment, Entity, Record
    from graph.resolve.identity import Identity
    from graph.resolve.work import Telling, Work


def forget(work: Work, key: str) -> None:
    """Take out all rows of an article; what they touched is noted."""
    index, db, touched = work.index, work.db, work.touched
    touched.articles.add(key)
    for id_, own, body in db.execute(
        "select id, identity, body from mention where article = ?", (key,)
    ).fetchall():
        touched.mentions.add(f"{key}#{id_}")
        _count(work, own, json.loads(body), -1)
    for ref, own, event in db.execute(
        "select ref, own_key, event from claim where article = ?", (key,)
    ).fetchall():
        touched.claims.add(ref)
        touched.events.add(own)
        work.leave_event(event)
        for table, column in (("party", "ref"), ("block", "ref"), ("deal_link", "a"), ("deal_link", "b")):
            db.execute(f"delete from {table} where {column} = ?", (ref,))
    for ref in index.texts("select ref from relation where article = ?", key):
        touched.relations.add(ref)
        work.drop_edges(ref)
    for table in ("mention", "claim", "relation", "band", "passage"):
        db.execute(f"delete from {table} where article = ?", (key,))
    db.execute("delete from article where key = ?", (key,))


def learn(work: Work, key: str, telling: Telling) -> None:
    """Put in the rows of what an article says."""
    db, record = work.db, telling.record
    signed = syndication.signature(telling.text)
    info = json.dumps(record.article.model_dump(mode="json", exclude_none=True), sort_keys=True)
    db.execute("insert into article values (?, ?, ?, null, ?)", (key, info, signed, telling.observed))
    # A title is found like a passage, and has no place in the text.
    titled = [(None, record.article.title)] if record.article.title else []
    db.executemany(
        "insert into passage(article, start, text) values (?, ?, ?)",
        ((key, start, text) for start, text in (*titled, *passages(telling.text))),
    )
    db.executemany(
        "insert or ignore into band values (?, ?)", ((short(b), key) for b in syndication.bands(signed))
    )
    work.touched.articles.add(key)
    own = _learn_names(work, key, record)
    _learn_claims(work, key, telling, own)
    for n, r in enumerate(record.relations, 1):
        ref = f"{key}#r{n}-relation"
        body = r.model_dump_json(exclude_none=True)
        parts = (own[r.subject].key, r.predicate, own[r.object].key)
        db.execute("insert into relation values (?, ?, ?, ?, ?, ?)", (ref, key, *parts, body))
        work.touched.relations.add(ref)


def _learn_names(work: Work, key: str, record: Record) -> dict[str, Identity]:
    """Put in what an article calls its entities; the identity of each, by its id in the record."""
    db = work.db
    own: dict[str, Identity] = {}
    mentions = []
    for e in record.entities:
        own[e.id] = found = identity.identity_of(e, work.names)
        names = _names_of(e)
        mentions.append((key, e.id, found.key, json.dumps(names, ensure_ascii=False)))
        if found.key not in work.identities:
            db.execute(
                "insert or ignore into identity values (?, ?, ?, ?, ?, ?, null)",
                (*(found.key, *found), work.names.country(found.name, found.type)),
            )
        _count(work, found.key, names, +1)
        work.touched.mentions.add(f"{key}#{e.id}")
    db.executemany("insert into mention values (?, ?, ?, ?)", mentions)
    return own


def _learn_claims(work: Work, key: str, telling: Telling, own: dict[str, Identity]) -> None:
    db = work.db
    taken: dict[str, int] = defaultdict(int)
    for c in telling.record.commitments:
        ref = f"{key}#{c.id}"
        # A corrected claim keeps the key it had: addresses and judgements of its deal go on leading to it.
        base = own_event_key(telling.corrected.get(c.id) or c, key, own)
        taken[base] += 1
        named = base if taken[base] == 1 else f"{base}-{taken[base]}"
        corrected = c.id in telling.corrected
        db.execute(
            "insert into claim values (?, ?, ?, ?, ?, null)",
            (ref, key, named, c.model_dump_json(exclude_none=True), corrected),
        )
        parties = {
            (role, own[r].key) for role in ("investors", "recipients", "places") for r in getattr(c, role)
        }
        db.executemany("insert into party values (?, ?, ?)", ((ref, *p) for p in sorted(parties)))
        work.refs.add(ref)


def _count(work: Work, own: str, names: list[list[object]], change: int) -> None:
    """Add or take away a mention's names, and look again at whatever bears one of them."""
    work.identities.add(own)
    for is_own, text in names:
        folded = identity.folded(str(text))
        keys = identity.turned(folded), identity.squeezed(folded)
        work.blocks |= set(zip(("turned", "squeezed"), keys, strict=True))
        work.db.execute(
            "insert into bearing values (?, ?, ?, ?, ?, ?, ?) on conflict do update set n = n + excluded.n",
            (own, is_own, text, folded, *keys, change),
        )
    if change < 0:
        work.db.execute("delete from bearing where identity = ? and n <= 0", (own,))


def rejudge(work: Work, sort: str, key: str) -> None:
    """Note an entity or event, by a key that it has or had, to be looked at again."""
    if sort == "entity":
        entity = work.index.entity_key(key)
        work.identities |= set(
            work.index.texts("select key from identity where entity = ?", entity) if entity else ()
        )
    else:
        event = work.index.event_key(key)
        work.refs |= set(work.index.texts("select ref from claim where event = ?", event) if event else ())


def syndicate(work: Work, changed: Iterable[str]) -> None:
    """Find near-copies of changed articles; of each group of them the first key stands for the source."""
    index, db = work.index, work.db
    seeds = set(changed)
    for key in changed:
        seeds |= set(_copies(work, key))
        db.execute("delete from copy where a = ? or b = ?", (key, key))
    for key in changed:
        row = db.execute("select signature from article where key = ?", (key,)).fetchone()
        if row is None:
            continue
        near = db.execute(
            "select distinct o.article, a.signature from band b join band o on o.band = b.band"
            " join article a on a.key = o.article where b.article = ? and o.article <> ?",
            (key, key),
        )
        for other, signed in near.fetchall():
            if syndication.likeness(row[0], signed) >= syndication.COPY:
                db.execute("insert or ignore into copy values (?, ?)", tuple(sorted((key, other))))
    there = {k for k in seeds if index.one("select key from article where key = ?", k)}
    for group in clusters(
        members := component(there, partial(_copies, work)),
        [Link(a, b, 1.0) for a in members for b in _copies(work, a) if a < b],
        (),
    ):
        for key in group:
            if index.one("select source from article where key = ?", key) != group[0]:
                db.execute("update article set source = ? where key = ?", (group[0], key))
                work.touched.articles.add(key)
                work.refs |= set(index.texts("select ref from claim where article = ?", key))


def _copies(work: Work, key: str) -> list[str]:
    return work.index.texts("select b from copy where a = ?1 union select a from copy where b = ?1", key)


def _names_of(e: Entity) -> list[list[object]]:
    """A mention's names: [1, own name] and [0, other name], descriptions left out."""
    own = identity.without_legal_form(e.name)
    others = {identity.without_legal_form(a) for a in e.aliases if identity.is_name(a)} - {own}
    return [[1, own], *([0, a] for a in sorted(others))]


def own_event_key(c: Commitment, article: str, own: Mapping[str, Identity]) -> str:
    """The key of the event that a claim makes alone: readable, and a function of its article only."""
    parties = [own[ref].slug for ref in (*c.investors[:1], *c.recipients[:1], *c.places[:1])][:2]
    told = c.announced or (c.period.end if c.period and c.period.end else "")
    size = f"{c.amount.value:.3g}{c.amount.currency}".replace("+", "").lower() if c.amount else ""
    base = slug("-".join(x for x in (*parties, c.kind, size, told[:4]) if x), limit=80)
    return f"{base}-{article.rpartition('-')[2][:8]}"
