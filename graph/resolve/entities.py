"""From identities to entities: compare what bears one name, put together what is the same, name the clusters."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from graph.model import ENTITY_TYPES
from graph.resolve import identity
from graph.resolve.clusters import Link, clusters, component

if TYPE_CHECKING:
    from graph.resolve.identity import Profile
    from graph.resolve.work import Work

_LARGEST_BLOCK = 2000  # pairs; a name that so many bear tells nothing
_PARTNERS = 200  # parties looked at when two identities are compared


def resolve(work: Work) -> None:
    """Bring all entities up to date that the noted identities and names have to do with."""
    for own in work.identities:  # their partners may be others now, so all that they are compared with counts
        for forms in work.index.rows("select turned, squeezed from bearing where identity = ?", own):
            work.blocks |= {
                (form, str(name)) for form, name in zip(("turned", "squeezed"), forms, strict=True)
            }
    for form, name in sorted(work.blocks):
        _link_block(work, form, name)
    _remove_nameless(work)
    there = {i for i in work.identities if work.index.one("select key from identity where key = ?", i)}
    members = component(there, partial(_entity_neighbours, work))
    links = [
        Link(str(a), str(b), float(str(score)))
        for m in sorted(members)
        for a, b, score in work.index.rows("select a, b, score from entity_link where a = ?", m)
    ]
    before = {m: work.index.one("select entity from identity where key = ?", m) for m in members}
    for key in before.values():
        if key is not None:
            work.touched.entities.add(key)
    found = clusters(
        members,
        [*links, *(Link(*pair, 2.0) for pair in _judged_identities(work, members, same=True))],
        _judged_identities(work, members, same=False),
    )
    _name_clusters(work, found, before)


def _link_block(work: Work, form: str, name: str) -> None:
    """Compare all identities that bear a name in one form (turned or squeezed), and keep what is the same."""
    db, index, block = work.db, work.index, f"{form} {name}"
    for a, b in db.execute("select a, b from entity_link where block = ?", (block,)).fetchall():
        work.identities |= {a, b}
    db.execute("delete from entity_link where block = ?", (block,))
    bearers = index.rows(f"select distinct identity, own from bearing where {form} = ?", name)
    own = sorted({str(i) for i, is_own in bearers if is_own})
    other = sorted({str(i) for i, _ in bearers} - set(own))
    if len(own) + len(other) < 2 or len(own) * (len(own) + len(other)) > _LARGEST_BLOCK:
        return
    profiles = {i: profile(work, i) for i in (*own, *other)}
    for n, one in enumerate(own):
        for two in (*own[n + 1 :], *other):
            rivals = [o for o in other if o != two] if two in other else []
            close = sum(identity.types_agree(profiles[o], profiles[one]) >= 0 for o in rivals)
            found = identity.compare(replace(profiles[one], rivals=close), profiles[two])
            if found.verdict == "same":
                a, b = sorted((one, two))
                db.execute(
                    "insert or replace into entity_link values (?, ?, ?, ?)", (block, a, b, found.score)
                )
                work.identities |= {a, b}


def profile(work: Work, own: str) -> Profile:
    """What is known of an identity. Raises KeyError if there is none."""
    name, known, country = _name(work, own)
    bearing = work.index.rows("select own, folded from bearing where identity = ?", own)
    partners = work.index.texts(
        "select distinct o.identity from party p join party o on o.ref = p.ref"
        " where p.identity = ? and o.identity <> p.identity order by 1 limit ?",
        own,
        _PARTNERS,
    )
    return identity.Profile(
        key=own,
        name=name,
        type=own.rpartition("/")[2],
        known=known,
        own=frozenset(str(f) for is_own, f in bearing if is_own) | {identity.folded(name)},
        other=frozenset(str(f) for is_own, f in bearing if not is_own),
        country=country,
        partners=frozenset(partners),
    )


def _remove_nameless(work: Work) -> None:
    """Identities that no mention bears any more are gone."""
    for own in sorted(work.identities):
        if work.index.one("select identity from bearing where identity = ? limit 1", own) is None:
            for slug_, type_, entity in work.index.rows(
                "select slug, type, entity from identity where key = ?", own
            ):
                work.db.execute("delete from identity where key = ?", (own,))
                work.db.execute("delete from alias where key = ?", (f"{slug_}--{str(type_).lower()}",))
                mates = "select key from identity where entity = ? or slug = ?"
                work.identities |= set(work.index.texts(mates, entity, slug_))
                work.touched.entities |= {str(slug_), f"{slug_}--{str(type_).lower()}"}
                if entity is not None:
                    work.touched.entities.add(str(entity))
                if work.index.one("select key from identity where slug = ? limit 1", slug_) is None:
                    work.db.execute("delete from alias where key = ?", (slug_,))


def _entity_neighbours(work: Work, own: str) -> set[str]:
    index = work.index
    near = set(
        index.texts(
            "select b from entity_link where a = ?1 union select a from entity_link where b = ?1"
            " union select o.key from identity i join identity o on o.slug = i.slug or o.entity = i.entity"
            " where i.key = ?1",
            own,
        )
    )
    for judged in _addresses_of(work, own):
        for other in work.judged.get(f"entity/{judged}", ()):
            found = _identity_at(work, other.removeprefix("entity/"))
            near |= {found} if found else set()
    return near


def _addresses_of(work: Work, own: str) -> list[str]:
    """The keys under which an identity can be judged: slug and type, and the bare slug if that leads to it."""
    slug_, _, type_ = own.rpartition("/")
    typed = f"{slug_}--{type_.lower()}"
    return [typed, slug_] if _identity_at(work, slug_) == own else [typed]


def _identity_at(work: Work, key: str) -> str | None:
    """The identity that a key is the address of; a bare slug leads to the best known one that has it."""
    if "--" in key:
        base, _, type_ = key.rpartition("--")
        return work.index.one("select key from identity where slug = ? and lower(type) = ?", base, type_)
    found = work.index.rows("select key, type, known from identity where slug = ?", key)
    ranked = sorted((not known, ENTITY_TYPES.index(str(type_)), str(k)) for k, type_, known in found)
    return ranked[0][2] if ranked else None


def _judged_identities(work: Work, members: set[str], *, same: bool) -> list[tuple[str, str]]:
    pairs = [link[:2] for link in work.linker.links] if same else list(work.linker.apart)
    found = []
    for a, b in pairs:
        if a.startswith("entity/"):
            one, two = (_identity_at(work, x.removeprefix("entity/")) for x in (a, b))
            if one in members and two in members and one and two:
                found.append((one, two))
    return found


def _name_clusters(work: Work, found: list[tuple[str, ...]], before: dict[str, str | None]) -> None:
    """Give each cluster of identities its key and name; what changed is looked at again."""
    db, index = work.db, work.index
    mains = {cluster: _main(work, cluster) for cluster in found}
    for cluster in found:
        main = mains[cluster]
        slug_, _, type_ = main.rpartition("/")
        key = slug_ if _identity_at(work, slug_) == main else f"{slug_}--{type_.lower()}"
        name, known, country = _name(work, main)
        was = index.entity(key)
        now = (key, name, type_, known, country)
        db.execute(
            "insert into entity(key, name, type, known, country) values (?, ?, ?, ?, ?) on conflict do update"
            " set name = excluded.name, type = excluded.type, known = excluded.known, country = excluded.country",
            now,
        )
        renamed = was is None or tuple(was) != now
        work.touched.entities.add(key)
        for own in cluster:
            base, _, sort = own.rpartition("/")
            db.execute("insert or replace into alias values (?, ?)", (f"{base}--{sort.lower()}", key))
            work.touched.entities |= {base, f"{base}--{sort.lower()}"}
            if _identity_at(work, base) == own:
                db.execute("insert or replace into alias values (?, ?)", (base, key))
            if before[own] != key:
                db.execute("update identity set entity = ? where key = ?", (key, own))
            if before[own] != key or renamed:
                _moved(work, own)
    for key in {k for k in work.touched.entities if index.entity(k)}:
        if index.one("select key from identity where entity = ? limit 1", key) is None:
            db.execute("delete from entity where key = ?", (key,))


def _moved(work: Work, own: str) -> None:
    """All that stands on an identity reads otherwise now."""
    index = work.index
    work.refs |= set(index.texts("select ref from party where identity = ?", own))
    work.touched.mentions |= set(
        index.texts("select article || '#' || id from mention where identity = ?", own)
    )
    work.touched.relations |= set(
        index.texts("select ref from relation where subject = ?1 or object = ?1", own)
    )


def _main(work: Work, cluster: tuple[str, ...]) -> str:
    """The identity that a cluster is named after: a listed one, else the one that most mentions bear."""

    def rank(own: str) -> tuple[object, ...]:
        known = work.index.one("select known from identity where key = ?", own) == "1"
        count = int(work.index.one("select sum(n) from bearing where identity = ? and own = 1", own) or 0)
        return (not known, -count, -len(own), own)

    return min(cluster, key=rank) if len(cluster) > 1 else cluster[0]


def _name(work: Work, own: str) -> tuple[str, bool, str | None]:
    """Usual name, whether it is listed, country. Raises KeyError if there is no such identity."""
    row = work.db.execute("select name, known, country from identity where key = ?", (own,)).fetchone()
    if row is None:
        raise KeyError(own)
    name, known, country = row
    if not known:
        text = work.index.one(
            "select text from bearing where identity = ? and own = 1 order by n desc, length(text), text",
            own,
        )
        name = identity.without_legal_form(text or name).removeprefix("The ").removeprefix("the ")
    return str(name), bool(known), country
