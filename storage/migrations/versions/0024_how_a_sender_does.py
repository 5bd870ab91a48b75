"""How the sender of an account does, where every process can read it and a restart finds it."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

COLUMNS = ("beats", "rate", "ceiling", "refusals")


def upgrade() -> None:
    with op.batch_alter_table("channels") as changed:
        changed.add_column(sa.Column("beats", sa.Integer(), nullable=False, server_default="0"))
        changed.add_column(sa.Column("rate", sa.Float(), nullable=False, server_default="0"))
        changed.add_column(sa.Column("ceiling", sa.Integer(), nullable=True))
        changed.add_column(sa.Column("refusals", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("channels") as changed:
        for column in COLUMNS:
            changed.drop_column(column)
