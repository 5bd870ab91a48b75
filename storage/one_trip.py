"""SQLite with one trip to its thread a statement.

The driver's own cursor takes four: to open, to execute, to fetch, to close. While the loop is busy
each waits for its turn of the interpreter, and the database's one writer waits with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Self

import aiosqlite

_CHUNK = 64


class Cursor:
    """What SQLAlchemy asks of a cursor; all rows are here when `execute` returns."""

    arraysize = 1

    def __init__(self, run: Callable[..., Any]) -> None:
        self._run = run
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        await self._run(self._finish, sqlite3.Cursor.execute, statement, parameters)

    async def executemany(self, statement: str, parameters: Sequence[Sequence[Any]]) -> None:
        await self._run(self._finish, sqlite3.Cursor.executemany, statement, parameters)

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        """It was closed in the thread."""

    def _finish(
        self,
        execute: Callable[..., sqlite3.Cursor],
        statement: str,
        parameters: Sequence[Any],
        begin: str,
        connection: sqlite3.Connection,
    ) -> None:
        cursor = connection.cursor()
        try:
            if begin:
                cursor.execute(begin)
            execute(cursor, statement, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class Connection(aiosqlite.Connection):
    """The driver's, with cursors of ours. `begins`: what opens the transaction, said together with
    its first statement; without one there was no transaction to end.
    """

    begins = ""

    def cursor(self) -> Any:
        return Cursor(self._in_thread)

    async def commit(self) -> None:
        if not self._taken():
            await super().commit()

    async def rollback(self) -> None:
        if not self._taken():
            await super().rollback()

    async def _in_thread(self, work: Callable[..., None], *arguments: Any) -> None:
        await self._execute(work, *arguments, self._taken(), self._conn)  # type: ignore[no-untyped-call]

    def _taken(self) -> str:
        begins, self.begins = self.begins, ""
        return begins


async def connect(path: str) -> Connection:
    """An open connection; its thread does not keep the process alive."""
    opened = Connection(partial(sqlite3.connect, path, check_same_thread=False), _CHUNK)
    opened._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does for the driver's own
    await opened
    return opened
