"""Resting: in the night after an erasure the database writes anew what held it.

SQLite blanks what it frees. PostgreSQL leaves the bytes of deleted rows, sealed as they are, in
freed pages until those are used again; so its tables are written anew, once, at an hour when few
people wait for an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

import structlog

from bot.errors import Unavailable
from bot.ports import Clock, Units
from bot.windows import local

SECONDS = 600
"""Between beats: what was locked is tried again so much later, until the hours are over."""
HOURS = time(2), time(4)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Rested:
    """Tables not written anew: `busy` with somebody's work just then, too `large` for a short lock.
    `log`: whether the write-ahead log has gone on to a new segment.
    """

    busy: tuple[str, ...] = ()
    large: tuple[str, ...] = ()
    log: bool = True


@dataclass(frozen=True, slots=True)
class Resting:
    """Driven by a heartbeat; that an erasure waits for its night stands in the rows."""

    units: Units
    clock: Clock

    async def beat(self) -> None:
        now = self.clock()
        if not HOURS[0] <= local(now).time() < HOURS[1]:
            return
        try:
            async with self.units.reading() as unit:
                waiting = await unit.data.unrested()
            if waiting:
                await self._rest()
        except Unavailable as trouble:
            log.warning("the night's work waits for the database", reason=str(trouble))

    async def _rest(self) -> None:
        now = self.clock()
        found = await self.units.rest()
        if found.busy:
            log.info("tables were in use, written anew at the next beat", tables=found.busy)
            return
        if found.large or not found.log:
            remedy = "docs/decisions/0014-the-nights-rest.md"
            log.warning("left to the operator", tables=found.large, wal=found.log, remedy=remedy)
        async with self.units() as unit:
            await unit.data.rested(now=now)
