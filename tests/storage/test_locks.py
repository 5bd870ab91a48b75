"""One working process a database; its lock dies with it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.advisory import LostLock
from storage.engine import open_engine
from storage.locks import named, sole
from tests.databases import Postgres
from tests.stories.helpers import until


async def test_the_second_waits_until_the_first_ends(
    database_url: str, engine: AsyncEngine
) -> None:
    other = open_engine(database_url)
    told, order = asyncio.Event(), []

    async def second() -> None:
        async with sole(other, waiting=told.set):
            order.append("second works")

    async with asyncio.timeout(5), sole(engine, waiting=lambda: order.append("never")):
        waiter = asyncio.create_task(second())
        await told.wait()
        order.append("first ends")
    async with asyncio.timeout(5):
        await waiter
    assert order == ["first ends", "second works"]
    await other.dispose()


async def test_a_free_lock_is_had_at_once_and_again(engine: AsyncEngine) -> None:
    told: list[str] = []
    for _ in range(2):
        async with sole(engine, waiting=lambda: told.append("waited")):
            pass
    assert told == []


async def test_the_lock_dies_with_its_process(database_url: str, engine: AsyncEngine) -> None:
    command = (sys.executable, "-m", "tests.storage.holder", database_url)
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    assert await process.stdout.readline() == b"held\n"
    told = asyncio.Event()

    async def take_over() -> None:
        async with sole(engine, waiting=told.set):
            pass

    successor = asyncio.create_task(take_over())
    await told.wait()
    process.kill()
    await process.communicate()
    async with asyncio.timeout(5):
        await successor


async def test_databases_of_one_server_do_not_wait_for_each_other(postgres: Postgres) -> None:
    told: list[str] = []
    first, second = [open_engine(await postgres.fresh()) for _ in range(2)]
    async with (
        sole(first, waiting=lambda: told.append("waited")),
        sole(second, waiting=lambda: told.append("waited")),
    ):
        assert told == []
    await first.dispose()
    await second.dispose()


async def test_a_name_belongs_to_one_and_the_next_inherits_it(
    database_url: str, engine: AsyncEngine
) -> None:
    others = [open_engine(database_url) for _ in range(2)]
    async with named(engine, "deliver") as (first, _):
        async with named(others[0], "deliver") as (second, _):
            assert (first, second) == ("deliver:1", "deliver:2")
        async with named(others[1], "deliver") as (again, _):
            assert again == second
    async with named(others[0], "deliver") as (heir, _):
        assert heir == first
    for each in others:
        await each.dispose()


@asynccontextmanager
async def another(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    url = make_url(database_url).set(drivername="postgresql")
    connection = await asyncpg.connect(url.render_as_string(hide_password=False))
    try:
        yield connection
    finally:
        await connection.close()


async def holder(connection: asyncpg.Connection) -> Any:
    """`key` and `pid` of whoever holds the lock of this database; None while nobody does."""
    return await connection.fetchrow(
        "SELECT (classid::bigint << 32) | objid::bigint AS key, pid FROM pg_locks WHERE granted"
        " AND locktype = 'advisory' AND database ="
        " (SELECT oid FROM pg_database WHERE datname = current_database())"
    )


async def test_f8_a_lock_whose_connection_was_lost_is_taken_again(postgres: Postgres) -> None:
    url = await postgres.fresh()
    engine = open_engine(url)
    async with sole(engine, waiting=lambda: None) as lock, another(url) as admin:
        keeping = asyncio.create_task(lock.keep())
        before = await holder(admin)
        await admin.execute("SELECT pg_terminate_backend($1)", before["pid"])

        async def again() -> bool:
            now = await holder(admin)
            return now is not None and now["key"] == before["key"] and now["pid"] != before["pid"]

        await until(again, "the lock")
        assert not keeping.done()
        keeping.cancel()
    await engine.dispose()


async def test_f8_whoever_lost_it_to_another_hears_of_it(postgres: Postgres) -> None:
    url = await postgres.fresh()
    engine = open_engine(url)
    async with (
        sole(engine, waiting=lambda: None) as lock,
        another(url) as admin,
        another(url) as waiting,
    ):
        before = await holder(admin)
        taking = asyncio.create_task(
            waiting.execute("SELECT pg_advisory_lock($1::bigint)", before["key"])
        )

        async def in_line() -> bool:
            return bool(await admin.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"))

        await until(in_line, "another in line")
        keeping = asyncio.create_task(lock.keep())
        await admin.execute("SELECT pg_terminate_backend($1)", before["pid"])
        with pytest.raises(LostLock):
            async with asyncio.timeout(5):
                await keeping
        await taking
    await engine.dispose()
