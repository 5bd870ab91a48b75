"""Channel accounts: what their memory must offer."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class AccountsRepository(Protocol):
    async def alive_at(self, account: str) -> datetime | None: ...

    async def set_alive(self, account: str, *, now: datetime) -> None: ...
