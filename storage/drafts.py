"""Drafts: at most one open conversation per address, and unsent reports beside it, sealed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.drafts import Draft, from_json, remind_at, to_json
from bot.drafts_memory import Interrupted, Unsent
from bot.reports.steps import Reporting, parks
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

parked = sa.Table(
    "parked_drafts",
    metadata,
    sa.Column("address_id", Id, sa.ForeignKey("addresses.id"), primary_key=True),
    sa.Column("key", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("touched_at", UtcDateTime, nullable=False, index=True),
    sa.Column("remind_at", UtcDateTime, index=True),
)
"""Reports that another question pushed aside; `key` is the random name of the report."""


class Drafts:
    """Satisfies bot.drafts_memory.DraftsRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._seen: dict[int, sa.Row[Any] | None] = {}
        """Rows as they stand in this unit; None: that address has none."""

    async def open(self, address: int, draft: Draft, *, now: datetime) -> None:
        await self._park(address, draft)
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
        await self._session.send(
            insert.on_conflict_do_update(index_elements=["address_id"], set_=values)
        )
        self._seen.pop(address, None)

    async def _park(self, address: int, after: Draft | None) -> None:
        if isinstance(after, Reporting):
            await self._unpark(address, after.key)
        row = (await self._rows([address])).get(address)
        before = self._draft(row.kind, row.row, row.body) if row else None
        if row is None or not isinstance(before, Reporting) or not parks(before, after):
            return
        moved = {c.name: getattr(row, c.name) for c in parked.c if c is not parked.c.key}
        insert = self._session.insert(parked).values(key=before.key, **moved)
        await self._session.send(
            insert.on_conflict_do_update(index_elements=["address_id", "key"], set_=moved)
        )

    async def parked(self, address: int) -> Sequence[Reporting]:
        mine = sa.select(parked).where(parked.c.address_id == address)
        return await self._reports(mine)

    async def _unpark(self, address: int, key: str) -> None:
        same = sa.and_(parked.c.address_id == address, parked.c.key == key)
        await self._session.send(sa.delete(parked).where(same))

    async def waiting(self, address: int) -> Reporting | None:
        asked = sa.exists().where(drafts.c.address_id == address)
        mine = sa.select(parked).where(parked.c.address_id == address, ~asked)
        found = await self._reports(mine)
        return found[0] if found else None

    async def _reports(self, mine: sa.Select[Any]) -> list[Reporting]:
        rows = await self._session.execute(mine.order_by(parked.c.touched_at.desc()))
        opened = [self._draft(row.kind, row.row, row.body) for row in rows.all()]
        return [draft for draft in opened if isinstance(draft, Reporting)]

    async def current(self, addresses: Sequence[int]) -> dict[int, Draft]:
        found = await self._rows(addresses)
        known = {one: self._draft(row.kind, row.row, row.body) for one, row in found.items()}
        return {address: draft for address, draft in known.items() if draft is not None}

    async def _rows(self, addresses: Sequence[int]) -> dict[int, sa.Row[Any]]:
        if new := [address for address in addresses if address not in self._seen]:
            found = sa.select(drafts).where(drafts.c.address_id.in_(new))
            rows = (await self._session.execute(found)).all()
            self._seen |= dict.fromkeys(new) | {row.address_id: row for row in rows}
        return {one: row for one in addresses if (row := self._seen[one]) is not None}

    async def close(self, address: int) -> None:
        await self._park(address, None)
        await self._delete(address)

    async def _delete(self, address: int) -> None:
        self._seen[address] = None
        await self._session.send(sa.delete(drafts).where(drafts.c.address_id == address))

    async def forget(self, address: int, key: str) -> None:
        await self._unpark(address, key)
        draft = (await self.current([address])).get(address)
        if isinstance(draft, Reporting) and draft.key == key:
            await self._delete(address)

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
        await self._session.send(sa.update(drafts).where(cut_off).values(offered=True))
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
        due = [row for kept in (drafts, parked) for row in await self._due(kept, now, limit)]
        opened = [(row, self._draft(row.kind, row.row, row.body)) for row in due]
        return [Unsent(row.address_id, row.person_id, draft) for row, draft in opened if draft]

    async def _due(self, kept: sa.Table, now: datetime, limit: int) -> Sequence[sa.Row[Any]]:
        found = (
            sa.select(kept, addresses.c.person_id)
            .join(addresses, addresses.c.id == kept.c.address_id)
            .where(kept.c.remind_at <= now)
            .limit(limit)
        )
        rows = (await self._session.execute(found)).all()
        ids = [row.row for row in rows]
        self._seen.clear()
        given = sa.update(kept).where(kept.c.row.in_(ids))
        await self._session.send(given.values(remind_at=None))
        return rows

    def _draft(self, kind: str, row: bytes, body: bytes) -> Draft | None:
        return from_json(kind, json.loads(self._session.vault.open("drafts.body", row, body)))


async def _about(session: Session, who: Who) -> Rows:
    return [
        {
            "kind": row.kind,
            "body": json.loads(session.vault.open("drafts.body", row.row, row.body)),
            "touched_at": row.touched_at,
        }
        for kept in (drafts, parked)
        for row in (
            await session.execute(sa.select(kept).where(kept.c.address_id.in_(who.ids)))
        ).all()
    ]


async def _erase(session: Session, who: Who, _now: datetime) -> None:
    for kept in (drafts, parked):
        await session.send(sa.delete(kept).where(kept.c.address_id.in_(who.ids)))


HOLDING = Holding("drafts", (drafts, parked), _about, _erase)
