"""Which command menu was last shown at each address."""

import sqlalchemy as sa
from alembic import op

from storage.rows import UtcDateTime

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None

OWN = sa.text("menu <> ''")


def upgrade() -> None:
    menu = sa.Column("menu", sa.String(length=32), server_default="", nullable=False)
    op.add_column("addresses", menu)
    op.add_column("addresses", sa.Column("menu_after", UtcDateTime(), nullable=True))
    op.create_index(
        "ix_addresses_menu", "addresses", ["id"], sqlite_where=OWN, postgresql_where=OWN
    )


def downgrade() -> None:
    op.drop_index("ix_addresses_menu", table_name="addresses")
    op.drop_column("addresses", "menu_after")
    op.drop_column("addresses", "menu")
