"""Taking back what is being written down at the same time by whoever sends it."""

from __future__ import annotations

import asyncio

from bot.deliveries import Outcome
from bot.ledger import State
from storage.unit import SqlUnits
from tests.storage.test_ledger import SOON, Post
from tests.world import NOON


async def test_taken_back_while_its_outcomes_are_written(units: SqlUnits) -> None:
    """Whichever commits first, nobody who got it keeps it."""

    async def recall() -> None:
        async with units() as unit:
            await unit.ledger.recall(message, {}, now=NOON)

    post = Post(units)
    await post.people(5)
    message = await post.says()
    await post.takes()
    first, second, *_ = await post.picks(3)
    await post.settles(Outcome(first, State.SENT, "m1"))
    assert post.lease
    async with units() as unit:
        await unit.deliveries.keep(post.lease, until=SOON)
        await unit.deliveries.settle(post.lease, [Outcome(second, State.SENT, "m2")], now=NOON)
        taking_back = asyncio.create_task(recall())
        await asyncio.wait([taking_back], timeout=0.5)  # on PostgreSQL it comes as far as it can
    await taking_back
    assert {one.known for one in await post.picks(64)} == {"m1", "m2"}
