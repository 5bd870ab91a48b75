"""Files received over the web channel: sealed bytes under a name of our own."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.rows import UtcDateTime, metadata
from storage.sealing import new_id
from storage.session import Session

KEEP = timedelta(days=7)

files = sa.Table(
    "files",
    metadata,
    sa.Column("id", sa.LargeBinary(16), primary_key=True),
    sa.Column("media_type", sa.String(64), nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("received_at", UtcDateTime, nullable=False, index=True),
)


class StoredFiles:
    """Satisfies bot.ports.FilesRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def put(self, media_type: str, data: bytes, *, now: datetime) -> str:
        name = new_id()
        sealed = self._session.vault.seal("files.data", name, data)
        values = {"id": name, "media_type": media_type, "data": sealed, "received_at": now}
        await self._session.execute(sa.insert(files).values(**values))
        return name.hex()

    async def get(self, file: str) -> tuple[str, bytes] | None:
        try:
            name = bytes.fromhex(file)
        except ValueError:
            return None
        found = sa.select(files).where(files.c.id == name)
        row = (await self._session.execute(found)).one_or_none()
        if row is None:
            return None
        return row.media_type, self._session.vault.open("files.data", row.id, row.data)

    async def forget(self, *, now: datetime) -> None:
        old = files.c.received_at < now - KEEP
        await self._session.execute(sa.delete(files).where(old))
