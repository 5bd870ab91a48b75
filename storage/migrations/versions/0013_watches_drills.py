"""Cases that nobody has taken and what is due for them; rounds; drills and their answers."""

import sqlalchemy as sa
from alembic import op

from storage.rows import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_FEW = sa.text("due IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "watches",
        sa.Column("case_id", _ID, autoincrement=False, nullable=False),
        sa.Column("area", sa.String(length=8), nullable=False),
        sa.Column("red", sa.Boolean(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("rung", sa.SmallInteger(), nullable=False),
        sa.Column("due", UtcDateTime()),
        sa.Column("announced_at", UtcDateTime()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_watches_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_watches")),
    )
    with op.batch_alter_table("watches", schema=None) as batch_op:
        batch_op.create_index("ix_watches_announced", ["area", "red", "announced_at"], unique=False)
        batch_op.create_index(
            "ix_watches_due", ["due"], unique=False, sqlite_where=_FEW, postgresql_where=_FEW
        )
    op.create_table(
        "watch_letters",
        sa.Column("case_id", _ID, autoincrement=False, nullable=False),
        sa.Column("message_id", _ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_watch_letters_case_id")),
        sa.PrimaryKeyConstraint("case_id", "message_id", name=op.f("pk_watch_letters")),
    )
    op.create_table(
        "claims",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", "key", name=op.f("pk_claims")),
    )
    op.create_table(
        "drills",
        sa.Column("id", _ID, nullable=False),
        sa.Column("area", sa.String(length=8), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drills")),
        sa.UniqueConstraint("area", "month", name=op.f("uq_drills_area_month")),
    )
    op.create_table(
        "drill_answers",
        sa.Column("drill_id", _ID, autoincrement=False, nullable=False),
        sa.Column("person_id", _ID, autoincrement=False, nullable=False),
        sa.Column("answered_at", UtcDateTime()),
        sa.ForeignKeyConstraint(
            ["drill_id"], ["drills.id"], name=op.f("fk_drill_answers_drill_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_drill_answers_person_id")
        ),
        sa.PrimaryKeyConstraint("drill_id", "person_id", name=op.f("pk_drill_answers")),
    )
    with op.batch_alter_table("drill_answers", schema=None) as batch_op:
        batch_op.create_index("ix_drill_answers_person_id", ["person_id"], unique=False)


def downgrade() -> None:
    for table in ("drill_answers", "drills", "claims", "watch_letters", "watches"):
        op.drop_table(table)
