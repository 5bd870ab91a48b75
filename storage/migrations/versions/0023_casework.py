"""The officials' side of cases: sent to whom, letters about them, requests to open a name."""

import sqlalchemy as sa
from alembic import op

from storage.rows import UtcDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_letters",
        sa.Column(
            "message_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("remove_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_letters_case_id")),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_case_letters")),
    )
    with op.batch_alter_table("case_letters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_letters_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_letters_remove_at"), ["remove_at"], unique=False)

    op.create_table(
        "case_reveals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("row", sa.LargeBinary(length=16), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column(
            "decider_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("allowed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["asker_id"], ["people.id"], name=op.f("fk_case_reveals_asker_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_reveals_case_id")),
        sa.ForeignKeyConstraint(
            ["decider_id"], ["people.id"], name=op.f("fk_case_reveals_decider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_reveals")),
    )
    with op.batch_alter_table("case_reveals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_reveals_asker_id"), ["asker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_reveals_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_case_reveals_decider_id"), ["decider_id"], unique=False
        )

    op.create_table(
        "case_shares",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_shares_case_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_case_shares_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "case_id", name=op.f("pk_case_shares")),
    )
    with op.batch_alter_table("case_shares", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_shares_case_id"), ["case_id"], unique=False)

    with op.batch_alter_table("case_files", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("for_reporter", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "joined_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("asked_at", UtcDateTime(), nullable=True))
        batch_op.create_index(
            "ix_cases_inbox",
            ["area", "rank", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('sent', 'seen', 'taken') AND joined_id IS NULL"),
            postgresql_where=sa.text("state IN ('sent', 'seen', 'taken') AND joined_id IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_cases_joined_id"), ["joined_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_cases_joined_id"), "cases", ["joined_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_cases_joined_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_cases_joined_id"))
        batch_op.drop_index(
            "ix_cases_inbox",
            sqlite_where=sa.text("state IN ('sent', 'seen', 'taken') AND joined_id IS NULL"),
            postgresql_where=sa.text("state IN ('sent', 'seen', 'taken') AND joined_id IS NULL"),
        )
        batch_op.drop_column("asked_at")
        batch_op.drop_column("joined_id")

    with op.batch_alter_table("case_files", schema=None) as batch_op:
        batch_op.drop_column("for_reporter")

    with op.batch_alter_table("case_shares", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_shares_case_id"))

    op.drop_table("case_shares")
    with op.batch_alter_table("case_reveals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_reveals_decider_id"))
        batch_op.drop_index(batch_op.f("ix_case_reveals_case_id"))
        batch_op.drop_index(batch_op.f("ix_case_reveals_asker_id"))

    op.drop_table("case_reveals")
    with op.batch_alter_table("case_letters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_letters_remove_at"))
        batch_op.drop_index(batch_op.f("ix_case_letters_case_id"))

    op.drop_table("case_letters")
