"""The roster: a line stands on the grant of its person, so without the grant there is no line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.duty import Duty, Post, Roster
from bot.grants import Holder
from bot.hours import Hours, read, write
from storage.grants import grants, holder_of
from storage.holding import Holding, Rows, Who, rows
from storage.people import addresses, people
from storage.rows import Id, UtcDateTime, metadata
from storage.session import Session

duties = sa.Table(
    "duties",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("grant_id", sa.ForeignKey("grants.id"), nullable=False),
    sa.Column("post", sa.String(16), nullable=False),
    sa.Column("hours", sa.String(200), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("grant_id", "post"),
)

absences = sa.Table(
    "absences",
    metadata,
    sa.Column("person_id", sa.ForeignKey(people.c.id), primary_key=True, autoincrement=False),
    sa.Column("since", UtcDateTime, nullable=False),
    sa.Column("until", UtcDateTime, nullable=False),
)

_LINE = (
    duties.c.id.label("duty_id"),
    *(duties.c[name] for name in ("grant_id", "post", "hours", "version")),
)
_LINES = sa.select(*_LINE, grants.c.person_id, grants.c.area).join(
    grants, grants.c.id == duties.c.grant_id
)


def _in_force(now: datetime | sa.BindParameter[datetime]) -> sa.ColumnElement[bool]:
    return sa.and_(grants.c.revoked_at.is_(None), grants.c.effective_at <= now)


_NOW = sa.bindparam("now", type_=UtcDateTime)
_ABSENT = sa.and_(absences.c.person_id == grants.c.person_id, absences.c.until > _NOW)
_REACHED = sa.exists().where(addresses.c.person_id == grants.c.person_id, addresses.c.reachable)
_NEAR = (
    sa.select(grants, *_LINE, absences.c.until, _REACHED.label("reached"))
    .outerjoin(duties, duties.c.grant_id == grants.c.id)
    .outerjoin(absences, _ABSENT)
    .where(grants.c.area.in_(sa.bindparam("areas", expanding=True)), _in_force(_NOW))
    .order_by(grants.c.id, duties.c.id)
)
"""Everybody who holds something in these areas: with each of their lines, until when they are away,
and whether anything can reach them. An alert waits for it: it is one question, and built once.
"""


class Duties:
    """Satisfies bot.duty.DutyRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def roster(
        self, area: Sequence[str], province: Sequence[str], *, now: datetime
    ) -> Roster:
        asked = {"areas": [*area, *province, ""], "now": now}
        found = (await self._session.execute(_NEAR, asked)).all()
        lines = [_duty(row) for row in found if row.duty_id is not None and row.area]
        return Roster(
            area[0],
            next(iter(province), ""),
            sorted(lines, key=lambda line: line.id),
            [holder_of(row) for row in {row.id: row for row in found}.values()],
            {row.person_id: row.until for row in found if row.until is not None},
            frozenset(row.person_id for row in found if not row.reached),
        )

    async def one(self, duty: int, *, now: datetime) -> Duty | None:
        found = await self._lines(duties.c.id == duty, now=now)
        return found[0] if found else None

    async def of(self, person: int, *, now: datetime) -> list[Duty]:
        return await self._lines(grants.c.person_id == person, now=now)

    async def add(self, holder: Holder, post: Post, hours: Hours, *, now: datetime) -> Duty | None:
        values = {
            "grant_id": holder.grant.id,
            "post": post,
            "hours": write(hours),
            "version": 1,
            "changed_at": now,
        }
        insert = self._session.insert(duties).values(**values).on_conflict_do_nothing()
        made = (await self._session.execute(insert.returning(duties.c.id))).scalar_one_or_none()
        return await self.one(made, now=now) if made else None

    async def change(self, duty: int, hours: Hours, *, version: int, now: datetime) -> bool:
        seen = sa.and_(duties.c.id == duty, duties.c.version == version)
        values = {"hours": write(hours), "version": version + 1, "changed_at": now}
        return (
            await self._session.execute(sa.update(duties).where(seen).values(**values))
        ).rowcount == 1

    async def remove(self, duty: int) -> bool:
        gone = sa.delete(duties).where(duties.c.id == duty)
        return (await self._session.execute(gone)).rowcount == 1

    async def hand_over(self, grant: int, to: int, *, now: datetime) -> bool:
        held = sa.select(duties.c.post).where(duties.c.grant_id == to)
        doubled = sa.and_(duties.c.grant_id == grant, duties.c.post.in_(held.scalar_subquery()))
        await self._session.send(sa.delete(duties).where(doubled))
        moved = sa.update(duties).where(duties.c.grant_id == grant)
        version = duties.c.version + 1
        values = {"grant_id": to, "version": version, "changed_at": now}
        return (await self._session.execute(moved.values(**values))).rowcount > 0

    async def away(self, person: int, *, now: datetime) -> datetime | None:
        found = sa.select(absences.c.until).where(
            absences.c.person_id == person, absences.c.until > now
        )
        until: datetime | None = (await self._session.execute(found)).scalar_one_or_none()
        return until

    async def set_away(self, person: int, until: datetime | None, *, now: datetime) -> None:
        mine = sa.delete(absences).where(absences.c.person_id == person)
        await self._session.send(mine)
        if until is not None:
            values = {"person_id": person, "since": now, "until": until}
            await self._session.send(sa.insert(absences).values(**values))

    async def _lines(self, where: sa.ColumnElement[bool], *, now: datetime) -> list[Duty]:
        found = _LINES.where(where, _in_force(now)).order_by(duties.c.id)
        return [_duty(row) for row in (await self._session.execute(found)).all()]


def _duty(row: sa.Row[Any]) -> Duty:
    return Duty(
        id=row.duty_id,
        person=row.person_id,
        grant=row.grant_id,
        area=row.area,
        post=Post(row.post),
        hours=read(row.hours),
        version=row.version,
    )


def _mine(person: int) -> sa.ScalarSelect[Any]:
    return sa.select(grants.c.id).where(grants.c.person_id == person).scalar_subquery()


async def _about(session: Session, who: Who) -> Rows:
    kept: Sequence[Any] = (duties.c.post, duties.c.hours, grants.c.area, duties.c.changed_at)
    lines = sa.select(*kept).join(grants, grants.c.id == duties.c.grant_id)
    gone = sa.select(absences.c.since, absences.c.until)
    return [
        *await rows(session, lines.where(grants.c.person_id == who.person)),
        *await rows(session, gone.where(absences.c.person_id == who.person)),
    ]


async def _erase(session: Session, who: Who, _now: datetime) -> None:
    await session.send(sa.delete(duties).where(duties.c.grant_id.in_(_mine(who.person))))
    await session.send(sa.delete(absences).where(absences.c.person_id == who.person))


HOLDING = Holding("duty", (duties, absences), _about, _erase)
