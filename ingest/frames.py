"""From a sentence to frames: single acts with their kind, parties and places, as that one sentence tells them.

A frame starts from a sum of money or from a word that says what was done. The parse gives who did it and to
whom; where it gives nothing, the nearest preposition decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest import lexicon as lex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import Kind, Status
    from ingest.amounts import MoneySpan
    from ingest.counts import CountSpan
    from ingest.language import Token
    from ingest.mentions import Mention
    from ingest.sentences import Sentence

ACTORS = frozenset({"Company", "University", "Government", "Organization", "Country", "Program"})
PLACES = frozenset({"Country", "Place"})


@dataclass
class Frame:
    """One act as one sentence tells it."""

    kind: Kind
    sentence: Sentence
    investors: list[Mention] = field(default_factory=list)
    recipients: list[Mention] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)
    money: MoneySpan | None = None
    target: CountSpan | None = None
    site: Token | None = None
    status: Status = "announced"
    inherited: bool = False  # the investor stands in an earlier sentence
    joins: bool = False  # it only adds investors to the round told of before


@dataclass(frozen=True)
class Trigger:
    """The words that say what was done: a verb, a noun, or both."""

    verb: Token | None
    noun: Token | None

    @property
    def lemmas(self) -> set[str]:
        """The lemmas of both, in lower case."""
        return {t.lemma_.lower() for t in (self.verb, self.noun) if t is not None}


_VERBS = (
    lex.SPEND
    | lex.GIVE
    | lex.RECEIVE
    | lex.RAISE
    | lex.LEAD
    | lex.LEND
    | lex.ACQUIRE
    | lex.BUY
    | lex.SELL
    | lex.BUILD
    | lex.TRAIN
    | lex.PARTNER
    | lex.CANCEL
)
_NOUNS = (
    lex.INVESTMENT_NOUNS
    | lex.GRANT_NOUNS
    | lex.LOAN_NOUNS
    | lex.ROUND_NOUNS
    | lex.DEAL_NOUNS
    | lex.ORDER_NOUNS
    | lex.PARTNER_NOUNS
    | lex.SITE_NOUNS
)


# money ---------------------------------------------------------------------------------------------------


def money_frame(s: Sentence, money: MoneySpan, index: int) -> Frame | None:
    """The act that a sum of money (the `index`th of its sentence) was put into, or None if it is no commitment."""
    if money.per or not _pledged(s, money):
        return None
    head = s.head_of(money.start, money.end)
    if head is None:
        return None
    trigger = _trigger(s, head, money)
    if trigger.verb is None and trigger.noun is None and not s.heading:
        return None
    kind = _money_kind(s, trigger, money)
    if kind is None:
        return None
    frame = Frame(kind, s, money=money)
    _fill_parties(frame, trigger, index)
    return frame


def _window(s: Sentence, start: int, end: int, before: int, after: int) -> tuple[str, str]:
    text = s.span.text
    a, b = start - s.start, end - s.start
    return text[max(0, a - before) : a].lower(), text[b : b + after].lower()


def _pledged(s: Sentence, money: MoneySpan) -> bool:
    """Whether the words beside a sum do not make it a revenue, a valuation or a price."""
    left, right = _window(s, money.start, money.end, 45, 32)
    near = (
        left.replace(",", " ").replace("-", " ").split()[-4:]
        + right.replace(",", " ").replace("-", " ").split()[:2]
    )
    if lex.NOT_PLEDGED & {w.strip(".;:()") for w in near}:
        return "contract" in near or "investment" in near or "project" in near
    return not any(
        phrase in left[-30:]
        for phrase in ("valued at", "valuation of", "valuing", "worth of", "total funding")
    )


def _trigger(s: Sentence, head: Token, money: MoneySpan) -> Trigger:
    noun = verb = None
    token, steps = head, 0
    while steps < 8:
        lemma = token.lemma_.lower()
        if noun is None and token.pos_ in {"NOUN", "PROPN"} and lemma in _NOUNS:
            noun = token
        if token.pos_ in {"VERB", "AUX"} and (lemma in _VERBS or verb is None):
            verb = token if verb is None or verb.lemma_.lower() not in _VERBS else verb
            if lemma in _VERBS:
                break
        if token.head is token:
            break
        token, steps = token.head, steps + 1
    if noun is None:
        end = money.end - s.offset
        after = [t for t in s.span if t.idx >= end][:5]
        noun = next((t for t in after if t.lemma_.lower() in _NOUNS), None)
    if noun is None:
        start = money.start - s.offset
        before = [t for t in s.span if t.idx < start][-5:]
        noun = next((t for t in reversed(before) if t.lemma_.lower() in _NOUNS and t.pos_ != "VERB"), None)
    return Trigger(verb, noun)


def _money_kind(s: Sentence, trigger: Trigger, money: MoneySpan) -> Kind | None:  # noqa: C901 - a decision table
    verb = trigger.verb.lemma_.lower() if trigger.verb is not None else ""
    noun = trigger.noun.lemma_.lower() if trigger.noun is not None else ""
    low = s.span.text.lower()
    left, right = _window(s, money.start, money.end, 60, 70)
    if any(
        w in right[:50] or w in left[-40:]
        for w in ("funding round", "series ", "seed round", "seed funding", "pre-seed", "financing round")
    ):
        return "equity"
    if noun in {"loan", "debt", "lending", "borrowing"} or verb in lex.LEND or " loan" in right[:30]:
        return "loan"
    if noun in {"stake", "share", "equity"}:
        return "equity"
    if verb in lex.RAISE and (
        "round" in low or "fund" in low or "investor" in low or " led by" in low or "raise" in verb
    ):
        return "equity"
    if verb in lex.ACQUIRE or noun in lex.DEAL_NOUNS:
        return "acquisition"
    if noun in {"contract", "order", "offtake", "ppa"} or (verb in {"order", "procure"}):
        return "purchase"
    if verb in {"buy", "purchase"}:
        return "acquisition" if _buys_company(s, trigger.verb) else "purchase"
    if noun in {
        "grant",
        "donation",
        "gift",
        "award",
        "subsidy",
        "scholarship",
        "endowment",
        "incentive",
        "fellowship",
        "aid",
    }:
        return "grant"
    if verb in lex.GIVE:
        return "grant"
    if noun in {"funding", "support", "credit"} or verb in {"win", "receive", "secure"}:
        return "equity" if "venture" in low or "investor" in low else "grant"
    if verb in lex.SPEND or verb in lex.BUILD or noun in lex.INVESTMENT_NOUNS or noun in lex.SITE_NOUNS:
        return "investment"
    if verb in lex.CANCEL or s.heading:
        return "investment"
    return _kind_by_receiver(s)


def _kind_by_receiver(s: Sentence) -> Kind | None:
    """What money is that no known word tells of: it is somebody's, so who is named with it decides."""
    named = {m.type for m in (*s.mentions, *s.referred.values())}
    if named & {"University", "Organization"} or ("Government" in named and "Company" in named):
        return "grant"
    return "investment" if named & {"Company", "Government"} else None


def _buys_company(s: Sentence, verb: Token | None) -> bool:
    objects = [c for c in verb.children if c.dep_ == "dobj"] if verb is not None else []
    return any(m.type == "Company" for c in objects for m in s.things(c))


def _fill_parties(frame: Frame, trigger: Trigger, index: int) -> None:  # noqa: C901
    s, verb, noun = frame.sentence, trigger.verb, trigger.noun
    subject, passive = s.subject(verb) if verb is not None else ([], False)
    lemma = verb.lemma_.lower() if verb is not None else ""
    nounal = noun.lemma_.lower() if noun is not None else ""
    agent = agents(s, verb) if verb is not None else []
    givers: list[Mention] = []
    takers: list[Mention] = []
    getting = lemma in lex.RECEIVE | lex.RAISE or (frame.kind == "loan" and lemma == "borrow")
    if frame.kind == "purchase" and (lemma in lex.RECEIVE or lemma in lex.SELL):
        getting = True
    if passive:
        takers += [m for m in subject if lemma in lex.GIVE | lex.LEND | lex.ACQUIRE | lex.BUY | {"select"}]
        givers += agent
    elif (getting and frame.kind != "investment") or (s.heading and lemma in lex.RECEIVE):
        takers += subject
    else:
        givers += subject
    for m, prep, _ in by_preposition(s, frame.money, index):
        if m in givers or m in takers:
            continue
        if (prep in {"from", "by"} and m.type in ACTORS) or (prep == "led" and frame.kind == "equity"):
            givers.append(m)
        elif m.type in PLACES and prep in {
            "in",
            "across",
            "into",
            "throughout",
            "at",
            "near",
            "for",
            "on",
            "to",
            "within",
            "of",
        }:
            frame.places.append(m)
        elif (m.type not in PLACES and prep in {"to", "for", "into", "in", "at", "with", "between"}) or (
            prep == "dobj" and m.type not in PLACES
        ):
            takers.append(m)
    if noun is not None:
        for child in noun.children:
            if child.dep_ == "poss":
                (givers if not givers else []).extend(s.things(child))
    if nounal and not givers and not takers and verb is None:
        givers += [m for m in s.mentions if m.type in ACTORS][:1]
    frame.investors = [m for m in givers if m.type in ACTORS and not m.adjective]
    frame.recipients = [m for m in takers if m.type not in PLACES and m not in frame.investors]
    if frame.kind in {"grant", "loan"}:
        frame.recipients += [m for m in takers if m.type == "Country"]


def agents(s: Sentence, verb: Token) -> list[Mention]:
    """Who does what a passive verb says: "awarded by the ministry"."""
    found = []
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for pobj in child.children:
                if pobj.dep_ == "pobj":
                    found += s.things(pobj)
    return found


def by_preposition(s: Sentence, money: MoneySpan | None, index: int) -> Iterable[tuple[Mention, str, Token]]:  # noqa: C901 - every way in which a word can be linked
    """Mentions with the word that links them to their clause; in a list of sums, those that follow this one."""
    low, high = s.start, s.end
    if money is not None and len(s.money) > 1:
        if index > 0:
            low = money.start
        if index + 1 < len(s.money):
            high = s.money[index + 1].start
    linked: set[int] = set()
    for token in s.span:
        place = s.offset + token.idx
        if place < low and money is not None and index > 0:
            continue
        if place >= high:
            break
        prep = token.lower_
        if token.dep_ in {"prep", "agent", "dative"} or (token.pos_ == "ADP" and token.dep_ != "prt"):
            if prep == "by" and token.head.lemma_.lower() == "lead":
                prep = "led"
            for child in token.children:
                if child.dep_ in {"pobj", "dobj"}:
                    for m in s.things(child):
                        if m.first not in linked:
                            linked.add(m.first)
                            yield m, prep, child
        elif (
            token.dep_ in {"dobj", "dative", "iobj"}
            and token.head.lemma_.lower() in lex.GIVE | lex.ACQUIRE | lex.BUY | lex.LEND
        ):
            for m in s.things(token):
                if m.first not in linked:
                    linked.add(m.first)
                    yield m, "dobj", token


def once(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions without those of a name that stands before."""
    return list({m.name: m for m in mentions}.values())
