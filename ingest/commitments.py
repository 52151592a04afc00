"""From frames of single sentences to the commitments of an article.

What a sentence leaves unsaid is taken from those before it (who acts, which country is spoken of); frames
with the same sum, or the same act between the same parties, are one commitment.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graph.model import Amount, OtherAmount, Period, Target
from ingest import lexicon as lex
from ingest.frames import ACTORS, PLACES, Frame

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import EntityType, Sector
    from ingest.language import Token
    from ingest.mentions import Mention
    from ingest.sentences import Sentence

_PLACED = frozenset({"investment", "facility", "training"})
_MIN_SUM = 10_000  # Smaller sums are prices and fees.


@dataclass(frozen=True)
class Thing:
    """An entity in the making, the same wherever name and type are."""

    name: str
    type: EntityType
    aliases: tuple[str, ...] = field(default=(), compare=False)


@dataclass
class Draft:
    """A commitment in the making."""

    frame: Frame
    investors: list[Thing]
    recipients: list[Thing]
    places: list[Thing]
    sentences: list[Sentence]


def assemble(frames: Iterable[Frame], surface: dict[str, set[str]], actor: Mention | None) -> list[Draft]:
    """All commitments of an article from the frames of its sentences, in their order."""
    drafts: list[Draft] = []
    for frame in frames:
        _complete(frame, actor)
        draft = _draft(frame, surface)
        if draft is None:
            continue
        if frame.joins:
            _join(drafts, draft)
            continue
        same = next((d for d in drafts if _same(d, draft)), None)
        if same is None:
            drafts.append(draft)
        else:
            _merge(same, draft)
    return [d for d in drafts if _stands(d)]


def _join(drafts: list[Draft], new: Draft) -> None:
    """Add investors to the last funding round told of."""
    before = next((d for d in reversed(drafts) if d.frame.kind == "equity"), None)
    if before is not None:
        taken = _names(before.recipients) | _names(before.investors)
        before.investors += [t for t in new.investors if t.name not in taken]
        before.sentences.append(new.frame.sentence)


def _complete(frame: Frame, actor: Mention | None) -> None:
    s = frame.sentence
    if not frame.investors and frame.kind != "equity":
        before = s.actor or actor
        named = [
            m
            for m in s.mentions
            if m.type in {"Company", "Government"}
            and not m.adjective
            and m not in frame.recipients
            and m.name not in {r.name for r in frame.recipients}
        ]
        if s.heading and named:
            frame.investors = named[:1]
        elif before is not None and before.name not in {r.name for r in frame.recipients}:
            frame.investors = [before]
            frame.inherited = True
    if frame.kind in _PLACED and not frame.places:
        frame.places = _implied_places(s, frame)


def _implied_places(s: Sentence, frame: Frame) -> list[Mention]:
    taken = {m.name for m in (*frame.investors, *frame.recipients)}
    named = [m for m in s.mentions if m.type in PLACES and m.name not in taken]
    owned = [
        m for m in named if m.last + 1 < len(s.span.doc) and s.span.doc[m.last + 1].lower_ in {"'s", "’s"}
    ]
    adjectives = [
        m
        for m in named
        if m.adjective
        and s.span.doc[m.last].head.lemma_.lower()
        in lex.INVESTMENT_NOUNS
        | lex.SITE_NOUNS
        | {"manufacturing", "operation", "workforce", "economy", "worker"}
    ]
    return (owned or adjectives)[:1]


def _draft(frame: Frame, surface: dict[str, set[str]]) -> Draft | None:
    if frame.money is not None and frame.money.value < _MIN_SUM:
        return None
    places = [_thing(m, surface) for m in _most_specific(frame.places)]
    investors = [_thing(m, surface) for m in frame.investors]
    recipients = [_thing(m, surface) for m in frame.recipients]
    if frame.kind in {"facility", "investment"}:
        site = _site(frame, investors, places, surface)
        if site is not None:
            recipients = [site]
    if frame.kind == "investment" and any(t.type == "University" for t in recipients):
        frame.kind = "grant"
    if frame.kind == "investment" and recipients and all(t.type == "Company" for t in recipients):
        frame.kind = "equity"
    if frame.kind not in _PLACED:
        places = places if frame.kind in {"grant", "loan"} and not recipients else []
    return Draft(frame, _once(investors), _once(recipients), _once(places), [frame.sentence])


def _thing(m: Mention, surface: dict[str, set[str]]) -> Thing:
    return Thing(m.name, m.type, tuple(sorted(surface.get(m.name, set()) - {m.name})))


def _most_specific(places: list[Mention]) -> list[Mention]:
    """Of "Taylor, Texas" the first: a place straight before a comma is inside the one after it."""
    kept: list[Mention] = []
    for m in places:
        if kept and m.first - kept[-1].last == 2 and m.type in PLACES and kept[-1].type == "Place":
            continue
        kept.append(m)
    if any(m.type == "Place" for m in kept):
        kept = [m for m in kept if m.type == "Place"]
    return kept


def _site(
    frame: Frame, investors: list[Thing], places: list[Thing], surface: dict[str, set[str]]
) -> Thing | None:
    s = frame.sentence
    where = places[0].name if places else None
    token = frame.site
    if token is None:
        facility = next((m for m in frame.recipients if m.type == "Facility"), None)
        if facility is not None:
            return _thing(facility, surface)
        token = _unnamed_site(frame)
        if token is None or where is None or not investors:
            return None
    named = s.at(token)
    if named is not None and named.first <= token.i <= named.last:
        if named.type == "Facility" or where is None:
            return Thing(named.name, "Facility", tuple(sorted(surface.get(named.name, set()) - {named.name})))
        full = named.name if where in named.name else f"{named.name} {where}"
        return Thing(full, "Facility", (named.name, f"{named.name} in {where}"))
    if not investors:
        return None
    what = _site_words(token)
    who = investors[0].name
    short = min([who, *investors[0].aliases], key=len)
    full = f"{who} {what} in {where}" if where else f"{who} {what}"
    other = {f"{short} {what} in {where}" if where else f"{short} {what}"}
    if where:
        other |= {f"{who} {where} {what}", f"{short} {where} {what}", f"{what} in {where}"}
    for one, two in (("data center", "data centre"), ("data centre", "data center")):
        other |= {name.replace(one, two) for name in {full, *other} if one in name}
    return Thing(full, "Facility", tuple(sorted(other - {full})))


def _unnamed_site(frame: Frame) -> Token | None:
    """The word for a site that a sum is meant for: it stands after the sum and before the next one."""
    s, money = frame.sentence, frame.money
    if money is None:
        return None
    following = [m.start for m in s.money if m.start > money.start]
    until = min(following, default=s.end)
    for token in s.span:
        if (
            money.start < s.offset + token.idx < until
            and token.lemma_.lower() in lex.SITE_NOUNS - {"office", "headquarters", "region"}
            and token.pos_ == "NOUN"
            and s.at(token) is None
            and token.dep_ in {"dobj", "pobj", "nsubjpass", "conj"}
        ):
            return token
    return None


def _site_words(token: Token) -> str:
    words = [
        t.text
        for t in token.lefts
        if t.dep_ == "compound"
        or (t.dep_ == "amod" and t.lower_ in {"solar", "quantum", "nuclear", "electric"})
    ]
    return " ".join([*words, token.lemma_.lower()])


def _once(things: Iterable[Thing]) -> list[Thing]:
    return list({t.name: t for t in things}.values())


def _same(a: Draft, b: Draft) -> bool:
    x, y = a.frame, b.frame
    if x.money is not None and y.money is not None:
        return _same_sum(x, y) and not _clash(a.recipients, b.recipients)
    if x.money is not None or y.money is not None:
        return False
    if x.target is not None and y.target is not None and x.kind == y.kind:
        return x.target.quantity == y.target.quantity
    return (
        x.kind == y.kind
        and x.target is None
        and y.target is None
        and _names(a.investors) == _names(b.investors)
        and (not a.recipients or not b.recipients or _names(a.recipients) == _names(b.recipients))
    )


def _same_sum(x: Frame, y: Frame) -> bool:
    left = [(x.money.value, x.money.currency), *x.money.also]  # type: ignore[union-attr]
    right = [(y.money.value, y.money.currency), *y.money.also]  # type: ignore[union-attr]
    return any(ca == cb and abs(va - vb) <= 0.005 * max(va, vb) for va, ca in left for vb, cb in right)


def _clash(a: list[Thing], b: list[Thing]) -> bool:
    return bool(a and b and not _names(a) & _names(b) and all(t.type == "Company" for t in (*a, *b)))


def _names(things: list[Thing]) -> frozenset[str]:
    return frozenset(t.name for t in things)


def _merge(kept: Draft, new: Draft) -> None:
    """Put what another sentence tells of the same act to what is known; a full sentence outweighs a heading."""
    weak = kept.frame.sentence.heading and not new.frame.sentence.heading
    if weak:
        kept.frame.kind, kept.frame.status = new.frame.kind, new.frame.status
    for role in ("investors", "recipients", "places"):
        old, add = getattr(kept, role), getattr(new, role)
        inherited = role == "investors" and kept.frame.inherited and not new.frame.inherited
        if add and (not old or weak or inherited):
            setattr(kept, role, add)
    if not weak and kept.frame.inherited and not new.frame.inherited:
        kept.frame.inherited = False
    if kept.frame.kind not in _PLACED:
        kept.places = [] if kept.recipients else kept.places
    told, heard = kept.frame.money, new.frame.money
    if told is not None and heard is not None and told.qualifier == "exact" and heard.qualifier != "exact":
        # "Up to £3 million" in the text is what a headline's bare "£3m" leaves out.
        kept.frame.money = replace(told, qualifier=heard.qualifier)
    if new.frame.target is not None and kept.frame.target is None:
        kept.frame.target = new.frame.target
    if weak:
        kept.sentences = [new.frame.sentence, *kept.sentences]
        kept.frame.sentence = new.frame.sentence
    else:
        kept.sentences.append(new.frame.sentence)


def _stands(d: Draft) -> bool:
    """Whether a draft says enough to count."""
    d.recipients = [t for t in d.recipients if t.name not in _names(d.investors)]
    if not d.investors and not d.recipients:
        return False
    kind = d.frame.kind
    if d.frame.money is None:
        if kind == "facility":
            return bool(d.investors) and bool(d.recipients or d.places)
        if kind == "training":
            return bool(d.investors) and d.frame.target is not None
        return len(d.investors) + len(d.recipients) > 1
    return True


def amount_of(draft: Draft) -> Amount | None:
    """The sum as the record has it."""
    money = draft.frame.money
    if money is None:
        return None
    top = money.max if money.max is not None and money.max > money.value else None
    return Amount(
        value=money.value,
        currency=money.currency,
        max=top,
        qualifier=money.qualifier,
        also=tuple(OtherAmount(value=v, currency=c) for v, c in money.also),
    )


def target_of(draft: Draft) -> Target | None:
    """The promised count as the record has it."""
    count = draft.frame.target
    return None if count is None else Target(quantity=count.quantity, unit=count.unit)


def period_of(draft: Draft) -> Period | None:
    """The period told nearest to the sum, in any of the sentences about it."""
    years = start = end = None
    for s in draft.sentences:
        money = draft.frame.money
        anchor = money.start if money is not None and s.start <= money.start < s.end else s.start
        for p in sorted(s.periods, key=lambda p: abs(p.start - anchor)):
            if years is None and p.years and p.kind == "duration":
                years = p.years
            if p.kind != "duration" and end is None and start is None:
                start, end = p.begin, p.finish
    if years is None and start is None and end is None:
        return None
    return Period(years=years, start=start, end=end)


def day_of(draft: Draft) -> str | None:
    """The day on which it was made public, if a sentence about it tells."""
    for s in draft.sentences:
        ends = {p.finish for p in s.periods}
        for day in s.days:
            inside = any(p.start <= day.start < p.end for p in s.periods)
            if not inside and day.date not in ends:
                return day.date
    return None


def sectors_of(draft: Draft) -> tuple[Sector, ...]:
    """The sectors that the words of the evidence tell of, at most three."""
    low = " " + " ".join(s.span.text for s in draft.sentences).lower() + " "
    found = [name for name, words in lex.SECTOR_WORDS.items() if any(w in low for w in words)]
    return tuple(found[:3])  # type: ignore[arg-type]


__all__ = [
    "ACTORS",
    "Draft",
    "Thing",
    "amount_of",
    "assemble",
    "day_of",
    "period_of",
    "sectors_of",
    "target_of",
]
