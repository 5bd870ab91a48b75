"""F32: a second program on the same database or on the same token."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from bot.app import App
from tests.stories.helpers import CARD, CARD_TITLE, NOT_FOUND, UNKNOWN, count, sent, until
from tests.world import World


@asynccontextmanager
async def second(world: World) -> AsyncIterator[App]:
    """Another bot on the same database, started by mistake or by a rolling deploy."""
    app = world.built()
    ended = asyncio.Event()

    async def run() -> None:
        async with app.running():
            await ended.wait()

    running = asyncio.create_task(run())
    try:
        yield app
    finally:
        ended.set()
        if not app.ports:
            running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def calls(world: World, method: str, **parameters: object) -> object:
    """What another program that knows the token asks of Telegram."""
    url = f"{world.settings().bot_api_url}/bot{world.telegram.token}/{method}"
    async with aiohttp.ClientSession() as rival, rival.post(url, json=parameters) as answer:
        return (await answer.json()).get("result")


async def test_f32_a_second_bot_waits_and_takes_over(world: World) -> None:
    an = world.worker("An")
    async with second(world) as waiting:
        for number in range(5):
            an.types(f"{UNKNOWN} {number}")
            await an.waits_for(f"«{UNKNOWN} {number}»")
        assert waiting.ports == {}
        await world.stops()
        an.types(CARD)
        await an.waits_for(CARD_TITLE, seconds=15)
        assert waiting.ports
        await world.settles()
    assert sent(world, an, NOT_FOUND) == 5
    assert await count(world, "questions") == 5


async def test_f32_another_program_polls_with_this_token(world: World) -> None:
    assert world.app
    app, an = world.app, world.worker("An")
    await world.telegram.updates.polled.wait()
    await calls(world, "getUpdates", timeout=0)

    async def told() -> bool:
        return app.troubles() == ["another program polls with this token"]

    await until(told, "the trouble in the status")
    async with aiohttp.ClientSession() as operator, operator.get(f"{world.web_url}/health") as seen:
        assert seen.status == 503
        assert "another program polls with this token" in (await seen.json())["troubles"]
    an.types(CARD)
    await an.waits_for(CARD_TITLE)
    assert app.troubles() == []


async def test_f32_another_installation_sets_a_webhook(world: World) -> None:
    assert world.app
    app, an = world.app, world.worker("An")
    await world.telegram.updates.polled.wait()
    await calls(world, "setWebhook", url="http://127.0.0.1:9/nobody")

    async def told() -> bool:
        return bool(app.troubles())

    await until(told, "the trouble in the status")
    assert app.troubles() == ["webhook is set: another installation owns this bot"]
    await world.restarts()  # takes the bot back
    an.types(CARD)
    await an.waits_for(CARD_TITLE)
    assert world.app.troubles() == []
