"""Which mentions, pronouns and descriptions stand for the same thing within one article.

Names are put together when one is the other's acronym, beginning or known alias; "the company", "it" and
"the tech giant" stand for the last fitting thing that was a subject, else for the last fitting one named.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.language import Token
    from ingest.mentions import Mention

_LEGAL = re.compile(
    r"[\s,]+(?:inc|corp|corporation|co|company|ltd|limited|plc|llc|llp|ag|se|sa|nv|bv|gmbh|group|holdings?)\.?$",
    re.I,
)

COMPANY_WORDS = frozenset(
    [
        "company",
        "firm",
        "giant",
        "startup",
        "start-up",
        "maker",
        "chipmaker",
        "group",
        "corporation",
        "business",
        "developer",
        "provider",
        "carmaker",
        "automaker",
        "manufacturer",
        "vendor",
        "operator",
        "bank",
        "lender",
        "unicorn",
        "retailer",
        "conglomerate",
        "utility",
        "fund",
        "supplier",
        "subsidiary",
        "foundry",
        "venture",
    ]
)
COUNTRY_WORDS = frozenset(["country", "nation", "kingdom", "republic"])
GOVERNMENT_WORDS = frozenset(
    ["government", "ministry", "agency", "department", "administration", "authority", "commission"]
)
UNIVERSITY_WORDS = frozenset(["university", "institution", "college", "school", "institute"])
PROGRAM_WORDS = frozenset(["program", "programme", "initiative", "scheme", "project", "partnership"])
PLACE_WORDS = frozenset(["city", "state", "region", "province", "town", "county"])

_WORDS = {
    "Company": COMPANY_WORDS,
    "Country": COUNTRY_WORDS,
    "Government": GOVERNMENT_WORDS,
    "University": UNIVERSITY_WORDS,
    "Program": PROGRAM_WORDS,
    "Place": PLACE_WORDS,
}
_ACTORS = ("Company", "University", "Government", "Organization", "Country")


def bare(name: str) -> str:
    """A name without its legal form, in lower case."""
    shown = name
    while True:
        cut = _LEGAL.sub("", shown).strip(" ,.")
        if cut == shown or not cut:
            return shown.casefold()
        shown = cut


def acronym(name: str) -> str:
    """The initials of a name's capitalised words."""
    return "".join(w[0] for w in re.findall(r"[A-Z0-9]\w*", name))


def cluster(mentions: Iterable[Mention]) -> dict[str, str]:
    """Map each name in the article to the name that stands for its thing: the fullest one of its kind."""
    types: dict[str, str] = {}
    counts: dict[str, int] = {}
    known: set[str] = set()
    for m in mentions:
        types.setdefault(m.name, m.type)
        counts[m.name] = counts.get(m.name, 0) + 1
        if m.known:
            known.add(m.name)
    leader: dict[str, str] = {}
    for name in sorted(types, key=lambda n: (n not in known, -len(n), n)):
        leader[name] = next(
            (
                other
                for other in leader.values()
                if _same(name, types[name], other, types[other], name in known)
            ),
            name,
        )
    return leader


def _same(name: str, type_: str, other: str, other_type: str, known: bool) -> bool:
    a, b = bare(name), bare(other)
    if a == b:
        return True
    if known or {type_, other_type} & {"Country", "Place"}:
        return False
    if name.isupper() and 2 < len(name) <= 8 and acronym(other) == name:
        return True
    short = re.sub(r"[^\w\s]", "", a)
    long = re.sub(r"[^\w\s]", "", b)
    compatible = type_ == other_type or "Company" in {type_, other_type}
    return (
        compatible
        and len(short) > 3
        and type_ != "Facility"
        and other_type not in {"Facility", "Program"}
        and (long.startswith(short + " "))
    )


class Salience:
    """What was named lately, as the text is read from its beginning."""

    def __init__(self) -> None:
        self._recent: list[Mention] = []
        self._subjects: list[Mention] = []

    def see(self, mention: Mention, *, subject: bool) -> None:
        """Take note of a mention; subjects of a sentence are kept in mind longer."""
        (self._subjects if subject else self._recent).append(mention)

    def last(self, types: Iterable[str], *, subject: bool = True) -> Mention | None:
        """The last thing of one of these types, a subject if there was one."""
        wanted = set(types)
        for pool in (self._subjects, self._recent) if subject else (self._recent, self._subjects):
            for mention in reversed(pool):
                if mention.type in wanted and not mention.adjective:
                    return mention
        return None

    def refer(self, token: Token) -> Mention | None:
        """What a pronoun or a description with "the", "this" or "its" stands for, or None."""
        word = token.lower_
        if token.pos_ == "PRON" and word in {
            "it",
            "its",
            "they",
            "their",
            "we",
            "our",
            "which",
            "who",
            "that",
            "us",
        }:
            return self.last(_ACTORS)
        definite = any(
            child.lower_ in {"the", "this", "that", "its", "their", "our"}
            for child in token.children
            if child.i < token.i
        )
        if not definite:
            return None
        lemma = token.lemma_.lower()
        for type_, words in _WORDS.items():
            if lemma in words:
                return self.last([type_], subject=type_ != "Country")
        return None
