from __future__ import annotations

import pytest

from graph.model import Article, ArticleInfo, Record
from graph.settings import Settings
from ingest.grounding import ground, locate
from ingest.layout import blocks
from ingest.pipeline import extract
from ingest.reference import government_of, load_reference
from ingest.sources import Loaded


def read(text: str, published: str | None = "2024-04-10") -> Record:
    (record,) = extract([Article(info=ArticleInfo(id="t", published=published), text=text)], Settings())
    return record


def told(record: Record) -> list[tuple[str, list[str], list[str], list[str]]]:
    def names(refs: tuple[str, ...]) -> list[str]:
        return sorted(record.entity(r).name for r in refs)

    return [(c.kind, names(c.investors), names(c.recipients), names(c.places)) for c in record.commitments]


CASES = [
    (
        "Microsoft will invest $1.7 billion in Indonesia over four years.",
        ("investment", ["Microsoft"], [], ["Indonesia"]),
    ),
    (
        "Amazon said it would invest another $4 billion in Anthropic.",
        ("equity", ["Amazon"], ["Anthropic"], []),
    ),
    (
        "The Commerce Department awarded Intel up to $7.86 billion.",
        ("grant", ["United States Department of Commerce"], ["Intel"], []),
    ),
    (
        "Intel was awarded $3 billion by the Department of Defense.",
        ("grant", ["United States Department of Defense"], ["Intel"], []),
    ),
    ("IBM donated $5 million to Purdue University.", ("grant", ["IBM"], ["Purdue University"], [])),
    ("Nvidia acquired Run Labs Inc. for $700 million.", ("acquisition", ["Nvidia"], ["Run Labs Inc"], [])),
    # names that the small model runs together with the verb, or cuts at the article
    (
        "Macon-Bibb County gave Suncrest a 15-year property tax abatement worth an estimated $46 million.",
        ("grant", ["Macon-Bibb County"], ["Suncrest"], []),
    ),
    (
        "The Kenyan Ministry of Information, Communications and the Digital Economy gave Pwani Broadband a grant of $4 million.",
        (
            "grant",
            ["Ministry of Information, Communications and the Digital Economy"],
            ["Pwani Broadband"],
            [],
        ),
    ),
    (
        "Heliax raised CHF 9 million, led by Redalpine, and the Canton of Basel-Stadt joined.",
        ("equity", ["Canton of Basel-Stadt", "Redalpine"], ["Heliax"], []),
    ),
    ("Google will train 100,000 people in Kenya.", ("training", ["Google"], [], ["Kenya"])),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_single_sentences(text: str, expected: tuple[str, list[str], list[str], list[str]]) -> None:
    assert expected in told(read(text + "\n"))


NOTHING = [
    "Apple's revenue was $94.9 billion last quarter.",
    "The market is expected to be worth $57.3 billion by 2030.",
    "The laptop costs $1,299.",
    "Shares of Intel rose 3% to $40.82.",
    "",
    "No money here.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_commitment(text: str) -> None:
    assert read(text + " It was a quiet day.\n").commitments == ()


def test_the_company_stands_for_the_last_one_named() -> None:
    record = read(
        "Microsoft held its annual meeting on Monday. The company will invest $2 billion in Japan.\n"
    )
    assert ("investment", ["Microsoft"], [], ["Japan"]) in told(record)


def test_an_unknown_name_that_raises_money_is_a_company() -> None:
    text = "Quorvia, which makes cooling for quantum computers, has raised 12 million euros in a round led by Accel.\n"
    assert ("equity", ["Accel"], ["Quorvia"], []) in told(read(text))


def test_a_government_that_is_told_in_two_ways_is_one() -> None:
    record = read(
        "Ottawa offered Vestapower up to $400 million in subsidies for its plant in Windsor, Ontario. Near Kingston, Kilnwerk got "
        "$50 million from the federal government, the Canadian company said.\n"
    )
    named = [e.name for e in record.entities if e.type == "Government"]
    assert named == ["Government of Canada"]
    assert len(record.commitments) == 2


def test_an_unnamed_site_is_called_by_owner_kind_and_place() -> None:
    record = read("Quorvia will build a battery plant in Espoo.\n")
    assert ("facility", ["Quorvia"], ["Quorvia battery plant in Espoo"], ["Espoo"]) in told(record)


def test_a_headline_does_not_make_a_sum_exact() -> None:
    record = read(
        "Intel gets $3 billion\n\nThe Commerce Department awarded Intel up to $3 billion on Tuesday.\n"
    )
    assert [c.amount.qualifier for c in record.commitments if c.amount] == ["up_to"]


def test_a_partnership_named_after_its_partners() -> None:
    record = read(
        "Microsoft will donate $10 million to the Keio University-Carnegie Mellon AI Research Partnership.\n"
    )
    names = {e.id: e.name for e in record.entities}
    relations = {(names[r.subject], r.predicate, names[r.object]) for r in record.relations}
    program = "Keio University-Carnegie Mellon AI Research Partnership"
    assert ("Keio University", "member_of", program) in relations
    assert ("Carnegie Mellon University", "member_of", program) in relations
    assert ("Keio University", "partner_of", "Carnegie Mellon University") in relations


def test_every_passage_stands_in_its_article(examples: list[tuple[Loaded, Record]]) -> None:
    for loaded, record in examples:
        for claim in (*record.commitments, *record.relations):
            assert claim.evidence
            for quote, span in zip(claim.evidence, claim.spans, strict=True):
                assert loaded.article.text[span.start : span.end] == quote


def test_the_example_without_a_deal_gives_none(examples: list[tuple[Loaded, Record]]) -> None:
    by_id = {record.article.id: record for _, record in examples}
    assert by_id["14-gadget-review-no-deal"].commitments == ()
    assert "cancelled" in {c.status for c in by_id["06-intel-magdeburg-cancelled"].commitments}


def test_extraction_is_the_same_each_time(examples: list[tuple[Loaded, Record]]) -> None:
    again = extract([loaded.article for loaded, _ in reversed(examples)], Settings())
    assert list(again) == [record for _, record in reversed(examples)]


def test_ungrounded_claims_are_left_out_and_told() -> None:
    record = read("Microsoft will invest $2 billion in Japan.\n")
    kept, rejected = ground(record, "Something else.")
    assert (kept.commitments, kept.entities) == ((), ())
    assert len(rejected) == 1
    kept, rejected = ground(record, "Microsoft will  invest\n$2 billion in Japan.")
    assert kept.commitments[0].evidence == ("Microsoft will  invest\n$2 billion in Japan.",)


def test_a_sum_may_leave_its_currency_to_the_passage_before() -> None:
    before, passage = "Vesta raised €50 million on Monday.", "Kelvorn put in 20 million of it."
    deal = {"id": "c1", "kind": "equity", "status": "completed", "investors": ["e1"], "evidence": [passage]}
    record = Record.model_validate(
        {
            "article": {"id": "a"},
            "entities": [{"id": "e1", "name": "Kelvorn", "type": "Company"}],
            "commitments": [{**deal, "amount": {"value": 2e7, "currency": "EUR"}}],
        }
    )
    assert len(ground(record, f"{before} {passage}")[0].commitments) == 1
    assert not ground(record, f"Vesta makes robots. {passage}")[0].commitments
    assert not ground(record, f"{before} {passage}".replace("20 million", "30 million"))[0].commitments


def test_passages_stand_in_the_text_as_it_was_wrapped() -> None:
    text = "- Arcwell said on Monday that it would invest about\n    $2 billion in a plant in Lyon.\n"
    (deal,) = read(text).commitments
    assert deal.evidence[0].split() == text.removeprefix("- ").split()
    assert text[deal.spans[0].start : deal.spans[0].end] == deal.evidence[0]


def test_locating_copes_with_white_space_only() -> None:
    assert locate("a b", "x a\n b") is not None
    assert locate("a b", "x ab") is None
    assert locate("", "x") is None


def test_blocks_keep_offsets() -> None:
    text = (
        "# A **bold** head\n\n• one [link](http://x.example/) here\n• two\n\n"
        + "word " * 12
        + "\nwrapped on.\n"
    )
    found = blocks(text, [])
    assert [b.text for b in found][1:] == [
        "one  link" + " " * 19 + " here",
        "two",
        "word " * 12 + " wrapped on.",
    ] or len(found) == 4
    for b in found:
        assert len(text[b.start : b.end]) == len(b.text)
        assert [w for w in b.text.split() if w not in text[b.start : b.end]] == []


def test_reference_names() -> None:
    reference = load_reference()
    assert reference.country_of("Japanese") == "Japan"
    assert reference.country_of("U.S.") == "United States"
    assert reference.canonical("TSMC", "Company") == (
        "taiwan-semiconductor-manufacturing",
        "Taiwan Semiconductor Manufacturing Company",
    )
    assert reference.canonical("MIT", "Company") is None
    assert government_of("Canada") == "Government of Canada"
