"""Files received over the web channel: sealed bytes under a name of our own."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.incoming import Address
from storage.holding import Holding, Rows, Who
from storage.rows import UtcDateTime, metadata
from storage.sealing import new_id
from storage.session import Session

files = sa.Table(
    "files",
    metadata,
    sa.Column("id", sa.LargeBinary(16), primary_key=True),
    sa.Column("media_type", sa.String(255), nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("received_at", UtcDateTime, nullable=False, index=True),
    sa.Column("owner", sa.LargeBinary(16), index=True),
)


class StoredFiles:
    """Satisfies bot.ports.FilesRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def put(
        self, media_type: str, data: bytes, *, now: datetime, owner: Address | None = None
    ) -> str:
        name = new_id()
        values = {
            "id": name,
            "media_type": media_type,
            "data": self._session.vault.seal("files.data", name, data),
            "received_at": now,
        }
        if owner is not None:
            values["owner"] = self._session.vault.name("file", owner.account, owner.ref)
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


async def _about(session: Session, who: Who) -> Rows:
    """What they are, not what is in them: several are too large for one document."""
    found = sa.select(files).where(files.c.owner.in_(who.names(session, "file")))
    kept = (await session.execute(found.order_by(files.c.received_at))).all()
    return [
        {"file": row.id.hex(), "media_type": row.media_type, "received_at": row.received_at}
        for row in kept
    ]


async def _erase(session: Session, who: Who, _now: datetime) -> None:
    mine = files.c.owner.in_(who.names(session, "file"))
    await session.execute(sa.delete(files).where(mine))


HOLDING = Holding("files", (files,), _about, _erase)
