"""F1, F3: the process is killed (SIGKILL) in the middle of a conversation and started again."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from tests.stories.helpers import count, sent, until
from tests.world import SECRET, World

WORDS = "thieu cach rua mat"
ASKED = "Chỗ nào chưa đúng?"


@asynccontextmanager
async def process(world: World, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot as a process of its own, killed at the end of the block."""
    world.telegram.updates.polled.clear()
    async with _started(world, "run", settings) as running:
        async with asyncio.timeout(20):
            await world.telegram.updates.polled.wait()
        yield running


@asynccontextmanager
async def standing_by(world: World, **settings: str) -> AsyncIterator[None]:
    """A process that only sends, and waits until it is needed."""
    async with _started(world, "deliver", settings):
        yield


@asynccontextmanager
async def _started(
    world: World, command: str, settings: Mapping[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    ours = world.settings()
    assert ours.bot_token
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", command),
        env=os.environ
        | {
            "ANTOAN_BOT_TOKEN": ours.bot_token.get_secret_value(),
            "ANTOAN_BOT_API_URL": ours.bot_api_url,
            "ANTOAN_DATABASE_URL": ours.database_url,
            "ANTOAN_SECRET_KEY": SECRET,
        }
        | dict(settings),
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.wait()


async def test_f1_killed_with_one_answer_unshown_and_one_message_undecided(world: World) -> None:
    """Both points at once: «Chưa đúng» is decided but not shown, the correction only stored."""
    an = world.worker("An")
    an.starts()
    await an.waits_for("Chào anh/chị")
    an.types("giàn giáo")
    await an.waits_for("Giàn giáo")
    an.presses("Xem thêm")
    await an.waits_for("Nguồn")
    await world.stops()

    async with process(world):
        slow = world.telegram.faults.delay(60, method="sendMessage")
        an.presses("Chưa đúng")

        async def shown() -> bool:
            return slow.hits == 1

        await until(shown, "the decision")
        an.types(WORDS)

        async def stored() -> bool:
            return await count(world, "inbox WHERE state < 2") == 2

        await until(stored, "the ingress")
    assert await count(world, "inbox WHERE state = 0") == 1
    assert await count(world, "inbox WHERE state = 1") == 1
    world.telegram.faults.clear()

    await world.starts()
    await an.waits_for("Đã ghi. Cảm ơn")
    await world.settles()
    assert sent(world, an, ASKED) == 1
    assert sent(world, an, "Đã ghi") == 1
    assert await count(world, "ratings") == 1
    assert await count(world, "ratings WHERE note IS NOT NULL") == 1


async def test_f3_killed_between_telegrams_yes_and_our_note_of_it(world: World) -> None:
    """Nobody can know that it arrived, so it comes twice at most; the effect is there once."""
    an = world.worker("An")
    await world.stops()

    async with process(world):
        slow = world.telegram.faults.delay(60, method="sendMessage", after=True)
        an.types("cong thuc nau pho bo")

        async def accepted() -> bool:
            return slow.hits == 1

        await until(accepted, "Telegram's yes")
    world.telegram.faults.clear()

    await world.starts()
    await world.settles()
    assert sent(world, an, "Bot chưa có bài về") == 2
    assert await count(world, "questions") == 1
