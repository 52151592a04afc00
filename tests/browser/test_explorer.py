"""The explorer as people use it: with a mouse, with keys, and by its links."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

VIEWS = ("graph", "table", "timeline", "flows", "map", "matrix")


def explore(page: Page, query: str = "") -> None:
    page.goto(f"/explore?{query}")
    page.wait_for_selector("[data-ready]")


def shown(page: Page) -> set[str]:
    return set(page.evaluate("explorer.nodes.getIds()"))


def at(page: Page, key: str) -> tuple[float, float]:
    """Where an entity stands in the window."""
    x, y = page.evaluate(
        """key => {
          const p = explorer.network.canvasToDOM(explorer.network.getPositions([key])[key]);
          const box = document.getElementById("canvas").getBoundingClientRect();
          return [p.x + box.left, p.y + box.top];
        }""",
        key,
    )
    return x, y


def told(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_click_tells_what_is_behind_an_entity(page: Page) -> None:
    explore(page, "of=keio-university")
    page.mouse.click(*at(page, "microsoft"))
    expect(page.locator("#panel h2")).to_contain_text("Microsoft")
    expect(page.locator("#panel")).to_contain_text("invests in")
    expect(page.locator("#panel blockquote").first).to_be_visible()
    page.click("#close")
    expect(page.locator("#panel")).to_be_hidden()


def test_a_click_on_a_line_tells_its_sentences(page: Page) -> None:
    explore(page, "with=microsoft,japan")
    (x1, y1), (x2, y2) = at(page, "microsoft"), at(page, "japan")
    middle = page.evaluate(
        """() => {
          const box = document.getElementById("canvas").getBoundingClientRect(), found = [];
          for (let x = 0; x < box.width; x += 4) for (let y = 0; y < box.height; y += 4)
            if (explorer.network.getEdgeAt({ x, y }) !== undefined && explorer.network.getNodeAt({ x, y }) === undefined)
              found.push([x + box.left, y + box.top]);
          return found[Math.floor(found.length / 2)]; // not so near to an end that it may be hit
        }"""
    )
    assert (x1, y1) != (x2, y2)
    page.mouse.click(*middle)
    expect(page.locator("#panel h2")).to_contain_text("Microsoft → Japan")
    expect(page.locator("#panel blockquote").first).to_be_visible()


def test_a_double_click_opens_and_back_undoes(page: Page) -> None:
    explore(page, "of=keio-university")
    before = shown(page)
    page.mouse.dblclick(*at(page, "microsoft"))
    expect(page.locator("#list li")).not_to_have_count(len(before))
    after = shown(page)
    assert before < after
    assert "japan" in after
    assert "japan" in told(page)["with"][0]
    page.click("#undo")
    expect(page.locator("#list li")).to_have_count(len(before))
    assert shown(page) == before
    page.click("#redo")
    expect(page.locator("#list li")).to_have_count(len(after))
    assert shown(page) == after


def test_the_panel_opens_along_one_relation(page: Page) -> None:
    explore(page, "of=keio-university")
    before = len(shown(page))
    page.mouse.click(*at(page, "microsoft"))
    page.click("#panel .openings a:has-text('invests in')")
    expect(page.locator("#list li")).not_to_have_count(before)
    assert "university-of-tokyo" not in shown(page)
    assert "japan" in shown(page)


def test_two_picks_are_joined_and_what_is_picked_goes(page: Page) -> None:
    explore(page, "with=japan,keio-university")
    page.mouse.click(*at(page, "japan"))
    page.click("#close")
    expect(page.locator("#join")).to_be_disabled()
    page.keyboard.down("Control")
    page.mouse.click(*at(page, "keio-university"))
    page.keyboard.up("Control")
    page.click("#join")
    expect(page.locator("#list li")).to_have_count(3)
    expect(page.locator("#note")).to_have_text("Japan and Keio University are linked over Microsoft.")
    assert sorted(page.evaluate("explorer.network.getSelectedNodes()")) == [
        "japan",
        "keio-university",
        "microsoft",
    ]
    assert len(page.evaluate("explorer.network.getSelectedEdges()")) == 2
    page.mouse.click(*at(page, "microsoft"))
    page.locator("#canvas").focus()
    page.keyboard.press("Delete")
    expect(page.locator("#list li")).to_have_count(2)
    assert told(page)["without"] == ["microsoft"]


def test_a_path_is_picked_out_of_all_that_is_shown(page: Page) -> None:
    explore(page)
    before = shown(page)
    page.evaluate("explorer.network.selectNodes(['japan', 'keio-university'])")
    page.locator("#canvas").focus()
    page.keyboard.press("p")
    expect(page.locator("#note")).to_have_text("Japan and Keio University are linked over Microsoft.")
    assert shown(page) == before
    page.goto("/explore?join=japan&join=keio-university")
    page.wait_for_selector("[data-ready]")
    assert shown(page) == {"japan", "keio-university", "microsoft"}
    page.goto("/explore?with=japan&with=samsng")
    expect(page.locator("#note")).to_contain_text(
        "Nothing is called “samsng”: did you mean Samsung Electronics"
    )


def test_what_is_dragged_stays_and_is_in_the_link(page: Page) -> None:
    explore(page, "with=microsoft,japan")
    x, y = at(page, "japan")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 60, steps=6)
    page.mouse.up()
    page.wait_for_url("**pin=japan**")
    place = page.evaluate("explorer.network.getPositions(['japan']).japan")
    explore(page, urlsplit(page.url).query)
    assert page.evaluate("explorer.network.getPositions(['japan']).japan") == pytest.approx(place, abs=1)


def test_filters_are_steps_and_leave_what_fits(page: Page) -> None:
    explore(page, "of=microsoft")
    before = shown(page)
    page.fill("[name=least]", "2000000000")
    page.keyboard.press("Tab")
    page.wait_for_url("**least=2000000000**")
    page.check("[name=facts]")
    page.wait_for_url("**facts=no**")
    assert shown(page)
    page.go_back()
    page.go_back()
    expect(page.locator("#list li")).to_have_count(len(before))


LABELS = """() => {
  const { edges, nodes } = explorer.network.body;
  const boxes = (set) => Object.values(set).filter((x) => x.options.label && x.labelModule.size.width).map((x) => {
    const { left, top, width, height } = x.labelModule.size, off = x.labelModule.fontOptions.vadjust;
    return [left, top + off, left + width, top + off + height];
  });
  return [boxes(edges), boxes(nodes)];
}"""


@pytest.mark.parametrize("query", ["of=microsoft", "of=keio-university", "of=intel", "of=openai", "of=japan"])
def test_labels_of_lines_cover_neither_one_another_nor_names(page: Page, query: str) -> None:
    explore(page, query)
    lines, names = page.evaluate(LABELS)
    assert lines
    for n, (left, top, right, low) in enumerate(lines):
        for left2, top2, right2, low2 in [*lines[:n], *names]:
            over = min(right, right2) - max(left, left2), min(low, low2) - max(top, top2)
            assert min(over) < 4


def test_that_no_link_fits_the_filters_is_said_on_the_canvas(page: Page) -> None:
    explore(page, "of=microsoft&since=2099")
    expect(page.locator("#note")).to_contain_text("No link fits the filters")
    explore(page, "with=microsoft")
    expect(page.locator("#note")).to_be_hidden()


def test_a_stretch_of_time_is_taken_from_the_columns(page: Page) -> None:
    explore(page, "whole=100")
    expect(page.locator("#brush rect").first).to_be_visible()
    first = page.locator("#brush input").first
    first.focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.wait_for_url("**since=**")
    expect(page.locator("#brush rect.out").first).to_be_attached()


def test_keys_do_what_the_mouse_does(page: Page) -> None:
    explore(page, "of=keio-university")
    before = len(shown(page))
    page.locator("#canvas").focus()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.click(".list summary")
    page.locator("#list button", has_text="Microsoft").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_contain_text("Microsoft")
    page.keyboard.press("e")
    expect(page.locator("#list li")).not_to_have_count(before)
    page.keyboard.press("Control+z")
    expect(page.locator("#list li")).to_have_count(before)
    scale = page.evaluate("explorer.network.getScale()")
    page.locator("#canvas").focus()
    page.keyboard.press("+")
    assert page.evaluate("explorer.network.getScale()") > scale


@pytest.mark.parametrize("view", VIEWS[1:])
def test_the_same_selection_in_each_view(page: Page, view: str) -> None:
    explore(page, "of=microsoft")
    page.click(f"nav.views a[data-view={view}]")
    page.wait_for_url(f"**view={view}**")
    assert told(page)["of"] == ["microsoft"]
    expect(page.locator("#told")).to_contain_text("entities")
    expect(page.locator(".view svg.figure, .view table").first).to_be_visible()


def test_a_thin_line_of_the_map_leads_to_its_deals(page: Page) -> None:
    page.goto("/explore?view=map")
    line = page.locator('a[href*="source=US&target=japan"]')
    x, y = line.evaluate(
        """a => {
          const path = a.querySelector(".reach"), p = path.getPointAtLength(path.getTotalLength() * .4);
          const at = p.matrixTransform(path.getScreenCTM());
          return [at.x, at.y];
        }"""
    )
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    page.wait_for_url("**/explore/sum?**")
    expect(page.locator("h1")).to_contain_text("United States →")
    page.goto("/explore?view=map")
    line.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("United States → Japan")
    expect(page.locator("blockquote").first).to_be_visible()


def test_a_picture_can_be_taken_along(page: Page) -> None:
    explore(page, "of=microsoft")
    page.click(".menu summary")
    with page.expect_download() as got:
        page.click("#png")
    assert Path(got.value.path()).read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as got:
        page.click("a[data-as=graphml]")
    assert "japan" in Path(got.value.path()).read_text("utf-8")


def test_the_page_taken_along_needs_nothing_else(page: Page, tmp_path: Path) -> None:
    explore(page, "of=microsoft")
    page.click(".menu summary")
    with page.expect_download() as got:
        page.click("a[data-as=html]")
    got.value.save_as(tmp_path / "alone.html")
    page.context.set_offline(True)
    page.goto(f"file://{tmp_path / 'alone.html'}")
    expect(page.locator("canvas").first).to_be_visible()
    assert json.loads(page.locator("#data").text_content() or "{}")["nodes"]


def test_a_server_that_does_not_answer_is_told(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=address)
    page = context.new_page()
    explore(page, "of=keio-university")
    context.set_offline(True)
    page.mouse.click(*at(page, "microsoft"))
    expect(page.locator("#note")).to_contain_text("The server does not answer")
    context.set_offline(False)
    page.mouse.click(*at(page, "microsoft"))
    expect(page.locator("#panel h2")).to_contain_text("Microsoft")
    expect(page.locator("#note")).to_be_hidden()
    context.close()


def test_a_question_as_one_would_ask_it_is_understood(page: Page) -> None:
    page.goto("/")
    page.type("#q", "which universities in Japan get money from US companies")
    page.click("#q-suggestions li:has-text('Who funds universities in Japan?')")
    page.wait_for_url("**/explore?**view=table**")
    first = page.locator(".view tbody").first
    expect(first).to_contain_text("Microsoft")
    expect(first).to_contain_text("University of Tokyo")
    expect(first).to_contain_text("2024-04-09")
    expect(first.locator("blockquote").first).to_be_visible()


def test_suggestions_lead_on_by_keys(page: Page) -> None:
    page.goto("/")
    page.fill("#q", "")
    page.type("#q", "japn")
    expect(page.locator("#q-suggestions li").first).to_contain_text("Japan")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entity/japan")


def test_without_script_the_table_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    plain = context.new_page()
    plain.goto("/explore?of=microsoft")
    plain.click("noscript a")
    expect(plain.locator("table").first).to_be_visible()
    context.close()
