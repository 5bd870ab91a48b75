"""Erased: the open page drops its own copy of the conversation."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.web.house import House

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_the_page_forgets_when_its_transcript_is_gone(page: Page, house: House) -> None:
    await page.fill("#text", "canary")
    await page.keyboard.press("Enter")
    await expect(page.locator(".bot .words").last).to_have_text("echo canary")
    house.transcript.spoken.clear()
    house.channel.streams.wake_all()
    await expect(page.locator(".own")).to_have_count(0)
    await expect(page.locator(".bot .words")).to_have_text(["echo canary"])  # the last answer
    await page.reload()
    await expect(page.locator(".bot .words")).to_have_count(0)
