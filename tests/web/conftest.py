"""Fixtures of the web tests: a house in memory, a browser for the module, a phone for each test."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.web.house import House, serving

ARGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]


def chromium() -> str:
    path = shutil.which("chromium")
    if path is None and os.environ.get("CI") == "true":
        pytest.fail("chromium is not installed, and CI must run the browser tests")
    if path is None:
        pytest.skip("chromium is not installed: the page is NOT tested")
    return path


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=path, args=ARGS)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="module")
async def house() -> House:
    return House()


@pytest_asyncio.fixture(loop_scope="module")
async def address(house: House) -> AsyncIterator[str]:
    async with serving(house) as url:
        yield url


@pytest_asyncio.fixture(loop_scope="module")
async def phone(browser: Browser) -> AsyncIterator[BrowserContext]:
    """An old Android phone: 360 × 740, touch."""
    context = await browser.new_context(
        viewport={"width": 360, "height": 740},
        has_touch=True,
        locale="vi-VN",
        geolocation={"latitude": 21.03, "longitude": 105.85},
        permissions=["geolocation", "microphone"],
    )
    context.set_default_timeout(10_000)
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(phone: BrowserContext, address: str) -> AsyncIterator[Page]:
    """The page, greeted. Anything the browser complains about fails the test."""
    opened = await phone.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(f"{said.type}: {said.text}"))
    opened.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
    await opened.goto(address)
    await opened.locator(".bot .words").first.wait_for()
    yield opened
    # The browser reports each failed request; offline tests and refusals cause these themselves.
    assert [said for said in complaints if "Failed to load resource" not in said] == []
