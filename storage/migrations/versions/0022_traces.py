"""Which messages stand in a chat, so that they can be deleted there."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

COLUMNS = ("heard", "said")


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("inbox", sa.Column(column, sa.String(length=32), nullable=True))


def downgrade() -> None:
    for column in COLUMNS:
        op.drop_column("inbox", column)
