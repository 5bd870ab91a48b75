"""No sealed column can be forgotten when the secret changes."""

from __future__ import annotations

import sqlalchemy as sa

from storage.rotating import HASHED, PLAIN, SEALED
from storage.schema import metadata


def test_every_binary_column_is_resealed_rehashed_or_says_why_not() -> None:
    binary = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.LargeBinary) and column.name != "row"
    }
    assert binary == set(SEALED) | HASHED | set(PLAIN)
