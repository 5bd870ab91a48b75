"""What the page weighs and how it fits: small, legible, reachable by thumb and by keyboard."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page, Response, expect

from tests.web.house import House

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

FIRST_LOAD_BYTES = 60_000
SMALL_TARGETS = """() => Array.from(document.querySelectorAll('button, a.choice, textarea'))
    .map((node) => [node.id || node.textContent, node.getBoundingClientRect()])
    .filter(([, box]) => box.height && (box.height < 44 || box.width < 44))
    .map(([name, box]) => [name, box.width, box.height])"""
CLIPPED = """() => Array.from(document.querySelectorAll('button, .words, h1, header p, .choice'))
    .filter((node) => node.scrollWidth > node.clientWidth + 1 && node.clientWidth)
    .map((node) => node.id || node.textContent)"""


async def test_nothing_is_small_or_cut_on_a_narrow_phone(page: Page) -> None:
    await page.fill("#text", "card")
    await page.keyboard.press("Enter")
    await page.locator(".bot .choice").first.wait_for()
    await page.fill("#text", "silence " + "w" * 300)
    await page.keyboard.press("Enter")
    await page.locator("#attach").click()
    wide = "document.documentElement.scrollWidth, document.querySelector('#log').scrollWidth"
    assert max(await page.evaluate(f"[{wide}]")) <= 360
    assert await page.evaluate(SMALL_TARGETS) == []
    assert await page.evaluate(CLIPPED) == []


async def test_the_keyboard_alone_is_enough(page: Page, house: House) -> None:
    await page.evaluate("document.activeElement.blur()")
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.type("by keyboard")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two lines")
    await page.keyboard.press("Enter")
    await expect(page.locator(".bot .words").last).to_have_text("echo by keyboard\ntwo lines")
    await page.locator("#attach").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#attach")).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("Escape")
    await expect(page.locator("#tray")).to_be_hidden()
    await expect(page.locator("#attach")).to_be_focused()


async def test_everything_has_a_name_for_a_screen_reader(page: Page) -> None:
    controls = page.locator("button, textarea, a[href], section, [role]")
    for control in await controls.all():
        name = await control.evaluate(
            "node => node.getAttribute('aria-label') || node.textContent.trim() || node.id"
        )
        assert name
    assert await page.get_attribute("html", "lang") == "vi"
    assert await page.get_attribute("#log", "aria-live") == "polite"


async def test_dark_is_dark_and_light_is_light(page: Page) -> None:
    brightness = "Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])"
    await page.emulate_media(color_scheme="light")
    assert await page.evaluate(brightness) > 200
    await page.emulate_media(color_scheme="dark")
    assert await page.evaluate(brightness) < 40


async def test_the_first_load_is_light(browser: Browser, address: str) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    loaded: list[Response] = []
    context.on("response", lambda one: loaded.append(one))  # noqa: PLW0108 - must be a function
    await page.goto(address)
    await page.evaluate("navigator.serviceWorker.ready")
    loads = [one for one in loaded if "/api/events" not in one.url]
    sizes = {one.url: len(await one.body()) for one in loads}
    assert any("icon" in url for url in sizes)
    assert sum(sizes.values()) <= FIRST_LOAD_BYTES, sizes
    await context.close()


async def test_the_clock_is_that_of_viet_nam_wherever_the_phone_is(
    browser: Browser, address: str
) -> None:
    context = await browser.new_context(timezone_id="America/New_York", locale="vi-VN")
    page = await context.new_page()
    await page.goto(address)
    await expect(page.locator(".bot .state").first).to_have_text("14:00")  # 07:00 UTC
    await context.close()
