"""Saved questions: named, found again, renamed, deleted, taken along and brought back, and nothing but that."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

ASKED = "/deals?investor=microsoft&place=japan"


def save(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.click("#save")
    page.fill("#saving input", name)
    page.keyboard.press("Enter")
    expect(page.locator("#save")).to_have_text("Saved")


def test_what_one_looks_at_is_saved_and_found_again(page: Page) -> None:
    save(page, ASKED, "Microsoft in Japan")
    page.goto("/money")  # so that what leads back is seen to lead there
    page.fill("#q", "")
    page.type("#q", "japan micro")
    expect(page.locator("#q-suggestions li").first).to_have_text("Microsoft in Japansaved")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{ASKED}")
    page.goto("/")
    page.click("#mine a:has-text('Microsoft in Japan')")
    page.wait_for_url(f"**{ASKED}")


def test_a_name_without_a_word_is_refused_and_two_cannot_share_one(page: Page) -> None:
    save(page, ASKED, "Mine")
    page.goto("/money?by=year")
    page.click("#save")
    expect(page.locator("#saving input")).to_have_value("Money by year")
    for name, told in (("  ", "needs a name"), ("mine", "Another")):
        page.fill("#saving input", name)
        page.keyboard.press("Enter")
        expect(page.locator("#saving [role=alert]")).to_contain_text(told)
    assert not [v for v in Axe().run(page).response["violations"] if v["impact"] in {"serious", "critical"}]
    page.keyboard.press("Escape")
    expect(page.locator("#saving")).to_be_hidden()
    expect(page.locator("#save")).to_be_focused()


def test_a_step_on_the_canvas_is_another_question(page: Page) -> None:
    save(page, "/explore?of=keio-university", "Around Keio")
    page.wait_for_selector("[data-ready]")
    page.fill("[name=since]", "2024")
    page.keyboard.press("Tab")
    page.wait_for_url("**since=2024**")
    expect(page.locator("#save")).to_have_text("Save")
    page.go_back()
    expect(page.locator("#save")).to_have_text("Saved")


def test_renamed_deleted_and_had_back_by_keys(page: Page) -> None:
    save(page, ASKED, "First")
    save(page, "/money?by=year", "Second")
    page.goto("/")
    expect(page.locator("#mine li a")).to_have_text(["Second", "First"])
    page.get_by_role("button", name="Rename “First”").press("Enter")
    page.fill("#saving input", "<b>Renamed</b>")
    page.keyboard.press("Enter")
    expect(page.locator("#mine li a")).to_have_text(["Second", "<b>Renamed</b>"])
    page.get_by_role("button", name="Delete “Second”").press("Enter")
    expect(page.locator("#mine li a")).to_have_text(["<b>Renamed</b>"])
    expect(page.locator("#mine [role=status]")).to_contain_text("“Second” is deleted.")
    page.keyboard.press("Enter")
    expect(page.locator("#mine li a")).to_have_text(["Second", "<b>Renamed</b>"])
    page.reload()
    expect(page.locator("#mine li a")).to_have_text(["Second", "<b>Renamed</b>"])
    assert not [v for v in Axe().run(page).response["violations"] if v["impact"] in {"serious", "critical"}]


def test_taken_along_as_a_file_and_brought_back(page: Page, tmp_path: Path) -> None:
    save(page, ASKED, "Mine")
    page.goto("/")
    with page.expect_download() as got:
        page.click("[data-export]")
    file = tmp_path / "questions.json"
    got.value.save_as(file)
    assert json.loads(file.read_text("utf-8")) == [{"name": "Mine", "address": ASKED}]
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(page.locator("#mine [data-none]")).to_be_visible()
    page.set_input_files("#mine input[type=file]", file)
    expect(page.locator("#mine [role=status]")).to_have_text("1 added.")
    page.set_input_files("#mine input[type=file]", file)
    expect(page.locator("#mine [role=status]")).to_have_text("0 added, 1 saved already.")
    expect(page.locator("#mine li a")).to_have_text(["Mine"])


def test_a_file_leads_nowhere_else(page: Page, tmp_path: Path) -> None:
    wicked = ("javascript:alert(1)", "//example.org/", "/\\example.org/", "https://example.org/", 7, None)
    file = tmp_path / "questions.json"
    file.write_text(json.dumps([*({"name": "x", "address": a} for a in wicked), 1, {"name": "x"}]), "utf-8")
    page.goto("/")
    page.set_input_files("#mine input[type=file]", file)
    expect(page.locator("#mine [role=status]")).to_contain_text("0 added, 8 refused")
    expect(page.locator("#mine li")).to_have_count(0)
    file.write_text("{", "utf-8")
    page.set_input_files("#mine input[type=file]", file)
    expect(page.locator("#mine [role=status]")).to_contain_text("is no file of questions")


@pytest.mark.parametrize("kept", ["{", "7", '[{"name": "x", "address": "//example.org"}, null]'])
def test_what_is_kept_may_be_broken(page: Page, kept: str) -> None:
    page.goto("/")
    page.evaluate("kept => localStorage.setItem('investgraph.questions', kept)", kept)
    page.reload()
    expect(page.locator("#mine [data-none]")).to_be_visible()


def test_a_browser_that_keeps_nothing_is_told(page: Page) -> None:
    page.goto(ASKED)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full'); }; }")
    page.click("#save")
    page.keyboard.press("Enter")
    expect(page.locator("#saving [role=alert]")).to_contain_text("keeps nothing")
