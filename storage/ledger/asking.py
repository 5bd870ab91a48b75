"""What the sender asks many times a second, built once: to build such a question takes longer than
to answer it. Each takes `channel`, `now`, and `most` rows.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.ledger import Lane, Standing
from storage.ledger.tables import HELD, QUEUED, WALKING, deliveries, legs, messages
from storage.people import addresses
from storage.rows import Moment, UtcDateTime

_ROW = (
    *(deliveries.c[name] for name in ("message_id", "person_id", "tries", "said", "state")),
    *(messages.c[name] for name in ("kind", "lane", "expires_at", "recalls_id")),
    *(addresses.c[name] for name in ("account", "ref", "language")),
    addresses.c.row.label("address_row"),
)
_CHANNEL = sa.bindparam("channel", type_=sa.Integer)
_MOST = sa.bindparam("most", type_=sa.Integer)
_NOW = sa.bindparam("now", type_=UtcDateTime)
_DUE = sa.bindparam("due", type_=Moment)


def values(channel: int, now: datetime, most: int = 0) -> dict[str, Any]:
    return {"channel": channel, "now": now, "due": now, "most": most}


def may_go(now: datetime | sa.BindParameter[datetime]) -> sa.ColumnElement[bool]:
    """Whether a message may be said now."""
    return sa.and_(
        messages.c.standing == Standing.OPEN,
        sa.or_(messages.c.not_before.is_(None), messages.c.not_before <= now),
        sa.or_(messages.c.expires_at.is_(None), messages.c.expires_at > now),
    )


@cache
def due(lanes: tuple[Lane, ...]) -> sa.Select[Any]:
    """One look a lane, each along the index: rows with a later time are never passed over. `due` is
    the present once more: rows of deliveries keep whole seconds.
    """
    each = [
        sa.select(deliveries.c.message_id, deliveries.c.person_id)
        .join(messages, messages.c.id == deliveries.c.message_id)
        .where(deliveries.c.channel_id == _CHANNEL, deliveries.c.lane == int(lane))
        .where(deliveries.c.not_before <= _DUE, deliveries.c.state.in_([QUEUED, HELD]))
        .where(may_go(_NOW))
        .order_by(deliveries.c.not_before)
        .limit(_MOST)
        .subquery()
        for lane in lanes
    ]
    keys = sa.union_all(*(sa.select(one) for one in each)).subquery("due")
    mine = sa.and_(
        deliveries.c.message_id == keys.c.message_id,
        deliveries.c.person_id == keys.c.person_id,
    )
    found = _joined(sa.select(*_ROW).select_from(keys).join(deliveries, mine))
    return found.order_by(deliveries.c.lane, deliveries.c.not_before, *deliveries.primary_key)


@cache
def walking(lanes: tuple[Lane, ...]) -> sa.Select[Any]:
    """The messages to many that go out now."""
    return (
        sa.select(legs.c.message_id, legs.c.started_through, messages.c.lane)
        .join(messages, messages.c.id == legs.c.message_id)
        .where(legs.c.channel_id == _CHANNEL, legs.c.walk == WALKING)
        .where(messages.c.lane.in_([int(lane) for lane in lanes]), may_go(_NOW))
        .order_by(messages.c.lane, messages.c.id)
    )


def _joined(found: sa.Select[Any]) -> sa.Select[Any]:
    return found.join(messages, messages.c.id == deliveries.c.message_id).join(
        addresses, addresses.c.id == deliveries.c.address_id
    )


_MESSAGE = sa.bindparam("message", type_=sa.BigInteger)

WALK = (
    _joined(sa.select(*_ROW).select_from(deliveries))
    .where(
        deliveries.c.message_id == _MESSAGE,
        deliveries.c.person_id > sa.bindparam("after", type_=sa.BigInteger),
        deliveries.c.channel_id == _CHANNEL,
        deliveries.c.state == QUEUED,
        deliveries.c.not_before.is_(None),
    )
    .order_by(deliveries.c.person_id)
    .limit(_MOST)
)
"""The next rows of the message `message`, behind the person `after`."""

WALKED_TO = (
    sa.update(legs)
    .where(legs.c.message_id == _MESSAGE, legs.c.channel_id == _CHANNEL)
    .values(
        started_through=sa.bindparam("through", type_=sa.BigInteger),
        walk=sa.bindparam("now_walk", type_=sa.SmallInteger),
    )
)
