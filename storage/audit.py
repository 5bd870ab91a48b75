"""The audit log: append-only, hash-chained; details sealed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.audit import FIRST, Deed, Entry, digest
from storage.rows import UtcDateTime, metadata
from storage.sealing import new_id
from storage.session import Session

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("actor", sa.Integer, nullable=False),
    sa.Column("action", sa.String(64), nullable=False),
    sa.Column("target", sa.String(64), nullable=False),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("detail", sa.LargeBinary, nullable=False),
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("area", sa.String(8), nullable=False, server_default="", index=True),
)


class Audit:
    """Satisfies bot.audit.AuditRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def write(self, deed: Deed, *, now: datetime) -> None:
        """Append one entry. Two at once: one waits for the other's unit to end."""
        await self._session.alone(audit)  # the next number follows from the last
        newest = sa.select(audit.c.number, audit.c.digest).order_by(audit.c.number.desc()).limit(1)
        last = (await self._session.execute(newest)).one_or_none()
        number, previous = (last.number + 1, last.digest) if last else (1, FIRST)
        row = new_id()
        values = {
            "number": number,
            "at": now,
            "actor": deed.actor,
            "action": deed.action,
            "target": deed.target,
            "row": row,
            "detail": self._session.vault.seal("audit.detail", row, deed.detail.encode()),
            "previous": previous,
            "digest": digest(number, now, deed, previous),
            "area": deed.area,
        }
        await self._session.send(sa.insert(audit).values(**values))

    async def entries(self, *, after: int = 0, limit: int = 1_000_000) -> list[Entry]:
        found = sa.select(audit).where(audit.c.number > after).order_by(audit.c.number)
        rows = (await self._session.execute(found.limit(limit))).all()
        return [self._entry(row) for row in rows]

    async def newest(
        self, *, limit: int, offset: int = 0, areas: Collection[str] | None = None
    ) -> list[Entry]:
        found = sa.select(audit).order_by(audit.c.number.desc()).limit(limit).offset(offset)
        if areas is not None:
            found = found.where(audit.c.area.in_(areas))
        return [self._entry(row) for row in (await self._session.execute(found)).all()]

    def _entry(self, row: sa.Row[Any]) -> Entry:
        words = self._session.vault.open("audit.detail", row.row, row.detail).decode()
        deed = Deed(row.actor, row.action, row.target, words, row.area)
        return Entry(row.number, row.at, deed, row.previous, row.digest)
