"""Which names are the same thing: identities of mentions, and how two identities are compared.

An identity is what one name of one type stands for: `microsoft/Company`. All mentions with that name have it,
without any judgement; a mention that bears a name of the reference list has the identity listed there. Whether
two identities are the same thing is scored from the features below.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from rapidfuzz.distance import JaroWinkler

from graph.ids import slug
from graph.letters import plain_letters

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.model import Entity

Verdict = Literal["same", "unsure", "different"]

_LEGAL = (
    r"inc|incorporated|corp|corporation|co|company|ltd|limited|plc|llc|llp|ag|se|sa|nv|bv|gmbh|ab|asa|oyj|spa|pty|"
    r"kk|kabushiki kaisha|holdings?|group|pte|sdn bhd|sarl|srl"
)
_LEGAL_END = re.compile(rf"(?<=[\w.])[\s,]+(?:{_LEGAL})\.?$", re.I)
_SMALL = frozenset({"of", "the", "and", "for", "in", "at", "de", "du", "des", "la", "le", "y", "und", "fur"})
# Words that stand for whatever was named before, alone or after "the".
_GENERIC = frozenset(
    [
        "agency",
        "authority",
        "bank",
        "board",
        "bureau",
        "cabinet",
        "center",
        "centre",
        "city",
        "college",
        "commission",
        "committee",
        "company",
        "consortium",
        "corporation",
        "council",
        "country",
        "county",
        "department",
        "district",
        "foundation",
        "fund",
        "government",
        "group",
        "institute",
        "laboratory",
        "lab",
        "ministry",
        "municipality",
        "office",
        "parliament",
        "partnership",
        "plant",
        "program",
        "programme",
        "province",
        "region",
        "school",
        "state",
        "startup",
        "treasury",
        "university",
    ]
)
# Types that writers, and readers, take for one another.
_CLOSE_TYPES = frozenset(
    map(
        frozenset,
        (
            ("Company", "Organization"),
            ("Government", "Organization"),
            ("University", "Organization"),
            ("Program", "Organization"),
            ("Program", "Company"),
            ("Program", "Facility"),
            ("Facility", "Organization"),
        ),
    )
)
SAME, UNSURE = 0.9, 0.25


class Names(Protocol):
    """What knows the usual names of things."""

    @property
    def version(self) -> str:
        """Changes whenever an answer may."""

    def canonical(self, name: str, type: str) -> tuple[str, str] | None:
        """Key and usual full name of the entity of that type that bears a name, or None."""

    def country(self, name: str, type: str) -> str | None:
        """ISO 3166 code of the country that the entity of that usual name is in or is, or None."""

    def about(self, name: str, type: str) -> dict[str, tuple[str, ...]]:
        """What is listed about the entity of that usual name: alias, country, parent, website, ticker, isin."""


class Identity(NamedTuple):
    """What a name of one type stands for. `slug` is its readable key, `known` whether the reference list has it."""

    slug: str
    type: str
    name: str
    known: bool

    @property
    def key(self) -> str:
        """The identity as a text: slug and type."""
        return f"{self.slug}/{self.type}"


def identity_of(e: Entity, names: Names) -> Identity:
    """The identity of a mention: that of the reference list if one of its names is there, else of its own name."""
    for name in (e.name, *filter(is_name, e.aliases)):
        known = names.canonical(name, e.type)
        if known is not None:
            return Identity(slug(known[1]), e.type, known[1], True)
    bare = without_legal_form(e.name)
    return Identity(slug(re.sub(r"^[Tt]he (?=\w)", "", bare)), e.type, bare, False)


@lru_cache(maxsize=100_000)
def without_legal_form(name: str) -> str:
    """A name without "Inc.", "Co., Ltd." and the like at its end."""
    while (bare := _LEGAL_END.sub("", name).rstrip(" ,")) != name and bare:
        name = bare
    return name


@lru_cache(maxsize=100_000)
def folded(name: str) -> str:
    """A name as compared: no case, accents, punctuation, legal form, article or small words, in its order."""
    plain = plain_letters(without_legal_form(name.replace("&", " and ")))
    words = re.sub(r"[^\w\s]", " ", re.sub(r"[’'`]s?\b|\.(?=\w\b)", "", plain)).split()
    return " ".join([w for w in words if w not in _SMALL] or words)


def is_name(text: str) -> bool:
    """Whether a text is a name and no description: "TSMC", "Keio", not "the chipmaker" or "the Ministry"."""
    words = text.split()
    while words and words[0].casefold() in {"the", "a", "an", "its", "their", "our"}:
        words = words[1:]
    if not words or not any(ch.isupper() or ch.isdigit() for w in words for ch in w):
        return False
    return len(words) > 1 or words[0].casefold() not in _GENERIC


def initials(name: str) -> str:
    """The first letters of a name's words of weight, "" if there are fewer than three."""
    words = [w for w in re.findall(r"\w+", without_legal_form(name)) if w.casefold() not in _SMALL]
    return "".join(w[0] for w in words).casefold() if len(words) > 2 else ""


@dataclass(frozen=True)
class Profile:
    """What is known of an identity when it is compared.

    `own` are the names that its mentions go by, `other` the other names that articles give them (both folded),
    `rivals` how many further identities bear the name in question, `partners` the parties of its deals.
    """

    key: str
    name: str
    type: str
    known: bool
    own: frozenset[str]
    other: frozenset[str] = frozenset()
    country: str | None = None
    rivals: int = 0
    partners: frozenset[str] = frozenset()


class Comparison(NamedTuple):
    """How likely two are the same (0 to 1), what follows, and what spoke for and against it."""

    score: float
    verdict: Verdict
    reasons: tuple[str, ...]


def types_agree(a: Profile, b: Profile) -> float:
    """+0.5 for one type, 0 for types that are often confused, -6 for others: a city is no university."""
    if a.type == b.type:
        return 0.5
    return 0.0 if frozenset((a.type, b.type)) in _CLOSE_TYPES else -6.0


def one_name(a: Profile, b: Profile) -> float:
    """+3.5 if they go by the same name, legal forms and small words aside; +3 in another order or spaced otherwise."""
    if a.own & b.own:
        return 3.5
    alike = any({form(n) for n in a.own} & {form(n) for n in b.own} for form in (turned, squeezed))
    return 3.0 if alike else 0.0


def said_to_be(a: Profile, b: Profile) -> float:
    """+3 if an article gives the name of one as another name of the other, less 2.5 for each rival to that name."""
    if one_name(a, b):
        return 0.0
    if not (a.own & b.other or b.own & a.other):
        return 0.0
    return 3.0 - 2.5 * min(2, max(a.rivals, b.rivals))


def acronym(a: Profile, b: Profile) -> float:
    """+1.5 if one goes by the initials of the other."""

    def short(x: Profile, y: Profile) -> bool:
        return len(y.name) < 7 and initials(x.name) == folded(y.name).replace(" ", "")

    return 1.5 if short(a, b) or short(b, a) else 0.0


def spelling(a: Profile, b: Profile) -> float:
    """Up to +2 for names whose words differ in a letter or two; -2.5 if one has words that the other lacks."""
    if one_name(a, b) or said_to_be(a, b) or acronym(a, b):
        return 0.0
    one, two = folded(a.name), folded(b.name)
    words, others = set(one.split()), set(two.split())
    if words < others or others < words:
        return -2.5
    pairs = list(zip(one.split(), two.split(), strict=False))
    likeness = min(JaroWinkler.similarity(x, y) for x, y in pairs)
    if likeness < 0.88 or len(words) != len(others) or one[:1] != two[:1]:
        return -4.0
    return 2.0 * (likeness - 0.88) / 0.12


def listed_apart(a: Profile, b: Profile) -> float:
    """-8 if the reference list has both as two things."""
    return -8.0 if a.known and b.known and a.key != b.key else 0.0


def countries(a: Profile, b: Profile) -> float:
    """+0.5 for one country, -2.5 for two; a country itself tells nothing."""
    if a.country is None or b.country is None:
        return 0.0
    return 0.5 if a.country == b.country else -2.5


def shared_partners(a: Profile, b: Profile) -> float:
    """+0.4 for each party that both have deals with, at most +1.2."""
    return min(1.2, 0.4 * len(a.partners & b.partners))


FEATURES: tuple[Callable[[Profile, Profile], float], ...] = (
    types_agree,
    one_name,
    said_to_be,
    acronym,
    spelling,
    listed_apart,
    countries,
    shared_partners,
)
_BIAS = -1.0


def turned(name: str) -> str:
    """A folded name with its words in alphabetical order."""
    return " ".join(sorted(name.split()))


def squeezed(name: str) -> str:
    """A folded name without its spaces."""
    return name.replace(" ", "")


def compare(a: Profile, b: Profile) -> Comparison:
    """How likely two identities are the same thing: the features' weights added up, through a logistic curve."""
    told = [(feature.__name__, feature(a, b)) for feature in FEATURES]
    score = 1 / (1 + math.exp(-(_BIAS + sum(weight for _, weight in told))))
    verdict: Verdict = "same" if score >= SAME else "unsure" if score >= UNSURE else "different"
    reasons = tuple(f"{name.replace('_', ' ')} {weight:+.1f}" for name, weight in told if weight)
    return Comparison(round(score, 4), verdict, reasons)
