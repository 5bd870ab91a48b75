"""Errands: what somebody asked for and is not done yet, sealed."""

from __future__ import annotations

import json
from datetime import datetime

import sqlalchemy as sa

from bot.errands import MOST_WAITING, Errand, Task, from_json, to_json
from bot.incoming import Address
from bot.people import Actor
from bot.ports import Posted
from storage.holding import Holding, Rows, Who, rows
from storage.people import addresses
from storage.rows import Id, UtcDateTime, metadata
from storage.sealing import new_id
from storage.session import Session

errands = sa.Table(
    "errands",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("address_id", Id, sa.ForeignKey("addresses.id"), nullable=False, index=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
)
_c = errands.c


class Errands:
    """Satisfies bot.errands.ErrandsRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def ask(self, actor: Actor, task: Task, *, now: datetime) -> bool:
        counted = sa.select(sa.func.count()).select_from(errands).where(_c.address_id == actor.id)
        if (await self._session.execute(counted)).scalar_one() >= MOST_WAITING:
            return False
        kind, body = to_json(task)
        row = new_id()
        values = {
            "address_id": actor.id,
            "kind": kind,
            "row": row,
            "body": self._session.vault.seal("errands.body", row, json.dumps(body).encode()),
            "tries": 0,
            "asked_at": now,
            "due_at": now,
        }
        await self._session.send(sa.insert(errands).values(**values))
        self._session.posted.add(Posted.ERRAND)
        return True

    async def next(self, *, now: datetime) -> Errand | None:
        who = (
            addresses.c.person_id,
            addresses.c.account,
            addresses.c.ref,
            addresses.c.row.label("address_row"),
            addresses.c.language,
        )
        found = (
            sa.select(errands, *who)
            .join(addresses, addresses.c.id == _c.address_id)
            .where(_c.due_at <= now)
            .order_by(_c.id)
            .limit(1)
        )
        row = (await self._session.execute(found)).one_or_none()
        if row is None:
            return None
        vault = self._session.vault
        address = Address(
            row.account, vault.open("addresses.ref", row.address_row, row.ref).decode()
        )
        task = from_json(row.kind, json.loads(vault.open("errands.body", row.row, row.body)))
        return Errand(row.id, row.person_id, address, row.language, task, row.tries)

    async def failed(self, errand: int, *, due_at: datetime) -> None:
        change = sa.update(errands).where(_c.id == errand)
        await self._session.send(change.values(tries=_c.tries + 1, due_at=due_at))

    async def done(self, errand: int) -> None:
        await self._session.send(sa.delete(errands).where(_c.id == errand))


async def _about(session: Session, who: Who) -> Rows:
    kept = sa.select(_c.kind, _c.asked_at).where(_c.address_id.in_(who.ids))
    return await rows(session, kept)


async def _erase(session: Session, who: Who, _now: datetime) -> None:
    await session.send(sa.delete(errands).where(_c.address_id.in_(who.ids)))


HOLDING = Holding("errands", (errands,), _about, _erase)
