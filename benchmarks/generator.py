"""A seeded generator of realistic article records: invented names, power-law parties, deals that several papers tell.

About one telling in ten has another sum or state of things than the others; all have a sentence as evidence.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from graph.model import Article, ArticleInfo, Record, parse_record

_SYLLABLES = (
    "ka to mi ra ne lo ves tor qua sil dra pel on ix um ber gal fen ost ur hel van dyn cor al be de el fa go in jo ly mo"
).split()
_TRADES = (
    "Systems Semiconductors Photonics Cloud Robotics Energy Networks Dynamics Capital Partners Labs Motors Aerospace "
    "Biologics Materials Quantum Data Mobility Foundry Ventures"
).split()
_COUNTRIES = (
    "United States|Japan|Germany|India|France|Malaysia|Spain|Poland|China|Canada|Brazil|Italy|Sweden|Norway|Israel|"
    "South Korea|Vietnam|Indonesia|Thailand|Mexico|Australia|Ireland|Netherlands|Belgium|Austria|Switzerland|Finland|"
    "Denmark|Portugal|Greece|Turkey|Egypt|Kenya|Nigeria|South Africa|Chile|Argentina|Colombia|Singapore|Taiwan"
).split("|")
_TOWNS = (
    "Texas|Arizona|Dresden|Tokyo|Bavaria|Ohio|Oregon|Osaka|Kumamoto|Hsinchu|Penang|Bangalore|Hyderabad|Chennai|Paris|"
    "Lyon|Berlin|Munich|Hamburg|London|Leeds|Dublin|Madrid|Milan|Turin|Warsaw|Prague|Vienna|Toronto|Montreal|Sydney"
).split("|")
_PLACES = [
    (n, t)
    for pair in zip(_COUNTRIES, _TOWNS, strict=False)
    for n, t in zip(pair, ("Country", "Place"), strict=True)
]
_KINDS = ["investment"] * 4 + ["grant"] * 2 + ["equity"] * 3 + ["facility", "training", "partnership", "loan"]
_CURRENCIES = ["USD"] * 6 + ["EUR"] * 3 + ["JPY", "GBP", "INR"]
_STATUSES = ["announced"] * 6 + ["completed"] * 3 + ["cancelled"]
_SECTORS = [[]] * 3 + [["semiconductors"], ["cloud computing", "data centers"], ["clean energy"]]
_TOLD_BY = [1, 1, 1, 1, 1, 1, 2, 2, 3, 5]  # papers that tell of a deal
CLAIMS_PER_DEAL = sum(_TOLD_BY) / len(_TOLD_BY)
_OPEN = 400  # deals of which articles may still tell

Thing = tuple[str, str]
Deal = dict[str, Any]


def records(claims: int, seed: int = 0) -> Iterator[tuple[Record, Article]]:
    """Article records that together make about so many claims, each with its article."""
    rng = random.Random(seed)
    deals = int(claims / CLAIMS_PER_DEAL)
    firms = [(name, "Company") for name in invented(rng, max(50, deals // 6))]
    schools = [(f"University of {n.split()[0]}", "University") for n in invented(rng, max(10, deals // 60))]
    waiting: list[Deal] = []
    number = 0
    for _ in range(deals):
        waiting += [_deal(rng, firms, schools)] * rng.choice(_TOLD_BY)
        while len(waiting) > _OPEN:
            number += 1
            yield _article(rng, number, _taken(rng, waiting))
    while waiting:
        number += 1
        yield _article(rng, number, _taken(rng, waiting))


def invented(rng: random.Random, n: int) -> list[str]:
    """So many different names of companies."""
    found: dict[str, None] = {}
    while len(found) < n:
        word = "".join(rng.choices(_SYLLABLES, k=rng.choice((2, 3, 3, 4)))).capitalize()
        second = "".join(rng.choices(_SYLLABLES, k=2)).capitalize() + " " if rng.random() < 0.3 else ""
        found[f"{word} {second}{rng.choice(_TRADES)}"] = None
    return list(found)


def _power(rng: random.Random, pool: list[Thing], among: int = 50) -> Thing:
    """One of a pool: half of the time by a power law, whose first has about one in `among`."""
    if rng.random() < 0.5:
        return rng.choice(pool)
    return pool[int(among * (rng.paretovariate(0.9) - 1)) % len(pool)]


def _deal(rng: random.Random, firms: list[Thing], schools: list[Thing]) -> Deal:
    kind = rng.choice(_KINDS)
    givers = list(dict.fromkeys(_power(rng, firms) for _ in range(rng.choice([1, 1, 1, 2, 4]))))
    taker = _power(rng, schools) if kind == "grant" else _power(rng, firms)
    place = _power(rng, _PLACES, 5)
    amount = None
    if kind not in {"facility", "training", "partnership"}:
        value = rng.randint(10, 999) * 10.0 ** rng.choice([4, 5, 6, 7])
        amount = {"value": value, "currency": rng.choice(_CURRENCIES), "qualifier": "exact"}
    return {
        "kind": kind,
        "investors": givers,
        "recipients": [] if taker in givers or kind in {"facility", "training"} else [taker],
        "places": [place] if kind in {"investment", "facility", "training"} else [],
        "amount": amount,
        "announced": f"{rng.randint(2015, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        "status": rng.choice(_STATUSES),
        "sectors": rng.choice(_SECTORS),
    }


def _taken(rng: random.Random, waiting: list[Deal]) -> list[Deal]:
    taken: list[Deal] = []
    for _ in range(min(len(waiting), rng.choice([1, 2, 3, 4]))):
        deal = waiting.pop(rng.randrange(len(waiting)))
        if not any(deal is other for other in taken):
            taken.append(deal)
    return taken


def _as_told(rng: random.Random, deal: Deal) -> Deal:
    """A deal as one paper has it: mostly as it is, sometimes rounded, sometimes otherwise."""
    amount, chance = deal["amount"], rng.random()
    if amount and chance < 0.25:
        amount = {**amount, "value": float(f"{amount['value']:.1e}"), "qualifier": "about"}
    elif amount and chance < 0.32:
        amount = {**amount, "value": 1.5 * amount["value"]}
    return {**deal, "amount": amount, "status": rng.choice(_STATUSES) if chance > 0.95 else deal["status"]}


def _article(rng: random.Random, number: int, deals: list[Deal]) -> tuple[Record, Article]:
    ids: dict[Thing, str] = {}
    commitments, sentences = [], []
    for n, deal in enumerate(deals, 1):
        told = _as_told(rng, deal)
        roles = {
            role: [ids.setdefault(e, f"e{len(ids) + 1}") for e in deal[role]]
            for role in ("investors", "recipients", "places")
        }
        sentences.append(_sentence(told, number))
        sure = round(0.3 + 0.7 * rng.random(), 2)
        commitments.append({"id": f"c{n}", **told, **roles, "evidence": sentences[-1:], "confidence": sure})
    entities = [{"id": id_, "name": name, "type": type_} for (name, type_), id_ in ids.items()]
    about = {
        "id": f"g{number}",
        "title": f"Generated {number}",
        "publisher": f"Paper {number % 97}",
        "published": max(deal["announced"] for deal in deals),
    }
    record = parse_record({"article": about, "entities": entities, "commitments": commitments})
    return record, Article(info=ArticleInfo.model_validate(about), text=" ".join(sentences))


def _sentence(deal: Deal, number: int) -> str:
    givers, takers = (
        " and ".join(name for name, _ in things)
        for things in (deal["investors"], [*deal["recipients"], *deal["places"]])
    )
    sum_ = f"{deal['amount']['currency']} {deal['amount']['value']:,.0f}" if deal["amount"] else "resources"
    what = f"{givers} put {sum_} into {takers or 'what it does'} by way of {deal['kind']}"
    return f"{what}, paper {number % 97} said in its issue {number}."
