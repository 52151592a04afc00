"""All acts that a sentence tells of: those with a sum of money, and deals, sites, training and partnerships without.

A new way to tell of an act without a sum is a function here that gives frames.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest import lexicon as lex
from ingest.frames import ACTORS, PLACES, Frame, agents, by_preposition, money_frame, once

if TYPE_CHECKING:
    from graph.model import Status
    from ingest.language import Token
    from ingest.mentions import Mention
    from ingest.sentences import Sentence


def find_frames(s: Sentence) -> list[Frame]:
    """All frames of one sentence."""
    frames = [f for f in (money_frame(s, m, k) for k, m in enumerate(s.money)) if f is not None]
    frames += _count_frames(s, frames)
    if not frames or not any(f.kind == "acquisition" for f in frames):
        frames += _deal_frames(s)
    rounds = [f for f in frames if f.kind == "equity"]
    backers = _backers(s)
    if rounds:
        for frame in rounds[:1]:
            known = {m.name for m in (*frame.investors, *frame.recipients)}
            frame.investors += [m for m in backers if m.name not in known]
    elif backers and not s.money:
        frames.append(Frame("equity", s, backers, joins=True))
    if not frames:
        frames += _site_frames(s)
        frames += _partner_frames(s)
    for frame in frames:
        frame.status = status_of(s, frame)
    return frames


_LED = re.compile(
    r"\b(?:led by|participation (?:from|of|by)|backing from|joined by|co-led by|investors? (?:include|including))\b"
)
_TOOK_PART = re.compile(
    r"\b(?:also )?(?:participated|took part|joined(?: the| in the)? (?:round|financing)|invested in the round)\b"
)


def _backers(s: Sentence) -> list[Mention]:
    """Who took part in a funding round: those after "led by", those before "took part"."""
    text = s.span.text
    if not re.search(
        r"\b(?:round|funding|financing|raise[ds]?|series|seed|investors?|participat\w+|took part)\b",
        text,
        re.I,
    ):
        return []
    led, joined = _LED.search(text), _TOOK_PART.search(text)
    found = []
    for m in s.mentions:
        at = m.start - s.start
        if (
            m.type in {"Company", "Organization", "Government"}
            and not m.adjective
            and (
                (led and at >= led.end() and not (joined and at > joined.end()))
                or (joined and at < joined.start())
            )
        ):
            found.append(m)
    return once(found)


# counts --------------------------------------------------------------------------------------------------


def _count_frames(s: Sentence, before: list[Frame]) -> list[Frame]:
    frames = []
    for count in s.counts:
        if count.unit == "people":
            verb = next(
                (t for t in s.span if t.lemma_.lower() in lex.TRAIN and t.pos_ in {"VERB", "NOUN"}), None
            )
            noun = next(
                (t for t in s.span if t.lemma_.lower() in {"training", "skilling", "upskilling"}), None
            )
            if verb is None and noun is None:
                continue
            frame = Frame("training", s, target=count)
            anchor = verb if verb is not None else noun
            subject, passive = s.subject(anchor) if anchor is not None else ([], False)
            frame.investors = [m for m in subject if m.type in ACTORS and not passive and not m.adjective]
            frame.places = [
                m
                for m, prep, _ in by_preposition(s, None, 0)
                if m.type in PLACES and prep in {"in", "across", "of"}
            ]
            frames.append(frame)
        elif before:
            best = before[0]
            if best.target is None:
                best.target = count
    return frames


# acts without an amount ----------------------------------------------------------------------------------


def _deal_frames(s: Sentence) -> list[Frame]:
    frames = []
    for token in s.span:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and (lemma in lex.ACQUIRE or (lemma in {"buy", "purchase"})):
            subject, passive = s.subject(token)
            objects = [m for c in token.children if c.dep_ == "dobj" for m in s.things(c)]
            if passive:
                subject, objects = agents(s, token), subject
            objects = [m for m in objects if m.type == "Company"]
            givers = [m for m in subject if m.type in ACTORS and m not in objects]
            if objects and givers:
                frames.append(Frame("acquisition", s, givers, objects))
        elif lemma in {"acquisition", "takeover"}:
            target = [
                m
                for c in token.children
                if c.lower_ == "of"
                for p in c.children
                for m in s.things(p)
                if m.type == "Company"
            ]
            owner = [m for c in token.children if c.dep_ == "poss" for m in s.things(c)]
            owner += [m for c in token.children if c.lower_ == "by" for p in c.children for m in s.things(p)]
            if not owner and token.dep_ in {"dobj", "pobj"}:
                owner, _ = s.subject(token.head)
            owner = [m for m in owner if m.type == "Company" and m not in target]
            if target and owner:
                frames.append(Frame("acquisition", s, owner, target))
        elif lemma in {"back", "backed"} and token.tag_ == "VBN":
            backers = agents(s, token)
            backed = s.things(token.head) if token.dep_ in {"acl", "amod", "relcl"} else s.subject(token)[0]
            backed = [m for m in backed if m.type == "Company" and m not in backers]
            if backers and backed:
                frames.append(Frame("equity", s, [m for m in backers if m.type in ACTORS], backed))
    return frames


def _site_frames(s: Sentence) -> list[Frame]:
    for token in s.span:
        lemma = token.lemma_.lower()
        site: Token | None = None
        subject: list[Mention] = []
        passive = False
        if lemma in lex.BUILD and token.pos_ == "VERB":
            subject, passive = s.subject(token)
            site = next(
                (c for c in token.children if c.dep_ in {"dobj", "nsubjpass"} and _is_site(s, c)), None
            )
            if passive:
                subject = agents(s, token)
        elif lemma in {"establishment", "opening", "construction", "launch"} and token.pos_ == "NOUN":
            site = next(
                (
                    p
                    for c in token.children
                    if c.lower_ == "of"
                    for p in c.children
                    if _is_site(s, p, named=True)
                ),
                None,
            )
            subject = [m for c in token.children if c.dep_ == "poss" for m in s.things(c)]
        if site is None:
            continue
        frame = Frame("facility", s, site=site)
        frame.investors = [m for m in subject if m.type in ACTORS and not m.adjective]
        named = s.at(site)
        if named is not None and named.type not in PLACES:
            frame.recipients = [named]
        frame.investors = [m for m in frame.investors if m not in frame.recipients]
        frame.places = [
            m
            for m, prep, _ in by_preposition(s, None, 0)
            if m.type in PLACES and prep in {"in", "at", "near", "on", "outside", "across"}
        ]
        return [frame]
    return []


def _is_site(s: Sentence, token: Token, *, named: bool = False) -> bool:
    m = s.at(token)
    if m is not None and m.first <= token.i <= m.last:
        return m.type == "Facility" or (named and m.type in {"Company", "Organization"} and m.last > m.first)
    return token.lemma_.lower() in lex.SITE_NOUNS


def _partner_frames(s: Sentence) -> list[Frame]:
    for token in s.span:
        lemma = token.lemma_.lower()
        partners: list[Mention] = []
        if lemma in {"partner", "team", "collaborate", "cooperate", "ally"} and token.pos_ == "VERB":
            partners = [*s.subject(token)[0], *_with(s, token)]
        elif lemma in lex.PARTNER_NOUNS and token.pos_ == "NOUN":
            governor = token.head
            if governor.pos_ == "VERB" and governor.lemma_.lower() in {
                "announce",
                "sign",
                "form",
                "enter",
                "forge",
                "launch",
                "expand",
                "agree",
                "ink",
                "establish",
            }:
                partners = [*s.subject(governor)[0], *_with(s, token), *_with(s, governor)]
        partners = [m for m in once(partners) if m.type in ACTORS - {"Program"} and not m.adjective]
        if len(partners) > 1:
            return [Frame("partnership", s, partners)]
    return []


def _with(s: Sentence, token: Token) -> list[Mention]:
    return [
        m
        for c in token.children
        if c.lower_ in {"with", "between", "among"}
        for p in c.children
        if p.dep_ == "pobj"
        for m in s.things(p)
    ]


# status --------------------------------------------------------------------------------------------------


def status_of(s: Sentence, frame: Frame) -> Status:
    """What the words of a sentence tell about how far an act has come."""
    lemmas = {t.lemma_.lower() for t in s.span}
    low = f" {s.span.text.lower()} "
    if lemmas & lex.CANCELLED:
        return "cancelled"
    if any(phrase in low for phrase in lex.IN_TALKS):
        return "considered"
    if any(phrase in low for phrase in lex.TO_COME):
        return "announced"
    past = any(t.tag_ in {"VBD", "VBN"} and t.lemma_.lower() in lex.ALL_DONE for t in s.span)
    if frame.kind == "equity":
        return "completed" if past or frame.money is not None else "announced"
    return "completed" if past and lemmas & lex.DONE.get(frame.kind, frozenset()) else "announced"
