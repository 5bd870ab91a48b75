"""Broadcasts, their parts and messages; saved audiences; people found by commune."""

import sqlalchemy as sa
from alembic import op

from storage.rows import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("row", sa.LargeBinary(length=16), nullable=False),
        sa.Column(
            "author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("area", sa.String(length=8), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("extras", sa.LargeBinary(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("begins_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("staged", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "approver_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("approved", sa.String(length=64), nullable=False),
        sa.Column("trial_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("tried", sa.String(length=64), nullable=False),
        sa.Column("started_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("recall_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "status_address_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("status_message", sa.String(length=64), nullable=False),
        sa.Column("status_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_broadcasts_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
    )
    op.create_index(op.f("ix_broadcasts_author_id"), "broadcasts", ["author_id"], unique=False)
    op.create_index(op.f("ix_broadcasts_stage"), "broadcasts", ["stage"], unique=False)
    op.create_index(
        op.f("ix_broadcasts_status_address_id"), "broadcasts", ["status_address_id"], unique=False
    )
    op.create_table(
        "saved_audiences",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("row", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("saved_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_saved_audiences_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_audiences")),
    )
    op.create_index(
        op.f("ix_saved_audiences_person_id"), "saved_audiences", ["person_id"], unique=False
    )
    op.create_table(
        "broadcast_messages",
        sa.Column(
            "broadcast_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcasts.id"], name=op.f("fk_broadcast_messages_broadcast_id")
        ),
        sa.PrimaryKeyConstraint("broadcast_id", "message_id", name=op.f("pk_broadcast_messages")),
    )
    op.create_table(
        "broadcast_parts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "broadcast_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "address_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("message", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("row", sa.LargeBinary(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("kept", sa.String(length=32), nullable=False),
        sa.Column("received_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcasts.id"], name=op.f("fk_broadcast_parts_broadcast_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast_parts")),
    )
    op.create_index(
        op.f("ix_broadcast_parts_broadcast_id"), "broadcast_parts", ["broadcast_id"], unique=False
    )
    op.create_index(
        "ix_broadcast_parts_message", "broadcast_parts", ["address_id", "message"], unique=False
    )
    op.create_index(
        op.f("ix_broadcast_parts_received_at"), "broadcast_parts", ["received_at"], unique=False
    )
    op.create_index(op.f("ix_people_commune"), "people", ["commune"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_people_commune"), table_name="people")
    op.drop_index(op.f("ix_broadcast_parts_received_at"), table_name="broadcast_parts")
    op.drop_index("ix_broadcast_parts_message", table_name="broadcast_parts")
    op.drop_index(op.f("ix_broadcast_parts_broadcast_id"), table_name="broadcast_parts")
    op.drop_table("broadcast_parts")
    op.drop_table("broadcast_messages")
    op.drop_index(op.f("ix_saved_audiences_person_id"), table_name="saved_audiences")
    op.drop_table("saved_audiences")
    op.drop_index(op.f("ix_broadcasts_status_address_id"), table_name="broadcasts")
    op.drop_index(op.f("ix_broadcasts_stage"), table_name="broadcasts")
    op.drop_index(op.f("ix_broadcasts_author_id"), table_name="broadcasts")
    op.drop_table("broadcasts")
