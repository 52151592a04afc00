"""Governments that are only called by their rank."""

from __future__ import annotations

import pytest

from graph.model import EntityType
from ingest.authorities import with_authorities
from ingest.mentions import Mention


def named(text: str, *names: tuple[str, EntityType]) -> list[tuple[str, str]]:
    """What is named in a text beside these names, in the words of the text and by its name."""
    given = [Mention(text.index(n), text.index(n) + len(n), n, n, t, known=True) for n, t in names]
    return [
        (m.text, m.name)
        for m in with_authorities(sorted(given, key=lambda m: m.start), text)
        if m not in given
    ]


WICHITA: tuple[tuple[str, EntityType], ...] = (("Wichita", "Place"), ("Kansas", "Place"))


@pytest.mark.parametrize(
    ("said", "called", "name"),
    [
        ("The city will contribute $9 million.", "city", "City of Wichita"),
        ("The state, which needs jobs, has offered tax credits.", "state", "State of Kansas"),
        ("It got $2 million from the city.", "city", "City of Wichita"),
        ("The city council approved it.", "city council", "City of Wichita"),
        ("The state's $20 million grant is spent.", "state", "State of Kansas"),
        ("The state government pays half.", "state government", "State of Kansas"),
        ("The government gave $3 million.", "government", "Federal government of the United States"),
        ("The Cabinet has approved $3 million.", "Cabinet", "Federal government of the United States"),
    ],
)
def test_what_acts_by_its_rank_is_the_government_of_the_last_such_place(
    said: str, called: str, name: str
) -> None:
    text = f"Oltech builds a plant in Wichita, Kansas, in the United States. {said}"
    assert named(text, *WICHITA, ("United States", "Country")) == [(called, name)]


@pytest.mark.parametrize(
    "said",
    [
        "It is the first plant in the city.",
        "The city of Reno has paid.",
        "It left the state where it began.",
        "The county will lend $2 million.",  # no county was named
    ],
)
def test_a_place_that_does_nothing_is_no_government(said: str) -> None:
    assert named(f"Oltech builds a plant in Wichita, Kansas. {said}", *WICHITA) == []


@pytest.mark.parametrize(
    ("said", "called", "name"),
    [
        (
            "The government in Nairobi agreed to give $3 million.",
            "government in Nairobi",
            "Government of Kenya",
        ),
        (
            "It has $2 million from the government in Addis Ababa.",
            "government in Addis Ababa",
            "Government of Ethiopia",
        ),
        ("The government in Vienna in June lent it more.", "government in Vienna", "Government of Austria"),
    ],
)
def test_a_government_is_told_by_its_capital(said: str, called: str, name: str) -> None:
    assert named(f"Oltech builds a plant. {said}") == [(called, name)]


def test_in_another_town_sits_another_government() -> None:
    assert named("The government in Munich will lend Oltech $3 million.") == []


def test_the_county_is_the_one_that_was_named() -> None:
    text = "Sedgwick County approved a grant for Oltech in Wichita. The county will also lend $2 million."
    assert named(text, ("Sedgwick County", "Government"), ("Wichita", "Place")) == [
        ("county", "Sedgwick County")
    ]


def test_where_there_are_no_states_the_state_is_the_countrys_government() -> None:
    text = "Finland is building a reactor in Espoo, Finland. The state will pay 80 million euros."
    assert named(text, ("Finland", "Country"), ("Espoo", "Place")) == [("state", "Government of Finland")]


def test_a_province_is_one_of_the_articles_country() -> None:
    text = (
        "Canada's Arvo of Kingston, Ontario, talks to a firm from Hubei. The province will lend $40 million."
    )
    given = ("Canada", "Country"), ("Kingston", "Place"), ("Ontario", "Place"), ("Hubei", "Place")
    assert named(text, *given) == [("province", "Government of Ontario")]


def test_what_stands_after_a_town_is_no_town() -> None:
    text = "Pegafour builds in Zapopan, Jalisco. The municipality will pay for a road."
    given = ("Zapopan", "Place"), ("Jalisco", "Place")
    assert named(text, *given) == [("municipality", "Municipality of Zapopan")]


def test_the_sentences_country_comes_before_the_articles() -> None:
    text = "Japan, Japan and Japan again. In Germany, the government gave Varta 300 million euros."
    germany = Mention(
        text.index("Germany"), text.index("Germany") + 7, "Germany", "Germany", "Country", known=True
    )
    japan = [Mention(k, k + 5, "Japan", "Japan", "Country", known=True) for k in (0, 7, 17)]
    assert [m.name for m in with_authorities([*japan, germany], text)][-1] == "Government of Germany"


@pytest.mark.parametrize(
    ("place", "currencies", "name"),
    [
        (("Kingston", "Place"), ["CAD"] * 3, "Government of Canada"),
        (("Brisbane", "Place"), ["AUD", "USD", "USD"], "Government of Australia"),
    ],
)
def test_the_federal_government_is_that_of_the_articles_federation(
    place: tuple[str, EntityType], currencies: list[str], name: str
) -> None:
    text = f"Arvo of {place[0]} got a loan. The federal government has lent it $40 million."
    given = Mention(8, 8 + len(place[0]), place[0], place[0], place[1], known=True)
    assert [m.name for m in with_authorities([given], text, currencies)][1:] == [name]


def test_elsewhere_it_stays_what_it_was_taken_for() -> None:
    text = "Arvo of Reno got a loan. The federal government has lent it $40 million."
    federal = Mention(
        29, 47, "federal government", "Federal government of the United States", "Government", known=True
    )
    assert with_authorities([federal], text, ["USD"]) == [federal]


def test_the_federal_and_a_states_government_are_two() -> None:
    text = "In Brisbane, Australia, the federal and Queensland governments pay half each."
    names: tuple[tuple[str, EntityType], ...] = ("Brisbane", "Place"), ("Australia", "Country")
    assert named(text, *names) == [("federal", "Government of Australia")]


def test_what_was_taken_for_it_gives_way() -> None:
    text = "Oltech of Wichita grows. The city will pay."
    at = text.index("city")
    wrong = Mention(at, at + 4, "city", "city", "Government")
    wichita = Mention(10, 17, "Wichita", "Wichita", "Place", known=True)
    assert [m.name for m in with_authorities([wichita, wrong], text)] == ["Wichita", "City of Wichita"]


def test_long_texts_are_read_in_bounded_time() -> None:
    text = "Wichita " + "the government has, " * 20_000
    assert len(with_authorities([Mention(0, 7, "Wichita", "Wichita", "Place", known=True)], text)) == 20_001


CORK: tuple[tuple[str, EntityType], ...] = (("Cork", "Place"), ("Ireland", "Country"))


@pytest.mark.parametrize(
    ("said", "called", "name"),
    [
        ("The Minister for Enterprise, Trade and Employment pays.", "Minister for Enterprise, Trade and Employment", "Government of Ireland"),
        ("The Minister of Finance pays.", "Minister of Finance", "Government of Ireland"),
        ("The Secretary of State for Energy Security and Net Zero pays.", "Secretary of State for Energy Security and Net Zero", "Government of Ireland"),
        ("The Minister for Energy, Kiln and Vesta pay.", "Minister for Energy", "Government of Ireland"),
        ("Japan's Minister for Energy pays.", "Minister for Energy", "Government of Japan"),
        ("French Minister for Energy pays.", "French Minister for Energy", "Government of Ireland"),
        ("The Minister of Energy of Japan pays.", "Minister of Energy", "Government of Japan"),
        ("Bavaria's Minister for Energy pays.", "Minister for Energy", "State of Bavaria"),
    ],
)  # fmt: skip
def test_who_holds_an_office_speaks_for_a_government(said: str, called: str, name: str) -> None:
    assert named(f"Arcwell builds in Cork, Ireland, again. {said}", *CORK) == [(called, name)]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("The Minister for Energy pays.", []),
        ("The Federal Minister for Energy pays.", ["Government of Australia"]),
        ("Queensland's Minister for Energy pays.", ["Government of Queensland"]),
    ],
)
def test_a_federations_states_have_ministers_too(said: str, names: list[str]) -> None:
    text = f"Arcwell builds in Brisbane, Australia, again. {said}"
    found = named(text, ("Brisbane", "Place"), ("Australia", "Country"))
    assert [name for _, name in found] == names


@pytest.mark.parametrize("rank", ["Union", "Commonwealth", "National", "Federal"])
def test_a_federations_own_ministers_are_called_so(rank: str) -> None:
    text = f"Arcwell builds in Brisbane, Australia, again. The {rank} Minister for Energy pays."
    found = named(text, ("Brisbane", "Place"), ("Australia", "Country"))
    assert [name for _, name in found] == ["Government of Australia"]


@pytest.mark.parametrize(
    ("text", "called", "name"),
    [
        ("In Japan, the economy ministry gave 9 billion yen.", "economy ministry", "Ministry of Economy, Trade and Industry"),
        ("Japan grows. It got 9 billion yen from the trade and industry ministry.", "trade and industry ministry", "Ministry of Economy, Trade and Industry"),
        ("Japan grows. The education ministry gave.", "education ministry", "Ministry of Education, Culture, Sports, Science and Technology"),
        ("Japan grows. The Polish climate ministry gave.", "climate ministry", "Climate ministry of Poland"),
        ("Japan grows. The climate ministry in Oslo gave.", "climate ministry", "Climate ministry of Norway"),
        ("Japan grows. The climate ministry gave.", "climate ministry", "Climate ministry of Japan"),
        ("Poland is poor.\nJapan grows. The climate ministry gave.", "climate ministry", "Climate ministry of Japan"),
    ],
)  # fmt: skip
def test_a_ministry_is_that_of_the_country_spoken_of(text: str, called: str, name: str) -> None:
    given: tuple[tuple[str, EntityType], ...] = (
        ("Japan", "Country"),
        ("Poland", "Country"),
        ("Oslo", "Place"),
    )
    assert named(text, *((n, t) for n, t in given if n in text)) == [(called, name)]


@pytest.mark.parametrize(
    "text", ["The climate ministry gave.", "Japan grows. The Arcwell climate ministry gave."]
)
def test_a_ministry_of_no_known_country_is_none(text: str) -> None:
    assert named(text, *((n, "Country") for n in ("Japan",) if n in text)) == []


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("Riyadh grows. The Kingdom will pay.", (("Riyadh", "Place"), ("Kingdom", "Place")), "Saudi Arabia"),
        ("Denmark and Thailand grow. The Kingdom will pay.", (("Denmark", "Country"), ("Thailand", "Country"), ("Kingdom", "Place")), "Thailand"),
        ("France grows. Kingdom will pay.", (("France", "Country"), ("Kingdom", "Place")), "Kingdom"),
    ],
)  # fmt: skip
def test_the_kingdom_is_the_one_that_was_named(
    text: str, names: tuple[tuple[str, EntityType], ...], found: str
) -> None:
    given = [Mention(text.index(n), text.index(n) + len(n), n, n, t, known=n != "Kingdom") for n, t in names]
    assert next(m.name for m in with_authorities(given, text) if m.text == "Kingdom") == found


@pytest.mark.parametrize(
    ("text", "of", "said", "name"),
    [
        ("Pune draws. The Council of Ministers today approved it.", "Pune", "Council of Ministers", "Government of India"),
        ("Lagos. It went to the Cabinet of Spain.", "Lagos", "Cabinet of Spain", "Government of Spain"),
        ("Kerala clears it. It is the State Cabinet that did.", "Kerala", "State Cabinet", "Government of Kerala"),
        ("Kerala. The State Cabinet met; the Government sent it.", "Kerala", "Government", "Government of Kerala"),
        ("Kerala. The Prime Minister met the State; Government sent it.", "Kerala", "Government", "Government of India"),
    ],
)  # fmt: skip
def test_a_rank_in_capitals_is_the_government_of_the_country_or_the_state(
    text: str, of: str, said: str, name: str
) -> None:
    home = Mention(text.index(of), text.index(of) + len(of), of, of, "Place", known=True)
    bare = Mention(text.rindex(said), text.rindex(said) + len(said), said, said, "Company")
    assert (name, "Government") in {(m.name, m.type) for m in with_authorities([home, bare], text, ["INR"])}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("The State had announced Rs 9 crore.", ("State", "Government of Kerala")),
        ("The Government will spend Rs 9 crore.", ("Government", "Government of India")),
        ("The Nordic Council of Ministers gave it.", None),
    ],
)
def test_a_rank_in_capitals_that_acts_is_one_too(said: str, found: tuple[str, str] | None) -> None:
    india: tuple[str, EntityType] = ("India", "Country")
    assert named(f"In Kerala, India. {said}", ("Kerala", "Place"), india) == ([found] if found else [])


@pytest.mark.parametrize(("currencies", "name"), [(["INR"], "Government of India"), ([], "government")])
def test_the_government_in_small_letters_is_told_by_the_whole_article(
    currencies: list[str], name: str
) -> None:
    text = "Pune grows, as do Paris and Oslo. It went to the government."
    places = [
        Mention(text.index(p), text.index(p) + len(p), p, p, "Place", known=True)
        for p in ("Paris", "Oslo", "Pune")[: 1 if currencies else 3]
    ]
    india = [Mention(0, 4, "Pune", "Pune", "Place", known=True)] * (2 if currencies else 0)
    said = Mention(text.index("government"), len(text) - 1, "government", "government", "Government")
    given = sorted([*places, *india], key=lambda m: m.start)
    assert [m.name for m in with_authorities([*given, said], text, currencies)][-1] == name


def test_a_ministry_whose_country_was_told_with_it_is_left() -> None:
    text = "Japan grows. The climate ministry of Peru gave."
    body = "climate ministry of Peru"
    at = text.index(body)
    known = Mention(at, at + len(body), body, "Climate ministry of Peru", "Government", known=True)
    japan = Mention(0, len("Japan"), "Japan", "Japan", "Country", known=True)
    found = with_authorities([japan, known], text)
    assert [m.name for m in found] == ["Japan", "Climate ministry of Peru"]
