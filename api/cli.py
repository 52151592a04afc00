"""The command line: thin wrappers over what the packages do."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from graph.errors import ArticleError, InvestgraphError
from graph.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.archive import Archive
    from graph.model import Article, Record
    from graph.queries import EntityRef, EventView
    from graph.store import Store

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A knowledge graph of technology investments, with the sentence behind every fact.",
)
# Into a file or pipe a table is written wide enough to be read, not folded to 80 columns.
out = Console(width=None if sys.stdout.isatty() else 160)
err = Console(stderr=True)

Sources = Annotated[
    list[str], typer.Argument(help="Files, folders, http(s) addresses, or - for standard input.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def main() -> None:
    """Run the command line; errors raised on purpose are told without a traceback, with exit code 2."""
    try:
        app()
    except InvestgraphError as error:
        err.print(f"error: {error}", style="red", markup=False, highlight=False)
        sys.exit(2)


@contextmanager
def _open(*, read_only: bool = False) -> Iterator[Store]:
    from graph.store import open_store

    with open_store(Settings(), read_only=read_only) as store:
        yield store


def _archive(store: Store) -> Archive:
    from graph.archive import Archive
    from ingest.reference import load_reference

    return Archive(store, load_reference())


def _load(sources: Iterable[str], failed: list[ArticleError]) -> Iterator[tuple[Article, str | None]]:
    from ingest.sources import read_source

    for source in sources:
        for item in read_source(source, Settings()):
            if isinstance(item, ArticleError):
                failed.append(item)
                err.print(f"not read: {item}", style="yellow", markup=False, highlight=False)
            else:
                yield item.article, item.origin


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@app.command()
def schema() -> None:
    """Print the JSON schema of the article record."""
    from graph.model import Record

    print(json.dumps(Record.model_json_schema(), indent=1))


@app.command()
def extract(sources: Sources) -> None:
    """Print what articles say, a record a line, without storing anything."""
    from graph.model import dump_record
    from ingest.pipeline import extract as run

    failed: list[ArticleError] = []
    for record in run((article for article, _ in _load(sources, failed)), Settings()):
        print(_dumps(dump_record(record)))
    raise typer.Exit(1 if failed else 0)


@app.command()
def ingest(sources: Sources, as_json: Json = False) -> None:
    """Read articles, extract what they say, and store it."""
    failed: list[ArticleError] = []
    counts: Counter[str] = Counter()
    keys: list[str] = []
    with _open() as store:
        loaded = list(_load(sources, failed))
        with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
            task = progress.add_task("reading articles", total=len(loaded))
            for key, outcome in _store_all(store, loaded, failed):
                counts[outcome] += 1
                keys.append(key)
                progress.advance(task)
        _archive(store).refresh()
        found = _events_of(store, set(keys))
    counts["failed"] = len(failed)
    if as_json:
        print(_dumps({"counts": dict(counts), "commitments": [e.model_dump(mode="json") for e in found]}))
    else:
        _print_events(found)
        out.print(
            ", ".join(f"{counts[k]} {k}" for k in ("added", "replaced", "unchanged", "failed"))
            + f"; {len(found)} commitments"
        )
    raise typer.Exit(1 if failed else 0)


def _store_all(
    store: Store, loaded: list[tuple[Article, str | None]], failed: list[ArticleError]
) -> Iterator[tuple[str, str]]:
    from graph.errors import RecordError
    from graph.ids import article_key
    from ingest.pipeline import EXTRACTOR
    from ingest.pipeline import extract as run

    archive = _archive(store)
    observed = dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()
    for (article, origin), record in zip(loaded, run((a for a, _ in loaded), Settings()), strict=True):
        try:
            outcome = archive.store_record(
                record, article, origin=origin, extractor=EXTRACTOR, observed=observed
            )
        except RecordError as error:
            failed.append(ArticleError(article.info.id, str(error)))
            err.print(f"kept aside: {error}", style="yellow", markup=False)
            continue
        yield article_key(article), outcome


def _events_of(store: Store, keys: set[str]) -> list[EventView]:
    from graph.queries import events

    return [e for e in events(store, limit=1_000_000) if e.article_key in keys]


def _names(refs: Iterable[EntityRef]) -> str:
    return ", ".join(r.name for r in refs)


def _print_events(found: Iterable[EventView]) -> None:
    from graph.queries import format_amount, format_period

    table = Table("who", "what", "to", "where", "amount", "period", "status", box=None, header_style="bold")
    for e in found:
        many = format_amount(e.amount, e.currency, e.qualifier, e.amount_max)
        if not many and e.quantity:
            many = f"{e.quantity:,.10g} {e.unit}"
        table.add_row(
            *(
                _plain(x)
                for x in (
                    _names(e.investors),
                    e.kind,
                    _names(e.recipients),
                    _names(e.places),
                    many,
                    format_period(e),
                    e.status,
                )
            )
        )
    out.print(table)


def _plain(text: str) -> Any:
    from rich.text import Text

    return Text(text)  # Text, so that square brackets of an article are no markup.


@app.command()
def remove(
    names: Annotated[list[str], typer.Argument(help="Keys, ids, addresses or file names of articles.")],
) -> None:
    """Remove articles with all that only they say."""
    with _open() as store:
        archive = _archive(store)
        removed = [key for name in names for key in archive.remove(name)]
        archive.refresh()
    for key in removed:
        print(f"removed {key}")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="Name, alias or key of an entity.")], as_json: Json = False
) -> None:
    """Show an entity with its commitments and the sentences behind them."""
    from graph.queries import entity_view

    with _open() as store:
        view = entity_view(store, name)
    if as_json:
        print(view.model_dump_json())
        return
    out.print(f"[bold]{_escape(view.entity.name)}[/bold] ({view.entity.type})")
    if view.entity.aliases:
        out.print(_plain(f"also: {', '.join(view.entity.aliases)}"))
    out.print()
    for e in view.commitments:
        _print_events([e])
        for quote in e.quotes:
            source = " · ".join(x for x in (e.publisher, e.published, e.article_title) if x)
            out.print(_plain(f"    “{' '.join(quote.split())}”\n      {source or e.article_key}"))
        out.print()
    for r in view.relations:
        out.print(
            _plain(
                f"{r.subject.name} {r.predicate.replace('_', ' ')} {r.object.name}: “{' '.join(r.quote.split())}”"
            )
        )


def _escape(text: str) -> str:
    from rich.markup import escape

    return escape(text)


@app.command()
def query(
    file: Annotated[str, typer.Argument(help="File with a SPARQL query, or - for standard input.")],
    format: Annotated[str, typer.Option(help="table, csv, json or turtle.")] = "table",
    union: Annotated[
        bool, typer.Option(help="Ask all named graphs together instead of the resolved one.")
    ] = False,
) -> None:
    """Answer a SPARQL query; its default graph is the resolved one, GRAPH asks an article's own."""
    from api.results import to_csv, to_json, to_turtle

    settings = Settings()
    if file != "-" and not Path(file).is_file():
        err.print(
            f"error: no file {file!r}: give a file with a SPARQL query, or - for standard input",
            style="red",
            markup=False,
        )
        raise typer.Exit(2)
    text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    with _open() as store:
        result = store.query(text, seconds=settings.query_seconds, rows=settings.query_rows, union=union)
    if result.kind == "graph" or format == "turtle":
        print(to_turtle(result))
    elif format == "json":
        print(to_json(result))
    elif format == "csv":
        print(to_csv(result), end="")
    elif result.kind == "ask":
        print("yes" if result.boolean else "no")
    else:
        table = Table(*result.columns, box=None, header_style="bold")
        for row in result.rows:
            table.add_row(*(_plain("" if term is None else str(term)) for term in row))
        out.print(table)
    if result.truncated:
        err.print(f"cut off after {settings.query_rows} rows (INVESTGRAPH_QUERY_ROWS)", style="yellow")


@app.command()
def export(
    format: Annotated[str, typer.Option(help="trig, nquads, turtle, jsonld, graphml, csv or records.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; standard output if left out.")
    ] = None,
) -> None:
    """Write the whole graph in another format."""
    from graph.export import FORMATS
    from graph.export import export as write

    if format not in FORMATS:
        err.print(
            f"error: format {format!r}, expected one of {', '.join(FORMATS)}", style="red", markup=False
        )
        raise typer.Exit(2)
    with _open() as store:
        if output is None:
            write(store, format, sys.stdout)
        else:
            with output.open("w", encoding="utf-8", newline="") as stream:
                write(store, format, stream)


@app.command()
def stats(as_json: Json = False) -> None:
    """Say how much the graph holds."""
    from graph.queries import stats as count

    with _open() as store:
        found = count(store)
    if as_json:
        print(found.model_dump_json())
        return
    table = Table("what", "how many", box=None, header_style="bold")
    for name in ("articles", "entities", "events", "relations", "quads"):
        table.add_row(name, f"{getattr(found, name):,}")
    for name, n in {**found.entities_by_type, **found.events_by_kind}.items():
        table.add_row(f"  {name}", f"{n:,}")
    out.print(table)
    for key in found.article_keys:
        out.print(_plain(f"  {key}"))


@app.command()
def view(
    name: Annotated[str, typer.Argument(help="Name, alias or key of an entity.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="HTML file to write.")] = Path("view.html"),
) -> None:
    """Draw an entity's neighbourhood as one HTML file that needs nothing else."""
    from graph.draw import draw
    from graph.queries import entity_view, neighbourhood

    with _open() as store:
        entity = entity_view(store, name).entity
        output.write_text(draw(neighbourhood(store, entity.key), title=entity.name), encoding="utf-8")
    print(f"wrote {output}")


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder with NAME.txt and NAME.json (the answers).")],
    predicted: Annotated[
        Path | None, typer.Argument(help="JSON lines to score; extracted anew if left out.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Score extraction against hand-made answers."""
    from ingest.evaluate import load_gold, score
    from ingest.evaluate import load_records as load

    answers, articles = load_gold(gold)
    records: dict[str, Record]
    if predicted is not None:
        records = load(predicted)
    else:
        from ingest.pipeline import extract as run

        records = {r.article.id: r for r in run(articles, Settings())}
    figures = score(answers, records)
    if as_json:
        print(_dumps({name: f._asdict() for name, f in figures.items()}))
        return
    table = Table(
        "measure", "precision", "recall", "F1", "right", "predicted", "gold", box=None, header_style="bold"
    )
    for name, f in figures.items():
        table.add_row(
            name,
            f"{f.precision:.3f}",
            f"{f.recall:.3f}",
            f"{f.f1:.3f}",
            str(f.right),
            str(f.predicted),
            str(f.gold),
        )
    out.print(table)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
) -> None:
    """Serve the API and the web view."""
    import uvicorn

    from api.app import create_app

    with _open() as store:
        err.print(f"serving {len(store):,} quads on http://{host}:{port}/ (stop with Ctrl-C)")
        uvicorn.run(create_app(store, Settings()), host=host, port=port, log_level="warning")


if __name__ == "__main__":
    main()
