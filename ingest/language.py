"""The only place that knows spaCy: loading a pipeline and parsing stretches of text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from graph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

    __all__ = ["Doc", "Language", "Span", "Token", "load_pipeline", "parse"]

BATCH = 32  # spaCy's own default of 256 holds 1.5 GB more and is no faster.


@lru_cache(maxsize=2)
def load_pipeline(name: str) -> Language:
    """Load a spaCy pipeline by its package's name.

    Raises:
        InputError: if no such pipeline is installed.
    """
    import spacy

    try:
        return spacy.load(name)
    except OSError as error:
        raise InputError(
            f"INVESTGRAPH_MODEL is {name!r}, expected an installed spaCy pipeline: install that package "
            "or unset the variable to use the one that comes with investgraph"
        ) from error


def parse(texts: Iterable[str], model: str) -> Iterator[Doc]:
    """Parse texts in their order."""
    yield from load_pipeline(model).pipe(texts, batch_size=BATCH)
