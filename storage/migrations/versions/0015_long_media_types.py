"""Office documents have media types longer than 64 characters; RFC 6838 allows 255."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("files", "case_files")


def upgrade() -> None:
    _widen(64, 255)


def downgrade() -> None:
    _widen(255, 64)


def _widen(before: int, after: int) -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as changed:
            changed.alter_column(
                "media_type",
                existing_type=sa.String(before),
                type_=sa.String(after),
                existing_nullable=False,
            )
