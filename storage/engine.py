"""Opening the database, with the rules each kind needs to lose nothing.

SQLite: WAL, `synchronous=FULL` (we acknowledge on these commits), `secure_delete`, and every
writing transaction begins with BEGIN IMMEDIATE, said together with its first statement: the
driver's default begins at the first write and silently loses concurrent updates (reliability.md
0.6).
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage import one_trip

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "trusted_schema=OFF",
)

SESSION = {"idle_in_transaction_session_timeout": "8000", "lock_timeout": "5000"}
"""Milliseconds after which PostgreSQL ends a transaction whose process sleeps, or one that waits
for another: both must not keep anybody from taking over when a lease of 10 s is over (F20)."""


def open_engine(url: str) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`. Connects lazily."""
    if make_url(url).get_backend_name() == "sqlite":
        return _open_sqlite(url)
    return create_async_engine(
        url, pool_pre_ping=True, pool_size=10, connect_args={"server_settings": SESSION}
    )


def _open_sqlite(url: str) -> AsyncEngine:
    path = Path(make_url(url).database or "")
    path.parent.mkdir(parents=True, exist_ok=True)
    trip = partial(one_trip.connect, str(path))
    engine = create_async_engine(url, pool_size=5, max_overflow=5, async_creator=trip)
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    event.listen(engine.sync_engine, "invalidate", _let_go)
    return engine


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _let_go(
    connection: DBAPIConnection, _entry: ConnectionPoolEntry, _failure: BaseException | None
) -> None:
    """A task was cancelled inside its transaction. SQLite closes a connection only when its last
    cursor is gone, and the cancelled task's traceback may keep one: the lock must not wait for it.
    """
    with suppress(sqlite3.Error):  # it is closed next, whatever comes
        connection.rollback()


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("outside", False):
        return  # a checkpoint cannot be made inside a transaction
    reading = connection.get_execution_options().get("reading", False)
    driver = connection.connection.driver_connection
    assert isinstance(driver, one_trip.Connection)
    driver.begin("BEGIN" if reading else "BEGIN IMMEDIATE")
