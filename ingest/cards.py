"""Cards: places, projects or firms told in lines "Who: …", "Where: …", "Money: …", or with each label and what it says in lines of their own."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ingest.anchors import barred
from ingest.lists import coordinated
from ingest.mentions import Mention, is_noise, type_of_name
from ingest.parties import INVESTOR, PLACE, RECIPIENT
from ingest.reader import KINDS
from ingest.tables import LEFT, give, within
from ingest.tables import SUM as _SUM
from ingest.things import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.model import Kind
    from ingest.anchors import Anchor
    from ingest.candidates import Candidates
    from ingest.things import Thing, Told

_PLACES = frozenset({"Country", "Place"})
_SITES = _PLACES | {"Facility"}
_NAME = re.compile(r"[A-ZÀ-Þ\d][\w.&’'+-]*(?:\s(?:[A-ZÀ-Þ\d(][\w.&’'()+-]*|&|and|of|for|the|de|du)){0,6}")
_LINES = 3  # lines with labels make a card
_LABEL = 32  # characters of a label at most
_SAYS = 160  # characters of what stands under a label
_EARLY = 25  # characters of a field in which its sum, or whom it names, begins
_SURE = 0.85  # how sure a card's sum is a commitment
_WHO = r"who|company|firm|developer|operator|owner|sponsor|promoter|proponent|organi[sz]ation|name"
_GIVES = r"(?:lead |main |other |new )?investors?|buyers?|acquirers?|lenders?|funders?|donors?|funded by|invested by|granted by"
_GETS = r"recipients?|borrowers?|targets?|grantees?|awardees?|beneficiar(?:y|ies)|winners?|sellers?|suppliers?|vendors?"
_WHERE = r"(?:project )?(?:locations?|sites?|place|city|where|town|state|region|country|municipality|county)"
_WHAT = r"(?:project(?: name)?|what|facility|purpose|description|activity|type|project type)"
_MONEY = r"(?:total |planned |capital |project |deal |grant |loan |award |investment )?(?:money|amount|investments?|cost|price|sum|size|value|volume|raised|grant|loan|award|budget|capex|funding|subsidy)"
_ASIDE = r"tenants?|customers?|clients?|advis[eo]rs?|contractors?|architects?|sources?|contacts?|partners?|status|phase|jobs|capacity|opening|completion|sector|industry|date|announced|start|timeline|round|stage|headquarters|year|program(?:me)?s?|scheme"
_NAMED = re.compile(
    rf"(?:(?P<who>{_WHO})|(?P<gives>{_GIVES})|(?P<gets>{_GETS})|(?P<where>{_WHERE})|(?P<money>{_MONEY})|(?P<what>{_WHAT})|(?P<aside>{_ASIDE}))",
    re.I,
)
_FIELD = re.compile(r"[^\w\n]{0,5}(?P<label>[A-Za-z][\w’'/ -]{1,30}?)[^\w\n:]{0,3}:[ \t*_]{0,4}(?=[^\s:])")
_ALONE = re.compile(r"[^\w\n]{0,5}(?P<label>[A-Z][\w’' -]{1,30}?)[^\w\n]{0,4}")
_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"grant|award|subsidy|funder|donor", re.I), "grant"),
    (re.compile(r"\bloan|lender|borrower", re.I), "loan"),
    (re.compile(r"\bround|raised|series", re.I), "equity"),
    (re.compile(r"target|acquirer", re.I), "acquisition"),
    (re.compile(r"supplier|vendor", re.I), "purchase"),
)
_SPENT = re.compile(r"cost|investment|capex|budget|money", re.I)
_TAKEN = frozenset({"acquisition", "equity", "purchase", "partnership", "training"})


class _Field(NamedTuple):
    """What a label says: its sort, the label, and where what stands under it begins and ends."""

    sort: str
    label: str
    start: int
    end: int


class Card(NamedTuple):
    """The fields of a card, and where the heading above it begins and ends."""

    fields: list[_Field]
    head: tuple[int, int]

    @property
    def sorts(self) -> set[str]:
        """What its labels tell of."""
        return {f.sort for f in self.fields}


def names_in_cards(text: str) -> Iterator[Mention]:
    """What stands alone under a label of those who give or get, which the parse may not see."""
    for card in find_cards(text):
        for f in card.fields:
            name = text[f.start : f.end].strip(" .")
            if f.sort in {"who", "gives", "gets"} and _NAME.fullmatch(name) and not is_noise(name):
                start = text.index(name, f.start)
                yield Mention(start, start + len(name), name, name, type_of_name(name) or "Company")


def find_cards(text: str) -> list[Card]:
    """The cards of a text that have a field for a sum and one for who gives, gets or does it."""
    return [c for c in _cards(text) if "money" in c.sorts and c.sorts & {"who", "gives", "gets"}]


def settle_cards(anchors: list[Anchor], found: Candidates, things: list[Thing]) -> None:
    """Give the sums of each card to whom its lines name, and make them investments there if nothing tells another kind."""
    cards = find_cards(found.text)
    named = in_order(things) if cards else []
    starts = [x.mention.start for x in named]
    sums = sorted((a for a in anchors if a.money is not None), key=lambda a: a.start)
    begins = [a.start for a in sums]
    by_key = {t.key: t for t in things}
    inside = [within(named, starts, card.head[0], card.fields[-1].end) for card in cards]
    somewhere = {x.thing.key for here in inside for x in here}
    for card, here in zip(cards, inside, strict=True):
        fields = [f for f in card.fields if f.sort == "money"]
        told = (a for f in fields for a in within(sums, begins, f.start, min(f.end, f.start + _EARLY)))
        anchor = next((a for a in told if a.money and barred(a.money, found.text) is None), None)
        if anchor is None:
            continue
        own = {x.thing.key for x in here}
        for key in anchor.parts.keys() - own:
            # A place or site that stands in no card may be spoken of before them all.
            if key in somewhere or by_key[key].type not in _SITES:
                anchor.parts[key] *= LEFT * LEFT
        _tell_kind(anchor, card)
        _settle(anchor, card, here, found.text)


def _tell_kind(anchor: Anchor, card: Card) -> None:
    """Make a card's sum of the kind that its labels tell; what somebody does somewhere is an investment."""
    labels = " ".join(f.label for f in card.fields)
    spent = any(f.start <= anchor.start < f.end and _SPENT.search(f.label) for f in card.fields)
    kind = None if spent else next((k for words, k in _KINDS if words.search(labels)), None)
    if kind is None and "gets" not in card.sorts and card.sorts & {"where", "what"}:
        kind = "investment" if anchor.kind in _TAKEN else anchor.kind
    if kind is not None:
        sure = max(anchor.sure, _SURE)
        anchor.kinds[:] = 0
        anchor.kinds[0], anchor.kinds[1 + KINDS.index(kind)] = 1 - sure, sure


def _settle(anchor: Anchor, card: Card, inside: Sequence[Told], text: str) -> None:
    """Give a card's sum to those who are named under its labels, or in its heading if no label tells."""
    for x in inside:
        if x.thing.key in anchor.parts and x.thing.type not in _SITES:
            anchor.parts[x.thing.key] *= LEFT
    takes = anchor.kind in {"equity", "grant", "loan"} or (
        "gives" in card.sorts and anchor.kind != "investment"
    )
    # Who carries out a project gives; a firm beside its investors, or one that raises money, gets.
    roles = {"who": RECIPIENT if takes else INVESTOR, "gives": INVESTOR, "gets": RECIPIENT}
    under: dict[str, list[Thing]] = {}
    for x in inside:
        field = next((f for f in card.fields if f.start <= x.mention.start < f.end), None)
        sort = field.sort if field else "head"
        if sort not in roles or (field and _is_named_first(x, field, inside, text)):
            under.setdefault(sort, []).append(x.thing)
    where = [t for sort in ("where", "head") for t in under.get(sort, ()) if t.type in _PLACES]
    if where:
        give(anchor, where[0], PLACE)
    sites = [t for sort in ("what", "head") for t in under.get(sort, ()) if t.type == "Facility"]
    if sites and anchor.kind == "investment":
        give(anchor, sites[0], RECIPIENT)
    for sort, role in roles.items():
        for thing in under.get(sort, ()):
            if thing.type not in _SITES:
                give(anchor, thing, role)
    if takes and not card.sorts & {"who", "gets"}:
        head = text[slice(*card.head)].split("\n")[0].strip(" #*")
        for thing in [t for t in under.get("head", ()) if t.type not in _SITES and head in t.surfaces]:
            give(anchor, thing, RECIPIENT)


def _is_named_first(x: Told, field: _Field, inside: Sequence[Told], text: str) -> bool:
    """Whether a field begins with a name, or with names in a row of which it is one: not "Kelvorn, with Vesta as partner"."""
    if _SUM.search(text, field.start, field.end):
        return False  # "Lenders: Kelvorn USD 210 million" tells another sum
    here = [(y.mention.start, y.mention.end, y) for y in inside if field.start <= y.mention.start < field.end]
    rows = coordinated(here, text)
    first = rows[0] if rows and rows[0][0][0] - field.start < _EARLY else []
    return any(y.mention is x.mention for _, _, y in first)


def _cards(text: str) -> Iterator[Card]:
    """Runs of fields; a label that comes again, a heading or a line of prose ends one."""
    run: list[_Field] = []
    head, last = (0, 0), (0, 0)
    for field in [*_fields(text), (0, 0)]:
        other = isinstance(field, tuple) and not isinstance(field, _Field)
        again = isinstance(field, _Field) and field.label.lower() in {f.label.lower() for f in run}
        if other or again:
            if len(run) >= _LINES:
                yield Card(run, head)
            run = []
        if isinstance(field, _Field):
            if not run:
                start = last[0] if last[1] - last[0] < _SAYS and not again else field.start
                head = (start, field.start)
            run.append(field)
        else:
            last = field


def _fields(text: str) -> Iterator[_Field | tuple[int, int]]:
    """The lines of a text as fields; where it begins and ends, of a line that is none."""
    lines = [m.span() for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    often = Counter(text[a:b].strip() for a, b in lines if b - a <= _LABEL)
    k = 0
    while k < len(lines):
        start, end = lines[k]
        told = _FIELD.match(text, start, end)
        alone = None if told else _ALONE.fullmatch(text, start, end)
        if told and (sort := _sort(told["label"])):
            yield _Field(sort, told["label"], told.end(), end)
        elif (
            alone
            and (sort := _sort(alone["label"]) or ("aside" if often[text[start:end].strip()] > 1 else ""))
            and k + 1 < len(lines)
            and lines[k + 1][1] - lines[k + 1][0] < _SAYS
            and not _is_label(text, *lines[k + 1])
        ):
            yield _Field(sort, alone["label"], *lines[k + 1])
            k += 1
        elif told is None:
            yield start, end
        k += 1


def _sort(label: str) -> str:
    told = _NAMED.fullmatch(label.strip())
    return str(told.lastgroup) if told else ""


def _is_label(text: str, start: int, end: int) -> bool:
    alone = _ALONE.fullmatch(text, start, end)
    return _FIELD.match(text, start, end) is not None or (alone is not None and bool(_sort(alone["label"])))
