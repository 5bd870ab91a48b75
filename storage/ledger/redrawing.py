"""Saying anew what one person was told, or is to be told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.ledger import Standing
from storage.ledger import standing
from storage.ledger.freezing import count_legs
from storage.ledger.tables import HELD, NO_WALK, QUEUED, SENT, STARTED, deliveries, messages
from storage.people import addresses
from storage.session import Session

WAITING = (QUEUED, HELD)
OPEN = (*WAITING, STARTED, SENT)


async def reader(session: Session, message: int) -> sa.Row[Any] | None:
    """The only row of a letter, locked: its sender starts and settles it before us or after us."""
    found = (
        sa.select(deliveries, addresses.c.language)
        .join(addresses, addresses.c.id == deliveries.c.address_id)
        .where(deliveries.c.message_id == message)
        .with_for_update(of=deliveries)
    )
    return (await session.execute(found)).one_or_none()


async def drop_edits(session: Session, message: int, now: datetime) -> None:
    """What was to be put in its place and nobody has seen yet."""
    found = sa.select(messages.c.id).where(
        messages.c.recalls_id == message, messages.c.standing == Standing.OPEN
    )
    for edit in list((await session.execute(found)).scalars()):
        await standing.close(session, edit, Standing.CANCELLED, now)


async def give(session: Session, number: int, row: sa.Row[Any]) -> None:
    """To the reader of that row, as it stood."""
    same = {column.name: getattr(row, column.name) for column in deliveries.c}
    await session.send(sa.insert(deliveries).values(**same | {"message_id": number}))
    await count_legs(session, number, walk=NO_WALK)
