"""Who gets a message: frozen by one INSERT … SELECT, one row per (message, person)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.ledger import Lane
from storage.ledger.tables import (
    HELD,
    NO_WALK,
    QUEUED,
    WALKING,
    channels,
    deliveries,
    legs,
    reasons,
)
from storage.people import addresses
from storage.rows import Moment
from storage.session import Session

_COLUMNS = [
    *("message_id", "person_id", "address_id", "not_before", "reason_id", "channel_id"),
    *("lane", "state", "tries", "said"),
]


_NEVER = sa.cast(sa.null(), sa.BigInteger)


async def freeze(
    session: Session,
    message: int,
    lane: Lane,
    chosen: sa.Select[Any],
    *,
    now: datetime,
    holds: Sequence[str] = (),
) -> int:
    """Give the message to everyone whom `chosen` selects as `person_id`; returns how many.

    Who has no address that can be reached is left out. `chosen` may also select `not_before` (a
    Moment; NULL: at once) and `hold`, the reason for it, one of `holds`.
    """
    await know_accounts(session)
    for hold in holds:
        await reason_number(session, hold)
    await session.send(
        sa.insert(deliveries).from_select(_COLUMNS, _rows(message, lane, chosen.subquery("c"), now))
    )
    return await count_legs(session, message, walk=WALKING)


def _rows(
    message: int, lane: Lane, chosen: sa.Subquery, now: datetime
) -> sa.Select[tuple[object, ...]]:
    timed = "not_before" in chosen.c
    until = sa.type_coerce(chosen.c.not_before, Moment) if timed else _NEVER
    later = until > sa.literal(now, Moment) if timed else sa.false()
    columns = (
        *(sa.literal(message), chosen.c.person_id, addresses.c.id),
        *(sa.case((later, until), else_=_NEVER), reasons.c.id if timed else sa.null()),
        *(channels.c.id, sa.literal(int(lane))),
        *(sa.case((sa.or_(channels.c.waits, later), HELD), else_=QUEUED), sa.literal(0), sa.null()),
    )
    found = (
        sa.select(*columns)
        .select_from(chosen)
        .join(addresses, addresses.c.id == _best(chosen.c.person_id))
        .join(channels, channels.c.account == addresses.c.account)
        .order_by(chosen.c.person_id)
    )
    why = sa.and_(later, reasons.c.text == chosen.c.hold) if timed else None
    return found if why is None else found.outerjoin(reasons, why)


def _best(person: sa.ColumnElement[int]) -> sa.ScalarSelect[int]:
    """Of a person's addresses the one that rings, else the newest."""
    mine, theirs = addresses.alias(), channels.alias()
    return (
        sa.select(mine.c.id)
        .join(theirs, theirs.c.account == mine.c.account)
        .where(mine.c.person_id == person, mine.c.reachable)
        .order_by(theirs.c.waits, mine.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )


async def know_accounts(session: Session) -> None:
    """Every account that an address is on has its number: nobody is left out for want of one."""
    first = sa.select(sa.func.min(addresses.c.account).label("account")).cte(recursive=True)
    after = sa.select(sa.func.min(addresses.c.account))
    rest = after.where(addresses.c.account > first.c.account).scalar_subquery()
    found = first.union_all(sa.select(rest).where(first.c.account.is_not(None)))
    new = sa.select(found.c.account, sa.false(), sa.literal(""), sa.literal(0)).where(
        found.c.account.is_not(None), found.c.account.not_in(sa.select(channels.c.account))
    )
    insert = sa.insert(channels).from_select(["account", "waits", "sender", "fence"], new)
    await session.send(insert)


async def count_legs(session: Session, message: int, *, walk: int) -> int:
    """Make the message's legs from its rows; returns the number of these."""
    held = sa.func.sum(sa.case((deliveries.c.state == HELD, 1), else_=0))
    counted = (
        sa.select(
            sa.literal(message),
            deliveries.c.channel_id,
            sa.case((sa.func.count() == held, NO_WALK), else_=walk),
            sa.literal(0),
            sa.func.count(),
            held,
        )
        .where(deliveries.c.message_id == message)
        .group_by(deliveries.c.channel_id)
    )
    columns = ["message_id", "channel_id", "walk", "started_through", "total", "held"]
    await session.send(sa.insert(legs).from_select(columns, counted))
    total = sa.select(sa.func.sum(legs.c.total)).where(legs.c.message_id == message)
    return int((await session.execute(total)).scalar() or 0)


async def reason_number(session: Session, text: str) -> int:
    """The number of a reason, written down once."""
    insert = session.insert(reasons).values(text=text[:200])
    await session.send(insert.on_conflict_do_nothing(index_elements=["text"]))
    found = sa.select(reasons.c.id).where(reasons.c.text == text[:200])
    return int((await session.execute(found)).scalar_one())
