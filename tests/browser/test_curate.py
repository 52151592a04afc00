"""Judging and correcting from the pages, with the server's token."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from graph.store.memory import MemoryStore


def curator(browser: Browser, address: str) -> Page:
    page = browser.new_context(base_url=address).new_page()
    page.set_default_timeout(20_000)
    page.goto("/robots.txt")
    page.evaluate("sessionStorage.setItem('token', 'schlüssel-鍵'); sessionStorage.setItem('by', 'Ada')")
    return page


def event_with(store: MemoryStore, sources: int) -> str:
    return str(store.index.one("select key from event where sources >= ? order by usd desc, key", sources))


def test_a_sum_is_corrected_and_the_page_says_by_whom(
    browser: Browser, curated: tuple[str, MemoryStore]
) -> None:
    address, store = curated
    page = curator(browser, address)
    page.goto(f"/event/{event_with(store, 1)}")
    page.locator(".curate summary").first.click()
    form = page.locator("form[data-correct=change]").first
    form.locator("[name=amount]").fill("1234567 EUR")
    form.locator("[name=reason]").fill("misread")
    with page.expect_navigation():
        form.locator("button").click()
    expect(page.locator("#sources")).to_contain_text("€1.235 million")
    expect(page.locator("#sources")).to_contain_text("Corrected by Ada")
    expect(page.locator("#sources")).to_contain_text("misread")


def test_what_is_no_commitment_goes(browser: Browser, curated: tuple[str, MemoryStore]) -> None:
    address, store = curated
    page = curator(browser, address)
    key = event_with(store, 1)
    before = int(store.index.one("select count(*) from claim") or 0)
    page.goto(f"/event/{key}")
    page.locator(".curate summary").first.click()
    with page.expect_navigation():
        page.locator("button[data-correct=drop]").first.click()
    assert int(store.index.one("select count(*) from claim") or 0) == before - 1


def test_two_entities_are_put_together_and_taken_apart(
    browser: Browser, curated: tuple[str, MemoryStore]
) -> None:
    address, store = curated
    one, two = store.index.texts("select key from entity where type = 'Company' order by key limit 2")
    page = curator(browser, address)
    page.goto(f"/entity/{one}")
    page.locator("form[data-judge=same] [name=other]").fill(two)
    with page.expect_navigation():
        page.locator("form[data-judge=same] button").click()
    assert store.index.entity_key(one) == store.index.entity_key(two)
    with page.expect_navigation():
        page.locator("button[data-judge=different]").first.click()
    assert store.index.entity_key(one) != store.index.entity_key(two)


def test_a_wrong_token_changes_nothing_and_is_said(
    browser: Browser, curated: tuple[str, MemoryStore]
) -> None:
    address, store = curated
    page = curator(browser, address)
    page.evaluate("sessionStorage.setItem('token', 'guessed')")
    page.goto(f"/event/{event_with(store, 1)}")
    page.locator(".curate summary").first.click()
    page.locator("button[data-correct=drop]").first.click()
    expect(page.locator(".curate .told").first).to_contain_text("Bearer")


def test_without_a_token_there_is_nothing_to_press(page: Page, store: MemoryStore) -> None:
    page.goto(f"/event/{event_with(store, 1)}")
    expect(page.locator("#sources blockquote").first).to_be_visible()
    expect(page.locator(".curate")).to_have_count(0)
