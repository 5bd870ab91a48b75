"""PostgreSQL's advisory lock. It lives with its connection, which a failover ends while the process
goes on: then it is taken again at once, or the process must stop beside whoever was faster.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

PING_SECONDS = 2.0
"""A connection that ends says so by itself, unless the network swallows it."""
PATIENCE_SECONDS = 5.0
_RETRY_SECONDS = 0.2

log = structlog.get_logger(__name__)


class LostLock(Exception):
    """Another process holds what was ours."""


class _Advisory:
    def __init__(self, engine: AsyncEngine, key: int) -> None:
        self._engine = engine
        self._key = {"key": key}
        self._connection: AsyncConnection | None = None
        self._ended = asyncio.Event()

    async def take(self) -> bool:
        connection = self._connection or await self._connect()
        found = await connection.execute(sa.text("SELECT pg_try_advisory_lock(:key)"), self._key)
        return bool(found.scalar())

    async def keep(self) -> None:
        while True:
            if not await self._alive():
                log.warning("the connection that holds the lock was lost")
                await self._retake()

    async def release(self) -> None:
        if self._connection:
            with suppress(SQLAlchemyError):  # a connection that was lost has let go of it already
                unlock = sa.text("SELECT pg_advisory_unlock(:key)")
                await self._connection.execute(unlock, self._key)
            await self._connection.close()

    async def _connect(self) -> AsyncConnection:
        connection = await self._engine.connect()
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver
        self._ended.clear()
        driver.add_termination_listener(self._end)
        self._connection = connection
        return connection

    def _end(self, _driver: object) -> None:
        self._ended.set()

    async def _alive(self) -> bool:
        assert self._connection
        try:
            async with asyncio.timeout(PING_SECONDS):
                await self._ended.wait()
        except TimeoutError:
            pass
        else:
            return False
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._connection.execute(sa.text("SELECT 1"))
        except (DBAPIError, OSError):
            return False
        return True

    async def _retake(self) -> None:
        while True:
            await self._drop()
            try:
                ours = await self.take()
            except (DBAPIError, OSError):  # the server is not back yet
                await asyncio.sleep(_RETRY_SECONDS)
                continue
            if not ours:
                raise LostLock
            return

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            await connection.invalidate()
            await connection.close()


@asynccontextmanager
async def advisory(engine: AsyncEngine, key: int) -> AsyncIterator[_Advisory]:
    lock = _Advisory(engine, key)
    try:
        yield lock
    finally:
        await lock.release()
