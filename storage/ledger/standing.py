"""Whole messages: paused, resumed, closed. Rows of a closed message keep what they say; that they
never went follows from the message, so that closing does not rewrite a million rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.ledger import Standing, State
from storage.ledger.tables import FINISHED, STARTED, deliveries, legs, messages
from storage.rows import UtcDateTime
from storage.session import Session

_PAUSE = int(timedelta(days=36_525) / timedelta(seconds=1))
"""Rows that have a time of their own are put off by a century, so that nobody steps over them."""

_MESSAGE = sa.bindparam("message", type_=sa.BigInteger)
_FINISH = (
    sa.update(messages)
    .where(messages.c.id == _MESSAGE, messages.c.standing == Standing.OPEN)
    .where(~sa.exists().where(legs.c.message_id == _MESSAGE, legs.c.walk != FINISHED))
    .values(standing=Standing.DONE, finished_at=sa.bindparam("ended_at", type_=UtcDateTime))
)

_CLOSED = {Standing.CANCELLED: State.CANCELLED, Standing.EXPIRED: State.EXPIRED}


def implied_one(state: State, standing: Standing) -> State:
    if standing in _CLOSED and state in (State.QUEUED, State.HELD):
        return _CLOSED[standing]
    return state


def implied(counted: Mapping[State, int], standing: Standing) -> dict[State, int]:
    states = dict.fromkeys(counted, 0)
    for state, persons in counted.items():
        states[implied_one(state, standing)] += persons
    return states


async def pause(session: Session, message: int, wrong: str) -> bool:
    change = sa.update(messages).where(
        messages.c.id == message, messages.c.standing == Standing.OPEN
    )
    values = {"standing": Standing.PAUSED, "wrong": wrong[:200]}
    if not (await session.execute(change.values(**values))).rowcount:
        return False
    await _shift(session, message, _PAUSE, deliveries.c.not_before.is_not(None))
    return True


async def resume(session: Session, message: int) -> bool:
    """Rejections until now are forgiven: who resumes has looked at them."""
    rejected = sa.select(sa.func.sum(legs.c.rejected)).where(legs.c.message_id == message)
    change = sa.update(messages).where(
        messages.c.id == message, messages.c.standing == Standing.PAUSED
    )
    forgiven = sa.func.coalesce(rejected.scalar_subquery(), 0)
    values = {"standing": Standing.OPEN, "wrong": "", "forgiven": forgiven}
    if not (await session.execute(change.values(**values))).rowcount:
        return False
    far = sa.type_coerce(deliveries.c.not_before, sa.BigInteger) > _PAUSE
    await _shift(session, message, -_PAUSE, far)
    return True


async def _shift(
    session: Session, message: int, seconds: int, which: sa.ColumnElement[bool]
) -> None:
    moment = sa.type_coerce(deliveries.c.not_before, sa.BigInteger)
    change = sa.update(deliveries).where(deliveries.c.message_id == message, which)
    await session.send(change.values(not_before=sa.type_coerce(moment + seconds, sa.BigInteger)))


async def close(session: Session, message: int, standing: Standing, now: datetime) -> bool:
    going = messages.c.standing.in_([Standing.OPEN, Standing.PAUSED])
    change = sa.update(messages).where(messages.c.id == message, going)
    ended = await session.execute(change.values(standing=standing, finished_at=now))
    if not ended.rowcount:
        return False
    timed = sa.and_(deliveries.c.not_before.is_not(None), deliveries.c.state != STARTED)
    mine = sa.update(deliveries).where(deliveries.c.message_id == message, timed)
    await session.send(mine.values(not_before=None))
    return True


async def reopen(session: Session, message: int) -> bool:
    """Somebody shall hear of it again after all; False when it was cancelled or has expired."""
    change = sa.update(messages).where(
        messages.c.id == message, messages.c.standing.in_([Standing.DONE, Standing.OPEN])
    )
    again = change.values(standing=Standing.OPEN, finished_at=None)
    return (await session.execute(again)).rowcount > 0


async def finish(session: Session, message: int, now: datetime) -> None:
    """Done, once nobody's outcome is open on any account. Two accounts that end at the same time
    take turns here: else each would still see the other's leg open, and nobody would finish.
    """
    await session.lock(sa.select(messages.c.id).where(messages.c.id == message))
    await session.send(_FINISH, {"message": message, "ended_at": now})


async def expire(session: Session, now: datetime) -> None:
    late = sa.select(messages.c.id).where(
        messages.c.standing.in_([Standing.OPEN, Standing.PAUSED]), messages.c.expires_at <= now
    )
    for message in list((await session.execute(late)).scalars()):
        await close(session, message, Standing.EXPIRED, now)
