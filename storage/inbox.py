"""The inbox: every update, stored before it is acknowledged and purged after it is answered.

States: new -> decided -> answered | dead. The payload and the decided screen are sealed; both go
60 s after the answer, the bare (account, update) stays 8 days so that a redelivery does nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import IntEnum
from typing import Any

import sqlalchemy as sa

from bot.inbox import Answered, Entry, Held
from bot.ports import RawUpdate
from storage.holding import Holding, Rows, Who
from storage.rows import Id, UtcDateTime, metadata
from storage.sealing import new_id
from storage.session import Session


class State(IntEnum):
    NEW = 0
    DECIDED = 1
    ANSWERED = 2
    DEAD = 3


OPEN = (State.NEW, State.DECIDED)

inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("account", sa.String(64), nullable=False),
    sa.Column("update_id", sa.String(64), nullable=False),
    sa.Column("chat", sa.LargeBinary(16), nullable=False),
    sa.Column("state", sa.SmallInteger, nullable=False),
    sa.Column("tries", sa.SmallInteger, nullable=False),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("payload", sa.LargeBinary),
    sa.Column("screen", sa.LargeBinary),
    sa.Column("heard", sa.String(32)),  # the channel's numbers of what stands in a private chat
    sa.Column("said", sa.String(32)),
    sa.Column("received_at", UtcDateTime, nullable=False),
    sa.Column("done_at", UtcDateTime),
    sa.UniqueConstraint("account", "update_id"),
    sa.Index(
        "ix_inbox_open",
        "id",
        sqlite_where=sa.text("state < 2"),
        postgresql_where=sa.text("state < 2"),
    ),
    sa.Index("ix_inbox_done_at", "done_at"),
    sqlite_autoincrement=True,  # an id used again after a purge would be behind the worker
)

_DECIDE = (
    sa.update(inbox)
    .where(inbox.c.id == sa.bindparam("entry"), inbox.c.state == State.NEW)
    .values(state=State.DECIDED, screen=sa.bindparam("decided_screen"))
)
_ANSWER = (
    sa.update(inbox)
    .where(inbox.c.id == sa.bindparam("entry"), inbox.c.state != State.DEAD)
    .values(
        state=State.ANSWERED,
        done_at=sa.bindparam("at"),
        heard=sa.bindparam("number_heard"),
        said=sa.bindparam("number_said"),
    )
)


class Inbox:
    """Satisfies bot.inbox.InboxRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, updates: Sequence[RawUpdate], *, now: datetime) -> int:
        """Store updates not seen before; returns how many those were."""
        if not updates:
            return 0
        insert = self._session.insert(inbox).on_conflict_do_nothing().returning(inbox.c.id)
        rows = [self._row(update, now) for update in updates]
        return len((await self._session.execute(insert, rows)).all())

    def _row(self, update: RawUpdate, now: datetime) -> dict[str, Any]:
        row = new_id()
        payload = json.dumps(update.payload, ensure_ascii=False, separators=(",", ":"))
        return {
            "account": update.account,
            "update_id": update.update,
            "chat": self._session.vault.name("chat", update.account, update.chat),
            "state": State.NEW,
            "tries": 0,
            "row": row,
            # a lone surrogate is legal JSON but not UTF-8: keep it, reading removes it
            "payload": self._session.vault.seal(
                "inbox.payload", row, payload.encode("utf-8", "surrogatepass")
            ),
            "received_at": now,
        }

    async def waiting(self, *, after: int, limit: int) -> list[Entry]:
        """Entries not decided yet, oldest first."""
        return await self._entries(inbox.c.state == State.NEW, after, limit)

    async def unspoken(self) -> list[Held]:
        """Entries decided but, as far as we know, not yet shown; oldest first."""
        found = sa.select(inbox).where(inbox.c.state == State.DECIDED).order_by(inbox.c.id)
        rows = (await self._session.execute(found)).all()
        return [
            Held(self._entry(row), self._session.vault.open("inbox.screen", row.row, row.screen))
            for row in rows
            if row.screen is not None
        ]

    async def _entries(
        self, condition: sa.ColumnElement[bool], after: int, limit: int
    ) -> list[Entry]:
        found = (
            sa.select(inbox).where(condition, inbox.c.id > after).order_by(inbox.c.id).limit(limit)
        )
        return [self._entry(row) for row in (await self._session.execute(found)).all()]

    def _entry(self, row: sa.Row[Any]) -> Entry:
        payload = self._session.vault.open("inbox.payload", row.row, row.payload)
        return Entry(
            id=row.id,
            account=row.account,
            chat=row.chat,
            tries=row.tries,
            received_at=row.received_at,
            row=row.row,
            payload=json.loads(payload.decode("utf-8", "surrogatepass")),
        )

    async def decide(self, entry: Entry, screen: bytes) -> None:
        """Hold the screen; takes effect with this unit's commit."""
        sealed = self._session.vault.seal("inbox.screen", entry.row, screen)
        self._session.later(_DECIDE, {"entry": entry.id, "decided_screen": sealed})

    async def answered(self, entries: Iterable[Answered], *, now: datetime) -> None:
        values = [
            {"entry": e.entry, "at": now, "number_heard": e.heard, "number_said": e.said}
            for e in entries
        ]
        if values:
            await self._session.send(_ANSWER, values)

    async def failed(self, entry: Entry, *, now: datetime, limit: int) -> bool:
        """Count one failure; at `limit` the entry is dead, its text gone. Returns whether dead."""
        dead = entry.tries + 1 >= limit
        change: dict[str, Any] = {"tries": entry.tries + 1}
        if dead:
            change |= {"state": State.DEAD, "payload": None, "screen": None, "done_at": now}
        await self._session.send(sa.update(inbox).where(inbox.c.id == entry.id).values(**change))
        return dead

    async def depth(self) -> dict[str, int]:
        """How many entries wait, are decided, are dead."""
        columns = inbox.c.state, sa.func.count().label("entries")
        counted = sa.select(*columns).where(inbox.c.state != State.ANSWERED)
        rows = (await self._session.execute(counted.group_by(inbox.c.state))).all()
        found = {State(row.state): int(row.entries) for row in rows}
        return {s.name.lower(): found.get(s, 0) for s in (State.NEW, State.DECIDED, State.DEAD)}

    async def oldest(self) -> datetime | None:
        """When the oldest open entry came in."""
        found = sa.select(sa.func.min(inbox.c.received_at)).where(inbox.c.state.in_(OPEN))
        value: datetime | None = (await self._session.execute(found)).scalar()
        return value


async def _about(session: Session, who: Who) -> Rows:
    mine = inbox.c.chat.in_(who.names(session, "chat"))
    found = sa.select(inbox).where(mine, inbox.c.payload.is_not(None)).order_by(inbox.c.id)
    return [
        {
            "received_at": row.received_at,
            "payload": json.loads(
                session.vault.open("inbox.payload", row.row, row.payload).decode("utf-8", "replace")
            ),
        }
        for row in (await session.execute(found)).all()
    ]


async def _erase(session: Session, who: Who, now: datetime) -> None:
    """The bare update ids stay, in no chat's name, so that a redelivery still does nothing."""
    mine = inbox.c.chat.in_(who.names(session, "chat"))
    open_ones = sa.and_(mine, inbox.c.state.in_(OPEN))
    done = sa.update(inbox).where(open_ones).values(state=State.ANSWERED, done_at=now)
    await session.send(done)
    blank = {"payload": None, "screen": None, "chat": bytes(16), "heard": None, "said": None}
    await session.send(sa.update(inbox).where(mine).values(**blank))


HOLDING = Holding("inbox", (inbox,), _about, _erase)
