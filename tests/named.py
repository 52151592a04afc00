"""Things as a text names them, made by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from graph.model import EntityType
from ingest.mentions import Mention
from ingest.reader import TYPES
from ingest.things import Thing


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
    return cast("Any", SimpleNamespace(text=text, sentence_at=lambda _: (0, len(text))))
