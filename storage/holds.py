"""Legal holds: what must not be erased although a person or a rule would. Reasons are sealed."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from storage.holding import Holding, Rows, Who, rows
from storage.rows import Id, UtcDateTime, metadata
from storage.sealing import new_id
from storage.session import Session

holds = sa.Table(
    "holds",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("target", sa.String(64), nullable=False, index=True),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("reason", sa.LargeBinary, nullable=False),
    sa.Column("placed_at", UtcDateTime, nullable=False),
    sa.Column("lifted_at", UtcDateTime),
)


def person(number: int) -> str:
    """The target of a hold on everything about one person."""
    return f"person:{number}"


def rule(name: str) -> str:
    """The target of a hold that stops one rule of retention."""
    return f"rule:{name}"


async def in_force(session: Session) -> frozenset[str]:
    found = sa.select(holds.c.target).where(holds.c.lifted_at.is_(None))
    return frozenset((await session.execute(found)).scalars())


async def place(session: Session, target: str, reason: str, now: datetime) -> None:
    row = new_id()
    sealed = session.vault.seal("holds.reason", row, reason.encode())
    values = {"target": target, "row": row, "reason": sealed, "placed_at": now}
    await session.send(sa.insert(holds).values(**values))


async def lift(session: Session, target: str, now: datetime) -> bool:
    where = sa.and_(holds.c.target == target, holds.c.lifted_at.is_(None))
    lifted = await session.execute(sa.update(holds).where(where).values(lifted_at=now))
    return lifted.rowcount > 0


async def _about(session: Session, who: Who) -> Rows:
    """That and since when; the reason may be about somebody else."""
    found = sa.select(holds.c.placed_at, holds.c.lifted_at)
    return await rows(session, found.where(holds.c.target == person(who.person)))


async def _erase(session: Session, who: Who, _now: datetime) -> None:
    await session.send(sa.delete(holds).where(holds.c.target == person(who.person)))


HOLDING = Holding("holds", (holds,), _about, _erase)
