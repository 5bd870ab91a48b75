"""Locks that die with their holder, so that nobody waits for a lease of the dead: one working
process per database, and a name for each process that stands by.

SQLite: an flock on a file beside the database. PostgreSQL: an advisory lock on its own connection
(storage.advisory).
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Protocol
from zlib import crc32

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.advisory import advisory

_ADVISORY = 0x616E746F616E  # "antoan"
_RETRY_SECONDS = 0.5


class Lock(Protocol):
    async def take(self) -> bool:
        """Whether it is ours now."""
        ...

    async def keep(self) -> None:
        """Run beside the work until cancelled. Raises LostLock when another process has it."""
        ...


@asynccontextmanager
async def sole(engine: AsyncEngine, *, waiting: Callable[[], None]) -> AsyncIterator[Lock]:
    """Hold the lock for the block; calls `waiting` once when another process holds it."""
    async with _lock(engine) as lock:
        told = False
        while not await lock.take():
            if not told:
                waiting()
                told = True
            await asyncio.sleep(_RETRY_SECONDS)
        yield lock


@asynccontextmanager
async def named(engine: AsyncEngine, kind: str) -> AsyncIterator[tuple[str, Lock]]:
    """A name that no living process has: `kind` and the first number that is free. Whoever dies
    leaves it, and what was held under it, to the next.
    """
    for number in count(1):
        name = f"{kind}:{number}"
        async with _lock(engine, name) as lock:
            if await lock.take():
                yield name, lock
                return


def _lock(engine: AsyncEngine, name: str = "") -> AbstractAsyncContextManager[Lock]:
    if engine.dialect.name == "sqlite":
        return _file(Path(f"{engine.url.database}{name and f'.{name}'}.lock"))
    return advisory(engine, crc32(name.encode()) if name else _ADVISORY)


class _Flock:
    """The kernel's, which keeps it for as long as the process lives."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    async def take(self) -> bool:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    async def keep(self) -> None:
        await asyncio.Event().wait()


@asynccontextmanager
async def _file(path: Path) -> AsyncIterator[_Flock]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _Flock(descriptor)
    finally:
        os.close(descriptor)
