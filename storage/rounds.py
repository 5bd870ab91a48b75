"""Rounds: what comes around, each claimed once; and the monthly drill with its answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.people import Role
from bot.rounds import Drill
from storage.grants import grants
from storage.holding import Holding, Rows, Who, rows
from storage.people import people
from storage.report_rows import cases
from storage.rows import Id, UtcDateTime, metadata
from storage.session import Session

claims = sa.Table(
    "claims",
    metadata,
    sa.Column("name", sa.String(16), primary_key=True),
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
)

drills = sa.Table(
    "drills",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("area", sa.String(8), nullable=False),
    sa.Column("month", sa.String(7), nullable=False),
    sa.Column("sent_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("area", "month"),
)

answers = sa.Table(
    "drill_answers",
    metadata,
    sa.Column("drill_id", Id, sa.ForeignKey("drills.id"), primary_key=True, autoincrement=False),
    sa.Column("person_id", Id, sa.ForeignKey(people.c.id), primary_key=True, autoincrement=False),
    sa.Column("answered_at", UtcDateTime),
    sa.Index("ix_drill_answers_person_id", "person_id"),
)

_SERVING = (Role.OFFICIAL, Role.RESPONDER)


class Rounds:
    """Satisfies bot.rounds.RoundsRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def claim(self, name: str, key: str, *, now: datetime, again: datetime) -> bool:
        values = {"name": name, "key": key, "at": now}
        insert = self._session.insert(claims).values(**values)
        claimed = insert.on_conflict_do_update(
            index_elements=["name", "key"], set_={"at": now}, where=claims.c.at < again
        )
        return (await self._session.execute(claimed.returning(claims.c.at))).first() is not None

    async def unclaimed(self, name: str, *, since: datetime, limit: int) -> Sequence[str]:
        done = sa.exists().where(
            claims.c.name == name, claims.c.key == grants.c.area, claims.c.at >= since
        )
        found = (
            sa.select(grants.c.area)
            .where(grants.c.role.in_(_SERVING), grants.c.revoked_at.is_(None), ~done)
            .distinct()
            .order_by(grants.c.area)
            .limit(limit)
        )
        return list((await self._session.execute(found)).scalars())

    async def fresh(self, *, since: datetime, limit: int) -> Sequence[str]:
        looked = sa.and_(claims.c.name == "look", claims.c.key == cases.c.area)
        newer = sa.or_(claims.c.at.is_(None), cases.c.opened_at >= claims.c.at)
        found = (
            sa.select(cases.c.area)
            .outerjoin(claims, looked)
            .where(cases.c.opened_at > since, newer)
            .distinct()
            .order_by(cases.c.area)
            .limit(limit)
        )
        return list((await self._session.execute(found)).scalars())

    async def start_drill(
        self, area: str, month: str, persons: Sequence[int], *, now: datetime
    ) -> int:
        insert = sa.insert(drills).values(area=area, month=month, sent_at=now)
        drill: int = (await self._session.execute(insert.returning(drills.c.id))).scalar_one()
        asked = [{"drill_id": drill, "person_id": person} for person in persons]
        await self._session.send(sa.insert(answers), asked)
        return drill

    async def asked(self, person: int, *, since: datetime) -> int | None:
        mine = sa.and_(answers.c.person_id == person, answers.c.answered_at.is_(None))
        found = sa.select(sa.func.max(drills.c.id)).join(answers).where(mine)
        drill: int | None = (
            await self._session.execute(found.where(drills.c.sent_at > since))
        ).scalar()
        return drill

    async def answer_drill(self, drill: int, person: int, *, now: datetime) -> Drill | None:
        mine = sa.and_(answers.c.drill_id == drill, answers.c.person_id == person)
        first = sa.update(answers).where(mine, answers.c.answered_at.is_(None))
        await self._session.send(first.values(answered_at=now))
        known = sa.select(drills, answers.c.answered_at).join(answers).where(mine)
        row = (await self._session.execute(known)).one_or_none()
        if row is None:
            return None
        all_ = sa.select(answers.c.answered_at).where(answers.c.drill_id == drill)
        pressed = [at is not None for at in (await self._session.execute(all_)).scalars()]
        counts = len(pressed), sum(pressed)
        return Drill(drill, row.area, row.month, row.sent_at, row.answered_at, *counts)


async def _about(session: Session, who: Who) -> Rows:
    kept = sa.select(drills.c.area, drills.c.sent_at, answers.c.answered_at).join(answers)
    return await rows(session, kept.where(answers.c.person_id == who.person))


async def _erase(session: Session, who: Who, _now: datetime) -> None:
    await session.send(sa.delete(answers).where(answers.c.person_id == who.person))


HOLDING = Holding("drills", (answers,), _about, _erase)
