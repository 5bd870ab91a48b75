"""The tables of reports: cases, their events, their files."""

from __future__ import annotations

import sqlalchemy as sa

from bot.reports.severity import Severity
from storage.rows import Id, UtcDateTime, metadata

RANK = {level: place for place, level in enumerate(Severity)}

_WAITS = sa.text("state IN ('sent', 'seen', 'taken') AND joined_id IS NULL")
_OVER = sa.text("state IN ('closed', 'withdrawn') AND joined_id IS NULL")
_JOINED = sa.text("joined_id IS NOT NULL")
_TWO_SIDES = sa.text("also <> ''")

cases = sa.Table(
    "cases",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("key", sa.LargeBinary(16), nullable=False, unique=True),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("code", sa.String(12), nullable=False, unique=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("severity", sa.String(16), nullable=False),
    sa.Column("rank", sa.SmallInteger, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("area", sa.String(8), nullable=False),
    sa.Column("also", sa.String(8), nullable=False),
    sa.Column("reporter_id", sa.ForeignKey("people.id"), index=True),
    sa.Column("known", sa.Boolean, nullable=False),
    sa.Column("callback", sa.Boolean, nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("told", sa.LargeBinary, nullable=False),
    sa.Column("findings", sa.LargeBinary, nullable=False),
    sa.Column("identity", sa.LargeBinary),
    sa.Column("taken_by", sa.ForeignKey("people.id"), index=True),
    sa.Column("taken_at", UtcDateTime),
    sa.Column("closed_at", UtcDateTime),
    sa.Column("ending", sa.String(16)),
    sa.Column("checked_at", UtcDateTime),
    sa.Column("joined_id", Id, sa.ForeignKey("cases.id")),
    sa.Column("asked_at", UtcDateTime),
    sa.Index("ix_cases_also", "also", sqlite_where=_TWO_SIDES, postgresql_where=_TWO_SIDES),
    sa.Index("ix_cases_joined_id", "joined_id", sqlite_where=_JOINED, postgresql_where=_JOINED),
)
sa.Index(
    "ix_cases_inbox",
    *(cases.c.area, cases.c.rank.desc(), cases.c.id),
    *(cases.c.state, cases.c.joined_id, cases.c.reporter_id, cases.c.opened_at),
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)
sa.Index(
    "ix_cases_over",
    *(cases.c.area, cases.c.id, cases.c.rank),
    *(cases.c.state, cases.c.joined_id, cases.c.reporter_id),
    sqlite_where=_OVER,
    postgresql_where=_OVER,
)

events = sa.Table(
    "case_events",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("case_id", sa.ForeignKey("cases.id"), nullable=False, index=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("what", sa.String(24), nullable=False),
    sa.Column("actor_id", sa.ForeignKey("people.id"), index=True),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("words", sa.LargeBinary, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

tries = sa.Table(
    "case_tries",
    metadata,
    sa.Column("address_id", Id, sa.ForeignKey("addresses.id"), primary_key=True),
    sa.Column("wrong", sa.Integer, nullable=False),
    sa.Column("last_at", UtcDateTime, nullable=False),
)

files = sa.Table(
    "case_files",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("case_id", sa.ForeignKey("cases.id"), nullable=False, index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("account", sa.String(64), nullable=False),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("source", sa.LargeBinary),
    sa.Column("album", sa.String(64), nullable=False),
    sa.Column("received_at", UtcDateTime, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("next_at", UtcDateTime, nullable=False),
    sa.Column("media_type", sa.String(255), nullable=False),
    sa.Column("data", sa.LargeBinary),
    sa.Column("for_reporter", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index(
        "ix_case_files_waiting",
        "next_at",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    ),
)

shares = sa.Table(
    "case_shares",
    metadata,
    sa.Column("person_id", Id, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("case_id", Id, sa.ForeignKey("cases.id"), primary_key=True, index=True),
)

letters = sa.Table(
    "case_letters",
    metadata,
    sa.Column("message_id", Id, primary_key=True, autoincrement=False),
    sa.Column("case_id", Id, sa.ForeignKey("cases.id"), nullable=False, index=True),
    sa.Column("remove_at", UtcDateTime, index=True),
)

reveals = sa.Table(
    "case_reveals",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("case_id", Id, sa.ForeignKey("cases.id"), nullable=False, index=True),
    sa.Column("asker_id", Id, sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("reason", sa.LargeBinary, nullable=False),
    sa.Column("decider_id", Id, sa.ForeignKey("people.id"), index=True),
    sa.Column("decided_at", UtcDateTime),
    sa.Column("allowed", sa.Boolean),
)
