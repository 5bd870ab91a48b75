"""One working process per database: a lock that dies with its holder, so nobody waits for a lease.

SQLite: an flock on a file beside the database. PostgreSQL: an advisory lock on its own connection.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

_ADVISORY = 0x616E746F616E  # "antoan"
_RETRY_SECONDS = 0.5

TryLock = Callable[[], Awaitable[bool]]


@asynccontextmanager
async def sole(engine: AsyncEngine, *, waiting: Callable[[], None]) -> AsyncIterator[None]:
    """Hold the lock for the block; calls `waiting` once when another process holds it."""
    holder = _file(engine) if engine.dialect.name == "sqlite" else _advisory(engine)
    async with holder as try_lock:
        told = False
        while not await try_lock():
            if not told:
                waiting()
                told = True
            await asyncio.sleep(_RETRY_SECONDS)
        yield


@asynccontextmanager
async def _file(engine: AsyncEngine) -> AsyncIterator[TryLock]:
    path = Path(f"{engine.url.database}.lock")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    async def try_lock() -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    try:
        yield try_lock
    finally:
        os.close(descriptor)


@asynccontextmanager
async def _advisory(engine: AsyncEngine) -> AsyncIterator[TryLock]:
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")

        async def try_lock() -> bool:
            found = await connection.execute(
                sa.text("SELECT pg_try_advisory_lock(:key)"), {"key": _ADVISORY}
            )
            return bool(found.scalar())

        try:
            yield try_lock
        finally:
            with suppress(DBAPIError):  # a connection that was lost has let go of it already
                await connection.execute(
                    sa.text("SELECT pg_advisory_unlock(:key)"), {"key": _ADVISORY}
                )
