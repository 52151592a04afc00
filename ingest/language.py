"""The only place that knows spaCy: loading a pipeline and parsing stretches of text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language as Language
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.tokens import Doc as Doc
    from spacy.tokens import Span as Span
    from spacy.tokens import Token as Token

BATCH = 32  # spaCy's own default of 256 holds 1.5 GB more and is no faster.


@lru_cache(maxsize=2)
def load_pipeline(name: str, *, lemmas: bool = False) -> Language:
    """Load a spaCy pipeline by its package's name.

    Without `lemmas` words get none if the lemmatizer can be asked for one by itself, as `lemma_of` does.

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
    if "attribute_ruler" in nlp.pipe_names:
        _with_quick_ruler(nlp)
    return nlp


def _with_quick_ruler(nlp: Language) -> None:
    """Put a `QuickRuler` in the place of the pipeline's attribute ruler."""
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler

    def made(nlp: Language, name: str) -> QuickRuler:
        return QuickRuler(nlp.get_pipe("attribute_ruler"))  # type: ignore[arg-type]

    if isinstance(nlp.get_pipe("attribute_ruler"), AttributeRuler):
        if not Language.has_factory("quick_ruler"):
            Language.factory("quick_ruler", func=made)
        nlp.add_pipe("quick_ruler", after="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")


class QuickRuler:
    """Does what an attribute ruler does, but tries its rules once for each sort of word, not for each word.

    Most rules ask of one word for nothing but its tag, its dependency and whether it is one of a few words or
    a space; what they set is kept by these. Where another rule holds in a text, the ruler itself is asked.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        from spacy.matcher import Matcher
        from spacy.tokens._retokenize import set_token_attrs

        self._ruler, self._set = ruler, set_token_attrs
        self._sort: list[int | str] = ["LOWER", "TAG", "DEP", "IS_SPACE"]
        self._single, self._others = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._words: set[int] = set()
        self._known: dict[tuple[int, ...], dict[int, int]] = {}
        for number, rule in enumerate(ruler.patterns):
            patterns: list[Any] = rule["patterns"]  # type: ignore[assignment]
            words = [_words_asked(p) for p in patterns]
            simple = all(w is not None for w in words)
            self._words.update(ruler.vocab.strings.add(w) for ws in words if simple for w in ws or ())
            (self._single if simple else self._others).add(str(number), patterns)

    def __call__(self, doc: Doc) -> Doc:
        """Set what the rules say of each word."""
        if self._others(doc, allow_missing=True):
            return self._ruler(doc)
        for token, (lower, *sort) in zip(doc, doc.to_array(self._sort).tolist(), strict=True):
            key = (lower if lower in self._words else 0, *sort)
            told = self._known.get(key)
            if told is None:
                told = self._known[key] = self._told(doc, token.i)
            if told:
                self._set(token, told)
        return doc

    def _told(self, doc: Doc, at: int) -> dict[int, int]:
        strings, told = doc.vocab.strings, dict[int, int]()
        for number in sorted(int(strings[m[0]]) for m in self._single(doc[at : at + 1], allow_missing=True)):
            told.update(self._ruler.attrs[number])
        return told


def _words_asked(pattern: list[dict[str, Any]]) -> list[str] | None:
    """The words a rule asks for if it asks one word for nothing else but a tag, a dependency or a space."""
    if len(pattern) != 1 or not pattern[0].keys() <= {"TAG", "LOWER", "DEP", "IS_SPACE"}:
        return None
    lower = pattern[0].get("LOWER", {"IN": []})
    if isinstance(lower, str):
        return [lower]
    return list(lower["IN"]) if lower.keys() == {"IN"} else None


def _lemmatizer(nlp: Language) -> Lemmatizer | None:
    """The pipeline's lemmatizer if it takes one word at a time and leaves alone what others have set."""
    from spacy.pipeline import Lemmatizer

    found = nlp.get_pipe("lemmatizer") if "lemmatizer" in nlp.component_names else None
    return found if isinstance(found, Lemmatizer) and not found.overwrite else None


def lemma_of(token: Token, nlp: Language) -> str:
    """The lemma of a word, also where the pipeline has not looked for it."""
    lemmatizer = None if token.lemma_ else _lemmatizer(nlp)
    return lemmatizer.lemmatize(token)[0] if lemmatizer else token.lemma_


_RUN = re.compile(r"\w+|[^\w\s]")  # letters and digits that stand together, or one sign


class Phrases:
    """Finds phrases in parsed text, letter for letter, that begin and end where its words do.

    spaCy's own matcher has to cut all phrases into words first, which takes half a second for the reference list.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._begun_by: dict[str, list[str]] = {}
        for phrase in phrases:
            begun = _RUN.match(phrase)
            self._begun_by.setdefault(begun.group() if begun else "", []).append(phrase)

    def within(self, doc: Doc) -> Iterator[tuple[str, int, int]]:
        """Each phrase with its first word's number and that after its last one, also within others."""
        text, words = doc.text, doc.to_array(["IDX", "LENGTH"]).tolist()
        starts = {at: number for number, (at, _) in enumerate(words)}
        ends = {at + length: number + 1 for number, (at, length) in enumerate(words)}
        for run in _RUN.finditer(text):
            at = run.start()
            for phrase in self._begun_by.get(run.group(), ()):
                if at in starts and at + len(phrase) in ends and text.startswith(phrase, at):
                    yield phrase, starts[at], ends[at + len(phrase)]
