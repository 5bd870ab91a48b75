"""The ledger for many: one lean row per person, contents and counters apart, leases with fences.

What is queued stays queued, what was sent stays known. Going back forgets all letters.
"""

import sqlalchemy as sa
from alembic import op

from storage.rows import Moment, UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OUTCOMES = ("held", "sent", "blocked", "rejected", "expired", "cancelled", "unknown")
_DELIVERIES = """
    INSERT INTO deliveries (message_id, person_id, address_id, not_before, settled_at, channel_id,
        lane, state, tries)
    SELECT d.message_id, a.person_id, a.id, CASE state WHEN 'queued' THEN 1 END, %seconds, c.id, 2,
        CASE state WHEN 'queued' THEN CASE WHEN started THEN 1 ELSE 0 END WHEN 'sent' THEN 3
            WHEN 'blocked' THEN 4 WHEN 'rejected' THEN 5 WHEN 'expired' THEN 6 ELSE 8 END,
        tries
    FROM old_deliveries d
    JOIN addresses a ON a.id = d.address_id JOIN channels c ON c.account = a.account
    WHERE d.id IN (SELECT min(o.id) FROM old_deliveries o JOIN addresses b
        ON b.id = o.address_id GROUP BY o.message_id, b.person_id)
"""
_LEGS = """
    INSERT INTO message_legs (message_id, channel_id, walk, started_through, total, sent, blocked,
        rejected, expired, unknown)
    SELECT message_id, channel_id, CASE WHEN min(state) > 1 THEN 3 ELSE 0 END, 0, count(*),
        sum(CASE state WHEN 3 THEN 1 ELSE 0 END), sum(CASE state WHEN 4 THEN 1 ELSE 0 END),
        sum(CASE state WHEN 5 THEN 1 ELSE 0 END), sum(CASE state WHEN 6 THEN 1 ELSE 0 END),
        sum(CASE state WHEN 8 THEN 1 ELSE 0 END)
    FROM deliveries GROUP BY message_id, channel_id
"""


def upgrade() -> None:
    op.execute("CREATE TABLE old_deliveries AS SELECT * FROM deliveries")
    op.execute('CREATE TABLE old_messages AS SELECT id, "row", screen FROM messages')
    op.drop_table("deliveries")
    _messages()
    _new_tables()
    _deliveries()
    _fill()
    op.drop_table("old_deliveries")
    op.drop_table("old_messages")


def _new_tables() -> None:
    op.create_table(
        "channels",
        sa.Column("id", sa.SmallInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
        sa.UniqueConstraint("account", name=op.f("uq_channels_account")),
    )
    op.create_table(
        "reasons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reasons")),
        sa.UniqueConstraint("text", name=op.f("uq_reasons_text")),
    )
    op.create_table(
        "message_contents",
        sa.Column("message_id", _ID, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("row", sa.LargeBinary(length=16), nullable=False),
        sa.Column("screen", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_message_contents_message_id")
        ),
        sa.PrimaryKeyConstraint("message_id", "language", name=op.f("pk_message_contents")),
    )
    op.create_table(
        "message_legs",
        sa.Column("message_id", _ID, nullable=False),
        sa.Column("channel_id", sa.SmallInteger(), nullable=False),
        sa.Column("walk", sa.SmallInteger(), nullable=False),
        sa.Column("started_through", _ID, nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), server_default="0", nullable=False) for name in _OUTCOMES),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name=op.f("fk_message_legs_channel_id")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_message_legs_message_id")
        ),
        sa.PrimaryKeyConstraint("message_id", "channel_id", name=op.f("pk_message_legs")),
    )
    _index("ix_message_legs_walk", "message_legs", ["channel_id"], "walk IN (1, 2)")
    op.create_table(
        "message_results",
        sa.Column("message_id", _ID, nullable=False),
        sa.Column("commune", sa.String(length=8), nullable=False),
        sa.Column("sectors", sa.String(length=256), nullable=False),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_message_results_message_id")
        ),
        sa.PrimaryKeyConstraint(
            *("message_id", "commune", "sectors", "state", "reason"),
            name=op.f("pk_message_results"),
        ),
    )


def _messages() -> None:
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("lane", sa.SmallInteger(), nullable=False, server_default="2")
        )
        batch_op.add_column(
            sa.Column("standing", sa.String(length=16), nullable=False, server_default="open")
        )
        batch_op.add_column(
            sa.Column("wrong", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("forgiven", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("author_id", _ID, nullable=True))
        batch_op.add_column(sa.Column("recalls_id", _ID, nullable=True))
        batch_op.add_column(sa.Column("not_before", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("finished_at", UtcDateTime(), nullable=True))
        batch_op.drop_column("row")
        batch_op.drop_column("screen")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        for name in ("lane", "standing", "wrong", "forgiven"):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_index("ix_messages_standing", ["standing"], unique=False)


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("message_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("address_id", _ID, nullable=False),
        sa.Column("not_before", Moment(), nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.Column("reason_id", sa.Integer(), nullable=True),
        sa.Column("channel_id", sa.SmallInteger(), nullable=False),
        sa.Column("lane", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("said", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_deliveries_message_id")
        ),
        sa.PrimaryKeyConstraint("message_id", "person_id", name=op.f("pk_deliveries")),
        sqlite_with_rowid=False,
    )
    due = ["channel_id", "lane", "not_before"]
    _index("ix_deliveries_due", "deliveries", due, "not_before IS NOT NULL")
    _index("ix_deliveries_held", "deliveries", ["address_id"], "state = 2")


def _index(name: str, table: str, columns: list[str], where: str) -> None:
    only = sa.text(where)
    op.create_index(name, table, columns, unique=False, sqlite_where=only, postgresql_where=only)


def _fill() -> None:
    op.execute(
        'INSERT INTO message_contents (message_id, language, "row", screen) '
        "SELECT id, '', \"row\", screen FROM old_messages"
    )
    seconds = "CAST(extract(epoch FROM settled_at) AS BIGINT)"
    if op.get_bind().dialect.name == "sqlite":
        seconds = "CAST(strftime('%s', settled_at) AS INTEGER)"
    op.execute(
        "INSERT INTO channels (account, waits, sender, fence) "
        "SELECT DISTINCT account, false, '', 0 FROM addresses"
    )
    op.execute(_DELIVERIES.replace("%seconds", seconds))
    op.execute(_LEGS)
    op.execute(
        "UPDATE messages SET standing = 'done', finished_at = posted_at WHERE id NOT IN "
        "(SELECT message_id FROM message_legs WHERE walk = 0)"
    )


def downgrade() -> None:
    for name in ("deliveries", "message_results", "message_legs", "message_contents", "reasons"):
        op.drop_table(name)
    op.drop_table("channels")
    op.drop_table("messages")
    op.create_table(
        "messages",
        sa.Column("id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("row", sa.LargeBinary(length=16), nullable=False),
        sa.Column("screen", sa.LargeBinary(), nullable=False),
        sa.Column("posted_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", _ID, nullable=False),
        sa.Column("message_id", _ID, nullable=False),
        sa.Column("address_id", _ID, nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("started", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"], ["addresses.id"], name=op.f("fk_deliveries_address_id")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_deliveries_message_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "message_id", "address_id", name=op.f("uq_deliveries_message_id_address_id")
        ),
    )
    op.create_index(op.f("ix_deliveries_address_id"), "deliveries", ["address_id"], unique=False)
    _index("ix_deliveries_queued", "deliveries", ["not_before"], "state = 'queued'")
