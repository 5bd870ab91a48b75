"""The web channel's transcript, files and languages, each call one unit of its own: what they are,
and how they are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.incoming import Address
from bot.ports import Clock, Units


@dataclass(frozen=True, slots=True)
class Spoken:
    """One entry of the web channel's outgoing transcript. `seq` counts from 1 per address."""

    seq: int
    body: dict[str, Any]


class Transcript(Protocol):
    """Outgoing messages of the web channel, kept until the page has them (sealed, 7 days)."""

    async def append(self, address: Address, body: dict[str, Any]) -> int:
        """Store one message for good; returns its seq."""
        ...

    async def after(self, address: Address, seq: int) -> list[Spoken]:
        """Everything later than `seq`, in order."""
        ...

    async def newest(self, addresses: Sequence[Address]) -> dict[Address, int]:
        """The latest seq of each address (0 when none)."""
        ...


class TranscriptRepository(Protocol):
    async def clear(self, address: Address, *, now: datetime) -> None:
        """Forget what was said there, and tell its page to forget it too."""
        ...

    async def append(self, address: Address, body: dict[str, Any], *, now: datetime) -> int: ...

    async def after(self, address: Address, seq: int) -> list[Spoken]: ...

    async def newest(self, addresses: Sequence[Address]) -> dict[Address, int]: ...


class StoredTranscript:
    """Satisfies Transcript."""

    def __init__(self, units: Units, clock: Clock) -> None:
        self._units = units
        self._clock = clock

    async def append(self, address: Address, body: dict[str, Any]) -> int:
        async with self._units() as unit:
            return await unit.transcripts.append(address, body, now=self._clock())

    async def after(self, address: Address, seq: int) -> list[Spoken]:
        async with self._units.reading() as unit:
            return await unit.transcripts.after(address, seq)

    async def newest(self, addresses: Sequence[Address]) -> dict[Address, int]:
        async with self._units.reading() as unit:
            return await unit.transcripts.newest(addresses)


class StoredFiles:
    """Satisfies bot.ports.Files."""

    def __init__(self, units: Units, clock: Clock) -> None:
        self._units = units
        self._clock = clock

    async def put(self, name: str, kind: str, data: bytes, *, owner: Address) -> str:  # noqa: ARG002 - a name can tell who sent it
        async with self._units() as unit:
            return await unit.files.put(kind, data, now=self._clock(), owner=owner)

    async def get(self, file: str) -> tuple[str, bytes] | None:
        async with self._units.reading() as unit:
            return await unit.files.get(file)

    async def name_at(self, account: str, file: str) -> str | None:
        async with self._units.reading() as unit:
            return await unit.files.name_at(account, file)

    async def rename_at(self, account: str, file: str, name: str | None) -> None:
        async with self._units() as unit:
            await unit.files.rename_at(account, file, name)


class StoredLanguages:
    """Satisfies bot.ports.Languages."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def of(self, address: Address) -> str:
        async with self._units.reading() as unit:
            return await unit.people.language_of(address)
