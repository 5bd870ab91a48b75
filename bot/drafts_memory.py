"""What the rules of open questions ask of their memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.drafts import Draft
from bot.reports.steps import Reporting


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A draft that an outage cut off, and where to offer it again."""

    address_id: int
    account: str
    ref: str
    language: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class Unsent:
    """A draft to ask about, and whose it is."""

    address_id: int
    person: int
    draft: Draft


class DraftsRepository(Protocol):
    async def to_remind(self, *, now: datetime, limit: int) -> list[Unsent]:
        """Drafts whose time has come, parked ones too; each is given out once."""
        ...

    async def open(self, address: int, draft: Draft, *, now: datetime) -> None:
        """Ask this instead; what `parks` says is parked, `draft` itself no longer."""
        ...

    async def parked(self, address: int) -> Sequence[Reporting]:
        """Unsent reports that another question has pushed aside, the latest first."""
        ...

    async def forget(self, address: int, key: str) -> None:
        """The report of this key was sent or shall not be."""
        ...

    async def waiting(self, address: int) -> Reporting | None:
        """The latest parked report, when no question is open."""
        ...

    async def current(self, addresses: Sequence[int]) -> dict[int, Draft]: ...

    async def close(self, address: int) -> None:
        """Ask nothing; what `parks` says is parked."""
        ...

    async def interrupted(self, *, since: datetime, until: datetime) -> list[Interrupted]:
        """Drafts touched in that time and not offered since; marks them offered."""
        ...
