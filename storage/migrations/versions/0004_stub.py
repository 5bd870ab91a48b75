"""STUB, to be dropped by the merger: the groups and posters of another branch are 0004."""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
