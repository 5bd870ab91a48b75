"""After a crash: what was started and has no outcome may have arrived or not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.deliveries import Recovered
from bot.ledger import Class, Standing, State
from storage.ledger import outcomes
from storage.ledger.tables import (
    FINISHED,
    QUEUED,
    STARTED,
    UNKNOWN,
    WALKED,
    WALKING,
    deliveries,
    legs,
    messages,
)
from storage.session import Session


async def recover(session: Session, channel: int, now: datetime) -> Recovered:
    again = unknown = 0
    for row in await _under_way(session, channel):
        where = sa.and_(
            deliveries.c.message_id == row.message_id, deliveries.c.channel_id == channel
        )
        walked = sa.and_(
            where,
            deliveries.c.person_id <= row.started_through,
            deliveries.c.state == QUEUED,
            deliveries.c.not_before.is_(None),
        )
        left = sa.or_(walked, sa.and_(where, deliveries.c.state == STARTED))
        if row.kind == Class.ALERT:
            again += await _again(session, left, now)
        else:
            unknown += await _unknown(session, channel, row.message_id, left, now)
        if row.standing in (Standing.CANCELLED, Standing.EXPIRED):
            await _end(session, channel, row.message_id)
    return Recovered(again, unknown)


async def _under_way(session: Session, channel: int) -> list[sa.Row[Any]]:
    """Legs that are walked, and those of rows marked one by one."""
    marked = sa.select(deliveries.c.message_id).where(
        deliveries.c.channel_id == channel,
        deliveries.c.state == STARTED,
        deliveries.c.not_before.is_not(None),
    )
    walked = legs.c.walk.in_([WALKING, WALKED])
    found = (
        sa.select(legs.c.message_id, legs.c.started_through, messages.c.kind, messages.c.standing)
        .join(messages, messages.c.id == legs.c.message_id)
        .where(legs.c.channel_id == channel, sa.or_(walked, legs.c.message_id.in_(marked)))
        .order_by(legs.c.message_id)
    )
    return list((await session.execute(found)).all())


async def _again(session: Session, left: sa.ColumnElement[bool], now: datetime) -> int:
    change = sa.update(deliveries).where(left).values(state=QUEUED, not_before=now)
    return (await session.execute(change)).rowcount


async def _unknown(
    session: Session, channel: int, message: int, left: sa.ColumnElement[bool], now: datetime
) -> int:
    values = {"state": UNKNOWN, "not_before": None, "settled_at": now}
    found: int = (
        await session.execute(sa.update(deliveries).where(left).values(**values))
    ).rowcount
    if found:
        await outcomes.count(session, channel, {(message, State.UNKNOWN): found}, now)
    return found


async def _end(session: Session, channel: int, message: int) -> None:
    leg = sa.and_(legs.c.message_id == message, legs.c.channel_id == channel)
    await session.send(sa.update(legs).where(leg).values(walk=FINISHED))
