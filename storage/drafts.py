"""Drafts: at most one open conversation per address, sealed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.drafts import Draft, Interrupted, Unsent, from_json, remind_at, to_json
from storage.holding import Holding, Rows, Who
from storage.people import addresses
from storage.rows import Id, UtcDateTime, metadata
from storage.sealing import new_id
from storage.session import Session

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("address_id", Id, sa.ForeignKey("addresses.id"), primary_key=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("touched_at", UtcDateTime, nullable=False, index=True),
    sa.Column("offered", sa.Boolean, nullable=False),
    sa.Column("remind_at", UtcDateTime, index=True),
)


class Drafts:
    """Satisfies bot.drafts.DraftsRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def open(self, address: int, draft: Draft, *, now: datetime) -> None:
        kind, body = to_json(draft)
        row = new_id()
        values = {
            "kind": kind,
            "row": row,
            "body": self._session.vault.seal("drafts.body", row, json.dumps(body).encode()),
            "touched_at": now,
            "offered": False,
            "remind_at": remind_at(draft, now),
        }
        insert = self._session.insert(drafts).values(address_id=address, **values)
        await self._session.execute(
            insert.on_conflict_do_update(index_elements=["address_id"], set_=values)
        )

    async def current(self, addresses: Sequence[int]) -> dict[int, Draft]:
        found = sa.select(drafts).where(drafts.c.address_id.in_(addresses))
        rows = (await self._session.execute(found)).all()
        known = {row.address_id: self._draft(row.kind, row.row, row.body) for row in rows}
        return {address: draft for address, draft in known.items() if draft is not None}

    async def close(self, address: int) -> None:
        await self._session.execute(sa.delete(drafts).where(drafts.c.address_id == address))

    async def interrupted(self, *, since: datetime, until: datetime) -> list[Interrupted]:
        cut_off = sa.and_(
            drafts.c.touched_at.between(since, until), drafts.c.offered.is_(sa.false())
        )
        found = (
            sa.select(drafts, addresses)
            .join(addresses, addresses.c.id == drafts.c.address_id)
            .where(cut_off, addresses.c.reachable)
            .set_label_style(sa.LABEL_STYLE_TABLENAME_PLUS_COL)
        )
        rows = (await self._session.execute(found)).all()
        await self._session.execute(sa.update(drafts).where(cut_off).values(offered=True))
        vault = self._session.vault
        offers = []
        for row in rows:
            draft = self._draft(row.drafts_kind, row.drafts_row, row.drafts_body)
            if draft is not None:
                ref = vault.open("addresses.ref", row.addresses_row, row.addresses_ref).decode()
                offers.append(
                    Interrupted(
                        row.addresses_id, row.addresses_account, ref, row.addresses_language, draft
                    )
                )
        return offers

    async def to_remind(self, *, now: datetime, limit: int) -> list[Unsent]:
        found = (
            sa.select(drafts, addresses.c.person_id)
            .join(addresses, addresses.c.id == drafts.c.address_id)
            .where(drafts.c.remind_at <= now)
            .limit(limit)
        )
        rows = (await self._session.execute(found)).all()
        ids = [row.address_id for row in rows]
        given = sa.update(drafts).where(drafts.c.address_id.in_(ids))
        await self._session.execute(given.values(remind_at=None))
        opened = [(row, self._draft(row.kind, row.row, row.body)) for row in rows]
        return [Unsent(row.address_id, row.person_id, draft) for row, draft in opened if draft]

    def _draft(self, kind: str, row: bytes, body: bytes) -> Draft | None:
        return from_json(kind, json.loads(self._session.vault.open("drafts.body", row, body)))


async def _about(session: Session, who: Who) -> Rows:
    found = sa.select(drafts).where(drafts.c.address_id.in_(who.ids))
    return [
        {
            "kind": row.kind,
            "body": json.loads(session.vault.open("drafts.body", row.row, row.body)),
            "touched_at": row.touched_at,
        }
        for row in (await session.execute(found)).all()
    ]


async def _erase(session: Session, who: Who, _now: datetime) -> None:
    await session.execute(sa.delete(drafts).where(drafts.c.address_id.in_(who.ids)))


HOLDING = Holding("drafts", (drafts,), _about, _erase)
