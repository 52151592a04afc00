"""Which names stand for the same thing within one article.

Names are put together when one is the other's acronym, beginning or known alias.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.letters import plain_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ingest.mentions import Mention

_LEGAL = re.compile(
    r"[\s,]+(?:inc|corp|corporation|co|company|ltd|limited|plc|llc|llp|ag|se|sa|nv|bv|gmbh|group|holdings?)\.?$",
    re.I,
)


@lru_cache(maxsize=10_000)
def bare(name: str) -> str:
    """A name without its legal form, in lower case."""
    shown = name
    while True:
        cut = _LEGAL.sub("", shown).strip(" ,.")
        if cut == shown or not cut:
            return plain_letters(shown)
        shown = cut


def acronym(name: str) -> str:
    """The initials of a name's capitalised words, without its legal form."""
    return "".join(w[0] for w in re.findall(r"[A-Z0-9]\w*", _LEGAL.sub("", name)))


def cluster(mentions: Iterable[Mention], types: Mapping[str, str]) -> dict[str, str]:
    """Map each name in the article to the name that stands for its thing: the fullest one of its kind.

    `types` has the type of each name. Of several names that a short one may stand for, the most frequent counts.
    """
    counts: dict[str, int] = {}
    known: set[str] = set()
    for m in mentions:
        counts[m.name] = counts.get(m.name, 0) + 1
        if m.known:
            known.add(m.name)
    leader: dict[str, str] = {}
    for name in sorted(counts, key=lambda n: (n not in known, -len(n), n)):
        fuller = [
            other
            for other in dict.fromkeys(leader.values())
            if _same(name, types[name], other, types[other], name in known)
        ]
        leader[name] = max(fuller, key=lambda n: counts[n]) if fuller else name
    return leader


def _same(name: str, type_: str, other: str, other_type: str, known: bool) -> bool:
    a, b = bare(name), bare(other)
    if a == b or (type_ == other_type == "Place" and {a, b} == {min(a, b), f"{min(a, b)} state"}):
        return True  # "New York State" is New York
    if known or {type_, other_type} & {"Country", "Place"}:
        return False
    least = 2 if other_type == "University" else 3
    if name.isupper() and least <= len(name) <= 8 and acronym(other) == name:
        return True
    short = re.sub(r"[^\w\s]", "", a)
    long = re.sub(r"[^\w\s]", "", b)
    compatible = type_ == other_type or "Company" in {type_, other_type}
    return (
        compatible
        and (len(short) > 3 or (len(short) > 2 and " " not in name))  # OLX Group is not OLX Uzbekistan
        and type_ != "Facility"
        and other_type not in {"Facility", "Program"}
        and (long.startswith(short + " "))
    )
