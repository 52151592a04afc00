"""The order of steps from articles to records; the steps themselves are in the modules that it names."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from typing import TYPE_CHECKING

from graph.model import Commitment, Entity, Record, Relation, Span
from ingest.aid import settle_aid
from ingest.anchors import find_anchors
from ingest.backers import settle_backers
from ingest.belonging import links_of_owners
from ingest.borrowers import settle_borrowers
from ingest.candidates import Candidates, article_blocks, find_candidates
from ingest.cards import settle_cards
from ingest.changes import settle_changes, settle_forms
from ingest.commitments import Assembly, Draft, assemble, find_wholes
from ingest.cues import settle_by_words
from ingest.endings import settle_endings
from ingest.entries import settle_entries, settle_fields, settle_investors, settle_recipients
from ingest.former import settle_former
from ingest.givers import settle_givers, settle_receivers
from ingest.grounding import ground
from ingest.headed import settle_heads
from ingest.language import BATCH, load_pipeline
from ingest.layout import with_joined_lines
from ingest.leads import settle_leads
from ingest.lines import find_lines, links_of_lines, settle_lines, without_buyers
from ingest.lists import settle_lists, settle_rows_of_names
from ingest.membership import links_of_members
from ingest.naming import names_of
from ingest.nesting import leave_out_larger, links_of_places
from ingest.offtakes import settle_offtakes
from ingest.partners import links_of_partners, settle_each_partner, settle_partners, settle_programs
from ingest.pieces import cut
from ingest.placed import place_money
from ingest.programs import links_in_names
from ingest.reader import load_reader
from ingest.relations import Link, find_links, once, telling, without_other_wholes
from ingest.respective import settle_each, settle_shares
from ingest.roles import settle_roles
from ingest.seated import settle_seats
from ingest.sites import settle_sites
from ingest.slots import amount_of, day_of, period_of, sectors_of, target_of
from ingest.speakers import with_speaker
from ingest.supplies import settle_supplies
from ingest.tables import find_rows, links_of_rows, settle_rows
from ingest.takeovers import settle_takeovers
from ingest.things import Thing, find_things
from ingest.topped import settle_topped
from ingest.units import leave_out_parents, links_of_units, settle_units
from ingest.ventures import settle_ventures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.model import Article
    from graph.settings import Settings
    from ingest.anchors import Anchor
    from ingest.lines import Line
    from ingest.tables import Row

EXTRACTOR = f"investgraph-reader/{version('investgraph')}"
_MOST_QUOTES = 3


@dataclass(frozen=True)
class Extraction:
    """All that was found in an article: the record, and what it was made of, for explanations."""

    record: Record
    found: Candidates
    things: list[Thing]
    assembly: Assembly
    links: list[Link]


def extract(articles: Iterable[Article], settings: Settings) -> Iterator[Record]:
    """The records of articles, in their order; articles are parsed in batches and not all held at once."""
    return (x.record for x in extract_all(articles, settings))


def extract_all(articles: Iterable[Article], settings: Settings) -> Iterator[Extraction]:
    """The records of articles with what they were made of."""
    nlp = load_pipeline(settings.model)
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        joined = [a.model_copy(update={"text": with_joined_lines(a.text)}) for a in batch]
        cuts = [article_blocks(a.text) for a in joined]
        docs = nlp.pipe((b.text for parts in cuts for b in parts), batch_size=BATCH)
        for told, article, parts in zip(batch, joined, cuts, strict=True):
            found = find_candidates(article, parts, list(islice(docs, len(parts))), nlp)
            yield _read(article, found, told.text)


def _read(article: Article, found: Candidates, told: str) -> Extraction:
    reader = load_reader()
    reading = reader.read(cut(found.blocks))
    things, lines = find_lines(found, with_speaker(found, find_things(found, reading)))
    rows = find_rows(found, things)
    anchors = find_anchors(found, reading, things, reader)
    _settle(anchors, found, things, rows, lines)
    assembly = assemble(anchors, things)
    find_wholes(assembly.drafts, article.text)
    links = [
        *links_in_names(found, things),
        *links_of_owners(found, things),
        *links_of_units(found, things),
        *links_of_rows(found, rows),
        *links_of_lines(found, lines),
        *links_of_members(found, things),
        *links_of_partners(found, things),
        *find_links(found, reading, things, reader),
    ]
    links = telling(without_other_wholes(without_buyers(links, lines)), assembly.drafts)
    place_money(assembly.drafts, links, article.text, things)
    used = [t for d in assembly.drafts for t in d.places] + [
        x.object for x in links if x.predicate == "located_in"
    ]
    links = once([*links, *links_of_places(found, things, used)])
    leave_out_larger(assembly.drafts, links)
    leave_out_parents(assembly.drafts, links, article.text)
    record = _record(article.model_copy(update={"info": found.info}), found, assembly.drafts, links)
    return Extraction(ground(record, told)[0], found, things, assembly, links)


def _settle(
    anchors: list[Anchor], found: Candidates, things: list[Thing], rows: list[Row], lines: list[Line]
) -> None:
    """What the rules say of anchors, from the layout to single words; what comes later has the last word."""
    settle_rows(anchors, rows, found, things)
    settle_fields(anchors, found, things)
    settle_recipients(anchors, found, things)
    settle_investors(anchors, found, things)
    settle_cards(anchors, found, things)
    settle_topped(anchors, found, things)
    settle_entries(anchors, found, things, rows)
    settle_shares(anchors, found, things)
    settle_lists(anchors, found, things)
    settle_rows_of_names(anchors, found, things)
    settle_each(anchors, found, things)
    settle_forms(anchors, found)
    settle_changes(anchors, found)
    settle_by_words(anchors, found)
    settle_endings(anchors, found)
    settle_leads(anchors, found)
    settle_heads(anchors, found.text, things)
    settle_roles(anchors, found, things)
    settle_borrowers(anchors, found, things)
    settle_supplies(anchors, found, things)
    settle_offtakes(anchors, found, things)
    settle_ventures(anchors, found, things)
    settle_backers(anchors, found, things)
    settle_former(anchors, found, things)
    settle_sites(anchors, found, things)
    settle_takeovers(anchors, found, things)
    settle_aid(anchors, found, things)
    settle_lines(anchors, lines, found, things)
    settle_partners(anchors, found, things)
    settle_each_partner(anchors, found, things)
    settle_programs(anchors, found, things)
    settle_units(anchors, found, things)
    settle_receivers(anchors, found, things)
    settle_givers(anchors, found, things)
    settle_seats(anchors, found, things)


class _Entities:
    """Numbers the entities of a record in the order in which they are needed."""

    def __init__(self, drafts: list[Draft], links: list[Link], text: str) -> None:
        self._drafts, self._links, self._text = drafts, links, text
        self._found: dict[str, Entity] = {}  # by the thing's key
        self._named: dict[tuple[str, str], Entity] = {}

    def id_of(self, thing: Thing) -> str:
        if thing.key not in self._found:
            name, aliases = names_of(thing, self._drafts, self._links, self._text)
            # Ottawa and "the federal government" are both told to be the Government of Canada.
            same = None if thing.described else self._named.get((name, thing.type))
            number = f"e{len(self.entities()) + 1}"
            self._found[thing.key] = same or Entity(id=number, name=name, type=thing.type, aliases=aliases)
            if not thing.described:
                self._named[name, thing.type] = self._found[thing.key]
        return self._found[thing.key].id

    def ids_of(self, things: Iterable[Thing]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.id_of(t) for t in things))

    def entities(self) -> tuple[Entity, ...]:
        return tuple({e.id: e for e in self._found.values()}.values())


def _record(article: Article, found: Candidates, drafts: list[Draft], links: list[Link]) -> Record:
    entities = _Entities(drafts, links, article.text)
    numbers = {id(d): f"c{n}" for n, d in enumerate(drafts, 1)}
    commitments = tuple(
        _commitment(numbers[id(d)], d, numbers.get(id(d.whole)), entities, found) for d in drafts
    )
    relations = tuple(
        Relation(
            subject=entities.id_of(link.subject),
            predicate=link.predicate,
            object=entities.id_of(link.object),
            evidence=(article.text[link.start : link.end],),
            spans=(Span(start=link.start, end=link.end),),
            confidence=link.confidence,
        )
        for link in links
    )
    return Record(
        article=article.info, entities=entities.entities(), commitments=commitments, relations=relations
    )


def _commitment(
    local_id: str, d: Draft, part_of: str | None, entities: _Entities, found: Candidates
) -> Commitment:
    spans = _evidence(d, found)
    quotes = tuple(found.text[s.start : s.end] for s in spans)
    return Commitment(
        id=local_id,
        kind=d.kind,
        investors=entities.ids_of(d.investors),
        recipients=entities.ids_of(d.recipients),
        places=entities.ids_of(d.places),
        amount=amount_of(d),
        period=period_of(d, found),
        announced=day_of(d, found),
        status=d.status,
        sectors=sectors_of(quotes),
        target=target_of(d, found),
        part_of=part_of,
        evidence=quotes,
        spans=spans,
        confidence=d.confidence,
    )


def _evidence(d: Draft, found: Candidates) -> tuple[Span, ...]:
    """The sentences of the surest anchors, and the nearest one that names a party which they leave out."""
    places = [found.sentence_at(a.start) for a in d.anchors[:2]]
    for thing in (*d.investors[:1], *d.recipients):
        if not any(a <= m.start < b for m in thing.mentions for a, b in places):
            nearest = min(thing.mentions, key=lambda m: abs(m.start - d.anchors[0].start))
            places.append(found.sentence_at(nearest.start))
    spans = []
    for start, end in dict.fromkeys(places[:_MOST_QUOTES]):
        quote = found.text[start:end]
        lead = len(quote) - len(quote.lstrip())
        spans.append(Span(start=start + lead, end=start + lead + len(quote.strip())))
    return tuple(spans)
