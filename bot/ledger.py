"""The ledger: what shall be said to somebody other than the person who has just acted.

One row per (message, address). A message is committed with the rows that caused it, and sent after.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.incoming import Address
from bot.screen import Screen


class Class(StrEnum):
    """What an unknown outcome means.

    ALERT: send again, a copy is better than silence. ORDINARY: leave it, a person may resend.
    """

    ALERT = "alert"
    ORDINARY = "ordinary"


class State(StrEnum):
    """Where a delivery stands; everything but QUEUED is final."""

    QUEUED = "queued"
    SENT = "sent"
    BLOCKED = "blocked"
    REJECTED = "rejected"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Letter:
    """Something to say, and to whom. `persons` are reached at every reachable address."""

    persons: Sequence[int]
    screen: Screen
    kind: Class = Class.ORDINARY
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One queued row, ready to be sent."""

    id: int
    message: int
    address: Address
    screen: Screen
    kind: Class
    tries: int
    expires_at: datetime | None


class LedgerRepository(Protocol):
    async def post(self, letter: Letter, *, now: datetime) -> int:
        """Queue the letter; returns its message id. Takes effect with the unit's commit."""
        ...

    async def due(self, *, now: datetime, limit: int) -> list[Delivery]:
        """Queued rows whose time has come, alerts first, then in order."""
        ...

    async def start(self, deliveries: Sequence[int]) -> None:
        """Mark as being sent: after a crash their outcome is unknown."""
        ...

    async def recover(self) -> int:
        """What a crash left under way: alerts are queued again, the rest is unknown."""
        ...

    async def settle(
        self, delivery: int, state: State, *, now: datetime, reason: str = ""
    ) -> None: ...

    async def delay(self, delivery: int, *, until: datetime) -> None: ...

    async def states(self, message: int) -> dict[State, int]: ...
