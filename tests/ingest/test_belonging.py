"""Where somebody belongs, as a few words tell it."""

from __future__ import annotations

import pytest
from named import candidates, thing

from graph.model import EntityType
from ingest.belonging import links_of_owners
from ingest.relations import Link, once

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
        ("The Oslo-based and well-known firm Arcwell pays.", [("Oslo", P), ("Arcwell", C)], ""),
        (
            "Ghana's Board of Trade pays.",
            [("Ghana", N), ("Ghana's Board of Trade", G)],
            "Ghana's Board of Trade in Ghana",
        ),
        ("OpenAI's Sora draws.", [("OpenAI", C), ("Sora", C)], ""),
        ("Arcwell is backed by Vesta.", [("Arcwell", C), ("Vesta", C)], ""),
        ("Arcwell and Vesta build a unit of ten.", [("Arcwell", C), ("Vesta", C)], ""),
    ],
)
def test_what_words_tell(text: str, things: list[Told], found: str) -> None:
    links = links_of_owners(candidates(text), [thing(text, name, type_) for name, type_ in things])
    words = {"located_in": "in", "subsidiary_of": "of"}
    told = ", ".join(f"{x.subject.name} {words[x.predicate]} {x.object.name}" for x in links)
    assert told == found


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
