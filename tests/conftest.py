"""The world that stories happen in: the real app on a real database, a local Telegram, our page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from zlib import crc32

import pytest

from tests.databases import Postgres, new_sqlite, postgres_server
from tests.world import World

DATABASES = ("sqlite", "postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--both", action="store_true", help="every story on both databases")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A story runs on one of the databases, half of all on each: twice takes too long for every
    change. Faults, and whatever is no story, run on both; `--both`: everything does.
    """
    if config.getoption("both"):
        return
    spared = {item for item in items if _is_other_half(item)}
    items[:] = [item for item in items if item not in spared]
    config.hook.pytest_deselected(items=list(spared))


def _is_other_half(item: pytest.Item) -> bool:
    called = item.callspec.params if hasattr(item, "callspec") else {}
    database: object = called.get("database_url")
    if database is None or item.path.parent.name != "stories" or "fault" in item.path.name:
        return False
    half = crc32(item.nodeid.partition("[")[0].encode()) % 2
    return database != DATABASES[half]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with postgres_server() as server:
        yield server


@pytest.fixture(params=DATABASES)
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
