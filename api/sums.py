"""The command that sums up: `investgraph totals`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from api.console import Json, MinConfidence, one_of, opened_there, out
from api.intake import archive_of
from api.tables import left_out_table, totals_table

if TYPE_CHECKING:
    from graph.store import Store
    from graph.totals import Totals

commands = typer.Typer()

Groups = Annotated[
    str,
    typer.Option(
        help="Groups, by comma: investor, recipient, place, country, kind, sector, status, year, quarter, month."
    ),
]
Allocation = Annotated[
    str,
    typer.Option(
        help="What a sum counts for each of several in a group: whole, split (evenly), lead (the first)."
    ),
]


@commands.command()
def totals(
    by: Groups = "",
    to: Annotated[str, typer.Option(help="Currency to convert to, at the ECB's rates of the day.")] = "USD",
    allocate: Allocation = "split",
    investor: Annotated[str | None, typer.Option(help="Name or key of an entity.")] = None,
    recipient: Annotated[str | None, typer.Option(help="Name or key of an entity.")] = None,
    place: Annotated[str | None, typer.Option(help="Name or key of an entity.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind; may be repeated.")] = None,
    sector: Annotated[list[str] | None, typer.Option(help="Only this sector; may be repeated.")] = None,
    status: Annotated[
        list[str] | None, typer.Option(help="Only this status; announced and completed if left out.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="First year, month or day.")] = None,
    until: Annotated[str | None, typer.Option(help="Last year, month or day.")] = None,
    min_confidence: MinConfidence = 0,
    why: Annotated[
        bool, typer.Option("--why", help="Also print each deal that was counted, with its sentences.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Sum up the money, each deal once; say what was counted, what was left out, and why."""
    from graph import totals as sums
    from graph.columns import DIMENSIONS
    from graph.queries.listing import the_place

    with opened_there() as store:
        archive = archive_of(store)
        archive.refresh()
        found = sums.totals(
            archive.index,
            by=[one_of(g.strip(), DIMENSIONS, "group") for g in by.split(",") if g.strip()],
            currency=to.upper(),
            allocation=one_of(allocate, sums.ALLOCATIONS, "allocation"),
            investor=_key(store, investor),
            recipient=_key(store, recipient),
            place=None if place is None else the_place(store, place),
            kinds=kind or (),
            sectors=sector or (),
            statuses=status or ("announced", "completed"),
            since=since,
            until=until,
            min_confidence=min_confidence,
        )
    if as_json:
        print(found.model_dump_json())
        return
    _print(found, why=why)


def _key(store: Store, name: str | None) -> str | None:
    from graph.queries import the_entity

    return None if name is None else the_entity(store, name)


def _print(found: Totals, *, why: bool) -> None:
    out.print(totals_table(found))
    if why:
        counted = {c.event: c for row in found.rows for c in row.counted}
        for c in sorted(counted.values(), key=lambda c: (-c.adds, c.event)):
            rate = f", at the rate of {c.rate_of}" if c.rate_of else ""
            out.print(
                Text(f"{c.label}  {c.amount:,.10g} {c.currency}{rate}  ({c.sources} source(s))", style="bold")
            )
            for quote in c.quotes:
                out.print(Padding(Text(f"“{' '.join(quote.split())}”"), (0, 0, 0, 4)))
    if found.left_out:
        out.print("", left_out_table(found))
