"""An entry of the reference list, and how names are compared in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.letters import plain_letters

if TYPE_CHECKING:
    from graph.model import EntityType

_LEGAL = re.compile(
    r"\b(?:inc|corp|corporation|co|company|ltd|limited|plc|llc|llp|ag|se|sa|nv|bv|gmbh|group|holdings?|the)\b"
)


@dataclass(frozen=True)
class RefEntity:
    """A well-known entity: `country` is an ISO 3166 alpha-2 code, `parent` a name; `ambiguous` names need context."""

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    country: str | None = None
    parent: str | None = None
    ambiguous: bool = False
    website: str | None = None
    tickers: tuple[str, ...] = ()
    isins: tuple[str, ...] = ()


@lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """A name as compared: without case, accents, punctuation and legal form."""
    text = re.sub(r"[’'`]s\b", "", plain_letters(name))
    text = re.sub(r"[^\w\s]", " ", text)
    bare = _LEGAL.sub(" ", text)
    return " ".join((bare if bare.strip() else text).split())
