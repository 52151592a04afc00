"""The only place that knows spaCy: loading a pipeline and parsing stretches of text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from graph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language as Language
    from spacy.matcher import PhraseMatcher as PhraseMatcher
    from spacy.pipeline import Lemmatizer
    from spacy.tokens import Doc as Doc
    from spacy.tokens import Span as Span
    from spacy.tokens import Token as Token

BATCH = 32  # spaCy's own default of 256 holds 1.5 GB more and is no faster.


@lru_cache(maxsize=2)
def load_pipeline(name: str, *, lemmas: bool = False) -> Language:
    """Load a spaCy pipeline by its package's name.

    Without `lemmas` words get none from a lemmatizer that can be asked for each by itself: `lemma_of` does that.

    Raises:
        InputError: if no such pipeline is installed.
    """
    import spacy

    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise InputError(
            f"INVESTGRAPH_MODEL is {name!r}, expected an installed spaCy pipeline: install that package "
            "or unset the variable to use the one that comes with investgraph"
        ) from error
    if not lemmas and _lemmatizer(nlp):
        nlp.disable_pipe("lemmatizer")
    return nlp


def _lemmatizer(nlp: Language) -> Lemmatizer | None:
    """The pipeline's lemmatizer if it takes one word at a time and leaves alone what others have set."""
    from spacy.pipeline import Lemmatizer

    found = nlp.get_pipe("lemmatizer") if "lemmatizer" in nlp.component_names else None
    return found if isinstance(found, Lemmatizer) and not found.overwrite else None


def lemma_of(token: Token, nlp: Language) -> str:
    """The lemma of a word, also where the pipeline has not looked for it."""
    lemmatizer = None if token.lemma_ else _lemmatizer(nlp)
    return lemmatizer.lemmatize(token)[0] if lemmatizer else token.lemma_


def phrase_matcher(nlp: Language, phrases: Iterable[str]) -> PhraseMatcher:
    """A matcher that finds phrases in parsed text, letter for letter."""
    from spacy.matcher import PhraseMatcher

    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    matcher.add("PHRASES", [nlp.make_doc(phrase) for phrase in phrases])
    return matcher
