"""Whom "the university", "the firm", "the company" stand for: who is named so, who the paragraph or the article is about."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.candidates import Candidates
    from ingest.mentions import Mention
    from ingest.things import Thing

_FACULTY = re.compile(
    r"\b(?:College|School|Faculty|Department|Academy|Cent(?:er|re)|Laborator(?:y|ies)|Programme?|Institute\s(?:for|of)\s(?!Tech|Sci))\b"
)
_UNIVERSITY = re.compile(r"universi|\bpolytech", re.I)
# Nouns that stand for one whose name says that it is such.
_NAMED_SO = (
    (re.compile(r"\b(?:lender|bank)$"), re.compile(r"bank|banc|banque|\bBNDES\b|\bEIB\b|\bKfW\b", re.I)),
    (re.compile(r"\binstitute$"), re.compile(r"\b(?:institut(?!es\b)|istituto)", re.I)),
    (re.compile(r"\bfoundation$"), re.compile(r"foundation|stiftung|fundaci|fondation|endowment", re.I)),
    (re.compile(r"\bcollege$"), re.compile(r"\bColl[eè]g")),
    (re.compile(r"\bschool$"), re.compile(r"\b(?:School|College|Academy)\b")),
    (re.compile(r"\bdepartment$"), re.compile(r"\bDepartment\b")),
    (re.compile(r"\bministry$"), re.compile(r"\bMinist")),
    (re.compile(r"\bagency$"), re.compile(r"\bAgen(?:cy|ce|zia|tur|cia)")),
    (re.compile(r"\b(?:council|commission|authority|fund)$"), None),
)
_FIRM = re.compile(r"(?:company|firm|start-?up|business|maker|manufacturer|developer|operator|insurer)$")
_NO_FUND = re.compile(r"(?:company|start-?up|maker|manufacturer|developer|operator|insurer)$")
_FUND = re.compile(r"\b(?:Capital|Ventures?|Partners|Fund|Equity|Invest|Investors?|Investments?|Bank)\b")
_TO_IT = re.compile(r"\b(?:awarded|gave|paid|lent|backed|joined|sold|supplie[sd]|from|with|by)\sthe\s$")
_CLAUSE = re.compile(r"[,;:—–]|\b(?:and|but|that|which|where|when|after|because|as)\b")
_OWNED = re.compile(
    r",\s(?:(?:which|who)\s(?:is\s|has\sbeen\s)?)?(?:(?:wholly\s|partly\s|majority[\s-])?(?:owned|controlled|backed)\sby|belongs?\sto|belonging\sto"
    r"|(?:an?\s|the\s)?(?:[a-z-]+\s){0,2}(?:unit|subsidiary|arm|part|division|affiliate)\sof)\s(?:the\s|an?\s)?(?:[A-Z]\w+\s)?(?:(?!and\s)[a-z-]+\s){0,3}"
)
_ARM = re.compile(
    r"['’]s\s(?:(?!(?:and|or)\b)[a-z][\w-]*\s){0,4}(?:arm|unit|subsidiary|division|affiliate|brand|business|vehicle)\b"
)
_LEAD, _TITLE = 0.7, 0.3  # how much it counts for a body that the article begins with it
_CLEARLY = 0.4  # by how much another has to be told of more than the last one
_TITLE_MOST = 160  # characters of a title


class Epithets:
    """Chooses among the bodies of an article which one a noun stands for."""

    def __init__(self, found: Candidates, things: dict[str, Thing]) -> None:
        self._text = found.text
        # A heading goes on in what stands under it.
        self._blocks = [
            b.start for k, b in enumerate(found.blocks) if k < 2 or not found.blocks[k - 1].heading
        ]
        first = found.blocks[0] if found.blocks else None
        titled = (
            first is not None and first.heading and len(self._blocks) > 1 and len(first.text) < _TITLE_MOST
        )
        self._title = self._blocks[1] if titled else 0
        told = [
            (m.start, t.key)
            for t in things.values()
            if t.type in {"Company", "University", "Government", "Organization"}
            for m in t.mentions
            if m.start >= self._title
        ]
        self._first = min(told)[1] if told else ""

    def named_so(self, m: Mention, bodies: list[Thing]) -> Thing | None:
        """Who of the bodies before is called as a description says: "the lender", "the university", "the ministry"."""
        alike: list[Thing] = []
        if m.text.endswith("university"):
            alike = [t for t in bodies if _is_university(t)]
        for noun, in_name in _NAMED_SO:
            if said := noun.search(m.text):
                pattern = in_name or re.compile(rf"\b{said.group()}\b", re.I)
                alike = [t for t in bodies if pattern.search(t.name)]
                break
        if not alike or any(self.here(t, m) for t in alike):
            return last(alike, m) if alike else None
        return max(alike, key=lambda t: (_often(t, m), last_start(t, m)))

    def about(self, m: Mention, bodies: list[Thing], sentence: int) -> Thing:
        """Whom "the company" stands for: the last one, or whom the article is about if the paragraph names none."""
        bodies = self._without_arm(m, bodies)
        nearest = last(bodies, m)
        if not _FIRM.search(m.text):
            return nearest
        others = [t for t in bodies if t is not nearest]
        if others and self._is_owner(last_start(nearest, m), last(others, m), m):
            nearest = last(others, m)
        if self.here(nearest, m):
            at = max(x.end for x in nearest.mentions if x.start < m.start)
            others = [t for t in bodies if t is not nearest]
            # Who awards the company something is not the company.
            other = (
                at >= sentence
                and _TO_IT.search(self._text, max(0, m.start - 20), m.start)
                and not _CLAUSE.search(self._text, at, m.start)
            )
            return last(others, m) if other and others else nearest
        return self.told_most(m, bodies)

    def _without_arm(self, m: Mention, bodies: list[Thing]) -> list[Thing]:
        """The bodies without the unit of which the next words tell whose it is: "Vesta Cloud, the company's computing arm"."""
        if not _ARM.match(self._text, m.end):
            return bodies
        arms = [t for t in bodies if any(self._text[k.end : m.start] == ", the " for k in t.mentions)]
        others = [t for t in bodies if t not in arms]
        first = {t.name.split()[0] for t in arms}
        # It is hardly a unit of whom the paragraph tells something else, if the article names its namesake.
        return [t for t in others if t.name.split()[0] in first] or others or bodies

    def _is_owner(self, at: int, other: Thing, m: Mention) -> bool:
        """Whether one is only named as the owner of another right before: "Vesta, which belongs to Kelvorn, said"."""
        end = max(x.end for x in other.mentions if x.start < m.start)
        return end <= at and bool(_OWNED.fullmatch(self._text, end, at))

    def told_most(self, m: Mention, things: list[Thing]) -> Thing:
        """The last one that the paragraph speaks of; if it speaks of none, whom the article clearly tells more of."""
        nearest = last(things, m)
        if self.here(nearest, m):
            return nearest
        best = max(things, key=lambda t: (self._weight(t, m), last_start(t, m)))
        return best if self._weight(best, m) > self._weight(nearest, m) + _CLEARLY else nearest

    def _weight(self, t: Thing, m: Mention) -> float:
        in_title = any(x.start < self._title for x in t.mentions)
        return math.log1p(_often(t, m)) + _LEAD * (t.key == self._first) + _TITLE * in_title

    def here(self, t: Thing, m: Mention) -> bool:
        """Whether a thing is named in the paragraph before a mention."""
        at = bisect_right(self._blocks, m.start) - 1
        low = self._blocks[at] if at >= 0 else 0
        return any(low <= x.start < m.start for x in t.mentions)


def is_firm(m: Mention) -> bool:
    """Whether a description is one word that stands for any firm: "company", "chipmaker"."""
    return m.text == "group" or (" " not in m.text and bool(_FIRM.search(m.text)))


def without_funds(m: Mention, bodies: list[Thing]) -> list[Thing]:
    """The bodies for which a description may stand: "the start-up" is not the fund that put money into it."""
    firms = [t for t in bodies if not _FUND.search(t.name)] if _NO_FUND.search(m.text) else []
    return firms or bodies


def last(things: list[Thing], m: Mention) -> Thing:
    """The one that was spoken of last before a mention."""
    return max(things, key=lambda t: last_start(t, m))


def last_start(t: Thing, m: Mention) -> int:
    """Where a thing was last spoken of before a mention."""
    return max(x.start for x in t.mentions if x.start < m.start)


def _often(t: Thing, m: Mention) -> int:
    return sum(x.start < m.start for x in t.mentions)


def _is_university(t: Thing) -> bool:
    return t.type == "University" and bool(_UNIVERSITY.search(t.name) or not _FACULTY.search(t.name))
