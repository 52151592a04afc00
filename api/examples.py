"""Examples of answers, for the description of the API; each fits its model."""

from __future__ import annotations

from typing import Any

_REF = {"key": "microsoft", "name": "Microsoft", "type": "Company"}
_OTHER = {"key": "google", "name": "Google", "type": "Company"}
_UNIVERSITY = {"key": "university-of-tokyo", "name": "University of Tokyo", "type": "University"}
ENTITY: dict[str, Any] = {
    **_REF,
    "iri": "http://localhost:8000/entity/microsoft",
    "aliases": ["Microsoft Corp."],
    "events": 14,
    "score": 100.0,
}
COMMITMENT: dict[str, Any] = {
    "key": "microsoft-japan-investment-2-9-billion-2024-1a2b3c",
    "iri": "http://localhost:8000/event/microsoft-japan-investment-2-9-billion-2024-1a2b3c",
    "label": "Microsoft → Japan: investment",
    "kind": "investment",
    "investors": [_REF],
    "recipients": [],
    "places": [{"key": "japan", "name": "Japan", "type": "Country"}],
    "amount": 2.9e9,
    "currency": "USD",
    "qualifier": "exact",
    "years": 2.0,
    "announced": "2024-04-10",
    "status": "announced",
    "sectors": ["artificial intelligence", "cloud computing"],
    "quotes": ["Microsoft will invest $2.9 billion in Japan over two years."],
    "article_key": "an-article-0a1b2c3d",
    "article_title": "An article",
    "published": "2024-04-10",
}
ARTICLE: dict[str, Any] = {
    "key": "an-article-0a1b2c3d",
    "iri": "http://localhost:8000/article/an-article-0a1b2c3d",
    "title": "An article",
    "publisher": "A paper",
    "published": "2024-04-10",
    "observed": "2026-01-01T00:00:00Z",
    "commitments": 1,
    "passages": [{"start": 0, "text": "Microsoft will invest $2.9 billion in Japan over two years."}],
}
CONTEXT: dict[str, Any] = {
    "claim": "http://localhost:8000/article/an-article-0a1b2c3d#c1",
    "article_key": "an-article-0a1b2c3d",
    "article_title": "An article",
    "start": 40,
    "end": 99,
    "before": "Its largest plan yet. ",
    "quote": "Microsoft will invest $2.9 billion in Japan over two years.",
    "after": " The money goes to data centres.",
}
CHANGES: dict[str, Any] = {
    "since": "2026-06-01",
    "events": [
        {
            "change": "changed",
            "observed": "2026-06-03T08:00:00Z",
            "event": COMMITMENT,
            "slots": [{"slot": "status", "before": "announced", "after": "completed"}],
        }
    ],
    "more": False,
    "withdrawn": [],
    "judgements": [],
}
NEIGHBOUR: dict[str, Any] = {"edge": "invests_in", "outward": True, "entity": _REF, "count": 2}
RESULTS: dict[str, Any] = {
    "head": {"vars": ["name"]},
    "results": {"bindings": [{"name": {"type": "literal", "value": "Microsoft"}}]},
}
DEAL = COMMITMENT["key"]
FACETS: dict[str, Any] = {
    "events": 2,
    "kind": [{"value": "investment", "count": 2}],
    "status": [{"value": "announced", "count": 2}],
    "sector": [{"value": "artificial intelligence", "count": 1}],
    "year": [{"value": "2024", "count": 2}],
    "country": [{"value": "Japan", "count": 2}],
    "currency": [{"value": "USD", "count": 2}],
}
ENTITY_COUNTS: dict[str, Any] = {
    "entities": 3,
    "type": [{"value": "Company", "count": 2}, {"value": "Country", "count": 1}],
    "country": [{"value": "Japan", "count": 1}],
}
ENTITY_VIEW: dict[str, Any] = {"entity": ENTITY, "commitments": [COMMITMENT], "relations": []}
CO_FUNDER: dict[str, Any] = {"entity": _OTHER, "shared": [_UNIVERSITY]}
PATH: dict[str, Any] = {
    "steps": [{"source": _REF, "target": _UNIVERSITY, "edges": ["funds"], "events": [DEAL]}]
}
TIMELINE: dict[str, Any] = {
    "entity": ENTITY,
    "by": "year",
    "currency": "USD",
    "given": 2.9e9,
    "received": 0,
    "steps": [{"step": "2024", "events": 1, "given": 2.9e9, "received": 0, "keys": [DEAL]}],
    "events": [COMMITMENT],
}
_SUMS: dict[str, Any] = {
    "one": 2.9e9,
    "two": 1e9,
    "events_one": 1,
    "events_two": 1,
    "year": [{"value": "2024", "one": 2.9e9, "two": 1e9}],
    "kind": [{"value": "investment", "one": 2.9e9, "two": 1e9}],
    "country": [
        {"value": "Japan", "one": 2.9e9, "two": 0},
        {"value": "United Kingdom", "one": 0, "two": 1e9},
    ],
}
COMPARISON: dict[str, Any] = {
    "one": ENTITY,
    "two": {**ENTITY, **_OTHER, "iri": "http://localhost:8000/entity/google", "aliases": []},
    "currency": "USD",
    "given": _SUMS,
    "received": {
        **_SUMS,
        "one": 0,
        "two": 0,
        "events_one": 0,
        "events_two": 0,
        "year": [],
        "kind": [],
        "country": [],
    },
    "shared_recipients": [_UNIVERSITY],
    "shared_investors": [],
    "shared_places": [],
    "deals": [],
}
TOTALS: dict[str, Any] = {
    "by": ["country"],
    "currency": "USD",
    "allocation": "split",
    "total": 2.9e9,
    "events": 1,
    "rows": [
        {
            "group": {"country": "Japan"},
            "total": 2.9e9,
            "native": {"USD": 2.9e9},
            "events": 1,
            "counted": [
                {
                    "event": DEAL,
                    "label": COMMITMENT["label"],
                    "adds": 2.9e9,
                    "amount": 2.9e9,
                    "currency": "USD",
                    "qualifier": "exact",
                    "rate_of": None,
                    "quotes": COMMITMENT["quotes"],
                    "sources": 1,
                }
            ],
        }
    ],
    "left_out": [{"event": "another", "label": "Microsoft → Spain: investment", "reason": "no sum is told"}],
    "groups": 1,
    "omitted": 1,
}
ARTICLE_RECORD: dict[str, Any] = {
    "article": {**ARTICLE, "passages": []},
    "record": {
        "article": {
            "id": "an-article",
            "title": "An article",
            "publisher": "A paper",
            "published": "2024-04-10",
        },
        "entities": [
            {"id": "e1", "name": "Microsoft", "type": "Company"},
            {"id": "e2", "name": "Japan", "type": "Country"},
        ],
        "commitments": [
            {
                "id": "c1",
                "kind": "investment",
                "investors": ["e1"],
                "places": ["e2"],
                "amount": {"value": 2.9e9, "currency": "USD"},
                "evidence": COMMITMENT["quotes"],
                "spans": [{"start": 0, "end": 59}],
                "event": DEAL,
            }
        ],
    },
    "text": COMMITMENT["quotes"][0],
}
