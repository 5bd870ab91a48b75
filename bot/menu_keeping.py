"""Keeping command menus true: a heartbeat shows whoever got or lost a role the menu that is theirs.

A menu is a convenience: it waits behind everything else that is sent, and a refusal is put off.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from bot.delivery.pacer import Pace
from bot.errors import ChannelError, Rejected, Unavailable, Unreachable
from bot.ledger import Lane
from bot.menus import Offering, Stale, edition, menu
from bot.ports import Clock, Units
from content.catalog import Catalogs

SECONDS = 10
AT_ONCE = 20
AGAIN = timedelta(hours=1)
"""A refused menu is tried again so much later."""
LEAVING_SECONDS = 5
"""How long an erasure waits for the menu to go back."""

log = structlog.get_logger(__name__)


class MenuKeeper:
    """One per account with menus, under the worker's lock; keeps nothing of its own."""

    def __init__(
        self, units: Units, channel: Offering, pace: Pace, catalogs: Catalogs, clock: Clock
    ) -> None:
        self._units = units
        self._channel = channel
        self._pace = pace
        self._catalogs = catalogs
        self._clock = clock
        self._edition = edition(catalogs)

    async def beat(self) -> None:
        try:
            async with self._units.reading() as unit:
                stale = await unit.menus.stale(
                    self._channel.account, self._edition, now=self._clock(), limit=AT_ONCE
                )
            for each in stale:
                await self._show(each)
        except Unavailable as trouble:
            log.warning("menus wait for the database", reason=str(trouble))
        except ChannelError as trouble:
            log.info("menus wait", reason=type(trouble).__name__)

    async def take_back(self, person: int) -> None:
        """Before somebody is erased; what cannot be had in a few seconds is left. Never raises."""
        try:
            async with asyncio.timeout(LEAVING_SECONDS):
                async with self._units.reading() as unit:
                    shown = await unit.menus.of(person, self._channel.account)
                for each in shown:
                    await self._show(each)
        except (ChannelError, TimeoutError, Unavailable) as trouble:
            log.warning("a menu stays behind", reason=type(trouble).__name__)

    async def _show(self, stale: Stale) -> None:
        """Raises what will pass by itself: the next beat finds the same rows."""
        wanted = menu(stale.roles, self._catalogs[stale.language])
        try:
            async with self._pace.turn(Lane.CAMPAIGN, stale.address):
                await self._channel.offer(stale.address, wanted)
        except Unreachable:
            async with self._units() as unit:
                await unit.people.set_reachable(stale.address, reachable=False)
        except Rejected as refused:
            log.warning("menu refused", address=stale.id, reason=refused.reason)
            async with self._units() as unit:
                await unit.menus.put_off(stale.id, until=self._clock() + AGAIN)
        else:
            async with self._units() as unit:
                await unit.menus.shown(stale.id, stale.mark)
