"""The broadcaster: looks what is due every second, or at once when something was decided."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

import structlog

from bot.broadcasts.fetching import Fetcher
from bot.broadcasts.house import House, setting
from bot.broadcasts.running import Runner
from bot.broadcasts.statuses import Statuses
from bot.broadcasts.telling import Telling
from bot.errors import Unavailable
from bot.ports import Channel, Clock, Units

POLL_SECONDS = 1.0

log = structlog.get_logger(__name__)


class Job(Protocol):
    async def tick(self, now: datetime) -> None: ...


class Broadcaster:
    """One per database, under the worker's lock. `run` until cancelled; `due` is set when there
    may be something to do.
    """

    def __init__(
        self,
        units: Units,
        channels: Mapping[str, Channel],
        house: House,
        clock: Clock,
        due: asyncio.Event,
    ) -> None:
        self._clock = clock
        self._due = due
        self._jobs: tuple[Job, ...] = (
            Fetcher(units, channels),
            Runner(units, setting(house), Telling(house)),
            Statuses(units, channels, house),
        )

    async def run(self) -> None:
        while True:
            self._due.clear()
            for job in self._jobs:
                await self._tick(job)
            await self._sleep()

    async def _tick(self, job: Job) -> None:
        try:
            await job.tick(self._clock())
        except Unavailable as trouble:
            log.warning("database cannot serve now", reason=str(trouble))
        except Exception:  # one job that fails must not stop the others, nor reports and alerts
            log.exception("a job of broadcasts has failed")

    async def _sleep(self) -> None:
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self._due.wait()
        except TimeoutError:
            return
