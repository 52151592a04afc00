"""Deals told by name: those that a sum counts with their sentences, and those that it leaves out with the reason."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict

from graph.columns import coded, names_of
from graph.exchange import converted, rated
from graph.instants import within

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from graph.columns import Codes, Columns, Flags, Numbers
    from graph.index import Index


class Frozen(BaseModel):
    """Base of all that totals are made of: immutable."""

    model_config = ConfigDict(frozen=True)


class Counted(Frozen):
    """An event in a sum: what it adds, from which sum at the rate of which day, and the passages behind it."""

    event: str
    label: str
    adds: float
    amount: float
    currency: str
    qualifier: str
    rate_of: str | None
    quotes: tuple[str, ...]
    sources: int
    share: float = 1.0


class LeftOut(Frozen):
    """An event that a sum does not hold, and why."""

    event: str
    label: str
    reason: str
    amount: float | None = None
    currency: str | None = None


class _Deal(NamedTuple):
    """What is read of a deal that is told."""

    label: str
    amount: float | None
    currency: str | None
    qualifier: str | None
    rate_of: str | None
    sources: int


class Teller:
    """Tells deals by their places in `columns`; what is needed of them is read at once, by `read`."""

    def __init__(self, index: Index, columns: Columns, currency: str) -> None:
        self._index, self._columns, self._currency = index, columns, currency
        self._deals: dict[str, _Deal] = {}
        self._quotes: dict[str, tuple[str, ...]] = {}

    def read(self, deals: Codes) -> None:
        """Read what is told of deals but their sentences."""
        keys = json.dumps([self._columns.keys[n] for n in deals.tolist()])
        parties: dict[str, dict[str, list[str]]] = {}
        rows = self._index.rows(
            "select event, role, entity from event_entity where event in (select value from json_each(?))",
            keys,
        )
        names = names_of(self._index, {str(entity) for *_, entity in rows})
        for event, role, entity in rows:
            if str(entity) in names:
                parties.setdefault(str(event), {}).setdefault(str(role), []).append(names[str(entity)])
        for key, kind, amount, native, also, day, rate_of, qualifier, sources in self._index.db.execute(
            "select key, kind, amount, currency, also, day, rated, qualifier, sources from event"
            " where key in (select value from json_each(?))",
            (keys,),
        ):
            if self._currency != "USD":
                there = converted(amount, native, also, day, self._currency)
                rate_of = there[1] if there else None
            label = _label(kind, parties.get(key, {}))
            self._deals[key] = _Deal(label, amount, native, qualifier, rate_of, sources)

    def read_quotes(self, deals: Codes) -> None:
        """Read the sentences behind deals."""
        keys = json.dumps([self._columns.keys[n] for n in deals.tolist()])
        told: dict[str, list[str]] = {}
        for event, evidence in self._index.db.execute(
            "select event, json_extract(body, '$.evidence') from claim"
            " where event in (select value from json_each(?)) order by event, ref",
            (keys,),
        ):
            told.setdefault(event, []).extend(json.loads(evidence))
        self._quotes.update((key, tuple(quotes)) for key, quotes in told.items())

    def counted(self, deal: int, share: float, adds: float) -> Counted:
        """A deal that was read, with its sentences, as it counts in a sum."""
        key = self._columns.keys[deal]
        told = self._deals[key]
        assert told.amount is not None
        assert told.currency is not None
        assert told.qualifier is not None
        return Counted(
            event=key,
            label=told.label,
            adds=adds,
            amount=told.amount,
            currency=told.currency,
            qualifier=told.qualifier,
            rate_of=told.rate_of,
            quotes=self._quotes.get(key, ()),
            sources=told.sources,
            share=share,
        )

    def left(self, deal: int, reason: str) -> LeftOut:
        """A deal that was read as a sum leaves it out."""
        key = self._columns.keys[deal]
        told = self._deals[key]
        return LeftOut(event=key, label=told.label, reason=reason, amount=told.amount, currency=told.currency)


def _label(kind: str, parties: dict[str, list[str]]) -> str:
    givers, recipients, places = (
        ", ".join(sorted(parties.get(role, ()))) for role in ("investors", "recipients", "places")
    )
    # What is known of recipients goes before places, as on the pages of deals.
    takers = recipients if "recipients" in parties else places
    return f"{givers or '?'} → {takers}: {kind}" if takers else f"{givers}: {kind}"


class Omissions:
    """Which of the deals that are asked for a sum does not hold; why is told only of those that are shown."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._found: list[tuple[Codes, Callable[[int], str]]] = []

    def __len__(self) -> int:
        return sum(len(deals) for deals, _ in self._found)

    def first(self, most: int | None) -> list[tuple[int, str]]:
        """At most so many of the deals with the reason, in the order of reasons and keys."""
        if most == 0 or not len(self):
            return []
        reasons = coded([why(deal) for deals, why in self._found for deal in deals.tolist()])
        every = np.concatenate([deals for deals, _ in self._found])
        order = np.lexsort((every, reasons.codes))[:most]
        return [(int(every[n]), reasons.labels[reasons.codes[n]]) for n in order]

    def undated(self, deals: Codes, since: str | None, until: str | None) -> Codes:
        """The deals that are `within` a span of time; those without a day are left out."""
        if since is None and until is None:
            return deals
        codes, labels = self._columns.day
        told = np.array([label != "" for label in labels], bool)[codes[deals]]
        fits = np.array([label != "" and within(label, since, until) for label in labels], bool)[codes[deals]]
        self._found.append((deals[~told], lambda _: "its day is not told"))
        kept: Codes = deals[fits]
        return kept

    def unsure(self, deals: Codes, least: float) -> Codes:
        """The deals of at least this confidence, or of none told."""
        confidence = self._columns.confidence
        unsure = confidence[deals] < least
        self._found.append((deals[unsure], lambda n: f"confidence {confidence[n]:.2f}"))
        return deals[~unsure]

    def otherwise(self, deals: Codes, statuses: Collection[str]) -> Codes:
        """The deals of these statuses."""
        codes, labels = self._columns.status
        wanted = np.array([label in statuses for label in labels], bool)[codes[deals]]

        def why(deal: int) -> str:
            status = labels[codes[deal]]
            return "only considered" if status == "considered" else status

        self._found.append((deals[~wanted], why))
        kept: Codes = deals[wanted]
        return kept

    def worthless(self, deals: Codes, worth: Numbers, to: str) -> Codes:
        """The deals with a sum that has a rate in the currency `to`."""
        columns = self._columns
        untold = np.isnan(columns.amount[deals])
        unrated = np.isnan(worth[deals]) & ~untold

        def why(deal: int) -> str:
            day = columns.day.labels[columns.day.codes[deal]]
            currency = columns.currency.labels[columns.currency.codes[deal]]
            lacking = currency if rated(to) else to
            return f"no rate of {lacking} on {day}" if day else "no day to take a rate of"

        self._found += [(deals[untold], lambda _: "no sum is told"), (deals[unrated], why)]
        kept: Codes = deals[~untold & ~unrated]
        return kept

    def parts(self, deals: Codes, counted: Flags) -> None:
        """These deals are nowhere counted, since what they are parts of is; `counted` says so of every deal."""
        columns = self._columns

        def why(deal: int) -> str:
            whole = columns.part_of[deal]
            while not counted[whole]:
                whole = columns.part_of[whole]
            return f"a part of {columns.keys[whole]}, which is counted"

        self._found.append((deals, why))
