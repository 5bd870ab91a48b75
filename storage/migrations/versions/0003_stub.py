"""STUB, to be dropped by the merger: the roles and invitations of another branch are 0003."""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
