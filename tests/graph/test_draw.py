from __future__ import annotations

import base64
import hashlib
import json
import math
import re
import subprocess
import sys

import networkx as nx
import pytest

from graph.draw import content_policy, draw
from graph.marks import MARKS
from graph.model import ENTITY_TYPES
from graph.network import to_networkx
from graph.queries import Network
from graph.store.memory import MemoryStore


@pytest.fixture
def small() -> Network:
    g: Network = nx.MultiDiGraph()
    g.add_node("a", name="A", type="Company", events=3)
    g.add_node("b", name="B", type="Country", events=3)
    g.add_node("lone", name="Lone", type="Program", events=0)
    g.add_edge(
        "a", "b", key="1", label="invests_in", text="$1 million", amount=1e6, status="announced", quote="One."
    )
    g.add_edge(
        "a", "b", key="2", label="invests_in", text="$2 million", amount=2e6, status="cancelled", quote="Two."
    )
    return g


def test_the_script_is_read_without_what_comes_with_its_package() -> None:
    asked = "import sys; from graph.draw import vis_network; vis_network(); print(*{'pyvis', 'IPython'} & {*sys.modules})"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ""


def data(page: str) -> dict[str, list[dict[str, object]]]:
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    read: dict[str, list[dict[str, object]]] = json.loads(found[1])
    return read


def test_each_type_has_a_shape_and_colour_of_its_own() -> None:
    assert set(MARKS) == set(ENTITY_TYPES)
    assert len({(m.shape, m.colour) for m in MARKS.values()}) == len(MARKS)


def test_a_picture_needs_nothing_else(store: MemoryStore) -> None:
    page = draw(to_networkx(store), title="All")
    for part in ('src="', 'href="', "url(http", "@import"):
        assert part not in page.partition("<script>")[0]
    assert not re.search(r"<(link|img|iframe|script src)\b", page.partition("<script>")[0])


def test_the_rule_names_the_scripts_of_the_page(small: Network) -> None:
    page = draw(small, title="Small")
    scripts = re.findall(r"<(script|style)>(.*?)</\1>", page, re.DOTALL)
    assert len(scripts) == 3
    for _, part in scripts:
        digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in content_policy()
    assert f'content="{content_policy()}"' in page


def test_the_same_graph_gives_the_same_picture(store: MemoryStore) -> None:
    assert draw(to_networkx(store)) == draw(to_networkx(store))


def test_nodes_do_not_lie_on_each_other(store: MemoryStore) -> None:
    places = [(n["x"], n["y"]) for n in data(draw(to_networkx(store)))["nodes"]]
    close = [(p, q) for i, p in enumerate(places) for q in places[:i] if math.dist(p, q) < 55]  # type: ignore[arg-type]
    assert close == []


def test_one_line_for_a_pair_tells_all_that_stands_behind_it(small: Network) -> None:
    [edge] = data(draw(small))["edges"]
    assert edge["label"] == "$2 million +1"
    assert edge["dashes"] is False
    assert "“One.”" in edge["tip"]  # type: ignore[operator]
    assert "“Two.”" in edge["tip"]  # type: ignore[operator]


def test_links_only_where_asked_for(small: Network) -> None:
    assert {n["link"] for n in data(draw(small))["nodes"]} == {None}
    assert "/entity/a" in {n["link"] for n in data(draw(small, links="/entity/"))["nodes"]}


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", "<!-- <script>", "{{vis}}", "{{data}}", "\\1 \u2028"]
)
def test_names_are_data(name: str) -> None:
    g: Network = nx.MultiDiGraph()
    g.add_node("a", name=name, type="Company", events=1)
    page = draw(g, title=name)
    assert [n["label"] for n in data(page)["nodes"]] == [name]
    harmless = draw(nx.MultiDiGraph())
    for part in ("<script", "</script", "<!--"):
        assert page.count(part) == harmless.count(part)


def test_an_empty_graph_can_be_drawn() -> None:
    g: Network = nx.MultiDiGraph()
    assert data(draw(g)) == {"nodes": [], "edges": []}


def test_a_large_connected_graph_can_be_drawn() -> None:
    g: Network = nx.MultiDiGraph()
    for n in range(300):
        g.add_node(str(n), name=f"Name {n}", type="Company", events=1)
        g.add_edge(str(n), str(n // 3), key="1", label="funds")
    assert len(data(draw(g))["nodes"]) == 300
