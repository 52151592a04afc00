"""Events as they are shown, with names and sources: written down as JSON when the index is brought up to date.

So what is asked for often is only read: names, claims and articles are joined once for every change of an event.
"""

from __future__ import annotations

import gc
import json
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

import orjson

from graph.queries.entities import named, ordered
from graph.queries.views import EntityRef, EventView, SourceView
from graph.resolve.fusion import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.ids import Addresses
    from graph.index import Index
    from graph.store.base import Store

_VALUES = {"amount", "period", "target"}
_SOME = 500  # events that are read or written at a time


def keep(index: Index, addresses: Addresses, keys: Iterable[str]) -> None:
    """Write down anew how these events are shown; those that are gone are forgotten.

    To be called in the transaction of the index in which they changed.
    """
    for some in _parts(keys):
        among = json.dumps(some)
        index.db.execute("delete from shown where event in (select value from json_each(?))", (among,))
        bodies = index.texts("select body from event where key in (select value from json_each(?))", among)
        made = _views(index, addresses, [Event.model_validate_json(body) for body in bodies])
        index.db.executemany("insert into shown values (?, ?)", ((e.key, e.model_dump_json()) for e in made))


def shown(store: Store, keys: Iterable[str]) -> Iterator[EventView]:
    """Events by their canonical keys, in that order; those that are not there are left out."""
    for some in _parts(keys):
        yield from map(EventView.model_validate_json, _texts(store.index, some))


def shown_json(store: Store, keys: Iterable[str]) -> list[str]:
    """The same events, each as JSON text as it is kept."""
    return [text for some in _parts(keys) for text in _texts(store.index, some)]


@contextmanager
def uncollected() -> Iterator[None]:
    """Let many models be made at once without a search for garbage in between.

    None of them is garbage, but so many new objects set off searches through all that the program holds, which took
    twice as long as the making.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _texts(index: Index, keys: list[str]) -> list[str]:
    rows = index.rows(
        "select event, view from shown where event in (select value from json_each(?))", json.dumps(keys)
    )
    texts = {str(key): str(view) for key, view in rows}
    return [texts[key] for key in keys if key in texts]


def _parts(keys: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while some := list(islice(rest, _SOME)):
        yield some


def _views(index: Index, addresses: Addresses, deals: list[Event]) -> list[EventView]:
    """What they need is read for all of them at once."""
    names = named(index, (k for e in deals for k in (*e.investors, *e.recipients, *e.places)))
    told = _sources(index, addresses, [ref for e in deals for ref in e.claims])
    return [_view(addresses, e, names, told) for e in deals]


def _view(
    addresses: Addresses, e: Event, names: dict[str, EntityRef], told: dict[str, SourceView]
) -> EventView:
    sources = sorted(
        (told[ref] for ref in e.claims), key=lambda s: (s.announced or s.published or "9999", s.claim)
    )
    main = told[e.main]
    investors, recipients, places = (
        ordered(names[k] for k in keys if k in names) for keys in (e.investors, e.recipients, e.places)
    )
    givers, takers = (", ".join(r.name for r in parties) for parties in (investors, recipients or places))
    return EventView(
        key=e.key,
        iri=str(addresses.event(e.key)),
        label=f"{givers or '?'} → {takers}: {e.kind}" if takers else f"{givers or '?'}: {e.kind}",
        kind=e.kind,
        investors=investors,
        recipients=recipients,
        places=places,
        **_values(e.model_dump(include=_VALUES)),
        status=e.status,
        announced=e.announced,
        sectors=e.sectors,
        confidence=e.confidence,
        quotes=main.quotes,
        article_key=main.article_key,
        article_title=main.article_title,
        article_url=main.article_url,
        publisher=main.publisher,
        published=main.published,
        independent=e.sources,
        disagreements=e.disagreements,
        part_of=e.part_of,
        sources=tuple(sources),
    )


def _sources(index: Index, addresses: Addresses, claims: list[str]) -> dict[str, SourceView]:
    """What articles say in these claims."""
    rows = index.rows(
        "select c.ref, c.body, c.corrected, a.info from claim c join article a on a.key = c.article"
        " where c.ref in (select value from json_each(?))",
        json.dumps(claims),
    )
    return {
        str(ref): _source(addresses, str(ref), str(body), bool(mended), str(info))
        for ref, body, mended, info in rows
    }


def _source(addresses: Addresses, ref: str, body: str, corrected: bool, info: str) -> SourceView:
    article, _, id_ = ref.rpartition("#")
    claim, about = orjson.loads(body), orjson.loads(info)  # checked when it was stored
    return SourceView(
        claim=str(addresses.claim(article, id_)),
        article_key=article,
        article_title=about.get("title"),
        article_url=about.get("url"),
        publisher=about.get("publisher"),
        published=about.get("published"),
        **_values(claim),
        announced=claim.get("announced"),
        status=claim["status"],
        confidence=claim.get("confidence"),
        corrected=corrected,
        quotes=tuple(sorted(claim["evidence"])),
    )


def _values(told: dict[str, Any]) -> dict[str, Any]:
    amount, period, target = (told.get(part) or {} for part in ("amount", "period", "target"))
    return {
        "amount": amount.get("value"),
        "amount_max": amount.get("max"),
        "currency": amount.get("currency"),
        "qualifier": amount.get("qualifier"),
        "years": period.get("years"),
        "start": period.get("start"),
        "end": period.get("end"),
        "quantity": target.get("quantity"),
        "unit": target.get("unit"),
    }
