"""How well extraction does: records against hand-made answers, slot by slot.

Entities of a prediction are first matched to those of the answer by their names (either's aliases count);
then edges, whole commitments and single facts are compared in the answer's entities.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from graph.model import Article, ArticleInfo, parse_record
from graph.resolved import edges_of
from ingest.reference import plain

if TYPE_CHECKING:
    from pathlib import Path

    from graph.model import Commitment, Record


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


def load_gold(folder: Path) -> tuple[dict[str, Record], list[Article]]:
    """The answers of a folder by article id (the file's name), and the articles themselves."""
    answers, articles = {}, []
    for path in sorted(folder.glob("*.json")):
        raw = json.loads(path.read_text(encoding="utf-8"))
        raw["article"]["id"] = path.stem
        record = parse_record(raw)
        answers[path.stem] = record
        info = record.article.model_dump(include=set(ArticleInfo.model_fields) - {"source"})
        articles.append(
            Article(info=ArticleInfo(**info), text=path.with_suffix(".txt").read_text(encoding="utf-8"))
        )
    return answers, articles


def load_records(path: Path) -> dict[str, Record]:
    """Records from JSON lines, by article id."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {r.article.id: r for r in (parse_record(line) for line in lines if line.strip())}


def _match(gold: Record, predicted: Record) -> dict[str, str]:
    """Entity ids of the prediction as those of the answer; what has no counterpart gets an id of its own."""
    names = {
        id(e): {plain(n) for n in (e.name, *e.aliases)} - {""} for r in (gold, predicted) for e in r.entities
    }
    pairs = sorted(
        (-(2 * (plain(p.name) in names[id(g)]) + (p.type == g.type)), p.id, g.id)
        for p, g in product(predicted.entities, gold.entities)
        if names[id(p)] & names[id(g)]
    )
    mapping: dict[str, str] = {}
    for _, p, g in pairs:
        if p not in mapping and g not in mapping.values():
            mapping[p] = g
    return {e.id: mapping.get(e.id, f"?{e.id}") for e in predicted.entities}


def _edges(record: Record, ids: dict[str, str]) -> set[tuple[str, str, str]]:
    types = {ids[e.id]: e.type for e in record.entities}
    found = {(ids[a], verb, ids[b]) for c in record.commitments for a, verb, b in edges_of(c)}
    found |= {(ids[r.subject], r.predicate, ids[r.object]) for r in record.relations}
    both_ways = {(*sorted((a, b)), verb) if verb == "partner_of" else (a, verb, b) for a, verb, b in found}
    # Geography that the text may leave unsaid is neither asked for nor held against anyone.
    return {e for e in both_ways if not (e[1] == "located_in" and types.get(e[0]) in {"Country", "Place"})}  # type: ignore[misc]


def _slots(c: Commitment, ids: dict[str, str]) -> Counter[tuple[str, object]]:
    found: Counter[tuple[str, object]] = Counter({("kind", c.kind): 1, ("status", c.status): 1})
    for role in ("investors", "recipients", "places"):
        found.update({(role, ids[ref]) for ref in getattr(c, role)})
    if c.period and c.period.years:
        found["years", round(c.period.years, 2)] += 1
    if c.period and c.period.end:
        found["end", c.period.end[:4]] += 1
    if c.announced:
        found["announced", c.announced] += 1
    if c.target:
        found["target", (c.target.quantity, c.target.unit)] += 1
    return found


def _sums(c: Commitment) -> list[tuple[float, str]]:
    return [(a.value, a.currency) for a in (c.amount, *c.amount.also)] if c.amount else []


def same_amount(a: Commitment, b: Commitment) -> bool:
    """Whether two commitments have the same sum in some currency, or neither has one."""
    if not a.amount and not b.amount:
        return True
    return any(x == y and abs(v - w) <= 0.005 * max(v, w) for (v, x), (w, y) in product(_sums(a), _sums(b)))


class _Pairing:
    """The commitments of an answer and a prediction, paired greedily by the facts that they share."""

    def __init__(self, gold: Record, predicted: Record, ids: dict[str, str]) -> None:
        self.own = {e.id: e.id for e in gold.entities}
        self.ids = ids
        scored = sorted(
            (-self.common(g, p), i, j)
            for (i, g), (j, p) in product(enumerate(gold.commitments), enumerate(predicted.commitments))
            if self._alike(g, p)
        )
        left: set[int] = set()
        right: set[int] = set()
        self.pairs: list[tuple[Commitment, Commitment]] = []
        for _, i, j in scored:
            if i not in left and j not in right:
                left.add(i)
                right.add(j)
                self.pairs.append((gold.commitments[i], predicted.commitments[j]))

    def common(self, g: Commitment, p: Commitment) -> int:
        shared = _slots(g, self.own) & _slots(p, self.ids)
        return sum(shared.values()) + int(bool(g.amount and p.amount) and same_amount(g, p))

    def _alike(self, g: Commitment, p: Commitment) -> bool:
        parties = {*g.investors, *g.recipients} & {self.ids[r] for r in (*p.investors, *p.recipients)}
        if not parties:
            return False
        places = set(g.places) & {self.ids[r] for r in p.places}
        sums = bool(g.amount and p.amount) and same_amount(g, p)
        return sums or bool(places) or len(parties) > 1 or g.kind == p.kind

    def exact(self, g: Commitment, p: Commitment) -> bool:
        roles = all(
            set(getattr(g, role)) == {self.ids[r] for r in getattr(p, role)}
            for role in ("investors", "recipients", "places")
        )
        return roles and g.kind == p.kind and g.status == p.status and same_amount(g, p)


def _size(c: Commitment, ids: dict[str, str]) -> int:
    return sum(_slots(c, ids).values()) + int(c.amount is not None)


def score(gold: dict[str, Record], predicted: dict[str, Record]) -> dict[str, Figures]:
    """Entities, edges, commitments and facts, summed over all articles; a missing prediction says nothing."""
    totals = {name: [0, 0, 0] for name in ("entities", "edges", "commitments", "facts")}
    for key, truth in gold.items():
        guess = predicted.get(key) or truth.model_copy(
            update={"entities": (), "commitments": (), "relations": ()}
        )
        ids = _match(truth, guess)
        own = {e.id: e.id for e in truth.entities}
        true_things = {(e.id, e.type) for e in truth.entities}
        things = {(ids[e.id], e.type) for e in guess.entities}
        true_edges, edges = _edges(truth, own), _edges(guess, ids)
        pairing = _Pairing(truth, guess, ids)
        counted = {
            "entities": (len(true_things & things), len(things), len(true_things)),
            "edges": (len(true_edges & edges), len(edges), len(true_edges)),
            "commitments": (
                sum(pairing.exact(g, p) for g, p in pairing.pairs),
                len(guess.commitments),
                len(truth.commitments),
            ),
            "facts": (
                sum(pairing.common(g, p) for g, p in pairing.pairs),
                sum(_size(c, ids) for c in guess.commitments),
                sum(_size(c, own) for c in truth.commitments),
            ),
        }
        for name, numbers in counted.items():
            totals[name] = [a + b for a, b in zip(totals[name], numbers, strict=True)]
    return {name: Figures(*numbers) for name, numbers in totals.items()}
