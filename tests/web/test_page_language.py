"""The page itself speaks the person's language: their phone's at first, then the one they set."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page, expect

from bot.incoming import Address
from tests.web.house import House, visiting

browsing = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.mark.parametrize(
    ("phone", "language"),
    [("vi-VN,vi;q=0.9,en;q=0.8", "vi"), ("en-GB", "en"), ("fr", "vi"), ("", "vi")],
)
async def test_a_newcomer_is_spoken_to_as_their_phone_is_set(phone: str, language: str) -> None:
    async with visiting(House().app()) as visitor:
        visitor.http.headers["Accept-Language"] = phone
        page = await visitor.http.get("/worker/")
        assert f'<html lang="{language}">' in page.text
        assert "Cookie" in page.headers["vary"]
        manifest = await visitor.http.get(f"/worker/manifest.webmanifest?lang={language}")
        assert manifest.json()["lang"] == language


async def test_what_was_set_outweighs_the_phone_and_a_broken_database_does_not_matter() -> None:
    house = House()
    async with visiting(house.app()) as visitor:
        visitor.http.headers["Accept-Language"] = "vi"
        await visitor.say("1" * 8 + "-1111-1111-1111-" + "1" * 12, kind="started", payload="")
        house.languages.set[Address("web", house.ingress.accepted[0].chat)] = "en"
        assert '<html lang="en">' in (await visitor.http.get("/worker/")).text
        assert (await visitor.http.get("/worker/api/session")).json()["language"] == "en"
        house.languages.down = True
        assert '<html lang="vi">' in (await visitor.http.get("/worker/")).text


async def test_the_copy_for_offline_is_another_one_in_another_language() -> None:
    async with visiting(House().app()) as visitor:
        copies = [
            (await visitor.http.get("/worker/sw.js", headers={"Accept-Language": language})).text
            for language in ("vi", "en")
        ]
    assert copies[0] != copies[1]
    assert copies[0].count("app.js?v=") == 1
    assert copies[0].partition("SHELL")[2] == copies[1].partition("SHELL")[2]  # one set of files


class TestInABrowser:
    pytestmark = browsing

    async def test_choosing_a_language_changes_the_open_page(
        self, page: Page, house: House
    ) -> None:
        await expect(page.locator("html")).to_have_attribute("lang", "vi")
        house.languages.set[Address("web", house.ingress.accepted[0].chat)] = "en"
        await page.fill("#text", "English")
        await page.keyboard.press("Enter")
        await expect(page.locator("html")).to_have_attribute("lang", "en")
        await expect(page.locator("#emergency")).to_have_text("🆘 Emergency")
        await expect(page.locator("header p")).to_have_text("Free. Never asks for an OTP")
        await expect(page.locator("#text")).to_have_attribute("placeholder", "Type your question")
        await expect(page.locator(".own .state").last).to_contain_text("Sent")
        await expect(page.locator(".bot .words").last).to_have_text("Now in English")
        await page.reload()
        await expect(page.locator("#emergency")).to_have_text("🆘 Emergency")

    async def test_an_english_phone_gets_an_english_page(
        self, browser: Browser, address: str
    ) -> None:
        context = await browser.new_context(locale="en-GB")
        page = await context.new_page()
        await page.goto(address)
        await expect(page.locator("#emergency")).to_have_text("🆘 Emergency")
        await context.close()
