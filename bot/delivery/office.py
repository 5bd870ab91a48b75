"""The office: the senders of all accounts of this process."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.delivery.pacer import Pace
from bot.delivery.sender import Alarms, Sender
from bot.ports import Channel, Clock, Units

FIRST_TURN_SECONDS = 1.0


class Office:
    """`wake` after each commit that posted something; `open` before the first."""

    def __init__(self, clock: Clock, owner: str) -> None:
        self._clock = clock
        self._owner = owner
        self.senders: dict[str, Sender] = {}
        self._waits: dict[str, bool] = {}
        self._units: Units | None = None

    def add(self, units: Units, channel: Channel, pace: Pace, alarms: Alarms) -> None:
        self._units = units
        self._waits[channel.account] = not channel.capabilities.proactive
        self.senders[channel.account] = Sender(
            units, channel, self._clock, pace, self._owner, alarms
        )

    def wake(self) -> None:
        for sender in self.senders.values():
            sender.wake()

    async def open(self) -> None:
        """Make the accounts known, so that nothing posted to them is left out."""
        assert self._units
        async with self._units() as unit:
            for account, waits in self._waits.items():
                await unit.deliveries.register(account, waits=waits)

    async def run(self, only: str = "") -> None:
        """Until cancelled; `only`: for this account alone."""
        async with asyncio.TaskGroup() as group:
            for account, sender in self.senders.items():
                if only in ("", account):
                    group.create_task(sender.run())

    async def begun(self) -> None:
        """Return when every sender has had its first turn; a slow database is not waited for."""
        with suppress(TimeoutError):
            async with asyncio.timeout(FIRST_TURN_SECONDS):
                for sender in self.senders.values():
                    await sender.looked.wait()

    async def drain(self, *, seconds: float) -> None:
        await asyncio.gather(*(each.drain(seconds=seconds) for each in self.senders.values()))
