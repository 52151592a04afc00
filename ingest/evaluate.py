"""How well extraction does: records against hand-made answers, slot by slot.

Entities of a prediction are first matched to those of the answer by their names (either's aliases count);
then edges, whole commitments, single facts and events are compared in the answer's entities.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.edges import edges_of
from ingest.reference.listed import plain

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from graph.model import Commitment, Record

MEASURES = ("entities", "edges", "commitments", "facts")
_ROLES = ("investors", "recipients", "places")


class Figures(NamedTuple):
    """How many were right, of how many predicted and how many to be found."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of the predicted that is right."""
        return self.right / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        """The share of what was to be found that was found."""
        return self.right / self.gold if self.gold else float(not self.predicted)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def plus(self, other: Figures) -> Figures:
        """Both counted together."""
        return Figures(*(a + b for a, b in zip(self, other, strict=True)))


NOTHING = Figures(0, 0, 0)


@dataclass(frozen=True)
class Scores:
    """All figures of an evaluation, summed over its articles.

    `measures` has entities (name and type), edges, commitments (all parts right at once), facts (each part for
    itself) and events (pairs of commitments in different articles put together as one deal). `slots` has the
    facts by slot. `grounded` is the share of evidence that stands letter for letter in its text, None if there
    is none to look at. `missing` are the answers without a prediction.
    `calibration_error` is the expected calibration error of the claims' confidence, None if they have none.
    """

    measures: dict[str, Figures]
    slots: dict[str, Figures]
    grounded: float | None
    missing: tuple[str, ...]
    per_article: dict[str, dict[str, Figures]]
    calibration_error: float | None = None

    @property
    def articles(self) -> int:
        """How many articles were looked at."""
        return len(self.per_article)

    def worst(self, n: int) -> list[str]:
        """The articles with the lowest F1 of facts, lowest first."""
        return sorted(self.per_article, key=lambda key: self.per_article[key]["facts"].f1)[:n]


def evaluate(
    gold: Mapping[str, Record], predicted: Mapping[str, Record], texts: Mapping[str, str] | None = None
) -> Scores:
    """Score predictions against answers, both by article id; a missing prediction says nothing.

    `texts` are the articles' texts, needed only to tell which evidence is grounded.
    """
    sheets = {key: _Sheet(truth, predicted.get(key) or _silent(truth)) for key, truth in gold.items()}
    per_article = {key: sheet.measures() for key, sheet in sheets.items()}
    measures = {name: _total(figures[name] for figures in per_article.values()) for name in MEASURES}
    measures["events"] = _events(sheets)
    slots: dict[str, Figures] = {}
    for sheet in sheets.values():
        for name, figures in sheet.slots().items():
            slots[name] = slots.get(name, NOTHING).plus(figures)
    return Scores(
        measures=measures,
        slots=dict(sorted(slots.items())),
        grounded=_grounded({key: predicted[key] for key in gold if key in predicted}, texts or {}),
        missing=tuple(sorted(set(gold) - set(predicted))),
        per_article=per_article,
        calibration_error=calibration_error([(c, right) for _, c, right in _judged(sheets.values())]),
    )


def judged_claims(
    gold: Mapping[str, Record], predicted: Mapping[str, Record]
) -> list[tuple[str, float, bool]]:
    """For each predicted claim with a confidence: "commitment" or "relation", the confidence, whether it is right.

    A commitment is right if kind, parties, places, amount and status all are; a relation if the answer has it.
    """
    return list(_judged(_Sheet(gold[k], r) for k, r in predicted.items() if k in gold))


def _judged(sheets: Iterable[_Sheet]) -> Iterator[tuple[str, float, bool]]:
    for sheet in sheets:
        right = sheet.right()
        for c in sheet.guess.commitments:
            if c.confidence is not None:
                yield "commitment", c.confidence, c.id in right
        edges = sheet.gold.edges()
        for r in sheet.guess.relations:
            edge = sheet.found.edge(r.subject, r.predicate, r.object)
            if r.confidence is not None and edge is not None:
                yield "relation", r.confidence, edge in edges


def calibration_error(claims: Iterable[tuple[float, bool]], bins: int = 10) -> float | None:
    """Expected calibration error: how far confidence is from the share that is right, on average over the claims."""
    by_bin: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in claims:
        by_bin[min(bins - 1, int(confidence * bins))].append((confidence, right))
    total = sum(len(b) for b in by_bin.values())
    if not total:
        return None
    return sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in by_bin.values()) / total


def score(gold: Mapping[str, Record], predicted: Mapping[str, Record]) -> dict[str, Figures]:
    """The measures of `evaluate` alone."""
    return evaluate(gold, predicted).measures


def same_amount(a: Commitment, b: Commitment) -> bool:
    """Whether two commitments have the same sum in some currency, or neither has one."""
    if not a.amount and not b.amount:
        return True
    return any(x == y and abs(v - w) <= 0.005 * max(v, w) for (v, x), (w, y) in product(_sums(a), _sums(b)))


def _sums(c: Commitment) -> list[tuple[float, str]]:
    return [(a.value, a.currency) for a in (c.amount, *c.amount.also)] if c.amount else []


def _silent(truth: Record) -> Record:
    return truth.model_copy(update={"entities": (), "commitments": (), "relations": ()})


def _total(figures: Iterable[Figures]) -> Figures:
    total = NOTHING
    for one in figures:
        total = total.plus(one)
    return total


def _overlap(right: AbstractSet[Any], guessed: AbstractSet[Any]) -> Figures:
    return Figures(len(right & guessed), len(guessed), len(right))


@dataclass(frozen=True)
class _Side:
    """A record in the answer's entities: `ids` leads from its own entity ids to the answer's."""

    record: Record
    ids: dict[str, str]

    def refs(self, c: Commitment, *roles: str) -> set[str]:
        return {self.ids[ref] for role in roles for ref in getattr(c, role)}

    def things(self) -> set[tuple[str, str]]:
        return {(self.ids[e.id], e.type) for e in self.record.entities}

    def edges(self) -> set[tuple[str, str, str]]:
        said = [edge for c in self.record.commitments for edge in edges_of(c)]
        said += [(r.subject, r.predicate, r.object) for r in self.record.relations]
        return {edge for one in said if (edge := self.edge(*one)) is not None}

    def edge(self, a: str, verb: str, b: str) -> tuple[str, str, str] | None:
        """An edge between entities of the record as it is compared; None if it is not looked at."""
        subject, target = self.ids[a], self.ids[b]
        # Geography that the text may leave unsaid is neither asked for nor held against anyone.
        if verb == "located_in" and self.record.entity(a).type in {"Country", "Place"}:
            return None
        ends = sorted((subject, target)) if verb == "partner_of" else [subject, target]
        return ends[0], verb, ends[1]

    def facts(self, c: Commitment) -> set[tuple[str, Hashable]]:
        """The facts of a commitment but its amount, which is compared with a tolerance."""
        found: set[tuple[str, Hashable]] = {("kind", c.kind), ("status", c.status)}
        found |= {(role, ref) for role in _ROLES for ref in self.refs(c, role)}
        if c.period and c.period.years:
            found.add(("years", round(c.period.years, 2)))
        if c.period and c.period.end:
            found.add(("end", c.period.end[:4]))
        if c.announced:
            found.add(("announced", c.announced))
        if c.target:
            found.add(("target", (c.target.quantity, c.target.unit)))
        return found

    def by_slot(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for c in self.record.commitments:
            found.update(slot for slot, _ in self.facts(c))
            found["amount"] += c.amount is not None
        return found


@dataclass(frozen=True)
class _Sheet:
    """One article's answer beside its prediction, their commitments in pairs."""

    truth: Record
    guess: Record
    gold: _Side = field(init=False)
    found: _Side = field(init=False)
    pairs: list[tuple[Commitment, Commitment]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "gold", _Side(self.truth, {e.id: e.id for e in self.truth.entities}))
        object.__setattr__(self, "found", _Side(self.guess, _match(self.truth, self.guess)))
        object.__setattr__(self, "pairs", self._paired())

    def measures(self) -> dict[str, Figures]:
        shared = sum(sum(self.common(g, p).values()) for g, p in self.pairs)
        return {
            "entities": _overlap(self.gold.things(), self.found.things()),
            "edges": _overlap(self.gold.edges(), self.found.edges()),
            "commitments": Figures(
                len(self.right()),
                len(self.guess.commitments),
                len(self.truth.commitments),
            ),
            "facts": Figures(shared, self.found.by_slot().total(), self.gold.by_slot().total()),
        }

    def right(self) -> set[str]:
        """The ids of the predicted commitments of which all parts are right."""
        return {p.id for g, p in self.pairs if self._exact(g, p)}

    def slots(self) -> dict[str, Figures]:
        right: Counter[str] = Counter()
        for g, p in self.pairs:
            right.update(self.common(g, p))
        found, gold = self.found.by_slot(), self.gold.by_slot()
        return {slot: Figures(right[slot], found[slot], gold[slot]) for slot in {*found, *gold}}

    def common(self, g: Commitment, p: Commitment) -> Counter[str]:
        """How many facts of each slot two commitments share."""
        shared = Counter(slot for slot, _ in self.gold.facts(g) & self.found.facts(p))
        if g.amount and p.amount and same_amount(g, p):
            shared["amount"] = 1
        return shared

    def _paired(self) -> list[tuple[Commitment, Commitment]]:
        """Greedily, the pairs that share the most facts first."""
        pairs = sorted(
            (-self.common(g, p).total(), i, j)
            for (i, g), (j, p) in product(
                enumerate(self.truth.commitments), enumerate(self.guess.commitments)
            )
            if self._alike(g, p)
        )
        chosen: dict[int, int] = {}
        for _, i, j in pairs:
            if i not in chosen and j not in chosen.values():
                chosen[i] = j
        return [(self.truth.commitments[i], self.guess.commitments[j]) for i, j in chosen.items()]

    def _alike(self, g: Commitment, p: Commitment) -> bool:
        """Whether two commitments may be a pair at all: a party in common, and something beside it."""
        parties = self.gold.refs(g, *_ROLES[:2]) & self.found.refs(p, *_ROLES[:2])
        if not parties:
            return False
        if len(parties) > 1 or g.kind == p.kind or self.gold.refs(g, "places") & self.found.refs(p, "places"):
            return True
        return bool(g.amount and p.amount) and same_amount(g, p)

    def _exact(self, g: Commitment, p: Commitment) -> bool:
        parties = all(self.gold.refs(g, role) == self.found.refs(p, role) for role in _ROLES)
        return parties and (g.kind, g.status) == (p.kind, p.status) and same_amount(g, p)


def _match(gold: Record, predicted: Record) -> dict[str, str]:
    """Entity ids of the prediction as those of the answer; what has no counterpart gets an id of its own."""
    known = [(e, _names(e.name, *e.aliases)) for e in gold.entities]
    pairs = sorted(
        (-(2 * (plain(p.name) in names) + (p.type == g.type)), p.id, g.id)
        for p in predicted.entities
        for g, names in known
        if names & _names(p.name, *p.aliases)
    )
    mapping: dict[str, str] = {}
    for _, p_id, g_id in pairs:
        if p_id not in mapping and g_id not in mapping.values():
            mapping[p_id] = g_id
    return {e.id: mapping.get(e.id, f"?{e.id}") for e in predicted.entities}


def _names(*names: str) -> set[str]:
    return {plain(name) for name in names} - {""}


def _events(sheets: Mapping[str, _Sheet]) -> Figures:
    """Pairs of commitments in different articles that are one event; each is known by the answer's id."""
    gold: dict[str, set[tuple[str, str]]] = defaultdict(set)
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for key, sheet in sheets.items():
        for g, p in sheet.pairs:
            if g.event:
                gold[g.event].add((key, g.id))
            if p.event:
                found[p.event].add((key, g.id))
    return _overlap(_across(gold.values()), _across(found.values()))


def _across(clusters: Iterable[set[tuple[str, str]]]) -> set[tuple[tuple[str, str], tuple[str, str]]]:
    pairs = (pair for members in clusters for pair in combinations(sorted(members), 2))
    return {(a, b) for a, b in pairs if a[0] != b[0]}


def _grounded(records: Mapping[str, Record], texts: Mapping[str, str]) -> float | None:
    """The share of passages that stand in their article; a claim without one counts as one that does not."""
    checked = []
    for key, record in records.items():
        if key in texts:
            body = _squash(texts[key])
            for claim in (*record.commitments, *record.relations):
                checked += [bool(quote) and _squash(quote) in body for quote in claim.evidence or ("",)]
    return sum(checked) / len(checked) if checked else None


def _squash(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
