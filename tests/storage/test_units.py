"""One unit is one transaction: all of it happens, or nothing."""

from __future__ import annotations

import asyncio
import gc
from datetime import datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from storage.accounts import facts
from storage.unit import SqlUnit, SqlUnits
from tests.world import NOON

WRITTEN = sa.insert(facts).values(name=sa.bindparam("called"), value=b"")


async def note(unit: SqlUnit, name: str) -> None:
    await unit.execute(WRITTEN, {"called": name})


async def noted(units: SqlUnits) -> list[str]:
    async with units.reading() as unit:
        return await noted_in(unit)


async def noted_in(unit: SqlUnit) -> list[str]:
    return list((await unit.execute(sa.select(facts.c.name).order_by("name"))).scalars())


async def test_a_clean_end_commits(units: SqlUnits) -> None:
    async with units() as unit:
        await note(unit, "a")
        unit.later(WRITTEN, {"called": "b"})
        unit.later(WRITTEN, {"called": "c"})
    assert await noted(units) == ["a", "b", "c"]


async def test_an_exception_undoes_all(units: SqlUnits) -> None:
    async def spoilt() -> None:
        async with units() as unit:
            await note(unit, "a")
            unit.later(WRITTEN, {"called": "b"})
            raise KeyError

    with pytest.raises(KeyError):
        await spoilt()
    assert await noted(units) == []


async def test_being_cancelled_undoes_all(units: SqlUnits) -> None:
    begun = asyncio.Event()

    async def work() -> None:
        async with units() as unit:
            await note(unit, "a")
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(work())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await noted(units) == []
    async with units() as unit:  # and nothing is left locked
        await note(unit, "b")
    assert await noted(units) == ["b"]


async def test_what_is_sent_is_there_for_the_next_statement(units: SqlUnits) -> None:
    async with units() as unit:
        await unit.send(WRITTEN, {"called": "a"})
        await unit.send(WRITTEN, {"called": "b"})
        assert await noted_in(unit) == ["a", "b"]
        await unit.send(sa.delete(facts).where(facts.c.name == "a"))
        await unit.send(WRITTEN, {"called": "c"})
    assert await noted(units) == ["b", "c"]


@pytest.mark.parametrize("asked", [False, True], ids=["at the end", "at a question"])
async def test_a_failing_sent_write_undoes_all(units: SqlUnits, *, asked: bool) -> None:
    async def spoilt() -> None:
        async with units() as unit:
            await note(unit, "a")
            await unit.send(WRITTEN, {"called": "a"})
            if asked:
                await noted_in(unit)

    with pytest.raises(IntegrityError):
        await spoilt()
    assert await noted(units) == []
    async with units() as unit:  # and nothing of it goes with what comes after
        await note(unit, "b")
    assert await noted(units) == ["b"]


async def test_a_failing_later_write_undoes_all(units: SqlUnits) -> None:
    async def spoilt() -> None:
        async with units() as unit:
            await note(unit, "a")
            unit.later(WRITTEN, {"called": "a"})

    with pytest.raises(IntegrityError):
        await spoilt()
    assert await noted(units) == []


async def test_a_reader_does_not_wait_for_a_writer(units: SqlUnits) -> None:
    async with asyncio.timeout(2), units() as unit:
        await note(unit, "a")
        assert await noted(units) == []


async def test_times_are_aware(units: SqlUnits) -> None:
    with pytest.raises(sa.exc.StatementError, match="naive"):
        async with units() as unit:
            await unit.accounts.set_alive("web", now=datetime(2026, 5, 1))  # noqa: DTZ001 - planted
    async with units() as unit:
        await unit.accounts.set_alive("web", now=NOON)
        assert await unit.accounts.alive_at("web") == NOON


async def test_being_cancelled_at_any_step_lets_the_next_one_write(units: SqlUnits) -> None:
    """A cancelled task's traceback can keep a cursor, and that SQLite's lock (F4)."""

    async def work() -> None:
        async with units() as unit:
            await note(unit, "a")
            await noted_in(unit)
            await unit.execute(sa.delete(facts))

    gc.disable()
    try:
        for steps in range(0, 3000, 20):
            task = asyncio.create_task(work())
            for _ in range(steps):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.wait([task])
            async with units() as unit:
                await note(unit, f"{steps}")
    finally:
        gc.enable()
    assert "2980" in await noted(units)
