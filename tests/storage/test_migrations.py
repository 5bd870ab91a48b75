"""Every migration goes up, down and up again, and ends where the rows say."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import migrate
from storage.engine import open_engine
from storage.schema import metadata
from tests.databases import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A database that no migration has touched."""
    if request.param == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path}/empty.db"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        url = await server.empty()
    engine = open_engine(url)
    yield engine
    await engine.dispose()


def revisions() -> list[str]:
    """All revisions, oldest first."""
    scripts = ScriptDirectory.from_config(migrate.config())
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


async def tables(engine: AsyncEngine) -> set[str]:
    async with engine.connect() as connection:
        found = await connection.run_sync(lambda sync: sa.inspect(sync).get_table_names())
    return set(found) - {"alembic_version"}


async def test_every_step_goes_up_down_and_up(empty: AsyncEngine) -> None:
    assert await migrate.current(empty) is None
    before: str = "base"
    for revision in revisions():
        await migrate.upgrade(empty, revision)
        after = await tables(empty)
        await migrate.downgrade(empty, before)
        await migrate.upgrade(empty, revision)
        assert await tables(empty) == after
        assert await migrate.current(empty) == revision
        before = revision
    assert await migrate.current(empty) == migrate.newest()
    assert await tables(empty) == set(metadata.tables)


async def test_going_down_leaves_nothing(empty: AsyncEngine) -> None:
    await migrate.upgrade(empty)
    await migrate.downgrade(empty)
    assert await tables(empty) == set()
    assert await migrate.current(empty) is None


async def test_upgrading_twice_does_nothing(empty: AsyncEngine) -> None:
    await migrate.upgrade(empty)
    await migrate.upgrade(empty)
    assert await migrate.current(empty) == migrate.newest()


async def test_rows_match_migrations(engine: AsyncEngine) -> None:
    assert await migrate.differences(engine) == []


@pytest.mark.parametrize(
    "drift",
    [
        "DROP INDEX ix_inbox_done_at",
        "ALTER TABLE people ADD COLUMN height INTEGER",
        "DROP TABLE reasons",
        "CREATE TABLE surplus (id INTEGER PRIMARY KEY)",
    ],
)
async def test_a_difference_would_be_seen(engine: AsyncEngine, drift: str) -> None:
    async with engine.begin() as connection:
        await connection.execute(sa.text(drift))
    assert await migrate.differences(engine) != []
