"""Things as a text names them and anchors with their verdicts, made by hand or with a reader that says what it is told."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from graph.model import ArticleInfo, EntityType, Kind, Status
from ingest.amounts import MoneySpan, find_money
from ingest.anchors import Anchor
from ingest.candidates import Candidates
from ingest.layout import blocks
from ingest.mentions import Mention
from ingest.parties import INVESTOR, PLACE, RECIPIENT
from ingest.pieces import cut
from ingest.reader import KINDS, STATUSES, TYPES, Reading
from ingest.things import Thing, find_things

if TYPE_CHECKING:
    from collections.abc import Iterable

Named = list[tuple[str, EntityType]]


def thing(text: str, said: str, type_: EntityType, name: str | None = None) -> Thing:
    """A thing of a type, with a mention wherever the text says it."""
    mentions = []
    at = text.find(said)
    while at >= 0:
        mentions.append(Mention(at, at + len(said), said, name or said, type_))
        at = text.find(said, at + 1)
    votes = np.zeros(len(TYPES), np.float32)
    votes[TYPES.index(type_)] = 1
    return Thing(name or said, name or said, mentions, votes)


def candidates(text: str) -> Any:
    """Candidates that are one sentence."""
    whole = (0, len(text))
    return cast("Any", SimpleNamespace(text=text, sentences=[whole], sentence_at=lambda _: whole))


def things(
    text: str,
    names: Named,
    *,
    rules: tuple[Mention, ...] = (),
    people: tuple[str, ...] = (),
    tags: dict[str, str] | None = None,
    sure: float = 0.95,
    publisher: str | None = None,
) -> list[Thing]:
    """The things of a text in which the reader is so sure of these names, and rules propose those mentions.

    All words are nouns but those with other `tags`.
    """
    parts = tuple(blocks(text, []))
    pieces = cut(parts)
    types = np.zeros((len(pieces), len(TYPES)), np.float32)
    opens = np.zeros(len(pieces), np.float32)
    for name, type_ in names:
        at = text.find(name)
        while at >= 0:
            first, last = cast("tuple[int, int]", pieces.within(at, at + len(name)))
            types[first : last + 1, TYPES.index(type_)] = sure
            opens[first] = sure
            at = text.find(name, at + len(name))
    nothing = cast("Any", None)
    reading = Reading(pieces, nothing, nothing, types, opens, nothing)
    nouns = tuple((b.start + m, b.start + m + 1, "", "NOUN") for b in parts for m in range(len(b.text)))
    nouns += tuple((text.find(w), text.find(w) + len(w), w, tag) for w, tag in (tags or {}).items())
    spans = tuple((text.find(p), text.find(p) + len(p)) for p in people)
    sentences = tuple(m.span() for m in re.finditer(r"[^.]+\.?", text))
    money = tuple(find_money(text))
    found = Candidates(
        ArticleInfo(id="a", publisher=publisher),
        text,
        parts,
        sentences,
        nouns,
        rules,
        money,
        (),
        (),
        (),
        (),
        spans,
    )
    return find_things(found, reading)


def rule(text: str, said: str, type_: EntityType, name: str | None = None) -> Mention:
    at = text.find(said)
    return Mention(at, at + len(said), said, name or said, type_, known=name is not None)


def told(found: list[Thing]) -> dict[str, set[str]]:
    return {t.name: set(t.surfaces) for t in found}


def anchor(
    kind: Kind,
    parts: dict[str, tuple[float, float, float]],
    *,
    sure: float = 0.9,
    status: Status = "announced",
    money: MoneySpan | None = None,
    at: int = 0,
) -> Anchor:
    kinds = np.full(1 + len(KINDS), 0.0, np.float32)
    kinds[0], kinds[1 + KINDS.index(kind)] = 1 - sure, sure
    statuses = np.zeros(len(STATUSES), np.float32)
    statuses[STATUSES.index(status)] = 1
    return Anchor(
        at, at + 5, money, kinds, statuses, {k: np.array(p, np.float32) for k, p in parts.items()}, {}
    )


def anchors_at_sums(text: str, kind: Kind, parts: dict[str, tuple[float, float, float]]) -> list[Anchor]:
    """An anchor of a kind for each sum of a text, all with the same parts."""
    made = []
    for m in find_money(text):
        made.append(anchor(kind, parts, money=m, at=m.start))
        made[-1].end = m.end
    return made


def sides(told: Anchor, names: Iterable[str]) -> str:
    """Who of these surely gives, gets and is the place: "Maine > Arcwell+Vesta @ Lyon"."""
    givers, takers, places = (
        "+".join(n for n in names if n in told.parts and told.parts[n][role] > 0.8)
        for role in (INVESTOR, RECIPIENT, PLACE)
    )
    return f"{givers} > {takers} @ {places}"


def parts(told: Anchor) -> str:
    """Who surely gives and who surely gets: "Maine > Arcwell+Vesta"."""
    givers, takers = (
        "+".join(n for n, p in told.parts.items() if p[role] > 0.8) for role in (INVESTOR, RECIPIENT)
    )
    return f"{givers} > {takers}"
