"""The runner: does errands one after the other, and says so when one cannot be done."""

from __future__ import annotations

import asyncio
import traceback

import structlog

from bot.errands import MOST_TRIES, Desks, Errand, pause
from bot.errors import Unavailable
from bot.ledger import Class, Letter
from bot.ports import Clock, Units
from bot.screens.people import say
from content.catalog import Catalogs

POLL_SECONDS = 1.0

log = structlog.get_logger(__name__)


class Runner:
    """One per database, under the worker's lock. `run` until cancelled; `asked` is set when an
    errand has been committed.
    """

    def __init__(
        self, units: Units, desks: Desks, catalogs: Catalogs, clock: Clock, asked: asyncio.Event
    ) -> None:
        self._units = units
        self._desks = desks
        self._catalogs = catalogs
        self._clock = clock
        self._asked = asked

    async def run(self) -> None:
        while True:
            self._asked.clear()
            try:
                worked = await self._next()
            except Unavailable as trouble:
                log.warning("database cannot serve now", reason=str(trouble))
                worked = False
            if not worked:
                await self._sleep()

    async def _sleep(self) -> None:
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self._asked.wait()
        except TimeoutError:
            return

    async def _next(self) -> bool:
        async with self._units.reading() as unit:
            errand = await unit.errands.next(now=self._clock())
        if errand is None:
            return False
        try:
            await self._desks[type(errand.task)](errand)
        except Unavailable:
            raise
        except Exception as failure:  # noqa: BLE001 - whatever one errand does, the others go on
            await self._failed(errand, failure)
        return True

    async def _failed(self, errand: Errand, failure: Exception) -> None:
        """Again later; after the last try the person is told. The failure's words may quote what
        somebody wrote, so only its kind and place are logged.
        """
        tries, at = errand.tries + 1, traceback.extract_tb(failure.__traceback__)[-1]
        kind = type(failure).__name__
        log.error("errand failed", errand=errand.id, tries=tries, kind=kind, at=f"{at.name}")
        now = self._clock()
        async with self._units() as unit:
            if tries < MOST_TRIES:
                await unit.errands.failed(errand.id, due_at=now + pause(tries))
                return
            sorry = say("errand.failed", self._catalogs[errand.language])
            await unit.ledger.post(Letter((errand.person,), sorry, Class.ALERT), now=now)
            await unit.errands.done(errand.id)
