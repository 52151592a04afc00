"""Which names stand for the same thing within one article.

Names are put together when one is the other's acronym, beginning or known alias.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.letters import plain_letters
from ingest.reference import load_reference
from ingest.shortened import is_blend, is_without_sort, tickers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ingest.mentions import Mention

_LEGAL = re.compile(
    r"[\s,]+(?:inc|corp|corporation|co|company|ltd|limited|plc|llc|llp|ag|se|sa|nv|bv|gmbh|group|holdings?|pte|pty|pvt|private|bhd|berhad|sdn|"
    r"tbk|asa|as|ab|oyj?|aps|spa|s\.p\.a|srl|kk|k\.k|kgaa|kft|p?jsc|saog|sab|ltda|sas|sarl|s\.a|n\.v)\.?$",
    re.I,
)
# What a unit's name adds to its parent's, besides names of countries.
_REGIONS = frozenset([
    "africa", "america", "americas", "asia", "asia pacific", "benelux", "deutschland", "emea", "espana", "europe",
    "far east", "iberia", "italia", "latin america", "middle east", "nordic", "nordics", "north america", "pacific",
    "polska", "schweiz", "south america",
])  # fmt: skip
_UNIT = re.compile(
    r"\b(?:[Ii]ts|[Oo]ur)\s(?:[\w.-]+,?\s){0,4}?(?:subsidiary|unit|arm|division|affiliate|business),?\s(?:called\s|named\s)?$"
)
_ENDOWED = re.compile(
    r"\b(?:foundation|stiftung|fondation|fundaci[oó]n|fondazione|endowment|charitable\strust)$"
)
_TITLE = 150  # characters that a title has at most
_LEAD = 200  # characters before a unit's name in which its parent is named


@lru_cache(maxsize=10_000)
def bare(name: str) -> str:
    """A name without its legal form, in lower case."""
    return plain_letters(without_form(name))


def without_form(name: str) -> str:
    """A name without its legal forms: "Arcwell Co., Ltd." has two."""
    while (cut := _LEGAL.sub("", name).strip(" ,.")) and cut != name:
        name = cut
    return name


def acronym(name: str) -> str:
    """The initials of a name's capitalised words, without its legal form."""
    return _initials(without_form(name))


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"[A-Z0-9]\w*", name))


class _Units:
    """Which names are of units, not the full names of their parents: "its arm Vesta America", "Vesta Japan"."""

    def __init__(self, mentions: Iterable[Mention], text: str) -> None:
        title = text.find("\n", 0, _TITLE)
        self._starts: dict[str, list[int]] = {}
        self._leads: dict[str, str] = {}
        self._formal: set[str] = set()
        for m in mentions:
            name = bare(m.name)
            if name != plain_letters(m.name).strip(" ,."):
                self._formal.add(name)
            if m.start > title:
                self._starts.setdefault(name, []).append(m.start)
                low = max(m.start - _LEAD, text.rfind("\n", 0, m.start))
                if _UNIT.search(text, max(0, m.start - 80), m.start):
                    self._leads.setdefault(name, plain_letters(text[max(0, low) : m.start]))

    def told(self, name: str) -> bool:
        """Whether a name is called that of somebody's unit."""
        return bare(name) in self._leads

    def has(self, short: str, full: str) -> bool:
        """Whether the full one of two names is a unit's, the short one its parent's."""
        a, b = bare(short), bare(full)
        if not b.startswith(f"{a} ") or not {a, b} <= self._starts.keys():
            return False
        if _ENDOWED.search(b):  # named before it, a company is not called as its foundation is
            return min(self._starts[a]) < min(self._starts[b])
        if a in self._leads.get(b, ""):
            return True
        before = sum(at < min(self._starts[b]) for at in self._starts[a])
        return before > (0 if a in self._formal else 1) and _is_region(b.removeprefix(a).strip())


def _is_region(name: str) -> bool:
    return name in _REGIONS or any(e.type == "Country" for e in load_reference().lookup(name))


def cluster(mentions: Iterable[Mention], types: Mapping[str, str], text: str = "") -> dict[str, str]:
    """Map each name in the article to the name that stands for its thing: the fullest one of its kind.

    `types` has the type of each name. Of several names that a short one may stand for, the most frequent
    that is no unit's counts.
    """
    mentions = list(mentions)
    units = _Units(mentions, text)
    counts: dict[str, int] = {}
    known: set[str] = set()
    for m in mentions:
        counts[m.name] = counts.get(m.name, 0) + 1
        if m.known:
            known.add(m.name)
    leader: dict[str, str] = {}
    called = tickers(mentions, text)
    for name in sorted(counts, key=lambda n: (n not in known, -len(n), n)):
        fuller = [
            other
            for other in dict.fromkeys(leader.values())
            if _same(name, types[name], other, types[other], name in known) and not units.has(name, other)
        ]
        if called.get(name) in leader and name not in known:
            fuller = [leader[called[name]]]
        leader[name] = max(fuller, key=lambda n: (not units.told(n), counts[n])) if fuller else name
    return leader


def _same(name: str, type_: str, other: str, other_type: str, known: bool) -> bool:
    a, b = bare(name), bare(other)
    if a == b or (type_ == other_type == "Place" and {a, b} == {min(a, b), f"{min(a, b)} state"}):
        return True  # "New York State" is New York
    if known or {type_, other_type} & {"Country", "Place"}:
        return False
    if type_ == other_type == "Government" and b.endswith(f" {a}") and " " in a:
        # "the Ministry of Mines" is the Finnish Ministry of Mines
        return load_reference().country_of(other[: len(other) - len(name)].strip()) is not None
    if type_ == other_type and is_blend(name, without_form(other)):
        return True
    if is_without_sort(name, other) and type_ == other_type == "Facility":
        return True
    least = 2 if other_type == "University" else 3
    if name.isupper() and least <= len(name) <= 8 and name in {acronym(other), _initials(other)}:
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
