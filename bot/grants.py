"""Grants: a role in an area, given by somebody, revocable at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.people import Grant, Role

__all__ = ["Grant", "GrantsRepository", "Holder"]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a grant, who gave it, and from when it counts."""

    person: int
    grant: Grant
    given_by: int
    effective_at: datetime


class GrantsRepository(Protocol):
    async def of(self, persons: Sequence[int], *, now: datetime) -> dict[int, tuple[Grant, ...]]:
        """The grants in force of each person, read at each action."""
        ...

    async def give(
        self, person: int, role: Role, area: str, *, by: int, now: datetime, effective_at: datetime
    ) -> int: ...

    async def revoke(self, grant: int, *, now: datetime) -> None: ...

    async def holders(
        self, *, role: Role | None = None, area: str | None = None
    ) -> list[Holder]: ...
