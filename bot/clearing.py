"""Clearing: the messages of a chat are deleted where they stand, after the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.delivery.pacer import Pace
from bot.errands import ClearTraces, Errand
from bot.errors import Unreachable
from bot.ledger import Lane
from bot.ports import Clock, Units
from bot.traces import DELETES, Clears, batches, numbers


@dataclass(frozen=True, slots=True)
class Clearing:
    """Does the errand ClearTraces. What a channel fails in is raised: the runner tries again, and
    says so in the end.
    """

    units: Units
    channels: Mapping[str, Clears]
    paces: Mapping[str, Pace]
    clock: Clock

    async def __call__(self, errand: Errand) -> None:
        task, address = errand.task, errand.address
        assert isinstance(task, ClearTraces)
        async with self.units.reading() as unit:
            noted = await unit.traces.noted(address, since=self.clock() - DELETES)
        try:
            for some in batches(numbers(noted, task.upto)):
                async with self.paces[address.account].turn(Lane.ALERT, address):
                    await self.channels[address.account].clear(address, some)
        except Unreachable:
            pass  # the chat is gone, and what stood in it
        async with self.units() as unit:
            await unit.errands.done(errand.id)
