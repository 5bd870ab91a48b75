"""Somebody stops a broadcast in the very moment in which it is moved on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import sqlalchemy as sa

from tests.stories.helpers import count, until
from tests.stories.organisers import crowd, presses, ready_to_ask, watches
from tests.stories.test_faults_database import only
from tests.stories.trust import trusts
from tests.world import World

WAITING = "SELECT count(*) FROM pg_locks WHERE relation = 'deliveries'::regclass AND NOT granted"


@asynccontextmanager
async def nothing_can_be_frozen(world: World) -> AsyncIterator[Callable[[], Awaitable[bool]]]:
    """Whoever wants to give a message to its readers waits at the last step. Yields whether
    somebody does.
    """
    assert world.app
    async with world.app.engine.connect() as holder, holder.begin():
        await holder.execute(sa.text("LOCK TABLE deliveries IN EXCLUSIVE MODE"))

        async def waits() -> bool:
            return bool((await world.rows(WAITING))[0][0])

        yield waits


async def test_t3_stopped_while_it_starts_it_reaches_nobody(world: World) -> None:
    """SQLite has one writer at a time."""
    only(world, "postgresql")
    lan = world.worker("Lan")
    await trusts(world, lan)
    await crowd(world, 3)
    await ready_to_ask(world, lan)
    async with nothing_can_be_frozen(world) as waits:
        await presses(lan, "Gửi", "bắt đầu")
        await until(waits, "the start")
        await presses(lan, "Dừng hẳn", "Đã dừng")
    await world.settles()
    await watches(world, lan, "Đã dừng")
    assert await count(world, "deliveries WHERE lane = 3") == 0
