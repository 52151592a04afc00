"""Words that tell who gives and who gets: requests, refusals, sales, contracts."""

from __future__ import annotations

import numpy as np
import pytest
from named import anchors_at_sums, candidates, parts, thing

from graph.model import EntityType, Kind
from ingest.anchors import Anchor
from ingest.parties import INVESTOR, PLACE
from ingest.reader import STATUSES
from ingest.roles import settle_roles

TYPED: dict[str, EntityType] = {"Singapore": "Country", "Elm University": "University", "Maine": "Government"}
NAMES = ("Arcwell", "Vesta", "Kiln", *TYPED)


def settled(text: str, kind: Kind = "grant") -> Anchor:
    """The anchor at a text's only sum, of which the reader knows neither who gives nor who gets it."""
    here = [n for n in NAMES if n in text]
    (told,) = anchors_at_sums(text, kind, dict.fromkeys(here, (0.5, 0.5, 0.0)))
    told.kinds[1:] = np.where(told.kinds[1:] > 0, 0.2, 0.08)
    told.statuses[:] = 1 / len(STATUSES)
    sure = told.sure
    settle_roles([told], candidates(text), [thing(text, n, TYPED.get(n, "Company")) for n in here])
    assert told.sure == pytest.approx(sure, abs=1e-5)
    assert told.statuses.sum() == pytest.approx(1)
    return told


@pytest.mark.parametrize(
    ("text", "who", "status"),
    [
        ("Arcwell asked Vesta for $5 million.", "Vesta > Arcwell", "considered"),
        ("Arcwell has asked the state of Maine for $5 million.", "Maine > Arcwell", "considered"),
        ("Arcwell has applied to Vesta for $5 million.", "Vesta > Arcwell", "considered"),
        ("Arcwell requested a loan of $5 million from Vesta.", "Vesta > Arcwell", "considered"),
        ("Arcwell rejected a request by Vesta for $5 million.", "Arcwell > Vesta", "cancelled"),
        ("Arcwell turned down an application from Vesta for $5 million.", "Arcwell > Vesta", "cancelled"),
        ("Arcwell gave $5 million and asked Vesta for more.", " > ", None),
        ("Arcwell said yes. It asked a bank. Vesta gave $5 million.", " > ", None),
    ],
)
def test_requests_and_refusals(text: str, who: str, status: str | None) -> None:
    told = settled(text)
    assert parts(told) == who
    if status is not None:
        assert STATUSES[int(told.statuses.argmax())] == status


@pytest.mark.parametrize(
    ("text", "who", "kind"),
    [
        ("Arcwell sold its paint unit to Vesta for $5 million.", "Vesta > ", "acquisition"),
        ("Arcwell sold its paint unit to Singapore's Vesta for $5 million.", "Vesta > ", "acquisition"),
        ("Arcwell sold its stake in Kiln to Vesta for $5 million.", "Vesta > Kiln", "equity"),
        ("Arcwell offloaded its paint arm, Kiln, to Vesta for $5 million.", "Vesta > Kiln", "acquisition"),
        ("Arcwell divested its paint business to Vesta for $5 million.", "Vesta > ", "acquisition"),
        ("Arcwell sold its arm to Vesta and bought Kiln for $5 million.", " > ", "grant"),
        ("Arcwell sold $5 million of paint to Vesta.", " > ", "grant"),
        ("Arcwell won a $5 million order from Vesta.", "Vesta > Arcwell", "purchase"),
        ("Arcwell landed a contract with Vesta worth $5 million.", "Vesta > Arcwell", "purchase"),
        ("Arcwell secured a $5 million loan deal with Vesta.", " > ", "grant"),
        ("Arcwell has a $5 million deal with Vesta.", " > ", "grant"),
    ],
)
def test_sales_and_contracts(text: str, who: str, kind: Kind) -> None:
    told = settled(text)
    assert (parts(told), told.kind) == (who, kind)
    if "sold its" in text and "bought" not in text:
        assert told.parts["Arcwell"].max() <= 0.1  # who sells takes no part


@pytest.mark.parametrize(
    ("text", "kind", "sellers"),
    [
        ("Arcwell agreed to buy Kiln for $5 million from Vesta.", "acquisition", {"Vesta"}),
        ("Arcwell bought Kiln from its owner Vesta for $5 million.", "acquisition", {"Vesta"}),
        ("A share of $5 million was bought from Vesta and Kiln by Arcwell.", "equity", {"Vesta", "Kiln"}),
        ("Arcwell will buy parts for $5 million from Vesta.", "purchase", set()),
        ("Arcwell got $5 million from Vesta.", "equity", set()),
    ],
)
def test_who_sells_gives_nothing(text: str, kind: Kind, sellers: set[str]) -> None:
    told = settled(text, kind)
    assert {n for n, p in told.parts.items() if p[INVESTOR] < 0.2} == sellers


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Elm University, Singapore and Arcwell put in $5 million.", 0.1),
        ("Elm University, Singapore, puts in $5 million.", 0.1),
        ("Elm University and Singapore put in $5 million.", 0.5),
        ("Arcwell, Singapore and Vesta put in $5 million.", 0.5),
    ],
)
def test_where_a_university_is_gives_nothing(text: str, given: float) -> None:
    assert settled(text).parts["Singapore"][INVESTOR] == pytest.approx(given)


@pytest.mark.parametrize(
    ("text", "giver"),
    [
        ("The European Commission approved €5 million of German state aid for Arcwell.", "German"),
        ("The European Commission gave €5 million to Arcwell, a German firm.", "European Commission"),
    ],
)
def test_whose_aid_brussels_lets_pass_gives(text: str, giver: str) -> None:
    typed: dict[str, EntityType] = {
        "European Commission": "Government",
        "German": "Country",
        "Arcwell": "Company",
    }
    (told,) = anchors_at_sums(
        text,
        "grant",
        {"European Commission": (0.9, 0.0, 0.0), "German": (0.1, 0.0, 0.0), "Arcwell": (0.0, 0.9, 0.0)},
    )
    settle_roles([told], candidates(text), [thing(text, n, t) for n, t in typed.items()])
    assert max(told.parts, key=lambda n: float(told.parts[n][INVESTOR])) == giver


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Vesta got a loan of $5 million for its plant in Singapore.", True),
        ("Vesta got $5 million to build a new battery factory near Singapore.", True),
        ("Vesta got $5 million towards the data centre in Singapore.", True),
        ("Vesta got $5 million. It is for its plant in Singapore.", False),
        ("Vesta got $5 million for its clients in Singapore.", False),
        ("Vesta, with a plant in Singapore, got $5 million.", False),
    ],
)
def test_money_for_a_site_goes_to_its_place(text: str, there: bool) -> None:
    told = settled(text, "loan")
    assert (told.parts["Singapore"][PLACE] > 0.8) == there
