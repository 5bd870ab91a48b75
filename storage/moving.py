"""Moving: codes that link a new phone to a person, as keyed hashes, and wrong tries."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.moving import Linked, Tries
from storage.holding import Holding, Rows, Who, rows
from storage.people import addresses
from storage.rows import Id, UtcDateTime, metadata
from storage.session import Session

codes = sa.Table(
    "move_codes",
    metadata,
    sa.Column("person_id", Id, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("digest", sa.LargeBinary(16), nullable=False, unique=True),
    sa.Column("expires_at", UtcDateTime, nullable=False),
)

tries = sa.Table(
    "move_tries",
    metadata,
    sa.Column("address_id", Id, sa.ForeignKey("addresses.id"), primary_key=True),
    sa.Column("wrong", sa.Integer, nullable=False),
    sa.Column("last_at", UtcDateTime, nullable=False),
)


class Moving:
    """Satisfies bot.moving.MovingRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def offer(self, person: int, code: str, *, until: datetime) -> None:
        values = {"digest": self._digest(code), "expires_at": until}
        insert = self._session.insert(codes).values(person_id=person, **values)
        newer = insert.on_conflict_do_update(index_elements=["person_id"], set_=values)
        await self._session.send(newer)

    async def whose(self, code: str, *, now: datetime) -> int | None:
        found = sa.select(codes.c.person_id).where(
            codes.c.digest == self._digest(code), codes.c.expires_at > now
        )
        person: int | None = (await self._session.execute(found)).scalar()
        return person

    async def withdraw(self, person: int) -> None:
        await self._session.send(sa.delete(codes).where(codes.c.person_id == person))

    async def linked(self, person: int) -> list[Linked]:
        columns = addresses.c.id, addresses.c.account, addresses.c.created_at
        found = sa.select(*columns).where(addresses.c.person_id == person).order_by(addresses.c.id)
        rows = (await self._session.execute(found)).all()
        return [Linked(row.id, row.account, row.created_at) for row in rows]

    async def tries(self, address: int) -> Tries:
        found = sa.select(tries).where(tries.c.address_id == address)
        row = (await self._session.execute(found)).one_or_none()
        return Tries(row.wrong, row.last_at) if row else Tries()

    async def count_wrong(self, address: int, *, now: datetime) -> None:
        insert = self._session.insert(tries).values(address_id=address, wrong=1, last_at=now)
        more = {"wrong": tries.c.wrong + 1, "last_at": now}
        await self._session.send(
            insert.on_conflict_do_update(index_elements=["address_id"], set_=more)
        )

    def _digest(self, code: str) -> bytes:
        return self._session.vault.name("move", code)


async def _about(session: Session, who: Who) -> Rows:
    offered = sa.select(codes.c.expires_at).where(codes.c.person_id == who.person)
    wrong = sa.select(tries.c.wrong, tries.c.last_at).where(tries.c.address_id.in_(who.ids))
    return [*await rows(session, offered), *await rows(session, wrong)]


async def _erase(session: Session, who: Who, _now: datetime) -> None:
    await session.send(sa.delete(codes).where(codes.c.person_id == who.person))
    await session.send(sa.delete(tries).where(tries.c.address_id.in_(who.ids)))


HOLDING = Holding("moving", (codes, tries), _about, _erase)
