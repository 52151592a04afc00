"""Governments that are told by a place's name: "the state of Thuringia has paid", "South Korea's trade ministry", "Queensland will lend"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ingest.mentions import Mention, type_of_name
from ingest.reader import TYPES
from ingest.reference import load_reference

if TYPE_CHECKING:
    from ingest.things import Thing

_PLACES = frozenset({"Country", "Place"})
_ACTING = re.compile(
    r"(?:^|[.;:,\n“\"]\s?|\b(?:by|from|and)\s)(?:[Tt]he\s)?((?:[Ss]tate|[Cc]ity|[Cc]ounty|[Pp]rovince|[Tt]own)) of $"
)
_OF_PLACE = re.compile(
    r"(?:[Tt]he\s)?([Ss]tate|[Cc]ity|[Cc]ounty|[Pp]rovince|[Tt]own)\sof\s([A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3})"
)
_OWN = re.compile(r"['’]s\s((?:[a-z]+\s){0,3}(?:ministry|government|cabinet|treasury))\b")
_SEVERAL = re.compile(r"\sand\s([A-Z]\w+(?:\s[A-Z]\w+)?)\s(?:state\s|provincial\s)?governments\b")
_LAST_OF_SEVERAL = re.compile(r"\s(?:state\s|provincial\s)?governments\b")


def governments_at(m: Mention, text: str) -> list[Mention]:
    """The governments that the words around a place's mention make of it; none if they speak of the place."""
    if m.type == "Government" and not m.known and (told := _OF_PLACE.fullmatch(m.text)):
        name = _listed(f"{told[2]} government") or f"{told[1].title()} of {told[2]}"
        return [replace(m, name=name, known=True)]
    if m.type not in _PLACES:
        return []
    acting = _ACTING.search(text, max(0, m.start - 30), m.start) if m.type == "Place" else None
    if acting:
        name = _listed(f"{m.name} government") or f"{acting[1].title()} of {m.name}"
        return [replace(m, name=name, type="Government", known=True)]
    if own := _OWN.match(text, m.end):
        said = text[m.start : own.end()]
        name = _listed(said) or f"{own[1].capitalize()} of {m.name}"
        return [Mention(m.start, own.end(), said, name, "Government", known=True)]
    if several := _SEVERAL.match(text, m.end):
        two = Mention(*several.span(1), several[1], _named(several[1]), "Government", known=True)
        return [replace(m, name=_named(m.text), type="Government", known=True, adjective=False), two]
    if _LAST_OF_SEVERAL.match(text, m.end):
        return [replace(m, name=_named(m.text), type="Government", known=True, adjective=False)]
    return []


def government_of(place: Thing, by_key: dict[str, Thing]) -> Thing:
    """The government that a place stands for, which is added to the things: Ottawa for Canada's, Queensland for its own."""
    key = f"government of {place.key}"
    if key not in by_key:
        listed = next((h for h in load_reference().lookup(place.name) if h.type == "Government"), None)
        name = listed.name if listed else place.name
        if not listed and not type_of_name(name):
            name = f"Government of {name}"
        votes = np.zeros_like(place.votes)
        votes[TYPES.index("Government")] = place.votes.sum()
        by_key[key] = replace(place, key=key, name=name, mentions=list(place.mentions), votes=votes)
    return by_key[key]


def _named(said: str) -> str:
    return _listed(f"{said} government") or f"Government of {said}"


def _listed(said: str) -> str | None:
    return next((h.name for h in load_reference().lookup(said) if h.type == "Government"), None)
