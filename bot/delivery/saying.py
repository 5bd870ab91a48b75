"""Saying one delivery, and what became of it: every failure of a channel has its ending here."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import structlog

from bot.deliveries import Delivery, Outcome
from bot.delivery.pacer import Pace
from bot.delivery.rules import (
    LONG_WAIT_SECONDS,
    MOST_TRIES,
    TRIES_AT_ONCE,
    pause_seconds,
    put_off,
)
from bot.errors import (
    Moved,
    NeverSent,
    OutcomeUnknown,
    Rejected,
    Throttled,
    Unreachable,
)
from bot.incoming import Address
from bot.ledger import Class, State
from bot.ports import Clock

log = structlog.get_logger(__name__)

Says = Callable[[Delivery, Address], Awaitable[str]]
"""Says it there; returns the channel's id of the message. Raises the errors of bot.errors."""


class Teller:
    """`may_go`: whether this delivery may still leave, asked again right before it does."""

    def __init__(
        self, says: Says, pace: Pace, clock: Clock, may_go: Callable[[Delivery], bool]
    ) -> None:
        self._says = says
        self._pace = pace
        self._clock = clock
        self._may_go = may_go

    async def tell(self, delivery: Delivery) -> Outcome:
        """Never raises but when cancelled; then nobody knows what became of it."""
        address, moved, failures = delivery.address, "", 0
        while True:
            wait = self._pace.wait(address)
            if wait > LONG_WAIT_SECONDS:
                return self._later(delivery, timedelta(seconds=wait), "")
            try:
                outcome = await self._once(delivery, address)
            except Throttled as refused:
                if refused.retry_after > LONG_WAIT_SECONDS:
                    return self._later(delivery, timedelta(seconds=refused.retry_after), "")
                await asyncio.sleep(refused.retry_after)
            except Moved as moving:
                if moved:
                    return Outcome(delivery, State.REJECTED, reason=str(moving))
                moved = moving.ref
                address = Address(address.account, moved)
            except NeverSent as trouble:
                failures += 1
                if failures == TRIES_AT_ONCE:
                    return self._tried(delivery, str(trouble))
                await asyncio.sleep(pause_seconds(failures))
            else:
                return replace(outcome, moved=moved)

    async def _once(self, delivery: Delivery, address: Address) -> Outcome:
        """One request. Raises what can be tried again."""
        try:
            async with self._pace.turn(delivery.lane, address) as turn:
                if not self._may_go(delivery):
                    turn.give_back()
                    return Outcome(delivery, State.QUEUED, again_at=self._clock())
                if delivery.expires_at and delivery.expires_at <= self._clock():
                    turn.give_back()
                    return Outcome(delivery, State.EXPIRED)
                said = await self._says(delivery, address)
        except OutcomeUnknown as failure:
            return self._unknown(delivery, str(failure))
        except Unreachable as gone:
            return Outcome(delivery, State.BLOCKED, reason=str(gone))
        except Rejected as refused:
            log.critical("message refused", message=delivery.message, reason=refused.reason)
            return Outcome(delivery, State.REJECTED, reason=refused.reason)
        return Outcome(delivery, State.SENT, said)

    def _unknown(self, delivery: Delivery, reason: str) -> Outcome:
        if delivery.kind is Class.ALERT:
            return self._later(delivery, put_off(delivery.tries), reason)
        return Outcome(delivery, State.UNKNOWN, reason=reason)

    def _tried(self, delivery: Delivery, reason: str) -> Outcome:
        """An alert is tried until it expires, anything else has an end."""
        if delivery.kind is not Class.ALERT and delivery.tries >= MOST_TRIES:
            return Outcome(delivery, State.REJECTED, reason=reason)
        return self._later(delivery, put_off(delivery.tries), reason)

    def _later(self, delivery: Delivery, pause: timedelta, reason: str) -> Outcome:
        again = self._clock() + pause
        return Outcome(delivery, State.QUEUED, reason=reason, again_at=again)
