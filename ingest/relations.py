"""Lasting facts between two entities: part of, partner of, subsidiary of, located in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.commitments import Draft, Thing
from ingest.reference import load_reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import Predicate
    from ingest.mentions import Mention
    from ingest.sentences import Sentence

_ORGANIZATIONS = frozenset({"Company", "University", "Government", "Organization"})


@dataclass(frozen=True)
class Link:
    """A relation in the making, with the stretch of the article that states it."""

    subject: Thing
    predicate: Predicate
    object: Thing
    start: int
    end: int


def find_links(sentences: list[Sentence], drafts: list[Draft]) -> list[Link]:
    """All relations of an article."""
    links: dict[tuple[str, str, str], Link] = {}
    taking_part = {t.name for d in drafts for t in (*d.investors, *d.recipients)}
    for link in (*_sites(drafts), *_programs(drafts), *_stated(sentences, taking_part)):
        links.setdefault((link.subject.name, link.predicate, link.object.name), link)
    return list(links.values())


def _sites(drafts: list[Draft]) -> Iterator[Link]:
    for draft in drafts:
        s = draft.frame.sentence
        for thing in draft.recipients:
            if thing.type == "Facility" and draft.places:
                yield Link(thing, "located_in", draft.places[0], s.start, s.end)


def _programs(drafts: list[Draft]) -> Iterator[Link]:
    """A partnership named after its partners: "Keio University-Carnegie Mellon AI Research Partnership"."""
    for draft in drafts:
        for thing in (*draft.recipients, *draft.investors):
            if thing.type != "Program":
                continue
            partners = partners_in_name(thing.name)
            place = _where(draft, thing)
            if len(partners) < 2 or place is None:
                continue
            for partner in partners:
                yield Link(partner, "member_of", thing, *place)
            if all(p.type != "Country" for p in partners):
                yield Link(partners[0], "partner_of", partners[1], *place)


def _where(draft: Draft, thing: Thing) -> tuple[int, int] | None:
    for s in draft.sentences:
        for m in s.mentions:
            if m.name == thing.name:
                return m.start, m.end
    return None


def partners_in_name(name: str) -> list[Thing]:
    """The known organizations or countries that a programme's name joins by a dash or "and"."""
    reference = load_reference()
    parts = re.split(r"\s*[-–—/]\s*|\s+and\s+", name)
    found: list[Thing] = []
    for k, part in enumerate(parts):
        words = part.split()
        spans = (
            [" ".join(words[:n]) for n in range(len(words), 0, -1)]
            if k
            else [" ".join(words[n:]) for n in range(len(words))]
        )
        for span in spans:
            hits = [
                h
                for h in reference.lookup(span)
                if h.type in {"University", "Company", "Country", "Organization"}
            ]
            if hits:
                found.append(Thing(hits[0].name, hits[0].type, (span,) if span != hits[0].name else ()))
                break
        else:
            if (
                len(parts) > 1
                and k < len(parts) - 1
                and re.search(r"\b(University|Institute|College)\b", part)
            ):
                found.append(Thing(part.strip(), "University"))
    return found if len(found) == len(parts) else []


def _stated(sentences: list[Sentence], taking_part: set[str]) -> Iterator[Link]:
    for s in sentences:
        for m in s.mentions:
            if m.type in _ORGANIZATIONS and m.name in taking_part:
                yield from _located(s, m)
                yield from _owned(s, m)


def _located(s: Sentence, m: Mention) -> Iterator[Link]:
    doc = s.span.doc
    for place in s.mentions:
        if place.type not in {"Country", "Place"} or place.adjective or place.name == m.name:
            continue
        between = doc[place.last + 1 : m.first].text.lower() if place.last < m.first else ""
        after = doc[m.last + 1 : place.first].text.lower() if m.last < place.first else ""
        owned = between in {"'s", "’s"}
        based = re.fullmatch(r"-\s*based(?: [\w-]+){0,4}", between) or re.search(
            r"\b(?:headquartered|based) in\b[^.]{0,3}$", after
        )
        if owned or (based and len(after) < 60):
            start, end = min(m.start, place.start), max(m.end, place.end)
            yield Link(_plain(m), "located_in", _plain(place), start, end)


def _owned(s: Sentence, m: Mention) -> Iterator[Link]:
    doc = s.span.doc
    for other in s.mentions:
        if other.name == m.name or other.type not in _ORGANIZATIONS:
            continue
        if m.last < other.first:
            between = doc[m.last + 1 : other.first].text.lower()
            if re.fullmatch(
                r",? ?(?:an?|the)? ?(?:wholly[- ]owned )?(?:[\w-]+ ){0,2}(?:subsidiary|unit|division|arm|affiliate|brand) of(?: the)?",
                between,
            ):
                yield Link(_plain(m), "subsidiary_of", _plain(other), m.start, other.end)
            elif re.fullmatch(
                r"(?:'s|’s)? ?(?:[\w-]+ ){0,2}(?:subsidiary|unit|division|arm|brand),?", between
            ):
                yield Link(_plain(other), "subsidiary_of", _plain(m), m.start, other.end)


def _plain(m: Mention) -> Thing:
    return Thing(m.name, m.type, (m.text,) if m.text != m.name else ())
