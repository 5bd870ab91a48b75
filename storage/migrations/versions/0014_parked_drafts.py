"""Unsent reports are kept beside another question."""

import sqlalchemy as sa
from alembic import op

from storage.rows import Id, UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "parked_drafts",
        sa.Column("address_id", Id, nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("row", sa.LargeBinary(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("touched_at", UtcDateTime(), nullable=False),
        sa.Column("remind_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["address_id"], ["addresses.id"], name=op.f("fk_parked_drafts_address_id_addresses")
        ),
        sa.PrimaryKeyConstraint("address_id", "key", name=op.f("pk_parked_drafts")),
    )
    for column in ("touched_at", "remind_at"):
        op.create_index(op.f(f"ix_parked_drafts_{column}"), "parked_drafts", [column])


def downgrade() -> None:
    op.drop_table("parked_drafts")
