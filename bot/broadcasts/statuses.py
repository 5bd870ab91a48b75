"""The one message of an author that tells how it goes: edited in place, at most every 3 seconds.

Edits count like messages (telegram.md 1.1), so they wait for a turn in the last lane of all. What
was drawn last is kept in this process only to leave a message alone that would not change; after a
restart it is drawn once more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.broadcasts.content import File
from bot.broadcasts.house import House
from bot.broadcasts.memory import Status
from bot.broadcasts.outcome import outcome
from bot.broadcasts.planning import trial_states
from bot.broadcasts.values import OVER, RUNNING, Broadcast, Stage
from bot.broadcasts.viewing import view
from bot.delivery.pacer import Pace
from bot.delivery.rules import LONG_WAIT_SECONDS
from bot.errors import ChannelError, Rejected, Throttled, Unreachable
from bot.incoming import Choice, Incoming
from bot.ledger import Lane, State
from bot.people import Actor
from bot.ports import Channel, Clock, Unit, Units
from bot.screen import Screen

EVERY = timedelta(seconds=3)
"""A message is edited no more often."""

ARRIVES_WITHIN = timedelta(minutes=1)
"""What was under way when it was taken back has arrived by then, or never will."""

_MOVING = (*RUNNING, Stage.RECALLED)
"""Stages in which the figures change although nobody does anything."""

log = structlog.get_logger(__name__)


class Statuses:
    """`tick` returns when every edit has had its turn."""

    def __init__(
        self,
        units: Units,
        channels: Mapping[str, Channel],
        paces: Mapping[str, Pace],
        house: House,
        clock: Clock,
    ) -> None:
        """`paces` by account, as `channels`."""
        self._units = units
        self._channels = channels
        self._paces = paces
        self._house = house
        self._clock = clock
        self._drawn: dict[int, object] = {}

    async def tick(self, now: datetime) -> None:
        async with self._units.reading() as unit:
            watched = await unit.broadcasts.watched()
            drawn = [
                (broadcast, status, await self._changed(unit, broadcast, status, now))
                for broadcast, status in watched
                if status.shown_at is None or now - status.shown_at >= EVERY
            ]
            last = {b.id for b, _, _ in drawn if await _settled(unit, b, now)}
        edits = (
            self._edit(broadcast, status, screen, last=broadcast.id in last)
            for broadcast, status, screen in drawn
            if screen is not None or broadcast.id in last
        )
        await asyncio.gather(*edits)

    async def _changed(
        self, unit: Unit, broadcast: Broadcast, status: Status, now: datetime
    ) -> Screen | None:
        """The message as it should read, None when it reads so."""
        trial = await trial_states(unit, broadcast)
        if broadcast.stage is Stage.DRAFT and _unsettled(broadcast, trial):
            return None
        kept = [part.state for part in broadcast.content.files]
        facts: object = (broadcast.stage, broadcast.short_digest, sorted(trial.items()), kept)
        if broadcast.stage not in _MOVING and self._drawn.get(broadcast.id) == facts:
            return None
        actor = await self._author(unit, broadcast, status, now)
        catalog = self._house.catalogs[status.language]
        screen = await view(unit, broadcast, actor, self._house, catalog, now=now)
        facts = screen if broadcast.stage in _MOVING else facts
        if self._drawn.get(broadcast.id) == facts:
            return None
        self._drawn[broadcast.id] = facts
        return screen

    async def _author(
        self, unit: Unit, broadcast: Broadcast, status: Status, now: datetime
    ) -> Actor:
        held = await unit.grants.of([broadcast.author], now=now)
        grants = held.get(broadcast.author, ())
        return Actor(0, broadcast.author, status.address, status.language, grants=grants)

    async def _edit(
        self,
        broadcast: Broadcast,
        status: Status,
        screen: Screen | None,
        *,
        last: bool,
    ) -> None:
        try:
            if screen is not None:
                await self._show(status, screen)
        except (Rejected, Unreachable) as gone:
            log.info("a progress message is gone", reason=str(gone))
            last = True
        except ChannelError as trouble:
            log.info("a progress message waits", reason=str(trouble))
            self._drawn.pop(broadcast.id, None)
            last = False
        if last:
            self._drawn.pop(broadcast.id, None)
        async with self._units() as unit:
            await unit.broadcasts.status_shown(broadcast.id, at=self._clock(), last=last)

    async def _show(self, status: Status, screen: Screen) -> None:
        """Raises Unreachable where its channel is not served any more, Throttled at once when the
        chat must wait for long, and as a channel does.
        """
        channel = self._channels.get(status.address.account)
        if channel is None:
            raise Unreachable(status.address.account)
        pace, there = self._paces[channel.account], status.address
        if (wait := pace.wait(there)) > LONG_WAIT_SECONDS:
            raise Throttled(wait)
        answering = Incoming(there, Choice("", status.message))
        async with pace.turn(Lane.PROGRESS, there):
            await channel.show(there, replace(screen, replaces=True), answering=answering)


async def _settled(unit: Unit, broadcast: Broadcast, now: datetime) -> bool:
    """Whether nothing of it will change any more."""
    if broadcast.stage is not Stage.RECALLED:
        return broadcast.stage in OVER
    fresh = broadcast.ended_at is None or now - broadcast.ended_at < ARRIVES_WITHIN
    return not fresh and not (await outcome(unit, broadcast)).deleting


def _unsettled(broadcast: Broadcast, trial: Mapping[State, int]) -> bool:
    """Whether the files or the trial are still on their way: the screen says so already."""
    waits = any(part.state is File.WANTED for part in broadcast.content.files)
    return waits or bool(trial.get(State.QUEUED))
