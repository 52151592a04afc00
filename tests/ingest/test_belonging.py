"""Where somebody belongs, as a few words tell it."""

from __future__ import annotations

import pytest
from named import candidates, thing

from graph.model import EntityType
from ingest.belonging import links_of_owners
from ingest.commitments import Draft
from ingest.relations import Link, once, telling

C, P, N, G, U = "Company", "Place", "Country", "Government", "University"
Told = tuple[str, EntityType]


@pytest.mark.parametrize(
    ("text", "things", "found"),
    [
        ("The Durham-based chipmaker Arcwell said so.", [("Durham", P), ("Arcwell", C)], "Arcwell in Durham"),
        ("Wayve, a London-based developer, said so.", [("Wayve", C), ("London", P)], "Wayve in London"),
        (
            "Austin, Texas-based Arcwell grows.",
            [("Austin", P), ("Texas", P), ("Arcwell", C)],
            "Arcwell in Austin",
        ),
        ("Korea-headquartered Hanbit grows.", [("Korea", N), ("Hanbit", C)], "Hanbit in Korea"),
        ("Denmark’s Novo Holdings led.", [("Denmark", N), ("Novo Holdings", C)], "Novo Holdings in Denmark"),
        (
            "Ghana's Ministry of Health pays.",
            [("Ghana", N), ("Ministry of Health", G)],
            "Ministry of Health in Ghana",
        ),
        ("U.S.-based production grows, says Arcwell.", [("U.S.", N), ("Arcwell", C)], ""),
        ("Zoox, Amazon's robotaxi unit, drives.", [("Zoox", C), ("Amazon", C)], "Zoox of Amazon"),
        ("Money from M12, the venture fund of Vesta.", [("M12", C), ("Vesta", C)], "M12 of Vesta"),
        (
            "Money from Blackrose and M12, the venture fund of Vesta.",
            [("Blackrose", C), ("M12", C), ("Vesta", C)],
            "M12 of Vesta",
        ),
        ("Telefar’s start-up arm, Wayra, pays.", [("Telefar", C), ("Wayra", C)], "Wayra of Telefar"),
        ("Arcwell, which belongs to Vesta, pays.", [("Arcwell", C), ("Vesta", C)], "Arcwell of Vesta"),
        ("Arcwell is wholly owned by Vesta.", [("Arcwell", C), ("Vesta", C)], "Arcwell of Vesta"),
        ("Hanbit subsidiary Arcwell pays.", [("Hanbit", C), ("Arcwell", C)], "Arcwell of Hanbit"),
        ("Vesta's Arcwell Capital pays.", [("Vesta", C), ("Arcwell Capital", C)], "Arcwell Capital of Vesta"),
        (
            "The DOE's Office of Electricity pays.",
            [("DOE", G), ("Office of Electricity", G)],
            "Office of Electricity of DOE",
        ),
        ("TikTok parent ByteDance pays.", [("TikTok", C), ("ByteDance", C)], "TikTok of ByteDance"),
        ("Kiln and its parent Vesta pay.", [("Kiln", C), ("Vesta", C)], "Kiln of Vesta"),
        ("Kiln's owner, Vesta, pays.", [("Kiln", C), ("Vesta", C)], "Kiln of Vesta"),
        ("A parent of Kiln met Vesta.", [("Kiln", C), ("Vesta", C)], ""),
        (
            "Kiln's parent, the Vesta Office, pays.",
            [("Kiln", C), ("Vesta Office", G)],
            "Kiln of Vesta Office",
        ),
        ("Kiln's owner, Denmark's Vesta, pays.", [("Kiln", C), ("Vesta", C)], "Kiln of Vesta"),
        (
            "Kiln sells shares, of which its parent Vesta takes half.",
            [("Kiln", C), ("Vesta", C)],
            "Kiln of Vesta",
        ),
        ("Of Kiln and Vesta it is said that its parent pays.", [("Kiln", C), ("Vesta", C)], ""),
        ("Its parent Vesta pays Kiln.", [("Kiln", C), ("Vesta", C)], ""),
        ("Money from Vesta's M12 came.", [("Vesta", C), ("M12", C)], "M12 of Vesta"),
        (
            "Money from NASA's Kiln Center came.",
            [("NASA", G), ("Kiln Center", "Organization")],
            "Kiln Center of NASA",
        ),
        ("Money from the Oulu bank's M12 came.", [("the Oulu bank", C), ("M12", C)], ""),
        ("Money from Vesta's own arm came.", [("Vesta", C), ("own arm", C)], ""),
        (
            "Arcwell, a Kyoto-based rival of Vesta, pays.",
            [("Arcwell", C), ("Kyoto", P), ("Vesta", C)],
            "Arcwell in Kyoto",
        ),
        ("The Oslo-based and well-known firm Arcwell pays.", [("Oslo", P), ("Arcwell", C)], ""),
        (
            "Ghana's Board of Trade pays.",
            [("Ghana", N), ("Ghana's Board of Trade", G)],
            "Ghana's Board of Trade in Ghana",
        ),
        ("Arcwell is backed by Vesta.", [("Arcwell", C), ("Vesta", C)], ""),
        ("Arcwell and Vesta build a unit of ten.", [("Arcwell", C), ("Vesta", C)], ""),
    ],
)
def test_what_words_tell(text: str, things: list[Told], found: str) -> None:
    links = links_of_owners(candidates(text), [thing(text, name, type_) for name, type_ in things])
    words = {"located_in": "in", "subsidiary_of": "of"}
    told = ", ".join(f"{x.subject.name} {words[x.predicate]} {x.object.name}" for x in links)
    assert told == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Arcwell pays. The Oulu lamp maker grows.", ["Oulu"]),
        ("Arcwell pays. The Oulu and Turku firm grows.", []),
        ("Arcwell pays. The Luxembourg firm grows.", []),
    ],
)
def test_where_a_description_begins_with(text: str, found: list[str]) -> None:
    place = text.split("The ")[1].split()[0]
    arcwell = thing(text, "Arcwell", C)
    said = text.split("The ")[1].removesuffix(" grows.")
    arcwell.mentions += thing(text, said, C).mentions
    links = links_of_owners(
        candidates(text), [arcwell, thing(text, place, N if place == "Luxembourg" else P)]
    )
    assert [x.object.name for x in links] == found


def test_an_owner_stands_in_the_whole_name() -> None:
    text = "Money from Vesta's Innovation Fund."
    fund = thing(text, "Vesta's Innovation Fund", C, "Innovation Fund")
    (link,) = links_of_owners(candidates(text), [fund, thing(text, "Vesta", C)])
    assert (link.subject.name, link.predicate, link.object.name) == (
        "Innovation Fund",
        "subsidiary_of",
        "Vesta",
    )


def test_an_owner_does_not_belong_to_what_it_owns() -> None:
    kiln, vesta = thing("Kiln", "Kiln", C), thing("Vesta", "Vesta", C)
    one, two = (Link(a, "subsidiary_of", b, 0, 4, 0.9) for a, b in ((kiln, vesta), (vesta, kiln)))
    seat = Link(vesta, "located_in", kiln, 0, 4, 0.9)
    assert once([one, two, seat, one]) == [one, seat]


def told(text: str, *things: Told) -> str:
    links = links_of_owners(candidates(text), [thing(text, name, type_) for name, type_ in things])
    words = {"located_in": "in", "subsidiary_of": "of", "member_of": "part of"}
    return ", ".join(f"{x.subject.name} {words[x.predicate]} {x.object.name}" for x in links)


KILN, VESTA = ("Kiln", C), ("Vesta", C)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kiln (parent: Vesta) pays.", "Kiln of Vesta"),
        ("Kiln (owner Vesta) pays.", "Kiln of Vesta"),
        ("Kiln (owned by Vesta) pays.", "Kiln of Vesta"),
        ("Kiln (part of Vesta) pays.", "Kiln of Vesta"),
        ("Kiln (a unit of Vesta) pays.", "Kiln of Vesta"),
        ("Kiln (a friend of Vesta) pays.", ""),
        ("Vesta, the parent of Kiln, pays.", "Kiln of Vesta"),
        ("Vesta, which is the main parent company of the Kiln, pays.", "Kiln of Vesta"),
        ("Vesta, owner of Kiln, pays.", "Kiln of Vesta"),
        ("Vesta, the friend of Kiln, pays.", ""),
        ("Vesta, Kiln's parent, pays.", "Kiln of Vesta"),
        ("Vesta, Kiln’s new main owner, pays.", "Kiln of Vesta"),
        ("Vesta, Kiln's rival, pays.", ""),
        ("Vesta and Kiln's parent pay.", ""),
    ],
)
def test_parents(text: str, found: str) -> None:
    assert told(text, KILN, VESTA) == found


@pytest.mark.parametrize(
    ("school", "type_", "between", "found"),
    [
        *((f"Elm {s}", "Organization", " at ", True) for s in (
            "College", "School", "Faculty", "Department", "Institute", "Laboratory", "Lab", "Centre", "Center",
        )),
        ("Elm Lab", "Organization", ", of the ", True),
        ("Elm Lab", "Organization", " of ", True),
        ("Elm Lab", "Organization", " near ", False),
        ("Elm Lamps", "Organization", " at ", False),
        ("Elm Department", "Government", " at ", False),
    ],
)  # fmt: skip
def test_schools_of_universities(school: str, type_: EntityType, between: str, found: bool) -> None:
    text = f"The {school}{between}Borea University pays."
    for at, whose in ((U, found), (C, False)):
        links = told(text, (school, type_), ("Borea University", at))
        assert links == (f"{school} of Borea University" if whose else "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vesta and its subsidiaries Kiln, Borea and Numa pay.", "Kiln Borea Numa"),
        ("Vesta pays, with their local units: Kiln, Borea, and Numa.", "Kiln Borea Numa"),
        ("Vesta and its brands — Kiln and Borea — pay, Numa as well.", "Kiln Borea"),
        ("Vesta and his divisions Kiln and Borea with Numa pay.", "Kiln Borea"),
        ("Vesta and its affiliates of Kiln and Borea pay.", ""),
        ("Vesta pays. Its subsidiaries Kiln and Borea pay.", ""),
        ("Vesta pays. And its subsidiaries Kiln and Borea pay.", ""),
        ("Vesta and its friends Kiln and Borea pay.", ""),
    ],
)
def test_units_that_are_listed(text: str, found: str) -> None:
    def cut(_: int) -> tuple[int, int]:
        return (text.find("And"), len(text)) if "And" in text else (0, len(text))

    here = candidates(text)
    here.sentence_at = cut
    things = [thing(text, n, C) for n in ("Vesta", "Kiln", "Borea", "Numa") if n in text]
    links = list(links_of_owners(here, things))
    assert " ".join(x.subject.name for x in links) == found
    assert all((x.predicate, x.object.name) == ("subsidiary_of", "Vesta") for x in links)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Lamp Prize, which is one element of the Light Plan, opens.", True),
        ("The Lamp Prize is part of the Light Plan.", True),
        ("The Lamp Prize, a new key pillar of Light Plan, opens.", True),
        ("The Lamp Prize, that is a strand of Light Plan, opens.", True),
        ("The Lamp Prize, a component of Light Plan, opens.", True),
        ("The Lamp Prize, a rival of Light Plan, opens.", False),
    ],
)
def test_parts_of_programmes(text: str, found: bool) -> None:
    for type_, member in (("Program", found), ("Facility", found), ("Company", False)):
        links = told(text, ("Lamp Prize", type_), ("Light Plan", "Program"))  # type: ignore[arg-type]
        assert links == ("Lamp Prize part of Light Plan" if member else "")
    assert told(text, ("Lamp Prize", "Program"), ("Light Plan", C)) == ""


def test_a_government_has_no_seat_in_its_own_country() -> None:
    text = "Ghana's Ministry and Ghana's Government pay."
    own = thing(text, "Government", G, "Government of Ghana")
    ministry, ghana = thing(text, "Ministry", G), thing(text, "Ghana", N)
    links = links_of_owners(candidates(text), [own, ministry, ghana])
    assert [(x.subject.name, x.object.name) for x in links] == [("Ministry", "Ghana")]


def test_what_may_be_a_product_is_a_unit_only_if_it_is_in_a_deal() -> None:
    text = "OpenAI's Sora draws."
    links = list(links_of_owners(candidates(text), [thing(text, n, C) for n in ("OpenAI", "Sora")]))
    assert [(x.subject.name, x.for_party) for x in links] == [("Sora", True)]
    assert telling(links, []) == []
    paid = Draft("equity", "completed", [links[0].subject], [], [], None, [], 1.0)
    assert telling(links, [paid]) == links
