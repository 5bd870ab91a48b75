"""Numbers of the inbox are never used again, or the worker would look past them."""

from __future__ import annotations

import sqlalchemy as sa

from bot.inbox import Answered
from bot.ports import RawUpdate
from storage.engine import open_engine
from storage.inbox import inbox
from storage.sealing import Vault
from storage.unit import SqlUnits
from tests.world import NOON, SECRET


async def test_after_a_quiet_week_the_next_update_has_a_higher_number(database_url: str) -> None:
    engine = open_engine(database_url)
    units = SqlUnits(engine, Vault(SECRET))
    async with units() as unit:
        await unit.inbox.add([RawUpdate("web", "1", "a", {})], now=NOON)
        (first,) = await unit.inbox.waiting(after=0, limit=1)
        await unit.inbox.answered([Answered(first.id)], now=NOON)
    async with units() as unit:
        await unit.execute(sa.delete(inbox))
        await unit.inbox.add([RawUpdate("web", "2", "a", {})], now=NOON)
        (second,) = await unit.inbox.waiting(after=first.id, limit=1)
    assert second.id > first.id
    await engine.dispose()
