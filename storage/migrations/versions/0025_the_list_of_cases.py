"""Indexes in which a list of cases can be read in its order, from its beginning."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

WAITS = "state IN ('sent', 'seen', 'taken') AND joined_id IS NULL"
OVER = "state IN ('closed', 'withdrawn') AND joined_id IS NULL"
FILTERS = ("state", "joined_id", "reporter_id")


def upgrade() -> None:
    for name in ("area_state", "also_state", "inbox", "joined_id"):
        op.drop_index(f"ix_cases_{name}", "cases")
    _make("inbox", WAITS, "area", sa.text("rank DESC"), "id", *FILTERS, "opened_at")
    _make("over", OVER, "area", "id", "rank", *FILTERS)
    _make("also", "also <> ''", "also")
    _make("joined_id", "joined_id IS NOT NULL", "joined_id")


def downgrade() -> None:
    for name in ("inbox", "over", "also", "joined_id"):
        op.drop_index(f"ix_cases_{name}", "cases")
    op.create_index("ix_cases_area_state", "cases", ["area", "state", "rank", "id"])
    op.create_index("ix_cases_also_state", "cases", ["also", "state"])
    op.create_index("ix_cases_joined_id", "cases", ["joined_id"])
    _make("inbox", WAITS, "area", "rank", "id")


def _make(name: str, where: str, *columns: str | sa.TextClause) -> None:
    only = sa.text(where)
    op.create_index(
        f"ix_cases_{name}", "cases", list(columns), sqlite_where=only, postgresql_where=only
    )
