"""The canvas without a mouse: from the search box to the sentences, along lines, and from one entity to another."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, text: str) -> None:
    """Press Tab until what has the focus says this."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == text:
            return
    raise AssertionError(f"no {text!r} is reached with Tab")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def picked(page: Page) -> list[str]:
    return sorted(page.evaluate("explorer.network.getSelectedNodes()"))


def canvas(page: Page, query: str) -> None:
    page.goto(f"/explore?{query}")
    page.wait_for_selector("[data-ready]")
    tab_to(page, "Skip to the picture")
    press(page, "Enter")
    assert focused(page) == "canvas"


def test_from_search_to_the_sentences_by_keys_alone(page: Page) -> None:
    page.goto("/")
    tab_to(page, "investgraph")
    press(page, "Tab")
    page.keyboard.type("keio")
    expect(page.locator("#q-suggestions li").first).to_contain_text("Keio University")
    press(page, "ArrowDown", "Enter")
    expect(page.locator("h1")).to_have_text("Keio University")
    tab_to(page, "Explore from here")
    press(page, "Enter")
    page.wait_for_selector("[data-ready]")
    tab_to(page, "Skip to the picture")
    press(page, "Enter", "Shift+ArrowRight")
    expect(page.locator("#note")).to_contain_text("deal")
    assert len(picked(page)) == 1
    press(page, "Enter")
    expect(page.locator("#panel blockquote").first).to_be_visible()
    assert focused(page) == "panel"
    press(page, "Escape")
    expect(page.locator("#panel")).to_be_hidden()
    assert focused(page) == "canvas"
    assert len(picked(page)) == 1


def test_lines_are_gone_round_and_tell_their_sentences(page: Page) -> None:
    canvas(page, "with=microsoft,japan,keio-university")
    press(page, "l")
    expect(page.locator("#note")).to_contain_text("Pick an entity first")
    page.evaluate("explorer.network.selectNodes(['microsoft'])")
    press(page, "l")
    expect(page.locator("#note")).to_contain_text("1 of 2: Microsoft invests in Japan: $2.9 billion")
    press(page, "L")
    expect(page.locator("#note")).to_contain_text("2 of 2")
    press(page, "l", "Enter")
    expect(page.locator("#panel h2")).to_contain_text("Microsoft → Japan")
    expect(page.locator("#panel blockquote").first).to_be_visible()
    assert focused(page) == "panel"
    press(page, "Tab", "Enter")  # the button that closes
    expect(page.locator("#panel")).to_be_hidden()
    assert focused(page) == "canvas"


def test_one_goes_from_entity_to_entity_and_every_one_is_reached(page: Page) -> None:
    canvas(page, "of=microsoft")
    ids = page.evaluate("explorer.nodes.getIds()")
    reached, waiting = set[str](), ["microsoft"]
    while waiting:
        here = waiting.pop()
        for key in ("Left", "Right", "Up", "Down"):
            page.evaluate("key => explorer.network.selectNodes([key])", here)
            press(page, f"Shift+Arrow{key}")
            (now,) = picked(page)
            if now not in reached:
                reached.add(now)
                waiting.append(now)
    assert reached == set(ids)


def test_two_are_picked_and_joined(page: Page) -> None:
    canvas(page, "with=japan,keio-university")
    press(page, "Shift+ArrowLeft", " ")
    expect(page.locator("#note")).to_contain_text("Kept: ")
    for key in ("Left", "Right", "Up", "Down"):
        press(page, f"Shift+Arrow{key}")
    assert picked(page) == ["japan", "keio-university"]
    press(page, "p")
    expect(page.locator("#note")).to_contain_text("are linked over Microsoft.")
    press(page, "Escape")
    assert picked(page) == []


def test_the_panel_opened_from_the_list_gives_the_focus_back(page: Page) -> None:
    page.goto("/explore?of=keio-university")
    page.wait_for_selector("[data-ready]")
    page.locator(".list summary").press("Enter")
    button = page.locator("#list button", has_text="Microsoft").first
    button.press("Enter")
    expect(page.locator("#panel h2")).to_contain_text("Microsoft")
    assert focused(page) == "panel"
    press(page, "Escape")
    expect(button).to_be_focused()


def test_to_skip_to_the_content_is_no_step(page: Page) -> None:
    asked = list[str]()
    page.on("request", lambda r: asked.append(r.url) if "/explore.json" in r.url else None)
    page.goto("/explore?of=keio-university")
    page.wait_for_selector("[data-ready]")
    before = len(asked)
    tab_to(page, "Skip to content")
    press(page, "Enter")
    page.wait_for_url("**#main")
    page.wait_for_timeout(200)
    assert len(asked) == before
