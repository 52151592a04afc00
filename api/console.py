"""What the commands share: the two streams, progress, warnings, and checks of what the user gave."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

from graph.errors import InputError
from graph.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph.store import Store

T = TypeVar("T", bound=str)

MinConfidence = Annotated[
    float, typer.Option(min=0, max=1, help="Leave out claims of less confidence; those with none told stay.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]

# Into a file or pipe a table is written wide enough to be read, not folded to 80 columns.
out = Console(width=None if sys.stdout.isatty() else 160)
err = Console(stderr=True)


def warn(text: str, style: str = "yellow") -> None:
    """Say something beside the answer; text of articles stays text, never markup."""
    err.print(text, style=style, markup=False, highlight=False, soft_wrap=True)


def progress(*, with_output: bool = False) -> Progress:
    """A progress bar on standard error, seen only if that is a terminal.

    `with_output` says that the command prints while it works: then no bar comes between lines on a terminal.
    """
    return Progress(
        SpinnerColumn(),
        *Progress.get_default_columns()[:2],
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal or (with_output and sys.stdout.isatty()),
        redirect_stdout=False,  # or what is printed for a file would end on standard error
        redirect_stderr=False,
    )


def readable(file: Path, what: str) -> Path:
    """The file, if there is one. Raises InputError otherwise."""
    if not file.is_file():
        raise InputError(f"no file {str(file)!r}: give a file with {what}")
    return file


def one_of(value: str, known: tuple[T, ...], what: str) -> T:
    """The value, if it is one of these. Raises InputError otherwise, saying what it is that is none of them."""
    for one in known:
        if one == value:
            return one
    raise InputError(f"{what} {value!r}, expected one of {', '.join(known)}")


@contextmanager
def opened(*, read_only: bool = False) -> Iterator[Store]:
    """The store of the settings."""
    from graph.store import open_store

    with open_store(Settings(), read_only=read_only) as store:
        if not read_only and not store.index.is_current() and store.graphs():
            from api.intake import archive_of

            err.print("bringing the index up to date", style="dim")
            archive_of(store).refresh()
        yield store


@contextmanager
def opened_there() -> Iterator[Store]:
    """The store for a question: what is not there is told, and no empty folder is made."""
    with opened(read_only=not Settings().data.exists()) as store:
        yield store


@contextmanager
def replacing(file: Path) -> Iterator[IO[bytes]]:
    """A stream whose content takes the place of a file when all is written; if that fails, the file stays as it was."""
    if file.exists() and not file.is_file():  # a device or a pipe
        with file.open("wb") as stream:
            yield stream
        return
    made = file.with_name(f".{file.name}.part")
    try:
        with made.open("wb") as stream:
            yield stream
        made.replace(file)
    finally:
        made.unlink(missing_ok=True)


def dumps(value: object) -> str:
    """A value as one line of JSON."""
    return json.dumps(value, ensure_ascii=False)
