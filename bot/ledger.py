"""The ledger: what shall be said to somebody other than the person who has just acted.

A message is written once per language; who shall get it is one row per (message, person). Both are
committed with the rows that caused them, and said after (bot/deliveries.py, bot/delivery/).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Protocol

from bot.screen import Screen


class Class(StrEnum):
    """What an unknown outcome means.

    ALERT: send again, a copy is better than silence. ORDINARY: leave it, a person may resend.
    """

    ALERT = "alert"
    ORDINARY = "ordinary"


class Lane(IntEnum):
    """What kind of request it is; the numbers are those in the rows. EMERGENCY: the answer to
    somebody who may be in danger, ANSWER: any other.
    """

    ANSWER = 0
    RED_ALERT = 1
    ALERT = 2
    BROADCAST = 3
    CAMPAIGN = 4
    EMERGENCY = 5
    PROGRESS = 6
    """Edits that tell an author how it goes; nothing of the ledger stands in this lane."""


URGENCY = (
    Lane.EMERGENCY,
    Lane.RED_ALERT,
    Lane.ANSWER,
    Lane.ALERT,
    Lane.BROADCAST,
    Lane.CAMPAIGN,
    Lane.PROGRESS,
)
"""What goes first when not everything can go at once. A thousand people who report in one minute
fill the channel with confirmations: the alerts about them must not wait behind those.
"""


class State(StrEnum):
    """Where one person's delivery stands. QUEUED and HELD are open, UNKNOWN may be sent again."""

    QUEUED = "queued"
    HELD = "held"
    SENT = "sent"
    BLOCKED = "blocked"
    REJECTED = "rejected"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """Where a whole message stands. PAUSED can be resumed; the last three are final."""

    OPEN = "open"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Letter:
    """Something to say to a few persons, each at every address where they can be reached."""

    persons: Sequence[int]
    screen: Screen
    kind: Class = Class.ORDINARY
    expires_at: datetime | None = None
    lane: Lane = Lane.ALERT


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say to many: `screens` by language, the first for languages that it lacks.

    Nobody gets it before `not_before` or after `expires_at`. `author` is told when it is paused
    because something is wrong with it.
    """

    screens: Mapping[str, Screen]
    lane: Lane = Lane.BROADCAST
    kind: Class = Class.ORDINARY
    not_before: datetime | None = None
    expires_at: datetime | None = None
    author: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of a message so far: every person stands in exactly one state."""

    standing: Standing
    states: Mapping[State, int]
    posted_at: datetime
    finished_at: datetime | None = None
    wrong: str = ""
    """Why it was paused by itself, in the channel's words; "" when a person did it."""

    @property
    def total(self) -> int:
        return sum(self.states.values())

    def count(self, state: State) -> int:
        return self.states.get(state, 0)

    @property
    def ended(self) -> int:
        """How many will hear nothing more of it."""
        return self.total - self.count(State.QUEUED) - self.count(State.HELD)


@dataclass(frozen=True, slots=True)
class Result:
    """How many persons of one commune and with these sectors ended the same way."""

    commune: str
    sectors: tuple[str, ...]
    state: State
    reason: str
    persons: int


@dataclass(frozen=True, slots=True)
class Stuck:
    """What the operator wants to know of the ledger as a whole."""

    states: Mapping[State, int] = field(default_factory=dict)
    oldest: datetime | None = None
    """When the oldest row became due that still waits although it could go."""


class LedgerRepository(Protocol):
    """Everything takes effect with the unit's commit. Who is to get a message that `open` made is
    settled inside storage, by one INSERT … SELECT (storage.ledger.freeze).
    """

    async def post(self, letter: Letter, *, now: datetime) -> int:
        """Queue the letter; returns its message's id."""
        ...

    async def post_all(self, letter: Letter, *, now: datetime) -> list[int]:
        """The same; returns every message's id: who has several addresses gets one at each."""
        ...

    async def open(self, message: Message, *, now: datetime) -> int:
        """Write down the message, for nobody yet; returns its id."""
        ...

    async def pause(self, message: int, *, wrong: str = "") -> bool:
        """Nothing more goes out until `resume`; False when it was not open."""
        ...

    async def resume(self, message: int) -> bool: ...

    async def cancel(self, message: int, *, now: datetime) -> bool:
        """Whoever has not got it yet never will; False when it is over already."""
        ...

    async def recall(self, message: int, correction: Mapping[str, Screen], *, now: datetime) -> int:
        """Cancel it, and put `correction` in the place of what was sent, or delete that when the
        correction is empty. A message of its own, whose id is returned. What is under way meanwhile
        follows when it has arrived. It may be recalled again: the newest counts.
        """
        ...

    async def redraw(
        self, message: int, words: Mapping[str, Screen], *, wanted: bool, now: datetime
    ) -> int:
        """Say what a letter to one person says by now: whoever has it gets it edited, whoever has
        not gets `words` instead of it, or nothing when it is not `wanted` any more. Returns the
        message that stands for it from now on.
        """
        ...

    async def recalled(self, message: int) -> dict[State, int]:
        """How its recall goes: SENT is who has it no more, or has it corrected."""
        ...

    async def too_late(self, message: int, *, now: datetime) -> int:
        """How many got it so long ago that the channel does not let us delete it."""
        ...

    async def resend(self, message: int, *, now: datetime) -> int:
        """Queue again whoever's outcome is unknown, because a person said so; how many."""
        ...

    async def release(self, message: int, *, now: datetime) -> int:
        """Queue at once whoever is held for a time; how many."""
        ...

    async def progress(self, message: int) -> Progress | None: ...

    async def states(self, message: int) -> dict[State, int]:
        """The states that somebody is in, and how many are."""
        ...

    async def results(self, message: int) -> list[Result]: ...

    async def unsure(self, message: int, *, limit: int) -> list[int]:
        """Persons who may have got it or not."""
        ...

    async def tidy(self, *, now: datetime) -> None:
        """Close what has expired, or what nobody has come to read in 90 days."""
        ...

    async def stuck(self, *, now: datetime) -> Stuck: ...
