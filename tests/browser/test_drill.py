"""From every mark that stands for several deals a click leads to these deals, with their sentences."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect


def told(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def click_on(page: Page, mark: Locator) -> None:
    """As a hand does it: on the middle of the mark's own shape, whatever box that has."""
    mark.scroll_into_view_if_needed()
    x, y = mark.evaluate(
        """a => {
          const shape = a.querySelector("path, rect, circle"), box = shape.getBoundingClientRect();
          if (!shape.classList.contains("band")) return [box.x + box.width / 2, box.y + box.height / 2];
          const p = shape.getPointAtLength(shape.getTotalLength() / 2).matrixTransform(shape.getScreenCTM());
          return [p.x, p.y];
        }"""
    )
    page.mouse.click(x, y)


def expect_deals(page: Page) -> None:
    expect(page.locator("main a[href^='/event/']").first).to_be_visible()
    expect(page.locator("main blockquote").first).to_be_visible()


def test_a_band_of_the_flows_leads_to_its_deals(page: Page) -> None:
    page.goto("/explore?of=microsoft&view=flows")
    click_on(page, page.locator('a[href*="source=Microsoft&target=Japan"]'))
    page.wait_for_url("**/explore/sum?**")
    expect(page.locator("h1")).to_have_text("Microsoft → Japan")
    expect_deals(page)
    page.click("main a:has-text('this selection')")
    page.wait_for_url("**/explore?of=microsoft&view=flows")


def test_a_cell_of_the_matrix_leads_to_its_deals(page: Page) -> None:
    page.goto("/explore?of=microsoft&view=matrix")
    cell = page.get_by_role("link", name="Microsoft to Japan:")
    shown = float((cell.text_content() or "").replace(",", ""))
    cell.click()
    page.wait_for_url("**/explore/sum?**")
    expect(page.locator("h1")).to_have_text("Microsoft → Japan")
    total = float((page.locator("p.sum").text_content() or "").split(" USD")[0].replace(",", ""))
    assert total / 1e6 == pytest.approx(shown, abs=0.5)
    expect_deals(page)


def test_a_country_of_the_map_leads_to_its_deals(page: Page) -> None:
    page.goto("/explore?view=map")
    click_on(page, page.locator('svg a[href$="&target=malaysia"]:not([href*="source="])'))
    page.wait_for_url("**/explore/sum?**")
    expect(page.locator("h1")).to_have_text("To Malaysia")
    expect_deals(page)


def test_a_country_and_its_capital_are_both_reached_on_the_map(page: Page) -> None:
    page.goto("/explore?view=map")
    for key, name in (("japan", "Japan"), ("tokyo", "Tokyo")):
        mark = page.locator(f'a[href$="&target={key}"]:not([href*="source="]) circle')
        x, y = mark.evaluate(
            """circle => {
              const box = circle.getBoundingClientRect(), top = (x, y) => document.elementFromPoint(x, y);
              for (let y = box.top; y < box.bottom; y++) for (let x = box.left; x < box.right; x++)
                if (top(x, y) === circle && top(x + 2, y) === circle && top(x, y + 2) === circle) return [x + 1, y + 1];
            }"""
        )
        page.mouse.click(x, y)
        expect(page.locator("h1")).to_have_text(f"To {name}")
        page.go_back()
    page.locator("details.list summary").press("Enter")
    page.locator("details.list a", has_text="Tokyo").press("Enter")
    expect(page.locator("h1")).to_have_text("To Tokyo")


def test_a_mark_of_the_timeline_leads_to_its_deal(page: Page) -> None:
    page.goto("/explore?of=microsoft&view=timeline")
    click_on(page, page.locator("a[href^='/event/']").last)
    page.wait_for_url("**/event/**")
    expect(page.locator("main blockquote").first).to_be_visible()


@pytest.mark.parametrize("role", ["investor", "recipient", "place"])
def test_a_column_of_a_year_leads_to_the_deals_of_that_year(page: Page, role: str) -> None:
    page.goto("/entity/" + {"investor": "microsoft", "recipient": "openai", "place": "japan"}[role])
    column = page.locator(f".figure a[href^='/deals?{role}=']").last
    click_on(page, column)
    page.wait_for_url("**/deals?**")
    (year,) = told(page)["since"]
    assert told(page)["until"] == [year]
    expect_deals(page)
    for day in page.locator("main td time").all_text_contents():
        assert day.startswith(year)


def test_a_column_of_a_month_leads_to_the_deals_of_that_month(page: Page) -> None:
    page.goto("/explore?whole=100")
    page.wait_for_selector("[data-ready]")
    column = page.locator("#brush rect").last
    box = column.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**since=**")
    (month,) = told(page)["since"]
    assert told(page)["until"] == [month]
    expect(page.locator("#brush rect.in")).to_have_count(1)
    page.click("nav.views a[data-view=table]")
    expect_deals(page)
    for day in page.locator(".view td time").all_text_contents():
        assert day.startswith(month)


def test_a_sum_names_the_deals_that_it_is_made_of(page: Page) -> None:
    page.goto("/money?by=investor")
    page.locator("tbody details summary").first.click()
    page.locator("tbody details li a").first.click()
    page.wait_for_url("**/event/**")
    expect(page.locator("main blockquote").first).to_be_visible()


def test_the_canvas_says_that_it_loads_and_how_many_links_it_leaves_out(page: Page) -> None:
    page.route(
        "**/explore.json*",
        lambda route: route.fulfill(json={**route.fetch().json(), "undrawn": 4321}),
        times=1,  # what is asked for at the end is not waited for
    )
    page.goto("/explore?of=microsoft", wait_until="commit")
    expect(page.locator("#note")).to_have_text("Loading …")
    page.wait_for_selector("[data-ready]")
    expect(page.locator("#note")).to_be_hidden()
    expect(page.locator("#all")).to_have_text("Draw all 4,321 links")
    page.click("#all")
    page.wait_for_url("**/explore?of=microsoft&links=all")
