"""Why an event is what it is."""

from __future__ import annotations

import pytest
from building import archive_of, put

from graph.errors import NotFoundError
from graph.judgements import Judgement
from graph.model import parse_record
from graph.queries.explain import explanation


def telling(id_: str, amount: float) -> dict[str, object]:
    return {
        "article": {"id": id_, "published": "2024-04-10"},
        "entities": [
            {"id": "a", "name": "Microsoft", "type": "Company"},
            {"id": "b", "name": "Japan", "type": "Country"},
        ],
        "commitments": [
            {
                "id": "c1",
                "kind": "investment",
                "investors": ["a"],
                "recipients": [],
                "places": ["b"],
                "amount": {"value": amount, "currency": "USD"},
                "evidence": [f"Microsoft puts ${amount:.0f} into Japan, says {id_}."],
            }
        ],
        "relations": [],
    }


def test_it_tells_who_read_it_what_put_it_together_and_who_judged() -> None:
    archive = archive_of()
    for n in ("one", "two"):
        put(archive, parse_record(telling(n, 2.9e9)), words=n * 40)
    archive.refresh()
    index = archive.index
    (key,) = index.texts("select key from event")
    why = explanation(archive.store, key)
    assert len(why.readings) == 2
    assert {r.extractor for r in why.readings} == {"hand/1"}
    (alike,) = why.likenesses
    assert alike.points >= why.needed
    assert any(r.startswith("sums +3") for r in alike.reasons)
    assert not why.verdicts

    own = [f"event/{r.own_key}" for r in why.readings]
    archive.judge(
        [
            Judgement(
                a=own[0],
                b=own[1],
                decision="different",
                by="Ada",
                at="2026-01-02T00:00:00Z",
                reason="two plants",
            )
        ]
    )
    archive.refresh()
    keys = index.texts("select key from event order by key")
    assert len(keys) == 2
    apart = explanation(archive.store, keys[0])
    assert [(v.by, v.reason) for v in apart.verdicts] == [("Ada", "two plants")]
    assert len(apart.readings) == 1


def test_an_event_that_is_not_there() -> None:
    with pytest.raises(NotFoundError):
        explanation(archive_of().store, "nothing")
