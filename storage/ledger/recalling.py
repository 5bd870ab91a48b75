"""Taking back what was said: a message of its own whose rows know the message that each person has.

A channel lets us correct what we said for ever, and delete it for a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bot.deliveries import Outcome
from bot.ledger import Lane, Standing, State
from storage.ledger.freezing import count_legs
from storage.ledger.rerouting import one_more
from storage.ledger.tables import QUEUED, SENT, channels, deliveries, legs, messages
from storage.rows import Moment
from storage.session import Session

DELETABLE = timedelta(hours=48)
"""So long Telegram lets a bot delete its own messages (telegram.md 1.4); our own page always."""

EVER = datetime.min.replace(tzinfo=UTC)

_GOING = (Standing.OPEN, Standing.DONE)
_COLUMNS = [
    *("message_id", "person_id", "address_id", "not_before", "channel_id", "lane", "state"),
    *("tries", "said"),
]


async def between_commits(session: Session, message: int) -> None:
    """Wait for the senders that write what became of it, and let them wait: what they have written
    is seen by the recall, and whatever they write later sees the recall (`follow`).
    """
    mine = sa.select(legs.c.channel_id).where(legs.c.message_id == message)
    turn = sa.select(channels.c.id).where(channels.c.id.in_(mine)).order_by(channels.c.id)
    await session.lock(turn)


async def give(session: Session, recall: int, message: int, lane: Lane, since: datetime) -> None:
    """To whoever got the message after `since`, or on a page of ours."""
    said = sa.select(
        *(sa.literal(recall), deliveries.c.person_id, deliveries.c.address_id, sa.null()),
        *(deliveries.c.channel_id, sa.literal(int(lane)), sa.literal(QUEUED)),
        *(sa.literal(0), deliveries.c.said),
    ).join(channels, channels.c.id == deliveries.c.channel_id)
    in_time = sa.or_(channels.c.waits, deliveries.c.settled_at >= since)
    ordered = said.where(_arrived(message), in_time).order_by(deliveries.c.person_id)
    await session.send(sa.insert(deliveries).from_select(_COLUMNS, ordered))
    await count_legs(session, recall, walk=1)


async def too_late(session: Session, message: int, now: datetime) -> int:
    """How many got it so long ago that it cannot be deleted any more."""
    found = (
        sa.select(sa.func.count())
        .select_from(deliveries)
        .join(channels, channels.c.id == deliveries.c.channel_id)
        .where(_arrived(message), ~channels.c.waits, deliveries.c.settled_at < now - DELETABLE)
    )
    return int((await session.execute(found)).scalar_one())


def _arrived(message: int) -> sa.ColumnElement[bool]:
    return sa.and_(
        deliveries.c.message_id == message,
        deliveries.c.state == SENT,
        deliveries.c.said.is_not(None),
    )


async def follow(session: Session, channel: int, settled: Sequence[Outcome], now: datetime) -> None:
    """What was under way while its message was taken back has arrived now: take it back as well."""
    arrived: dict[int, list[Outcome]] = defaultdict(list)
    for each in settled:
        if each.state is State.SENT and each.said and not each.delivery.known:
            arrived[each.delivery.message].append(each)
    if not arrived:
        return
    recalls = (
        sa.select(messages.c.id, messages.c.recalls_id, messages.c.lane)
        .where(messages.c.recalls_id.in_(arrived), messages.c.standing.in_(_GOING))
        .order_by(messages.c.id)
    )
    newest = {recall.recalls_id: recall for recall in (await session.execute(recalls)).all()}
    for recall in newest.values():
        for each in arrived[recall.recalls_id]:
            await _one(session, channel, recall.id, recall.lane, each, now)


async def _one(
    session: Session, channel: int, recall: int, lane: int, arrived: Outcome, now: datetime
) -> None:
    mine = sa.and_(
        deliveries.c.message_id == arrived.delivery.message,
        deliveries.c.person_id == arrived.delivery.person,
    )
    row = sa.select(
        *(sa.literal(recall), deliveries.c.person_id, deliveries.c.address_id),
        *(sa.literal(now, Moment), sa.literal(channel), sa.literal(lane)),
        *(sa.literal(QUEUED), sa.literal(0), deliveries.c.said),
    ).where(mine)
    insert = session.insert(deliveries).from_select(_COLUMNS, row)
    if (await session.execute(insert.on_conflict_do_nothing())).rowcount:
        await one_more(session, recall, channel, held=0)
