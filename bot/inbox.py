"""Inbox values: what the worker takes in hand, and what it asks of the inbox's memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.ports import RawUpdate

TRIES = 3
"""After so many failures an update is dead: its text is removed and an admin is told."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One stored update. `chat` is a keyed hash that orders; `row` is the row's sealing id."""

    id: int
    account: str
    chat: bytes
    tries: int
    received_at: datetime
    row: bytes
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """A decided entry whose screen (bytes of bot.screen_codec) may not have been shown."""

    entry: Entry
    screen: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """An entry that is done with; `heard` and `said`: what the channel calls the person's message
    and the answer to it in a private chat, None where that is not known or not ours to clear.
    """

    entry: int
    heard: str | None = None
    said: str | None = None


class InboxRepository(Protocol):
    """What ingress, worker and heartbeat need."""

    async def add(self, updates: Sequence[RawUpdate], *, now: datetime) -> int: ...

    async def waiting(self, *, after: int, limit: int) -> list[Entry]: ...

    async def unspoken(self) -> list[Held]: ...

    async def decide(self, entry: Entry, screen: bytes) -> None: ...

    async def answered(self, entries: Iterable[Answered], *, now: datetime) -> None: ...

    async def failed(self, entry: Entry, *, now: datetime, limit: int) -> bool: ...

    async def depth(self) -> dict[str, int]: ...

    async def oldest(self) -> datetime | None: ...
