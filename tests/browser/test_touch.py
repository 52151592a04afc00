"""The canvas by touch: one finger moves it, two zoom it, a tap tells what is behind; small and large pictures alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, base_url=address
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    wrong = list[str]()
    page.on("pageerror", lambda e: wrong.append(str(e)))
    yield page
    context.close()
    assert not wrong


def touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    told = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})


def glide(page: Page, *fingers: tuple[tuple[float, float], tuple[float, float]]) -> None:
    """Each finger from one point to another, all at once."""
    session = page.context.new_cdp_session(page)
    touch(session, "touchStart", *(begin for begin, _ in fingers))
    for n in range(1, 11):
        now = [(a + (c - a) * n / 10, b + (d - b) * n / 10) for (a, b), (c, d) in fingers]
        touch(session, "touchMove", *now)
        page.wait_for_timeout(20)
    touch(session, "touchEnd")
    page.wait_for_timeout(100)


def empty_point(page: Page) -> tuple[float, float]:
    """Where the canvas is in sight and no entity near."""
    x, y = page.evaluate(
        """() => {
          const canvas = document.getElementById("canvas");
          canvas.scrollIntoView({ block: "center" });
          const box = canvas.getBoundingClientRect(), all = explorer.network.getPositions();
          const taken = Object.values(all).map((p) => explorer.network.canvasToDOM(p));
          for (let y = 120; y < box.height - 120; y += 10) for (let x = 90; x < box.width - 90; x += 10)
            if (taken.every((p) => Math.hypot(p.x - x, p.y - y) > 22)) return [x + box.left, y + box.top];
        }"""
    )
    return x, y


def under(page: Page, x: float, y: float) -> dict[str, float]:
    """A point of the window as one of the canvas."""
    box = page.locator("#canvas").bounding_box()
    assert box
    return {"x": x - box["x"], "y": y - box["y"]}


def seen(page: Page) -> tuple[float, float, float]:
    """What of the network is in the middle, and how large it is drawn."""
    x, y, scale = page.evaluate(
        "() => { const p = explorer.network.getViewPosition(); return [p.x, p.y, explorer.network.getScale()]; }"
    )
    return x, y, scale


def heavy(page: Page) -> None:
    """The same picture treated as a large one, which is moved as it is drawn."""
    page.route("**/explore.json?*", lambda route: route.fulfill(json=_many(route.fetch().json())))


def _many(data: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    one = data["nodes"][0]
    rest = [
        {**one, "key": f"n{n}", "name": f"N {n}", "x": n % 20 * 300 + 4000, "y": n // 20 * 300}
        for n in range(320)
    ]
    return {**data, "nodes": data["nodes"] + rest}


@pytest.mark.parametrize("large", [False, True])
def test_one_finger_moves_the_picture_and_not_the_page(phone: Page, large: bool) -> None:
    if large:
        heavy(phone)
    phone.goto("/explore?of=microsoft")
    phone.wait_for_selector("[data-ready]")
    x, y = empty_point(phone)
    before, scrolled = seen(phone), phone.evaluate("scrollY")
    glide(phone, ((x, y), (x + 60, y + 80)))
    after = seen(phone)
    assert after[2] == pytest.approx(before[2])
    assert (before[0] - after[0]) * after[2] == pytest.approx(60, abs=15)
    assert (before[1] - after[1]) * after[2] == pytest.approx(80, abs=15)
    assert phone.evaluate("scrollY") == scrolled


@pytest.mark.parametrize("large", [False, True])
def test_two_fingers_zoom(phone: Page, large: bool) -> None:
    if large:
        heavy(phone)
    phone.goto("/explore?of=microsoft")
    phone.wait_for_selector("[data-ready]")
    x, y = empty_point(phone)
    before = seen(phone)
    held = phone.evaluate("p => explorer.network.DOMtoCanvas(p)", under(phone, x, y))
    glide(phone, ((x - 30, y), (x - 80, y)), ((x + 30, y), (x + 80, y)))
    closer = seen(phone)
    assert closer[2] > 1.5 * before[2]
    middle = phone.evaluate("p => explorer.network.DOMtoCanvas(p)", under(phone, x, y))
    assert (middle["x"], middle["y"]) == pytest.approx((held["x"], held["y"]), abs=12 / before[2])
    assert phone.evaluate("document.querySelector('#canvas canvas').style.transform") == ""
    assert phone.evaluate("visualViewport.scale") == 1
    glide(phone, ((x - 80, y), (x - 30, y)), ((x + 80, y), (x + 30, y)))
    assert seen(phone)[2] < closer[2] / 1.5


def test_a_tap_tells_what_is_behind_an_entity(phone: Page) -> None:
    phone.goto("/explore?of=microsoft")
    phone.wait_for_selector("[data-ready]")
    phone.locator("#canvas").scroll_into_view_if_needed()
    x, y = phone.evaluate(
        """() => {
          const p = explorer.network.canvasToDOM(explorer.network.getPositions(["microsoft"]).microsoft);
          const box = document.getElementById("canvas").getBoundingClientRect();
          return [p.x + box.left, p.y + box.top];
        }"""
    )
    phone.touchscreen.tap(x, y)
    expect(phone.locator("#panel h2")).to_contain_text("Microsoft")
    phone.tap("#close")
    expect(phone.locator("#panel")).to_be_hidden()


def test_names_can_be_read_from_afar(phone: Page) -> None:
    phone.goto("/explore?of=microsoft")
    phone.wait_for_selector("[data-ready]")
    x, y = empty_point(phone)
    for _ in range(2):
        glide(phone, ((x - 80, y), (x - 25, y)), ((x + 80, y), (x + 25, y)))
    far = seen(phone)[2]
    size = phone.evaluate("Math.max(...explorer.nodes.get().map(n => n.font?.size ?? 16))")
    assert size * far > 11
    glide(phone, ((x - 20, y), (x - 80, y)), ((x + 20, y), (x + 80, y)))
    assert seen(phone)[2] > 2 * far
    assert phone.evaluate("Math.max(...explorer.nodes.get().map(n => n.font?.size ?? 16))") < size
