"""What the rules of broadcasts ask of the memory."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.audiences import Count, Reach
from bot.broadcasts.content import File, Part
from bot.broadcasts.values import Broadcast, Stage
from bot.incoming import Address
from bot.people import Role


@dataclass(frozen=True, slots=True)
class Status:
    """The one message of the author's that tells how it goes, edited while it goes on."""

    broadcast: int
    address: Address
    message: str
    language: str
    shown_at: datetime | None


class BroadcastsRepository(Protocol):
    async def create(self, author: int, role: Role, area: str, *, now: datetime) -> Broadcast: ...

    async def one(self, broadcast: int, *, alone: bool = False) -> Broadcast | None:
        """`alone`: nobody else moves it on until this unit has ended."""
        ...

    async def of(self, author: int, *, limit: int) -> list[Broadcast]:
        """The author's, the newest first, without those dropped."""
        ...

    async def standing(self, stages: Collection[Stage]) -> list[Broadcast]:
        """All that stand there, the oldest first."""
        ...

    async def store(self, broadcast: Broadcast, *, was: Stage) -> bool:
        """Write everything but the parts; False, and nothing written, when it no longer stands
        where it did: somebody else was faster.
        """
        ...

    async def add_part(
        self, broadcast: int, part: Part, *, address: int, now: datetime
    ) -> None: ...

    async def revise_part(self, part: Part) -> None: ...

    async def part_of(self, address: int, message: str) -> tuple[Broadcast, Part] | None:
        """The part that came from this message of theirs, and the broadcast that it is in."""
        ...

    async def clear(self, broadcast: int) -> None:
        """Take all parts away."""
        ...

    async def wanted(self, *, limit: int) -> list[Part]:
        """Parts whose files the channels still have to hand over."""
        ...

    async def fetched(self, part: int, state: File, *, kept: str = "") -> None: ...

    async def renew_files(self, *, now: datetime) -> None:
        """Keep the files of all that is not over for as long again as any file is kept."""
        ...

    async def alone(self, author: int, *, since: datetime) -> int:
        """Persons reached by what the author sent without a second person since then."""
        ...

    async def count(self, broadcast: Broadcast, reach: Reach, *, now: datetime) -> Count: ...

    async def freeze(
        self,
        broadcast: Broadcast,
        message: int,
        reach: Reach,
        *,
        one_in: int,
        now: datetime,
    ) -> int:
        """Give the ledger's message to the audience as it is now, or to every `one_in`-th of them,
        but to nobody who has one of the broadcast's messages already. Returns how many that are.
        """
        ...

    async def show_status(self, broadcast: int, address: int, message: str) -> None: ...

    async def watched(self) -> list[tuple[Broadcast, Status]]:
        """Broadcasts with a message of their author's that is still to be kept up to date."""
        ...

    async def status_shown(self, broadcast: int, *, at: datetime, last: bool) -> None:
        """`last`: it is not kept up to date any more."""
        ...
