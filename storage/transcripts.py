"""What was said over the web channel, kept sealed until the page has fetched it (7 days)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.incoming import Address
from bot.transcripts import Spoken
from storage.holding import Holding, Rows, Who
from storage.rows import UtcDateTime, metadata
from storage.sealing import new_id
from storage.session import Session

heads = sa.Table(
    "transcript_heads",
    metadata,
    sa.Column("name", sa.LargeBinary(16), primary_key=True),
    sa.Column("seq", sa.Integer, nullable=False),
)

entries = sa.Table(
    "transcript_entries",
    metadata,
    sa.Column("name", sa.LargeBinary(16), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("said_at", UtcDateTime, nullable=False, index=True),
)


class Transcripts:
    """Satisfies bot.transcripts.TranscriptRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def append(self, address: Address, body: dict[str, Any], *, now: datetime) -> int:
        """The head's row lock keeps numbers of one address in commit order on PostgreSQL too."""
        name, row = self._name(address), new_id()
        head = self._session.insert(heads).values(name=name, seq=1)
        counted = head.on_conflict_do_update(
            index_elements=["name"], set_={"seq": heads.c.seq + 1}
        ).returning(heads.c.seq)
        seq: int = (await self._session.execute(counted)).scalar_one()
        text = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        sealed = self._session.vault.seal("transcript.body", row, text)
        values = {"name": name, "seq": seq, "row": row, "body": sealed, "said_at": now}
        await self._session.send(sa.insert(entries).values(**values))
        return seq

    async def after(self, address: Address, seq: int) -> list[Spoken]:
        found = (
            sa.select(entries)
            .where(entries.c.name == self._name(address), entries.c.seq > seq)
            .order_by(entries.c.seq)
        )
        vault = self._session.vault
        return [
            Spoken(row.seq, json.loads(vault.open("transcript.body", row.row, row.body)))
            for row in (await self._session.execute(found)).all()
        ]

    async def clear(self, address: Address, *, now: datetime) -> None:
        gone = sa.delete(entries).where(entries.c.name == self._name(address))
        await self._session.send(gone)
        await self.append(address, {"op": "clear"}, now=now)

    async def newest(self, addresses: Sequence[Address]) -> dict[Address, int]:
        names = {self._name(address): address for address in addresses}
        found = sa.select(heads).where(heads.c.name.in_(list(names)))
        seqs = {names[row.name]: row.seq for row in (await self._session.execute(found)).all()}
        return {address: seqs.get(address, 0) for address in addresses}

    def _name(self, address: Address) -> bytes:
        return self._session.vault.name("transcript", address.account, address.ref)


async def _about(session: Session, who: Who) -> Rows:
    found = sa.select(entries).where(entries.c.name.in_(who.names(session, "transcript")))
    said = (await session.execute(found.order_by(entries.c.said_at, entries.c.seq))).all()
    return [
        {
            "said_at": row.said_at,
            "body": json.loads(session.vault.open("transcript.body", row.row, row.body)),
        }
        for row in said
    ]


async def _erase(session: Session, who: Who, _now: datetime) -> None:
    """The page notices that its transcript counts from 1 again, and forgets what it showed."""
    names = who.names(session, "transcript")
    await session.send(sa.delete(entries).where(entries.c.name.in_(names)))
    await session.send(sa.delete(heads).where(heads.c.name.in_(names)))


HOLDING = Holding("transcripts", (entries, heads), _about, _erase)
