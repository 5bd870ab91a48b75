"""What repositories stand on: one connection inside one transaction, and the vault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import Posted
from storage import one_trip
from storage.sealing import Vault

_END_SLEEPERS = sa.text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND usename = current_user AND state = 'active' "
    "AND wait_event = 'ClientRead' AND state_change < clock_timestamp() - interval '8 seconds'"
)


class Session:
    """A transaction in progress. Repositories never commit."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._later: dict[sa.Executable, list[dict[str, Any]]] = {}
        self.vault = vault
        self.posted: set[Posted] = set()
        """What was written down for somebody to do, who is woken after the commit."""

    async def execute(
        self,
        statement: sa.Executable,
        values: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None = None,
    ) -> sa.CursorResult[Any]:
        return await self._connection.execute(statement, values)

    async def send(
        self,
        statement: sa.Executable,
        values: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None = None,
    ) -> None:
        """Execute what nobody asks the result of. SQLite gets it with the next statement, in
        order (storage.one_trip); so if it fails, that one fails, or the commit.
        """
        open_connection = self._connection.sync_connection
        assert open_connection is not None
        driver = open_connection.connection.driver_connection
        if not isinstance(driver, one_trip.Connection):
            await self._connection.execute(statement, values)
            return
        driver.behind = True
        try:
            await self._connection.execute(statement, values)
        finally:
            driver.behind = False

    def insert(self, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
        """The dialect's own INSERT, which knows ON CONFLICT on both databases."""
        if self._connection.dialect.name == "sqlite":
            return sqlite.insert(table)
        return postgresql.insert(table)

    async def end_sleepers(self) -> None:
        """On PostgreSQL, end transactions that wait in the middle of a statement for a process
        that sleeps. Those between statements end by themselves (storage.engine.SESSION).
        """
        if self._connection.dialect.name == "postgresql":
            await self._connection.execute(_END_SLEEPERS)

    async def lock(self, rows: sa.Select[Any]) -> None:
        """On PostgreSQL, nobody else changes these rows until the unit ends. SQLite has one writer
        anyway.
        """
        if self._connection.dialect.name == "postgresql":
            await self._connection.execute(rows.with_for_update(key_share=True))

    async def alone(self, table: sa.Table) -> None:
        """On PostgreSQL, nobody else writes to this table until the unit ends; who reads it need
        not wait. SQLite has one writer anyway.
        """
        if self._connection.dialect.name == "postgresql":
            lock = sa.text(f'LOCK TABLE "{table.name}" IN SHARE ROW EXCLUSIVE MODE')
            await self._connection.execute(lock)

    def later(self, statement: sa.Executable, values: dict[str, Any]) -> None:
        """Run `statement` at the end of the unit, together with its other rows: one round trip
        for a batch. Only for writes that nothing in the same unit reads back.
        """
        self._later.setdefault(statement, []).append(values)

    async def flush(self) -> None:
        for statement, values in self._later.items():
            await self.send(statement, values)
        self._later.clear()
