"""Whoever has blocked us on one account gets the message on another that is theirs."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.deliveries import Delivery
from storage.ledger.tables import (
    FINISHED,
    HELD,
    QUEUED,
    WALKED,
    channels,
    contents,
    deliveries,
    legs,
    messages,
)
from storage.people import addresses
from storage.session import Session

LETTER = ""
"""The language of a letter, whose writer has chosen the words for its readers already."""


async def reroute(session: Session, channel: int, delivery: Delivery, now: datetime) -> None:
    """Letters have gone to every address anyway, and a correction goes where the error went."""
    other = await _other(session, delivery)
    if other is None:
        return
    values = {
        "address_id": other.id,
        "channel_id": other.channel,
        "state": HELD if other.waits else QUEUED,
        "not_before": None if other.waits else now,
        "settled_at": None,
        "reason_id": None,
    }
    row = sa.and_(
        deliveries.c.message_id == delivery.message, deliveries.c.person_id == delivery.person
    )
    await session.send(sa.update(deliveries).where(row).values(**values))
    leg = sa.and_(legs.c.message_id == delivery.message, legs.c.channel_id == channel)
    less = {"total": legs.c.total - 1, "blocked": legs.c.blocked - 1}
    await session.send(sa.update(legs).where(leg).values(**less))
    await one_more(session, delivery.message, other.channel, held=int(other.waits))


async def _other(session: Session, delivery: Delivery) -> sa.Row[tuple[object, ...]] | None:
    special = sa.exists().where(
        messages.c.id == delivery.message,
        sa.or_(
            messages.c.recalls_id.is_not(None),
            sa.exists().where(
                contents.c.message_id == messages.c.id, contents.c.language == LETTER
            ),
        ),
    )
    found = (
        sa.select(addresses.c.id, channels.c.id.label("channel"), channels.c.waits)
        .join(channels, channels.c.account == addresses.c.account)
        .where(addresses.c.person_id == delivery.person, addresses.c.reachable, ~special)
        .order_by(channels.c.waits, addresses.c.id.desc())
        .limit(1)
    )
    return (await session.execute(found)).one_or_none()


async def one_more(session: Session, message: int, channel: int, *, held: int) -> None:
    """Somebody with a time of their own has come to the message on this account."""
    values = {"message_id": message, "channel_id": channel, "walk": WALKED, "started_through": 0}
    insert = session.insert(legs).values(**values, total=1, held=held)
    more = {
        "total": legs.c.total + 1,
        "held": legs.c.held + held,
        "walk": sa.case((legs.c.walk == FINISHED, WALKED), else_=legs.c.walk),
    }
    key = ["message_id", "channel_id"]
    await session.send(insert.on_conflict_do_update(index_elements=key, set_=more))
    again = sa.update(messages).where(messages.c.id == message, messages.c.standing == "done")
    await session.send(again.values(standing="open", finished_at=None))
