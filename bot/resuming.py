"""After an outage: conversations that it cut off are offered again, once, and losses are stated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.delivery.pacer import Pace
from bot.drafts import OUTAGE, RECENT, Draft
from bot.errors import ChannelError
from bot.incoming import Address
from bot.ledger import Lane
from bot.ports import Channel, Units
from bot.screen import Screen

KEPT_BY_TELEGRAM = timedelta(hours=24)

log = structlog.get_logger(__name__)


class Resuming(Protocol):
    def resume(self, draft: Draft, language: str) -> Screen: ...


async def resume(
    units: Units,
    channels: Mapping[str, Channel],
    paces: Mapping[str, Pace],
    brain: Resuming,
    *,
    now: datetime,
) -> None:
    """Call once at start, before the first heartbeat."""
    async with units() as unit:
        ends = [await unit.accounts.alive_at(account) for account in channels]
        ended = max((end for end in ends if end is not None), default=None)
        if ended is None or now - ended <= OUTAGE:
            return
        offers = await unit.drafts.interrupted(since=ended - RECENT, until=now)
    log.warning("back after an outage", minutes=round((now - ended) / timedelta(minutes=1)))
    if now - ended > KEPT_BY_TELEGRAM:
        log.error("messages older than 24 h are lost: Telegram keeps them no longer")
    for offer in offers:
        channel = channels.get(offer.account)
        if channel is not None:
            screen = brain.resume(offer.draft, offer.language)
            await _offer(channel, paces[offer.account], offer.ref, screen)


async def _offer(channel: Channel, pace: Pace, ref: str, screen: Screen) -> None:
    address = Address(channel.account, ref)
    try:
        async with pace.turn(Lane.ALERT, address):
            await channel.show(address, screen)
    except ChannelError as trouble:
        log.warning("draft not offered again", reason=type(trouble).__name__)
