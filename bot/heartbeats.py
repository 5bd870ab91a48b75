"""What happens at intervals. Rows are the truth: a missed beat is made up by the next one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

import structlog

from bot import data
from bot.audit import Deed
from bot.bells import Bell
from bot.errors import Unavailable
from bot.escalating import Escalation, House
from bot.ports import Clock, Unit, Units
from bot.rounding import Rounding

SECONDS = 10
TIDY_EVERY = timedelta(minutes=1)

log = structlog.get_logger(__name__)


class Heartbeats:
    """Keeps the accounts' sign of life, forgets what is due, and erases whoever asked for it.

    `forget` is told the chats of somebody erased: what waits of them in memory goes as well.
    `look`: at each beat, whether something is wrong. `take_back`: what a channel itself keeps of
    somebody goes before they are erased, when it can be had.
    """

    def __init__(
        self,
        units: Units,
        accounts: Sequence[str],
        clock: Clock,
        forget: Callable[[Sequence[bytes]], None] = lambda _: None,
        look: Callable[[Unit, datetime], Awaitable[None]] | None = None,
        take_back: Callable[[int], Awaitable[None]] | None = None,
    ) -> None:
        self._units = units
        self._accounts = accounts
        self._clock = clock
        self._forget = forget
        self._look = look
        self._take_back = take_back
        self._tidied: datetime | None = None

    async def beat(self) -> None:
        now = self._clock()
        try:
            async with self._units() as unit:
                for account in self._accounts:
                    await unit.accounts.set_alive(account, now=now)
                await unit.ledger.tidy(now=now)
                if self._look:
                    await self._look(unit, now)
                await unit.retention.apply(now=now)
                leaving = await unit.data.to_erase(now=now)
            for person in leaving:
                await self._erase(person, now)
            if leaving or self._tidied is None or now - self._tidied >= TIDY_EVERY:
                await self._tidy(now)
        except Unavailable as trouble:
            log.warning("heartbeat skipped", reason=str(trouble))

    async def _erase(self, person: int, now: datetime) -> None:
        if self._take_back:
            await self._take_back(person)
        async with self._units() as unit:
            if await data.last_admin(unit, person, now=now):
                log.warning("an erasure waits for another admin", remedy="antoan invite")
                return
            chats = await unit.data.erase(person, now=now)
            await unit.audit.write(Deed(person, "person.erase", f"people:{person}"), now=now)
        self._forget(chats)

    async def _tidy(self, now: datetime) -> None:
        """What was erased leaves the database's own log too; only then an erasure is complete."""
        if not await self._units.tidy():
            log.info("the database's log is in use, tidied at the next beat")
            return
        self._tidied = now
        async with self._units() as unit:
            await unit.data.erased(now=now)
            overdue = await unit.data.overdue(now=now)
        if overdue:
            log.error("data requests are overdue", count=overdue, remedy="antoan data requests")


class Beats:
    """The heartbeats of alerts: what waits for a taker, and what comes around."""

    def __init__(self, units: Units, house: House, bells: Sequence[Bell], clock: Clock) -> None:
        self._units = units
        self._escalation = Escalation(house, bells)
        self._rounding = Rounding(house)
        self._clock = clock

    async def escalate(self) -> None:
        try:
            await self._escalation.beat(self._units, now=self._clock())
        except Unavailable as trouble:
            log.warning("escalation waits for the database", reason=str(trouble))

    async def go_round(self) -> None:
        try:
            await self._rounding.beat(self._units, now=self._clock())
        except Unavailable as trouble:
            log.warning("rounds wait for the database", reason=str(trouble))
