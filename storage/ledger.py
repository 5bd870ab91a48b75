"""The ledger: messages, sealed, and one delivery row per address."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.incoming import Address
from bot.ledger import Class, Delivery, Letter, State
from bot.screen_codec import from_bytes, to_bytes
from storage.holding import Holding, Rows, Who
from storage.people import addresses
from storage.rows import Id, UtcDateTime, metadata
from storage.sealing import new_id
from storage.session import Session

messages = sa.Table(
    "messages",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("screen", sa.LargeBinary, nullable=False),
    sa.Column("posted_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime),
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("message_id", sa.ForeignKey("messages.id"), nullable=False),
    sa.Column("address_id", sa.ForeignKey("addresses.id"), index=True),  # none: erased since
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("started", sa.Boolean, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("not_before", UtcDateTime, nullable=False),
    sa.Column("settled_at", UtcDateTime),
    sa.Column("reason", sa.String(200), nullable=False),
    sa.UniqueConstraint("message_id", "address_id"),
    sa.Index(
        "ix_deliveries_queued",
        "not_before",
        sqlite_where=sa.text("state = 'queued'"),
        postgresql_where=sa.text("state = 'queued'"),
    ),
)

_CHUNK = 500


class Ledger:
    """Satisfies bot.ledger.LedgerRepository."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def post(self, letter: Letter, *, now: datetime) -> int:
        row = new_id()
        values = {
            "kind": letter.kind,
            "row": row,
            "screen": self._session.vault.seal("messages.screen", row, to_bytes(letter.screen)),
            "posted_at": now,
            "expires_at": letter.expires_at,
        }
        insert = sa.insert(messages).values(**values).returning(messages.c.id)
        message: int = (await self._session.execute(insert)).scalar_one()
        chosen = sa.select(
            sa.literal(message),
            addresses.c.id,
            sa.literal(State.QUEUED.value),
            sa.false(),
            sa.literal(0),
            sa.literal(now, UtcDateTime),
            sa.literal(""),
        ).where(addresses.c.person_id.in_(letter.persons), addresses.c.reachable)
        columns = ["message_id", "address_id", "state", "started", "tries", "not_before", "reason"]
        await self._session.execute(sa.insert(deliveries).from_select(columns, chosen))
        self._session.posted = True
        return message

    async def due(self, *, now: datetime, limit: int) -> list[Delivery]:
        found = (
            sa.select(
                deliveries.c.id,
                deliveries.c.message_id,
                deliveries.c.tries,
                messages.c.kind,
                messages.c.row,
                messages.c.screen,
                messages.c.expires_at,
                addresses.c.account,
                addresses.c.ref,
                addresses.c.row.label("address_row"),
            )
            .join(messages, messages.c.id == deliveries.c.message_id)
            .join(addresses, addresses.c.id == deliveries.c.address_id)
            .where(deliveries.c.state == State.QUEUED, deliveries.c.not_before <= now)
            .where(sa.not_(deliveries.c.started))
            .order_by(messages.c.kind, deliveries.c.id)
            .limit(limit)
        )
        return [self._delivery(row) for row in (await self._session.execute(found)).all()]

    def _delivery(self, row: sa.Row[Any]) -> Delivery:
        vault = self._session.vault
        ref = vault.open("addresses.ref", row.address_row, row.ref)
        return Delivery(
            id=row.id,
            message=row.message_id,
            address=Address(row.account, ref.decode()),
            screen=from_bytes(vault.open("messages.screen", row.row, row.screen)),
            kind=Class(row.kind),
            tries=row.tries,
            expires_at=row.expires_at,
        )

    async def start(self, deliveries_started: Sequence[int]) -> None:
        where = deliveries.c.id.in_(deliveries_started)
        change = sa.update(deliveries).where(where)
        await self._session.execute(change.values(started=True, tries=deliveries.c.tries + 1))

    async def recover(self) -> int:
        under_way = sa.and_(deliveries.c.state == State.QUEUED, deliveries.c.started)
        alerts = sa.select(messages.c.id).where(messages.c.kind == Class.ALERT)
        again = sa.update(deliveries).where(under_way, deliveries.c.message_id.in_(alerts))
        lost = sa.update(deliveries).where(under_way, deliveries.c.message_id.not_in(alerts))
        repeated = await self._session.execute(again.values(started=False))
        unknown = await self._session.execute(lost.values(state=State.UNKNOWN))
        return repeated.rowcount + unknown.rowcount

    async def settle(self, delivery: int, state: State, *, now: datetime, reason: str = "") -> None:
        change = sa.update(deliveries).where(deliveries.c.id == delivery)
        await self._session.execute(
            change.values(state=state, settled_at=now, started=False, reason=reason[:200])
        )

    async def delay(self, delivery: int, *, until: datetime) -> None:
        change = sa.update(deliveries).where(deliveries.c.id == delivery)
        await self._session.execute(change.values(not_before=until, started=False))

    async def states(self, message: int) -> dict[State, int]:
        columns = deliveries.c.state, sa.func.count().label("rows")
        counted = sa.select(*columns).where(deliveries.c.message_id == message)
        rows = (await self._session.execute(counted.group_by(deliveries.c.state))).all()
        return {State(row.state): int(row.rows) for row in rows}


async def _about(session: Session, who: Who) -> Rows:
    columns = (
        *(messages.c[name] for name in ("kind", "row", "screen", "posted_at")),
        *(deliveries.c[name] for name in ("state", "settled_at")),
    )
    found = (
        sa.select(*columns)
        .join(deliveries, deliveries.c.message_id == messages.c.id)
        .where(deliveries.c.address_id.in_(who.ids))
        .order_by(deliveries.c.id)
    )
    return [
        {
            "kind": row.kind,
            "screen": json.loads(session.vault.open("messages.screen", row.row, row.screen)),
            "posted_at": row.posted_at,
            "state": row.state,
            "settled_at": row.settled_at,
        }
        for row in (await session.execute(found)).all()
    ]


async def _erase(session: Session, who: Who, now: datetime) -> None:
    """A letter to nobody else goes; of one to many the outcome stays, in nobody's name."""
    mine, others = deliveries.alias(), deliveries.alias()
    to_others = sa.exists().where(
        others.c.message_id == mine.c.message_id,
        sa.or_(others.c.address_id.not_in(who.ids), others.c.address_id.is_(None)),
    )
    found = sa.select(mine.c.message_id).where(mine.c.address_id.in_(who.ids), ~to_others)
    alone = [row.message_id for row in (await session.execute(found.distinct())).all()]
    for first in range(0, len(alone), _CHUNK):
        some = alone[first : first + _CHUNK]
        await session.execute(sa.delete(deliveries).where(deliveries.c.message_id.in_(some)))
        await session.execute(sa.delete(messages).where(messages.c.id.in_(some)))
    rest = deliveries.c.address_id.in_(who.ids)
    waiting = sa.and_(rest, deliveries.c.state == State.QUEUED)
    ended = {"state": State.REJECTED, "settled_at": now}
    await session.execute(sa.update(deliveries).where(waiting).values(**ended))
    await session.execute(sa.update(deliveries).where(rest).values(address_id=None, reason=""))


HOLDING = Holding("letters", (deliveries, messages), _about, _erase)
