"""Pages for people."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from api.deps import TheQuestions, TheStore
from api.routers.pictures import WHOLE
from api.suggestions import first_questions, found_in, questions, suggestions
from api.web import Passage, marked, page
from graph.archive import Archive
from graph.queries import entities, events, stats
from ingest.reference import load_reference

router = APIRouter(include_in_schema=False)

_SHOWN = 12


@router.get("/")
def start(
    store: TheStore, shared: TheQuestions, q: Annotated[str, Query(max_length=200)] = ""
) -> HTMLResponse:
    """Search, counts, the graph, and where to begin."""
    q = q.strip()
    if q:
        hits = found_in(store, q, limit=50)
        return page("search.html", q=q, hits=hits, asked=questions(store, hits[0]) if hits else [])
    latest = events(store, sort="date", limit=_SHOWN)
    return page(
        "start.html",
        top=[e for e in entities(store, limit=_SHOWN) if e.events],
        latest=latest,
        stats=stats(store),
        shown=WHOLE,
        shared=shared,
        asked=first_questions(store),
    )


@router.get("/search.json")
def suggest_anything(
    store: TheStore, shared: TheQuestions, q: Annotated[str, Query(max_length=100)]
) -> list[dict[str, str]]:
    """What the search box suggests."""
    return [s._asdict() for s in suggestions(store, q.strip(), shared)] if q.strip() else []


@router.get("/article/{key}")
def article_page(store: TheStore, key: Annotated[str, Path(max_length=300)]) -> HTMLResponse:
    """One article, with the passages marked that facts rest on."""
    archive = Archive(store, load_reference())
    record, article = archive.read(key)
    found = events(store, article=key)
    claims = {s.claim.rpartition("#")[2]: e for e in found for s in e.sources if s.article_key == key}
    passages = [Passage(s.start, s.end) for r in record.relations for s in r.spans]
    for c in record.commitments:
        e = claims.get(c.id)
        about = (f"/event/{e.key}", e.label) if e is not None else ("", "")
        passages += [Passage(s.start, s.end, *about) for s in c.spans]
    return page("article.html", info=record.article, body=marked(article.text, passages), found=found)


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """The description of the API, to read."""
    return page("docs.html", spec=request.app.openapi())


@router.get("/robots.txt")
async def robots() -> PlainTextResponse:
    """What robots need not read."""
    return PlainTextResponse("User-agent: *\nDisallow: /sparql\n")


@router.get("/favicon.ico")
async def icon() -> RedirectResponse:
    """The icon, where browsers look for it when they show an answer that is no page."""
    return RedirectResponse("/static/icon.svg", 301, {"Cache-Control": "public, max-age=86400"})
