"""The database's trouble has one name, and then nothing of the unit has happened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy import event

from bot.errors import Unavailable
from storage.engine import open_engine
from storage.sealing import Vault
from storage.unit import SqlUnits, _passing
from tests.databases import Postgres, new_sqlite
from tests.storage.test_units import note, noted
from tests.world import SECRET


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

    async def cut_off() -> None:
        async with units() as unit:
            await note(unit, "a")
            mine = (await unit.execute(sa.text("SELECT pg_backend_pid()"))).scalar()
            await killer.execute("SELECT pg_terminate_backend($1, 2000)", mine)
            await note(unit, "b")

    with pytest.raises(Unavailable):
        await cut_off()
    await killer.close()
    assert await noted(units) == []  # and the pool has found a new connection
    await engine.dispose()


async def test_a_server_that_is_not_there_is_unavailable() -> None:
    engine = open_engine("postgresql+asyncpg://antoan@127.0.0.1:1/antoan")
    units = SqlUnits(engine, Vault(SECRET))
    with pytest.raises(Unavailable):
        async with units():
            raise AssertionError("a unit of nothing")
    await engine.dispose()


@pytest.mark.parametrize(
    ("message", "passes"),
    [
        ("database is locked", True),
        ("unable to open database file", True),
        ("disk I/O error", True),
        ("database or disk is full", True),
        ("no such table: inbox", False),
        ("UNIQUE constraint failed: facts.name", False),
    ],
)
def test_which_troubles_of_sqlite_pass(message: str, passes: bool) -> None:
    failure = sa.exc.OperationalError("x", {}, sqlite3.OperationalError(message))
    assert _passing(failure) is passes


async def test_our_own_mistakes_are_not_called_unavailable(units: SqlUnits) -> None:
    with pytest.raises(sa.exc.DBAPIError):
        async with units() as unit:
            await unit.execute(sa.text("SELECT * FROM nowhere"))
