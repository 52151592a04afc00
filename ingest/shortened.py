"""Short forms of names that an article told in full: a ticker, the first words, a blend such as "FinCom"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable

_TICKER = re.compile(r"['’]?\s\((?:[A-Z][A-Za-z .]{1,20}:\s?)([A-Z]{2,6})(?:[;,)])")
_LONGEST = 40  # characters of a name's first words
_MOST_TIMES = 50  # how often first words are looked for
_FIRST_WORDS = re.compile(
    r"[A-Z][\w.’'-]+\s[A-Z][\w.’'-]+(?=\s(?:(?:of|for)\s)?(?:Foundation|Fund|Group|Holdings?|Corporation|Company|Technolog\w+|Energy|Capital|Ventures?|Partners|"
    r"Pharma\w*|Therapeutics|Systems|Semiconductors?|Bank|Trust|Industries|Institute|Robotics|Power|Materials|Biosciences?|Health|Labs?|Motors?|Resources|"
    r"Investments?|Management|Networks?|Solutions|Renewables?|Minerals|Metals|Mining|Electronics|Instruments|Center|Centre|University|College)\b)"
)
_THEN_WORDS = re.compile(r"[A-Z][\w.’'-]+\s[A-Z][\w.’'-]+(?:\s[a-z]+){1,2}")
_GOES_ON = re.compile(r"\s?[&-]?\s?[A-Z\d]|['’]s\s[A-Z]|-")
_COMES_FROM = re.compile(r"[A-Z][\w.’'-]*\s?[&-]?\s?$|[-#@/]$")
_PROJECT = re.compile(r"(?:project|program(?:me)?|initiative|scheme|consortium)")
_SITE = re.compile(
    r"(?:\s(?:Solar|Wind|Energy|Power|Hydro|Nuclear|Battery|Storage|Data|Cent(?:er|re)|Farm|Park|Plant|Station|Campus|Project|Facility|Complex|Mine|Fab|Factory))+"
)
_PARTS = re.compile(r"[A-Z][a-z]+|[A-Z]+(?![a-z])|\d+")


def with_short_forms(chosen: list[Mention], text: str) -> list[Mention]:
    """The mentions with those of the first words of a longer name: "Arden Oak" where there is an "Arden Oak Foundation".

    A project called "SoLiST project" is named SoLiST.
    """
    chosen = [_without_project(m) for m in chosen]
    # "Arden Oak chips" in "Arden Oak chips in $5 million" may have been taken for some chips.
    loose = {m.start: m for m in chosen if not m.known and _THEN_WORDS.fullmatch(m.text)}
    inside = {k for m in chosen if m.start not in loose for k in range(m.start, m.end)}
    made: dict[int, Mention] = {}
    for m in chosen:
        short = _FIRST_WORDS.match(m.name)
        if m.type in {"Country", "Place"} or m.text != m.name or not short or len(short.group()) > _LONGEST:
            continue
        name, at = short.group(), -1
        for _ in range(_MOST_TIMES):
            at = text.find(name, at + 1)
            if at < 0:
                break
            end = at + len(name)
            if at < m.end or not inside.isdisjoint(range(at, end)) or text[end : end + 1].isalnum():
                continue
            if not _GOES_ON.match(text, end) and not _COMES_FROM.search(text, max(0, at - 30), at):
                made.setdefault(at, Mention(at, end, name, name, m.type))
    rest = [m for m in chosen if m.start not in made]
    return sorted([*rest, *made.values()], key=lambda m: (m.start, -m.end))


def is_project_name(name: str) -> bool:
    """Whether a name is written as those of projects are, mostly in capitals: SoLiST; the Arcwell project is not Arcwell."""
    return " " not in name and sum(ch.isupper() for ch in name) > max(3, len(name) // 2)


def _without_project(m: Mention) -> Mention:
    first, _, rest = m.text.partition(" ")
    if m.known or not _PROJECT.fullmatch(rest) or not is_project_name(first):
        return m
    return replace(m, end=m.start + len(first), text=first, name=first)


def tickers(mentions: Iterable[Mention], text: str) -> dict[str, str]:
    """For each ticker that stands behind a name the name: LMG for "Lantern Metals (ASX: LMG)"."""
    told = ((_TICKER.match(text, m.end), m) for m in mentions if m.type not in {"Country", "Place"})
    return {said[1]: m.name for said, m in told if said}


def is_without_sort(short: str, full: str) -> bool:
    """Whether a site is named without the words that tell its sort: "Arden Hill" for "Arden Hill Solar Farm"."""
    rest = full[len(short) :]
    if not full.startswith(f"{short} ") or not rest:
        return False
    return " " in short and bool(_SITE.fullmatch(rest))


def is_blend(short: str, full: str) -> bool:
    """Whether a name is made of the beginnings of another one's words, in their order: "FinCom" of "Finley Compute"."""
    parts, words = _PARTS.findall(short), full.split()
    if " " in short or len(parts) < 2 or "".join(parts) != short or len(parts) != len(words):
        return False
    return all(len(p) > 1 and w.startswith(p) for p, w in zip(parts, words, strict=True)) and short != full
