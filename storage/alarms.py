"""Alarms: what is wrong at the moment, so that it is told once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from storage.rows import UtcDateTime, metadata
from storage.session import Session

alarms = sa.Table(
    "alarms",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("since", UtcDateTime, nullable=False),
)


class Alarms:
    """Satisfies bot.alarms.AlarmsRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def news(self, present: Sequence[str], *, now: datetime) -> list[str]:
        known = set((await self._session.execute(sa.select(alarms.c.name))).scalars())
        over = known.difference(present)
        if over:
            await self._session.send(sa.delete(alarms).where(alarms.c.name.in_(over)))
        new = [name for name in present if name not in known]
        if new:
            values = [{"name": name, "since": now} for name in new]
            await self._session.send(sa.insert(alarms), values)
        return new
