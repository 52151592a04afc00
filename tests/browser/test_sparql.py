"""The page for SPARQL in a browser: what its script adds, and that it works without."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

COUNTRIES = "SELECT ?country WHERE {\n  ?country a <https://schema.org/Country>\n}"


def test_keys_run_what_was_typed(page: Page) -> None:
    page.goto("/sparql")
    editor = page.get_by_label("Query in SPARQL")
    editor.fill(COUNTRIES)
    expect(page.locator(".ink .variable")).to_have_text(["?country", "?country"])
    expect(page.locator(".lines span")).to_have_count(3)
    editor.press("Control+Enter")
    page.get_by_role("link", name="Japan", exact=True).wait_for()
    assert parse_qs(urlsplit(page.url).query)["query"][0].split() == COUNTRIES.split()
    expect(editor).to_have_value(COUNTRIES)


def test_a_click_on_a_question_fills_the_editor_and_draws(page: Page) -> None:
    page.goto("/sparql")
    page.get_by_role("link", name="A picture").click()
    expect(page.get_by_label("Query in SPARQL")).to_have_value(
        re.compile("^# A picture.*CONSTRUCT", re.DOTALL)
    )
    page.locator("iframe").scroll_into_view_if_needed()
    page.frame_locator("iframe").get_by_role("img", name="What the query connects").wait_for()


def test_the_layers_scroll_together(page: Page) -> None:
    page.goto("/sparql")
    editor = page.get_by_label("Query in SPARQL")
    editor.fill("\n".join(f"# {n} {'x' * 400}" for n in range(60)))
    editor.press("Control+End")
    place = "(e) => [e.scrollTop, e.scrollLeft]"
    top, left = editor.evaluate(place)
    assert top > 0
    assert left > 0
    assert page.locator(".ink").evaluate(place) == [top, left]
    assert page.locator(".lines").evaluate(place)[0] == top


def test_what_no_address_holds_is_sent_in_a_body(page: Page) -> None:
    page.goto("/sparql")
    editor = page.get_by_label("Query in SPARQL")
    editor.fill(f"{COUNTRIES}\n# {'long ' * 2000}")
    editor.press("Control+Enter")
    page.get_by_role("link", name="Japan", exact=True).wait_for()
    assert not urlsplit(page.url).query


def test_without_script_it_is_a_form(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto("/sparql")
    page.get_by_label("Query in SPARQL").fill(COUNTRIES)
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("link", name="Japan", exact=True)).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("query", "width", "scheme"),
    [
        ("", 1280, "light"),
        (COUNTRIES, 1280, "dark"),
        (COUNTRIES, 390, "light"),
        ("SELECT nonsense", 390, "dark"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 9", 1280, "light"),
    ],
)
def test_everybody_can_use_it(browser: Browser, address: str, query: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        base_url=address,
    )
    page = context.new_page()
    page.goto(f"/sparql?{urlencode({'query': query})}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
