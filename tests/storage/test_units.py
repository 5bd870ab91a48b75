"""One unit is one transaction, and the database's trouble has one name: Unavailable."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from bot.errors import Unavailable
from storage.accounts import facts
from storage.engine import open_engine
from storage.sealing import Vault
from storage.unit import SqlUnit, SqlUnits
from tests.databases import Postgres, new_sqlite
from tests.world import NOON, SECRET

WRITTEN = sa.insert(facts).values(name=sa.bindparam("called"), value=b"")


async def note(unit: SqlUnit, name: str) -> None:
    await unit.execute(WRITTEN, {"called": name})


async def noted(units: SqlUnits) -> list[str]:
    async with units.reading() as unit:
        return list((await unit.execute(sa.select(facts.c.name).order_by("name"))).scalars())


async def test_a_clean_end_commits(units: SqlUnits) -> None:
    async with units() as unit:
        await note(unit, "a")
        unit.later(WRITTEN, {"called": "b"})
        unit.later(WRITTEN, {"called": "c"})
    assert await noted(units) == ["a", "b", "c"]


async def test_an_exception_undoes_all(units: SqlUnits) -> None:
    with pytest.raises(KeyError):
        async with units() as unit:
            await note(unit, "a")
            unit.later(WRITTEN, {"called": "b"})
            raise KeyError
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


async def test_a_failing_later_write_undoes_all(units: SqlUnits) -> None:
    with pytest.raises(IntegrityError):
        async with units() as unit:
            await note(unit, "a")
            unit.later(WRITTEN, {"called": "a"})
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


async def test_a_locked_file_is_unavailable(tmp_path: Path) -> None:
    engine = open_engine(await new_sqlite(tmp_path))
    event.listen(engine.sync_engine, "connect", _impatient)
    units = SqlUnits(engine, Vault(SECRET))
    other = sqlite3.connect(tmp_path / "antoan.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable):
        async with units() as unit:
            await note(unit, "a")
    other.execute("ROLLBACK")
    other.close()
    assert await noted(units) == []
    await engine.dispose()


def _impatient(connection: sqlite3.Connection, _entry: object) -> None:
    """Waits for the lock 20 ms instead of 5 s, so that the test does not."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=20")
    cursor.close()


async def test_a_lost_connection_is_unavailable(postgres: Postgres) -> None:
    url = await postgres.fresh()
    engine = open_engine(url)
    units = SqlUnits(engine, Vault(SECRET))
    killer = await asyncpg.connect(url.replace("+asyncpg", ""))
    with pytest.raises(Unavailable):
        async with units() as unit:
            await note(unit, "a")
            mine = (await unit.execute(sa.text("SELECT pg_backend_pid()"))).scalar()
            await killer.execute("SELECT pg_terminate_backend($1, 2000)", mine)
            await note(unit, "b")
    await killer.close()
    assert await noted(units) == []  # and the pool has found a new connection
    await engine.dispose()


def _nobody_there(_: Path) -> str:
    return "postgresql+asyncpg://antoan@127.0.0.1:1/antoan"


def _a_folder(folder: Path) -> str:
    (folder / "here.db").mkdir()
    return f"sqlite+aiosqlite:///{folder}/here.db"


@pytest.mark.parametrize("where", [_nobody_there, _a_folder])
async def test_what_cannot_be_reached_is_unavailable(
    tmp_path: Path, where: Callable[[Path], str]
) -> None:
    engine = open_engine(where(tmp_path))
    units = SqlUnits(engine, Vault(SECRET))
    with pytest.raises(Unavailable):
        async with units():
            raise AssertionError("a unit of nothing")
    await engine.dispose()


async def test_our_own_mistakes_are_not_called_unavailable(units: SqlUnits) -> None:
    with pytest.raises(sa.exc.DBAPIError):
        async with units() as unit:
            await unit.execute(sa.text("SELECT * FROM nowhere"))
