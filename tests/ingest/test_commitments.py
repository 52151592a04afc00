"""How drafts are put together, with verdicts made by hand instead of the reader's."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from named import anchor, anchors_at_sums

from graph.model import EntityType, Kind
from ingest.amounts import MoneySpan, find_money
from ingest.commitments import Assembly, Draft, assemble, find_wholes
from ingest.days import DaySpan
from ingest.mentions import Mention
from ingest.periods import PeriodSpan, find_periods
from ingest.reader import KINDS, TYPES
from ingest.slots import amount_of, day_of, period_of
from ingest.things import Thing


def thing(name: str, type_: EntityType) -> Thing:
    votes = np.zeros(len(TYPES), np.float32)
    votes[TYPES.index(type_)] = 1
    return Thing(name, name, [Mention(0, len(name), name, name, type_)], votes)


INTEL, OHIO, FAB, TESSEL = (
    thing("Intel", "Company"),
    thing("Ohio", "Place"),
    thing("fab", "Facility"),
    thing("Tessel", "Company"),
)
ALL = [INTEL, OHIO, FAB, TESSEL]
INVESTOR, RECIPIENT, PLACE = (0.9, 0.01, 0.01), (0.01, 0.9, 0.01), (0.01, 0.01, 0.9)


def billion(value: float, currency: str = "USD") -> MoneySpan:
    return MoneySpan(0, 5, value * 1e9, currency)


def told(made: Assembly) -> list[tuple[str, list[str], list[str], list[str]]]:
    return [
        (d.kind, *([t.name for t in role] for role in (d.investors, d.recipients, d.places)))
        for d in made.drafts
    ]  # type: ignore[misc]


def test_parties_are_chosen_by_probability_and_type() -> None:
    parts = {"Intel": INVESTOR, "Ohio": (0.6, 0.7, 0.8), "fab": RECIPIENT, "Tessel": (0.1, 0.2, 0.3)}
    made = assemble([anchor("investment", parts, money=billion(20))], ALL)
    assert told(made) == [("investment", ["Intel"], ["fab"], ["Ohio"])]


@pytest.mark.parametrize(("other", "givers"), [(INVESTOR, ["Intel"]), ((0.05, 0.0, 0.0), ["Chip Scheme"])])
def test_a_programme_gives_only_alone(other: tuple[float, float, float], givers: list[str]) -> None:
    scheme = thing("Chip Scheme", "Program")
    parts = {"Chip Scheme": INVESTOR, "Intel": other, "Tessel": RECIPIENT}
    made = assemble([anchor("grant", parts, money=billion(1))], [*ALL, scheme])
    assert [t.name for t in made.drafts[0].investors] == givers


def test_the_same_sum_told_twice_is_one_commitment() -> None:
    head = anchor("investment", {"Intel": (0.4, 0, 0)}, sure=0.6, money=billion(20))
    body = anchor("investment", {"Intel": INVESTOR, "Ohio": PLACE}, money=billion(20), at=90)
    other = anchor("investment", {"Intel": INVESTOR}, money=billion(3), at=120)
    made = assemble([head, body, other], ALL)
    assert told(made) == [("investment", ["Intel"], [], ["Ohio"]), ("investment", ["Intel"], [], [])]
    assert made.drafts[0].anchors[0] is body


def test_equal_sums_to_different_receivers_stay_apart() -> None:
    none = (0.0, 0.05, 0.0)
    one = anchor("grant", {"Intel": RECIPIENT, "Tessel": none}, money=billion(1))
    two = anchor("grant", {"Tessel": RECIPIENT, "Intel": none}, money=billion(1), at=50)
    assert len(assemble([one, two], ALL).drafts) == 2
    unseen = anchor("grant", {"Tessel": RECIPIENT}, money=billion(1), at=900)
    assert len(assemble([one, unseen], ALL).drafts) == 1


@pytest.mark.parametrize(
    ("other", "type_", "deals"),
    [("Sagatek", "Company", 2), ("Intel Foundry", "Company", 1), ("City of Marle", "Government", 1)],
)
def test_equal_sums_of_strangers_far_apart_are_two(other: str, type_: EntityType, deals: int) -> None:
    near = anchor("investment", {"Intel": INVESTOR}, money=billion(1))
    far = anchor("investment", {other: INVESTOR}, money=billion(1), at=900)
    assert len(assemble([near, far], [*ALL, thing(other, type_)]).drafts) == deals


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("nearly $20 billion, then $19.6 billion, then $19.6 billion", [(19.6e9, "exact")]),
        ("$19.6 billion, told as about $20 billion", [(19.6e9, "exact")]),
        ("$20 billion, then $19.6 billion", [(20e9, "exact"), (19.6e9, "exact")]),
        ("nearly $20 billion, then €19.6 billion", [(20e9, "about"), (19.6e9, "exact")]),
        ("nearly $20 billion, then $22 billion", [(20e9, "about"), (22e9, "exact")]),
        ("about $0.3, then $4 billion", [(0.3, "about"), (4e9, "exact")]),
    ],
)
def test_a_sum_and_what_it_is_rounded_to_are_one(text: str, sums: list[tuple[float, str]]) -> None:
    anchors = anchors_at_sums(text, "investment", {"Intel": INVESTOR, "Ohio": PLACE})
    found = [amount_of(d) for d in assemble(anchors, ALL).drafts]
    assert [(a.value, a.qualifier) for a in found if a] == sums


def test_rounded_sums_for_different_places_stay_apart() -> None:
    one, two = anchors_at_sums("about $20 billion, then $19.6 billion", "investment", {"Intel": INVESTOR})
    one.parts["Ohio"], two.parts["Tessel"] = (np.array(p, np.float32) for p in ((0, 0, 0.9), RECIPIENT))
    assert len(assemble([one, two], ALL).drafts) == 2


def test_what_is_no_commitment_is_kept_with_its_reason() -> None:
    parts = {"Intel": INVESTOR}
    made = assemble(
        [
            anchor("investment", parts, sure=0.3, money=billion(50)),
            replace(anchor("investment", parts, money=billion(1), at=40), barred="the sum is a fine"),
            anchor("equity", {"Ohio": PLACE}, money=billion(2), at=80),
            anchor("acquisition", {"Intel": INVESTOR}, at=120),
        ],
        ALL,
    )
    assert made.drafts == []
    assert [r.reason for r in made.rejected][-1] == "no commitment: probability 0.30"
    assert {r.reason for r in made.rejected} >= {
        "the sum is a fine",
        "no party is near enough",
        "one of the two parties is missing",
    }


def test_an_act_that_a_sum_already_tells_is_no_second_one() -> None:
    spent = anchor("investment", {"Intel": INVESTOR, "fab": RECIPIENT}, money=billion(20))
    built = anchor("facility", {"Intel": INVESTOR, "fab": RECIPIENT}, at=70)
    bought = anchor("acquisition", {"Intel": INVESTOR, "Tessel": RECIPIENT}, at=140, status="completed")
    made = assemble([spent, built, bought], ALL)
    assert told(made) == [
        ("investment", ["Intel"], ["fab"], []),
        ("acquisition", ["Intel"], ["Tessel"], []),
    ]
    assert made.drafts[1].status == "completed"


def test_acquisitions_told_by_one_word_are_separate() -> None:
    parts = {"Intel": INVESTOR, "Tessel": RECIPIENT, "fab": RECIPIENT}
    made = assemble([anchor("acquisition", parts)], ALL)
    assert sorted(d.recipients[0].name for d in made.drafts) == ["Tessel", "fab"]


def test_places_count_only_where_a_kind_has_them() -> None:
    parts = {"Intel": INVESTOR, "Tessel": RECIPIENT, "Ohio": PLACE}
    assert told(assemble([anchor("purchase", parts)], ALL)) == [("purchase", ["Intel"], ["Tessel"], [])]


def test_parts_are_tied_to_their_total() -> None:
    text = "Intel will spend $20 billion, of which $3 billion goes to Tessel. Ohio gives $2 billion."
    anchors = [
        anchor("investment", {"Intel": INVESTOR, "Tessel": RECIPIENT}, money=m, at=m.start)
        for m in find_money(text)
    ]
    drafts = assemble(anchors, ALL).drafts
    find_wholes(drafts, text)
    assert [d.whole is drafts[0] for d in drafts] == [False, True, False]


def test_surer_drafts_are_likelier() -> None:
    sure = assemble([anchor("grant", {"Tessel": RECIPIENT}, money=billion(1))], ALL).drafts[0]
    unsure = assemble([anchor("grant", {"Tessel": (0.3, 0.5, 0)}, sure=0.6, money=billion(1))], ALL).drafts[0]
    assert sure.likelihood > unsure.likelihood
    assert 0 <= unsure.confidence <= sure.confidence <= 1


def test_a_state_that_lends_is_its_government() -> None:
    parts = {"Ohio": (0.8, 0.01, 0.1), "Intel": (0.01, 0.9, 0.01)}
    (grant,) = assemble([anchor("grant", parts, money=billion(1))], ALL).drafts
    assert [(t.name, t.type) for t in grant.investors] == [("State of Ohio", "Government")]
    cases: tuple[tuple[Kind, str], ...] = (("investment", "fab"), ("equity", "Intel"))
    for kind, taker in cases:
        made = assemble([anchor(kind, {"Ohio": parts["Ohio"], taker: RECIPIENT}, money=billion(1))], ALL)
        assert told(made) == [(kind, ["State of Ohio"], [taker], [])]
    where = {"Ohio": (0.6, 0.01, 0.8), "fab": RECIPIENT}
    (site,) = assemble([anchor("investment", where, money=billion(1))], ALL).drafts
    assert (site.investors, site.places) == ([], [OHIO])


def test_sites_that_are_only_told_of_as_many_receive_nothing() -> None:
    several = Thing(
        "data centers",
        "data centers",
        [Mention(0, 12, "data centers", "data centers", "Facility")],
        FAB.votes,
        True,
    )
    again = replace(
        several, mentions=[*several.mentions, Mention(20, 31, "data center", "data center", "Facility")]
    )
    parts = {"Intel": INVESTOR, "data centers": RECIPIENT, "Ohio": PLACE}
    for site, takers in ((several, []), (again, ["data centers"])):
        made = assemble([anchor("investment", parts, money=billion(2))], [*ALL, site])
        assert told(made) == [("investment", ["Intel"], takers, ["Ohio"])]


def test_who_alone_works_with_somebody_is_the_others_partner() -> None:
    made = assemble([anchor("partnership", {"Intel": INVESTOR, "Tessel": RECIPIENT})], ALL)
    assert told(made) == [("partnership", ["Intel", "Tessel"], [], [])]


def test_a_title_tells_again_what_the_text_tells() -> None:
    title = replace(
        anchor("loan", {"Tessel": INVESTOR, "Intel": (0.01, 0.0, 0.0)}, money=billion(5)), title=True
    )
    body = anchor("grant", {"Intel": INVESTOR, "Tessel": (0.01, 0.0, 0.0)}, money=billion(5), at=90)
    more = anchor("grant", {"Tessel": INVESTOR, "Intel": (0.01, 0.0, 0.0)}, money=billion(5), at=190)
    made = assemble([title, body, more], ALL)
    assert [len(d.anchors) for d in made.drafts] == [2, 1]
    assert told(made)[0][:2] == ("grant", ["Intel"])  # the text's word counts
    assert len(assemble([replace(title, title=False), body], ALL).drafts) == 2


@pytest.mark.parametrize(
    ("each", "givers", "takers", "found"),
    [
        (0, ["Intel", "Tessel"], ["Kiln"], ["Intel > Kiln", "Tessel > Kiln"]),
        (1, ["Kiln"], ["Intel", "Tessel"], ["Kiln > Intel", "Kiln > Tessel"]),
        (1, ["Intel", "Tessel"], ["Kiln"], ["Intel > Kiln", "Tessel > Kiln"]),
        (0, ["Kiln"], ["Intel", "Tessel"], ["Kiln > Intel", "Kiln > Tessel"]),
        (0, ["Intel"], ["Kiln"], ["Intel > Kiln"]),
        (None, ["Intel", "Tessel"], ["Kiln"], ["Intel+Tessel > Kiln"]),
    ],
)
def test_a_sum_for_each_is_a_commitment_for_each(
    each: int | None, givers: list[str], takers: list[str], found: list[str]
) -> None:
    parts = dict.fromkeys(givers, INVESTOR) | dict.fromkeys(takers, RECIPIENT)
    shared = replace(anchor("grant", parts, money=billion(1)), each=each)
    made = assemble([shared], [*ALL, thing("Kiln", "Government")])
    assert sorted(f"{'+'.join(sorted(a))} > {'+'.join(b)}" for _, a, b, _ in told(made)) == found


@pytest.mark.parametrize(
    ("kind", "day"), [("deadline", "2024-04"), ("opening", "2024-04"), ("duration", "2026-03")]
)
def test_a_day_by_which_it_ends_is_not_the_day_of_its_announcement(kind: str, day: str) -> None:
    days = [DaySpan(8, 18, "2026-03"), DaySpan(30, 40, "2024-04")]
    period = PeriodSpan(5, 18, kind=cast("Any", kind))
    times = {"day": [(0.9, 0), (0.8, 1)], "period": [(0.9, 0)]}
    draft = Draft(
        "grant", "announced", [INTEL], [], [], None, [replace(anchor("grant", {}), times=times)], 0.5
    )
    assert day_of(draft, cast("Any", SimpleNamespace(days=days, periods=[period]))) == day


@pytest.mark.parametrize(
    ("at", "seen", "deals"),
    [(40, 0.0, 2), (40, 0.29, 2), (40, 0.31, 1), (400, 0.31, 2)],
)
def test_another_partner_makes_another_partnership_unless_thought_of(
    at: int, seen: float, deals: int
) -> None:
    kiln = thing("Kiln", "Company")
    one = anchor("partnership", {"Intel": INVESTOR, "Tessel": INVESTOR, "Kiln": (seen, 0.0, 0.0)}, sure=0.95)
    two = anchor("partnership", {"Intel": INVESTOR, "Kiln": INVESTOR}, at=at)
    assert len(assemble([one, two], [*ALL, kiln]).drafts) == deals


@pytest.mark.parametrize(
    ("kind", "buyers"), [("purchase", ["Intel", "Ohio State"]), ("acquisition", ["Intel"])]
)
def test_what_another_buys_of_the_same_is_another_purchase(kind: Kind, buyers: list[str]) -> None:
    other = thing("Ohio State", "University")
    first = anchor(kind, {"Intel": INVESTOR, "Tessel": RECIPIENT}, sure=0.95)
    again = anchor(kind, {"Intel": INVESTOR, "Tessel": RECIPIENT}, sure=0.9, at=20)
    second = anchor(kind, {"Ohio State": INVESTOR, "Tessel": RECIPIENT}, sure=0.85, at=40)
    made = assemble([first, again, second], [*ALL, other])
    assert told(made) == [(kind, [b], ["Tessel"], []) for b in buyers]


def test_the_same_partners_again_are_one_partnership() -> None:
    parts = {"Intel": INVESTOR, "Tessel": INVESTOR}
    assert (
        len(assemble([anchor("partnership", parts), anchor("partnership", parts, at=900)], ALL).drafts) == 1
    )


@pytest.mark.parametrize(
    ("giver", "taker", "deals"), [("Intel", "Tessel", 1), ("Kiln", "Tessel", 2), ("Intel", "Kiln", 2)]
)
def test_shares_of_what_is_bought_are_no_second_deal(giver: str, taker: str, deals: int) -> None:
    kiln = thing("Kiln", "Company")
    bought = anchor("acquisition", {"Intel": INVESTOR, "Tessel": RECIPIENT}, sure=0.95)
    shares = anchor("equity", {giver: INVESTOR, taker: RECIPIENT}, at=400)
    assert len(assemble([bought, shares], [*ALL, kiln]).drafts) == deals


def test_a_blend_is_an_investment_into_a_company() -> None:
    parts = {"Ohio": (0.9, 0.01, 0.1), "Tessel": RECIPIENT}
    for mixed, kind in ((True, "investment"), (False, "grant")):
        blend = replace(anchor("investment", parts, money=billion(1)), mixed=mixed)
        blend.kinds[:] = 0.01
        blend.kinds[1 + KINDS.index("investment")], blend.kinds[1 + KINDS.index("grant")] = 0.7, 0.2
        (draft,) = assemble([blend], ALL).drafts
        assert draft.kind == kind


def test_what_is_spent_in_a_town_buys_no_shares() -> None:
    for parts, kind in (
        ({"Intel": INVESTOR, "Ohio": PLACE}, "investment"),
        ({"Intel": INVESTOR, "Ohio": (0.01, 0.01, 0.3)}, "equity"),
        ({"Ghana": (0.6, 0.01, 0.55)}, "equity"),
    ):
        told_ = anchor("equity", parts, money=billion(1))
        told_.kinds[1 + KINDS.index("investment")] = 0.2
        (draft,) = assemble([told_], [*ALL, thing("Ghana", "Country")]).drafts
        assert draft.kind == kind


def test_a_country_that_borrows_is_no_place_of_the_loan() -> None:
    ghana = thing("Ghana", "Country")
    made = assemble(
        [anchor("loan", {"Intel": INVESTOR, "Ghana": (0.0, 0.9, 0.8)}, money=billion(1))], [*ALL, ghana]
    )
    assert told(made) == [("loan", ["Intel"], ["Ghana"], [])]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It is sold to Vesta for 20 years beginning in 2027.", (20, "2027")),
        ("Term: five years from April 2026", (5, "2026-04")),
        ("It is sold for 20 years. The works open in 2027.", (20, None)),
        ("It runs for 20 years, from 2027 to 2047, says Vesta.", (20, None)),
    ],
)
def test_a_duration_begins_when_the_words_behind_it_tell(text: str, told: tuple[float, str | None]) -> None:
    (first, *_) = periods = find_periods(text, published="2025-01-01")
    times = {"period": [(0.9, periods.index(first))]}
    draft = Draft(
        "purchase", "announced", [INTEL], [], [], None, [replace(anchor("purchase", {}), times=times)], 0.5
    )
    period = period_of(draft, cast("Any", SimpleNamespace(text=text, periods=periods)))
    assert period is not None
    assert (period.years, period.start) == told


@pytest.mark.parametrize(
    ("other", "givers"),
    [
        (thing("Government of Norland", "Government"), ["Government of Norland"]),
        (thing("Norland", "Country"), ["Norland"]),
        (thing("Tessel Power", "Company"), ["Legislative Assembly", "Tessel Power"]),
    ],
)
def test_a_parliament_gives_nothing_beside_its_government(other: Thing, givers: list[str]) -> None:
    body = thing("Legislative Assembly", "Government")
    parts = {body.key: INVESTOR, other.key: INVESTOR, FAB.key: RECIPIENT}
    made = assemble([anchor("investment", parts, money=billion(1))], [body, other, FAB])
    assert sorted(t.name for t in made.drafts[0].investors) == givers
