"""Words that tell how far a deal has come."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from named import anchor

from graph.model import Status
from ingest.amounts import find_money
from ingest.reader import STATUSES
from ingest.statuses import settle_statuses


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The county is set to vote on a grant of $5 million for Arcwell.", "considered"),
        ("Arcwell is in advanced talks with banks over a loan of $5 million.", "considered"),
        ("State money of $5 million has been applied for.", "considered"),
        ("Arcwell was near a deal worth $5 million.", "considered"),
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
    settle_statuses([unsure], cast("Any", SimpleNamespace(text=text, sentences=sentences)))
    assert STATUSES[int(unsure.statuses.argmax())] == status
    assert unsure.statuses.sum() == pytest.approx(1)
