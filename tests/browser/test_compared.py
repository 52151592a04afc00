"""Two side by side, without a mouse."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def test_another_is_chosen_from_suggestions_with_keys(page: Page) -> None:
    page.goto("/entity/microsoft")
    page.get_by_label("Compare with").focus()
    page.keyboard.type("goog")
    expect(page.locator("#two-suggestions li").first).to_contain_text("Google")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Microsoft and Google")
    page.locator("#one").fill("japn")
    expect(page.locator("#one-suggestions li").first).to_contain_text("Japan")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Japan and Google")


def test_a_name_is_enough(page: Page) -> None:
    page.goto("/entity/microsoft")
    page.get_by_label("Compare with").fill("University of Tokyo")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Microsoft and University of Tokyo")
    page.locator("#two").fill("Japan")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")  # the empty confidence asks for nothing
    expect(page.locator("h1")).to_have_text("Microsoft and Japan")
