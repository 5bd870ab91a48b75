"""The web channel's transcript, files and languages, each call one unit of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.incoming import Address
from bot.ports import Clock, Spoken, Units


class StoredTranscript:
    """Satisfies bot.ports.Transcript."""

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


class StoredLanguages:
    """Satisfies bot.ports.Languages."""

    def __init__(self, units: Units) -> None:
        self._units = units

    async def of(self, address: Address) -> str:
        async with self._units.reading() as unit:
            return await unit.people.language_of(address)
