"""Watches: cases that nobody has taken, and what is due for them; nobody's name is in here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.ledger import State
from bot.reports.case import State as CaseState
from bot.watches import Act, Watch
from storage.floods import heaps
from storage.ledger.tables import CODES, deliveries
from storage.report_rows import cases
from storage.rows import Id, UtcDateTime, metadata
from storage.session import Session

_FEW = sa.text("due IS NOT NULL")

watches = sa.Table(
    "watches",
    metadata,
    sa.Column("case_id", Id, sa.ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    sa.Column("red", sa.Boolean, nullable=False),
    sa.Column("since", UtcDateTime, nullable=False),
    sa.Column("act", sa.String(16), nullable=False),
    sa.Column("rung", sa.SmallInteger, nullable=False),
    sa.Column("due", UtcDateTime),
    sa.Index("ix_watches_due", "due", sqlite_where=_FEW, postgresql_where=_FEW),
)

letters = sa.Table(
    "watch_letters",
    metadata,
    sa.Column("case_id", Id, sa.ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    sa.Column("message_id", Id, primary_key=True, autoincrement=False),
)

UNTAKEN = (CaseState.SENT, CaseState.SEEN)


class Watches:
    """Satisfies bot.watches.WatchesRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def put(self, watch: Watch) -> None:
        values: dict[str, Any] = {
            "red": watch.red,
            "since": watch.since,
            "act": watch.act,
            "rung": watch.rung,
            "due": watch.due,
        }
        insert = self._session.insert(watches).values(case_id=watch.case, **values)
        await self._session.send(
            insert.on_conflict_do_update(index_elements=["case_id"], set_=values)
        )

    async def due(self, *, now: datetime, limit: int) -> Sequence[Watch]:
        found = sa.select(watches).where(watches.c.due <= now).limit(limit)
        ordered = found.order_by(watches.c.red.desc(), watches.c.due, watches.c.case_id)
        return [_watch(row) for row in (await self._session.execute(ordered)).all()]

    async def settle(self) -> None:
        over = sa.exists().where(cases.c.id == watches.c.case_id, cases.c.state.not_in(UNTAKEN))
        change = sa.update(watches).where(watches.c.due.is_not(None), over)
        await self._session.send(change.values(due=None))

    async def shut_out(self) -> Sequence[int]:
        found = sa.union(*(_refused(told) for told in (letters, heaps)))
        return list((await self._session.execute(found)).scalars())

    async def of(self, case: int) -> Watch | None:
        found = sa.select(watches).where(watches.c.case_id == case)
        row = (await self._session.execute(found)).one_or_none()
        return _watch(row) if row else None

    async def remember(self, case: int, messages: Sequence[int]) -> None:
        if messages:
            rows = [{"case_id": case, "message_id": message} for message in messages]
            await self._session.send(sa.insert(letters), rows)

    async def forget(self, case: int) -> None:
        await self._session.send(sa.delete(letters).where(letters.c.case_id == case))

    async def letters(self, case: int) -> Sequence[int]:
        found = sa.select(letters.c.message_id).where(letters.c.case_id == case)
        return list((await self._session.execute(found.order_by(letters.c.message_id))).scalars())

    async def any_due(self, *, now: datetime) -> bool:
        found = sa.select(watches.c.case_id).where(watches.c.due <= now).limit(1)
        return (await self._session.execute(found)).first() is not None


def _watch(row: sa.Row[Any]) -> Watch:
    return Watch(row.case_id, row.red, row.since, Act(row.act), row.rung, row.due)


def _refused(told: sa.Table) -> sa.Select[tuple[int]]:
    """Cases that wait, of which a message went to somebody who has shut the bot out."""
    return (
        sa.select(told.c.case_id)
        .join(watches, watches.c.case_id == told.c.case_id)
        .join(deliveries, deliveries.c.message_id == told.c.message_id)
        .where(watches.c.due.is_not(None), watches.c.rung < 0)
        .where(deliveries.c.state == CODES[State.BLOCKED])
    )
