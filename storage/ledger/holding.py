"""What the ledger knows of one person, and how it forgets them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.ledger import Standing, State
from storage.holding import Holding, Rows, Who
from storage.ledger import outcomes, standing
from storage.ledger.tables import (
    HELD,
    QUEUED,
    STARTED,
    STATES,
    contents,
    deliveries,
    legs,
    messages,
)
from storage.session import Session

_CHUNK = 500


async def _about(session: Session, who: Who) -> Rows:
    found = (
        sa.select(messages.c.id, messages.c.kind, messages.c.posted_at, messages.c.standing)
        .add_columns(deliveries.c.state, deliveries.c.settled_at)
        .join(deliveries, deliveries.c.message_id == messages.c.id)
        .where(deliveries.c.person_id == who.person)
        .order_by(messages.c.id)
    )
    return [await _told(session, row) for row in (await session.execute(found)).all()]


async def _told(session: Session, row: sa.Row[Any]) -> dict[str, Any]:
    found = sa.select(contents).where(contents.c.message_id == row.id)
    kept = (await session.execute(found.order_by(contents.c.language.desc()))).first()
    words = kept and json.loads(session.vault.open("messages.screen", kept.row, kept.screen))
    return {
        "kind": row.kind,
        "screen": words,
        "posted_at": row.posted_at,
        "state": standing.implied_one(STATES[row.state], Standing(row.standing)),
        "settled_at": row.settled_at,
    }


async def _erase(session: Session, who: Who, now: datetime) -> None:
    """A message to nobody else goes; of one to many the numbers stay."""
    found = (
        sa.select(deliveries.c.message_id, deliveries.c.channel_id, deliveries.c.state)
        .join(messages, messages.c.id == deliveries.c.message_id)
        .where(deliveries.c.person_id == who.person)
    )
    rows = (await session.execute(found)).all()
    for row in rows:
        mine = sa.delete(deliveries).where(deliveries.c.message_id == row.message_id)
        await session.send(mine.where(deliveries.c.person_id == who.person))
        if row.state in (QUEUED, STARTED, HELD):
            gone = {(row.message_id, State.CANCELLED): 1}
            gone |= {(row.message_id, State.HELD): -1} if row.state == HELD else {}
            await outcomes.count(session, row.channel_id, gone, now)
    await _forget(session, [row.message_id for row in rows])
    authored = sa.update(messages).where(messages.c.author_id == who.person)
    await session.send(authored.values(author_id=None))


async def _forget(session: Session, some: list[int]) -> None:
    """Of these, the messages that were for one person alone."""
    for first in range(0, len(some), _CHUNK):
        total = sa.func.sum(legs.c.total)
        found = (
            sa.select(legs.c.message_id)
            .where(legs.c.message_id.in_(some[first : first + _CHUNK]))
            .group_by(legs.c.message_id)
            .having(total == 1)
        )
        alone = list((await session.execute(found)).scalars())
        for table, key in (
            (legs, legs.c.message_id),
            (contents, contents.c.message_id),
            (messages, messages.c.id),
        ):
            await session.send(sa.delete(table).where(key.in_(alone)))


HOLDING = Holding("letters", (deliveries, messages), _about, _erase)
