"""The sender of one channel account: takes what is due from the ledger, says it, and writes down
what became of it.

One at a time sends for an account: the holder of its lease. Each commit renews the lease, writes
the outcomes that came in and starts as many rows as there is room for; only then those are said. So
after a crash what is unknown is no more than was under way.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Protocol

import structlog

from bot.deliveries import Delivery, Fenced, Held, Lease, Outcome, Room, Tally, Vitals
from bot.delivery.gauge import Gauge
from bot.delivery.pacer import Pace
from bot.delivery.rules import BREATH_SECONDS, is_wrong, why_refused
from bot.delivery.saying import Teller
from bot.delivery.voices import Voices
from bot.errors import Unavailable
from bot.ledger import Lane
from bot.ports import Clock, Outlet, Unit, Units

LEASE = timedelta(seconds=10)
RENEW_SECONDS = 3.0
POLL_SECONDS = 0.5
STEADY = 8
"""Commits over which their time is averaged."""
LANES = (Lane.RED_ALERT, Lane.ALERT, Lane.BROADCAST, Lane.CAMPAIGN)
ROOMS = (LANES[:1], LANES[1:2], LANES[2:])

log = structlog.get_logger(__name__)


class Alarms(Protocol):
    """Tells people in the same unit that something is wrong."""

    async def paused(self, unit: Unit, tally: Tally, reason: str) -> None: ...

    async def replaced(self, unit: Unit) -> None: ...


class Sender:
    """`run` until cancelled, then `drain`. `owner`: names this process among those that could send
    for the account; one that comes back under the same name need not wait for its own lease.
    """

    def __init__(
        self, units: Units, channel: Outlet, clock: Clock, pace: Pace, owner: str, alarms: Alarms
    ) -> None:
        self.account = channel.account
        self._units, self._channel, self._clock = units, channel, clock
        self._pace, self._owner, self._alarms = pace, owner, alarms
        self._teller = Teller(Voices(units, channel).say, pace, clock, self._may_go)
        self.said = 0
        """How many requests have ended since the start; for the operator's figures."""
        self.looked = asyncio.Event()
        """What waited from before has been started, or somebody else sends it."""
        self._gauge = Gauge()
        self._lease: Lease | None = None
        self._renewed = 0.0
        self._held: Held | None = None
        self._held_since = 0.0
        self._wakened = asyncio.Event()
        self._enough = asyncio.Event()
        """Half of what was under way is to be written down."""
        self._saying: dict[asyncio.Task[None], Delivery] = {}
        self._outcomes: list[Outcome] = []
        self._noting = 0
        self._commit = 0.0
        self._stopped: frozenset[int] = frozenset()

    def wake(self) -> None:
        """Something was committed, or somebody has opened the page."""
        self._wakened.set()

    @property
    def owns(self) -> bool:
        return self._lease is not None

    @property
    def vitals(self) -> Vitals:
        rate = self._gauge.rate(self.said, _monotonic())
        return Vitals(rate, self._pace.ceiling, self._pace.refusals)

    @property
    def _breadth(self) -> int:
        return self._pace.breadth(self._commit)

    async def run(self) -> None:
        while True:
            try:
                if await self._take():
                    await self._serve()
            except Fenced:
                log.warning("another process sends for this account now", account=self.account)
                self._drop()
            except Unavailable as trouble:
                log.warning("database cannot serve now", reason=str(trouble))
                await self._settle_under_way()
            self.looked.set()
            await _within(POLL_SECONDS, self._wakened)

    async def drain(self, *, seconds: float) -> None:
        """Let what is under way finish, and note it; what remains is unknown after the restart."""
        if self._saying:
            await asyncio.wait(self._saying, timeout=seconds)
        lease, self._lease = self._lease, None
        if lease is None:
            return
        try:
            async with self._units() as unit:
                await self._note(unit, lease)
                if not self._saying:
                    await unit.deliveries.give_up(lease, now=self._clock())
            for task in self._saying:
                task.cancel()
        except (Unavailable, Fenced) as trouble:
            log.warning("outcomes not noted", count=len(self._outcomes), reason=str(trouble))

    async def _take(self) -> bool:
        """Become the sender if nobody else is, and set right what a crash has left."""
        now, began = self._clock(), _monotonic()
        async with self._units() as unit:
            lease = await unit.deliveries.lease(
                self.account, self._owner, until=now + LEASE, stale=self._stale()
            )
            if isinstance(lease, Held):
                self._see(lease)
                return False
            found = await unit.deliveries.recover(lease, now=now)
            if lease.replaced:
                await self._alarms.replaced(unit)
        self._lease, self._renewed, self._noting = lease, began, 0
        if lease.ceiling is not None:
            self._pace.remember(lease.ceiling)
        if found.again or found.unknown:
            log.warning(
                "found started without an outcome", again=found.again, unknown=found.unknown
            )
        if lease.replaced:
            log.error("the sender before stopped renewing its lease", account=self.account)
        return True

    def _see(self, held: Held) -> None:
        if held != self._held:
            self._held, self._held_since = held, _monotonic()

    def _stale(self) -> Held | None:
        """Another one's lease that has not been renewed for as long as it lasts."""
        waited = _monotonic() - self._held_since
        return self._held if waited >= LEASE.total_seconds() else None

    async def _serve(self) -> None:
        while self._lease:
            self._wakened.clear()
            self._enough.clear()
            await self._step(self._lease)
            self.looked.set()
            await _within(BREATH_SECONDS, self._enough)
            await _within(POLL_SECONDS, self._wakened)
            while not self._wakened.is_set() and not await self._due(self._lease):
                await _within(POLL_SECONDS, self._wakened)

    async def _step(self, lease: Lease) -> None:
        """One commit: outcomes in, new rows started. Raises Fenced, Unavailable."""
        now, began = self._clock(), _monotonic()
        noted = list(self._outcomes)
        self._noting = len(noted)
        async with self._units() as unit:
            await self._note(unit, lease, noted)
            if present := self._channel.present():
                await unit.deliveries.arrived(present, now=now)
            if under_way := {delivery.message for delivery in self._saying.values()}:
                self._stopped = await unit.deliveries.stopped(list(under_way), now=now)
            picked = await self._pick(unit, lease)
        self._renewed = began
        self._commit += (_monotonic() - began - self._commit) / STEADY
        del self._outcomes[: len(noted)]
        self._noting = 0
        last = {(each.address, each.lane): task for task, each in self._saying.items()}
        for delivery in picked:
            place = delivery.address, delivery.lane
            task = asyncio.create_task(self._deliver(delivery, last.get(place)))
            self._saying[task] = delivery
            task.add_done_callback(self._saying.pop)
            last[place] = task

    async def _pick(self, unit: Unit, lease: Lease) -> list[Delivery]:
        """Only what is at least as urgent takes room from a row: no slow chat of the others, nor
        their place behind a flood of answers, keeps it.
        """
        left, rooms = self._breadth, list[Room]()
        for lanes in ROOMS:
            left -= sum(delivery.lane in lanes for delivery in self._saying.values())
            rooms.append(Room(lanes, left))
        if rooms[0].most <= 0:
            return []
        return await unit.deliveries.next(lease, now=self._clock(), rooms=rooms)

    async def _note(self, unit: Unit, lease: Lease, noted: list[Outcome] | None = None) -> None:
        now = self._clock()
        await unit.deliveries.keep(lease, until=now + LEASE, vitals=self.vitals)
        outcomes = self._outcomes if noted is None else noted
        if not outcomes:
            return
        for tally in await unit.deliveries.settle(lease, outcomes, now=now):
            reason = why_refused(outcomes, tally.message)
            if is_wrong(tally) and await unit.ledger.pause(tally.message, wrong=reason):
                log.error("message paused", message=tally.message, rejected=tally.rejected)
                await self._alarms.paused(unit, tally, reason)

    async def _deliver(self, delivery: Delivery, before: asyncio.Task[None] | None) -> None:
        """Behind what is under way to the same chat in the same lane: two messages of which one
        speaks of the other come in the order in which they were written.
        """
        if before is not None:
            await asyncio.wait([before])
        self._outcomes.append(await self._teller.tell(delivery))
        self.said += 1
        self._wakened.set()
        if 2 * (len(self._outcomes) - self._noting) >= self._breadth:
            self._enough.set()

    def _may_go(self, delivery: Delivery) -> bool:
        """Not when its message was stopped, nor when this process slept through its lease."""
        fresh = _monotonic() - self._renewed < LEASE.total_seconds()
        return fresh and delivery.message not in self._stopped

    async def _due(self, lease: Lease) -> bool:
        """Whether there is anything to do that nobody woke us for."""
        if self._saying or _monotonic() - self._renewed >= RENEW_SECONDS:
            return True
        async with self._units.reading() as unit:
            return await unit.deliveries.waiting(lease, now=self._clock(), lanes=LANES)

    def _drop(self) -> None:
        """Not ours any more: whoever took over finds in the rows what we had started."""
        self._lease = None
        for task in self._saying:
            task.cancel()
        self._outcomes.clear()

    async def _settle_under_way(self) -> None:
        """A commit may have been lost on its way: write down what is known, then look anew."""
        lease, self._lease = self._lease, None
        while lease and (self._saying or self._outcomes):
            if self._saying:
                await asyncio.wait(self._saying)
            try:
                async with self._units() as unit:
                    await self._note(unit, lease)
            except Unavailable:
                await asyncio.sleep(POLL_SECONDS)
            except Fenced:
                self._drop()
            else:
                self._outcomes.clear()


async def _within(seconds: float, event: asyncio.Event) -> None:
    """Until it comes, but no longer."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return


def _monotonic() -> float:
    return asyncio.get_running_loop().time()
