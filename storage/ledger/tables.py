"""The tables of the ledger. `deliveries` is long, so its rows are lean: what is the same for many
(the words, the reasons, the account) is a small number here and stands once elsewhere.
"""

from __future__ import annotations

import sqlalchemy as sa

from bot.ledger import State
from storage.rows import Id, Moment, UtcDateTime, metadata

STARTED = 1
"""Queued, and being said again: after a crash its outcome is unknown."""

CODES: dict[State, int] = {
    State.QUEUED: 0,
    State.HELD: 2,
    State.SENT: 3,
    State.BLOCKED: 4,
    State.REJECTED: 5,
    State.EXPIRED: 6,
    State.CANCELLED: 7,
    State.UNKNOWN: 8,
}
STATES = {code: state for state, code in CODES.items()} | {STARTED: State.QUEUED}
QUEUED, HELD, SENT = CODES[State.QUEUED], CODES[State.HELD], CODES[State.SENT]
REJECTED, UNKNOWN = CODES[State.REJECTED], CODES[State.UNKNOWN]
COUNTED = [state for state in CODES if state is not State.QUEUED]
"""The states with a counter of their own in `legs`; QUEUED is what is left of the total."""

NO_WALK, WALKING, WALKED, FINISHED = range(4)
"""How far the sender is with a leg: nothing to walk, on its way, all started, all have ended."""

MOST_SAID = 128
"""Room for the channel's ids of an album and the words below it. SQLite takes any length, so its
tables say what they said before.
"""

messages = sa.Table(
    "messages",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("lane", sa.SmallInteger, nullable=False),
    sa.Column("standing", sa.String(16), nullable=False),
    sa.Column("wrong", sa.String(200), nullable=False),
    sa.Column("forgiven", sa.Integer, nullable=False),
    sa.Column("author_id", Id),
    sa.Column("recalls_id", Id),
    sa.Column("posted_at", UtcDateTime, nullable=False),
    sa.Column("not_before", UtcDateTime),
    sa.Column("expires_at", UtcDateTime),
    sa.Column("finished_at", UtcDateTime),
    sa.Index("ix_messages_standing", "standing"),
    sa.Index("ix_messages_recalls_id", "recalls_id"),
)

contents = sa.Table(
    "message_contents",
    metadata,
    sa.Column("message_id", Id, sa.ForeignKey("messages.id"), primary_key=True),
    sa.Column("language", sa.String(8), primary_key=True),
    sa.Column("row", sa.LargeBinary(16), nullable=False),
    sa.Column("screen", sa.LargeBinary, nullable=False),
)

channels = sa.Table(
    "channels",
    metadata,
    sa.Column("id", sa.SmallInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("account", sa.String(64), nullable=False, unique=True),
    sa.Column("waits", sa.Boolean, nullable=False),
    sa.Column("sender", sa.String(64), nullable=False),
    sa.Column("fence", sa.Integer, nullable=False),
    sa.Column("leased_until", UtcDateTime),
    sa.Column("beats", sa.Integer, nullable=False, server_default="0"),
    sa.Column("rate", sa.Float, nullable=False, server_default="0"),
    sa.Column("ceiling", sa.Integer),
    sa.Column("refusals", sa.Integer, nullable=False, server_default="0"),
)

legs = sa.Table(
    "message_legs",
    metadata,
    sa.Column("message_id", Id, sa.ForeignKey("messages.id"), primary_key=True),
    sa.Column("channel_id", sa.SmallInteger, sa.ForeignKey("channels.id"), primary_key=True),
    sa.Column("walk", sa.SmallInteger, nullable=False),
    sa.Column("started_through", Id, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    *(sa.Column(state.value, sa.Integer, nullable=False, server_default="0") for state in COUNTED),
    sa.Index(
        "ix_message_legs_walk",
        "channel_id",
        sqlite_where=sa.text("walk IN (1, 2)"),
        postgresql_where=sa.text("walk IN (1, 2)"),
    ),
)

reasons = sa.Table(
    "reasons",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("text", sa.String(200), nullable=False, unique=True),
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("message_id", Id, sa.ForeignKey("messages.id"), primary_key=True),
    sa.Column("person_id", Id, primary_key=True),
    sa.Column("address_id", Id, nullable=False),
    sa.Column("not_before", Moment),
    sa.Column("settled_at", Moment),
    sa.Column("reason_id", sa.Integer),
    sa.Column("channel_id", sa.SmallInteger, nullable=False),
    sa.Column("lane", sa.SmallInteger, nullable=False),
    sa.Column("state", sa.SmallInteger, nullable=False),
    sa.Column("tries", sa.SmallInteger, nullable=False),
    sa.Column("said", sa.String(MOST_SAID).with_variant(sa.String(32), "sqlite")),
    sa.Index(
        "ix_deliveries_due",
        "channel_id",
        "lane",
        "not_before",
        sqlite_where=sa.text("not_before IS NOT NULL"),
        postgresql_where=sa.text("not_before IS NOT NULL"),
    ),
    sa.Index(
        "ix_deliveries_held",
        "address_id",
        sqlite_where=sa.text("state = 2"),
        postgresql_where=sa.text("state = 2"),
    ),
    sqlite_with_rowid=False,
)

outcomes = sa.Table(
    "message_results",
    metadata,
    sa.Column("message_id", Id, sa.ForeignKey("messages.id"), primary_key=True),
    sa.Column("commune", sa.String(8), primary_key=True),
    sa.Column("sectors", sa.String(256), primary_key=True),
    sa.Column("state", sa.SmallInteger, primary_key=True),
    sa.Column("reason", sa.String(200), primary_key=True),
    sa.Column("persons", sa.Integer, nullable=False),
)
