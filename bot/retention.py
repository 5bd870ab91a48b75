"""Retention: what their memory must offer to whoever forgets at intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Due:
    """One rule, and how many rows it would take now. `held`: a legal hold stops it."""

    name: str
    keep: timedelta
    why: str
    law: str
    rows: int
    held: bool


class RetentionRepository(Protocol):
    async def apply(self, *, now: datetime) -> None: ...

    async def due(self, *, now: datetime) -> Sequence[Due]: ...
