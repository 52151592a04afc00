"""The state of the explorer: what an address of it says, what its steps do to it, and what it shows."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, get_args
from urllib.parse import urlencode

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from graph.errors import InputError, NotFoundError
from graph.figures.network import told, width_of
from graph.figures.svg import unsure
from graph.figures.timeline import first_day, first_shown
from graph.instants import DAY
from graph.layout import positions
from graph.model import Kind, Status
from graph.queries import the_entity
from graph.queries.entities import hit, named
from graph.queries.selection import LONGEST, LineFilters, Selection, Shown, opened, select, ways
from graph.queries.views import format_amount
from graph.totals import totals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.columns import Dimension
    from graph.layout import Positions
    from graph.links import Line
    from graph.store import Store
    from graph.totals import Totals

View = Literal["graph", "table", "timeline", "flows", "map", "matrix"]
VIEWS: tuple[View, ...] = get_args(View)
_NAMED = 3  # names that nobody has, told at most
_WIDE = 1.9  # The canvas, by its height.
START = 150
"""Entities shown if an address names none."""
LINKS = 2500
"""Links drawn at most on a canvas, unless all are asked for: of more, nobody sees one."""

Keys = Annotated[
    tuple[Annotated[str, Field(max_length=300)], ...],
    BeforeValidator(lambda v: tuple(k for part in v for k in part.split(",") if k)),
]
Text = Annotated[str, Field(max_length=200)]
Day = Annotated[str, AfterValidator(lambda told: _day(told))]
Sum = Annotated[float | None, BeforeValidator(lambda v: None if v == "" else v), Field(ge=0)]


def _day(told: str) -> str:
    if told and not re.fullmatch(DAY, told):
        raise ValueError("expected a year, month or day, as 2024, 2024-04 or 2024-04-10")
    return told


class State(BaseModel):
    """All that an address of the explorer says. An empty field asks for nothing."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    of: Keys = ()
    whole: int = Field(0, ge=0, le=10_000)
    added: Keys = Field((), alias="with")
    removed: Keys = Field((), alias="without")
    pin: Annotated[str, Field(max_length=4000)] = ""
    view: View = "graph"
    by: Literal["country", "recipient", "place", "kind", "sector", "year"] = "country"
    kind: tuple[Kind, ...] = ()
    status: tuple[Status, ...] = ()
    sector: Text = ""
    place: Text = ""
    investor_in: Text = ""
    recipient_in: Text = ""
    publisher: Text = ""
    since: Day = ""
    until: Day = ""
    least: Sum = None
    most: Sum = None
    confidence: float = Field(0, ge=0, le=1)
    facts: Literal["yes", "no"] = "yes"
    links: Literal["most", "all"] = "most"

    @property
    def shown(self) -> Shown:
        """Which entities it shows."""
        whole = self.whole or (0 if self.of or self.added else START)
        return Shown(of=self.of, whole=whole, added=self.added, removed=self.removed)

    @property
    def filters(self) -> LineFilters:
        """Which deals it looks at."""
        return LineFilters(
            kinds=self.kind,
            statuses=self.status,
            sector=self.sector or None,
            place=self.place or None,
            investor_in=self.investor_in or None,
            recipient_in=self.recipient_in or None,
            publisher=self.publisher or None,
            since=self.since or None,
            until=self.until or None,
            min_amount=self.least,
            max_amount=self.most,
            min_confidence=self.confidence,
            facts=self.facts == "yes",
        )

    def query(self, **changes: Any) -> str:
        """The address's query for this state, with changes; what says nothing is left out."""
        state = self.model_copy(update=changes)
        pairs: list[tuple[str, str]] = []
        for name, field in type(self).model_fields.items():
            value = getattr(state, name)
            if value in (field.default, None, ""):
                continue
            shown = field.alias or name
            if name in {"of", "added", "removed"}:
                pairs.append((shown, ",".join(value)))
            elif isinstance(value, tuple):
                pairs += [(shown, str(v)) for v in value]
            else:
                pairs.append((shown, f"{value:.12g}" if isinstance(value, float) else str(value)))
        return urlencode(pairs, safe=",:")


class Step(BaseModel):
    """A change to what is shown: open an entity, take some away, or join two by the ways between them."""

    model_config = ConfigDict(frozen=True)

    expand: Annotated[str, Field(max_length=300)] = ""
    edge: Annotated[str, Field(max_length=40)] = ""
    outward: Literal["", "yes", "no"] = ""
    limit: int = Field(20, ge=1, le=200)
    remove: Keys = ()
    join: Keys = ()


class Asked(State, Step):
    """A state and a step from it, as one address."""


def stepped(store: Store, asked: Asked) -> tuple[State, tuple[str, ...]]:
    """The state after the step, and whom it joins. Two that are joined where nothing else is told stand alone, with the ways between them.

    Raises:
        InputError: if not two are to be joined.
        NotFoundError: if an entity is not known, or no way leads from one to the other.
    """
    state = State.model_construct(**{name: getattr(asked, name) for name in State.model_fields})
    if asked.remove:
        gone = dict.fromkeys([*state.removed, *asked.remove])
        added = tuple(k for k in state.added if k not in asked.remove)
        state = state.model_copy(update={"removed": tuple(gone), "added": added})
    new: list[str] = []
    joined: list[str] = []
    if asked.expand:
        key = the_entity(store, asked.expand)
        there = [n.key for n in select(store, state.shown, state.filters).nodes]
        outward = {"yes": True, "no": False}.get(asked.outward)
        new = [
            key,
            *opened(
                store, key, there, state.filters, edge=asked.edge or None, outward=outward, limit=asked.limit
            ),
        ]
    if asked.join:
        joined = _between(store, asked)
        new += joined
    if new:
        alone = bool(joined) and not (state.of or state.added or state.whole)
        added = tuple(dict.fromkeys([*state.added, *new]))
        removed = tuple(k for k in state.removed if k not in new)
        whole = 0 if alone else state.shown.whole
        state = state.model_copy(update={"added": added, "removed": removed, "whole": whole})
    return state, tuple(joined)


def _between(store: Store, asked: Asked) -> list[str]:
    """The entities on the ways between the two that a step joins."""
    if len(asked.join) != 2:
        raise InputError(f"join: {len(asked.join)} told, expected two names, as in join=microsoft,japan")
    found = ways(store, *asked.join, asked.confidence)
    if not found:
        one, two = (hit(store, the_entity(store, name)).name for name in asked.join)
        raise NotFoundError(f"no way of at most {LONGEST} links joins {one} and {two}")
    return found


class Exploration(NamedTuple):
    """A state with what it shows, and who stands on the ways between two if it came about by joining them."""

    state: State
    selection: Selection
    joined: tuple[str, ...] = ()


def explored(store: Store, asked: Asked) -> Exploration:
    """What an address of the explorer shows, after its step. Raises as `stepped` does."""
    state, joined = stepped(store, asked)
    return Exploration(state, select(store, state.shown, state.filters), joined)


def places_of(selection: Selection, pin: str = "") -> Positions:
    """Where the entities stand, those pinned by hand where they were put."""
    places = positions(
        {n.key: n.name for n in selection.nodes},
        selection.pairs.ends,
        wide=_WIDE,
    )
    for key, x, y in (p.split(":") for p in pin.split(",") if p.count(":") == 2):
        if key in places and all(n.lstrip("-").isdigit() for n in (x, y)):
            places[key] = (float(x), float(y))
    return places


def elements(store: Store, found: Exploration) -> dict[str, Any]:
    """What the canvas draws, as JSON."""
    state, selection, joined = found
    places = places_of(selection, state.pin)
    drawn = drawn_lines(found)
    names = {n.key: n.name for n in selection.nodes}
    left = len(selection.pairs) - len(drawn)
    return {
        "query": state.query(),
        "title": title_of(store, state),
        "told": in_words(selection) + (f"; {left:,} smaller links are not drawn" if left else ""),
        "unknown": unknown_names(store, selection),
        "whole": state.shown.whole,
        "joined": joined,
        "undrawn": len(selection.pairs) if left else 0,
        "nodes": [
            {**n.model_dump(exclude={"type"}), "type": n.type, "x": places[n.key][0], "y": places[n.key][1]}
            for n in selection.nodes
        ],
        "lines": [_drawn(names, line) for line in drawn],
        "months": months(selection.pairs.days),
    }


def drawn_lines(found: Exploration) -> list[Line]:
    """The links that a canvas draws: those with the most money and deals, and each entity's largest one."""
    state, pairs = found.state, found.selection.pairs
    if state.links == "all" or len(pairs) <= LINKS:
        return list(found.selection.lines)
    return [pairs.line(n) for n in pairs.foremost_with_all(LINKS)]


def _drawn(names: Mapping[str, str], line: Line) -> dict[str, Any]:
    sums = format_amount(line.usd, "USD")
    return {
        "source": line.source,
        "target": line.target,
        "label": sums or line.edges[0].replace("_", " "),
        "told": told(names, line),
        "width": round(width_of(line.usd), 1),
        "kind": line.kinds[0] if line.kinds else "",
        "unsure": unsure(line.statuses),
    }


def in_words(selection: Selection) -> str:
    """How much is shown, and what was left out."""
    counts = ((len(selection.nodes), "entity", "entities"), (len(selection.pairs), "link", "links"))
    parts = [
        f"{n:,} {one if n == 1 else more}"
        for n, one, more in (*counts, (len(selection.pairs.deals), "deal", "deals"))
    ]
    left = f"; {selection.left_out:,} more entities are left out" if selection.left_out else ""
    return ", ".join(parts) + left


def unknown_names(store: Store, selection: Selection) -> str:
    """In words, which names of an address nobody has, and which may be meant; empty if there is none."""
    told = []
    for name in selection.unknown[:_NAMED]:
        near = ", ".join(store.index.names.near(name))
        told.append(f"Nothing is called “{name}”{f': did you mean {near}?' if near else '.'}")
    more = len(selection.unknown) - len(told)
    return " ".join([*told, *([f"Nor are {more} more known."] if more > 0 else [])])


def title_of(store: Store, state: State) -> str:
    """What a state may be called: what it began with, and how it is seen."""
    begun = (*state.of, *state.added)
    there = named(store.index, begun)
    names = [there[k].name for k in begun if k in there]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{', '.join(names[:3]) or 'All'}{more}: {'network' if state.view == 'graph' else state.view}"


def months(days: Counter[str]) -> list[tuple[str, int]]:
    """How many deals there are by month, from how many there are by day; a year alone counts as its January."""
    dated = {text: day for text in days if (day := first_day(text)) is not None}
    first = first_shown([day for text, day in dated.items() for _ in range(days[text])])
    counts = Counter[str]()
    for text, day in dated.items():
        if first is not None and day >= first:
            counts[day.isoformat()[:7]] += days[text]
    return sorted(counts.items())


def sums_of(store: Store, selection: Selection, by: tuple[Dimension, ...], deals: int | None = 0) -> Totals:
    """The selection's money by groups, in dollars, each deal once; at most so many deals of each group are told."""
    return totals(store.index, by=by, among=selection.pairs.deals, deals=deals)
