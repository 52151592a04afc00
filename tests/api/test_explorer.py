"""The explorer over HTTP: its states, its steps, what is taken along."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from html import unescape
from urllib.parse import parse_qs, urlsplit

import networkx as nx
import pytest
from asking import get
from building import archive_of, put

from api.explorer import VIEWS, State
from api.mapped import flows_to_places
from graph.model import parse_record
from graph.queries.selection import LineFilters, Shown, select
from graph.store.memory import MemoryStore


def test_a_view_asks_for_no_more_than_it_needs(store: MemoryStore) -> None:
    canvas, figure = (get(store, f"/explore?view={view}").text for view in ("graph", "map"))
    assert [name in canvas for name in ("figures.css", "brush.js", "vis-network.js")] == [False, True, True]
    assert [name in figure for name in ("figures.css", "brush.js", "vis-network.js")] == [True, False, False]


def test_a_state_and_its_address_are_the_same() -> None:
    state = State.model_validate(
        {
            "of": ["microsoft"],
            "with": ["japan,intel"],
            "kind": ["grant", "loan"],
            "least": "1e6",
            "view": "map",
        }
    )
    told = parse_qs(state.query())
    assert (
        State.model_validate({k: v if k in {"of", "with", "kind"} else v[0] for k, v in told.items()})
        == state
    )
    assert State().query() == ""


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_is_a_page_that_leads_to_the_others(store: MemoryStore, view: str) -> None:
    answer = get(store, "/explore", params={"of": "microsoft", "view": view})
    assert answer.status_code == 200
    assert 'aria-current="page"' in answer.text
    assert answer.text.count("of=microsoft") >= len(VIEWS) - 1
    if view != "graph":
        assert "Japan" in answer.text


@pytest.mark.parametrize("view", ["flows", "matrix"])
def test_each_sum_leads_to_the_deals_and_sentences_that_it_is_made_of(store: MemoryStore, view: str) -> None:
    page = get(store, "/explore", params={"view": view, "since": "2015", "by": "kind"}).text
    address = next(
        unescape(a) for a in re.findall(r'href="(/explore/sum\?[^"]+)"', page) if "source=Microsoft" in a
    )
    assert {"since", "view", "by"} <= parse_qs(urlsplit(address).query).keys()
    behind = get(store, address)
    assert behind.status_code == 200
    assert 'href="/event/' in behind.text
    assert "<blockquote>" in behind.text
    assert get(store, "/explore/sum", params={"source": "Microsoft", "target": "<b>"}).status_code == 404


@pytest.mark.parametrize(("by", "linked"), [("place", {"Place", "Country"}), ("country", {"Country"})])
def test_two_of_one_name_lead_each_to_its_own_page(by: str, linked: set[str]) -> None:
    archive = archive_of()
    things = [
        {"id": "a", "name": "Orlenda", "type": "Company"},
        {"id": "g", "name": "Georgia", "type": "Country"},
        {"id": "h", "name": "Georgia", "type": "Place"},
    ]
    told = {"kind": "investment", "investors": ["a"], "amount": {"value": 1e9, "currency": "USD"}}
    deals = [{**told, "id": f"c{p}", "places": [p], "evidence": [f"so {p}"]} for p in ("g", "h")]
    put(
        archive,
        parse_record(
            {"article": {"id": "x", "published": "2024-04-10"}, "entities": things, "commitments": deals}
        ),
    )
    archive.refresh()
    page = get(archive.store, "/explore", params={"view": "matrix", "by": by}).text
    keys = set(re.findall(r'<th scope="col"><a href="/entity/([^"]+)"', page))
    assert {archive.index.entity(k).type for k in keys} == linked  # type: ignore[union-attr]
    if by == "place":
        assert ">Georgia (Place)</a>" in page
    for view in ("matrix", "flows"):
        page = get(archive.store, "/explore", params={"view": view, "by": by}).text
        for address in re.findall(r'href="(/explore/sum\?[^"]+)"', page):
            assert get(archive.store, unescape(address)).status_code == 200


def test_places_and_lines_of_the_map_lead_to_their_deals_and_sentences(store: MemoryStore) -> None:
    page = get(store, "/explore", params={"view": "map", "since": "2015"}).text
    found = [unescape(a) for a in re.findall(r'href="(/explore/sum\?[^"]+target=[^"]+)"', page)]
    assert len(found) > 20
    for address in found:
        behind = get(store, address)
        assert behind.status_code == 200, address
        told = int(re.search(r"in ([\d,]+) deals? of", behind.text)[1])  # type: ignore[index]
        assert told == len(set(re.findall(r'href="(/event/[^"#]+)"', behind.text)))
        assert "<blockquote>" in behind.text
    line = get(store, "/explore/sum?view=map&source=US&target=japan").text
    assert "United States → Japan" in line
    assert "2.9" in line
    for nowhere in ("source=FR&target=japan", "target=%3Cb%3E", "source=%3Cb%3E&target=japan"):
        answer = get(store, f"/explore/sum?view=map&{nowhere}", headers={"Accept": "text/html"})
        assert answer.status_code == 404
        assert "<b>" not in answer.text


def test_the_table_is_an_equal_view_with_steps_as_links(store: MemoryStore) -> None:
    page = get(store, "/explore", params={"of": "microsoft", "view": "table"}).text
    nodes = get(store, "/explore.json", params={"of": "microsoft"}).json()["nodes"]
    more = [n["key"] for n in nodes if n["hidden"] and n["key"] != "microsoft"]
    assert more
    assert all(f"expand={key}" in page for key in more)
    assert "remove=japan" in page
    step = get(store, "/explore", params={"of": "microsoft", "view": "table", "remove": "japan"})
    assert step.status_code == 303
    assert parse_qs(urlsplit(step.headers["location"]).query) == {
        "of": ["microsoft"],
        "view": ["table"],
        "without": ["japan"],
    }


def test_the_canvas_gets_nodes_with_places_and_lines_in_words(store: MemoryStore) -> None:
    told = get(store, "/explore.json", params={"of": "microsoft"}).json()
    (japan,) = [n for n in told["nodes"] if n["key"] == "japan"]
    assert japan["type"] == "Country"
    assert isinstance(japan["x"], float)
    (line,) = [x for x in told["lines"] if (x["source"], x["target"]) == ("microsoft", "japan")]
    assert "Microsoft" in line["told"]
    assert "billion" in line["label"]
    assert told["months"]
    assert told["query"] == "of=microsoft"


def test_of_many_links_the_largest_are_drawn_and_each_entity_keeps_one(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = get(store, "/explore.json", params={"whole": "300"}).json()
    monkeypatch.setattr("api.explorer.LINKS", len(whole["nodes"]) + 5)
    fewer = get(store, "/explore.json", params={"whole": "300"}).json()
    assert len(fewer["lines"]) == len(whole["nodes"]) + 5 < len(whole["lines"])
    left = len(whole["lines"]) - len(fewer["lines"])
    assert f"{left} smaller links are not drawn" in fewer["told"]
    ends = [
        {x for line in found["lines"] for x in (line["source"], line["target"])} for found in (fewer, whole)
    ]
    assert ends[0] == ends[1]
    assert (
        get(store, "/explore.json", params={"whole": "300", "links": "all"}).json()["lines"] == whole["lines"]
    )
    assert (whole["undrawn"], fewer["undrawn"]) == (0, len(whole["lines"]))


def test_opening_and_joining_add_to_the_state(store: MemoryStore) -> None:
    told = get(store, "/explore.json", params={"of": "keio-university", "expand": "microsoft"}).json()
    added = parse_qs(told["query"])["with"][0].split(",")
    assert {"microsoft", "japan"} <= set(added)
    again = get(store, f"/explore.json?{told['query']}").json()
    assert {n["key"] for n in again["nodes"]} == {n["key"] for n in told["nodes"]}
    joined = get(store, "/explore.json", params={"with": "japan", "join": "japan,keio-university"}).json()
    assert {n["key"] for n in joined["nodes"]} == {"japan", "microsoft", "keio-university"}


def test_what_is_pinned_stays_where_it_was_put(store: MemoryStore) -> None:
    told = get(store, "/explore.json", params={"of": "microsoft", "pin": "japan:-40:55,x:1:y"}).json()
    (japan,) = [n for n in told["nodes"] if n["key"] == "japan"]
    assert (japan["x"], japan["y"]) == (-40, 55)


def test_behind_each_line_are_its_sentences(store: MemoryStore) -> None:
    part = get(store, "/explore/link", params={"source": "microsoft", "target": "japan"}).text
    assert "<blockquote>" in part
    assert 'href="/event/' in part
    assert "<html" not in part
    about = get(store, "/explore/entity/microsoft", params={"of": "keio-university"}).text
    assert "data-step" in about
    assert "expand=microsoft" in about


def test_the_selection_can_be_taken_along(store: MemoryStore) -> None:
    params = {"of": "microsoft", "kind": "investment", "facts": "no"}
    rows = list(csv.DictReader(io.StringIO(get(store, "/explore/as/csv", params=params).text)))
    assert rows
    assert {r["kind"] for r in rows} == {"investment"}
    g = nx.read_graphml(io.BytesIO(get(store, "/explore/as/graphml", params=params).content))
    assert "japan" in g
    svg = get(store, "/explore/as/svg", params=params)
    assert svg.headers["content-disposition"].startswith("attachment")
    assert ET.fromstring(svg.text).tag.endswith("svg")
    page = get(store, "/explore/as/html", params=params).text
    assert "Microsoft" in page
    assert "src=" not in page.partition("<script>")[0]


def test_what_cannot_be_shown_is_said_in_words(store: MemoryStore) -> None:
    missing = get(store, "/explore", params={"of": "nobody at all"})
    assert missing.status_code == 404
    assert 'role="alert"' in missing.text
    assert "Take along" not in missing.text  # nor any other button that could do nothing
    assert 'id="undo"' not in missing.text
    nothing = get(store, "/explore", params={"view": "table", "publisher": "No such paper", "facts": "no"})
    assert "Nothing fits" in nothing.text
    assert get(store, "/explore", params={"view": "cube"}).status_code == 422


@pytest.mark.parametrize("view", VIEWS[1:])
def test_that_no_deal_fits_is_said_and_leads_out_of_the_filters(store: MemoryStore, view: str) -> None:
    page = get(store, "/explore", params={"of": "microsoft", "since": "2099", "view": view}).text
    assert "No deal fits the filters" in page
    assert f'<a href="/explore?of=microsoft&amp;view={view}">Look without filters</a>' in page
    assert "has them all" not in page
    assert "<svg" not in page


def test_an_empty_graph_says_what_to_do(store: MemoryStore) -> None:
    from graph.ids import Addresses

    empty = MemoryStore(Addresses("https://graph.example/"))
    assert get(empty, "/explore.json").json()["nodes"] == []
    assert get(empty, "/explore", params={"view": "map"}).status_code == 200


def test_the_search_box_suggests_entities_questions_and_deals(store: MemoryStore) -> None:
    told = get(store, "/search.json", params={"q": "japn"}).json()
    assert told[0]["title"] == "Japan"
    assert {"question", "deal"} <= {s["what"] for s in told}
    for s in told:
        assert get(store, s["address"]).status_code == 200
    (schools,) = [s for s in told if s["title"] == "Who funds universities in Japan?"]
    page = get(store, schools["address"]).text
    assert "University of Tokyo" in page
    assert "Microsoft" in page
    assert get(store, "/search.json", params={"q": " "}).json() == []


def test_the_map_knows_in_which_state_a_town_lies() -> None:
    archive = archive_of()
    taylor, texas, samsung = (
        {"id": k, "name": n, "type": t}
        for k, n, t in (
            ("e1", "Taylor", "Place"),
            ("e2", "Texas", "Place"),
            ("e3", "Samsung Electronics", "Company"),
        )
    )
    deal = {
        "id": "c1",
        "kind": "investment",
        "investors": ["e3"],
        "places": ["e1"],
        "evidence": ["It builds in Taylor."],
    }
    lies = {"subject": "e1", "predicate": "located_in", "object": "e2", "evidence": ["Taylor, Texas"]}
    raw = {
        "article": {"id": "a"},
        "entities": [taylor, texas, samsung],
        "commitments": [deal],
        "relations": [lies],
    }
    put(archive, parse_record(raw))
    archive.refresh()
    selection = select(archive.store, Shown(whole=10), LineFilters())
    (flow,) = flows_to_places(archive.store, selection)
    assert (flow.name, flow.region, flow.source) == ("Taylor", "Texas", "KR")


@pytest.fixture(scope="module")
def many() -> MemoryStore:
    """One giver with more deals than a page tells, half of them grants, the last ones unsure."""
    archive = archive_of()
    takers = [{"id": f"n{n}", "name": f"Taker{n:03} Labs", "type": "Company"} for n in range(230)]
    commitments = [
        {
            "id": f"c{n}",
            "kind": "grant" if n % 2 else "equity",
            "investors": ["a"],
            "recipients": [f"n{n}"],
            "amount": {"value": 1e6 * (n + 1), "currency": "USD"},
            "evidence": [f"told {n}"],
            "confidence": 0.2 if n > 200 else 0.9,
        }
        for n in range(230)
    ]
    giver = {"id": "a", "name": "Orlenda", "type": "Company", "aliases": ["Orlenda Holding"]}
    record = {"article": {"id": "x"}, "entities": [giver, *takers], "commitments": commitments}
    put(archive, parse_record(record))
    archive.refresh()
    return archive.store  # type: ignore[return-value]


def test_the_table_taken_along_has_all_deals(many: MemoryStore) -> None:
    state = {"whole": "1000", "view": "table"}
    assert "and 30 more deals" in get(many, "/explore", params=state).text
    rows = list(csv.DictReader(io.StringIO(get(many, "/explore/as/csv", params=state).text)))
    assert len({r["key"] for r in rows}) == 230


def test_an_entity_beside_the_canvas_has_the_deals_that_are_looked_at(many: MemoryStore) -> None:
    def told(**state: str) -> str:
        return re.sub(r"<[^>]+>|\s+", " ", get(many, "/explore/entity/orlenda", params=state).text)

    assert "230 deals" in told()
    assert "and 225 more deals" in told()
    some = told(kind="grant", confidence="0.8")
    assert "100 of 230 deals" in some
    assert "and 95 more deals" in some
    assert "equity" not in some
    assert "20 %" not in some
    assert "0 of 230 deals" in told(kind="loan")


def test_a_former_key_stands_for_its_entity_in_every_part_of_an_address() -> None:
    archive = archive_of()
    for n, name in enumerate(("Orlenda", "Orlenda Systems")):
        things = [
            {"id": "a", "name": name, "type": "Company", "aliases": ["Orlenda"] if n else []},
            {"id": "j", "name": "Japan", "type": "Country"},
            {"id": "s", "name": "Spain", "type": "Country"},
        ]
        claim = {
            "id": "c1",
            "kind": "investment",
            "investors": ["a"],
            "places": ["j", "s"],
            "evidence": ["it"],
        }
        put(archive, parse_record({"article": {"id": f"x{n}"}, "entities": things, "commitments": [claim]}))
    archive.refresh()
    store = archive.store
    (now,) = {store.index.entity_key(key) for key in ("orlenda", "orlenda-systems")}
    former = "orlenda" if now == "orlenda-systems" else "orlenda-systems"
    assert "Nothing" not in get(store, "/explore/link", params={"source": former, "target": "japan"}).text  # type: ignore[arg-type]
    shown = get(store, "/explore.json", params={"of": "japan", "without": former}).json()["nodes"]  # type: ignore[arg-type]
    assert now not in {n["key"] for n in shown}
