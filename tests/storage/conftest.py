"""Units on both databases, and what a test needs to look past them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import open_engine
from storage.sealing import Vault
from storage.unit import SqlUnits
from tests.world import SECRET


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


@pytest.fixture
def units(engine: AsyncEngine) -> SqlUnits:
    return SqlUnits(engine, Vault(SECRET))
