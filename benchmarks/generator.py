"""A seeded generator of realistic article records: invented names, power-law parties, deals told by several papers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from graph.model import Article, ArticleInfo, Record, parse_record

_FIRST = [
    "Aurel",
    "Belmor",
    "Cadren",
    "Dovex",
    "Elvant",
    "Fenwar",
    "Galdor",
    "Hestia",
    "Ilmar",
    "Jorvik",
    "Kestra",
    "Lumora",
    "Mardok",
    "Nestor",
    "Ovanta",
    "Pelion",
    "Quorra",
    "Rendal",
    "Sylvan",
    "Tavora",
    "Umbrel",
    "Vantor",
    "Wexler",
    "Xandor",
    "Yarrow",
    "Zephra",
]
_SECOND = [
    "Systems",
    "Semiconductors",
    "Photonics",
    "Cloud",
    "Robotics",
    "Energy",
    "Networks",
    "Dynamics",
    "Capital",
    "Partners",
    "Labs",
    "Motors",
    "Aerospace",
    "Biologics",
    "Materials",
    "Quantum",
    "Data",
    "Mobility",
    "Foundry",
    "Ventures",
]
_PLACES = [
    ("United States", "Country"), ("Japan", "Country"), ("Germany", "Country"), ("India", "Country"),
    ("France", "Country"), ("Malaysia", "Country"), ("Spain", "Country"), ("Poland", "Country"),
    ("Texas", "Place"), ("Arizona", "Place"), ("Dresden", "Place"), ("Tokyo", "Place"), ("Bavaria", "Place"),
]  # fmt: skip
_KINDS = ["investment"] * 4 + ["grant"] * 2 + ["equity"] * 3 + ["facility", "training", "partnership", "loan"]
_CURRENCIES = ["USD"] * 6 + ["EUR"] * 3 + ["JPY", "GBP", "INR"]
_TOLD_BY = [1, 1, 1, 1, 1, 1, 2, 2, 3, 5]  # papers that tell of a deal


def records(events: int, seed: int = 0) -> Iterator[tuple[Record, Article]]:
    """Article records that together tell of about so many deals, each with its article."""
    rng = random.Random(seed)
    firms = _names(rng, max(50, events // 8))
    universities = [(f"University of {n}", "University") for n, _ in _names(rng, max(10, events // 60))]
    waiting: list[dict[str, Any]] = []
    number = 0
    for _ in range(events):
        deal = _deal(rng, firms, universities)
        waiting += [deal] * rng.choice(_TOLD_BY)
        while len(waiting) > 400:
            number += 1
            yield _article(rng, number, _taken(rng, waiting))
    while waiting:
        number += 1
        yield _article(rng, number, _taken(rng, waiting))


def _names(rng: random.Random, n: int) -> list[tuple[str, str]]:
    found: dict[str, None] = {}
    while len(found) < n:
        stem = rng.choice(_FIRST) + "".join(rng.choices("aeioulnrst", k=rng.randint(0, 4)))
        found[f"{stem} {rng.choice(_SECOND)}"] = None
    return [(name, "Company") for name in found]


def _power(rng: random.Random, pool: list[Any]) -> Any:
    return (
        pool[min(len(pool) - 1, int(rng.paretovariate(0.7)) - 1)] if rng.random() < 0.5 else rng.choice(pool)
    )


def _deal(
    rng: random.Random, firms: list[tuple[str, str]], universities: list[tuple[str, str]]
) -> dict[str, Any]:
    kind = rng.choice(_KINDS)
    investors = list(dict.fromkeys(_power(rng, firms) for _ in range(rng.choice([1, 1, 1, 2, 4]))))
    recipient = rng.choice(universities) if kind == "grant" else rng.choice(firms)
    place = rng.choice(_PLACES)
    amount = None
    if kind not in {"facility", "training", "partnership"}:
        digits = rng.randint(10, 999)
        amount = {"value": digits * 10.0 ** rng.choice([4, 5, 6, 7]), "currency": rng.choice(_CURRENCIES)}
    day = f"{rng.randint(2015, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return {
        "kind": kind,
        "investors": investors,
        "recipients": [] if recipient in investors or kind in {"facility", "training"} else [recipient],
        "places": [place] if kind in {"investment", "facility", "training"} else [],
        "amount": amount,
        "announced": day,
        "status": rng.choice(["announced"] * 6 + ["completed"] * 3 + ["cancelled"]),
    }


def _taken(rng: random.Random, waiting: list[dict[str, Any]]) -> list[dict[str, Any]]:
    taken: list[dict[str, Any]] = []
    for _ in range(min(len(waiting), rng.choice([1, 2, 3, 4]))):
        deal = waiting.pop(rng.randrange(len(waiting)))
        if deal not in taken:
            taken.append(deal)
    return taken


def _article(rng: random.Random, number: int, deals: list[dict[str, Any]]) -> tuple[Record, Article]:
    ids: dict[tuple[str, str], str] = {}
    commitments, lines = [], []
    for n, deal in enumerate(deals, 1):
        roles = {
            role: [ids.setdefault(e, f"e{len(ids) + 1}") for e in deal[role]]
            for role in ("investors", "recipients", "places")
        }
        amount = deal["amount"] and {**deal["amount"], "qualifier": rng.choice(["exact", "exact", "about"])}
        who = " and ".join(name for name, _ in deal["investors"])
        quote = f"{who}: {deal['kind']} of {amount and int(amount['value'])} {amount and amount['currency']}, article {number}"
        lines.append(quote)
        commitments.append(
            {"id": f"c{n}", **deal, **roles, "amount": amount, "evidence": [quote], "confidence": 0.8}
        )
    entities = [{"id": id_, "name": name, "type": type_} for (name, type_), id_ in ids.items()]
    published = max(deal["announced"] for deal in deals)
    about = {
        "id": f"g{number}",
        "title": f"Generated {number}",
        "publisher": f"Paper {number % 97}",
        "published": published,
    }
    record = parse_record({"article": about, "entities": entities, "commitments": commitments})
    return record, Article(
        info=ArticleInfo.model_validate(about), text=f"Number {number}. " + ". ".join(lines)
    )
