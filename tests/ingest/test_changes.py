"""Two sums of one deal: the old and the new one, or one of each form."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest
from named import anchors_at_sums, candidates

from ingest.anchors import Anchor
from ingest.changes import settle_changes, settle_forms
from ingest.parties import INVESTOR, RECIPIENT
from ingest.reader import STATUSES


def sentences(text: str) -> Any:
    """Candidates whose sentences end in a point."""
    spans = [m.span() for m in re.finditer(r"[^.]+\.?\s?", text)]
    at = lambda k: next((s for s in spans if s[0] <= k < s[1]), (k, k))  # noqa: E731
    return cast("Any", SimpleNamespace(text=text, sentences=spans, sentence_at=at))


RAISED = "the sum was raised to another"


def with_sures(text: str, *sures: float) -> list[Anchor]:
    told = anchors_at_sums(text, "grant", {})
    for anchor, sure in zip(told, sures, strict=True):
        anchor.kinds[1:] *= sure / anchor.sure
        anchor.kinds[0] = 1 - sure
    return told


def changed(text: str, one: float = 0.9, two: float = 0.9) -> list[str]:
    """What becomes of each of two sums."""
    told = with_sures(text, one, two)
    settle_changes(told, candidates(text))
    assert all(a.kinds.sum() == pytest.approx(1, abs=1e-5) for a in told)
    return [a.barred or STATUSES[int(a.statuses.argmax())] for a in told]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Arcwell raised its pledge from $5 million to $8 million.", [RAISED, "announced"]),
        ("Arcwell lifts its pledge from about $5 million to more than $8 million.", [RAISED, "announced"]),
        ("Arcwell doubled it to $8 million from an $4 million.", ["announced", RAISED]),
        ("Arcwell boosted its plan to $8 million (€7 million) from $5 million.", ["announced", RAISED]),
        ("Arcwell expands, upped its plan from $5 million to $8 million.", [RAISED, "announced"]),
        ("Arcwell increased its plan from $5 million to $8 million.", [RAISED, "announced"]),
        ("Arcwell cut its pledge from $8 million to $5 million.", ["cancelled", "announced"]),
        ("Arcwell lowers its pledge from $8 million to $5 million.", ["cancelled", "announced"]),
        ("Arcwell reduced its pledge to $5 million from $8 million.", ["announced", "cancelled"]),
        ("Arcwell trimmed its pledge to $5 million from $8 million.", ["announced", "cancelled"]),
        ("Arcwell slashed its pledge to $5 million from $8 million.", ["announced", "cancelled"]),
        ("Arcwell scaled back its pledge to $5 million from $8 million.", ["announced", "cancelled"]),
        ("Arcwell has a pledge from $5 million to $8 million.", ["announced", "announced"]),
        ("Arcwell raised its pledge by $5 million to more than $8 million.", ["announced", "announced"]),
        ("Arcwell raised its pledge from $5 million and $8 million.", ["announced", "announced"]),
        ("Arcwell raised its pledge; it rose from $5 million to $8 million.", ["announced", "announced"]),
        ("Arcwell raised its 2 pledges from $5 million to $8 million.", ["announced", "announced"]),
    ],
)
def test_the_new_sum_is_the_deals(text: str, found: list[str]) -> None:
    assert changed(text) == found


def told_later(text: str) -> list[str]:
    """What becomes of each sum that the same firm gives."""
    told = anchors_at_sums(text, "investment", {"Arcwell": (0.9, 0, 0)})
    settle_changes(told, sentences(text))
    return [a.barred or STATUSES[int(a.statuses.argmax())] for a in told]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Arcwell spends $8 million, up from the $5 million planned earlier.", ["announced", RAISED]),
        ("Arcwell spends $5 million, down from an original $8 million.", ["announced", "cancelled"]),
        ("Arcwell now spends $8 million. Originally it had planned $5 million.", ["announced", RAISED]),
        ("Arcwell lifts it to $8 million. It had earlier said $5 million.", ["announced", RAISED]),
        ("Arcwell cuts it to $5 million. The first plan was $8 million.", ["announced", "cancelled"]),
        ("Arcwell expects to raise it from $5 million to $8 million.", [RAISED, "announced"]),
        ("Arcwell spends $8 million, up from $5 million in its seed round.", ["announced", "announced"]),
        ("Arcwell spends $8 million. It had earlier said $5 million.", ["announced", "announced"]),
        ("Arcwell now spends $8 million. It gives $5 million.", ["announced", "announced"]),
    ],
)
def test_an_old_sum_that_is_told_later_is_no_deal_of_its_own(text: str, found: list[str]) -> None:
    assert told_later(text) == found


def test_an_old_sum_is_none_wherever_it_is_told_again() -> None:
    text = "Arcwell raised it from $5 million to $8 million. The plan of $5 million is old."
    assert told_later(text) == [RAISED, "announced", RAISED]


@pytest.mark.parametrize(
    ("what", "barred"),
    [
        *((w, True) for w in (
            "pledge", "plan", "planned outlay", "investment", "award", "grant", "subsidy", "subsidies", "commitment", "package",
            "incentives", "aid", "round", "loan", "spending",
        )),
        ("sales", False),
        ("spending guidance", False),
    ],
)  # fmt: skip
def test_where_the_reader_is_unsure_the_words_have_to_tell_of_a_deal(what: str, barred: bool) -> None:
    text = f"Arcwell raised its {what} from $5 million to $8 million."
    assert (changed(text, 0.3, 0.1) == [RAISED, "announced"]) is barred


def test_the_new_sum_is_as_sure_as_the_old_one_and_has_its_parties() -> None:
    text = "Arcwell raised its pledge from $5 million to $8 million."
    old, new = with_sures(text, 0.8, 0.1)
    old.parts["Arcwell"] = anchors_at_sums(text, "grant", {"Arcwell": (0.7, 0.1, 0.0)})[0].parts["Arcwell"]
    new.statuses[:] = 0.0
    new.statuses[STATUSES.index("cancelled")] = 0.9
    new.statuses[STATUSES.index("announced")] = 0.1
    settle_changes([new, old], candidates(text))
    assert new.sure == pytest.approx(0.8)
    assert new.parts["Arcwell"][INVESTOR] == pytest.approx(0.7)
    assert STATUSES[int(new.statuses.argmax())] == "announced"
    assert new.statuses.sum() == pytest.approx(1)
    old, new = with_sures(text, 0.1, 0.1)
    settle_changes([old, new], candidates(text))
    assert new.sure == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("Maine gives $8 million in grants and $5 million in loans.", True),
        ("Maine gives $8 million in direct funding, plus up to $5 million in federal loans.", True),
        ("Maine gives $8 million of equity alongside another $5 million in loan guarantees.", True),
        ("Maine gives $8 million worth of tax credits as well as a further $5 million loan.", True),
        ("Maine gives $8 million in debt along with a $5 million state grant.", True),
        ("Maine gives $8 million in subsidies together with an additional $5 million guarantee.", True),
        ("Maine gives $8 million in incentives in addition to about $5 million in shares.", True),
        ("Maine gives $8 million (€7 million) in grants and a $5 million (€4 million) tax credit.", True),
        ("Maine gives $8 million in grants and $5 million to Kiln.", False),
        ("Maine gives $8 million in lamps and $5 million in loans.", False),
        ("Maine gives $8 million in grants, of which $5 million in loans.", False),
        ("Maine gives $8 million to Kiln and $5 million in loans.", False),
    ],
)
def test_the_second_form_of_a_package_is_as_sure_as_the_first(text: str, alike: bool) -> None:
    told = with_sures(text, 0.9, 0.2)
    settle_forms(told, candidates(text))
    assert told[1].sure == pytest.approx(0.9 if alike else 0.2)
    assert told[1].kinds.sum() == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("more", "taken"), [("", True), (" from Kiln", False), (" for lamps by Kiln", False), (", and not from Kiln", True)]
)  # fmt: skip
def test_the_second_form_has_the_parties_of_the_first_but_for_a_giver_of_its_own(
    more: str, taken: bool
) -> None:
    text = f"Arcwell gets $8 million in grants and $5 million in loans{more}."
    told = with_sures(text, 0.9, 0.2)
    told[0].parts.update(anchors_at_sums(text, "grant", {"Arcwell": (0.0, 0.7, 0.0)})[0].parts)
    settle_forms(told, candidates(text))
    assert ("Arcwell" in told[1].parts) is taken
    if taken:
        assert told[1].parts["Arcwell"][RECIPIENT] == pytest.approx(0.7)


def test_a_second_form_that_is_surer_stays_as_it_is() -> None:
    text = "Maine gives $8 million in grants and $5 million in loans."
    told = with_sures(text, 0.2, 0.9)
    settle_forms(told, candidates(text))
    assert [a.sure for a in told] == pytest.approx([0.2, 0.9])


@pytest.mark.parametrize(
    "verb",
    ["raises", "increases", "lifted", "boosts", "doubles", "expands", "expanded", "upped", "cuts", "lowered", "reduces", "trims",
     "slashes", "scales down", "scaled back"],
)  # fmt: skip
@pytest.mark.parametrize("word", ["about", "around", "nearly", "over", "more than", "up to", "almost"])
def test_how_a_change_is_told(verb: str, word: str) -> None:
    less = verb[:3] in {"cut", "low", "red", "tri", "sla", "sca"}
    text = f"Arcwell {verb} its pledge from {word} $5 million to {word} $8 million."
    assert changed(text) == ["cancelled" if less else RAISED, "announced"]


@pytest.mark.parametrize(
    "form", ["credit", "loan guarantees", "tax breaks", "tax relief", "tax incentives", "subsidy"]
)
@pytest.mark.parametrize(
    "word", ["almost", "an", "around", "as much as", "more than", "nearly", "over", "some"]
)  # fmt: skip
def test_how_a_second_form_is_told(form: str, word: str) -> None:
    told = with_sures(f"Maine gives $8 million in {form} and {word} $5 million in {form}.", 0.9, 0.2)
    settle_forms(told, candidates("Maine gives $8 million in " + f"{form} and {word} $5 million in {form}."))
    assert told[1].sure == pytest.approx(0.9)
