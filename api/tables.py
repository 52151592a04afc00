"""Tables for people, printed by the command line; all text of articles stays text, never markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.queries import Changes, EntityRef, EventView, SourceView, Stats
    from graph.resolve.review import Pair
    from graph.store import QueryResult
    from graph.totals import Totals
    from ingest.evaluate import Figures, Scores
    from ingest.reference.listed import RefEntity

_STYLES = {"completed": "green", "considered": "yellow", "cancelled": "red strike"}


def _table(*columns: str, right: tuple[str, ...] = ()) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in columns:
        table.add_column(Text(name), justify="right" if name in right else "left")
    return table


def _add(table: Table, *cells: str | Text) -> None:
    # Text, so that square brackets of an article are no markup.
    table.add_row(*(c if isinstance(c, Text) else Text(c) for c in cells))


def _names(refs: Iterable[EntityRef]) -> str:
    return ", ".join(r.name for r in refs)


def how_much(e: EventView | SourceView) -> str:
    """Money, or else a count of people, jobs, megawatts."""
    from graph.queries import format_amount

    money = format_amount(e.amount, e.currency, e.qualifier, e.amount_max)
    count = f"{e.quantity:,.10g} {e.unit or ''}".strip() if e.quantity else ""
    return " · ".join(x for x in (money, count) if x)


def events_table(found: Iterable[EventView]) -> Table:
    """Who → what or where, kind, amount, period, status."""
    from graph.queries import format_period

    table = _table("who", "", "to", "where", "kind", "amount", "period", "status", right=("amount",))
    for e in found:
        status = Text(e.status, style=_STYLES.get(e.status, ""))
        to, where = _names(e.recipients), _names(e.places)
        _add(table, _names(e.investors), "→", to, where, e.kind, how_much(e), format_period(e), status)
    return table


def changes_table(found: Changes) -> Table:
    """What changed in which deal, the last read first; then what was taken out, and what was judged."""
    table = _table("since " + found.since, "what", "before", "now")
    for change in found.events:
        e = change.event
        if change.change == "appeared":
            _add(table, "appeared", e.label, "", how_much(e))
        for slot in change.slots:
            _add(table, "changed", f"{e.label}: {slot.slot}", _told(slot.before), _told(slot.after))
    for x in found.withdrawn:
        _add(table, "withdrawn", f"{x.kind}: {'; '.join(x.quotes)}", "", "")
    for j in found.judgements:
        _add(table, "judged", f"{j.a} and {j.b}", "", f"{j.decision} ({j.by})")
    return table


def _told(value: Any) -> str:
    """A value of a slot in words: names of entities, or the values themselves."""
    if isinstance(value, dict):
        return value.get("name") or ", ".join(f"{k} {_told(v)}" for k, v in value.items())
    return ", ".join(map(_told, value)) if isinstance(value, list) else "" if value is None else str(value)


def result_table(result: QueryResult) -> Table:
    """The rows of a SELECT."""
    table = _table(*result.columns)
    for row in result.rows:
        _add(table, *("" if term is None else str(term) for term in row))
    return table


def stats_table(found: Stats) -> Table:
    """How much there is of what."""
    table = _table("what", "how many", right=("how many",))
    for name in ("articles", "entities", "events", "relations", "quads"):
        _add(table, name, f"{getattr(found, name):,}")
    for name, n in {**found.entities_by_type, **found.events_by_kind}.items():
        _add(table, f"  {name}", f"{n:,}")
    return table


def scores_table(scores: Scores, before: Mapping[str, float] | None = None) -> Table:
    """Precision, recall and F1 of each measure, then of each slot; with the change of F1 since `before`."""
    numbers = ("precision", "recall", "F1", "right", "predicted", "gold", *(["change"] if before else []))
    table = _table("measure", *numbers, right=numbers)
    for name, f in scores.measures.items():
        _add(table, name, *_figures(f), *_change(name, f, before))
    table.add_section()
    for name, f in scores.slots.items():
        _add(table, f"  {name}", *_figures(f), *_change(name, f, before))
    return table


def _change(name: str, f: Figures, before: Mapping[str, float] | None) -> tuple[str, ...]:
    if not before:
        return ()
    return (f"{f.f1 - before[name]:+.3f}" if name in before else "new",)


def worst_table(scores: Scores, n: int) -> Table:
    """The `n` articles with the lowest F1 of facts."""
    names = ("entities", "edges", "commitments", "facts")
    table = _table("worst articles", *names, right=names)
    for key in scores.worst(n):
        _add(table, key, *(f"{scores.per_article[key][name].f1:.2f}" for name in names))
    return table


def _figures(f: Figures) -> tuple[str, ...]:
    shares = (f"{x:.3f}" for x in (f.precision, f.recall, f.f1))
    return (*shares, str(f.right), str(f.predicted), str(f.gold))


def totals_table(found: Totals) -> Table:
    """Sums by group, native sums beside them, and all together."""
    from graph.queries import format_amount

    figures = (found.currency, "deals")
    table = _table(*found.by, *figures, "in native currencies", right=figures)
    for row in found.rows if found.by else ():
        native = ", ".join(format_amount(v, c) for c, v in row.native.items())
        _add(table, *row.group.values(), f"{row.total:,.0f}", str(row.events), native)
    table.add_section()
    told = "all, each deal once"
    cells = [told, *[""] * (len(found.by) - 1)] if found.by else []
    _add(table, *cells, f"{found.total:,.0f}", str(found.events), "" if found.by else told)
    return table


def left_out_table(found: Totals) -> Table:
    """What sums do not hold, and why."""
    from graph.queries import format_amount

    table = _table("left out", "sum", "why", right=("sum",))
    for x in found.left_out:
        _add(table, x.label, format_amount(x.amount, x.currency), x.reason)
    return table


def pair_table(pair: Pair, one: list[tuple[str, str]], two: list[tuple[str, str]]) -> Table:
    """Two entities or events side by side, and what speaks for and against their being the same."""
    table = Table(box=None, pad_edge=False, show_header=False, expand=True)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    for n in range(max(len(one), len(two))):
        cells = [
            Text.assemble((f"{side[n][0]}  ", "dim"), side[n][1]) if n < len(side) else Text("")
            for side in (one, two)
        ]
        _add(table, *cells)
    _add(table, Text(f"likelihood {pair.score:.2f}: {', '.join(pair.reasons)}", style="cyan"), Text(""))
    return table


def reference_table(found: Iterable[RefEntity]) -> Table:
    """Listed entities with their other names and identifiers."""
    table = _table("name", "type", "country", "part of", "also called", "identifiers")
    for e in found:
        codes = ", ".join((*e.tickers, *e.isins, *filter(None, (e.website,))))
        _add(table, e.name, e.type, e.country or "", e.parent or "", ", ".join(e.aliases), codes)
    return table
