"""From commitments to events: compare what may be one deal, put together what is, fuse what is told of each."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from graph.edges import edges_of
from graph.exchange import convert
from graph.ids import short
from graph.resolve import deals, fusion
from graph.resolve.clusters import Link, clusters, component
from graph.resolve.fusion import fuse, main_of
from graph.resolve.reach import may_reach, reach

if TYPE_CHECKING:
    from graph.resolve.work import Work


def resolve(work: Work) -> None:
    """Bring all events up to date that the noted claims and events have to do with."""
    index, db = work.index, work.db
    told = {}
    for ref in sorted(work.refs):
        try:
            told[ref] = index.told(ref)
        except KeyError:
            continue
        work.touched.claims.add(ref)
        db.execute("delete from block where ref = ?", (ref,))
        db.execute("delete from deal_link where a = ?1 or b = ?1", (ref,))
        keys, reaches = deals.blocks(told[ref].deal), reach(told[ref].deal)
        db.executemany(
            "insert into block values (?, ?, ?, ?, ?, ?, ?, ?)",
            ((short(k), weak, ref, *reaches) for k, weak in sorted(keys.items())),
        )
    _link_deals(work, told)
    seeds = set(told)
    for event in work.events | set(
        filter(None, (index.one("select event from claim where ref = ?", r) for r in told))
    ):
        seeds |= set(index.texts("select ref from claim where event = ?", event))
    members = component(seeds, partial(_deal_neighbours, work))
    links = [
        Link(str(a), str(b), float(str(score)) / 100)
        for m in sorted(members)
        for a, b, score in index.rows("select a, b, score from deal_link where a = ?", m)
    ]
    within: dict[str, list[str]] = defaultdict(list)
    for m in sorted(members):
        within[m.rpartition("#")[0]].append(m)
    apart = [(a, b) for refs in within.values() for n, a in enumerate(refs) for b in refs[n + 1 :]]
    judged_same, judged_apart = (_judged_claims(work, members, same=same) for same in (True, False))
    found = clusters(members, [*links, *(Link(*p, 2.0) for p in judged_same)], [*apart, *judged_apart])
    _name_events(work, found, told)
    _count_events(work)


def _link_deals(work: Work, told: dict[str, fusion.Told]) -> None:
    cache = dict(told)
    for ref in sorted(told):
        near = work.index.texts(
            "select distinct o.ref from block b join block o on o.key = b.key and o.weak <= 1 - b.weak"
            f" where b.ref = ? and o.ref <> b.ref and {may_reach(deals.SAME_DEAL)}",  # words of our own
            ref,
        )
        for other in near:
            if other.rpartition("#")[0] == ref.rpartition("#")[0] or (other in told and other < ref):
                continue
            if other not in cache:
                cache[other] = work.index.told(other)
            points = deals.compare_deals(cache[ref].deal, cache[other].deal).points
            if points >= deals.SAME_DEAL:
                a, b = sorted((ref, other))
                work.db.execute("insert or replace into deal_link values (?, ?, ?)", (a, b, points))


def _deal_neighbours(work: Work, ref: str) -> set[str]:
    index = work.index
    near = set(
        index.texts(
            "select b from deal_link where a = ?1 union select a from deal_link where b = ?1"
            " union select o.ref from claim c join claim o on o.event = c.event where c.ref = ?1",
            ref,
        )
    )
    for other in work.judged.get(f"event/{told_key(work, ref)}", ()):
        found = index.one("select ref from claim where own_key = ?", other.removeprefix("event/"))
        near |= {found} if found else set()
    return near


def told_key(work: Work, ref: str) -> str:
    """The key of the event that a claim makes alone. Raises KeyError if there is no such claim."""
    own = work.index.one("select own_key from claim where ref = ?", ref)
    if own is None:
        raise KeyError(ref)
    return own


def _judged_claims(work: Work, members: set[str], *, same: bool) -> list[tuple[str, str]]:
    pairs = [link[:2] for link in work.linker.links] if same else list(work.linker.apart)
    found = []
    for a, b in pairs:
        if a.startswith("event/"):
            one, two = (
                work.index.one("select ref from claim where own_key = ?", x.removeprefix("event/"))
                for x in (a, b)
            )
            if one in members and two in members and one and two:
                found.append((one, two))
    return found


def _name_events(work: Work, found: list[tuple[str, ...]], told: dict[str, fusion.Told]) -> None:
    index, db = work.index, work.db
    told |= {ref: index.told(ref) for cluster in found for ref in cluster if ref not in told}
    named: dict[str, tuple[str, ...]] = {}
    moved: set[str] = set()
    for cluster in found:
        main = main_of(told[ref] for ref in cluster)
        key = told_key(work, main.deal.ref)
        named[key] = cluster
        for ref in cluster:
            before = index.one("select event from claim where ref = ?", ref)
            if before != key:
                work.leave_event(before)
                db.execute("update claim set event = ? where ref = ?", (key, ref))
                work.touched.claims.add(ref)
                work.touched.events.add(told_key(work, ref))
                moved.add(ref)
    for key in work.events - set(named):
        _drop_event(work, key)
    parts = _events_of_parts(work, moved) - set(named)
    for key in parts:
        refs = index.texts("select ref from claim where event = ? order by 1", key)
        named[key] = tuple(refs)
        told.update((r, index.told(r)) for r in refs)
    for key, cluster in sorted(named.items()):
        _keep_event(work, fuse(key, [told[r] for r in cluster], _wholes(work, cluster, told)))
    for ref in sorted(work.touched.relations):
        _relation_edges(work, ref)


def _events_of_parts(work: Work, refs: set[str]) -> set[str]:
    """The events with a claim that is a part of one of these."""
    found = set()
    for ref in refs:
        article, _, id_ = ref.rpartition("#")
        found |= set(
            work.index.texts(
                "select event from claim where article = ? and json_extract(body, '$.part_of') = ?",
                article,
                id_,
            )
        )
    return found


def _wholes(work: Work, cluster: tuple[str, ...], told: dict[str, fusion.Told]) -> list[str]:
    found = []
    for ref in cluster:
        part_of = told[ref].deal.claim.part_of
        if part_of is not None:
            whole = f"{told[ref].deal.article}#{part_of}"
            found += work.index.texts("select event from claim where ref = ?", whole)
    return found


def _keep_event(work: Work, event: fusion.Event) -> None:
    db = work.db
    _drop_event(work, event.key)
    row = _row(event)
    db.execute(
        f"insert into event({', '.join(row)}) values ({', '.join(['?'] * len(row))})",  # names of our own columns
        tuple(row.values()),
    )
    for role in ("investors", "recipients", "places"):
        parties = getattr(event, role)
        told = (row["usd"], row["day"])
        rows = ((event.key, role, e, *told) for e in parties)
        db.executemany("insert into event_entity(event, role, entity, usd, day) values (?, ?, ?, ?, ?)", rows)
        work.touched.parties |= set(parties)
    for edge in sorted(set(edges_of(event))):
        db.execute("insert into edge values (?, ?, ?, ?)", (*edge, f"event/{event.key}"))
        work.touched.edges.add(edge)


def _row(event: fusion.Event) -> dict[str, object]:
    """An event as it stands in the index: whole, and what is looked for or summed up in columns."""
    day, amount = event.announced or event.published, event.amount
    readings = (amount, *amount.also) if amount else ()
    first = next(
        ((r, there) for r in readings if (there := convert(r.value, r.currency, "USD", day)) is not None),
        None,
    )
    also = [(r.value, r.currency) for r in readings[1:]]
    runs_from, runs_to = fusion.runs(event)
    return {
        "key": event.key,
        "body": event.model_dump_json(exclude_none=True),
        "kind": event.kind,
        "status": event.status,
        "usd": first[1].value if first else None,
        "rated": first[1].rate_of if first and first[0].currency != "USD" else None,
        "day": day,
        "confidence": event.confidence,
        "sources": event.sources,
        "runs_from": runs_from,
        "runs_to": runs_to,
        "amount": amount.value if amount else None,
        "currency": amount.currency if amount else None,
        "qualifier": amount.qualifier if amount else None,
        "also": json.dumps(also) if also else None,
        "sectors": json.dumps(event.sectors) if event.sectors else None,
        "part_of": event.part_of,
        "disagreements": len(event.disagreements),
    }


def _drop_event(work: Work, key: str) -> None:
    work.touched.events.add(key)
    work.touched.parties |= set(work.index.texts("select entity from event_entity where event = ?", key))
    work.db.execute("delete from event where key = ?", (key,))
    work.db.execute("delete from event_entity where event = ?", (key,))
    work.drop_edges(f"event/{key}")


def _count_events(work: Work) -> None:
    """How many events each entity takes part in now, kept with it."""
    work.db.executemany(
        "update entity set events = (select count(distinct event) from event_entity where entity = key) where key = ?",
        ((key,) for key in work.touched.entities | work.touched.parties),
    )


def _relation_edges(work: Work, ref: str) -> None:
    work.drop_edges(ref)
    for row in work.db.execute(
        "select s.entity, r.predicate, o.entity from relation r join identity s on s.key = r.subject"
        " join identity o on o.key = r.object where r.ref = ?",
        (ref,),
    ).fetchall():
        work.db.execute("insert into edge values (?, ?, ?, ?)", (*row, ref))
        work.touched.edges.add(row)
