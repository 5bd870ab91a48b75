"""The one message of an author that tells how it goes: edited in place, at most every 3 seconds.

What was drawn last is kept in this process only to leave a message alone that would not change;
after a restart it is drawn once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.broadcasts.content import File
from bot.broadcasts.house import House
from bot.broadcasts.memory import Status
from bot.broadcasts.values import OVER, RUNNING, Broadcast, Stage
from bot.broadcasts.viewing import view
from bot.errors import ChannelError, Rejected, Unreachable
from bot.incoming import Choice, Incoming
from bot.ledger import State
from bot.people import Actor
from bot.ports import Channel, Unit, Units
from bot.screen import Screen

EVERY = timedelta(seconds=3)
"""A message is edited no more often: Telegram counts edits as messages (telegram.md 1.1)."""

log = structlog.get_logger(__name__)


class Statuses:
    def __init__(self, units: Units, channels: Mapping[str, Channel], house: House) -> None:
        self._units = units
        self._channels = channels
        self._house = house
        self._drawn: dict[int, object] = {}

    async def tick(self, now: datetime) -> None:
        async with self._units.reading() as unit:
            watched = await unit.broadcasts.watched()
            drawn = [
                (broadcast, status, screen)
                for broadcast, status in watched
                if (screen := await self._changed(unit, broadcast, status, now)) is not None
            ]
        for broadcast, status, screen in drawn:
            await self._edit(broadcast, status, screen, now)

    async def _changed(
        self, unit: Unit, broadcast: Broadcast, status: Status, now: datetime
    ) -> Screen | None:
        """The message as it should read, None when it reads so or must wait."""
        if status.shown_at is not None and now - status.shown_at < EVERY:
            return None
        trial = await unit.ledger.states(broadcast.trial) if broadcast.trial else {}
        if broadcast.stage is Stage.DRAFT and _unsettled(broadcast, trial):
            return None
        kept = [part.state for part in broadcast.content.files]
        facts: object = (broadcast.stage, broadcast.short_digest, sorted(trial.items()), kept)
        if broadcast.stage not in RUNNING and self._drawn.get(broadcast.id) == facts:
            return None
        actor = await self._author(unit, broadcast, status, now)
        catalog = self._house.catalogs[status.language]
        screen = await view(unit, broadcast, actor, self._house, catalog, now=now)
        facts = screen if broadcast.stage in RUNNING else facts
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
        self, broadcast: Broadcast, status: Status, screen: Screen, now: datetime
    ) -> None:
        channel = self._channels.get(status.address.account)
        over = channel is None or broadcast.stage in OVER
        if channel is not None:
            try:
                answering = Incoming(status.address, Choice("", status.message))
                await channel.show(
                    status.address, replace(screen, replaces=True), answering=answering
                )
            except (Rejected, Unreachable) as gone:
                log.info("a progress message is gone", reason=str(gone))
                over = True
            except ChannelError as trouble:
                log.info("a progress message waits", reason=str(trouble))
                self._drawn.pop(broadcast.id, None)
        async with self._units() as unit:
            await unit.broadcasts.status_shown(broadcast.id, at=now, last=over)


def _unsettled(broadcast: Broadcast, trial: Mapping[State, int]) -> bool:
    """Whether the files or the trial are still on their way: the screen says so already."""
    waits = any(part.state is File.WANTED for part in broadcast.content.files)
    return waits or bool(trial.get(State.QUEUED))
