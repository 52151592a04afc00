"""How things are called in the record: usual names, and names for sites that are only described."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.authorities import FEDERATIONS, RULED
from ingest.coreference import without_form
from ingest.currencies import CODES
from ingest.descriptions import SINGULAR
from ingest.reference import load_reference, states
from ingest.reference.listed import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.commitments import Draft
    from ingest.relations import Link
    from ingest.things import Thing

_OWNER = re.compile(r"([A-Z][\w&.-]*(?:\s[A-Z][\w&.-]*){0,3})['’]s\s$")
_MESSRS = re.compile(r"M/[sS]\.?\s")
_PLACED = re.compile(r"\s+(?:in|at|near|outside|on)\s+")
_RANKS = frozenset(
    ["city", "town", "county", "state", "province", "government", "federal government", "council"]
)
_AT = ("in", "at")
_BEFORE_PLACE = re.compile(r"\s(near|outside|on|at)\s(?:the\s)?")
# "plant for EV chargers": what it is for; an EV charger plant.
_FOR = re.compile(r"(?P<what>[\w\s-]+?)\s(?:for|of)\s(?:the\s)?(?P<of>[\w-]+(?:\s[\w-]+){0,2})")
_CORPORATE = frozenset([
    "Technologies", "Technology", "Industries", "Electronics", "Materials", "Corporation", "Group", "Holdings",
    "Manufacturing", "Systems", "Solutions", "Motors", "Motor", "Energy", "Semiconductor", "Semiconductors",
])  # fmt: skip
# What an article says of a site that is no part of what it is called.
_ASIDE = frozenset([
    "a", "an", "the", "its", "s", "own", "new", "newest", "first", "existing", "present", "current", "planned",
    "proposed", "future", "another", "flagship",
])  # fmt: skip
_DIGITS = frozenset("0123456789$€£¥₩₹")
_UNITS = frozenset([
    "million", "billion", "crore", "lakh", "dollar", "euro", "yen", "won", "yuan", "pound", "rupee",
    "baht", "krone", "kroner", "krona", "kronor", "zloty", "forint", "dirham", "riyal", "ringgit", "rupiah", "dong", "peso", "real", "reais", "rand", "lira",
    "trillion", "franc", "shekel", "naira", "koruna", "MW", "GW", "megawatt", "gigawatt", "acre", "hectare",
    "bn", "mn", "mln", "mio", "mrd", *CODES,
])  # fmt: skip
_GENERATION = re.compile(r"\d{1,2}[A-Z]{1,2}|\d{1,3}nm")
_MOST = 4  # names of each that are put together: an article may call a thing by a hundred
_SPELLINGS = (("data center", "data centre"), ("data centre", "data center"), ("datacenter", "data center"))


def names_of(
    thing: Thing, drafts: Iterable[Draft], links: Iterable[Link], text: str = ""
) -> tuple[str, tuple[str, ...]]:
    """The name of a thing and its other names, those in the article's text among them."""
    if not thing.described:
        said = {n for n in thing.names if n.casefold() not in _RANKS}
        return thing.name, tuple(
            sorted({*said, *_other_names(thing), *_owned_names(thing, text)} - {thing.name, ""})
        )
    return _described(thing, list(drafts), list(links), text)


def _other_names(thing: Thing) -> Iterator[str]:
    """How else a programme of a country, a state, or the government of a state, province, county or town, is called."""
    if thing.type == "Company" and any(_MESSRS.match(s) for s in thing.surfaces):
        yield without_form(thing.name)  # "M/s Kelvorn Lamps Pvt Ltd" is Kelvorn Lamps
    if thing.type == "Program":
        yield from _without_country(thing.name)
    bare = thing.name.removesuffix(" State")
    if thing.type == "Place" and bare != thing.name and plain(bare) in states():
        yield bare
    told = RULED.fullmatch(thing.name) if thing.type == "Government" else None
    if not told:
        return
    rank, place = told[1], told[2]
    if place in FEDERATIONS:
        yield f"Federal Government of {place}"
    if place.endswith(" County"):
        yield from (place, f"{place} government")
    elif rank in {"State", "Province", "Government"} and plain(place) in states():
        yield from (
            f"State of {place}",
            f"Province of {place}",
            f"{place} state government",
            f"{place} government",
        )
        if not load_reference().country_of(place):  # Georgia's government is a country's, too
            yield f"Government of {place}"
    elif rank in {"City", "Town"}:
        yield f"{place} city government"


def _without_country(name: str) -> Iterator[str]:
    """What papers of its own country call a programme: "Canadian Sovereign Compute Strategy" without the first word."""
    first, _, rest = name.partition(" ")
    known = load_reference()
    if known.country_of(first) and len(rest.split()) > 2 and not known.lookup(rest):
        yield rest


def _owned_names(thing: Thing, text: str) -> Iterator[str]:
    """How "Amazon's Industrial Innovation Fund" is called elsewhere: Amazon Industrial Innovation Fund."""
    if thing.type in {"Company", "Program", "Organization"}:
        for m in thing.mentions:
            owner = _OWNER.search(text, max(0, m.start - 60), m.start)
            if owner and thing.name == m.text:
                yield f"{owner[1]} {m.text}"


def _described(
    thing: Thing, drafts: list[Draft], links: list[Link], text: str
) -> tuple[str, tuple[str, ...]]:
    """Whose it is, what it is, where it is: "Google data center in Waltham Cross"."""
    owners = list({t.key: t for d in drafts if thing in d.recipients for t in d.investors}.values())
    places = [
        t for link in links if link.subject is thing and link.predicate == "located_in" for t in [link.object]
    ]
    places += [t for d in drafts if thing in d.recipients for t in d.places]
    whose = _whose([t for t in owners if t.type != "Government"] or owners)
    where = _names(places[0]) if places else []
    surfaces = [" ".join(s.split()) for s in thing.surfaces[:_MOST]]
    whats = {w for s in surfaces for w in _whats(_PLACED.split(s)[0])}
    whats |= {w.removesuffix("s") for w in whats if w.islower() and not w.endswith(SINGULAR)}
    what = _compound(_PLACED.split(surfaces[0])[0])
    # "Microsoft Research Asia laboratory" says whose it is, "Arizona fabs" where they are.
    owner, there = (
        [] if any(re.search(rf"\b{re.escape(n)}\b", what) for n in names) else names[:1]
        for names in (whose, where)
    )
    at = _preposition(thing, places[0], text) if places else "in"
    name = " ".join([*owner, _plainly(what), *(f"{at} {w}" for w in there)])
    names = {*surfaces, *whats}
    names |= {f"{who} {w}" for who in whose for w in whats}
    bare = [w for w in whats if not any(place.casefold() in w.casefold() for place in where)]
    ats = dict.fromkeys((*_AT, at))
    names |= {f"{w} {at} {place}" for w in bare for place in where for at in ats}
    names |= {f"{place} {w}" for w in bare for place in where}
    names |= {f"{who} {w} {at} {place}" for who in whose for w in bare for place in where for at in ats}
    names |= {n.replace(a, b) for n in names for a, b in _SPELLINGS if a in n}
    return name, tuple(sorted(names - {name}))


def _whats(told: str) -> Iterator[str]:
    """What a description calls a site, in full and shorter: "battery plant", "plant"; "plant for cells" is a cell plant."""
    for whole in (told, _compound(told)):
        words = whole.split()
        head = next((k for k, w in enumerate(words) if k and w in {"for", "of"}), len(words))
        for k in range(head):
            yield " ".join(words[k:])
            yield " ".join(words[k:head])


def _compound(told: str) -> str:
    """What "plant for EV chargers" is called later: "EV charger plant"."""
    found = _FOR.fullmatch(told)
    if not found:
        return told
    made = found["of"] if found["of"].endswith(SINGULAR) else found["of"].removesuffix("s")
    words = _plainly(found["what"]).split()
    head = (
        2 if [w.casefold() for w in words[-2:-1]] == ["data"] else 1
    )  # "data centre for AI" is an AI data centre
    return " ".join([*words[:-head], made, *words[-head:]])


def _preposition(thing: Thing, place: Thing, text: str) -> str:
    """How the text says where it is: "near Clay", "on Franklin Road"; else "in"."""
    starts = {m.start for m in place.mentions}
    for m in thing.mentions:
        found = _BEFORE_PLACE.match(text, m.end)
        if found and found.end() in starts:
            return found[1]
    return "in"


def _plainly(what: str) -> str:
    """What a site is, without its size, price and order: "400-ton pilot line" is a pilot line, "own plant" a plant."""
    words = what.split()
    while len(words) > 1 and (words[0].casefold() in _ASIDE or _sized(words[0]) or _of_a_price(words[0])):
        words = words[1:]
    return " ".join(words)


def _of_a_price(word: str) -> bool:
    bare = word.rstrip(".")
    return bare in _UNITS or bare.casefold() in _UNITS


def _sized(word: str) -> bool:
    """Whether a word tells a size or price; "5G" and "3D" tell what it is."""
    return word[0] in _DIGITS and not _GENERATION.fullmatch(word)


def _names(thing: Thing) -> list[str]:
    return list(dict.fromkeys((thing.name, *thing.names)))[:_MOST]


def _owner_names(owner: Thing) -> list[str]:
    """How an owner is called, also for short: "Shinko Electric" for Shinko Electric Industries, AWS for Amazon Web Services."""
    words = owner.name.split()
    while len(words) > 1 and words[-1] in _CORPORATE:
        words = words[:-1]
    known = load_reference().lookup(owner.name)[:1]
    short = [n for e in known for n in e.aliases if n.isupper() and " " not in n]
    return list(dict.fromkeys((*_names(owner), " ".join(words), *sorted(short)[:1])))


def _whose(owners: list[Thing]) -> list[str]:
    """How the owners are called, the best first: both of two, or the first of more."""
    if not owners:
        return []
    one = _owner_names(owners[0])
    if len(owners) != 2:
        return one
    two = _owner_names(owners[1])
    both = [f"{a} and {b}" for a in one for b in two] + [f"{b} and {a}" for a in one for b in two]
    return both + one + two
