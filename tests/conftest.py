"""The world that stories happen in: the real app on a real database, a local Telegram, our page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.databases import Postgres, new_sqlite, postgres_server
from tests.world import World


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated, empty database, once of each kind."""
    if request.param == "sqlite":
        return await new_sqlite(tmp_path)
    server: Postgres = request.getfixturevalue("postgres")
    return await server.fresh()


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """A running bot, on both databases in turn."""
    async with World(database_url, tmp_path) as found:
        await found.starts()
        yield found
