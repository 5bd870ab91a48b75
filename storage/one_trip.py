"""SQLite with few trips to its thread.

The driver's own cursor takes four for a statement: to open, to execute, to fetch, to close. While
the loop is busy each waits for its turn of the interpreter, and the database's one writer waits
with it. Here a statement takes one, and one whose result nobody asks for takes none: it goes with
the next, in the order in which they were said.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from operator import methodcaller
from typing import Any, Self

import aiosqlite

_CHUNK = 64
_Work = Callable[[sqlite3.Connection], object]
_COMMIT = methodcaller("commit")


class Cursor:
    """What SQLAlchemy asks of a cursor; all rows are here when `execute` returns."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        run = partial(self._finish, sqlite3.Cursor.execute, statement, parameters)
        await self._connection.take(run)

    async def executemany(self, statement: str, parameters: Sequence[Sequence[Any]]) -> None:
        run = partial(self._finish, sqlite3.Cursor.executemany, statement, parameters)
        await self._connection.take(run)

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        """It was closed in the thread."""

    def _finish(
        self,
        execute: Callable[..., sqlite3.Cursor],
        statement: str,
        parameters: Sequence[Any],
        connection: sqlite3.Connection,
    ) -> None:
        cursor = connection.cursor()
        try:
            execute(cursor, statement, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        except sqlite3.Error as failure:
            failure.add_note(statement)  # it may have gone with another one
            raise
        finally:
            cursor.close()


class Connection(aiosqlite.Connection):
    """The driver's, with cursors of ours. `behind`: the next statement goes with the one after it;
    if it fails, that one fails, or the commit.
    """

    behind = False

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, _CHUNK)
        self._waiting: list[_Work] = []
        self._ended = True
        """Nothing has gone since the last commit or rollback."""

    def cursor(self) -> Any:
        return Cursor(self)

    def begin(self, statement: str) -> None:
        self._waiting.append(methodcaller("execute", statement))

    async def take(self, work: _Work) -> None:
        self._waiting.append(work)
        if self.behind:
            self.behind = False
        else:
            await self._go()

    async def commit(self) -> None:
        self._waiting.append(_COMMIT)
        await self._go()
        self._ended = True

    async def rollback(self) -> None:
        self._waiting.clear()
        if not self._ended:
            await super().rollback()
            self._ended = True

    async def _go(self) -> None:
        works, self._waiting = self._waiting, []
        self._ended = False
        await self._execute(_in_order, works, self._conn)  # type: ignore[no-untyped-call]


def _in_order(works: Sequence[_Work], connection: sqlite3.Connection) -> None:
    for work in works:
        work(connection)


async def connect(path: str) -> Connection:
    """An open connection; its thread does not keep the process alive."""
    opened = Connection(partial(sqlite3.connect, path, check_same_thread=False))
    opened._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does for the driver's own
    await opened
    return opened
