"""What one bringing up to date works on: the index, the judgements, and what was touched so far."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.index import Index
    from graph.judgements import Linker
    from graph.model import Commitment, Record
    from graph.resolve.identity import Names


@dataclass(frozen=True)
class Telling:
    """What an article says now, corrections applied.

    `corrected` has the ids of commitments that a person mended, each with what was extracted under this id, if anything.
    `observed` is when it was read (ISO 8601).
    """

    record: Record
    text: str
    corrected: Mapping[str, Commitment | None] = field(default_factory=dict)
    observed: str | None = None


@dataclass
class Touched:
    """Keys of what may read otherwise than before: to be described anew."""

    articles: set[str] = field(default_factory=set)
    mentions: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)  # of events that came or went: how busy they are changed
    events: set[str] = field(default_factory=set)
    edges: set[tuple[str, str, str]] = field(default_factory=set)

    def add(self, other: Touched) -> None:
        """What was touched by another step, too."""
        for name, keys in vars(other).items():
            getattr(self, name).update(keys)


class Work:
    """The index, names and judgements, and what one step leaves for the next to look at again.

    `identities` are to be clustered and `blocks` (forms of a name: turned or squeezed) to be compared anew; `refs` are the
    claims whose deals are to be compared anew, and `events` those that lost a claim or may.
    """

    def __init__(self, index: Index, names: Names, linker: Linker) -> None:
        self.index, self.db = index, index.db
        self.names, self.linker = names, linker
        self.judged: dict[str, set[str]] = defaultdict(set)
        for a, b in (*(link[:2] for link in linker.links), *linker.apart):
            self.judged[a].add(b)
            self.judged[b].add(a)
        self.identities: set[str] = set()
        self.blocks: set[tuple[str, str]] = set()
        self.refs: set[str] = set()
        self.events: set[str] = set()
        self.touched = Touched()

    def leave_event(self, event: str | None) -> None:
        """Note an event that a claim goes out of."""
        if event is not None:
            self.events.add(event)
            self.touched.events.add(event)

    def drop_edges(self, basis: str) -> None:
        """Take away the direct edges that rest on an event or relation."""
        for edge in self.db.execute(
            "select source, edge, target from edge where basis = ?", (basis,)
        ).fetchall():
            self.touched.edges.add(edge)
        self.db.execute("delete from edge where basis = ?", (basis,))
