"""Grants: which person holds which role where. Revoked ones stay as history."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.grants import Grant, Holder
from bot.people import Role
from storage.holding import Holding, Rows, Who, rows
from storage.rows import Id, UtcDateTime, metadata
from storage.session import Session

grants = sa.Table(
    "grants",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("area", sa.String(8), nullable=False, index=True),
    sa.Column("given_by", sa.Integer, nullable=False),
    sa.Column("given_at", UtcDateTime, nullable=False),
    sa.Column("effective_at", UtcDateTime, nullable=False),
    sa.Column("revoked_at", UtcDateTime),
)


class Grants:
    """Satisfies bot.grants.GrantsRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def of(self, persons: Sequence[int], *, now: datetime) -> dict[int, tuple[Grant, ...]]:
        found = sa.select(grants).where(
            grants.c.person_id.in_(persons),
            grants.c.revoked_at.is_(None),
            grants.c.effective_at <= now,
        )
        held: dict[int, list[Grant]] = {}
        for row in (await self._session.execute(found.order_by(grants.c.id))).all():
            held.setdefault(row.person_id, []).append(Grant(row.id, Role(row.role), row.area))
        return {person: tuple(grants_) for person, grants_ in held.items()}

    async def give(
        self, person: int, role: Role, area: str, *, by: int, now: datetime, effective_at: datetime
    ) -> int:
        values = {
            "person_id": person,
            "role": role,
            "area": area,
            "given_by": by,
            "given_at": now,
            "effective_at": effective_at,
        }
        insert = sa.insert(grants).values(**values).returning(grants.c.id)
        grant: int = (await self._session.execute(insert)).scalar_one()
        return grant

    async def revoke(self, grant: int, *, now: datetime) -> None:
        where = sa.and_(grants.c.id == grant, grants.c.revoked_at.is_(None))
        await self._session.send(sa.update(grants).where(where).values(revoked_at=now))

    async def holder(self, grant: int) -> Holder | None:
        found = sa.select(grants).where(grants.c.id == grant, grants.c.revoked_at.is_(None))
        row = (await self._session.execute(found)).one_or_none()
        return holder_of(row) if row else None

    async def holders(
        self,
        *,
        role: Role | None = None,
        area: str | None = None,
        areas: Collection[str] | None = None,
        person: int | None = None,
    ) -> list[Holder]:
        """Everybody who holds a role now or from later on; `areas`: exactly one of these."""
        where: list[sa.ColumnElement[bool]] = [grants.c.revoked_at.is_(None)]
        if role is not None:
            where.append(grants.c.role == role)
        if area is not None:
            where.append(grants.c.area == area)
        if areas is not None:
            where.append(grants.c.area.in_(areas))
        if person is not None:
            where.append(grants.c.person_id == person)
        found = sa.select(grants).where(*where).order_by(grants.c.id)
        return [holder_of(row) for row in (await self._session.execute(found)).all()]

    async def ever(self, person: int, role: Role) -> bool:
        found = sa.select(grants.c.id).where(grants.c.person_id == person, grants.c.role == role)
        return (await self._session.execute(found.limit(1))).first() is not None


def holder_of(row: sa.Row[Any]) -> Holder:
    grant = Grant(row.id, Role(row.role), row.area)
    return Holder(row.person_id, grant, row.given_by, row.effective_at)


async def _about(session: Session, who: Who) -> Rows:
    kept = ("role", "area", "given_at", "effective_at", "revoked_at")
    found = sa.select(*(grants.c[name] for name in kept))
    return await rows(session, found.where(grants.c.person_id == who.person))


async def _erase(session: Session, who: Who, _now: datetime) -> None:
    await session.send(sa.delete(grants).where(grants.c.person_id == who.person))


HOLDING = Holding("grants", (grants,), _about, _erase)
