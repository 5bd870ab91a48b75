"""Invitations: the token only as its hash, name and phone sealed."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.invitations import LIFETIME, Invitation, Standing
from bot.people import Role
from storage.holding import Holding, Rows, Who
from storage.rows import Id, UtcDateTime, metadata
from storage.sealing import new_id
from storage.session import Session

invitations = sa.Table(
    "invitations",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("token_hash", sa.LargeBinary(32), nullable=False, unique=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("area", sa.String(8), nullable=False),
    sa.Column("inviter", sa.Integer, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("used_by", sa.ForeignKey("people.id"), index=True),
    sa.Column("used_at", UtcDateTime),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("person", sa.LargeBinary),
    sa.Column("phone", sa.LargeBinary(16), index=True),  # keyed hash: whom it is for
    sa.Column("asked_at", UtcDateTime),
    sa.Column("confirmed_by", sa.Integer),
    sa.Column("decided_at", UtcDateTime),
    sa.Column("verdict", sa.String(16), nullable=False),
)
_c = invitations.c


class Invitations:
    """Satisfies bot.invitations.InvitationsRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def create(
        self, role: Role, area: str, *, inviter: int, token: bytes, now: datetime, phone: str = ""
    ) -> int:
        values = {
            "phone": self._phone(phone) if phone else None,
            "token_hash": token,
            "role": role,
            "area": area,
            "inviter": inviter,
            "created_at": now,
            "expires_at": now + LIFETIME,
            "row": new_id(),
            "verdict": "",
        }
        insert = sa.insert(invitations).values(**values).returning(_c.id)
        made: int = (await self._session.execute(insert)).scalar_one()
        return made

    async def by_token(self, token: bytes) -> Invitation | None:
        return await self._one(_c.token_hash == token)

    async def get(self, invitation: int) -> Invitation | None:
        return await self._one(_c.id == invitation)

    async def _one(self, where: sa.ColumnElement[bool]) -> Invitation | None:
        row = (await self._session.execute(sa.select(invitations).where(where))).one_or_none()
        return self._invitation(row) if row else None

    async def claim(self, invitation: int, person: int, *, now: datetime) -> bool:
        where = sa.and_(_c.id == invitation, _c.used_by.is_(None), _c.expires_at > now)
        return await self._changed(where, used_by=person, used_at=now)

    async def complete(self, invitation: int, *, name: str, phone: str, now: datetime) -> None:
        found = sa.select(_c.row).where(_c.id == invitation)
        row: bytes = (await self._session.execute(found)).scalar_one()
        value = json.dumps([name, phone], ensure_ascii=False).encode()
        sealed = self._session.vault.seal("invitations.person", row, value)
        named = {"person": sealed, "phone": self._phone(phone)}
        await self._changed(_c.id == invitation, **named, asked_at=now)

    async def is_for(self, invitation: int, phone: str) -> bool:
        found = sa.select(_c.phone).where(_c.id == invitation)
        expected = (await self._session.execute(found)).scalar()
        return expected is None or expected == self._phone(phone)

    async def of_phones(self, phones: Collection[str]) -> dict[str, list[Invitation]]:
        by_hash = {self._phone(phone): phone for phone in phones}
        where = sa.select(invitations).where(_c.phone.in_(by_hash)).order_by(_c.id)
        found: dict[str, list[Invitation]] = {}
        for row in (await self._session.execute(where)).all():
            found.setdefault(by_hash[row.phone], []).append(self._invitation(row))
        return found

    def _phone(self, phone: str) -> bytes:
        return self._session.vault.name("invited", phone)

    async def decide(self, invitation: int, verdict: str, *, by: int, now: datetime) -> bool:
        where = sa.and_(_c.id == invitation, _c.decided_at.is_(None))
        return await self._changed(where, verdict=verdict, confirmed_by=by, decided_at=now)

    async def waiting(self, areas: Collection[str] | None) -> list[Invitation]:
        where = [_c.asked_at.is_not(None), _c.decided_at.is_(None)]
        if areas is not None:
            where.append(_c.area.in_(areas))
        return await self._all(*where)

    async def known(self, persons: Sequence[int]) -> dict[int, Invitation]:
        confirmed = _c.verdict == Standing.CONFIRMED
        found = await self._all(_c.used_by.in_(persons), confirmed)
        return {each.used_by: each for each in found if each.used_by is not None}

    async def void(self, inviter: int, *, now: datetime) -> None:
        where = sa.and_(_c.inviter == inviter, _c.used_by.is_(None), _c.expires_at > now)
        await self._changed(where, expires_at=now)

    async def _all(self, *where: sa.ColumnElement[bool]) -> list[Invitation]:
        found = sa.select(invitations).where(*where).order_by(_c.id)
        return [self._invitation(row) for row in (await self._session.execute(found)).all()]

    async def _changed(self, where: sa.ColumnElement[bool], **values: object) -> bool:
        change = sa.update(invitations).where(where).values(**values)
        return (await self._session.execute(change)).rowcount > 0

    def _invitation(self, row: sa.Row[Any]) -> Invitation:
        name, phone = "", ""
        if row.person is not None:
            opened = self._session.vault.open("invitations.person", row.row, row.person)
            name, phone = json.loads(opened)
        return Invitation(
            id=row.id,
            role=Role(row.role),
            area=row.area,
            inviter=row.inviter,
            expires_at=row.expires_at,
            used_by=row.used_by,
            asked_at=row.asked_at,
            name=name,
            phone=phone,
            decided_by=row.confirmed_by,
            decided_at=row.decided_at,
            verdict=row.verdict,
        )


async def _about(session: Session, who: Who) -> Rows:
    found = sa.select(invitations).where(invitations.c.used_by == who.person)
    return [
        {
            "role": row.role,
            "area": row.area,
            "used_at": row.used_at,
            "person": row.person
            and json.loads(session.vault.open("invitations.person", row.row, row.person)),
        }
        for row in (await session.execute(found)).all()
    ]


async def _erase(session: Session, who: Who, _now: datetime) -> None:
    mine = sa.update(invitations).where(invitations.c.used_by == who.person)
    await session.send(mine.values(person=None, phone=None))


HOLDING = Holding("invitations", (invitations,), _about, _erase)
