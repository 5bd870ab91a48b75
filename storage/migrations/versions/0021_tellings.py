"""Floods of alerts are told together by who reads them, no longer by area."""

import sqlalchemy as sa
from alembic import op

from storage.rows import Id, UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_WAITING = sa.text("said_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "tellings",
        sa.Column("id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("red", sa.Boolean(), nullable=False),
        sa.Column("due", UtcDateTime(), nullable=False),
        sa.Column("said_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_tellings_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_tellings_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tellings")),
    )
    op.create_index("ix_tellings_person_id", "tellings", ["person_id", "red"])
    op.create_index(
        "ix_tellings_due",
        "tellings",
        ["due"],
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )
    op.drop_index("ix_watches_announced", table_name="watches")
    with op.batch_alter_table("watches") as changed:
        changed.drop_column("announced_at")
        changed.drop_column("area")


def downgrade() -> None:
    with op.batch_alter_table("watches") as changed:
        changed.add_column(sa.Column("announced_at", UtcDateTime(), nullable=True))
        changed.add_column(sa.Column("area", sa.String(8), nullable=False, server_default=""))
    op.create_index("ix_watches_announced", "watches", ["area", "red", "announced_at"])
    op.drop_table("tellings")
