"""The sender: takes what is due from the ledger, says it, and writes down what became of it.

Before a window is sent it is marked as started, in one small commit; after a crash those rows are
the only ones whose outcome is unknown. Alerts are then sent again, anything else is left to people.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import structlog

from bot.errors import (
    ChannelError,
    Moved,
    NeverSent,
    OutcomeUnknown,
    Rejected,
    Throttled,
    Unavailable,
    Unreachable,
)
from bot.ledger import Class, Delivery, State
from bot.ports import Channel, Clock, Unit, Units

WINDOW = 8
POLL_SECONDS = 1.0
MOST_TRIES = 10
LONGEST_PAUSE = timedelta(minutes=5)

log = structlog.get_logger(__name__)


class Sender:
    """One per database, under the worker's lock. `run` until cancelled; `posted` is set when a
    letter has been committed.
    """

    def __init__(
        self, units: Units, channels: Mapping[str, Channel], clock: Clock, posted: asyncio.Event
    ) -> None:
        self._units = units
        self._channels = channels
        self._clock = clock
        self._posted = posted

    async def run(self) -> None:
        recovered = False
        while True:
            self._posted.clear()
            try:
                recovered = recovered or await self._recover()
                worked = await self._window()
            except Unavailable as trouble:
                log.warning("database cannot serve now", reason=str(trouble))
                worked = False
            if not worked:
                await self._sleep()

    async def _recover(self) -> bool:
        async with self._units() as unit:
            await unit.ledger.recover()
        return True

    async def _sleep(self) -> None:
        try:
            await asyncio.wait_for(self._posted.wait(), POLL_SECONDS)
        except TimeoutError:
            return

    async def _window(self) -> bool:
        now = self._clock()
        async with self._units.reading() as unit:
            due = await unit.ledger.due(now=now, limit=WINDOW)
        if not due:
            return False
        async with self._units() as unit:
            await unit.ledger.start([delivery.id for delivery in due])
        async with asyncio.TaskGroup() as group:
            for delivery in due:
                group.create_task(self._deliver(delivery))
        return True

    async def _deliver(self, delivery: Delivery) -> None:
        channel = self._channels.get(delivery.address.account)
        if channel is None:
            await self._settle(delivery, State.REJECTED, "no such account any more")
        elif delivery.expires_at and delivery.expires_at <= self._clock():
            await self._settle(delivery, State.EXPIRED)
        else:
            await self._say(channel, delivery)

    async def _say(self, channel: Channel, delivery: Delivery) -> None:
        try:
            await channel.show(delivery.address, delivery.screen)
        except Throttled as refused:
            await self._delay(delivery, timedelta(seconds=refused.retry_after))
        except NeverSent as failure:
            await self._again(delivery, str(failure))
        except OutcomeUnknown as failure:
            if delivery.kind is Class.ALERT:
                await self._again(delivery, str(failure))
            else:
                await self._settle(delivery, State.UNKNOWN, str(failure))
        except Unreachable as gone:
            await self._blocked(delivery, str(gone))
        except (Rejected, Moved, ChannelError) as refused:
            log.critical("message refused", message=delivery.message, reason=str(refused))
            await self._settle(delivery, State.REJECTED, str(refused))
        else:
            await self._settle(delivery, State.SENT)

    async def _again(self, delivery: Delivery, reason: str) -> None:
        if delivery.tries + 1 >= MOST_TRIES and delivery.kind is not Class.ALERT:
            await self._settle(delivery, State.REJECTED, reason)
            return
        await self._delay(delivery, min(LONGEST_PAUSE, timedelta(seconds=2**delivery.tries)))

    async def _delay(self, delivery: Delivery, pause: timedelta) -> None:
        until = self._clock() + pause
        await self._write(lambda unit: unit.ledger.delay(delivery.id, until=until))

    async def _blocked(self, delivery: Delivery, reason: str) -> None:
        address = delivery.address
        await self._write(lambda unit: unit.people.set_reachable(address, reachable=False))
        await self._settle(delivery, State.BLOCKED, reason)

    async def _settle(self, delivery: Delivery, state: State, reason: str = "") -> None:
        now = self._clock()
        await self._write(
            lambda unit: unit.ledger.settle(delivery.id, state, now=now, reason=reason)
        )

    async def _write(self, change: Callable[[Unit], Awaitable[None]]) -> None:
        """Write down an outcome; a database that cannot serve now is waited for."""
        while True:
            try:
                async with self._units() as unit:
                    await change(unit)
            except Unavailable:
                await asyncio.sleep(POLL_SECONDS)
            else:
                return
