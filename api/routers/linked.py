"""Entities and events under their own addresses: a page for people, linked data for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from markupsafe import Markup

from api.deps import TheStore
from api.negotiation import choose
from api.params import Confidence
from api.web import page
from graph.errors import InputError
from graph.figures import columns
from graph.linked import describe, entity_jsonld, event_jsonld
from graph.queries import count_events, entity_json, entity_view, event, neighbours, telling, the_entity
from graph.queries.explain import explanation
from graph.queries.timeline import timeline
from graph.store.base import Form as Written

if TYPE_CHECKING:
    from rdflib.term import URIRef

    from graph.queries import EntityView, Neighbour
    from graph.store import Store

router = APIRouter(include_in_schema=False)

Form = Literal["html", "json", "jsonld", "ttl", "nt"]
_TYPES: dict[str, Form] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "application/ld+json": "jsonld",
    "text/turtle": "ttl",
    "application/n-triples": "nt",
}
_SERIALIZED: dict[Form, tuple[Written, str]] = {
    "ttl": ("turtle", "text/turtle"),
    "nt": ("nt", "application/n-triples"),
}
_FORMS: tuple[Form, ...] = ("html", "json", "jsonld", "ttl", "nt")

Address = Annotated[str, Path(max_length=300)]


def wanted(request: Request, key: str) -> tuple[str, Form]:
    """The key without its suffix, and the form that the suffix or else the `Accept` header asks for."""
    base, dot, suffix = key.rpartition(".")
    for form in _FORMS:
        if dot and base and form == suffix:
            return base, form
    media = choose(request.headers.get("accept"), _TYPES)
    return key, _TYPES[media] if media else "html"


def _rdf(store: Store, address: URIRef, form: Form) -> Response:
    syntax, media = _SERIALIZED[form]
    return Response(describe(store, address, syntax), media_type=media, headers=_VARY)


_VARY = {"Vary": "Accept"}
_DEALS = 100  # told on an entity's page
_ARTICLES = 40


def _jsonld(value: object) -> Response:
    text = json.dumps(value, ensure_ascii=False)
    return Response(text, media_type="application/ld+json", headers=_VARY)


def _moved(request: Request, store: Store, sort: str, asked: str, key: str, now: str) -> RedirectResponse:
    suffix = asked[len(key) :] if asked.startswith(key) else ""
    query = f"?{request.url.query}" if request.url.query else ""
    # A former address leads on for good; what a name or alias stands for may change.
    known = store.index.entity_key(key) if sort == "entity" else store.index.event_key(key)
    return RedirectResponse(f"/{sort}/{now}{suffix}{query}", status_code=308 if known else 307)


@router.get("/entity/{key}")
def entity_page(request: Request, store: TheStore, key: Address, min_confidence: Confidence = 0) -> Response:
    """One entity, under the address that it has in the graph; a former address, name or alias leads there."""
    name, form = wanted(request, key)
    now = the_entity(store, name)
    if now != name:
        return _moved(request, store, "entity", key, name, now)
    if form in _SERIALIZED:
        if min_confidence:
            raise InputError(
                f"{form} tells all that is recorded: for a least confidence take html, json or jsonld"
            )
        return _rdf(store, store.addresses.entity(now), form)
    if form == "html":
        return _page_of(request, store, now, min_confidence)
    if form == "jsonld":
        return _jsonld(entity_jsonld(store, entity_view(store, now, min_confidence=min_confidence)))
    text = entity_json(store, now, min_confidence=min_confidence)
    return Response(text, media_type="application/json", headers=_VARY)


def _page_of(request: Request, store: Store, key: str, least: float) -> Response:
    view = entity_view(store, key, min_confidence=least, limit=_DEALS)
    answer = page(
        "entity.html", view=view, least=least, **_beside(store, view, least), writing=_writing(request)
    )
    answer.headers.update(_VARY)
    return answer


# Keys that an entity once had by itself; a key with its type is only another way to write one.
_FORMER = "select key from alias where entity = ?1 and key <> ?1 and instr(key, '--') = 0 order by key"


def _writing(request: Request) -> bool:
    token = request.app.state.settings.token
    return bool(token and token.get_secret_value())


def _beside(store: Store, view: EntityView, least: float) -> dict[str, Any]:
    """What an entity's page tells beside its deals and facts: sums over time, neighbours, articles, former keys."""
    key = view.entity.key
    found = timeline(store, key, min_confidence=least, deals=0)
    near: dict[tuple[str, bool], list[Neighbour]] = {}
    for n in neighbours(store, key, limit=400, min_confidence=least):
        near.setdefault((n.edge, n.outward), []).append(n)
    articles, told = telling(store, key, min_confidence=least, limit=_ARTICLES)
    return {
        "linked": bool(view.commitments or view.relations),
        "deals": count_events(store, party=key, min_confidence=least),
        "columns": Markup(columns(found, *_deals_of(view, least))),
        "given": found.given,
        "received": found.received,
        "near": near,
        "articles": articles,
        "told": told,
        "former": store.index.texts(_FORMER, key),
    }


def _deals_of(view: EntityView, least: float) -> list[str]:
    """The addresses of what an entity gives and of what it, or a place, gets."""
    e, sure = view.entity, {"min_confidence": least} if least else {}
    gets = "place" if e.type in {"Country", "Place"} else "recipient"
    return [f"/deals?{urlencode({role: e.key, **sure})}" for role in ("investor", gets)]


@router.get("/event/{key}")
def event_page(request: Request, store: TheStore, key: Address) -> Response:
    """One event, under the address that it has in the graph; a former address leads there."""
    name, form = wanted(request, key)
    e = event(store, name)
    if e.key != name:
        return _moved(request, store, "event", key, name, e.key)
    if form in _SERIALIZED:
        return _rdf(store, store.addresses.event(e.key), form)
    if form == "jsonld":
        return _jsonld(event_jsonld(store, e))
    if form == "json":
        return JSONResponse(e.model_dump(mode="json"), headers=_VARY)
    why = explanation(store, e.key)
    parts = [event(store, k) for k in why.parts]
    whole = event(store, e.part_of) if e.part_of else None
    answer = page("event.html", e=e, why=why, parts=parts, whole=whole, writing=_writing(request))
    answer.headers.update(_VARY)
    return answer
