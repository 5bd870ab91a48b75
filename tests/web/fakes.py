"""The ports of the web channel in memory: real behaviour, nothing kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.errors import Unavailable
from bot.incoming import Address
from bot.ports import RawUpdate
from bot.transcripts import Spoken


class MemoryTranscript:
    def __init__(self) -> None:
        self.spoken: dict[Address, list[Spoken]] = defaultdict(list)

    async def append(self, address: Address, body: dict[str, Any]) -> int:
        told = self.spoken[address]
        told.append(Spoken(len(told) + 1, body))
        return len(told)

    async def after(self, address: Address, seq: int) -> list[Spoken]:
        return self.spoken[address][seq:]

    async def newest(self, addresses: Sequence[Address]) -> dict[Address, int]:
        return {address: len(self.spoken[address]) for address in addresses}


class MemoryLanguages:
    """`down`: the database cannot be read."""

    def __init__(self) -> None:
        self.set: dict[Address, str] = {}
        self.down = False

    async def of(self, address: Address) -> str:
        if self.down:
            raise Unavailable
        return self.set.get(address, "")


class MemoryFiles:
    def __init__(self) -> None:
        self.kept: dict[str, tuple[str, bytes]] = {}

    async def put(self, name: str, kind: str, data: bytes, *, owner: Address) -> str:
        file = f"file{len(self.kept)}"
        self.kept[file] = (kind, data)
        return file

    async def get(self, file: str) -> tuple[str, bytes] | None:
        return self.kept.get(file)

    async def name_at(self, account: str, file: str) -> str | None:
        return None

    async def rename_at(self, account: str, file: str, name: str | None) -> None:
        raise NotImplementedError


@dataclass
class MemoryIngress:
    """Hands each new update to `answer` at once. `down`: the database takes nothing."""

    answer: Callable[[RawUpdate], Awaitable[None]] | None = None
    accepted: list[RawUpdate] = field(default_factory=list)
    down: bool = False

    async def accept(self, updates: Sequence[RawUpdate]) -> None:
        if self.down:
            raise Unavailable
        known = {update.update for update in self.accepted}
        new = [update for update in updates if update.update not in known]
        self.accepted += new
        for update in new:
            if self.answer:
                await self.answer(update)

    def said(self, field_name: str) -> list[Any]:
        """What the accepted updates say in one field, in order."""
        bodies = [update.payload.get("said", {}) for update in self.accepted]
        return [body[field_name] for body in bodies if field_name in body]


class Words:
    """Ids as words, so that tests do not depend on the wording; a few that must have a value."""

    def __init__(self, known: dict[str, str]) -> None:
        self.known = known

    def label(self, message: str, /) -> str:
        return self.known.get(message, message)


class ManualClock:
    def __init__(self) -> None:
        self.now = datetime(2026, 5, 1, 7, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
