"""The explorer: one selection as a network, table, timeline, flows, map or matrix; every state is an address."""

from __future__ import annotations

import io
from collections import defaultdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

import networkx as nx
import orjson
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from api.deps import Key, TheStore
from api.explorer import (
    VIEWS,
    Asked,
    State,
    elements,
    explored,
    in_words,
    places_of,
    sums_of,
    title_of,
    unknown_names,
)
from api.lost import meant
from api.mapped import behind, flows_to_places, spots, unplaced
from api.params import known_parameters
from api.web import fragment, page
from graph.draw import draw, vis_network
from graph.errors import InputError, NotFoundError
from graph.figures import STYLE, flows, network_picture, standalone, timeline, world
from graph.figures.flows import sharing
from graph.figures.timeline import behind as behind_marks
from graph.figures.timeline import in_periods, not_on_it
from graph.frames import events_frame
from graph.marks import MARKS
from graph.model import KINDS, SECTORS, STATUSES
from graph.places import country_name
from graph.queries import event, hit, relations, the_entity
from graph.queries.networks import subnetwork
from graph.queries.selection import check, deals_with, openings, select
from graph.queries.shown import shown
from graph.totals import dollars

if TYPE_CHECKING:
    from api.explorer import Exploration
    from graph.queries import EventView
    from graph.queries.selection import Selection
    from graph.queries.views import EntityRef
    from graph.store import Store
    from graph.totals import Totals

router = APIRouter(include_in_schema=False, dependencies=[Depends(known_parameters)])
TheState = Annotated[Asked, Query()]
_ROWS = 200  # deals told in one table or panel
_TOLD = 5  # deals told of an entity beside the canvas
_CELLS = 20  # rows and columns of the matrix


@router.get("/explore")
def explore(request: Request, store: TheStore, asked: TheState) -> Response:
    """The explorer's page. An address with a step leads to the address of the state after it."""
    if asked.expand or asked.remove or asked.join:
        return RedirectResponse(f"/explore?{explored(store, asked).state.query()}", 303)
    about: dict[str, Any] = {
        "state": asked,
        "data": request.url.query,
        "views": VIEWS,
        "kinds": KINDS,
        "sectors": SECTORS,
        "statuses": STATUSES,
        "publishers": _publishers(store),
        "marks": {name: mark._asdict() for name, mark in MARKS.items()},
    }
    try:
        about |= _canvas(store, asked) if asked.view == "graph" else _view(store, explored(store, asked))
    except InputError as error:
        about |= {"wrong": str(error), "told": "", "title": "Explore", "selection": None, "unknown": ""}
        return page("explorer.html", **about, near=meant(request, error), code=404)
    return page("explorer.html", **about, wrong="")


@router.get("/explore.json")
def explore_elements(store: TheStore, asked: TheState) -> Response:
    """What the canvas draws."""
    return Response(orjson.dumps(elements(store, explored(store, asked))), media_type="application/json")


@router.get("/explore/entity/{key}")
def explore_entity(store: TheStore, key: Key, asked: TheState) -> HTMLResponse:
    """What is told of an entity beside the canvas: how it can be opened, and the largest of its deals that are looked at."""
    found = explored(store, asked)
    e = hit(store, the_entity(store, key))
    deals, count = deals_with(store, e.key, asked.filters, _TOLD)
    there = [n.key for n in found.selection.nodes]
    return fragment(
        "explorer_entity.html",
        e=e,
        deals=deals,
        count=count,
        state=asked,
        openings=openings(store, e.key, there, asked.filters),
    )


@router.get("/explore/link")
def explore_link(
    store: TheStore,
    asked: TheState,
    source: Annotated[str, Query(max_length=300)],
    target: Annotated[str, Query(max_length=300)],
) -> HTMLResponse:
    """Everything behind a line: each deal and stated fact with its sentences, and who read them."""
    source, target = (store.index.entity_key(key) or key for key in (source, target))
    pair = select(
        store, asked.shown.model_copy(update={"of": (), "whole": 0, "added": (source, target)}), asked.filters
    )
    keys = [k for line in pair.lines if line.source == source for k in line.events]
    facts = (
        [
            r
            for r in relations(store, source, min_confidence=asked.confidence)
            if {r.subject.key, r.object.key} == {source, target}
        ]
        if asked.filters.facts
        else []
    )
    return fragment(
        "explorer_link.html",
        ends=[pair.names[k] for k in (source, target) if k in pair.names],
        found=[event(store, k) for k in keys[:_ROWS]],
        more=max(0, len(keys) - _ROWS),
        facts=facts,
    )


@router.get("/explore/sum")
def explore_sum(
    store: TheStore,
    asked: TheState,
    target: Annotated[str, Query(max_length=300)],
    source: Annotated[str, Query(max_length=300)] = "",
    told: Annotated[str, Query(max_length=20)] = "",
) -> HTMLResponse:
    """The deals, with sentences, behind a band, a cell, a place or line of the map, a column in time."""
    selection = explored(store, asked).selection
    if asked.view == "timeline":
        return _of_a_period(store, asked, selection, source, target, told)
    if asked.view == "map" and not target:
        return _nowhere(store, asked, selection)
    if asked.view == "map":
        return _on_the_map(store, asked, selection, source, target)
    sums = sums_of(store, selection, ("investor", asked.by), deals=_ROWS)
    for row in sums.rows:
        if list(row.group.values()) == [source, target]:
            about: dict[str, Any] = {
                "source": source,
                "target": target,
                "place": None,
                "others": [],
                "more": 0,
            }
            return page("explorer_sum.html", row=row, state=asked, most=_ROWS, **about)
    raise NotFoundError(f"no sum from {source!r} to {target!r} is in this selection")


def _of_a_period(
    store: Store, asked: Asked, selection: Selection, row: str, period: str, status: str
) -> HTMLResponse:
    for bar in behind_marks(selection, dollars(store.index, selection.pairs.deals)):
        if bar[:3] == (row, period, status):
            keys = [deal.key for deal in bar.deals[:_ROWS]]
            return page("explorer_period.html", bar=bar, found=list(shown(store, keys)), state=asked)
    raise NotFoundError(
        f"no deal of {row!r} is on the timeline of this selection in {period!r} as {status!r}"
    )


def _on_the_map(store: Store, asked: Asked, selection: Selection, source: str, target: str) -> HTMLResponse:
    row, others = behind(store, selection, source, target, _ROWS)
    if not row.counted and not others:
        raise NotFoundError(
            f"no deal to {target!r} from {source or 'anywhere'!r} is on the map of this selection"
        )
    there = store.index.entity(target)
    about: dict[str, Any] = {
        "source": country_name(store.index, source) if source else "",
        "target": there.name if there else country_name(store.index, target),
        "place": there.key if there else "",
        "others": [event(store, key) for key in others[:_ROWS]],
        "more": max(0, len(others) - _ROWS),
    }
    return page("explorer_sum.html", row=row, state=asked, most=_ROWS, **about)


def _nowhere(store: Store, asked: Asked, selection: Selection) -> HTMLResponse:
    keys = unplaced(selection, flows_to_places(store, selection))
    if not keys:
        raise NotFoundError("every deal of this selection that was not cancelled has a place")
    found = list(shown(store, keys[:_ROWS]))
    return page("explorer_nowhere.html", found=found, count=len(keys), state=asked)


Taken = Literal["svg", "csv", "graphml", "html"]


@router.get("/explore/as/{format}")
def explore_as(store: TheStore, format: Taken, asked: TheState) -> Response:
    """The selection to take along: the figure as SVG, deals as CSV, entities and links as GraphML, a page that needs nothing else."""
    found = explored(store, asked)
    name, type_ = (
        f"investgraph-{asked.view}.{format}",
        {
            "svg": "image/svg+xml",
            "csv": "text/csv",
            "graphml": "application/graphml+xml",
            "html": "text/html",
        }[format],
    )
    if format == "svg":
        text = standalone(
            _figure(store, found)[0]
            or network_picture(found.selection, places_of(found.selection, asked.pin)),
            store.addresses.base,
        )
    elif format == "csv":
        text = events_frame(store, shown(store, (d.key for d in found.selection.deals))).to_csv(index=False)
    else:
        g = subnetwork(
            store,
            [n.key for n in found.selection.nodes],
            among={d.key for d in found.selection.deals},
            min_confidence=found.state.confidence,
        )
        if format == "html":
            text = draw(g, title="A part of the graph", links=f"{store.addresses.base}entity/")
        else:
            stream = io.BytesIO()
            nx.write_graphml(g, stream)
            text = stream.getvalue().decode()
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=f"{type_}; charset=utf-8", headers=headers)


@router.get("/vis-network.js")
async def vis_network_script() -> Response:
    """The library that draws the canvas, as it is installed."""
    headers = {"Cache-Control": "public, max-age=86400"}
    return Response(vis_network(), media_type="text/javascript; charset=utf-8", headers=headers)


@router.get("/figures.css")
async def figures_style() -> Response:
    """How figures look."""
    return Response(STYLE, media_type="text/css; charset=utf-8")


def _canvas(store: Store, state: State) -> dict[str, Any]:
    """What the page of the canvas is filled with: all but what is on it, which its script asks for meanwhile."""
    check(store, state.shown, state.filters)
    return {"told": "", "title": title_of(store, state), "selection": None, "unknown": ""}


def _view(store: Store, found: Exploration) -> dict[str, Any]:
    """What the template of a view other than the canvas is filled with."""
    state, selection, _ = found
    about = {
        "told": in_words(selection),
        "title": title_of(store, state),
        "selection": selection,
        "unknown": unknown_names(store, selection),
    }
    if state.view == "table":
        return {**about, "found": _deals(store, found), "more": max(0, len(selection.deals) - _ROWS)}
    if state.view == "matrix":
        sums = sums_of(store, selection, ("investor", state.by))
        return {**about, "matrix": _matrix(_refs(selection, sums), sums)}
    if state.view == "map":
        about |= _beside_the_map(store, selection)
    figure, left = _figure(store, found)
    put = in_periods(selection) if state.view == "timeline" else None
    return {**about, "figure": Markup(figure), "left": left, "period": put}


def _beside_the_map(store: Store, selection: Selection) -> dict[str, Any]:
    """The places as a list, and how many deals are not on the map."""
    flows = flows_to_places(store, selection)
    return {
        "spots": spots(flows),
        "unplaced": len(unplaced(selection, flows)),
        "cancelled": sum(d.status == "cancelled" for d in selection.deals),
    }


def _figure(store: Store, found: Exploration) -> tuple[str, str]:
    """The figure of a view, empty if there is none or nothing to show, and in words what is not on it."""
    state, selection, _ = found
    made_of = f"/explore/sum?{state.query()}"
    if state.view == "timeline":
        return timeline(selection, made_of, dollars(store.index, selection.pairs.deals)), not_on_it(selection)
    if state.view == "map":
        return world(flows_to_places(store, selection), made_of)
    if state.view == "flows":
        sums = sums_of(store, selection, ("investor", state.by))
        named, n = _refs(selection, sums), sums.omitted
        left = f"{n:,} deals have no sum, or none that can be converted, or are part of another, or considered or cancelled; they are left out."
        return flows(sums, named, made_of), " ".join(x for x in (sharing(sums), left if n else "") if x)
    return "", ""


def _deals(store: Store, found: Exploration) -> list[EventView]:
    """The largest deals, as many as a page holds."""
    return list(shown(store, (d.key for d in found.selection.deals[:_ROWS])))


def _refs(selection: Selection, sums: Totals) -> dict[str, EntityRef]:
    """The entities that groups of sums are, by the groups' names; without those that two have."""
    countries = {r.name: r.key for r in selection.names.values() if r.type == "Country"}
    found: dict[str, set[str]] = defaultdict(set)
    for row in sums.rows:
        for group, name in row.group.items():
            key = countries.get(name) if group == "country" else row.keys.get(group)
            found[name] |= {key} if key in selection.names else set()
    return {name: selection.names[min(keys)] for name, keys in found.items() if len(keys) == 1}


def _matrix(refs: dict[str, EntityRef], sums: Totals) -> dict[str, Any]:
    """The sums as rows and columns, the largest first, at most so many of each."""
    left, right = sums.by
    rows: dict[str, float] = defaultdict(float)
    columns: dict[str, float] = defaultdict(float)
    cells: dict[tuple[str, str], float] = {}
    for r in sums.rows:
        a, b = r.group[left], r.group[right]
        rows[a] += r.total
        columns[b] += r.total
        cells[a, b] = r.total
    return {
        "rows": sorted(rows, key=lambda n: (-rows[n], n))[:_CELLS],
        "columns": sorted(columns, key=lambda n: (-columns[n], n))[:_CELLS],
        "cells": cells,
        "most": max(cells.values(), default=0),
        "keys": {name: ref.key for name, ref in refs.items()},
        "more": max(0, len(rows) - _CELLS) + max(0, len(columns) - _CELLS),
    }


def _publishers(store: Store) -> list[str]:
    def read() -> list[str]:
        return store.index.texts("select distinct json_extract(info, '$.publisher') from article order by 1")

    return store.index.remembered("publishers", read)
