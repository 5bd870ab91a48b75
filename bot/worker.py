"""The worker: takes updates from the inbox, decides, commits, then speaks.

Order is kept per chat, chats go in parallel. Updates of different chats share a commit; when one of
them fails, nothing of that commit happened and each is done again alone, so that only the failing
one counts a failure. A decided answer is kept until it has been shown: after a crash each chat gets
its current screen once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Protocol

import structlog

from bot import inbox
from bot.backlog import Backlog
from bot.delivery.pacer import Pace
from bot.drafts import Draft
from bot.errors import Unavailable
from bot.inbox import Answered, Entry
from bot.incoming import Address, Incoming
from bot.people import Actor, language_for
from bot.ports import Channel, Clock, Unit, Units
from bot.screen import Screen
from bot.screen_codec import from_bytes, to_bytes
from bot.speaking import Speaker

BATCH = 32
BATCH_SECONDS = 0.1
"""After so long the commit is made and the rest of the batch comes next: others want to write too,
above all whoever sends the alerts.
"""
POLL_SECONDS = 0.5
"""How long updates committed by another process can go unnoticed."""
MOST_TALKING = 32
TALK_SECONDS = 0.05
"""How long new work waits for a place among the screens under way: a kill repeats those."""

log = structlog.get_logger(__name__)


class Brain(Protocol):
    """The handlers, as the worker sees them."""

    async def answer(
        self, arrived: Incoming, actor: Actor, draft: Draft | None, unit: Unit
    ) -> Screen | None: ...

    def sorry(self, language: str) -> Screen: ...


@dataclass(frozen=True, slots=True)
class Decided:
    """What a commit settled for one entry; `screen` None = deliberate silence."""

    entry: Entry
    arrived: Incoming | None
    screen: Screen | None


class Worker:
    """One per database (storage.locks); `run` until cancelled, then `drain`."""

    def __init__(
        self,
        units: Units,
        channels: Mapping[str, Channel],
        paces: Mapping[str, Pace],
        brain: Brain,
        clock: Clock,
    ) -> None:
        """`paces` by account, as `channels`."""
        self._units = units
        self._channels = channels
        self._brain = brain
        self._clock = clock
        self._speaker = Speaker(units, paces)
        self._backlog = Backlog()
        self._wakened = asyncio.Event()
        self._spoken: list[Answered] = []
        self._talking: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        self._wakened.set()

    def forget(self, chats: Iterable[bytes]) -> None:
        """These chats belong to nobody any more: what waits of them is not answered."""
        for chat in chats:
            self._backlog.drop(chat)

    async def run(self) -> None:
        work, pause = self._recover, 0.0
        while True:
            try:
                worked = await work()
                work, pause = self._step, 0.0
            except Unavailable as trouble:
                pause = min(5.0, pause * 2 or 0.05)
                log.warning("database cannot serve now", reason=str(trouble), pause_s=pause)
                await asyncio.sleep(pause)
                continue
            if not worked:
                await self._sleep()

    async def drain(self, *, seconds: float) -> None:
        """Let screens under way finish, and note them; what remains is shown after the restart."""
        if self._talking:
            await asyncio.wait(self._talking, timeout=seconds)
        try:
            async with self._unit():
                pass
        except Unavailable as trouble:
            log.warning("screens shown are not noted and will come again", reason=str(trouble))

    async def _sleep(self) -> None:
        if self._spoken:
            return
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self._wakened.wait()
        except TimeoutError:
            return

    async def _recover(self) -> bool:
        """Show each chat the newest of the screens that a crash kept from it."""
        async with self._units.reading() as unit:
            held = await unit.inbox.unspoken()
        newest = {item.entry.chat: item for item in held}
        self._spoken += [Answered(i.entry.id) for i in held if newest[i.entry.chat] is not i]
        for item in newest.values():
            self._backlog.hold(item.entry.chat)
            self._speak(Decided(item.entry, self._read(item.entry), from_bytes(item.screen)))
        if held:
            log.info("screens kept by a stop are shown now", chats=len(newest))
        return True

    async def _step(self) -> bool:
        """One commit's worth of work; False when there was none."""
        self._wakened.clear()  # before looking: whoever comes later wakes us from the next sleep
        if self._backlog.room:
            async with self._units.reading() as unit:
                after, limit = self._backlog.last, self._backlog.room
                self._backlog.add(await unit.inbox.waiting(after=after, limit=limit))
        await self._let_talk()
        batch = self._backlog.take(BATCH)
        for decided in await self._decide(batch) if batch else ():
            self._speak(decided)
        if not batch and self._spoken:
            async with self._unit():
                pass
        return bool(batch)

    async def _let_talk(self) -> None:
        """Hear some screens out before deciding more, but never wait long for a slow channel."""
        if len(self._talking) >= MOST_TALKING:
            await asyncio.wait(
                self._talking, timeout=TALK_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )

    async def _decide(self, batch: list[Entry]) -> list[Decided]:
        try:
            return await self._together(batch)
        except Unavailable:
            self._backlog.put_back(batch)
            raise
        except Exception as failure:  # noqa: BLE001 - whatever one update does, the others go on
            if len(batch) == 1:
                return [await self._fail(batch[0], failure)]
        return [decided for entry in batch for decided in await self._decide([entry])]

    async def _together(self, batch: Sequence[Entry]) -> list[Decided]:
        read = [(entry, self._read(entry)) for entry in batch]
        arrivals = [arrived for _, arrived in read if arrived is not None]
        decided: list[Decided] = []
        async with self._unit() as unit:
            enough_at = asyncio.get_running_loop().time() + BATCH_SECONDS
            actors = await self._actors(arrivals, unit)
            drafts = await unit.drafts.current([actor.id for actor in actors.values()])
            for entry, arrived in read:
                decided.append(await self._settle(entry, arrived, actors, drafts, unit))
                if asyncio.get_running_loop().time() >= enough_at:
                    break
        self._backlog.put_back(batch[len(decided) :])
        return decided

    async def _actors(self, arrivals: Sequence[Incoming], unit: Unit) -> dict[Address, Actor]:
        """Who is acting, with the rights they hold at this moment."""
        if not arrivals:
            return {}
        now = self._clock()
        actors = await unit.people.meet(arrivals, now=now)
        held = await unit.grants.of([actor.person for actor in actors.values()], now=now)
        return {
            address: replace(actor, grants=held.get(actor.person, ()))
            for address, actor in actors.items()
        }

    async def _settle(
        self,
        entry: Entry,
        arrived: Incoming | None,
        actors: Mapping[Address, Actor],
        drafts: Mapping[int, Draft],
        unit: Unit,
    ) -> Decided:
        screen = None
        if arrived is not None:
            actor = actors[arrived.address]
            screen = await self._brain.answer(arrived, actor, drafts.get(actor.id), unit)
        if screen is None:
            await unit.inbox.answered([_answered(entry, arrived)], now=self._clock())
        else:
            await unit.inbox.decide(entry, to_bytes(screen))
        return Decided(entry, arrived, screen)

    @asynccontextmanager
    async def _unit(self) -> AsyncIterator[Unit]:
        """A unit that also notes which screens have been shown since the last one."""
        spoken = list(self._spoken)
        async with self._units() as unit:
            await unit.inbox.answered(spoken, now=self._clock())
            yield unit
        del self._spoken[: len(spoken)]

    async def _fail(self, entry: Entry, failure: Exception) -> Decided:
        log.error("update failed", entry=entry.id, tries=entry.tries + 1, exc_info=failure)
        async with self._unit() as unit:
            dead = await unit.inbox.failed(entry, now=self._clock(), limit=inbox.TRIES)
        if dead:
            log.critical("update set aside for good", entry=entry.id, account=entry.account)
            return self._apology(entry)
        self._backlog.put_back([replace(entry, tries=entry.tries + 1)])
        return Decided(entry, None, None)

    def _apology(self, entry: Entry) -> Decided:
        """What the person gets for an update that failed for good, when it can be read at all."""
        try:
            arrived = self._read(entry)
        except Exception:  # noqa: BLE001 - the reading itself is what failed, and was logged
            arrived = None
        if arrived is None:
            return Decided(entry, None, None)
        return Decided(entry, arrived, self._brain.sorry(language_for(arrived.language)))

    def _read(self, entry: Entry) -> Incoming | None:
        return self._channels[entry.account].read(entry.payload)

    def _speak(self, decided: Decided) -> None:
        if decided.arrived is None:
            self._backlog.release(decided.entry.chat)
            return
        task = asyncio.create_task(self._say(decided, decided.arrived))
        self._talking.add(task)
        task.add_done_callback(self._talking.discard)

    async def _say(self, decided: Decided, arrived: Incoming) -> None:
        channel = self._channels[decided.entry.account]
        said = await self._speaker.say(channel, arrived, decided.screen)
        if decided.screen is not None:
            self._spoken.append(_answered(decided.entry, arrived, said))
        self._backlog.release(decided.entry.chat)
        self.wake()


def _answered(entry: Entry, arrived: Incoming | None, said: str = "") -> Answered:
    """What stands in a group is not for one of its members to clear."""
    if arrived is None or arrived.group:
        return Answered(entry.id)
    return Answered(entry.id, arrived.message[:32] or None, said[:32] or None)
