"""Locks that die with their holder, so that nobody waits for a lease of the dead: one working
process per database, and a name for each process that stands by.

SQLite: an flock on a file beside the database. PostgreSQL: an advisory lock on its own connection.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from itertools import count
from pathlib import Path
from zlib import crc32

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

_ADVISORY = 0x616E746F616E  # "antoan"
_RETRY_SECONDS = 0.5

TryLock = Callable[[], Awaitable[bool]]


@asynccontextmanager
async def sole(engine: AsyncEngine, *, waiting: Callable[[], None]) -> AsyncIterator[None]:
    """Hold the lock for the block; calls `waiting` once when another process holds it."""
    async with _holder(engine) as try_lock:
        told = False
        while not await try_lock():
            if not told:
                waiting()
                told = True
            await asyncio.sleep(_RETRY_SECONDS)
        yield


@asynccontextmanager
async def named(engine: AsyncEngine, kind: str) -> AsyncIterator[str]:
    """A name that no living process has: `kind` and the first number that is free. Whoever dies
    leaves it, and what was held under it, to the next.
    """
    for number in count(1):
        name = f"{kind}:{number}"
        async with _holder(engine, name) as try_lock:
            if await try_lock():
                yield name
                return


def _holder(engine: AsyncEngine, name: str = "") -> AbstractAsyncContextManager[TryLock]:
    if engine.dialect.name == "sqlite":
        return _file(Path(f"{engine.url.database}{name and f'.{name}'}.lock"))
    return _advisory(engine, crc32(name.encode()) if name else _ADVISORY)


@asynccontextmanager
async def _file(path: Path) -> AsyncIterator[TryLock]:
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
async def _advisory(engine: AsyncEngine, key: int) -> AsyncIterator[TryLock]:
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")

        async def try_lock() -> bool:
            found = await connection.execute(
                sa.text("SELECT pg_try_advisory_lock(:key)"), {"key": key}
            )
            return bool(found.scalar())

        try:
            yield try_lock
        finally:
            with suppress(DBAPIError):  # a connection that was lost has let go of it already
                await connection.execute(sa.text("SELECT pg_advisory_unlock(:key)"), {"key": key})
