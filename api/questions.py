"""Questions that the owner of a server shares with all who use it: names for addresses, read from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from graph.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


class Question(BaseModel):
    """A name, and the address of this site that answers it: what pages export is read."""

    model_config = ConfigDict(frozen=True)

    name: Annotated[str, Field(min_length=1, max_length=100)]
    # One slash and no backslash: browsers take "//" and "/\" for another host.
    address: Annotated[str, Field(max_length=8000, pattern=r"^/([^/\\\s][^\\\s]*)?$")]


_FILE = TypeAdapter(tuple[Question, ...])


def read_questions(file: Path | None) -> tuple[Question, ...]:
    """The questions of a file, none without one.

    Raises:
        InputError: if the file cannot be read, or holds something else.
    """
    if file is None:
        return ()
    try:
        return _FILE.validate_json(file.read_bytes())
    except OSError as error:
        raise InputError(
            f"questions {str(file)!r}: {error.strerror or error}; set INVESTGRAPH_QUESTIONS"
        ) from error
    except ValidationError as error:
        told = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'all of it'}: {e['msg']}" for e in error.errors()[:3]
        )
        raise InputError(
            f'questions {str(file)!r}: {told}; expected [{{"name": …, "address": "/explore?…"}}, …]'
        ) from error


def named(questions: tuple[Question, ...], text: str) -> list[Question]:
    """Those whose names hold all words of a text."""
    words = text.casefold().split()
    return [q for q in questions if all(w in q.name.casefold() for w in words)]
