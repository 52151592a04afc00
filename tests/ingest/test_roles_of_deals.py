"""Who gives and who gets in agreements, offers, purchases and building, by their words."""

from __future__ import annotations

import pytest
from named import anchors_at_sums, candidates, parts, thing

from graph.model import EntityType, Kind
from ingest.anchors import Anchor
from ingest.parties import INVESTOR, PLACE, RECIPIENT
from ingest.roles import settle_roles

MORE: dict[str, EntityType] = {
    "Elm University": "University", "Maine": "Government", "Borea Bank": "Organization", "KfW": "Organization",
    "Lyon": "Place", "Ghana": "Country", "plant": "Facility", "data center": "Facility",
}  # fmt: skip


def at_sum(text: str, kind: Kind, part: tuple[float, float, float] = (0.5, 0.5, 0.0)) -> Anchor:
    here = [n for n in ("Arcwell", "Vesta", "Kiln", *MORE) if n in text]
    (told,) = anchors_at_sums(text, kind, dict.fromkeys(here, part))
    settle_roles([told], candidates(text), [thing(text, n, MORE.get(n, "Company")) for n in here])
    return told


@pytest.mark.parametrize("kind", ["grant", "loan"])
@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Maine has signed a memorandum of terms with Arcwell to provide $5 million.", "Maine > Arcwell"),
        ("Maine has a preliminary memorandum with Arcwell to give $5 million.", "Maine > Arcwell"),
        ("Arcwell has an agreement with Maine, which is new, for $5 million.", " > "),
        ("Arcwell has an agreement with the Maine to get paid under which it draws $5 million.", "Maine > Arcwell"),
        ("Arcwell has a contract with Maine for $5 million.", "Maine > Arcwell"),
        ("Maine has agreed terms with Elm University worth $5 million.", "Maine > Elm University"),
        ("Maine has a deal with Arcwell providing $5 million.", "Maine > Arcwell"),
        ("Maine has a deal with Arcwell that gives it $5 million.", "Maine > Arcwell"),
        ("Maine has a deal with Arcwell and spends $5 million.", " > "),
        ("Vesta has a deal with Arcwell for $5 million.", " > "),
        ("For $5 million Maine has a deal with Arcwell for lamps.", " > "),
    ],
)  # fmt: skip
def test_a_government_gives_what_was_agreed_with_it(text: str, who: str, kind: Kind) -> None:
    assert parts(at_sum(text, kind)) == who


def test_what_is_bought_by_agreement_is_not_given() -> None:
    assert parts(at_sum("Maine has a deal with Arcwell for $5 million.", "purchase")) == " > "


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("KfW signed a loan agreement of $5 million with Ghana.", "KfW > Ghana"),
        ("Arcwell has concluded a loan deal of $5 million with the Borea Bank.", "Borea Bank > Arcwell"),
        ("Arcwell and KfW reached a financing package of $5 million in Lyon.", "KfW > Arcwell"),
        ("Arcwell and KfW sealed a credit facility of $5 million.", "KfW > Arcwell"),
        ("Arcwell and KfW closed a loan contract of $5 million.", "KfW > Arcwell"),
        ("Arcwell and Kiln of the north signed a loan agreement of $5 million with the KfW.", "KfW > Kiln"),
        ("Arcwell and Vesta signed a loan agreement of $5 million.", " > "),
        ("KfW and Borea Bank signed a loan agreement of $5 million.", " > "),
        ("Arcwell and KfW signed an agreement on $5 million.", " > "),
        ("Arcwell and KfW want a loan agreement of $5 million.", " > "),
        (f"Arcwell and KfW, {'as they did before, ' * 4}signed a loan agreement of $5 million.", " > "),
    ],
)
def test_of_two_who_sign_a_loan_deal_the_bank_lends(text: str, who: str) -> None:
    assert parts(at_sum(text, "loan")) == who


@pytest.mark.parametrize(
    "lender",
    ["Borea Development Fund", "Vesta Finance Corporation", "Vesta Cooperation Agency", "Vesta Exim", "Export-Import House of Vesta",
     "OPEC Fund", "Kiln Fund for Arab Development", "Landesbank", "EBRD", "Proparco", "ADB", "AIIB", "AfDB", "BII", "BNDES", "Bpifrance",
     "DEG", "DFC", "EIB", "FMO", "Finnfund", "IFC", "JBIC", "JICA", "NIB", "Norfund", "Swedfund"],
)  # fmt: skip
def test_who_lends_is_called_so(lender: str) -> None:
    text = f"Arcwell signed a loan agreement of $5 million with {lender}."
    (told,) = anchors_at_sums(text, "loan", dict.fromkeys(("Arcwell", lender), (0.5, 0.5, 0.0)))
    settle_roles(
        [told], candidates(text), [thing(text, "Arcwell", "Company"), thing(text, lender, "Organization")]
    )
    assert parts(told) == f"{lender} > Arcwell"


@pytest.mark.parametrize(
    ("text", "giver", "place"),
    [
        ("Lyon attracted $5 million from Arcwell.", "Arcwell", "Lyon"),
        ("Lyon has lured $5 million of money by the Arcwell.", "Arcwell", "Lyon"),
        ("Ghana won $5 million of new investment from Arcwell.", "Arcwell", "Ghana"),
        ("Ghana drew a $5 million investment by Arcwell.", "Arcwell", "Ghana"),
        ("Ghana secured a $5 million investment from Arcwell.", "Arcwell", "Ghana"),
        ("Ghana landed a $5 million investment from Arcwell.", "Arcwell", "Ghana"),
        ("Ghana brought in a $5 million investment from Arcwell.", "Arcwell", "Ghana"),
        ("Maine attracted $5 million from Arcwell.", "Arcwell", ""),
        ("Ghana won $5 million from Arcwell.", "", ""),
        ("Vesta attracted $5 million from Arcwell.", "", ""),
        ("Lyon attracted $5 million from KfW.", "", ""),
        ("Lyon attracted Arcwell. It has $5 million from Vesta.", "", ""),
    ],
)
def test_who_attracts_a_firms_money_only_hosts_it(text: str, giver: str, place: str) -> None:
    told = at_sum(text, "grant")
    assert "+".join(n for n, p in told.parts.items() if p[INVESTOR] > 0.8) == giver
    assert "+".join(n for n, p in told.parts.items() if p[PLACE] > 0.8) == place
    assert told.kind == ("investment" if giver else "grant")
    if "Maine" in text:
        assert told.parts["Maine"].max() < 0.1


def test_whom_a_bank_lends_to_hosts_nothing() -> None:
    text = "Ghana attracted $5 million from Borea Bank."
    (told,) = anchors_at_sums(text, "loan", dict.fromkeys(("Ghana", "Borea Bank"), (0.5, 0.5, 0.0)))
    settle_roles(
        [told], candidates(text), [thing(text, "Ghana", "Country"), thing(text, "Borea Bank", "Company")]
    )
    assert (told.kind, told.parts["Ghana"][PLACE]) == ("loan", 0)


def test_where_a_town_is_told_the_state_that_attracts_is_no_place_beside_it() -> None:
    text = "Ghana attracted $5 million from Arcwell for Lyon."
    (told,) = anchors_at_sums(text, "grant", {"Lyon": (0.0, 0.0, 0.9), "Ghana": (0.5, 0.5, 0.0)})
    typed: dict[str, EntityType] = {"Ghana": "Country", "Arcwell": "Company", "Lyon": "Place"}
    settle_roles([told], candidates(text), [thing(text, n, t) for n, t in typed.items()])
    assert told.parts["Ghana"].max() < 0.1


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Arcwell will build Vesta's planned $5 million data center.", "Vesta"),
        ("Arcwell manages Vesta’s $5 million glass plant.", "Vesta"),
        ("Arcwell built Vesta's new $5 million plant.", "Vesta"),
        ("Arcwell will build Elm University's $5 million campus.", "Elm University"),
        ("Arcwell and Vesta's $5 million data center opens.", "Arcwell+Vesta"),
        ("Arcwell invests in Vesta's $5 million data center.", "Arcwell+Vesta"),
        ("Arcwell helps to fund Vesta's $5 million data center.", "Arcwell+Vesta"),
        ("Arcwell builds Lyon's $5 million data center.", "Arcwell+Lyon"),
        ("Arcwell builds Vesta's $5 million lamp.", "Arcwell+Vesta"),
    ],
)
def test_who_builds_what_is_anothers_does_not_give(text: str, who: str) -> None:
    told = at_sum(text, "investment", (0.5, 0.1, 0.0))
    found = [n for n, p in told.parts.items() if p[INVESTOR] > 0.2 and n not in {"plant", "data center"}]
    assert "+".join(found) == who


def test_without_a_builder_only_an_investment_is_its_owners() -> None:
    assert parts(at_sum("Arcwell will build Vesta's $5 million plant.", "purchase")) == "Vesta > "
    assert parts(at_sum("Arcwell told of Vesta's $5 million plant.", "purchase")) == " > "


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Arcwell spends $5 million to build a plant.", True),
        ("Arcwell spends $5 million on its new glass plant.", True),
        ("Arcwell spends $5 million for another 400-ton plant.", True),
        ("Arcwell puts $5 million into the plant.", True),
        ("Arcwell spends $5 million of the proceeds on a plant.", True),
        ("Arcwell puts $5 million (€4 million), to equip the plant.", True),
        ("Arcwell spends $5 million as its plant grows.", False),
        ("The plant of Arcwell costs $5 million to build.", False),
        ("Arcwell spends $5 million on Vesta and the plant.", False),
    ],
)
def test_the_site_that_a_sum_is_for_gets_it(text: str, sure: bool) -> None:
    told = at_sum(text, "investment", (0.1, 0.3, 0.0))
    assert bool(told.parts["plant"][RECIPIENT] > 0.8) is sure


def test_a_site_that_is_unlikely_stays_so() -> None:
    told = at_sum("Arcwell spends $5 million to build a plant.", "investment", (0.1, 0.2, 0.0))
    assert told.parts["plant"][RECIPIENT] == pytest.approx(0.2)
    assert at_sum("Arcwell spends $5 million to build a plant.", "grant").parts["plant"][RECIPIENT] == 0.5


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Arcwell weighs an initial public offering of $5 million.", RECIPIENT),
        ("Arcwell weighs a secondary share offering of $5 million.", RECIPIENT),
        ("Arcwell weighs an IPO of $5 million.", RECIPIENT),
        ("Arcwell weighs a flotation of $5 million.", RECIPIENT),
        ("Arcwell weighs a rights issue of $5 million.", RECIPIENT),
        ("Arcwell weighs an equity placement of $5 million.", RECIPIENT),
        ("Arcwell weighs a stake of $5 million.", INVESTOR),
        ("Arcwell weighs Vesta's IPO of $5 million.", INVESTOR),
    ],
)
def test_who_offers_its_shares_gets_the_money(text: str, role: int) -> None:
    told = at_sum(text, "equity", (0.9, 0.1, 0.0))
    assert int(told.parts["Arcwell"].argmax()) == role
    assert int(at_sum(text, "equity", (0.1, 0.2, 0.0)).parts["Arcwell"].argmax()) == RECIPIENT
    assert int(at_sum(text, "grant", (0.9, 0.1, 0.0)).parts["Arcwell"].argmax()) == INVESTOR


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Maine approved the proposal of Arcwell for a $5 million plant.", 0.1),
        ("Maine has cleared a plan by Arcwell for a $5 million plant.", 0.1),
        ("Ghana passed two of the old requests by Arcwell for $5 million.", 0.5),
        ("Ghana endorsed the new bid of Arcwell for $5 million.", 0.1),
        ("Ghana considered the projects of Arcwell for $5 million.", 0.1),
        ("Maine approved applications worth $5 million.", 0.5),
        ("Maine gave Arcwell $5 million for the plan.", 0.5),
        ("Lyon approved the plan of Arcwell for $5 million.", 0.5),
        (f"Maine, {'as it did before, ' * 4}approved the plan of Arcwell for $5 million.", 0.5),
    ],
)
def test_who_only_approves_does_not_give(text: str, left: float) -> None:
    told = at_sum(text, "investment")
    (who,) = (n for n in ("Maine", "Ghana", "Lyon") if n in text)
    assert told.parts[who][INVESTOR] == pytest.approx(left)
    assert at_sum(text, "grant").parts[who][INVESTOR] == 0.5
    assert at_sum(text, "investment", (0.2, 0.5, 0.0)).parts[who][INVESTOR] == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Arcwell bought Vesta's sensor plant for $5 million.", "purchase"),
        ("Arcwell is taking over Kiln Vesta’s old glass mill for $5 million.", "purchase"),
        ("Arcwell acquires Vesta's headquarters for $5 million.", "purchase"),
        ("Vesta sold its old warehouse in Lyon to Arcwell for $5 million.", "purchase"),
        ("Vesta is selling their land to Arcwell for $5 million.", "purchase"),
        ("Arcwell bought Vesta's plant operator Kiln for $5 million.", "acquisition"),
        ("Arcwell bought Vesta for $5 million.", "acquisition"),
        ("Vesta sold its lamp maker to Arcwell for $5 million.", "acquisition"),
    ],
)
def test_a_plant_that_is_bought_is_no_takeover(text: str, kind: Kind) -> None:
    told = at_sum(text, "acquisition")
    assert (told.kind, told.sure) == (kind, pytest.approx(0.9))
    assert at_sum(text, "grant").kind in {"grant", "acquisition"}


@pytest.mark.parametrize("what", ["award", "lend", "pay", "offer", "grant"])
def test_what_was_agreed_is_given_by_any_such_word(what: str) -> None:
    assert parts(at_sum(f"Maine has terms with Arcwell to {what} $5 million.", "grant")) == "Maine > Arcwell"


@pytest.mark.parametrize(
    "verb",
    ["construct", "convert", "develop", "establish", "expand", "open", "set up", "upgrade"],
)
def test_a_site_gets_what_is_spent_to_build_it(verb: str) -> None:
    told = at_sum(f"Arcwell spends $5 million to {verb} a plant.", "investment", (0.1, 0.3, 0.0))
    assert told.parts["plant"][RECIPIENT] > 0.8


@pytest.mark.parametrize(
    "verb",
    ["constructs", "covers", "designs", "equips", "erects", "hires", "supplies", "wires", "landscapes"],
)
@pytest.mark.parametrize(
    "site",
    ["data centre", "factory", "fab", "facility", "gigafactory", "hub", "mill", "site", "works", "center"],
)
def test_whoever_works_on_anothers_site_does_not_give(verb: str, site: str) -> None:
    told = at_sum(f"Arcwell {verb} Vesta's $5 million {site}.", "investment", (0.5, 0.1, 0.0))
    assert told.parts["Arcwell"][INVESTOR] < 0.2 < 0.8 < told.parts["Vesta"][INVESTOR]


@pytest.mark.parametrize("site", ["factory", "fab", "site", "campus", "building"])
@pytest.mark.parametrize("after", ["", " owner Kiln", " maker Kiln", " builder Kiln", " developers Kiln"])
def test_which_sites_are_bought_alone(site: str, after: str) -> None:
    told = at_sum(f"Arcwell bought Vesta's {site}{after} for $5 million.", "acquisition")
    assert told.kind == ("acquisition" if after else "purchase")


@pytest.mark.parametrize("into", ["buys", "is buying", "acquired", "funds", "finances", "is funding"])
def test_who_buys_into_a_site_it_builds_gives(into: str) -> None:
    told = at_sum(f"Arcwell builds lamps and {into} Vesta's $5 million plant.", "investment", (0.5, 0.1, 0.0))
    assert told.parts["Arcwell"][INVESTOR] == 0.5


@pytest.mark.parametrize(
    "offering",
    ["initial share offering", "secondary public offering", "public offering", "stock sale", "share issue"],
)
def test_what_offers_are_called(offering: str) -> None:
    told = at_sum(f"Arcwell weighs one {offering} of $5 million.", "equity", (0.9, 0.1, 0.0))
    assert told.parts["Arcwell"][RECIPIENT] > 0.8
