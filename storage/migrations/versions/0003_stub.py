"""STUB, NOT FOR MERGING: stands where the real 0003 (roles) comes; drop this file when merging."""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing: see above."""


def downgrade() -> None:
    """Nothing: see above."""
