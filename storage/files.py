"""Files: sealed bytes under a name of our own, and what channels call them since an upload."""

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

names = sa.Table(
    "file_names",
    metadata,
    sa.Column("file", sa.ForeignKey("files.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("account", sa.String(64), primary_key=True),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("name", sa.LargeBinary, nullable=False),
)
"""Whoever has a bot's token and such a name can look at the file, so names are sealed as well."""


class StoredFiles:
    """Satisfies bot.files.FilesRepository."""

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
        await self._session.send(sa.insert(files).values(**values))
        return name.hex()

    async def get(self, file: str) -> tuple[str, bytes] | None:
        found = sa.select(files).where(files.c.id == _id(file))
        row = (await self._session.execute(found)).one_or_none()
        if row is None:
            return None
        return row.media_type, self._session.vault.open("files.data", row.id, row.data)

    async def name_at(self, account: str, file: str) -> str | None:
        found = sa.select(names).where(names.c.file == _id(file), names.c.account == account)
        row = (await self._session.execute(found)).one_or_none()
        if row is None:
            return None
        return self._session.vault.open("file_names.name", row.row, row.name).decode()

    async def rename_at(self, account: str, file: str, name: str | None) -> None:
        """Nothing for a file that is no longer kept."""
        mine = sa.and_(names.c.file == _id(file), names.c.account == account)
        await self._session.send(sa.delete(names).where(mine))
        kept = sa.select(files.c.id).where(files.c.id == _id(file))
        if name is None or (await self._session.execute(kept)).first() is None:
            return
        row = new_id()
        sealed = self._session.vault.seal("file_names.name", row, name.encode())
        values = {"file": _id(file), "account": account, "row": row, "name": sealed}
        insert = self._session.insert(names).values(**values)
        await self._session.send(insert.on_conflict_do_nothing())


def _id(file: str) -> bytes:
    """Of a file's name as others know it; of anything else, nobody's."""
    try:
        return bytes.fromhex(file)
    except ValueError:
        return b""


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
    await session.send(sa.delete(files).where(mine))


HOLDING = Holding("files", (files, names), _about, _erase)
