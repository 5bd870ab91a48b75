"""Rolling up: of messages that ended long ago the numbers stay, and nobody's row."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.ledger import Standing, State
from storage.ledger import standing
from storage.ledger.tables import CODES, QUEUED, STARTED, deliveries, messages, outcomes, reasons
from storage.people import people
from storage.session import Session

KEPT = timedelta(days=90)
"""How long "did it reach me?" has an answer."""
MOST_AT_ONCE = 1000


def grouped(message: int) -> sa.Select[Any]:
    """How many ended how, by place, job and reason."""
    state = sa.case((deliveries.c.state == STARTED, QUEUED), else_=deliveries.c.state)
    commune = sa.func.coalesce(people.c.commune, "").label("commune")
    sectors = sa.func.coalesce(people.c.sectors, "").label("sectors")
    reason = sa.func.coalesce(reasons.c.text, "").label("reason")
    return (
        sa.select(commune, sectors, state.label("state"), reason)
        .add_columns(sa.func.count().label("persons"))
        .select_from(deliveries)
        .outerjoin(people, people.c.id == deliveries.c.person_id)
        .outerjoin(reasons, reasons.c.id == deliveries.c.reason_id)
        .where(deliveries.c.message_id == message)
        .group_by(commune, sectors, state, reason)
    )


async def roll(session: Session, now: datetime) -> None:
    """A few messages at a time, so that nobody waits for it: the next heartbeat goes on."""
    over = sa.select(messages.c.id).where(
        messages.c.finished_at < now - KEPT,
        sa.exists().where(deliveries.c.message_id == messages.c.id),
    )
    rolled = 0
    for message in list((await session.execute(over.limit(MOST_AT_ONCE))).scalars()):
        if rolled < MOST_AT_ONCE:
            rolled += await _one(session, message)


async def close_forgotten(session: Session, now: datetime) -> None:
    """A page that nobody has opened for so long is not coming back."""
    old = sa.select(messages.c.id).where(
        messages.c.standing.in_([Standing.OPEN, Standing.PAUSED]),
        sa.func.coalesce(messages.c.not_before, messages.c.posted_at) < now - KEPT,
    )
    for message in list((await session.execute(old)).scalars()):
        await standing.close(session, message, Standing.EXPIRED, now)


async def _one(session: Session, message: int) -> int:
    found = sa.select(messages.c.standing).where(messages.c.id == message)
    stands = Standing((await session.execute(found)).scalar_one())
    sums: dict[tuple[str, str, int, str], int] = {}
    for row in (await session.execute(grouped(message))).all():
        state = standing.implied_one(_STATE[row.state], stands)
        key = (row.commune, row.sectors, CODES[state], row.reason)
        sums[key] = sums.get(key, 0) + row.persons
    names = ("commune", "sectors", "state", "reason")
    values = [
        {"message_id": message, "persons": n} | dict(zip(names, key, strict=True))
        for key, n in sums.items()
    ]
    if values:
        await session.send(sa.insert(outcomes), values)
    gone = sa.delete(deliveries).where(deliveries.c.message_id == message)
    return (await session.execute(gone)).rowcount


_STATE: dict[int, State] = {code: state for state, code in CODES.items()}
