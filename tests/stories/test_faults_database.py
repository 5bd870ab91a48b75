"""F5, F8: the database is busy, restarts or fails over; nobody's words are lost."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from tests.stories.helpers import CARD, CARD_TITLE, NOT_FOUND, UNKNOWN, count, heart_beats, sent
from tests.world import World


@asynccontextmanager
async def write_locked(world: World) -> AsyncIterator[None]:
    """Another program writes to the SQLite file and does not finish inside the block."""
    path = str(make_url(world.database_url).database)
    with closing(sqlite3.connect(path, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        yield
        other.rollback()


@asynccontextmanager
async def superuser(world: World) -> AsyncIterator[asyncpg.Connection]:
    """PostgreSQL's administrator, connected to another database."""
    url = make_url(world.database_url).set(drivername="postgresql", database="postgres")
    connection = await asyncpg.connect(url.render_as_string(hide_password=False))
    try:
        yield connection
    finally:
        await connection.close()


async def terminate(world: World) -> int:
    """End every connection to the bot's database; returns how many there were."""
    name = make_url(world.database_url).database
    async with superuser(world) as admin:
        ended = await admin.fetch(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name
        )
    return len(ended)


@asynccontextmanager
async def unwritable(world: World) -> AsyncIterator[None]:
    """Nothing can be committed inside the block: SQLite is locked, PostgreSQL only reads."""
    if world.database_url.startswith("sqlite"):
        async with write_locked(world):
            yield
        return
    name = make_url(world.database_url).database
    async with superuser(world) as admin:
        await admin.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
        await terminate(world)
        yield
        await admin.execute(f'ALTER DATABASE "{name}" RESET default_transaction_read_only')
        await terminate(world)


def only(world: World, kind: str) -> None:
    if not world.database_url.startswith(kind):
        pytest.skip(f"a fault of {kind} alone")


async def test_f5_another_program_holds_the_write_lock_for_long(world: World) -> None:
    only(world, "sqlite")
    an, binh = world.worker("An"), await world.visitor()
    await heart_beats(world)
    async with write_locked(world):
        assert await binh.types(CARD, id="00000000-0000-4000-8000-000000000001") == 503
        an.types(UNKNOWN)
    assert await binh.types(CARD, id="00000000-0000-4000-8000-000000000001") == 200

    await an.waits_for(NOT_FOUND, seconds=15)
    await binh.waits_for(CARD_TITLE, seconds=15)
    await world.settles()
    assert sent(world, an) == 1
    assert await count(world, "questions") == 1
    assert len(binh.bubbles) == 1


async def test_f8_every_connection_is_terminated_in_a_conversation(world: World) -> None:
    only(world, "postgresql")
    an, binh = world.worker("An"), await world.visitor()
    for number in range(6):
        an.types(f"{UNKNOWN} {number}")
        await binh.types(f"{UNKNOWN} {number}")
        assert await terminate(world) > 0
        await an.waits_for(f"«{UNKNOWN} {number}»", seconds=15)
        await binh.waits_for(f"«{UNKNOWN} {number}»", seconds=15)
    await world.settles()
    assert sent(world, an, NOT_FOUND) == 6
    assert await count(world, "questions") == 12


async def test_f8_a_failover_leaves_a_database_that_only_reads(world: World) -> None:
    only(world, "postgresql")
    an, binh = world.worker("An"), await world.visitor()
    async with unwritable(world):
        an.types(UNKNOWN)
        assert await binh.types(UNKNOWN) == 503

    await an.waits_for(NOT_FOUND, seconds=15)
    await world.settles()
    assert sent(world, an) == 1
    assert await count(world, "questions") == 1


async def test_f8_the_bot_stops_cleanly_after_its_lock_was_lost(world: World) -> None:
    only(world, "postgresql")
    await terminate(world)
    await world.restarts()
    an = world.worker("An")
    an.types(CARD)
    await an.waits_for(CARD_TITLE)
