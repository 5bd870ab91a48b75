"""Deliveries: what the sender of one channel account asks of the memory.

Only the holder of the account's lease writes: each lease has a fencing number, and whoever was
paused so long that another took over is told by `Fenced` and has written nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.incoming import Address
from bot.ledger import Class, Lane, State
from bot.screen import Screen


class Fenced(Exception):
    """Another sender owns this account now: drop everything, write nothing."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to send for `channel` (its number in the memory) until it is not renewed."""

    channel: int
    fence: int
    replaced: bool = False
    """Whether the owner before was another one that stopped renewing."""
    ceiling: int | None = None
    """What the sender before had learned of how much may leave."""


@dataclass(frozen=True, slots=True)
class Held:
    """Another one's lease as it was seen; each renewal changes it. Nobody compares clocks: whoever
    sees the same again after a lease's length knows that it is not renewed any more.
    """

    fence: int
    beats: int


@dataclass(frozen=True, slots=True)
class Vitals:
    """How a sender does: requests a second, how many it may send in one (None: no limit), and how
    often it was refused for sending too much since it started.
    """

    rate: float = 0.0
    ceiling: int | None = None
    refusals: int = 0


@dataclass(frozen=True, slots=True)
class Seat:
    """An account and who sends for it; `until`: when that ends unless it is renewed."""

    account: str
    waits: bool
    sender: str
    until: datetime | None
    vitals: Vitals


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row under way: what to say to whom. `known` is the channel's id of a message sent
    before that this one corrects or, when there is no screen, deletes.
    """

    message: int
    person: int
    address: Address
    language: str
    lane: Lane
    kind: Class
    tries: int
    expires_at: datetime | None
    known: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """At most so many rows of these lanes and of the rooms before it together may be started."""

    lanes: Sequence[Lane]
    most: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery. QUEUED: not yet, try again at `again_at`. `said`: the channel's
    id of the message. `moved`: the chat's new ref.
    """

    delivery: Delivery
    state: State
    said: str = ""
    reason: str = ""
    again_at: datetime | None = None
    moved: str = ""


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a crash had left under way."""

    again: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How a message goes so far, to see whether something is wrong with it."""

    message: int
    total: int
    ended: int
    rejected: int
    author: int | None


class DeliveriesRepository(Protocol):
    async def register(self, account: str, *, waits: bool) -> None:
        """Make the account known. `waits`: nothing is pushed to it, its rows are held until their
        reader opens the page.
        """
        ...

    async def lease(
        self, account: str, owner: str, *, until: datetime, stale: Held | None = None
    ) -> Lease | Held:
        """Become the account's sender, unless another one holds its lease. `stale`: a lease that
        is over if it is still as it was. `until` is for people to read.
        """
        ...

    async def keep(self, lease: Lease, *, until: datetime, vitals: Vitals = Vitals()) -> None:
        """Renew. First statement of every unit that writes. Raises Fenced."""
        ...

    async def seats(self) -> list[Seat]:
        """All accounts, by name."""
        ...

    async def give_up(self, lease: Lease, *, now: datetime) -> None:
        """Let the next one in at once."""
        ...

    async def recover(self, lease: Lease, *, now: datetime) -> Recovered:
        """Rows started without an outcome: alerts are queued again, the rest is unknown."""
        ...

    async def next(self, lease: Lease, *, now: datetime, rooms: Sequence[Room]) -> list[Delivery]:
        """Rows to send, most urgent first, marked as started. `rooms`: in order of urgency."""
        ...

    async def waiting(self, lease: Lease, *, now: datetime, lanes: Sequence[Lane]) -> bool:
        """Whether `next` would find anything."""
        ...

    async def settle(
        self, lease: Lease, outcomes: Sequence[Outcome], *, now: datetime
    ) -> list[Tally]:
        """Write down outcomes; returns how the messages go that had rejections."""
        ...

    async def stopped(self, messages: Sequence[int], *, now: datetime) -> frozenset[int]:
        """Those of the messages that nothing more may go out of now."""
        ...

    async def arrived(self, present: Sequence[Address], *, now: datetime) -> int:
        """Queue what is held for readers whose page is open now; how many."""
        ...

    async def screen(self, message: int, language: str) -> Screen | None:
        """What the message says in that language; None for one that only deletes."""
        ...
