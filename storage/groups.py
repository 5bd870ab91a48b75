"""Groups and who is in them. Names and links are sealed; a link is found by its keyed hash."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.groups import Group
from storage.consents import consents
from storage.holding import Holding, Rows, Who, rows
from storage.rows import Id, UtcDateTime, metadata
from storage.sealing import new_id
from storage.session import Session

_BIGGEST = 2**31 - 1  # whatever a forged button says, it must not overflow a statement

groups = sa.Table(
    "groups",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("name", sa.LargeBinary, nullable=False),
    sa.Column("area", sa.String(8), nullable=False),
    sa.Column("owner_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("heir_id", sa.ForeignKey("people.id"), index=True),
    sa.Column("link", sa.LargeBinary(16), nullable=False),
    sa.Column("token", sa.LargeBinary, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("closed_at", UtcDateTime),
    sa.UniqueConstraint("link"),
)

members = sa.Table(
    "members",
    metadata,
    sa.Column("group_id", sa.ForeignKey("groups.id"), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True, index=True),
    sa.Column("joined_at", UtcDateTime, nullable=False),
)

_COUNT = (
    sa.select(sa.func.count())
    .where(members.c.group_id == groups.c.id)
    .scalar_subquery()
    .label("members")
)


class Groups:
    """Satisfies bot.groups.GroupsRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def create(self, name: str, *, area: str, owner: int, token: str, now: datetime) -> Group:
        row = new_id()
        values = {
            "row": row,
            "name": self._session.vault.seal("groups.name", row, name.encode()),
            "area": area,
            "owner_id": owner,
            "created_at": now,
            **self._link(row, token),
        }
        insert = sa.insert(groups).values(**values).returning(groups.c.id)
        group: int = (await self._session.execute(insert)).scalar_one()
        return Group(group, name, area, owner, token)

    async def one(self, group: int) -> Group | None:
        if not 0 < group <= _BIGGEST:
            return None
        found = await self._found(groups.c.id == group, groups.c.closed_at.is_(None))
        return found[0] if found else None

    async def by_token(self, token: str) -> Group | None:
        found = await self._found(groups.c.link == self._session.vault.name("group", token))
        return found[0] if found else None

    async def owned(self, person: int) -> list[Group]:
        return await self._found(groups.c.owner_id == person, groups.c.closed_at.is_(None))

    async def offered(self, person: int) -> list[Group]:
        return await self._found(groups.c.heir_id == person, groups.c.closed_at.is_(None))

    async def joined(self, person: int) -> list[Group]:
        mine = sa.select(members.c.group_id).where(members.c.person_id == person)
        return await self._found(groups.c.id.in_(mine))

    async def renew(self, group: int, *, token: str) -> None:
        row = (
            await self._session.execute(sa.select(groups.c.row).where(groups.c.id == group))
        ).scalar_one()
        await self._change(group, **self._link(row, token))

    async def offer(self, group: int, *, heir: int | None) -> None:
        await self._change(group, heir_id=heir)

    async def hand_over(self, group: int, *, owner: int) -> None:
        await self._change(group, owner_id=owner, heir_id=None)

    async def close(self, group: int, *, now: datetime) -> None:
        await self._change(group, closed_at=now, heir_id=None)
        ended = sa.update(consents).where(
            consents.c.purpose == f"group:{group}", consents.c.withdrawn_at.is_(None)
        )
        await self._session.send(ended.values(withdrawn_at=now))
        await self._session.send(sa.delete(members).where(members.c.group_id == group))

    async def join(self, group: int, person: int, *, now: datetime) -> bool:
        values = {"group_id": group, "person_id": person, "joined_at": now}
        insert = self._session.insert(members).values(**values).on_conflict_do_nothing()
        return (await self._session.execute(insert)).rowcount == 1

    async def leave(self, group: int, person: int) -> bool:
        gone = sa.delete(members).where(members.c.group_id == group, members.c.person_id == person)
        return (await self._session.execute(gone)).rowcount == 1

    async def _change(self, group: int, **values: object) -> None:
        await self._session.send(sa.update(groups).where(groups.c.id == group).values(**values))

    async def _found(self, *where: sa.ColumnElement[bool]) -> list[Group]:
        query = sa.select(groups, _COUNT).where(*where).order_by(groups.c.id)
        return [self._group(row) for row in (await self._session.execute(query)).all()]

    def _group(self, row: sa.Row[Any]) -> Group:
        vault = self._session.vault
        return Group(
            id=row.id,
            name=vault.open("groups.name", row.row, row.name).decode(),
            area=row.area,
            owner=row.owner_id,
            token=vault.open("groups.token", row.row, row.token).decode(),
            members=row.members,
            heir=row.heir_id,
            closed=row.closed_at is not None,
        )

    def _link(self, row: bytes, token: str) -> dict[str, bytes]:
        vault = self._session.vault
        return {
            "link": vault.name("group", token),
            "token": vault.seal("groups.token", row, token.encode()),
        }


async def _about(session: Session, who: Who) -> Rows:
    joined = sa.select(members.c.group_id, members.c.joined_at)
    return await rows(session, joined.where(members.c.person_id == who.person))


async def _erase(session: Session, who: Who, now: datetime) -> None:
    """Memberships go; a group of theirs is closed, for nobody is left who may manage it."""
    own = sa.select(groups.c.id).where(groups.c.owner_id == who.person)
    gone = sa.or_(members.c.person_id == who.person, members.c.group_id.in_(own))
    await session.send(sa.delete(members).where(gone))
    closing = sa.update(groups).where(groups.c.owner_id == who.person, groups.c.closed_at.is_(None))
    await session.send(closing.values(closed_at=now))
    heirs = sa.update(groups).where(groups.c.heir_id == who.person)
    await session.send(heirs.values(heir_id=None))


HOLDING = Holding("groups", (groups, members), _about, _erase)
