"""Files that people sent, or that we made for them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.incoming import Address


class FilesRepository(Protocol):
    async def put(
        self, media_type: str, data: bytes, *, now: datetime, owner: Address | None = None
    ) -> str:
        """Keep the bytes, found again when their owner is erased; returns an opaque id."""
        ...

    async def get(self, file: str) -> tuple[str, bytes] | None:
        """Media type and bytes, or None when gone."""
        ...

    async def name_at(self, account: str, file: str) -> str | None:
        """What the channel account calls the file since it was uploaded there."""
        ...

    async def rename_at(self, account: str, file: str, name: str | None) -> None:
        """Remember that; None: the account does not know it any more."""
        ...
