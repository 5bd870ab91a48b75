"""What channels call files after an upload; an album's messages; why a broadcast has stopped."""

import sqlalchemy as sa
from alembic import op

from storage.rows import Id

revision = "0020"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file_names",
        sa.Column("file", sa.LargeBinary(length=16), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("row", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file"], ["files.id"], name=op.f("fk_file_names_file"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("file", "account", name=op.f("pk_file_names")),
    )
    op.create_index(op.f("ix_messages_recalls_id"), "messages", ["recalls_id"])
    op.add_column(
        "broadcasts", sa.Column("wrong", sa.String(200), nullable=False, server_default="")
    )
    op.add_column(
        "broadcasts", sa.Column("trials", sa.String(64), nullable=False, server_default="")
    )
    for column in ("recall_id", "trial_id"):
        op.drop_column("broadcasts", column)
    _room(32, 128)


def downgrade() -> None:
    op.execute("UPDATE deliveries SET said = NULL WHERE length(said) > 32")
    _room(128, 32)
    for column in ("recall_id", "trial_id"):
        op.add_column("broadcasts", sa.Column(column, Id, nullable=True))
    for column in ("trials", "wrong"):
        op.drop_column("broadcasts", column)
    op.drop_index(op.f("ix_messages_recalls_id"), table_name="messages")
    op.drop_table("file_names")


def _room(before: int, after: int) -> None:
    """SQLite takes any length, and would copy every row for this."""
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column(
            "deliveries",
            "said",
            existing_type=sa.String(before),
            type_=sa.String(after),
            existing_nullable=True,
        )
