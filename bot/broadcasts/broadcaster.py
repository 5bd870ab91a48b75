"""The broadcaster: looks what is due every second, or at once when something was decided; beside
that it keeps authors' messages up to date, which wait for their turn and must hold up nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

import structlog

from bot.broadcasts.fetching import Fetcher
from bot.broadcasts.house import House, setting
from bot.broadcasts.running import Runner
from bot.broadcasts.statuses import Statuses
from bot.broadcasts.telling import Telling
from bot.delivery.pacer import Pace
from bot.errors import Unavailable
from bot.ports import Channel, Clock, Units

POLL_SECONDS = 1.0

Tick = Callable[[datetime], Awaitable[None]]

log = structlog.get_logger(__name__)


class Broadcaster:
    """One per database, under the worker's lock. `run` until cancelled; `due` is set when there
    may be something to do.
    """

    def __init__(
        self,
        units: Units,
        channels: Mapping[str, Channel],
        paces: Mapping[str, Pace],
        house: House,
        clock: Clock,
        due: asyncio.Event,
    ) -> None:
        self._clock = clock
        self._due = due
        self._moved = asyncio.Event()
        self._fetcher = Fetcher(units, channels)
        self._runner = Runner(units, setting(house), Telling(house))
        self._statuses = Statuses(units, channels, paces, house, clock)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as both:
            both.create_task(self._again(self._move, self._due))
            both.create_task(self._again(self._statuses.tick, self._moved))

    async def _move(self, _now: datetime) -> None:
        await self._try(self._fetcher.tick)
        await self._try(self._runner.tick)
        self._moved.set()

    async def _again(self, job: Tick, wakened: asyncio.Event) -> None:
        while True:
            wakened.clear()
            await self._try(job)
            await _sleep(wakened)

    async def _try(self, job: Tick) -> None:
        try:
            await job(self._clock())
        except Unavailable as trouble:
            log.warning("database cannot serve now", reason=str(trouble))
        except Exception:  # one job that fails must not stop the others, nor reports and alerts
            log.exception("a job of broadcasts has failed")


async def _sleep(wakened: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(POLL_SECONDS):
            await wakened.wait()
    except TimeoutError:
        return
