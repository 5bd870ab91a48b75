"""Which cases a message tells of together, so that it can show how each of them stands."""

import sqlalchemy as sa
from alembic import op

from storage.rows import Id

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "heaps",
        sa.Column("message_id", Id, autoincrement=False, nullable=False),
        sa.Column("case_id", Id, autoincrement=False, nullable=False),
        sa.Column("left_for", sa.String(8), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_heaps_case_id_cases")),
        sa.PrimaryKeyConstraint("message_id", "case_id", name=op.f("pk_heaps")),
    )
    op.create_index(op.f("ix_heaps_case_id"), "heaps", ["case_id"])


def downgrade() -> None:
    op.drop_table("heaps")
