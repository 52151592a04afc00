"""What a narrow window shows first, and that nothing in it is cut off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture
def narrow(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=address)
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def test_a_timeline_opens_where_the_deals_are_with_the_names_beside_them(narrow: Page) -> None:
    narrow.goto("/explore?view=timeline")
    seen = narrow.evaluate(
        """() => {
          const box = document.querySelector(".figure-box").getBoundingClientRect();
          const held = document.querySelector(".beside").getBoundingClientRect();
          const marks = [...document.querySelectorAll("svg.figure a")].map((a) => a.getBoundingClientRect());
          return {
            names: held.left - box.left,
            marks: marks.filter((m) => m.left >= held.right && m.right <= box.right).length / marks.length,
          };
        }"""
    )
    assert -25 <= seen["names"] < 30
    assert seen["marks"] > 0.5


def test_a_mark_that_is_reached_by_key_is_in_sight(narrow: Page) -> None:
    narrow.goto("/explore?view=timeline")
    left, right = narrow.evaluate(
        """async () => {
          const marks = [...document.querySelectorAll("svg.figure a")];
          const first = marks.sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left)[0];
          first.focus();
          for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame);
          return [first.getBoundingClientRect().left, document.querySelector(".beside").getBoundingClientRect().right];
        }"""
    )
    assert left >= right - 8


def test_the_usual_status_of_sums_can_be_read(narrow: Page) -> None:
    narrow.goto("/money")
    wide, text = narrow.locator("select[name=status]").evaluate(
        """box => {
          const ink = document.createElement("canvas").getContext("2d"), style = getComputedStyle(box);
          ink.font = `${style.fontSize} ${style.fontFamily}`;
          const arrow = 20;
          return [box.clientWidth - parseFloat(style.paddingLeft) * 2 - arrow, ink.measureText(box.selectedOptions[0].text).width];
        }"""
    )
    assert wide > text


def test_a_map_opens_where_most_money_goes(narrow: Page) -> None:
    narrow.goto("/explore?of=mistral-ai&view=map")
    left, right, mark = narrow.evaluate(
        """() => {
          const box = document.querySelector(".figure-box").getBoundingClientRect();
          return [box.left, box.right, document.querySelector(".mark").getBoundingClientRect().left];
        }"""
    )
    assert left + 80 < mark < right - 80
