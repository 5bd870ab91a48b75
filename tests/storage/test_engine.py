"""The rules of SQLite that lose nothing: pragmas, foreign keys, and no lost update."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.engine import open_engine
from storage.sealing import Vault
from storage.session import Session
from storage.unit import SqlUnits
from tests.databases import new_sqlite
from tests.storage import counting
from tests.world import SECRET

RULES = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "secure_delete": 1,
    "foreign_keys": 1,
    "trusted_schema": 0,
}
MARK = b"written in clear"
ORPHAN = (
    "INSERT INTO drafts (address_id, kind, row, body, touched_at, offered)"
    " VALUES (77, 'wrong_card', x'00', x'00', '2026-01-01', 0)"
)


async def rules_of(engine: AsyncEngine) -> dict[str, object]:
    async with engine.connect() as connection:
        return {
            name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in RULES
        }


async def test_each_connection_follows_the_rules(tmp_path: Path) -> None:
    url = await new_sqlite(tmp_path)
    engine = open_engine(url)
    assert await rules_of(engine) == RULES
    await engine.dispose()
    plain = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/plain.db")
    wrong = {name for name, value in (await rules_of(plain)).items() if value != RULES[name]}
    assert {"journal_mode", "foreign_keys"} <= wrong  # a default engine would be found out
    await plain.dispose()


async def test_foreign_keys_are_in_force(tmp_path: Path) -> None:
    url = await new_sqlite(tmp_path)
    engine, plain = open_engine(url), create_async_engine(url)
    with pytest.raises(IntegrityError):
        async with engine.begin() as connection:
            await connection.exec_driver_sql(ORPHAN)
    async with plain.begin() as connection:  # the same row goes in without the rule
        await connection.exec_driver_sql(ORPHAN)
    await engine.dispose()
    await plain.dispose()


def remains(folder: Path) -> bool:
    return any(MARK in path.read_bytes() for path in folder.glob("antoan.db*"))


async def test_what_is_deleted_leaves_the_file(tmp_path: Path) -> None:
    engine = open_engine(await new_sqlite(tmp_path))
    async with engine.begin() as connection:
        await connection.exec_driver_sql("INSERT INTO facts VALUES ('mark', ?)", (MARK,))
    assert remains(tmp_path)
    async with engine.begin() as connection:
        await connection.exec_driver_sql("DELETE FROM facts")
    await engine.dispose()  # closing the last connection folds the log into the file
    assert not remains(tmp_path)


async def test_careless_deleting_would_be_seen(tmp_path: Path) -> None:
    await new_sqlite(tmp_path)
    with sqlite3.connect(tmp_path / "antoan.db") as careless:
        careless.execute("PRAGMA secure_delete=OFF")
        careless.execute("INSERT INTO facts VALUES ('mark', ?)", (MARK,))
        careless.commit()
        careless.execute("DELETE FROM facts")
        careless.commit()
    careless.close()
    assert remains(tmp_path)


async def test_eight_processes_lose_no_update(tmp_path: Path) -> None:
    url = await new_sqlite(tmp_path)
    engine = open_engine(url)
    units = SqlUnits(engine, Vault(SECRET))
    async with units() as unit:
        await counting.create(unit)
    command = (sys.executable, "-m", "tests.storage.counting", url, "150", "8")
    process = await asyncio.create_subprocess_exec(*command)
    assert await process.wait() == 0
    async with units.reading() as unit:
        assert await counting.read(unit) == 1200
    await engine.dispose()


async def test_a_default_engine_loses_updates(tmp_path: Path) -> None:
    """The fault that the rule is against (reliability.md 0.6): two read, then two write."""
    engine = create_async_engine(await new_sqlite(tmp_path))
    async with engine.begin() as connection:
        await counting.create(Session(connection, Vault(SECRET)))
    both_have_read = asyncio.Barrier(2)

    async def add_one() -> None:
        async with engine.begin() as connection:
            session = Session(connection, Vault(SECRET))
            value = await counting.read(session)
            await both_have_read.wait()
            await counting.write(session, value + 1)

    await asyncio.gather(add_one(), add_one())
    async with engine.connect() as connection:
        assert await counting.read(Session(connection, Vault(SECRET))) == 1
    await engine.dispose()
