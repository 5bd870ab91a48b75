"""The communes' own numbers."""

import sqlalchemy as sa
from alembic import op

from storage.rows import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "numbers",
        sa.Column("area", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("row", sa.LargeBinary(length=16), nullable=False),
        sa.Column("digits", sa.LargeBinary(), nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("area", "kind", name=op.f("pk_numbers")),
    )


def downgrade() -> None:
    op.drop_table("numbers")
