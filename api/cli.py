"""The command line: thin wrappers over what the packages do."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError
from rich.padding import Padding
from rich.text import Text

from api import curation, reference, scoring, sums
from api.console import (
    Json,
    MinConfidence,
    dumps,
    err,
    one_of,
    opened,
    opened_there,
    out,
    progress,
    readable,
    replacing,
    warn,
)
from api.intake import archive_of, extracted, given, load, store_all
from api.tables import changes_table, events_table, how_much, result_table, stats_table
from graph.errors import InputError, InvestgraphError
from graph.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.errors import ArticleError
    from graph.queries import EventView
    from graph.store import Store

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A knowledge graph of technology investments, with the sentence behind every fact.",
)
app.add_typer(sums.commands)
app.add_typer(curation.commands)
app.add_typer(scoring.commands)
app.add_typer(reference.commands, name="reference")

Sources = Annotated[
    list[str], typer.Argument(help="Files, folders, http(s) addresses, or - for standard input.")
]


def main() -> None:
    """Run the command line; errors raised on purpose are told without a traceback, with exit code 2."""
    try:
        app()
    except InvestgraphError as error:
        warn(f"error: {error}", style="red")
        sys.exit(2)
    except ValidationError as error:  # of the settings: all else is told where it is read
        for fault in error.errors():
            name = f"INVESTGRAPH_{'_'.join(map(str, fault['loc']))}".upper()
            warn(f"error: {name} is {fault['input']!r}: {fault['msg'].lower()}", style="red")
        sys.exit(2)
    except OSError as error:  # a file that cannot be read or written, a port in use
        warn(f"error: {error.filename or ''} {error.strerror or error}", style="red")
        sys.exit(2)


@app.command()
def schema() -> None:
    """Print the JSON schema of the article record."""
    from graph.model import Record

    print(json.dumps(Record.model_json_schema(), indent=1))


@app.command()
def extract(
    sources: Sources,
    why: Annotated[
        bool,
        typer.Option("--explain", help="Say for each claim what made it, and what was rejected and why."),
    ] = False,
    min_confidence: MinConfidence = 0,
) -> None:
    """Print what articles say, a record a line, without storing anything."""
    from graph.model import confident, dump_record
    from ingest.explain import explain
    from ingest.pipeline import extract_all

    failed: list[ArticleError] = []
    with progress(with_output=True) as bar:
        task = bar.add_task("reading articles", total=None)
        for extraction in extract_all((x.article for x in load(sources, Settings(), failed)), Settings()):
            if why:
                print("\n".join(explain(extraction, min_confidence)), flush=True)
            else:
                print(dumps(dump_record(confident(extraction.record, min_confidence))), flush=True)
            bar.advance(task)
    raise typer.Exit(1 if failed else 0)


@app.command()
def ingest(
    sources: Sources,
    records: Annotated[
        Path | None,
        typer.Option(
            help="JSON lines of ready records for these articles, by article id; nothing is extracted."
        ),
    ] = None,
    min_confidence: MinConfidence = 0,
    as_json: Json = False,
) -> None:
    """Read articles, extract what they say, and store it."""
    failed: list[ArticleError] = []
    counts: Counter[str] = Counter(dict.fromkeys(("added", "replaced", "unchanged"), 0))
    keys: set[str] = set()
    with opened() as store:
        loaded = list(load(sources, Settings(), failed))
        ready = given(loaded, records, failed) if records else extracted(loaded, Settings(), min_confidence)
        with progress() as bar:
            task = bar.add_task("reading articles", total=len(loaded))
            for key, outcome in store_all(store, ready, failed):
                if outcome is not None:
                    counts[outcome] += 1
                    keys.add(key)
                bar.advance(task)
        if keys:
            archive = archive_of(store)
            archive.refresh()
            for told in archive.lost(keys):
                warn(told)
        found = _events_of(store, keys)
    counts["failed"] = len(failed)
    if as_json:
        print(dumps({"counts": dict(counts), "commitments": [e.model_dump(mode="json") for e in found]}))
    else:
        if found:
            out.print(events_table(found))
        told = ", ".join(f"{n} {outcome}" for outcome, n in counts.items())
        out.print(f"{told}; {len(found)} commitments", highlight=False)
    raise typer.Exit(1 if failed else 0)


def _events_of(store: Store, keys: set[str]) -> list[EventView]:
    from graph.queries import events

    found = {e.key: e for key in sorted(keys) for e in events(store, article=key)}
    return sorted(found.values(), key=lambda e: (-(e.amount or 0), e.key))


@app.command()
def remove(
    names: Annotated[list[str], typer.Argument(help="Keys, ids, addresses or file names of articles.")],
) -> None:
    """Remove articles with all that only they say."""
    with opened_there() as store:
        archive = archive_of(store)
        found = dict.fromkeys(key for name in names for key in archive.find(name))  # all, before one is gone
        removed = [k for key in found for k in archive.remove(key)]
        archive.refresh()
    for key in removed:
        print(f"removed {key}")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="Name, alias or key of an entity.")],
    min_confidence: MinConfidence = 0,
    as_json: Json = False,
) -> None:
    """Show an entity with its commitments and the sentences behind them."""
    from graph.queries import entity_view

    with opened_there() as store:
        view = entity_view(store, name, min_confidence=min_confidence)
    if as_json:
        print(view.model_dump_json())
        return
    e = view.entity
    out.print(Text.assemble((e.name, "bold"), f"  {e.type}"))
    if e.aliases:
        out.print(Text(f"also called {', '.join(e.aliases)}", style="dim"))
    if view.commitments:
        out.print("", events_table(view.commitments), "")
    for c in view.commitments:
        out.print(Text(" · ".join(x for x in (c.label, how_much(c)) if x), style="bold"))
        for s in c.sources:
            differs = how_much(s) if how_much(s) != how_much(c) else ""
            _quoted(
                s.quotes,
                s.publisher,
                s.published,
                s.article_title or s.article_key,
                differs,
                "corrected by hand" if s.corrected else "",
                s.claim.rpartition("/")[2],
            )
        if c.disagreements:
            out.print(Text(f"    sources disagree on {', '.join(c.disagreements)}\n", style="yellow"))
    for r in view.relations:
        about = f"{r.subject.name} {r.predicate.replace('_', ' ')} {r.object.name}"
        out.print(Text(about, style="bold"))
        _quoted((r.quote,), r.article_key)


def _quoted(quotes: Iterable[str], *about: str | None) -> None:
    for quote in quotes:
        out.print(Padding(Text(f"“{' '.join(quote.split())}”"), (0, 0, 0, 4)))
    out.print(Padding(Text(" · ".join(x for x in about if x), style="dim"), (0, 0, 1, 4)))


@app.command()
def query(
    file: Annotated[str, typer.Argument(help="File with a SPARQL query, or - for standard input.")],
    format: Annotated[
        str,
        typer.Option(
            help="table; json, xml, csv or tsv for SELECT and ASK; turtle, ntriples, jsonld, rdfxml, trig or nquads for CONSTRUCT and DESCRIBE."
        ),
    ] = "table",
    union: Annotated[
        bool, typer.Option(help="Ask all named graphs together instead of the resolved one.")
    ] = False,
) -> None:
    """Answer a SPARQL query; its default graph is the resolved one, GRAPH asks an article's own."""
    from api.results import FORMS, sort_of, write
    from api.workers import QueryWorkers

    one_of(format, ("table", *FORMS), "format")
    settings = Settings()
    text = (
        sys.stdin.read()
        if file == "-"
        else readable(Path(file), "a SPARQL query, or - and the query on standard input").read_text(
            "utf-8", "replace"
        )
    )
    with opened_there() as store:
        workers = QueryWorkers(store, settings)
        try:
            result = workers.query(text, graphs=union)
        finally:
            workers.close()
    sort = sort_of(result)
    if format != "table" and FORMS[format].sort != sort:
        names = {
            s: ", ".join(name for name, form in FORMS.items() if form.sort == s) for s in ("table", "graph")
        }
        raise InputError(
            f"format {format!r} does not fit: SELECT and ASK give {names['table']}, "
            f"CONSTRUCT and DESCRIBE give {names['graph']}"
        )
    if format != "table" or sort == "graph":
        written = write(result, FORMS["turtle" if format == "table" else format]).decode()
        print(written, end="" if written.endswith("\n") else "\n")
    elif result.kind == "ask":
        print("yes" if result.boolean else "no")
    else:
        out.print(result_table(result))
    if result.truncated:
        warn(f"cut off after {settings.query_rows} rows (INVESTGRAPH_QUERY_ROWS)")


@app.command()
def export(
    format: Annotated[
        str,
        typer.Option(
            help="trig, nquads, turtle, jsonld, graphml, gexf, csv, tables (zip), parquet (zip) or records."
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; standard output if left out.")
    ] = None,
    min_confidence: MinConfidence = 0,
) -> None:
    """Write the whole graph in another format."""
    from graph.export import FORMATS
    from graph.export import export as write

    chosen = one_of(format, FORMATS, "format")
    with opened_there() as store:
        if output is None:
            write(store, chosen, sys.stdout.buffer, min_confidence=min_confidence)
        else:
            with replacing(output) as stream:
                write(store, chosen, stream, min_confidence=min_confidence)


@app.command()
def reindex() -> None:
    """Make the index and the resolved graph anew from what the articles say; nothing is read or extracted again."""
    with opened_there() as store:
        archive = archive_of(store)
        archive.index.clear()
        archive.refresh()
        found = archive.index.one("select count(*) from event")
    print(f"{found} events")


@app.command()
def stats(min_confidence: MinConfidence = 0, as_json: Json = False) -> None:
    """Say how much the graph holds."""
    from graph.queries import stats as count

    with opened_there() as store:
        found = count(store, min_confidence=min_confidence)
    if as_json:
        print(found.model_dump_json())
        return
    out.print(stats_table(found))
    for key in found.article_keys:
        out.print(Text(f"  {key}"))


@app.command()
def changes(
    since: Annotated[str, typer.Option(help="A year, month, day or time in UTC: 2026-06-01.")],
    limit: Annotated[int, typer.Option(min=1, help="Look at so many deals at most.")] = 100,
    min_confidence: MinConfidence = 0,
    as_json: Json = False,
) -> None:
    """Tell which deals appeared or read otherwise since a time, by when articles were read and claims corrected."""
    from graph.queries import changes as changed

    with opened_there() as store:
        found = changed(store, since, limit=limit, min_confidence=min_confidence)
    if as_json:
        print(found.model_dump_json())
        return
    out.print(changes_table(found))
    if found.more:
        out.print(f"only the newest {limit} were looked at: --limit tells of more")


@app.command()
def view(
    name: Annotated[str, typer.Argument(help="Name, alias or key of an entity.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="HTML file to write.")] = Path("view.html"),
    min_confidence: MinConfidence = 0,
) -> None:
    """Draw an entity's neighbourhood as one HTML file that needs nothing else."""
    from graph.draw import draw
    from graph.queries import neighbourhood, the_entity

    with opened_there() as store:
        key = the_entity(store, name)
        near = neighbourhood(store, key, min_confidence=min_confidence)
        output.write_text(draw(near, title=near.nodes[key]["name"]), encoding="utf-8")
    print(f"wrote {output}")


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
) -> None:
    """Serve the API and the web view."""
    import uvicorn

    from api.app import create_app
    from api.ready import prepare

    with opened() as store:
        served = create_app(store, Settings())
        err.print(f"serving {prepare(store).quads:,} quads on http://{host}:{port}/ (stop with Ctrl-C)")
        uvicorn.run(served, host=host, port=port, log_level="warning")


if __name__ == "__main__":
    main()
