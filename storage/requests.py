"""Requests about one's own data, each with the day by which the law wants it done."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from storage.holding import Holding, Rows, Who, rows
from storage.rows import Id, UtcDateTime, metadata
from storage.session import Session

requests = sa.Table(
    "data_requests",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), index=True),  # none: erased since
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("received_at", UtcDateTime, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("done_at", UtcDateTime, index=True),
)


async def _about(session: Session, who: Who) -> Rows:
    kept = (requests.c[name] for name in ("kind", "received_at", "due_at", "done_at"))
    return await rows(session, sa.select(*kept).where(requests.c.person_id == who.person))


async def _erase(session: Session, who: Who, _now: datetime) -> None:
    """The proof stays, in nobody's name."""
    mine = sa.update(requests).where(requests.c.person_id == who.person)
    await session.send(mine.values(person_id=None))


HOLDING = Holding("requests", (requests,), _about, _erase)
