"""One working process a database; its lock dies with it."""

from __future__ import annotations

import asyncio
import sys

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import open_engine
from storage.locks import named, sole
from tests.databases import Postgres


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
    async with named(engine, "deliver") as first:
        async with named(others[0], "deliver") as second:
            assert (first, second) == ("deliver:1", "deliver:2")
        async with named(others[1], "deliver") as again:
            assert again == second
    async with named(others[0], "deliver") as heir:
        assert heir == first
    for each in others:
        await each.dispose()
