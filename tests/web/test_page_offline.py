"""The page on a bad network: nothing is lost, nothing is said twice."""

from __future__ import annotations

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.web.house import House

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def write(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.keyboard.press("Enter")


async def test_what_is_written_offline_goes_later_once_in_order(
    page: Page, phone: BrowserContext, house: House
) -> None:
    await phone.set_offline(True)
    await write(page, "first")
    await write(page, "second")
    await expect(page.locator("#banner")).to_be_visible()
    await expect(page.locator(".own .waiting .state")).to_have_count(2)
    await phone.set_offline(False)
    await expect(page.locator(".bot .words").last).to_have_text("echo second")
    await expect(page.locator("#banner")).to_be_hidden()
    assert house.ingress.said("text") == ["first", "second"]


async def test_the_page_opens_offline_and_keeps_what_waits(
    page: Page, phone: BrowserContext, house: House
) -> None:
    await page.evaluate("navigator.serviceWorker.ready")
    await phone.set_offline(True)
    await write(page, "wait for me")
    png = b"\x89PNG\r\n\x1a\n" + bytes(100)
    file = {"name": "a.png", "mimeType": "image/png", "buffer": png}
    await page.locator("#pick-file").set_input_files(file)  # type: ignore[arg-type]
    await expect(page.locator(".own .waiting")).to_have_count(2)
    await page.reload()
    await expect(page.locator(".own .waiting")).to_have_count(2)
    await phone.set_offline(False)
    await expect(page.locator(".bot .words").last).to_have_text("got photo")
    assert house.ingress.said("text") == ["wait for me"]
    assert [data for _, data in house.files.kept.values()] == [png]


async def test_emergency_without_network_offers_the_telephone(
    page: Page, phone: BrowserContext, house: House
) -> None:
    await phone.set_offline(True)
    await write(page, "earlier")
    await page.locator("#emergency").click()
    await expect(page.locator(".choice.call").first).to_have_attribute("href", "tel:115")
    await phone.set_offline(False)
    await expect(page.locator(".bot .words").last).to_have_text("echo earlier")
    assert house.ingress.said("text") == ["/khancap", "earlier"]


async def test_a_busy_server_is_asked_again(page: Page, house: House) -> None:
    house.ingress.down = True
    await write(page, "patience")
    await expect(page.locator("#toast")).to_have_text("web.busy")
    house.ingress.down = False
    await expect(page.locator(".bot .words").last).to_have_text("echo patience")
    assert house.ingress.said("text") == ["patience"]


async def test_a_lost_answer_does_not_make_a_copy(page: Page, house: House) -> None:
    lost = 0

    async def lose(route: object) -> None:
        nonlocal lost
        lost += 1
        if lost == 1:
            await route.fetch()  # type: ignore[attr-defined]
            await route.abort()  # type: ignore[attr-defined]
        else:
            await route.continue_()  # type: ignore[attr-defined]

    await page.route("**/api/messages", lose)
    await write(page, "only once")
    await expect(page.locator(".own .state").last).to_contain_text("web.sent", timeout=20_000)
    assert house.ingress.said("text") == ["only once"]
    assert lost > 1
