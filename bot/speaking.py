"""Speaking: one decided screen to one chat, through every trouble a channel can have.

A direct answer is worth repeating: a second copy of a screen is harmless, silence is not. So an
unknown outcome is tried again a few times, and what certainly never left waits until it can.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace

import structlog

from bot.delivery.pacer import Pace
from bot.errors import (
    ChannelError,
    Moved,
    NeverSent,
    OutcomeUnknown,
    Rejected,
    Throttled,
    Unreachable,
)
from bot.incoming import Incoming
from bot.ledger import Lane
from bot.ports import Channel, Units
from bot.screen import Screen

LONGEST_PAUSE = 30.0
MOST_COPIES = 3

log = structlog.get_logger(__name__)


class Speaker:
    def __init__(self, units: Units, paces: Mapping[str, Pace]) -> None:
        self._units = units
        self._paces = paces

    async def say(self, channel: Channel, arrived: Incoming, screen: Screen | None) -> str:
        """Show the screen, or only acknowledge the press when there is none. Never raises; returns
        what the channel calls the message, "" when there is none.
        """
        try:
            return await self._end(channel, arrived, screen)
        except Exception:  # it is decided and in the inbox; the worker goes on with others
            log.exception("speaking failed", account=channel.account)
            return ""

    async def _end(self, channel: Channel, arrived: Incoming, screen: Screen | None) -> str:
        """Each way it can end. Raises what our own database makes of noting it."""
        try:
            if screen is None:
                await channel.acknowledge(arrived)
            else:
                _, said = await asyncio.gather(
                    channel.confirm(arrived, screen.note), self._persist(channel, arrived, screen)
                )
                return said
        except Unreachable:
            async with self._units() as unit:
                await unit.people.set_reachable(arrived.address, reachable=False)
        except Moved as moved:
            return await self._follow(channel, arrived, screen, moved.ref)
        except Rejected as refused:
            log.critical("screen refused", account=channel.account, reason=refused.reason)
        except ChannelError as trouble:
            log.warning("screen given up", account=channel.account, reason=str(trouble))
        return ""

    async def _persist(self, channel: Channel, arrived: Incoming, screen: Screen) -> str:
        pause, copies = 0.25, 0
        pace = self._paces[channel.account]
        lane = Lane.EMERGENCY if screen.urgent else Lane.ANSWER
        while True:
            try:
                async with pace.turn(lane, arrived.address):
                    return await channel.show(arrived.address, screen, answering=arrived)
            except Throttled:
                continue  # its next turn comes when it may
            except OutcomeUnknown:
                copies += 1
                if copies == MOST_COPIES:
                    raise
            except NeverSent:
                pass
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    async def _follow(
        self, channel: Channel, arrived: Incoming, screen: Screen | None, ref: str
    ) -> str:
        """The chat has moved: remember where, and say it there once."""
        new = replace(arrived.address, ref=ref)
        async with self._units() as unit:
            await unit.people.move(arrived.address, new)
        if screen is None:
            return ""
        return await self.say(channel, replace(arrived, address=new), screen)
