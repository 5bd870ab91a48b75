"""PostgreSQL's tables about people, written anew so that nothing erased is left in their pages."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.resting import Rested
from storage.holdings import HOLDINGS

LARGEST = 256 * 1024 * 1024
"""Bytes of a table with its indexes that are written anew within a few seconds."""
WAIT = "2s"
"""How long a lock is waited for, and so how long others queue behind it in vain."""
_SAMPLES = "pg_catalog.pg_statistic"
"""Values that the planner took as samples, those of deleted rows too."""
_LOCKED, _FORBIDDEN = "55P03", "42501"


async def rewrite(engine: AsyncEngine, *, largest: int = LARGEST) -> Rested:
    """One table after the other, each locked only while it is written."""
    busy, large = [], []
    async with engine.connect() as plain:
        connection = await plain.execution_options(isolation_level="AUTOCOMMIT")
        await connection.exec_driver_sql(f"SET lock_timeout = '{WAIT}'")
        try:
            for name in sorted({t.name for holding in HOLDINGS for t in holding.tables}):
                if await _size(connection, name) > largest:
                    large.append(name)
                elif not await _does(connection, f'VACUUM (FULL, ANALYZE) "{name}"', _LOCKED):
                    busy.append(name)
            if not await _does(connection, f"VACUUM FULL {_SAMPLES}", _LOCKED):
                busy.append(_SAMPLES)
        finally:
            await connection.exec_driver_sql("RESET lock_timeout")
        on = [
            await _does(connection, act, _FORBIDDEN)
            for act in ("SELECT pg_switch_wal()", "CHECKPOINT")
        ]
    return Rested(tuple(busy), tuple(large), all(on))


async def _size(connection: AsyncConnection, name: str) -> int:
    found = await connection.exec_driver_sql(f"SELECT pg_total_relation_size('\"{name}\"')")
    return int(found.scalar_one())


async def _does(connection: AsyncConnection, act: str, refused: str) -> bool:
    """False when it ends with this SQLSTATE; whatever else goes wrong is raised."""
    try:
        await connection.exec_driver_sql(act)
    except DBAPIError as failure:
        if getattr(failure.orig, "sqlstate", None) == refused:
            return False
        raise
    return True
