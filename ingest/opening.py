"""Names that stand in what was taken for one: the owner in "Amazon's Fund", the place in "Telstra of Australia"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ingest.governments import governments_at
from ingest.mentions import Mention, clean_name, is_noise, type_of_name
from ingest.reader import TYPES
from ingest.reference import load_reference, states
from ingest.reference.listed import plain
from ingest.reference.states import SHORT_STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.candidates import Candidates
    from ingest.layout import Block
    from ingest.reader import Floats, Reading

_SORTS = (
    "company|firm|startup|start-up|spin-?out|spin-?off|maker|giant|group|lender|bank|fund|investor|backer|institute|"
    "institution|agency|council|charity|nonprofit|provider|operator|developer|supplier|manufacturer|specialist|producer|"
    "retailer|utility|miner|unit|subsidiary|arm|partner|rival|peer|competitor|builder|consultancy|conglomerate|unicorn|"
    "university|ministry|laboratory|lab|parent|designer|assembler|house|processor|carrier|insurer|telco|integrator|"
    "publisher|refiner"
)
_TRADES = (  # with a capital letter only at the beginning of a sentence
    "Rival|Lender|Retailer|Miner|Airline|Utility|Startup|Start-up|Developer|Builder|Shipbuilder|Contractor|Operator|Insurer|Biotech|Telco|"
    "Carrier|Architects|Engineers|Supplier|Manufacturer|[A-Z][a-z]*maker"
)
# What only says what sort of thing a name names: "lender", "Dresden-based", "Danish pension fund".
_LEAD = re.compile(
    rf"(?:(?:{_TRADES})\s+(?=[A-Z])"
    r"|\S+-(?:based|backed|led|owned|listed|headquartered|made|controlled)\s+"
    rf"|(?:[a-z]+\s+){{0,4}}?(?:[a-z]*(?:{_SORTS})|government|country|state|city)['’]s?\s+"
    rf"|(?:(?!(?:of|for|and|the|in|at)\b)[\w.’'-]+\s+){{0,4}}?(?:[a-z]*(?:{_SORTS}))\s+){{1,4}}(?=[A-Z0-9])"
)
# "Polish games studio Techland", "Cairo e-grocery Rabbit": where it is from, and its trade.
_TRADE = re.compile(
    r"((?:[A-Z][\w.]+[ -])?[A-Z][\w.]+)\s(?:(?!(?:of|for|and|the|in|at|de|du|des|di|del|y)\s)[a-z][\w-]*\s){1,4}(?=[A-Z\d])"
)
# "European project TERRA": what it is, and its name.
_PROJECT = re.compile(
    r"(?:[Tt]he\s)?(?:(?:European|EU|[a-z-]+)\s){0,2}(?:project|programme|program|initiative|scheme)\s(?=[A-Z\d])"
)
_STATE = re.compile(r",\s([A-Z][\w.]+(?:\s[A-Z]\w+)?)")
_SHORT = tuple(f", {s}" for s in SHORT_STATES.values())
_THERE = re.compile(r"\b(?:in|near|at|from|of|outside|to)\s$")
_CONNECTED = frozenset({"of", "in", "at", "de", "and", "&", "the"})
_OPENS = 0.4  # how likely a piece begins a name
_RANKS = r"(?:state|province|region|canton|prefecture|county|department|oblast|governorate|voivodeship)"
_REGION = re.compile(
    rf"\b{_RANKS}\sof\s(?P<of>[A-ZÀ-Þ][\w-]+(?:\s[A-ZÀ-Þ][\w-]+)?)|(?:\b(?:in|['’]s)|,)\s(?P<before>[A-ZÀ-Þ][\w-]+(?:\s[A-ZÀ-Þ][\w-]+)?)\s{_RANKS}\b"
)
_LONGEST = 80  # characters in which a lead is looked for
_BASED = re.compile(r"([A-Z][\w.’' -]{0,60}?)-(?:based|headquartered)\b")
_OWNED = re.compile(r"((?:.|\n)+?)['’]s?\s(?=[A-ZÀ-Þ])")
# What goes on with "of" and a place is the name itself: "Bank of China", "University of Maine".
_OF_NAMES = re.compile(
    r"\b(?:Bank|Company|Corporation|Authority|Port|Exchange|Board|Trust|Fund|Society|Association|Federation|Bureau|"
    r"Commission|Council|Office|Republic|Kingdom|Commonwealth|Club|Museum|Hospital|Academy|Foundation|Government|"
    r"Ministry|Department|Institute|University|College|School|State|City|County|Province)$"
)
_TOWN = re.compile(r"((?:.|\n)+?),\s(?=[A-Z])")
_BOTH = re.compile(r"((?:.|\n)+?)\s(?:and|&)\s(?=[A-Z])")
# Names that end in small letters: "Centre national de la recherche scientifique".
_FRENCH = re.compile(
    r"(?:Centre|Institut|Agence|Commissariat|[ÉE]cole|Conseil|Office|Caisse|Fonds|Ministère|Istituto|Consiglio|Agenzia|Ministero|Universit[éàe])\s"
    r"[^A-Z]*\b(?:de|du|des|della|delle|dei|di|pour|en|nationale?|nazionale|italiano|française?|quantique)\b"
)
# Legal forms in small letters: "Kelvorn Group plc".
_SMALL_FORM = re.compile(r"[A-Z][\w&.’'-]*,?\s(?:plc|gmbh|oyj|asa|kft|zrt|nyrt|doo|sro|spa|srl|llc|ltd|inc)$")
PLACED = re.compile(r"\s+(?:in|at|near|outside|on|for|of|to|with|from|by)\s+")
"""What leads from a description to its place: "a plant in Dresden"."""
# Two or three regions before "Growth Deal"; none of them a body.
_WORD = r"(?!(?:The|In|And|Government|Council|University|Ltd|Bank)\b)[A-Z][\w'’-]+"
_DEAL = re.compile(
    rf"\b{_WORD}(?:\s{_WORD}){{0,2}}(?:,\s{_WORD}){{0,2}}\s(?:and|&)\s{_WORD}(?:\s{_WORD}){{0,2}}?\s"
    r"(?:Growth|City|City\sRegion|Region|Devolution|Town)\sDeal\b"
)


def opened(chosen: list[Mention], found: Candidates, reading: Reading) -> list[Mention]:
    """The mentions with those that stand in them: the place in "Durham-based chipmaker", the owner in "Amazon's Fund"."""
    known = sorted((m for m in found.mentions if m.known and not m.adjective), key=lambda m: m.start)
    starts = [m.start for m in known]
    told = {m.name for m in chosen}
    made: list[Mention] = []
    governments: dict[int, Mention] = {}  # by where they begin
    for m in chosen:
        if m.start in governments:
            continue
        if m.type == "Country" and not m.adjective and _in_america(m, found.text):
            m = replace(m, name=m.text, type="Place", known=False)  # "Lebanon, Indiana"
        if m.known and m.type in {"Company", "University"} and _is_town(m, found.text):
            m = replace(m, name=m.text, type="Place")  # "in Princeton, N.J."
        if told_here := governments_at(m, found.text):
            governments |= {g.start: g for g in told_here}
            continue
        near = known[bisect_left(starts, m.start) : bisect_left(starts, m.end)]
        made += _seats(m, found.text, near)
        made += [m] if m.known or is_description(m) else _parts(m, found.text, reading, told)
    return sorted(dict.fromkeys([*made, *governments.values()]), key=lambda m: (m.start, -m.end))


def _in_america(m: Mention, text: str) -> bool:
    """Whether a state of the United States or Canada is written right after a name."""
    state = _STATE.match(text, m.end)
    told = states().get(plain(state[1]), frozenset()) if state else frozenset()
    return bool(state and told & {"US", "CA"} and not load_reference().country_of(state[1]))


def _is_town(m: Mention, text: str) -> bool:
    """Whether what may name a university or firm says where something is, with its state."""
    there = m.text.isalpha() and _THERE.search(text, max(0, m.start - 12), m.start)
    return bool(there) and (_in_america(m, text) or text.startswith(_SHORT, m.end))


def _seats(m: Mention, text: str, near: list[Mention]) -> Iterator[Mention]:
    """What is named where it is only said of what sort a thing is: "Pangyo-based firm", "Durham's chipmaker"."""
    lead = None if m.known else _LEAD.match(text, m.start, min(m.end, m.start + _LONGEST))
    if not is_description(m) and not lead:
        return
    end = lead.end() if lead and not is_description(m) else m.end
    inside = [k for k in near if k.end <= end and k != m]
    yield from inside
    based = _BASED.match(text, m.start, end)
    if based and not inside:
        name = based[1]
        yield (place_at(text[m.start : m.start + len(name)], m.start)) or Mention(
            m.start, m.start + len(name), name, name, "Place"
        )


def _parts(m: Mention, text: str, reading: Reading, told: set[str]) -> list[Mention]:
    """A name in its parts if it holds several, or without what is said before it."""
    lead = _LEAD.match(text, m.start, min(m.end, m.start + _LONGEST))
    trade = None if m.known or lead else _TRADE.match(text, m.start, m.end)
    if trade and not (load_reference().country_of(trade[1]) or place_at(trade[1], m.start)):
        trade = None
    if begins := lead or trade:
        m = mention_at(text, begins.end(), m.end, reading) or m
    elif m.type == "Program" and (said := _PROJECT.match(text, m.start, m.end)):
        m = mention_at(text, said.end(), m.end, reading) or m
    for split in (_owner, _both, _town, _seat, _beside_town):
        parts = None if m.known else split(m, text, reading, told)
        if parts:
            return parts
    return [m]


def _owner(m: Mention, text: str, reading: Reading, told: set[str]) -> list[Mention] | None:
    owned = _OWNED.match(m.text)
    if not owned:
        return None
    end = m.start + len(owned[1])
    owner = place_at(text[m.start : end], m.start) or mention_at(text, m.start, end, reading)
    if owner is None or not (owner.known or owner.name in told or type_of_name(owner.name)):
        return None
    own = mention_at(text, m.start + owned.end(), m.end, reading)
    # "Germany's Infineon" is Infineon; "Thailand's Board of Investment" may be called so.
    if own is not None and owner.type in {"Country", "Place"} and own.type != "Government":
        return [owner, own]
    rest = _rest(m, text, m.start + owned.end(), reading)
    capital = any(h.type == "Government" for h in load_reference().lookup(owner.text))
    if rest.known and rest.type == "Government" and owner.type in {"Country", "Place"} and not capital:
        # "Arizona's Department of Transportation" is not that of the United States.
        country = load_reference().country(owner.name, owner.type)
        named = text[m.start + owned.end() : m.end]
        other = owner.type == "Place" or country != load_reference().country(rest.name, rest.type)
        if other and named.startswith(("Department", "Ministry", "Office", "Bureau")):
            rest = replace(rest, name=f"{owner.name} {clean_name(named)}", known=False)
    return [owner, rest]


def _both(m: Mention, text: str, reading: Reading, told: set[str]) -> list[Mention] | None:
    """Two names that "and" joins, if the article or the list knows each of them by itself."""
    joined = _BOTH.match(m.text)
    if not joined:
        return None
    one = mention_at(text, m.start, m.start + len(joined[1]), reading)
    two = mention_at(text, m.start + joined.end(), m.end, reading)
    if one is None or two is None:
        return None
    if _opens(two, reading):
        return [one, two]
    apart = [x.known or x.name in told for x in (one, two)]
    if all(apart) or (
        any(apart) and all(a or type_of_name(x.name) for a, x in zip(apart, (one, two), strict=True))
    ):
        return [one, two]
    return None


def _opens(m: Mention, reading: Reading) -> bool:
    """Whether the reader sees a name of its own begin where a mention begins."""
    at = reading.pieces.within(m.start, m.end)
    return at is not None and float(reading.opens[at[0]]) > _OPENS


def _town(m: Mention, text: str, _reading: Reading, _told: set[str]) -> list[Mention] | None:
    """The town and the state of "Reno, Nevada"."""
    first = _TOWN.match(m.text) if m.type == "Place" else None
    state = place_at(text[m.start + first.end() : m.end], m.start + first.end()) if first else None
    if first is None or state is None:
        return None
    end = m.start + len(first[1])
    return [
        place_at(text[m.start : end], m.start) or Mention(m.start, end, first[1], first[1], "Place"),
        state,
    ]


def _seat(m: Mention, text: str, reading: Reading, _told: set[str]) -> list[Mention] | None:
    """The company and the country of "Telstra of Australia"."""
    if m.type in {"Country", "Place", "Program", "Government"}:
        return None
    for seated in reversed(list(re.finditer(r"\s(?:of|in)\s(?=[A-Z])", m.text))):
        head = m.text[: seated.start()]
        by_name = "of" in seated.group() and (_OF_NAMES.search(head) or m.type == "University")
        place = None if by_name else place_at(text[m.start + seated.end() : m.end], m.start + seated.end())
        name = mention_at(text, m.start, m.start + len(head), reading) if place else None
        if place and name:
            return [replace(name, type=m.type) if not name.known else name, place]
    return None


def _beside_town(m: Mention, text: str, reading: Reading, _told: set[str]) -> list[Mention] | None:
    """The company and the town of a row "Lindell Ceramics Bangor, Maine"."""
    after = _STATE.match(text, m.end)
    if after is None or m.type in {"Country", "Place"} or place_at(after[1], after.start(1)) is None:
        return None
    words = m.text.split(" ")
    for n in (2, 1):
        town = " ".join(words[-n:])
        if (
            len(words) > n
            and words[-n - 1] not in _CONNECTED
            and (place := place_at(town, m.end - len(town)))
        ):
            name = mention_at(text, m.start, place.start - 1, reading)
            return [name, place] if name and place.type == "Place" else None
    return None


def _rest(m: Mention, text: str, start: int, reading: Reading) -> Mention:
    """What is owned; its mention goes over the owner, who takes no part where only this is named."""
    rest = mention_at(text, start, m.end, reading)
    if rest is None:
        return replace(m, name=clean_name(text[start : m.end]), known=False)
    return replace(rest, start=m.start, text=m.text)


def place_at(said: str, start: int) -> Mention | None:
    """The mention of a known place for a stretch of the article that begins at `start`; None if it names none."""
    end = start + len(said)
    reference = load_reference()
    country = reference.country_of(said)
    if country:
        return Mention(start, end, said, country, "Country", known=True)
    hit = next((h for h in reference.lookup(said) if h.type == "Place"), None)
    return Mention(start, end, said, hit.name, "Place", known=True) if hit else None


def deals_in(block: Block) -> Iterator[Mention]:
    """Deals for two regions: "the Stirling and Clackmannanshire Growth Deal" is one programme."""
    for m in _DEAL.finditer(block.text):
        yield Mention(
            block.start + m.start(), block.start + m.end(), m.group(), m.group(), "Program", known=True
        )


def regions_in(block: Block) -> Iterator[Mention]:
    """States and provinces that are called so: "the German state of Saarland", "Uruguay's Canelones department"."""
    for told in _REGION.finditer(block.text):
        group = "of" if told["of"] else "before"
        name = told[group]
        if plain(name) in states():
            start = block.start + told.start(group)
            yield Mention(start, start + len(name), name, name, "Place", known=True)


def mention_at(text: str, start: int, end: int, reading: Reading) -> Mention | None:
    """What a stretch of the article names, of the type that the reader gives it; None if it names nothing."""
    said = text[start:end]
    name = clean_name(said)
    if not name or is_noise(name):
        return None
    share = share_of(start, end, reading)
    type_ = TYPES[int(share.argmax())]
    reference = load_reference()
    country = reference.country_of(said)
    if country and share[TYPES.index("Country")] > 0.2:
        return Mention(start, end, said, country, "Country", known=True)
    hits = reference.lookup(name) if name[:1].isupper() else []
    if hits:
        hit = max(hits, key=lambda h: share[TYPES.index(h.type)])
        if share[TYPES.index(hit.type)] > 0.15:
            return Mention(start, end, said, hit.name, hit.type, known=True)
    return Mention(start, end, said, name, type_)


def share_of(start: int, end: int, reading: Reading) -> Floats:
    """The mean probability of each of TYPES over the pieces of a stretch of the article; zeros if it has none."""
    at = reading.pieces.within(start, end)
    if at is None:
        return np.zeros(len(TYPES), np.float32)
    return reading.types[at[0] : at[1] + 1].mean(0)  # type: ignore[no-any-return]


def is_description(m: Mention) -> bool:
    """Whether a mention has no name: its last word, before any "in …", is not a capital one."""
    words = PLACED.split(m.text)[0].split()
    if _FRENCH.match(m.text) or _SMALL_FORM.search(m.text):
        return False
    return not m.known and bool(words) and not any(ch.isupper() or ch.isdigit() for ch in words[-1])


# seats --------------------------------------------------------------------------------------------------

_BEFORE_SEAT = 60  # characters before a place that are looked at
_BASED_THERE = re.compile(r"(?:,\s[A-Z][\w.]+(?:\s[A-Z]\w+)?)?-(?:based|headquartered)\b")
_SEAT_IN = re.compile(
    r"\b(?:based|headquartered|domiciled)\sin\s(?:the\s)?$|\bits\s(?:headquarters|head\soffice)\sin\s(?:the\s)?$"
)
_SEAT_OF = re.compile(r"\b[A-Z][\w&.’'-]*,\sof\s(?:the\s)?$")
_SEAT_ENDS = re.compile(r"(?:,\s[A-Z]\w+)?,\s(?:which|who|has|had|will|is|was)\b")


def tells_of_seat(m: Mention, text: str) -> bool:
    """Whether a place is told as the seat of somebody."""
    before = text[max(0, m.start - _BEFORE_SEAT) : m.start]
    return bool(
        _BASED_THERE.match(text, m.end)
        or _SEAT_IN.search(before)
        or (_SEAT_ENDS.match(text, m.end) and _SEAT_OF.search(before))
    )
