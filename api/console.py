"""What the commands share: the two streams, progress, warnings, and checks of what the user gave."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

from graph.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T", bound=str)

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


def one_of(format: str, formats: tuple[T, ...]) -> T:
    """The format, if it is one of these. Raises InputError otherwise."""
    for known in formats:
        if known == format:
            return known
    raise InputError(f"format {format!r}, expected one of {', '.join(formats)}")
