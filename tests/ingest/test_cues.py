"""Words that tell what a deal is and how far it has come."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from named import anchor

from graph.model import Kind, Status
from ingest.amounts import find_money
from ingest.cues import settle_by_words
from ingest.reader import KINDS, STATUSES


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The county is set to vote on a grant of $5 million for Arcwell.", "considered"),
        ("Arcwell is in advanced talks with banks over a loan of $5 million.", "considered"),
        ("State money of $5 million has been applied for.", "considered"),
        ("Arcwell was near a deal worth $5 million.", "considered"),
        ("Arcwell is also weighing a stake of $5 million in Vesta.", "considered"),
        ("Berlin has not yet signed off the $5 million that Arcwell hopes for.", "considered"),
        ("The grant of $5 million for Arcwell has yet to be approved.", "considered"),
        ("Arcwell has not made a final decision on the $5 million plant.", "considered"),
        ("Arcwell will spend $5 million on a plant near Lyon.", "announced"),
        ("Kiln signed a letter of intent to put $5 million into Arcwell.", "announced"),
        ("Arcwell got a conditional commitment of $5 million and is in talks on more.", "announced"),
    ],
)
def test_the_sentence_tells_how_far_the_deal_has_come(sentence: str, status: Status) -> None:
    text = f"Kiln is in talks. {sentence} The rest is in talks."
    (money,) = find_money(text)
    unsure = anchor("grant", {}, money=money, at=money.start)
    unsure.statuses[:] = 0.1
    unsure.statuses[STATUSES.index("announced")] = 0.5
    unsure.statuses[STATUSES.index("considered")] = 0.3
    ends = text.index(sentence), text.index(sentence) + len(sentence)
    sentences = [(0, ends[0] - 1), ends, (ends[1] + 1, len(text))]
    settle_by_words([unsure], cast("Any", SimpleNamespace(text=text, sentences=sentences)))
    assert STATUSES[int(unsure.statuses.argmax())] == status
    assert unsure.statuses.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Kiln holds an option to buy Arcwell for $5 million.", "considered"),
        ("Kiln has the right to acquire a tenth of Arcwell for $5 million.", "considered"),
        ("Kiln got warrants for $5 million more.", "considered"),
        ("Arcwell has applied to the energy agency for a loan of $5 million.", "considered"),
        ("The county board will vote Tuesday on a tax break of $5 million.", "considered"),
        ("A plan awaiting the approval of the city council would give it $5 million.", "considered"),
        ("Arcwell applied for and received a grant of $5 million.", "announced"),
        ("Kiln has an option to buy Vesta, and will spend $5 million on a plant.", "announced"),
        ("Arcwell filed for bankruptcy, though it has $5 million.", "announced"),
    ],
)
def test_what_may_be_done_one_day_is_considered(sentence: str, status: Status) -> None:
    (money,) = find_money(sentence)
    told = anchor("grant", {}, money=money, at=money.start)
    settle_by_words([told], cast("Any", SimpleNamespace(text=sentence, sentences=[(0, len(sentence))])))
    assert STATUSES[int(told.statuses.argmax())] == status


def judged(text: str, **shares: float) -> Kind:
    (money,) = find_money(text)
    told = anchor("grant", {}, money=money, at=money.start)
    told.end = money.end
    told.kinds[:] = 0.0
    for kind, share in shares.items():
        told.kinds[1 + KINDS.index(cast("Kind", kind))] = share
    told.kinds[0] = 1 - sum(shares.values())
    sure = told.sure
    settle_by_words([told], cast("Any", SimpleNamespace(text=text, sentences=[(0, len(text))])))
    assert told.sure == pytest.approx(sure)
    return told.kind


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("Arcwell scrapped its planned $5 million plant.", True),
        ("Arcwell put on hold its $5 million plant.", True),
        ("Arcwell pulled the plug on a lamp line of $5 million.", True),
        ("Arcwell walked away from the $5 million deal.", True),
        ("Arcwell has put its $5 million plant on ice.", True),
        ("The $5 million plant has been on hold since May.", True),
        ("The $5 million plant was postponed indefinitely.", True),
        ("Arcwell dropped its lamps and will spend $5 million on a plant.", False),
        ("The lamp line is on ice, but $5 million is spent on a plant.", False),
        ("Arcwell spends $5 million on a plant.", False),
    ],
)
def test_what_is_dropped_is_cancelled(text: str, dropped: bool) -> None:
    (money,) = find_money(text)
    unsure = anchor("investment", {}, money=money, at=money.start)
    unsure.end = money.end
    unsure.statuses[:] = 0.1
    unsure.statuses[STATUSES.index("announced")] = 0.3
    settle_by_words([unsure], cast("Any", SimpleNamespace(text=text, sentences=[(0, len(text))])))
    assert (STATUSES[int(unsure.statuses.argmax())] == "cancelled") == dropped


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It is to provide $8 billion in direct funding beside loans.", "grant"),
        ("The state offers $8 million in tax credits to build a road.", "grant"),
        (
            "The state offers $8 million in tax credits and a loan.",
            "loan",
        ),  # a mixed package is left as it was
        ("The bank gives $8 million in loans.", "loan"),
        ("The county will put up $8 million for a road.", "loan"),
    ],
)
def test_the_words_at_a_sum_tell_its_kind(text: str, kind: Kind) -> None:
    assert judged(text, loan=0.5, grant=0.3) == kind


def test_the_two_are_two() -> None:
    text = "It led the round, and the two have signed a partnership."
    parts = {"ASML": (0.9, 0.0, 0.0), "Mistral": (0.3, 0.8, 0.0), "Nvidia": (0.6, 0.1, 0.0)}
    told = anchor("partnership", parts, at=text.index("partnership"))
    settle_by_words([told], cast("Any", SimpleNamespace(text=text, sentences=[(0, len(text))])))
    assert told.parts["Nvidia"][0] < 0.2 < told.parts["ASML"][0]
    assert told.parts["Mistral"][1] > 0.7


@pytest.mark.parametrize(
    ("text", "cancelled"),
    [
        ("Arcwell has postponed its $5 million plant to 2027.", False),
        ("Arcwell has pushed the first of its $5 million plants back to 2027.", False),
        ("Arcwell's $5 million plant was moved back by about two years.", False),
        ("Arcwell put back the opening of its $5 million plant to the spring.", False),
        ("Arcwell postponed its $5 million plant from May to the end of the year.", False),
        ("Arcwell put $5 million back into the plant.", True),
        ("Arcwell delays its $5 million plant until late 2027.", False),
        ("Arcwell pushed back its $5 million plant by two years.", False),
        ("Arcwell is pushing back its $5 million plant to early next year.", False),
        ("Arcwell put back its $5 million plant till the third quarter.", False),
        ("The $5 million plant may slip by several months.", False),
        ("Arcwell has put off the opening of its $5 million plant to fiscal 2029.", False),
        ("The $5 million plant has been moved back by about two years.", False),
        ("Arcwell pushed the first of its $5 million plants back to 2031.", False),
        ("Arcwell put off its $5 million plant two years ago.", True),
        ("Arcwell has delayed its $5 million plant.", True),
        ("Arcwell has delayed its $5 million plant; Kiln grew by two years.", True),
        ("Arcwell has postponed its $5 million plant to 2027 and dropped its lamps.", True),
        ("Arcwell has put on hold and delayed its $5 million plant to 2027.", True),
        *((f"Arcwell postponed its $5 million plant to 2027, and {w} it.", True) for w in (
            "suspended", "halted", "cancelled", "scrapped", "abandoned", "shelved", "put indefinitely off", "put on ice",
        )),
    ],
)  # fmt: skip
def test_what_comes_later_is_not_cancelled(text: str, cancelled: bool) -> None:
    (money,) = find_money(text)
    told = anchor("investment", {}, money=money, at=money.start)
    told.statuses[:] = 0.1
    told.statuses[STATUSES.index("cancelled")] = 0.9
    settle_by_words([told], cast("Any", SimpleNamespace(text=text, sentences=[(0, len(text))])))
    assert (STATUSES[int(told.statuses.argmax())] == "cancelled") is cancelled
    assert told.statuses.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "cancelled"),
    [
        ("Arcwell's $5 million plant is on ice.", True),
        ("Arcwell broke off talks to buy Kiln for $5 million.", True),
        ("They have called time on the $5 million lab.", True),
        ("Arcwell's $5 million plant has been on ice since May, but Kiln grows.", True),
        ("Arcwell's deal fell through, and Kiln pays $5 million.", False),
        ("Arcwell has its $5 million plant on time.", False),
    ],
)
def test_what_comes_to_nothing_is_cancelled(text: str, cancelled: bool) -> None:
    (money,) = find_money(text)
    told = anchor("investment", {}, money=money, at=money.start)
    told.statuses[:] = 0.1
    told.statuses[STATUSES.index("cancelled")] = 0.2
    told.statuses[STATUSES.index("announced")] = 0.6
    settle_by_words([told], cast("Any", SimpleNamespace(text=text, sentences=[(0, len(text))])))
    assert (STATUSES[int(told.statuses.argmax())] == "cancelled") is cancelled


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Arcwell held talks on a $5 million deal, which came to nothing.", "cancelled"),
        ("Arcwell was in talks with Kiln over $5 million, but they fell through.", "cancelled"),
        (
            "Arcwell was in talks with Kiln, but the talks in the end came to nothing over $5 million.",
            "cancelled",
        ),
        ("Arcwell holds talks on a $5 million deal, which comes after another.", "considered"),
        (
            "Arcwell holds talks on a $5 million deal, which a bank wants, and an old one fell through.",
            "considered",
        ),
    ],
)
def test_talks_that_come_to_nothing_are_off(text: str, status: Status) -> None:
    (money,) = find_money(text)
    told = anchor("acquisition", {}, money=money, at=money.start)
    told.statuses[:] = 0.1
    told.statuses[STATUSES.index("considered")] = 0.7
    settle_by_words([told], cast("Any", SimpleNamespace(text=text, sentences=[(0, len(text))])))
    assert STATUSES[int(told.statuses.argmax())] == status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Arcwell paid $5 million for its share.", "equity"),
        ("Arcwell pays $5 million to acquire a 12.5 percent stake in Kiln.", "equity"),
        ("Arcwell pays $5 million for the remaining stake in Kiln.", "acquisition"),
        ("Arcwell pays $5 million for the shares of Kiln.", "acquisition"),
        ("Arcwell pays $5 million to get a larger market share.", "acquisition"),
        ("Arcwell pays $5 million for its share capital.", "acquisition"),
    ],
)
def test_what_is_paid_for_a_share_is_no_takeover(text: str, kind: Kind) -> None:
    assert judged(text, acquisition=0.6, equity=0.1) == kind


def test_what_comes_later_is_not_completed_either() -> None:
    text = "Arcwell has postponed its $5 million plant to 2027."
    (money,) = find_money(text)
    told = anchor("investment", {}, money=money, at=money.start)
    told.statuses[:] = 0.1
    told.statuses[STATUSES.index("completed")] = 0.9
    settle_by_words([told], cast("Any", SimpleNamespace(text=text, sentences=[(0, len(text))])))
    assert STATUSES[int(told.statuses.argmax())] == "announced"


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("It gets $8 million in debt and equity.", True),
        ("It gets $8 million (€7 million), as a blend of shares, grants and loans.", True),
        ("It gets $8 million for a plant through tax credits as well as state loan guarantees.", True),
        ("It gets $8 million of new equity funding plus subsidies.", True),
        ("It gets $8 million, partly as shares, partly as loans.", True),
        ("It gets $8 million for lamps, partly by shares and partly by loans.", True),
        ("It gets $8 million, partly as shares.", False),
        ("It gets $8 million in grants and lamps.", False),
        ("It gets $8 million in grants and a loan.", False),
        ("It gets $8 million in grants; in debt and equity it has none.", False),
        ("It gets $8 million in grants.", False),
    ],
)
def test_one_sum_of_several_forms(text: str, mixed: bool) -> None:
    (money,) = find_money(text)
    told = anchor("loan", {}, money=money, at=money.start)
    told.end = money.end + (len(" (€7 million") if "€" in text else 0)
    settle_by_words([told], cast("Any", SimpleNamespace(text=text, sentences=[(0, len(text))])))
    assert told.mixed is mixed
    assert (told.kind == "investment") is mixed
    assert told.sure == pytest.approx(0.9)


def test_an_act_without_a_sum_has_no_forms() -> None:
    text = "It pays in debt and equity."
    told = anchor("loan", {}, at=3)
    told.end = text.index(" in")
    settle_by_words([told], cast("Any", SimpleNamespace(text=text, sentences=[(0, len(text))])))
    assert not told.mixed


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Arcwell agreed to buy 40% of Kiln for $5 million.", "equity"),
        ("Arcwell is in talks to buy about a fifth of Kiln for $5 million.", "equity"),
        ("Arcwell took a minority stake in Kiln for $5 million.", "equity"),
        ("Arcwell buys 26 per cent stake in Kiln for $5 million.", "equity"),
        ("Arcwell agreed to buy 60% of Kiln for $5 million.", "acquisition"),
        ("Arcwell, which had bought 40% of Vesta, took over Kiln for $5 million.", "acquisition"),
    ],
)
def test_less_than_half_is_no_takeover(text: str, kind: Kind) -> None:
    assert judged(text, acquisition=0.5, equity=0.3) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Arcwell completed its $5 million takeover of Kiln.", "acquisition"),
        ("Arcwell withdrew a $5 million buyout offer for Kiln.", "acquisition"),
        ("Kiln has received a takeover proposal worth about $5 million.", "acquisition"),
        ("Arcwell closed the takeover of Kiln for $5 million.", "acquisition"),
        ("After its takeover of Kiln Arcwell raised $5 million.", "equity"),
        ("Arcwell raised $5 million for a takeover of Kiln.", "equity"),
    ],
)
def test_a_takeover_is_no_round(text: str, kind: Kind) -> None:
    assert judged(text, equity=0.5, acquisition=0.3) == kind


def test_the_deal_is_that_of_the_sentence_before() -> None:
    text = "Arcwell wants to buy a fifth of Kiln. A deal could be worth $5 million."
    (money,) = find_money(text)
    told = anchor("acquisition", {}, money=money, at=money.start)
    ends = text.index(" A deal")
    settle_by_words(
        [told], cast("Any", SimpleNamespace(text=text, sentences=[(0, ends), (ends + 1, len(text))]))
    )
    assert told.kind == "equity"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kiln received a $5 million takeover bid from Arcwell.", "considered"),
        ("Kiln is weighing an unsolicited $5 million acquisition offer from Arcwell.", "considered"),
        ("Kiln got $5 million from Arcwell after a takeover.", "completed"),
    ],
)
def test_an_offer_is_not_taken_yet(text: str, status: Status) -> None:
    (money,) = find_money(text)
    told = anchor("acquisition", {}, money=money, at=money.start)
    told.statuses[:] = 0.1
    told.statuses[STATUSES.index("completed")] = 0.7
    settle_by_words([told], cast("Any", SimpleNamespace(text=text, sentences=[(0, len(text))])))
    assert STATUSES[int(told.statuses.argmax())] == status
