"""The tables of broadcasts, and a broadcast as a row and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.audiences import from_json, to_json
from bot.broadcasts.content import Content, Extra, Opens, Part
from bot.broadcasts.values import Broadcast, Stage
from bot.people import Role
from storage.rows import Id, UtcDateTime, metadata
from storage.session import Session

broadcasts = sa.Table(
    "broadcasts",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("author_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("area", sa.String(8), nullable=False),
    sa.Column("stage", sa.String(16), nullable=False, index=True),
    sa.Column("audience", sa.Text, nullable=False),
    sa.Column("extras", sa.LargeBinary),
    sa.Column("note", sa.LargeBinary),
    sa.Column("begins_at", UtcDateTime),
    sa.Column("urgent", sa.Boolean, nullable=False),
    sa.Column("staged", sa.Boolean, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("asked_at", UtcDateTime),
    sa.Column("approver_id", Id),
    sa.Column("approved", sa.String(64), nullable=False),
    sa.Column("trials", sa.String(64), nullable=False, server_default=""),
    sa.Column("tried", sa.String(64), nullable=False),
    sa.Column("started_at", UtcDateTime),
    sa.Column("ended_at", UtcDateTime),
    sa.Column("persons", sa.Integer, nullable=False),
    sa.Column("wrong", sa.String(200), nullable=False, server_default=""),
    sa.Column("status_address_id", Id, index=True),
    sa.Column("status_message", sa.String(64), nullable=False),
    sa.Column("status_at", UtcDateTime),
)

parts = sa.Table(
    "broadcast_parts",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("broadcast_id", sa.ForeignKey("broadcasts.id"), nullable=False, index=True),
    sa.Column("address_id", Id, nullable=False),
    sa.Column("message", sa.String(64), nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("kept", sa.String(32), nullable=False),
    sa.Column("received_at", UtcDateTime, nullable=False, index=True),
    sa.Index("ix_broadcast_parts_message", "address_id", "message"),
)

posted = sa.Table(
    "broadcast_messages",
    metadata,
    sa.Column("broadcast_id", sa.ForeignKey("broadcasts.id"), primary_key=True),
    sa.Column("message_id", Id, primary_key=True),
)
"""Which messages of the ledger carry a broadcast."""

WITHOUT_SECOND = sa.and_(broadcasts.c.approver_id.is_(None), broadcasts.c.persons > 0)


def sealed(session: Session, row: bytes, broadcast: Broadcast) -> dict[str, Any]:
    """The columns of everything that changes but the parts."""
    extras = [[extra.opens, extra.label, extra.value] for extra in broadcast.content.extras]
    seal = session.vault.seal
    return {
        "role": broadcast.role,
        "area": broadcast.area,
        "stage": broadcast.stage,
        "audience": json.dumps(to_json(broadcast.audience)),
        "extras": seal("broadcasts.extras", row, json.dumps(extras).encode()) if extras else None,
        "note": seal("broadcasts.note", row, broadcast.note.encode()) if broadcast.note else None,
        "begins_at": broadcast.at,
        "urgent": broadcast.urgent,
        "staged": broadcast.staged,
        "asked_at": broadcast.asked_at,
        "approver_id": broadcast.approver,
        "approved": broadcast.approved,
        "trials": " ".join(str(trial) for trial in broadcast.trials),
        "tried": broadcast.tried,
        "started_at": broadcast.started_at,
        "ended_at": broadcast.ended_at,
        "persons": broadcast.persons,
        "wrong": broadcast.wrong[:200],
    }


_SAME = (
    *("id", "area", "urgent", "staged", "asked_at"),
    *("approved", "tried", "started_at", "ended_at", "persons", "wrong"),
)
"""Columns that are called as in the value."""


def opened(
    session: Session, row: sa.Row[Any], known: Sequence[Part], messages: Sequence[int]
) -> Broadcast:
    open_ = session.vault.open
    extras = json.loads(open_("broadcasts.extras", row.row, row.extras)) if row.extras else []
    note = open_("broadcasts.note", row.row, row.note).decode() if row.note else ""
    same = {name: getattr(row, name) for name in _SAME}
    return Broadcast(
        author=row.author_id,
        role=Role(row.role),
        stage=Stage(row.stage),
        content=Content(tuple(known), tuple(Extra(Opens(o), *rest) for o, *rest in extras)),
        audience=from_json(json.loads(row.audience)),
        at=row.begins_at,
        approver=row.approver_id,
        trials=tuple(int(trial) for trial in row.trials.split()),
        messages=tuple(messages),
        note=note,
        **same,
    )
