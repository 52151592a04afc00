"""What people corrected, found again in an article that was read anew, and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from building import archive_of

from graph.archive import Archive
from graph.corrections import Correction, taking_back
from graph.model import Article, Commitment, Record, Span, parse_record
from graph.queries import events, evidence
from graph.totals import totals

THINGS = [
    {"id": "a", "name": "Orlenda Systems", "type": "Company"},
    {"id": "b", "name": "Belmora University", "type": "University"},
    {"id": "s", "name": "Spain", "type": "Country"},
]
SAID = "Orlenda gives $1 million to Spain."


def deal(id_: str = "c1", **values: Any) -> dict[str, Any]:
    told = {"id": id_, "kind": "investment", "investors": ["a"], "places": ["s"], "evidence": [SAID]}
    return {**told, "amount": usd(1e6), "confidence": 0.4, **values}


def usd(value: float) -> dict[str, Any]:
    return {"value": value, "currency": "USD"}


def put(archive: Archive, text: str, *commitments: dict[str, Any]) -> str:
    """Read the article anew: passages with their places in the text."""
    about = {"id": "one", "url": "https://paper.example/one"}
    record = parse_record({"article": about, "entities": THINGS, "commitments": list(commitments)})
    placed = tuple(
        c.model_copy(
            update={
                "spans": tuple(Span(start=at, end=at + len(q)) for q in c.evidence for at in [text.index(q)])
            }
        )
        for c in record.commitments
    )
    record = record.model_copy(update={"commitments": placed})
    archive.store_record(
        record,
        Article(info=record.article, text=text),
        origin=None,
        extractor="hand/1",
        observed="2026-01-01T00:00:00Z",
    )
    archive.refresh()
    return archive.keys()[0]


def correct(archive: Archive, key: str, id_: str, day: int, **values: Any) -> Correction:
    """Correct a claim, or drop it if nothing is said of it."""
    record = archive.corrected(key)
    now = next(c for c in record.commitments if c.id == id_)
    new = Commitment.model_validate({**now.model_dump(), **values}) if values else None
    made = Correction(
        article=key,
        original=now,
        corrected=new,
        entities=record.entities,
        by="me",
        at=f"2026-01-{day:02}T00:00:00Z",
    )
    archive.correct([made])
    archive.refresh()
    return made


def take_back(archive: Archive, made: Correction, day: int) -> None:
    archive.correct([taking_back(made, by="me", at=f"2026-01-{day:02}T00:00:00Z")])
    archive.refresh()


def quotes(archive: Archive) -> list[str]:
    return [c.quote for e in events(archive.store) for c in evidence(archive.store, e.key)]


@pytest.mark.parametrize("again", [(deal("c7"),), ()], ids=["found", "not found"])
def test_a_corrected_claim_shows_its_passage_wherever_it_stands_now(
    again: tuple[dict[str, Any], ...],
) -> None:
    archive = archive_of()
    key = put(archive, SAID, deal())
    correct(archive, key, "c1", 2, amount=usd(2e6))
    put(archive, f"A line that was added later. {SAID}", *again)
    assert quotes(archive) == [SAID]
    assert totals(archive.index).total == 2e6
    (claim,) = archive.corrected(key).commitments
    assert [(s.start, s.end) for s in claim.spans] == [(29, 29 + len(SAID))]
    assert archive.lost([key]) == []


def test_a_correction_without_its_passage_does_not_count() -> None:
    archive = archive_of()
    key = put(archive, SAID, deal())
    correct(archive, key, "c1", 2, amount=usd(2e6))
    put(archive, "The paper took all of it out again and says sorry.")
    assert events(archive.store) == []
    (told,) = archive.lost([key])
    assert f"{key}#c1 by me" in told
    put(archive, SAID)
    assert quotes(archive) == [SAID], "it counts again as soon as the sentence is back"


def test_a_span_that_does_not_fit_is_not_shown() -> None:
    archive = archive_of()
    told = parse_record({"article": {"id": "x"}, "entities": THINGS, "commitments": [deal()]})
    wrong = told.commitments[0].model_copy(update={"spans": (Span(start=0, end=4),)})
    record: Record = told.model_copy(update={"commitments": (wrong,)})
    archive.store_record(
        record,
        Article(info=record.article, text=f"So it is: {SAID}"),
        origin=None,
        extractor="hand/1",
        observed="2026-01-01T00:00:00Z",
    )
    archive.refresh()
    assert quotes(archive) == [SAID]


BOTH = "Orlenda gives Spain 1 million and Belmora University 7 million."


@pytest.mark.parametrize("kind", ["grant", "investment"])
def test_what_is_dropped_takes_no_other_deal_of_its_sentence_along(kind: str) -> None:
    archive = archive_of()
    key = put(archive, BOTH, deal(evidence=[BOTH]))
    correct(archive, key, "c1", 2)
    other = deal("c1", kind=kind, amount=usd(7e6), recipients=["b"], places=[], evidence=[BOTH])
    put(archive, BOTH, other)
    assert totals(archive.index).total == 7e6
    put(archive, BOTH, other, deal("c2", evidence=[BOTH], kind="facility"))
    assert totals(archive.index).total == 7e6, "of the same sum: it is what was dropped"


def test_what_is_taken_back_is_as_if_it_had_never_been_corrected() -> None:
    archive = archive_of()
    text = f"{SAID} Of this, a half goes to Belmora."
    part = deal("c2", amount=usd(5e5), part_of="c1", evidence=["Of this, a half goes to Belmora."])
    key = put(archive, text, deal(), part)
    before = archive.corrected(key)
    dropped = correct(archive, key, "c1", 2)
    assert totals(archive.index).total == 5e5
    take_back(archive, dropped, 3)
    assert archive.corrected(key) == before
    assert totals(archive.index).total == 1e6
    assert not any(s.corrected for e in events(archive.store) for s in e.sources)
    changed = correct(archive, key, "c1", 4, amount=usd(3e6))
    again = correct(archive, key, "c1", 5, status="completed")
    take_back(archive, again, 6)
    assert totals(archive.index).total == 3e6
    take_back(archive, again, 7)
    assert totals(archive.index).total == 3e6, "what is taken back already stays so"
    take_back(archive, changed, 8)
    assert archive.corrected(key) == before
    assert len(archive.corrections(key)) == 7, "the ledger keeps all of it"


def test_a_correction_to_what_was_there_before_takes_back() -> None:
    archive = archive_of()
    key = put(archive, SAID, deal())
    before = archive.corrected(key)
    correct(archive, key, "c1", 2, amount=usd(3e6))
    correct(archive, key, "c1", 3, amount=usd(1e6))
    assert archive.corrected(key) == before
    correct(archive, key, "c1", 4, amount=usd(1e6))
    (claim,) = archive.corrected(key).commitments
    assert claim.confidence == 1.0, "somebody says that it is so"


def test_a_part_of_what_is_no_commitment_is_a_part_of_its_whole() -> None:
    archive = archive_of()
    key = put(
        archive, SAID, deal(), deal("c2", part_of="c1", kind="grant"), deal("c3", part_of="c2", kind="loan")
    )
    correct(archive, key, "c2", 2)
    assert [(c.id, c.part_of) for c in archive.corrected(key).commitments] == [("c1", None), ("c3", "c1")]
