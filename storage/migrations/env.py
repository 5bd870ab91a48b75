"""Alembic's entry: runs on the connection that storage.migrate hands over."""

from typing import Literal

from alembic import context

from storage.rows import UtcDateTime
from storage.schema import metadata


def _render(kind: str, value: object, _context: object) -> str | Literal[False]:
    return "UtcDateTime()" if kind == "type" and isinstance(value, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=_render,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
