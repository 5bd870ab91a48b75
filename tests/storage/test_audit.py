"""The log's chain when two write at once."""

from __future__ import annotations

import asyncio

from bot.audit import Deed
from storage.unit import SqlUnits
from tests.world import NOON


async def test_two_who_write_at_once_both_stand_in_the_chain(units: SqlUnits) -> None:
    async def writes(actor: int) -> None:
        async with units() as unit:
            await unit.audit.write(Deed(actor, "case.take", "cases:1"), now=NOON)

    await writes(1)
    async with units() as unit:
        await unit.audit.write(Deed(2, "case.take", "cases:1"), now=NOON)
        other = asyncio.create_task(writes(3))
        await asyncio.wait([other], timeout=0.5)  # on PostgreSQL it comes as far as it can
    await other
    async with units.reading() as unit:
        first, second, third = await unit.audit.entries()
    assert [one.deed.actor for one in (first, second, third)] == [1, 2, 3]
    assert (second.previous, third.previous) == (first.digest, second.digest)
