"""Programmes named after their partners: "Keio University-Carnegie Mellon AI Research Partnership" names two members."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from ingest.mentions import Mention
from ingest.reader import TYPES
from ingest.reference import load_reference
from ingest.relations import Link
from ingest.things import Thing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import EntityType
    from ingest.candidates import Candidates

_MEMBERS = frozenset({"University", "Company", "Country", "Organization"})


def links_in_names(found: Candidates, things: list[Thing]) -> Iterator[Link]:
    """The members that names of programmes tell of, as things of the article where it speaks of them, and their links."""
    by_name = {t.key: t for t in things}
    for program in things:
        if program.type != "Program" or program.described:
            continue
        partners = partners_in_name(program.name)
        if len(partners) < 2:
            continue
        naming = program.mentions[0]
        span = found.sentence_at(naming.start)
        members = [by_name.get(name) or _thing(name, type_, said, naming) for name, type_, said in partners]
        for member in members:
            yield Link(member, "member_of", program, *span, 1.0)
        if all(m.type != "Country" for m in members):
            yield Link(members[0], "partner_of", members[1], *span, 1.0)


def _thing(name: str, type_: EntityType, said: str, naming: Mention) -> Thing:
    votes = np.zeros(len(TYPES), np.float32)
    votes[TYPES.index(type_)] = 1
    return Thing(name, name, [Mention(naming.start, naming.end, said, name, type_, known=True)], votes)


def partners_in_name(name: str) -> list[tuple[str, EntityType, str]]:
    """Name, type and wording of the known bodies that a name joins by a dash or "and"; empty if it joins none."""
    reference = load_reference()
    parts = re.split(r"\s*[-–—/]\s*|\s+and\s+", name)
    found: list[tuple[str, EntityType, str]] = []
    for k, part in enumerate(parts):
        words = part.split()
        ends = range(len(words), 0, -1) if k else range(len(words))
        for n in ends:
            said = " ".join(words[:n] if k else words[n:])
            hit = next((h for h in reference.lookup(said) if h.type in _MEMBERS), None)
            if hit is not None:
                found.append((hit.name, hit.type, said))
                break
        else:
            if k < len(parts) - 1 and re.search(r"\b(?:University|Institute|College)\b", part):
                found.append((part.strip(), "University", part.strip()))
    return found if len(found) == len(parts) > 1 else []
